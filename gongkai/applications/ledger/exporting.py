"""CASES -> REGISTER: the rows of the register with few questions to the database, as CSV or as a workbook.

What is text stays text: nothing is ever a formula. Who may not see people gets masked names and no numbers or addresses.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice

import xlsxwriter
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.applications import access, clockwork
from gongkai.applications.ledger.columns import COLUMNS, Value
from gongkai.applications.models import Applicant, Application, Consultation, Delivery, Letter
from gongkai.bodies.actors import Actor
from gongkai.core.spreadsheets import RISKY, harmless
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry

Row = dict[str, Value]  # by the keys of columns; what is not known has no key

_CHUNK = 1000  # cases that are held at once
_VERBS = ("ask_to_correct", "correct", "extend", "reopen", "take_over")
_LONGEST = 32_767  # characters that a cell of a workbook can hold
_BETWEEN = "；"
_BOOK = {
    "in_memory": True,  # no personal data in files of the system's temporary folder
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def rows(cases: QuerySet[Application], *, by: Actor) -> Iterator[Row]:
    """The rows of the register in the order of `cases`."""
    wanted = cases.select_related("body", "handler")
    each = wanted.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(each, _CHUNK)):
        yield from _rows(chunk, by)


def as_csv(cases: QuerySet[Application], *, by: Actor) -> bytes:
    """The register as CSV in UTF-8 with its mark, as spreadsheets open it."""
    return "".join(csv_lines(cases, by=by)).encode("utf-8-sig")


def csv_lines(cases: QuerySet[Application], *, by: Actor) -> Iterator[str]:
    """The same line by line, for sending while it is made; the mark of UTF-8 is the sender's."""
    target = io.StringIO()
    writer = csv.writer(target)
    for cells in _table(cases, by):
        writer.writerow([harmless(cell) for cell in cells])
        yield target.getvalue()
        target.seek(0)
        target.truncate()


def as_xlsx(cases: QuerySet[Application], *, by: Actor) -> bytes:
    """The register as a workbook: real dates, a heading that stays in place, text that stays text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _BOOK) as book:
        book.set_properties({"title": "依申请公开台账"})
        sheet = book.add_worksheet("台账")
        head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#EDEFF3"}
        )
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        quoted = book.add_format({"quote_prefix": True})
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.label, head)
        last = 0
        for last, row in enumerate(rows(cases, by=by), start=1):
            _write(sheet, last, row, day, quoted)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    return target.getvalue()


def shown(row: Row) -> list[str]:
    """The cells of a row as text, in the order of the columns."""
    return [column.show(row[column.key]) if column.key in row else "" for column in COLUMNS]


def _table(cases: QuerySet[Application], by: Actor) -> Iterator[list[str]]:
    yield [column.label for column in COLUMNS]
    for row in rows(cases, by=by):
        yield shown(row)


def _write(sheet: Worksheet, at: int, row: Row, day: Format, quoted: Format) -> None:
    for place, column in enumerate(COLUMNS):
        if column.key not in row:
            continue
        value = row[column.key]
        if isinstance(value, date):
            sheet.write_datetime(at, place, datetime.combine(value, time()), day)
        elif isinstance(value, int) and not isinstance(value, bool):
            sheet.write_number(at, place, value)
        else:
            text = column.show(value)[:_LONGEST]
            sheet.write_string(at, place, text, quoted if text.startswith((*RISKY, "'")) else None)


# ── rows ──


def _rows(chunk: Sequence[Application], by: Actor) -> Iterator[Row]:
    people = Applicant.objects.filter(is_agent=False).defer("representative")
    prefetch_related_objects(
        chunk,
        Prefetch("applicants", people),
        Prefetch(
            "consultations",
            Consultation.objects.filter(side="third_party").only("application", "sent_on", "answered_on"),
        ),
        Prefetch(
            "letters", Letter.objects.filter(key="reply", state="signed").only("application", "number", "signed_on")
        ),
        Prefetch("deliveries", Delivery.objects.only("application", "delivered_on")),
    )
    lines = _lines(chunk)
    for case in chunk:
        yield {key: value for key, value in _row(case, lines[str(case.pk)], by).items() if value not in (None, "")}


def _lines(chunk: Iterable[Application]) -> dict[str, dict[str, Entry]]:
    """The last line that holds of each verb that a register tells, since the last reopening."""
    raw: dict[str, list[Entry]] = defaultdict(list)
    numbers = [str(case.pk) for case in chunk]
    wanted = Entry.objects.filter(about_kind=clockwork.KIND, about_id__in=numbers, verb__in=_VERBS)
    for entry in wanted.only("about_id", "verb", "on", "facts", "reason", "mends"):
        raw[entry.about_id].append(entry)
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for number, entries in raw.items():
        for line in journal.in_effect(entries):
            if line.verb == "reopen":
                found[number] = {verb: kept for verb, kept in found[number].items() if verb == "take_over"}
            found[number][line.verb] = line
    return found


def _row(case: Application, lines: dict[str, Entry], by: Actor) -> dict[str, Value | None]:
    asked, extended = lines.get("ask_to_correct"), lines.get("extend")
    consultation = next(iter(case.consultations.all()), None)
    return {
        "number": case.number,
        "body": case.body.name,
        "channel": case.channel,
        "submitted_on": case.submitted_on,
        "received_on": case.received_on,
        "applicant_kind": case.applicant_kind,
        **(_people(case) if access.sees_people(by, case) else {"applicant": case.shown_name, "content": case.subject}),
        "form_wanted": case.form_wanted,
        "delivery": case.delivery,
        "handler": str(case.handler) if case.handler else "",
        "is_corrected": (asked is not None) if case.received_on else None,
        "asked_to_correct_on": asked.on if asked else None,
        "corrected_on": lines["correct"].on if "correct" in lines else None,
        "consulted_on": consultation.sent_on if consultation else None,
        "opinion_on": consultation.answered_on if consultation else None,
        "extended_on": extended.on if extended else None,
        "extended_days": extended.facts.get("days") if extended else None,
        "due_on": case.due_on,
        "replied_on": case.replied_on,
        **_ending(case),
        "closed_on": case.closed_on,
        "stage": case.stage,
        "remark": lines["take_over"].reason if "take_over" in lines else "",
    }


def _people(case: Application) -> dict[str, Value | None]:
    people = list(case.applicants.all())
    first = next((person.id_kind for person in people if person.id_kind), "")
    return {
        "applicant": _BETWEEN.join(person.name for person in people),
        "id_kind": first,
        **{
            key: _joined([getattr(person, key) for person in people])
            for key in ("id_number", "phone", "address", "email")
        },
        "content": case.content,
    }


def _joined(values: Sequence[str]) -> str:
    """One value a person; nothing where nobody has one."""
    return _BETWEEN.join(values) if any(values) else ""


def _ending(case: Application) -> dict[str, Value | None]:
    letters, deliveries = list(case.letters.all()), list(case.deliveries.all())
    is_answered = bool(case.replied_on or case.closed_on)
    return {
        "letter_number": letters[-1].number if letters and is_answered else "",
        "outcome": case.outcome if is_answered else "",
        "delivered_on": deliveries[-1].delivered_on if deliveries and is_answered else None,
    }
