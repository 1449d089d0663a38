"""What has to be settled before a document may go out: personal information in text and files, and what files hide."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from gongkai import release
from gongkai.core import privacy
from gongkai.core.documents.text import Block, Text, plain, to_record
from gongkai.documents import files
from gongkai.documents.models import Document, File, Finding
from gongkai.vault import sealing

_MOST = 300  # findings of one document that wait to be settled at a time; the next ones are listed when these are

_LINES = {"title": "标题", "summary": "内容概述", "keywords": "主题词"}


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing that was found, with a fingerprint that stays the same as long as the thing does."""

    mark: str
    kind: str
    label: str
    weight: str
    where: str
    sample: str = ""
    block: int | None = None
    file: File | None = None
    state: str = "open"

    @property
    def bars(self) -> bool:
        """Whether somebody has to settle it."""
        return self.state == "open" and self.weight != "hint"


def examine(document: Document) -> list[Finding]:
    """Look anew at everything; what was settled and still stands stays settled, what has gone is no longer listed.

    What is not listed for want of room is listed at the next look: as long as there is any, as many others bar publication.
    """
    found = {each.mark: each for each in _all(document)}
    known = {row.mark: row for row in document.findings.all()}
    for mark, row in known.items():
        if mark not in found and row.state != "masked":
            row.delete()
        elif mark in found and row.state == "masked":  # it has come back
            row.state = "open"
            row.save(update_fields=["state"])
    new = [each for mark, each in found.items() if mark not in known]
    room = max(0, _MOST - sum(not row.is_settled for row in document.findings.all()))
    barring, others = [each for each in new if each.bars][:room], [each for each in new if not each.bars][:_MOST]
    Finding.objects.bulk_create(_row(document, each) for each in (*barring, *others))
    return list(document.findings.all())


def _row(document: Document, each: _Found) -> Finding:
    return Finding(
        document=document,
        file=each.file,
        mark=each.mark,
        kind=each.kind[:40],
        label=each.label[:60],
        weight=each.weight,
        where=each.where[:160],
        sample_masked=each.sample[:160],
        block=each.block,
        state=each.state,
    )


def bars(document: Document, *, most: int = 10) -> list[str]:
    """What still bars publication, in sentences: so many, and how many more there are."""
    left = [row for row in document.findings.all() if not row.is_settled]
    said = [f"{row.where}：{row.label}还没有处理" for row in left[:most]]
    return [*said, f"另有 {len(left) - most} 处没有处理"] if len(left) > most else said


def bar(document: Document) -> None:
    """Refuse to publish what is not settled."""
    if left := bars(document):
        raise ValidationError(left)


def _all(document: Document) -> Iterator[_Found]:
    for name, where in _LINES.items():
        yield from _in_line(getattr(document, name), where, None)
    for place, (block, above) in enumerate(_with_what_stands_above(document.text)):
        where = f"正文第{place + 1}段"
        if block.rows:
            yield from _in_table(block.rows, where, place, title=above)
        else:
            yield from _in_line(block.text, where, place)
    for row in _released(document):
        for name, where in _lines_of(row).items():
            yield from _in_line(getattr(row, name), where, None)
        yield from _in_file(row)


def _released(document: Document) -> Iterable[File]:
    return document.files.exclude(purpose="original").filter(is_withdrawn=False)


def _lines_of(row: File) -> dict[str, str]:
    """What the public reads about a file beside what stands in it: its fields, and what their place is called."""
    return {"name": f"附件{row.position}的文件名", "caption": f"附件{row.position}的图片说明"}


def _in_line(text: str, where: str, block: int | None, file: File | None = None) -> Iterator[_Found]:
    for each in privacy.examine(text):
        yield _personal(each, where, block, file)


def _personal(each: privacy.Personal, where: str, block: int | None, file: File | None = None) -> _Found:
    kind = privacy.KINDS[each.kind]
    beside = f"file:{file.pk}" if file else "text" if block is not None else where
    # A reviewed piece is shown as it stands; every other one masked.
    return _Found(
        _mark(beside, each.kind, each.text), each.kind, kind.label, kind.weight, where, each.masked, block, file
    )


def _with_what_stands_above(blocks: Text) -> Iterator[tuple[Block, str]]:
    """A table under “低保对象名单” is another than one under “价格表”."""
    above = ""
    for block in blocks:
        yield block, above
        above = block.text


def _in_table(
    rows: Sequence[Sequence[str]], where: str, block: int | None, file: File | None = None, *, title: str = ""
) -> Iterator[_Found]:
    for each in privacy.examine_table(rows, title=title):
        kind = privacy.KINDS[each.kind]
        row = "整列" if each.row is None else f"第{each.row + 1}行"
        place = f"{where}的表格第{each.column + 1}列{row}"
        sample = each.personal.masked if each.personal else each.text
        yield _Found(_cell_mark(each, file), each.kind, kind.label, kind.weight, place, sample, block, file)


def _in_file(row: File) -> Iterator[_Found]:
    """A file that could not be rebuilt bars publication; what the rebuilding took away is listed as cleaned."""
    where = f"附件《{row.name}》"
    if not row.rebuilt:
        why = row.removed[0]["label"] if row.removed else "不能重制"
        yield _Found(_mark(str(row.pk), "cannot_rebuild"), "cannot_rebuild", f"{why}", "block", where, "", None, row)
        return
    for each in row.hidden:
        mark = _mark(str(row.pk), each["code"], each["where"])
        label, place = f"隐藏内容：{each['label']}", f"{where} {each['where']}"
        yield _Found(mark, each["code"], label, each["weight"], place, "", None, row, "cleaned")
    if row.kind in {"jpg", "png"}:
        return
    rows = [line.split("\t") for line in row.plain.splitlines()]
    for table in _tables(rows):
        yield from _in_table(table, where, None, row)
    yield from _in_line("\n".join(line[0] for line in rows if len(line) == 1), where, None, row)


def _tables(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Runs of lines that have more than one cell."""
    table: list[list[str]] = []
    for line in rows:
        if len(line) > 1:
            table.append(line)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _mark(*parts: str) -> str:
    return sealing.mark("\x1f".join(parts).encode(), "finding")


def mask(document: Document, findings: Sequence[Finding]) -> None:
    """Mask these findings: in the text they are overwritten, in PDF files they are burnt in. What cannot be masked is refused."""
    wanted = {row.mark for row in findings}
    in_files = {row.file_id for row in findings if row.file_id}
    faults = [_mask_file(row) for row in document.files.filter(pk__in=in_files)]
    if said := [each for each in faults if each]:
        raise ValidationError(said)
    for name, where in _LINES.items():
        setattr(document, name, _masked_line(getattr(document, name), where, wanted))
    for each in _released(document):
        _mask_lines_of(each, wanted)
    document.written = json.dumps(to_record(_masked(document.text, wanted)), ensure_ascii=False)
    document.__dict__.pop("text", None)
    document.save()
    left = {still.mark for still in _all(document)}
    for row in findings:
        if row.mark in left:
            raise ValidationError(f"{row.where}：{row.label}需要您判断，不能自动遮蔽；请修改文字，或者说明保留的理由")
        row.state, row.reason = "masked", ""
        row.save(update_fields=["state", "reason"])


def _mask_lines_of(row: File, wanted: set[str]) -> None:
    masked = {name: _masked_line(getattr(row, name), where, wanted) for name, where in _lines_of(row).items()}
    if changed := {name: line for name, line in masked.items() if line != getattr(row, name)}:
        File.objects.filter(pk=row.pk).update(**changed)


def preview(document: Document, findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """What masking these findings would make of the words: where, before, after. Nothing is written."""
    wanted = {row.mark for row in findings}
    written = [(getattr(document, name), where) for name, where in _LINES.items()]
    for row in _released(document):
        written += [(getattr(row, name), where) for name, where in _lines_of(row).items()]
    lines = [(where, line, _masked_line(line, where, wanted)) for line, where in written]
    for place, (old, new) in enumerate(zip(document.text, _masked(document.text, wanted), strict=True), 1):
        lines.append((f"正文第{place}段", plain([old]), plain([new])))
    return [each for each in lines if each[1] != each[2]]


def _masked(text: Text, wanted: set[str]) -> Text:
    above = _with_what_stands_above(text)
    return tuple(_masked_block(block, place, wanted, title) for place, (block, title) in enumerate(above))


def _masked_block(block: Block, place: int, wanted: set[str], title: str) -> Block:
    if not block.rows:
        return replace(block, text=_masked_line(block.text, "", wanted, place))
    found = [each for each in privacy.examine_table(block.rows, title=title) if _cell_mark(each) in wanted]
    return replace(block, rows=tuple(tuple(row) for row in privacy.masked_table(block.rows, found)))


def _cell_mark(each: privacy.CellFinding, file: File | None = None) -> str:
    """Without the number of the column: it moves when another column is dropped."""
    beside = f"file:{file.pk}" if file else "text"
    return _mark(beside, each.kind, each.text, "column" if each.row is None else str(each.row))


def _masked_line(text: str, where: str, wanted: set[str], block: int | None = None) -> str:
    found = [each for each in privacy.examine(text) if _personal(each, where, block).mark in wanted]
    return privacy.masked_text(text, found)


def _mask_file(row: File) -> str:
    """A PDF is redacted page by page; for other files the sentence says what to do."""
    if row.rebuilt_kind != "pdf":
        return f"附件《{row.name}》里的个人信息请在原文件里删去后重新上传，或者先另存为 PDF 再遮蔽"
    data = files.releasable(row)
    marks = release.personal_boxes(data)
    if not marks:
        return f"附件《{row.name}》里没有能自动遮蔽的号码，请在原文件里修改后重新上传"
    made = release.redact(data, row.name, marks)
    if faults := release.verify(data, made.data, marks):
        return f"附件《{row.name}》遮蔽后核对不符：{'；'.join(faults)}"
    files.replace_rebuilt(row, made.data, "pdf")
    return ""
