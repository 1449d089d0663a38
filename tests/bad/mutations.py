"""Reports of every kind of file, and ways to spoil them: `mutated(kind, random)` gives the bytes of one spoilt report.

Everything is drawn from the `Random` that is given, so a seed gives the same file again and hypothesis can shrink it.
"""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from random import Random

from lxml import etree

from gongkai import writing
from tests.bad import handmade
from tests.bad.archives import zipped
from tests.made import EDITIONS, reconciling
from tests.wild import samples as wild

SEEDS = (1, 2, 5, 8)
_LAYOUTS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text_tabs", "text_tabs_tight", "one_cell_a_line", "lines_bare", "lines_spaced", "blanks", "one_line", "html2text",
        "ascii_grid", "csv", "run_together",
    ),
    "markdown": ("markdown", "markdown_pieces", "markdown_html"),
    "html": (
        "html_cms", "html_plain", "html_open", "html_miscounted", "html_one_table", "html_nested", "html_hidden", "html_form",
        "html_word",
    ),
    "mht": ("mht",),
    "docx": ("docx", "docx_tabs", "docx_hard"),
    "xlsx": ("xlsx_loose", "xlsx_formulas"),
    "doc": ("doc",),
}  # fmt: skip
KINDS = ("text", "markdown", "html", "mht", "docx", "xlsx", "xls", "doc", "pdf", "json")
_BODY = {"docx": re.compile(r"word/document\.xml"), "xlsx": re.compile(r"xl/(worksheets/sheet\d+|sharedStrings)\.xml")}


def is_there(kind: str) -> bool:
    """Whether reports of the kind can be made here: a .doc is made by LibreOffice."""
    return kind != "doc" or shutil.which("soffice") is not None


@cache
def reports(kind: str) -> tuple[bytes, ...]:
    """Small reports of one kind, in order and disturbed as they are found in the wild."""
    if kind == "json":
        return tuple(writing.write(reconciling(edition, seed), "json") for edition in EDITIONS for seed in SEEDS)
    if kind in ("xls", "pdf"):
        return tuple(getattr(handmade, kind)(seed) for seed in SEEDS)
    if kind == "doc":
        wild.prepare(range(min(SEEDS), max(SEEDS) + 1), ["doc"])
    found = [
        wild.sample(seed, layout, noises).data for layout in _LAYOUTS[kind] for seed in SEEDS for noises in ((), None)
    ]
    return (*found, writing.write(reconciling(EDITIONS[-1], 3), kind)) if kind in writing.KINDS else tuple(found)


def mutated(kind: str, random: Random) -> bytes:
    """A report of the kind, spoilt in one to a few places."""
    data, other = random.choice(reports(kind)), random.choice(reports(kind))
    if random.randrange(4) == 0:
        return raw(data, other, random)
    if kind in _BODY:
        return _in_archive(data, _BODY[kind], random)
    if kind == "json":
        return _json(data, random)
    if kind in ("doc", "xls", "pdf"):
        return in_place(data, other, random)
    if kind in ("text", "markdown", "html", "mht"):
        return _encoded(characters(_decoded(data), _decoded(other), random), random)
    return raw(data, other, random)


# ── bytes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def raw(data: bytes, other: bytes, random: Random) -> bytes:
    """Bytes turned over, cut out, cut off, doubled, exchanged, taken from another file."""
    for _ in range(random.choice((1, 1, 1, 2, 4, 16))):
        data = random.choice(_OF_BYTES)(data, other, random)
    return data


def in_place(data: bytes, other: bytes, random: Random) -> bytes:
    """Bytes changed so that whatever has a place in the file keeps it; the head, too, is left."""
    head, data = data[:512], data[512:]
    for _ in range(random.choice((1, 2, 4, 16))):
        data = random.choice((_flip, _overwrite, _number, _lay_over))(data, other, random)[: len(data)]
    return head + data


def _lay_over(data: bytes, other: bytes, random: Random) -> bytes:
    """A piece of one place stands in another."""
    (start, end), at = _stretch(data, random), random.randrange(len(data) + 1)
    return data[:at] + data[start:end] + data[at + end - start :]


def _flip(data: bytes, other: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 2, 8))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    return data[:start] + bytes([random.choice((0, 32, 48, 255))]) * (end - start) + data[end:]


def _cut_out(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    return data[:start] + data[end:]


def _cut_off(data: bytes, other: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _double(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    return data[:start] + data[start:end] * random.choice((2, 3, 9)) + data[end:]


def _exchange(data: bytes, other: bytes, random: Random) -> bytes:
    (a, b), (c, d) = sorted((_stretch(data, random), _stretch(data, random)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _splice(data: bytes, other: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    start, end = _stretch(other, random)
    return data[:at] + other[start:end] + data[at + random.choice((0, end - start)) :]


def _number(data: bytes, other: bytes, random: Random) -> bytes:
    """A field of the format made huge, none or negative."""
    at, size = random.randrange(len(data) + 1), random.choice((1, 2, 4, 8))
    return data[:at] + random.choice((0, 1, 256**size // 2, 256**size - 1)).to_bytes(size, "little") + data[at + size :]


_OF_BYTES: tuple[Callable[[bytes, bytes, Random], bytes], ...] = (
    _flip, _flip, _overwrite, _cut_out, _cut_off, _double, _exchange, _splice, _number,
)  # fmt: skip


def _stretch(data: bytes | str, random: Random) -> tuple[int, int]:
    """The two ends of a piece, mostly a short one."""
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 2, 4, 16, 64, 512, 4096)))


# ── characters ──────────────────────────────────────────────────────────────────────────────────────────────────────

TOKENS = (
    *"0123456789", *"０９〇一十百千万亿两", *"²³①⑩㈠½Ⅷ٣৩𝟗௧", *".,，。、：:；（）()〔〕[]【】|｜\t \n\r\f\v\x1c\x85\u2028",
    *"%％-－—+±/\\~`*#_=<>&;\"'", "\u3000", "\xa0", "\u200b", "\u202e", "\ufeff", "\x00", "\ufffd", "\U0010ffff", "\ue000",
    "9" * 30, "1" * 300, "0.1", "1.2.3", "1,234,567", "１２３", "二〇二一", "一百二十三万", "-1", "1e9", "NaN", "∞", "－", "/",
    "件", "条", "万元", "元", "年", "月", "日", "2021年", "2021年2月30日", "0000年00月00日", "99999年", "第", "表",
    "一、", "二、", "三、", "四、", "五、", "六、", "（一）", "（三）", "1.", "本年", "总计", "小计", "规章", "行政规范性文件",
    "自然人", "法人或其他组织", "商业企业", "予以公开", "不予公开", "属于国家秘密", "其他", "结果维持", "复议后起诉",
    "未经复议直接起诉", "第二十条 第（一）项", "信息内容", "本年制发件数", "本年新收政府信息公开申请数量",
    "政府信息公开工作年度报告", "|---|---|", "||||", "\t" * 40, "|" * 40, "<table>", "</table>", "<tr>", "<td>", "</td>",
    "<td rowspan=9 colspan=9>", "<td colspan=0>", "<p>",
    "<br>", "</div>", "<!--", "-->", "<script>", "<sup>1</sup>", "&#0;", "&#xD800;", "&nbsp;", "&lt;", "<input value=7>",
)  # fmt: skip


def characters(text: str, other: str, random: Random) -> str:
    """Characters, words and lines lost, doubled, exchanged, put in or taken from another report."""
    for _ in range(random.choice((1, 1, 2, 4, 12))):
        text = random.choice(_OF_CHARACTERS)(text, other, random)
    return text


def _put_in(text: str, other: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(TOKENS) + text[at:]


def _replace(text: str, other: str, random: Random) -> str:
    start, end = _stretch(text, random)
    return text[:start] + random.choice(TOKENS) + text[end:]


def _lose(text: str, other: str, random: Random) -> str:
    start, end = _stretch(text, random)
    return text[:start] + text[end:]


def _take(text: str, other: str, random: Random) -> str:
    start, end = _stretch(other, random)
    at = random.randrange(len(text) + 1)
    return text[:at] + other[start:end] + text[at:]


def _lines(text: str, other: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    a, b = random.randrange(len(lines)), random.randrange(len(lines))
    deed = random.randrange(4)
    if deed == 0:
        lines[a], lines[b] = lines[b], lines[a]
    elif deed == 1:
        lines.insert(a, lines[b])
    elif deed == 2:
        del lines[min(a, b) : max(a, b)]
    else:
        lines[a] = lines[a].rstrip("\r\n")
    return "".join(lines)


def _figure(text: str, other: str, random: Random) -> str:
    """A figure of the report is another."""
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text
    one = random.choice(found)
    return text[: one.start()] + random.choice(TOKENS) * random.choice((0, 1, 1, 3)) + text[one.end() :]


def _everywhere(text: str, other: str, random: Random) -> str:
    """One character is another throughout."""
    return text.replace(random.choice(text), random.choice(TOKENS)) if text else text


_OF_CHARACTERS: tuple[Callable[[str, str, Random], str], ...] = (
    _put_in, _put_in, _replace, _lose, _take, _lines, _figure, _figure, _everywhere,
)  # fmt: skip


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030", "replace")


def _encoded(text: str, random: Random) -> bytes:
    encoding = random.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    return text.encode(encoding, "replace")


# ── XML in an archive ───────────────────────────────────────────────────────────────────────────────────────────────


def _in_archive(data: bytes, part: re.Pattern[str], random: Random) -> bytes:
    """The archive with one of its parts spoilt: mostly so that it is still XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    at = random.choice([number for number, (name, _) in enumerate(members) if part.fullmatch(name)])
    name, body = members[at]
    if random.randrange(6) == 0:
        text = body.decode("utf-8", "replace")
        members[at] = (name, characters(text, text, random).encode("utf-8", "replace"))
    else:
        members[at] = (name, tree(body, random))
    return zipped(members)


def tree(body: bytes, random: Random) -> bytes:
    """Elements lost, doubled, moved, wrapped, renamed; texts and attributes changed."""
    root = etree.fromstring(body)
    for _ in range(random.choice((1, 2, 4, 12))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        random.choice(_OF_ELEMENTS)(random.choice(elements), random.choice(elements), random)
    return etree.tostring(root)


def _without(element, other, random: Random) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _moved(element, other, random: Random) -> None:
    """A copy of one element stands in, before or after another."""
    copy = etree.fromstring(etree.tostring(element))
    if len(etree.tostring(copy)) > 20_000:
        return
    place = random.randrange(3)
    if place == 0 or other.getparent() is None:
        other.append(copy)
    else:
        (other.addnext if place == 1 else other.addprevious)(copy)


def _renamed(element, other, random: Random) -> None:
    element.tag = other.tag


def _attribute(element, other, random: Random) -> None:
    values = (
        "",
        "0",
        "1",
        "-1",
        "3",
        "999",
        "99999999999",
        "²",
        "restart",
        "continue",
        "A1",
        "XFD1",
        "A99",
        "none",
        "１",
    )
    keys = [*element.attrib, *other.attrib]
    if keys:
        element.set(random.choice(keys), random.choice(values))


def _said(element, other, random: Random) -> None:
    text = characters(element.text or "", other.text or "", random)
    element.text = "".join(c for c in text if c in "\t\n\r" or " " <= c < "\ud800" or "\ue000" <= c < "\ufffe")


_OF_ELEMENTS = (_without, _moved, _renamed, _attribute, _attribute, _said, _said)


# ── our own JSON ────────────────────────────────────────────────────────────────────────────────────────────────────

VALUES = (
    None, True, False, 0, -1, 1.5, 10**400, float("nan"), float("inf"), "", "1", "x", "NaN", "1e400", "1e-999999999", "\ud800",
    [], {}, [[]], [None], {"state": "read"}, {"value": 1, "state": "read"}, "2021-30", "read", "blank", "ambiguous", "2021-02-30",
)  # fmt: skip


def _json(data: bytes, random: Random) -> bytes:
    record = json.loads(data)
    for _ in range(random.choice((1, 1, 2, 6))):
        holder, key = _somewhere(record, random)
        if random.randrange(3) == 0:
            del holder[key]
        elif isinstance(holder, dict) and random.randrange(4) == 0:
            holder[random.choice(TOKENS)] = holder.pop(key)
        else:
            holder[key] = deepcopy(random.choice(VALUES))
    return json.dumps(record, ensure_ascii=random.randrange(2) == 0).encode("utf-8", "surrogatepass")


def _somewhere(record, random: Random):
    """A value within the record, by what holds it and its key there; deep ones as often as others."""
    holder, key = record, random.choice([*record])
    while isinstance(holder[key], dict | list) and holder[key] and random.randrange(4):
        holder = holder[key]
        key = random.choice([*holder]) if isinstance(holder, dict) else random.randrange(len(holder))
    return holder, key
