"""Whether the text of a run is seen: hidden, in the colour of its ground, or too small; styles are followed to their roots."""

import re

from lxml import etree

from gongkai.release.rebuilders.allowed import W
from gongkai.release.rebuilders.numbers import is_same

_OFF = ("0", "false", "off", "none")
_TINY = 4  # half points
_NARROW = 5  # percent of the width of a sign
_DEEPEST = 20  # styles based on styles
_WHITE = "FFFFFF"
_MARKERS = {
    "black": "000000", "blue": "0000FF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkGray": "808080", "red": "FF0000", "green": "00FF00",
    "cyan": "00FFFF", "magenta": "FF00FF", "yellow": "FFFF00", "darkYellow": "808000", "lightGray": "C0C0C0", "white": _WHITE,
}  # fmt: skip
_HEX = re.compile(r"[0-9A-Fa-f]{6}$")
_LABELS = {
    "docx.hidden_text": "隐藏文字",
    "docx.white_text": "与背景同色的文字",
    "docx.tiny_text": "小得看不见的文字",
}


def label(code: str) -> str:
    """What a clerk calls it."""
    return _LABELS[code]


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch is there and on."""
    return element is not None and element.get(f"{W}val", "1").lower() not in _OFF


class Judge:
    """Knows the styles of the document."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = [] if styles is None else list(styles.iterfind(f"{W}style"))
        self._styles = {each.get(f"{W}styleId", ""): each for each in found}
        self._usual = next(
            (key for key, each in self._styles.items() if each.get(f"{W}type") == "paragraph" and _is_usual(each)), ""
        )
        self._usual_table = next(
            (key for key, each in self._styles.items() if each.get(f"{W}type") == "table" and _is_usual(each)), ""
        )
        self._defaults = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._known: dict[tuple[str, str], etree._Element | None] = {}

    def why_unseen(self, run: etree._Element) -> str:
        """The code of what hides the run; empty when it is seen."""
        if is_on(self._property(run, "vanish")):
            return "docx.hidden_text"
        if self._is_tiny(run):
            return "docx.tiny_text"
        return "docx.white_text" if self._is_lost(run) else ""

    def _property(self, run: etree._Element, name: str) -> etree._Element | None:
        """The nearest element of this name: the run's own, its styles', the document's."""
        own = run.find(f"{W}rPr")
        if own is not None and (found := own.find(f"{W}{name}")) is not None:
            return found
        keys = [self._key(own, "rStyle")]
        paragraph = next(run.iterancestors(f"{W}p"), None)
        keys.append(self._key(paragraph.find(f"{W}pPr") if paragraph is not None else None, "pStyle") or self._usual)
        for key in keys:
            if (found := self._of_style(key, f"{W}rPr/{W}{name}")) is not None:
                return found
        return self._defaults.find(f"{W}{name}") if self._defaults is not None else None

    def _key(self, properties: etree._Element | None, name: str) -> str:
        style = properties.find(f"{W}{name}") if properties is not None else None
        return style.get(f"{W}val", "") if style is not None else ""

    def _of_style(self, key: str, path: str) -> etree._Element | None:
        if (key, path) not in self._known:
            self._known[key, path] = self._sought(key, path)
        return self._known[key, path]

    def _sought(self, key: str, path: str) -> etree._Element | None:
        for _ in range(_DEEPEST):
            style = self._styles.get(key)
            if style is None:
                return None
            if (found := style.find(path)) is not None:
                return found
            based = style.find(f"{W}basedOn")
            key = based.get(f"{W}val", "") if based is not None else ""
        return None

    def _is_tiny(self, run: etree._Element) -> bool:
        size, width = self._property(run, "sz"), self._property(run, "w")
        return any(
            each is not None and each.get(f"{W}val", "").isdecimal() and int(each.get(f"{W}val", "")) <= least
            for each, least in ((size, _TINY), (width, _NARROW))
        )

    def _is_lost(self, run: etree._Element) -> bool:
        """Whether the text has the colour of what it stands on."""
        color = self._property(run, "color")
        ink = color.get(f"{W}val", "auto") if color is not None else "auto"
        theme = color.get(f"{W}themeColor", "") if color is not None else ""
        if not _HEX.match(ink):
            if theme not in ("background1", "light1"):
                return False  # black on light, white on dark
            ink = _WHITE
        return is_same(ink, self.ground(run))

    def is_pale(self, run: etree._Element) -> bool:
        """Whether the text is almost white and its own properties do not say on what."""
        color, own = self._property(run, "color"), run.find(f"{W}rPr")
        if color is None or (
            own is not None and (own.find(f"{W}shd") is not None or own.find(f"{W}highlight") is not None)
        ):
            return False
        ink = color.get(f"{W}val", "auto")
        is_white = color.get(f"{W}themeColor", "") in ("background1", "light1")
        return is_same(ink, _WHITE) if _HEX.match(ink) else is_white

    def ground(self, run: etree._Element) -> str:
        """The colour behind a run."""
        marker = self._property(run, "highlight")
        if marker is not None and marker.get(f"{W}val") in _MARKERS:
            return _MARKERS[marker.get(f"{W}val", "")]
        shades = [self._property(run, "shd")]
        for paragraph in run.iterancestors(f"{W}p"):
            key = self._key(paragraph.find(f"{W}pPr"), "pStyle") or self._usual
            shades += [paragraph.find(f"{W}pPr/{W}shd"), self._of_style(key, f"{W}pPr/{W}shd")]
            break
        shades += [shade for cell in run.iterancestors(f"{W}tc") for shade in self._of_cell(cell)]
        fills = [each.get(f"{W}fill", "auto") for each in shades if each is not None]
        return next((fill for fill in fills if _HEX.match(fill)), _WHITE)

    def _of_cell(self, cell: etree._Element) -> list[etree._Element | None]:
        """Its own shade, and those that the style of its table gives to its row."""
        table = next(cell.iterancestors(f"{W}tbl"), None)
        row = cell.getparent()
        if table is None or row is None:
            return [cell.find(f"{W}tcPr/{W}shd")]
        key = self._key(table.find(f"{W}tblPr"), "tblStyle") or self._usual_table
        paths = [f"{W}tcPr/{W}shd", f"{W}tblPr/{W}shd"]
        if next(table.iterfind(f"{W}tr"), None) is row:
            paths.insert(0, f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd")
        return [
            cell.find(f"{W}tcPr/{W}shd"),
            *(self._of_style(key, path) for path in paths),
            table.find(f"{W}tblPr/{W}shd"),
        ]


def _is_usual(style: etree._Element) -> bool:
    return style.get(f"{W}default", "0").lower() in ("1", "true", "on")
