"""What the stories of a Word file share: its styles, numbering and colours, its pictures, and what was left behind."""

import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from gongkai.reading import unpack
from gongkai.release.hidden import package
from gongkai.release.rebuilders import allowed, pixels
from gongkai.release.rebuilders.allowed import MC, A, R, W
from gongkai.release.rebuilders.seen import Judge, is_on
from gongkai.release.values import CannotRelease, Removed

_STYLES = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
_MARGINS = {f"{W}headerReference": "header", f"{W}footerReference": "footer"}
_THEME_FONTS = (("asciiTheme", "ascii"), ("hAnsiTheme", "hAnsi"), ("eastAsiaTheme", "eastAsia"), ("cstheme", "cs"))
_COLOURS = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_BLACK = "000000"
_LONGEST_VALUE = 100  # of an attribute


class Binder:
    """Holds the old package open, and gathers the parts of the new one."""

    def __init__(self, container: zipfile.ZipFile) -> None:
        self.container = container
        self.styles = package.tree(container, "word/styles.xml")
        self.numbering = package.tree(container, "word/numbering.xml")
        settings = package.tree(container, "word/settings.xml")
        self.has_even_pages = settings is not None and is_on(settings.find(f"{W}evenAndOddHeaders"))
        self._theme = next(
            (package.tree(container, name) for name in container.namelist() if name.startswith("word/theme/theme")),
            None,
        )
        self.judge = Judge(self.styles)
        self.styles_used: dict[str, str] = {}  # old id to new
        self.numbers_used: set[str] = set()
        self.notes_used: dict[str, set[str]] = {"footnote": set(), "endnote": set()}
        self.margins: dict[str, str] = {}  # old part to new part
        self.media: dict[str, bytes] = {}
        self.relations: dict[str, list[tuple[str, str]]] = {}  # of an old part: kind and new target
        self.removed: dict[tuple[str, str], Removed] = {}
        self.remarks: list[str] = []
        self._targets: dict[str, dict[str, str]] = {}

    # ── what was left behind ────────────────────────────────────────────────────────────────────────────────────────

    def leave(self, code: str, label: str, where: str) -> None:
        """Remember that something did not come along."""
        self.removed.setdefault((code, where), Removed(code, label, where))

    def remark(self, note: str) -> None:
        """Something will look otherwise."""
        if note not in self.remarks:
            self.remarks.append(note)

    # ── relations and pictures ──────────────────────────────────────────────────────────────────────────────────────

    def target(self, part: str, relation: str) -> str:
        """The member that a relation of a part points to; empty when it is none of this file."""
        if part not in self._targets:
            name = posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")
            root = package.tree(self.container, name)
            self._targets[part] = {
                each.get("Id", ""): _joined(part, each.get("Target", ""))
                for each in ([] if root is None else root)
                if isinstance(each.tag, str) and each.get("TargetMode") != "External"
            }
        name = self._targets[part].get(relation, "")
        return name if name in self.container.namelist() else ""

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation of a part, once for every target."""
        known = self.relations.setdefault(part, [])
        if (kind, target) not in known:
            known.append((kind, target))
        return f"rId{known.index((kind, target)) + 1}"

    def picture(self, part: str, relation: str, cut: pixels.Cut) -> str:
        """The new relation to a picture of the old part, cleaned and cropped; empty when it is not in the file."""
        name = self.target(part, relation)
        if not name:
            return ""
        if name.lower().endswith((".emf", ".wmf", ".svg", ".emz", ".wmz")):
            raise CannotRelease(
                "文档里有矢量图（EMF、WMF、SVG），不能重建", "请另存为 PDF 后再上传，或者把这张图换成 png 图片"
            )
        data, kind = pixels.placed(unpack.member(self.container, name), cut)
        known = next((key for key, value in self.media.items() if value == data), "")
        target = known or f"media/image{len(self.media) + 1}.{kind}"
        self.media[target] = data
        return self.relate(part, "image", target)

    # ── properties ──────────────────────────────────────────────────────────────────────────────────────────────────

    def properties(self, element: etree._Element, target: etree._Element, part: str = "") -> None:
        """The properties of the white-list, with fonts and colours of the theme written out."""
        if element.tag in _STYLES:
            key = element.get(f"{W}val", "")
            if self.style(key):
                etree.SubElement(target, element.tag, {f"{W}val": self.style(key)})
            return
        if element.tag in _MARGINS:
            self._margin(element, target, part)
            return
        if element.tag not in allowed.STYLE_PARTS:
            return
        made = add(target, element)
        if element.tag == f"{W}rFonts":
            self._fonts(element, made)
        if element.tag == f"{W}numId":
            self.numbers_used.add(element.get(f"{W}val", ""))
        for child in element:
            if isinstance(child.tag, str):
                self.properties(child, made, part)

    def style(self, key: str) -> str:
        """The new id of a style that the file has."""
        if key in self.styles_used:
            return self.styles_used[key]
        found = (
            [] if self.styles is None else [s for s in self.styles.iterfind(f"{W}style") if s.get(f"{W}styleId") == key]
        )
        if not found:
            return ""
        self.styles_used[key] = f"s{len(self.styles_used) + 1}"
        return self.styles_used[key]

    def _fonts(self, element: etree._Element, made: etree._Element) -> None:
        for theme, plain in _THEME_FONTS:
            name = self._theme_font(element.get(f"{W}{theme}", ""))
            if name:
                made.set(f"{W}{plain}", name)

    def _theme_font(self, key: str) -> str:
        """The font of the theme: minorEastAsia, majorHAnsi …"""
        if not key or self._theme is None:
            return ""
        fonts = self._theme.find(f".//{A}{'majorFont' if key.startswith('major') else 'minorFont'}")
        if fonts is None:
            return ""
        if key.endswith("EastAsia"):
            own = fonts.find(f"{A}ea")
            hans = next((each for each in fonts.iterfind(f"{A}font") if each.get("script") == "Hans"), None)
            name = own.get("typeface", "") if own is not None else ""
            return name or (hans.get("typeface", "") if hans is not None else "")
        latin = fonts.find(f"{A}cs" if key.endswith("Bidi") else f"{A}latin")
        return latin.get("typeface", "") if latin is not None else ""

    def colour(self, key: str) -> str:
        """A colour of the theme as six digits."""
        scheme = self._theme.find(f".//{A}clrScheme/{A}{_COLOURS.get(key, key)}") if self._theme is not None else None
        if scheme is None or not len(scheme):
            return _BLACK
        return scheme[0].get("val", "") if scheme[0].tag == f"{A}srgbClr" else scheme[0].get("lastClr", _BLACK)

    def _margin(self, element: etree._Element, target: etree._Element, part: str) -> None:
        """A header or footer that is shown somewhere; those for pages that there are none of stay behind."""
        parent, kind = element.getparent(), element.get(f"{W}type", "default")
        name = self.target(part, element.get(f"{R}id", ""))
        is_first = parent is not None and is_on(parent.find(f"{W}titlePg"))
        if not name or (kind == "first" and not is_first) or (kind == "even" and not self.has_even_pages):
            if name:
                self.leave("docx.unshown_margins", "不显示的页眉、页脚", name)
            return
        what = _MARGINS[element.tag]
        new = self.margins.setdefault(name, f"{what}{len(self.margins) + 1}.xml")
        etree.SubElement(target, element.tag, {f"{W}type": kind, f"{R}id": self.relate(part, what, new)})

    # ── notes, and what has to come later ───────────────────────────────────────────────────────────────────────────

    def note(self, reference: etree._Element) -> bool:
        """Whether the note that is referred to is there; it is then taken over."""
        kind = etree.QName(reference).localname.removesuffix("Reference")
        if f"word/{kind}s.xml" not in self.container.namelist():
            return False
        self.notes_used[kind].add(reference.get(f"{W}id", ""))
        return True

    def later(
        self,
        paragraph: etree._Element,
        boxes: Iterable[etree._Element],
        into: Callable[[etree._Element, etree._Element], None],
    ) -> None:
        """The contents of boxes as paragraphs behind the one in which they stood."""
        after = paragraph
        for box in boxes:
            held = etree.Element(f"{W}body", nsmap=allowed.NAMES)
            into(box, held)
            for each in list(held):
                after.addnext(each)
                after = each


def add(target: etree._Element, element: etree._Element) -> etree._Element:
    """A new element of the same name with the attributes of the white-list."""
    return etree.SubElement(target, element.tag, dict(kept_attributes(element)))


def kept_attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The attributes of the white-list, and those of formulas."""
    for key, value in element.attrib.items():
        name, text = str(key), str(value)
        if (name in allowed.ATTRIBUTES or name.startswith(allowed.M)) and len(text) <= _LONGEST_VALUE:
            yield name, text


def _joined(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))[1:]


def new_root(name: str) -> etree._Element:
    """The root of a new part, which knows all the names."""
    root = etree.Element(f"{W}{name}", nsmap=allowed.NAMES)
    assert root.nsmap["mc"] == MC[1:-1]
    return root
