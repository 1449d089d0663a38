"""The text of a document as a clerk types it: a line a block, tables with tabs, and back again without loss.

A line says by its shape what it is (一、 is a heading, 问： a question, a tab makes a row); where the shape would say something
else, the kind stands in front: 〔段落〕一、…… What no line can say stands as it is stored: 〔原样〕{…}.
"""

import json
import re
from collections.abc import Iterable

from gongkai.core.documents.text import Block, Text, from_record, to_record

MARKS = {
    "addressee": "主送",
    "paragraph": "段落",
    "annexes": "附件说明",
    "signature": "署名",
    "note": "附注",
    "annex": "附件",
    "question": "问",
    "answer": "答",
}
HELP = (
    "一段一行。“一、”“（一）”“1.”“（1）”开头的短行是标题；“问：”“答：”是问答；从表格软件粘贴的行（列之间是制表符）成为表格；"
    "落款写成“〔署名〕单位”，下一行“〔续〕日期”。行首写〔段落〕〔标题2〕〔附件〕〔附注〕，就照所写的算。"
)
_KINDS = {label: kind for kind, label in MARKS.items()}
_HEADING, _TABLE, _ROW, _NO_CELL, _MORE, _RAW = "标题", "表格", "行", "空行", "续", "原样"
_MARKED = re.compile(r"^〔(标题[1-9]|主送|段落|附件说明|署名|附注|附件|问|答|表格|行|空行|续|原样)〕", re.ASCII)
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十百]+、"),
    re.compile(r"^（[一二三四五六七八九十百]+）"),
    re.compile(r"^[0-9]{1,2}[.．](?![0-9])"),
    re.compile(r"^（[0-9]{1,2}）"),
)
_LONGEST_HEADING = 50
_ENDS_A_SENTENCE = ("。", "；", "，", "：", ";", "！", "？")
_DAY = re.compile(r"^[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$")
_ANNEX = re.compile(r"^附件\s*[0-9一二三四五六七八九十]{0,3}$")
_NOTE = re.compile(r"^（此件[^（）]{2,20}）$")
_SIGNS = {"\t": "␉", "\n": "␤", "\r": "␍"}
_ESCAPED = re.compile("␛(.)|([␉␤␍])", re.DOTALL)


def typed(text: Iterable[Block]) -> str:
    """The text for an editor: `parse` makes exactly these blocks of it again."""
    lines: list[str] = []
    previous: Block | None = None
    for block in text:
        lines += _lines(block, previous)
        previous = block
    return "\n".join(lines)


def parse(given: str) -> Text:
    """The blocks of what was typed. Raises ValueError with the line and what is wrong with it."""
    made: list[Block] = []
    is_table_open = False
    for number, line in enumerate(given.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        mark = _MARKED.match(line)
        label = mark[1] if mark else ""
        rest = line[mark.end() :] if mark else line
        if not mark and not line.strip():
            is_table_open = False
        elif label in (_ROW, _NO_CELL) or (not mark and "\t" in line):
            _add_row(made, (_cells(rest) if label != _NO_CELL else ()), is_new=not is_table_open)
            is_table_open = True
        elif label == _TABLE:
            made.append(Block("table"))
            is_table_open = True
        else:
            is_table_open = False
            _add_line(made, label, rest, number)
    return tuple(made)


def _add_row(made: list[Block], cells: tuple[str, ...], *, is_new: bool) -> None:
    if is_new:
        made.append(Block("table", rows=(cells,)))
    else:
        made[-1] = Block("table", rows=(*made[-1].rows, cells))


def _add_line(made: list[Block], label: str, rest: str, number: int) -> None:
    if label == _RAW:
        made.append(_raw(rest, number))
    elif label == _MORE and made and made[-1].kind != "table":
        last = made[-1]
        made[-1] = Block(last.kind, f"{last.text}\n{_plain(rest)}", last.level)
    elif label == _MORE:
        raise ValueError(f"第{number}行：〔续〕接在一段文字后面用，这里前面没有文字")
    elif label.startswith(_HEADING):
        made.append(Block("heading", _plain(rest), int(label[-1])))
    elif label:
        made.append(Block(_KINDS[label], _plain(rest)))
    else:
        made.append(_guessed(rest, is_first=not made))


def _raw(rest: str, number: int) -> Block:
    try:
        (block,) = from_record([json.loads(rest)])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"第{number}行：〔原样〕后面的内容不完整，请恢复原来的一整行，或者改成普通的一段") from error
    return block


def _guessed(line: str, *, is_first: bool) -> Block:
    """What a line without a mark is, by its shape."""
    text = _plain(line.strip())
    if text.startswith(("问：", "问:")):
        return Block("question", text[2:].strip())
    if text.startswith(("答：", "答:")):
        return Block("answer", text[2:].strip())
    if is_first and text.endswith("：") and "。" not in text:
        return Block("addressee", text)
    if text.startswith(("附件：", "附件:")):
        return Block("annexes", text)
    for pattern, kind in ((_DAY, "signature"), (_ANNEX, "annex"), (_NOTE, "note")):
        if pattern.match(text):
            return Block(kind, text)
    level = _level(text)
    return Block("heading", text, level) if level else Block("paragraph", text)


def _level(text: str) -> int:
    if len(text) > _LONGEST_HEADING or text.endswith(_ENDS_A_SENTENCE) or "。" in text:
        return 0
    return next((level for level, pattern in enumerate(_LEVELS, 1) if pattern.match(text)), 0)


def _lines(block: Block, previous: Block | None) -> list[str]:
    """The shortest way of writing a block that is read as the same block."""
    if block.kind == "table" and not block.text and not block.level:
        return _table(block, is_after_table=previous is not None and previous.kind == "table")
    first, *more = block.text.split("\n")
    rest = [f"〔{_MORE}〕{_escaped(line)}" for line in more]
    shapes = (_natural(block, first), _marked(block, first))
    for shape in shapes:
        if shape is not None and _is_read_as(shape, rest, block, is_first=previous is None):
            return [shape, *rest]
    return [f"〔{_RAW}〕{json.dumps(to_record([block])[0], ensure_ascii=False)}"]


def _table(block: Block, *, is_after_table: bool) -> list[str]:
    lines = [_row(row) for row in block.rows]
    return [f"〔{_TABLE}〕", *lines] if is_after_table or not lines else lines


def _row(row: tuple[str, ...]) -> str:
    if not row:
        return f"〔{_NO_CELL}〕"
    line = "\t".join(_escaped(cell) for cell in row)
    return line if len(row) > 1 and not _MARKED.match(line) and line.strip() else f"〔{_ROW}〕{line}"


def _natural(block: Block, first: str) -> str | None:
    said = {"question": "问：", "answer": "答："}.get(block.kind, "") + _escaped(first)
    return None if "\t" in said or _MARKED.match(said) or not said.strip() else said


def _marked(block: Block, first: str) -> str | None:
    if block.kind == "heading":
        return f"〔{_HEADING}{block.level}〕{_escaped(first)}" if 1 <= block.level <= 9 else None
    return f"〔{MARKS[block.kind]}〕{_escaped(first)}" if block.kind in MARKS else None


def _is_read_as(shape: str, rest: list[str], block: Block, *, is_first: bool) -> bool:
    before = "" if is_first else f"〔{MARKS['paragraph']}〕\n"
    made = parse(before + "\n".join((shape, *rest)))
    return made[0 if is_first else 1 :] == (block,)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in line.split("\t"))


def _escaped(text: str) -> str:
    """Without the signs that part lines and cells."""
    kept = re.sub("([␛␉␤␍])", "␛\\1", text)
    return "".join(_SIGNS.get(sign, sign) for sign in kept)


def _plain(text: str) -> str:
    back = {shown: sign for sign, shown in _SIGNS.items()}
    return _ESCAPED.sub(lambda found: found[1] or back[found[2]], text)
