"""The styles and the numbering of a Word file, only those in use, under names that say nothing."""

import re
from collections.abc import Iterable

from lxml import etree

from gongkai.release.rebuilders import allowed
from gongkai.release.rebuilders.allowed import W
from gongkai.release.rebuilders.binder import Binder, add, new_root

_KNOWN = re.compile(
    r"(?i)^(?:normal|title|subtitle|heading \d|toc \d|header|footer|caption|quote|strong|emphasis|hyperlink|table grid|"
    r"table normal|list paragraph|list bullet|list number|footnote (?:text|reference)|endnote (?:text|reference)|page number|"
    r"default paragraph font|no list|body text|date|plain text|normal table|normal \(web\)|annotation text)$"
)


def styles(binder: Binder) -> etree._Element:
    """The part styles.xml: the defaults, and the styles in use with those that they are based on."""
    root = new_root("styles")
    source = binder.styles
    if source is None:
        return root
    for each in source.iterfind(f"{W}docDefaults"):
        defaults = add(root, each)
        for part in each:
            if part.tag in (f"{W}rPrDefault", f"{W}pPrDefault"):
                _properties(binder, part, add(defaults, part))
    found = {each.get(f"{W}styleId", ""): each for each in source.iterfind(f"{W}style")}
    for key, each in found.items():
        if each.get(f"{W}default", "0") in ("1", "true", "on"):
            binder.style(key)
    done: set[str] = set()
    while waiting := [key for key in binder.styles_used if key not in done]:
        for key in waiting:
            done.add(key)
            _style(binder, found[key], binder.styles_used[key], root)
    return root


def _style(binder: Binder, each: etree._Element, key: str, root: etree._Element) -> None:
    made = etree.SubElement(root, f"{W}style", {f"{W}type": each.get(f"{W}type", "paragraph"), f"{W}styleId": key})
    if each.get(f"{W}default", "0") in ("1", "true", "on"):
        made.set(f"{W}default", "1")
    name = each.find(f"{W}name")
    said = name.get(f"{W}val", "") if name is not None else ""
    etree.SubElement(made, f"{W}name", {f"{W}val": said if _KNOWN.match(said) else f"样式{key[1:]}"})
    based = each.find(f"{W}basedOn")
    if based is not None and (old := based.get(f"{W}val", "")) and (new := binder.style(old)):
        etree.SubElement(made, f"{W}basedOn", {f"{W}val": new})
    for part in each:
        if part.tag in allowed.PROPERTIES and part.tag != f"{W}lang":
            binder.properties(part, made)
        elif part.tag == f"{W}tblStylePr":
            _properties(binder, part, add(made, part))


def _properties(binder: Binder, source: etree._Element, target: etree._Element) -> None:
    for child in source:
        if isinstance(child.tag, str):
            binder.properties(child, target)


def numbering(binder: Binder) -> etree._Element | None:
    """The part numbering.xml: the lists in use."""
    source = binder.numbering
    if source is None:
        return None
    root = new_root("numbering")
    used = [each for each in source.iterfind(f"{W}num") if each.get(f"{W}numId") in binder.numbers_used]
    kinds = {_value(each, "abstractNumId") for each in used}
    abstract = [each for each in source.iterfind(f"{W}abstractNum") if each.get(f"{W}abstractNumId") in kinds]
    for each in abstract:
        _copy(binder, each, root)
    for each in used:
        _copy(binder, each, root)
    return root if len(root) else None


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _copy(binder: Binder, element: etree._Element, target: etree._Element) -> None:
    made = add(target, element)
    for child in _allowed(element):
        if child.tag in (f"{W}pPr", f"{W}rPr"):
            binder.properties(child, made)
        elif child.tag != f"{W}pStyle":
            _copy(binder, child, made)


def _allowed(element: etree._Element) -> Iterable[etree._Element]:
    kept = allowed.NUMBERING_PARTS | {f"{W}abstractNumId"}
    return (child for child in element if isinstance(child.tag, str) and child.tag in kept)
