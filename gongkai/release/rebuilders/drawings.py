"""Pictures and simple shapes of a Word file, white-listed: pixels cleaned and cropped, colours of the theme written out."""

import re
from collections.abc import Callable

from lxml import etree

from gongkai.release.rebuilders import allowed
from gongkai.release.rebuilders.allowed import PIC, WP, WPS, A, R, W
from gongkai.release.rebuilders.binder import Binder, new_root
from gongkai.release.rebuilders.pixels import Cut
from gongkai.release.values import CannotRelease

_KNOWN = ("/picture", "/wordprocessingShape", "/wordprocessingGroup")
_EMU = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525}
_SIZE = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)")
_NOWHERE: Cut = (0, 0, 0, 0)
_USUAL = 1_440_000  # EMU, four centimetres: of a picture that does not say


class Drawings:
    """Writes the drawings of one part; `into` writes the text within shapes."""

    def __init__(self, binder: Binder, part: str, into: Callable[[etree._Element, etree._Element], None]) -> None:
        self._binder, self._part, self._into = binder, part, into
        self._count = 0

    def drawing(self, element: etree._Element, target: etree._Element) -> None:
        """A drawing as a whole."""
        for data in element.iter(f"{A}graphicData"):
            if not data.get("uri", "").endswith(_KNOWN):
                raise CannotRelease("文档里有图表、SmartArt 或画布，不能重建", "请用 Word 或 WPS 另存为 PDF 后再上传")
        made = etree.SubElement(target, f"{W}drawing")
        for child in element:
            self._copy(child, made)

    def _copy(self, element: etree._Element, target: etree._Element) -> None:
        if not isinstance(element.tag, str):
            return
        if element.tag in (f"{WP}docPr", f"{PIC}cNvPr", f"{WPS}cNvPr"):
            self._count += 1
            etree.SubElement(target, element.tag, {"id": str(self._count), "name": f"图{self._count}"})
        elif element.tag == f"{A}blip":
            self._blip(element, target)
        elif element.tag == f"{A}schemeClr":
            made = etree.SubElement(target, f"{A}srgbClr", {"val": self._binder.colour(element.get("val", ""))})
            self._children(element, made)
        elif element.tag == f"{WPS}txbx":
            self._box(element, target)
        elif element.tag == f"{WPS}style":
            self._line_of_style(element, target)
        elif element.tag in allowed.DRAWINGS:
            kept = {
                str(k): str(v) for k, v in element.attrib.items() if k in allowed.DRAWING_ATTRIBUTES and len(v) <= 100
            }
            made = etree.SubElement(target, element.tag, kept)
            if not len(element):
                made.text = (element.text or "").strip()[:20] or None
            self._children(element, made)

    def _box(self, element: etree._Element, target: etree._Element) -> None:
        box = etree.SubElement(etree.SubElement(target, element.tag), f"{W}txbxContent")
        for content in element.iterfind(f"{W}txbxContent"):
            self._into(content, box)
        if box.find(f"{W}p") is None:
            etree.SubElement(box, f"{W}p")

    def _children(self, element: etree._Element, made: etree._Element) -> None:
        for child in element:
            self._copy(child, made)

    def _blip(self, element: etree._Element, target: etree._Element) -> None:
        rect = element.getnext()
        while rect is not None and rect.tag != f"{A}srcRect":
            rect = rect.getnext()
        cut = _NOWHERE if rect is None else tuple(_share(rect.get(side, "0")) for side in "ltrb")
        relation = self._binder.picture(self._part, element.get(f"{R}embed", ""), cut)  # type: ignore[arg-type] # four sides
        if relation:
            etree.SubElement(target, element.tag, {f"{R}embed": relation})
        else:
            self._binder.remark("有图片不在文件里（只是链接），没有保留")
            etree.SubElement(target, element.tag)

    def _line_of_style(self, element: etree._Element, target: etree._Element) -> None:
        """The theme, which draws the lines of shapes without one of their own, stays behind: the line is written out."""
        properties, line = target.find(f"{WPS}spPr"), element.find(f"{A}lnRef")
        if properties is None or line is None or line.get("idx", "0") == "0" or properties.find(f"{A}ln") is not None:
            return
        fill = etree.SubElement(etree.SubElement(properties, f"{A}ln", {"w": "9525"}), f"{A}solidFill")
        for child in line:
            self._copy(child, fill)

    def old_picture(self, image: etree._Element, target: etree._Element) -> None:
        """A picture of Word before 2010, as one of today in the line."""
        name = self._binder.target(self._part, image.get(f"{R}id", ""))
        if not name or name.lower().endswith((".emf", ".wmf", ".emz", ".wmz")):
            self._binder.remark("嵌入对象的预览图没有保留，请核对")
            return
        relation = self._binder.picture(self._part, image.get(f"{R}id", ""), _NOWHERE)
        shape = image.getparent()
        sizes = dict.fromkeys(("width", "height"), _USUAL)
        for key, value, unit in _SIZE.findall(shape.get("style", "") if shape is not None else ""):
            sizes[key] = int(float(value) * _EMU[unit])
        target.append(self._inline(relation, sizes["width"], sizes["height"]))

    def _inline(self, relation: str, width: int, height: int) -> etree._Element:
        self._count += 1
        drawing = etree.SubElement(new_root("body"), f"{W}drawing")
        inline = etree.SubElement(drawing, f"{WP}inline")
        size = {"cx": str(width), "cy": str(height)}
        named = {"id": str(self._count), "name": f"图{self._count}"}
        etree.SubElement(inline, f"{WP}extent", size)
        etree.SubElement(inline, f"{WP}docPr", named)
        data = etree.SubElement(
            etree.SubElement(inline, f"{A}graphic"), f"{A}graphicData", {"uri": allowed.NAMES["pic"]}
        )
        picture = etree.SubElement(data, f"{PIC}pic")
        etree.SubElement(picture, f"{PIC}nvPicPr").extend(
            [etree.Element(f"{PIC}cNvPr", named), etree.Element(f"{PIC}cNvPicPr")]
        )
        fill = etree.SubElement(picture, f"{PIC}blipFill")
        etree.SubElement(fill, f"{A}blip", {f"{R}embed": relation})
        etree.SubElement(etree.SubElement(fill, f"{A}stretch"), f"{A}fillRect")
        properties = etree.SubElement(picture, f"{PIC}spPr")
        frame = etree.SubElement(properties, f"{A}xfrm")
        etree.SubElement(frame, f"{A}off", {"x": "0", "y": "0"})
        etree.SubElement(frame, f"{A}ext", size)
        etree.SubElement(etree.SubElement(properties, f"{A}prstGeom", {"prst": "rect"}), f"{A}avLst")
        return drawing


def _share(text: str) -> float:
    """Thousandths of a percent, negative where the picture does not fill its frame."""
    return int(text) / 100_000 if text.lstrip("-").isdecimal() else 0.0
