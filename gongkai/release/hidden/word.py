"""A Word file (.docx): what its readers see, and what stays in it unseen."""

import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from gongkai.release.hidden import package, parts
from gongkai.release.hidden.labels import Seen, hidden
from gongkai.release.values import Hidden

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_MARGINS = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml$")
_STORIES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_COMMENTS = re.compile(r"word/comments(?:\d*|Extended|Ids)?\.xml$")
_NO_TEXT = (f"{_W}instrText", f"{_W}delInstrText")
_TINY = 4  # half points
_PALE = 0xEC  # of every colour
_DARK_MARKERS = ("black", "blue", "darkBlue", "darkCyan", "darkGreen", "darkMagenta", "darkRed", "darkGray", "red")


def look(data: bytes) -> Seen:
    """The visible text of all stories, and everything unseen."""
    container = package.opened(data)
    styles = _hiding_styles(container)
    visible, found = [], list(package.look(container))
    for name in sorted(set(container.namelist())):
        if _STORIES.match(name):
            root = package.tree(container, name)
            assert root is not None
            text = _visible(root, styles)
            visible.append((name, text))
            found += _story(root, name, styles)
            if _MARGINS.match(name) and (traces := [each.text for each in parts.found(text)]):
                found.append(hidden("docx.margins", name, "、".join(traces)))
        elif _COMMENTS.match(name):
            found += _comments(container, name)
    found += _settings(container)
    return Seen(tuple(visible), tuple(found))


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{_W}val", "1").lower() not in _OFF


def _hiding_styles(container: zipfile.ZipFile) -> frozenset[str]:
    """Styles whose text is not shown, with those based on them."""
    root = package.tree(container, "word/styles.xml")
    if root is None:
        return frozenset()
    styles = {each.get(f"{_W}styleId", ""): each for each in root.iter(f"{_W}style")}
    hiding = {key for key, each in styles.items() if _is_on(each.find(f"{_W}rPr/{_W}vanish"))}
    for _ in range(10):
        hiding |= {
            key
            for key, each in styles.items()
            if (based := each.find(f"{_W}basedOn")) is not None and based.get(f"{_W}val") in hiding
        }
    return frozenset(hiding)


# ── runs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_hidden(run: etree._Element, styles: frozenset[str]) -> bool:
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        vanish = properties.find(f"{_W}vanish")
        if vanish is not None:
            return _is_on(vanish)
        style = properties.find(f"{_W}rStyle")
        if style is not None and style.get(f"{_W}val") in styles:
            return True
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    style = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
    return style is not None and style.get(f"{_W}val") in styles


def _is_white(run: etree._Element, styles: frozenset[str]) -> bool:  # noqa: ARG001 - one shape for three questions
    color = run.find(f"{_W}rPr/{_W}color")
    if color is None:
        return False
    value = color.get(f"{_W}val", "auto")
    is_pale = _is_pale(value) or (color.get(f"{_W}themeColor") in ("background1", "light1") and value in ("auto", ""))
    return is_pale and not _stands_on_colour(run)


def _is_pale(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9A-Fa-f]{6}", value)) and min(bytes.fromhex(value)) >= _PALE


def _stands_on_colour(run: etree._Element) -> bool:
    """Whether the run, its paragraph or its cell has a background on which white can be read."""
    marker = run.find(f"{_W}rPr/{_W}highlight")
    if marker is not None and marker.get(f"{_W}val") in _DARK_MARKERS:
        return True
    shades = [run.find(f"{_W}rPr/{_W}shd")]
    shades += [each.find(f"{_W}pPr/{_W}shd") for each in run.iterancestors(f"{_W}p")]
    shades += [each.find(f"{_W}tcPr/{_W}shd") for each in run.iterancestors(f"{_W}tc")]
    fills = [shade.get(f"{_W}fill", "auto") for shade in shades if shade is not None]
    return any(fill not in ("auto", "") and not _is_pale(fill) for fill in fills)


def _is_tiny(run: etree._Element, styles: frozenset[str]) -> bool:  # noqa: ARG001 - one shape for three questions
    size = run.find(f"{_W}rPr/{_W}sz")
    value = size.get(f"{_W}val", "") if size is not None else ""
    return value.isdecimal() and int(value) <= _TINY


_RUNS: tuple[tuple[str, Callable[[etree._Element, frozenset[str]], bool]], ...] = (
    ("docx.hidden_text", _is_hidden),
    ("docx.white_text", _is_white),
    ("docx.tiny_text", _is_tiny),
)


def _text(element: etree._Element) -> str:
    """The characters below, also of deleted text."""
    return "".join(each.text or "" for each in element.iter(f"{_W}t", f"{_W}delText", *_NO_TEXT))


def _visible(root: etree._Element, styles: frozenset[str]) -> str:
    """What a reader sees: paragraphs on lines of their own, without deleted and hidden text."""
    lines = []
    for paragraph in root.iter(f"{_W}p"):
        line = []
        for each in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
            run = next(each.iterancestors(f"{_W}r"), None)
            if run is None or next(each.iterancestors(f"{_W}p"), None) is not paragraph:
                continue
            if not _is_hidden(run, styles):
                line.append((each.text or "") if each.tag == f"{_W}t" else " ")
        lines.append("".join(line))
    return "\n".join(lines)


def _story(root: etree._Element, name: str, styles: frozenset[str]) -> Iterator[Hidden]:
    for code, tags in (
        ("docx.insertions", (f"{_W}ins", f"{_W}moveTo")),
        ("docx.deletions", (f"{_W}del", f"{_W}moveFrom")),
    ):
        texts = [text for each in root.iter(*tags) if (text := _text(each)).strip()]
        if texts:
            yield hidden(code, name, "".join(texts))
    runs = [run for run in root.iter(f"{_W}r") if _text(run).strip()]
    for code, is_unseen in _RUNS:
        unseen = [_text(run) for run in runs if is_unseen(run, styles)]
        if unseen:
            yield hidden(code, name, "".join(unseen))
    cropped = [each for each in root.iter(f"{package.DRAWN}srcRect") if any(int(v) > 0 for v in _cuts(each))]
    if cropped:
        yield hidden("docx.cropped_picture", name, f"{len(cropped)} 张")


def _cuts(rect: etree._Element) -> Iterator[str]:
    return (value for key in "ltrb" if (value := rect.get(key, "0")).lstrip("-").isdecimal())


def _comments(container: zipfile.ZipFile, name: str) -> Iterator[Hidden]:
    root = package.tree(container, name)
    comments = [] if root is None else list(root.iter(f"{_W}comment"))
    if comments:
        yield hidden("docx.comments", name, "；".join(_text(each) for each in comments))


def _settings(container: zipfile.ZipFile) -> Iterator[Hidden]:
    root = package.tree(container, "word/settings.xml")
    if root is None:
        return
    values = [each.get(f"{_W}val", "") for each in root.iter(f"{_W}docVar")]
    if values:
        yield hidden("docx.variables", "word/settings.xml", "；".join(values))
    for each in root.iter(f"{_W}mailMerge"):
        texts = [str(value) for inner in each.iter() for value in inner.attrib.values()]
        yield hidden("docx.mail_merge", "word/settings.xml", " ".join(texts))
