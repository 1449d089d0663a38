"""One case as one file (一案一档): a zip with its index, papers, accounts and attachments, and a mark of every file in it.

The same case gives the same bytes on the same day. Nothing is written; that the archive was made is the caller's to note.
"""

import csv
import hashlib
import html
import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from gongkai.applications import access, clockwork
from gongkai.applications.models import Application, Attachment, Letter
from gongkai.applications.models.papers import ANSWERS, LETTER_STATES, PURPOSES, SIDES
from gongkai.applications.sentences import sentence
from gongkai.bodies.actors import Actor
from gongkai.core import law
from gongkai.core.law import NotInForce
from gongkai.core.spreadsheets import harmless
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry
from gongkai.vault import files

PrintLetter = Callable[[Letter], bytes]
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_LONGEST_NAME = 80
_LOOKS = ("open_file", "look_at_people")  # who read the case is in the journal; it is no part of the case
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@dataclass(frozen=True, slots=True)
class _Page:
    """One file of the archive, in the order of the index."""

    path: str
    title: str
    on: date | None
    data: bytes


def archive(case: Application, *, by: Actor, on: date, print_letter: PrintLetter | None = None) -> bytes:
    """The case as a zip. Raises Absent for somebody who may not see its people, Missing for a file that is lost."""
    if not access.sees_people(by, case):
        raise access.Absent
    lines = journal.entries(clockwork.KIND, case.pk)
    pages = list(_pages(case, lines, on, print_letter))
    index = [
        _Page("目录.html", "目录", None, _index_page(case, pages)),
        _Page("目录.csv", "目录", None, _index_table(pages)),
    ]
    everything = [*index, *pages]
    manifest = "".join(f"{hashlib.sha256(page.data).hexdigest()}  {page.path}\n" for page in everything)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        for page in (*everything, _Page("SHA256SUMS.txt", "校验", None, manifest.encode())):
            info = zipfile.ZipInfo(f"{safe_name(case.number)}/{page.path}", _NO_DAY)
            info.create_system = 3
            container.writestr(info, page.data, zipfile.ZIP_DEFLATED, 6)
    return target.getvalue()


def safe_name(name: str) -> str:
    """A file name without a path, without characters that some system refuses, and not too long."""
    folded = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        "_" if char in '<>:"|?*' or unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") else char for char in folded
    ).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = kept, ""
    if not stem or stem.split(".")[0].casefold() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}" if ending else stem[:_LONGEST_NAME]


def _pages(case: Application, lines: list[Entry], on: date, print_letter: PrintLetter | None) -> Iterator[_Page]:
    yield _Page("01_申请表.txt", "政府信息公开申请表", case.submitted_on, _text(_form(case)))
    yield from _letters(case, print_letter)
    yield from _text_page("03_检索记录.txt", "检索记录", _look_ups(case))
    yield from _text_page("04_征求意见.txt", "征求意见情况", _consultations(case))
    yield from _text_page("05_送达记录.txt", "送达记录", _deliveries(case))
    yield from _text_page("06_期限计算.txt", "期限逐日计算", _account(lines, on))
    yield from _text_page("07_办理记录.txt", "办理记录", _history(lines))
    yield from _attachments(case.attachments.all())


def _text_page(path: str, title: str, found: Iterable[str]) -> Iterator[_Page]:
    told = list(found)
    if told:
        yield _Page(path, title, None, _text([title, "", *told]))


def _text(lines: Iterable[str]) -> bytes:
    """With the mark of UTF-8 and the line ends that every editor of an office knows."""
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


# ── papers ──


def _form(case: Application) -> Iterator[str]:
    yield from (f"政府信息公开申请表　{case.number}", "")
    yield f"受理单位：{case.received_by.name}"
    if case.body_id != case.received_by_id:
        yield f"承办单位：{case.body.name}"
    yield f"申请渠道：{case.get_channel_display()}"
    yield f"提交日期：{case.submitted_on.isoformat()}"
    yield f"收到申请之日：{case.received_on.isoformat() if case.received_on else '待确认'}"
    for person in case.applicants.all():
        yield ""
        yield f"{'代理人' if person.is_agent else '申请人'}：{person.name}（{person.get_kind_display()}）"
        facts = (
            ("证件", person.get_id_kind_display() if person.id_kind else ""),
            ("证件号码", person.id_number),
            ("法定代表人", person.representative),
            ("联系电话", person.phone),
            ("电子邮箱", person.email),
            ("通信地址", person.address),
            ("邮政编码", person.postcode),
        )
        yield from (f"　{label}：{value}" for label, value in facts if value)
    yield from ("", "申请的政府信息：", case.content, "")
    for matter in case.matters.all():
        answer = f"　答复类型：{_outcome(matter.outcome, case)}" if matter.outcome else ""
        yield f"事项{matter.position}：{matter.text}{answer}"
    yield f"获取形式：{case.get_form_wanted_display()}"
    yield f"获取方式：{case.get_delivery_display()}"
    if case.accessibility:
        yield f"需要的帮助：{case.accessibility}"


def _outcome(key: str, case: Application) -> str:
    try:
        return law.outcome(key, on=case.received_on or case.submitted_on).label
    except NotInForce:
        return key


def _letters(case: Application, print_letter: PrintLetter | None) -> Iterator[_Page]:
    for place, letter in enumerate(case.letters.order_by("pk"), start=1):
        state = "" if letter.state == "signed" else f"（{LETTER_STATES[letter.state]}，第{letter.version}稿）"
        is_drawn = print_letter is not None and letter.template != "imported"
        ending, data = ("docx", print_letter(letter)) if is_drawn and print_letter else ("txt", _text(_plain(letter)))
        name = safe_name(f"{place:02}_{letter.title}{state}.{ending}")
        yield _Page(
            f"02_文书/{name}", f"{letter.title}{letter.number}{state}", letter.signed_on or letter.made_on, data
        )


def _plain(letter: Letter) -> Iterator[str]:
    yield from (letter.title, letter.number, "", letter.addressee, letter.text, "")
    yield (letter.signed_on or letter.made_on).isoformat()


def _look_ups(case: Application) -> Iterator[str]:
    for row in case.look_ups.all():
        scope = f"，范围：{row.scope}" if row.scope else ""
        files_found = f"：{row.files}" if row.files else ""
        yield f"{row.on.isoformat()}　{row.system}　检索词：{row.words}{scope}　找到 {row.found} 份{files_found}"


def _consultations(case: Application) -> Iterator[str]:
    for row in case.consultations.all():
        yield f"{SIDES[row.side]}：{row.name}　{row.contact}".rstrip()
        yield f"　征求内容：{row.about}"
        served = f"，{row.served_on.isoformat()} 收到" if row.served_on else ""
        yield f"　{row.sent_on.isoformat()} 发出{served}"
        if row.answered_on:
            answer = ANSWERS.get(row.answer, "（未载明）")
            yield f"　{row.answered_on.isoformat()} 答复：{answer}{'，理由：' if row.reasons else ''}{row.reasons}"
        if row.decision:
            yield f"　本机关的决定：{row.decision}"


def _deliveries(case: Application) -> Iterator[str]:
    for row in case.deliveries.select_related("letter"):
        arrived = f"，{row.delivered_on.isoformat()} 送达" if row.delivered_on else "，送达日期未登记"
        tracking = f"，邮件号 {row.tracking}" if row.tracking else ""
        way, sent = row.get_channel_display(), row.sent_on.isoformat()
        yield f"{row.letter.title}{row.letter.number}　{way}　{sent} 发出{tracking}{arrived}"


def _account(lines: list[Entry], on: date) -> Iterator[str]:
    """The clock day by day, as anybody may count it again."""
    clock = clockwork.of(lines)
    if clock is None:
        return
    yield clock.summary
    yield ""
    for step in clock.steps:
        yield f"{step.on.isoformat()}　{step.says}{f'（{step.article}）' if step.article else ''}"
    yield from (f"{flaw.on.isoformat()}　【注意】{flaw.says}（{flaw.article}）" for flaw in clock.flaws)
    yield ""
    for day in clock.account(on):
        number = f"第 {day.number} 个工作日" if day.number else "不计"
        yield f"{day.on.isoformat()}　{number}{f'　{day.why}' if day.why else ''}"


def _history(lines: list[Entry]) -> Iterator[str]:
    mended = {line.mends_id for line in lines if line.mends_id}
    for line in lines:
        if line.verb not in _LOOKS:
            void = "（已更正，见后）" if line.pk in mended else ""
            yield f"{line.on.isoformat()}　{sentence(line, with_day=False)}{void}"


def _attachments(rows: Iterable[Attachment]) -> Iterator[_Page]:
    for place, row in enumerate(rows, start=1):
        path = f"08_附件/{place:03}_{safe_name(row.name)}"
        yield _Page(path, f"{PURPOSES[row.purpose]}：{row.name}", row.added_on, files.fetch(row.stored))


# ── the index ──


def _rows(pages: list[_Page]) -> Iterator[tuple[str, str, str, str]]:
    for place, page in enumerate(pages, start=1):
        yield str(place), page.title, page.on.isoformat() if page.on else "", page.path


def _index_table(pages: list[_Page]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(("顺序号", "材料名称", "日期", "文件"))
    writer.writerows([harmless(cell) for cell in row] for row in _rows(pages))
    return target.getvalue().encode("utf-8-sig")


def _index_page(case: Application, pages: list[_Page]) -> bytes:
    number = html.escape(case.number)
    body = "\n".join(
        f'<tr><td>{place}</td><td><a href="{quote(path)}">{html.escape(title)}</a></td><td>{day}</td></tr>'
        for place, title, day, path in _rows(pages)
    )
    return (
        f'<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><title>{number} 目录</title>\n'
        f"<h1>卷内目录　{number}</h1>\n<table>\n"
        f"<tr><th>顺序号</th><th>材料名称</th><th>日期</th></tr>\n{body}\n</table>\n</html>\n"
    ).encode()
