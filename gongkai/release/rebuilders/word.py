"""A Word file made anew: its stories as read, styles in use, clean pictures; nothing else of the old package comes along."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.release.hidden import package
from gongkai.release.rebuilders import wordstyles
from gongkai.release.rebuilders.allowed import W
from gongkai.release.rebuilders.binder import Binder, add, new_root
from gongkai.release.rebuilders.made import Made
from gongkai.release.rebuilders.story import Story, accept_marks
from gongkai.release.values import CannotRelease

_BODY = "word/document.xml"
_DATE = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN_TYPE = {"document": "document.main+xml"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def rebuilt(data: bytes) -> Made:
    """The new document."""
    container = package.opened(data)
    root = package.tree(container, _BODY)
    if root is None or root.tag != f"{W}document":
        raise CannotRelease(
            "这份 Word 文件不是通常的格式（可能是“严格 Open XML”）", "请用 Word 或 WPS 另存为普通的 docx 后再上传"
        )
    binder = Binder(container)
    parts = dict(_parts(binder, root))
    return Made(_packed(binder, parts), "docx", list(binder.removed.values()), binder.remarks)


def _parts(binder: Binder, root: etree._Element) -> Iterator[tuple[str, tuple[str, etree._Element]]]:
    """New parts with the old parts that they were made of."""
    body = _written(binder, _BODY, root, "document")
    done: set[str] = set()
    while waiting := [name for name in binder.margins if name not in done]:
        for name in waiting:
            done.add(name)
            source = package.tree(binder.container, name)
            assert source is not None
            new = binder.margins[name]
            yield new, (name, _written(binder, name, source, "hdr" if new.startswith("header") else "ftr"))
    for kind, used in binder.notes_used.items():
        if used:
            binder.relate(_BODY, f"{kind}s", f"{kind}s.xml")
            yield f"{kind}s.xml", (f"word/{kind}s.xml", _notes(binder, kind, used))
    styles = wordstyles.styles(binder)
    numbers = wordstyles.numbering(binder)
    for name, each in (("styles", styles), ("numbering", numbers), ("settings", _settings(binder))):
        if each is not None:
            binder.relate(_BODY, name, f"{name}.xml")
            yield f"{name}.xml", ("", each)
    yield "document.xml", (_BODY, body)


def _written(binder: Binder, part: str, source: etree._Element, name: str) -> etree._Element:
    accept_marks(source)
    root = new_root(name)
    target = etree.SubElement(root, f"{W}body") if name == "document" else root
    inner = source.find(f"{W}body") if name == "document" else source
    if inner is None:
        raise CannotRelease("这份 Word 文件没有正文", "请用 Word 或 WPS 打开后另存一份再试")
    story = Story(binder, part)
    story.into(inner, target)
    if name == "document":
        for section in inner.iterfind(f"{W}sectPr"):
            binder.properties(section, target, part)
    if target.find(f"{W}p") is None and target.find(f"{W}tbl") is None:
        target.insert(0, etree.Element(f"{W}p"))
    return root


def _notes(binder: Binder, kind: str, used: set[str]) -> etree._Element:
    """The notes that the text refers to, and the lines above them."""
    part = f"word/{kind}s.xml"
    source = package.tree(binder.container, part)
    root = new_root(f"{kind}s")
    for each in [] if source is None else source.iterfind(f"{W}{kind}"):
        if each.get(f"{W}id") in used or each.get(f"{W}type") in _SEPARATORS:
            accept_marks(each)
            Story(binder, part).into(each, add(root, each))
    return root


def _settings(binder: Binder) -> etree._Element:
    root = new_root("settings")
    if binder.has_even_pages:
        etree.SubElement(root, f"{W}evenAndOddHeaders")
    etree.SubElement(root, f"{W}characterSpacingControl", {f"{W}val": "compressPunctuation"})
    setting = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    compatible = etree.SubElement(root, f"{W}compat")
    etree.SubElement(compatible, f"{W}compatSetting", {f"{W}{key}": value for key, value in setting.items()})
    return root


def _packed(binder: Binder, parts: dict[str, tuple[str, etree._Element]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package_:
        _member(package_, "[Content_Types].xml", _xml(_content_types(parts)))
        _member(package_, "_rels/.rels", _xml(_relations([("officeDocument", "word/document.xml")])))
        for name, (old, root) in parts.items():
            _member(package_, f"word/{name}", _xml(root))
            if old and binder.relations.get(old):
                _member(package_, f"word/_rels/{name}.rels", _xml(_relations(binder.relations[old])))
        for name, data in binder.media.items():
            _member(package_, f"word/{name}", data)
    return target.getvalue()


def _member(package_: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    package_.writestr(info, data)


def _xml(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r", "mc", "wp", "wps", "wpg"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _default(namespace: str) -> Any:  # noqa: ANN401 - the types of lxml know no namespace without a prefix
    return {None: namespace}


def _relations(found: list[tuple[str, str]]) -> etree._Element:
    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap=_default(_RELATIONS))
    for number, (kind, target) in enumerate(found, 1):
        attributes = {"Id": f"rId{number}", "Type": _KIND + kind, "Target": target}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
    return root


def _content_types(parts: dict[str, tuple[str, etree._Element]]) -> etree._Element:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap=_default(_TYPES))
    usual = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpeg": "image/jpeg",
    }
    for extension, kind in usual.items():
        etree.SubElement(root, f"{{{_TYPES}}}Default", {"Extension": extension, "ContentType": kind})
    for name in parts:
        bare = name.removesuffix(".xml").rstrip("0123456789")
        kind = _CONTENT + _MAIN_TYPE.get(bare, f"{bare}+xml")
        etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": f"/word/{name}", "ContentType": kind})
    return root
