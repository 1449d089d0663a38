"""One report laid out for the page: plain values for the templates, nothing left to decide there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.core import checks, editions
from gongkai.core.findings import Verdict, Weight
from gongkai.core.reports import Report
from gongkai.portal import equations, notes, passages, texts
from gongkai.portal.equations import Equation
from gongkai.portal.examined import Examined
from gongkai.portal.notes import Anchors, Mark, Note
from gongkai.portal.passages import Passage
from gongkai.portal.tables import Drawing, Sheet
from gongkai.portal.texts import Run

KINDS = {
    "docx": "Word 文件",
    "doc": "旧版 Word 文件",
    "pdf": "PDF 文件",
    "html": "网页",
    "sheet": "电子表格",
    "text": "文本",
    "json": "本软件的数据文件",
}
_TABS = {
    "overview": "一 总体情况",
    "proactive": "二 主动公开",
    "applications": "三 依申请",
    "remedies": "四 复议诉讼",
    "problems": "五 问题与改进",
    "other_matters": "六 其他事项",
}
_MOST_CARDS = 14  # beside one part; all of them stand in the list of results


@dataclass(frozen=True, slots=True)
class Tab:
    """A part, and how many errors and warnings it has."""

    href: str
    label: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Part:
    """One of the six parts: its text, its table, the notes in its margin."""

    anchor: str
    label: str
    preface: tuple[tuple[Run, ...], ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    sheet: Sheet | None
    cards: tuple[Note, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rules came out how, and at how many places."""

    rules: int
    passed: int
    errors: int
    error_places: int
    warnings: int
    warning_places: int
    remarks: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Rules that could not be checked for one reason."""

    why: str
    rules: tuple[tuple[str, str, str], ...]  # code, title, place


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One report on the page."""

    number: int
    anchor: str
    file: str
    title: str
    body: str
    year: int | None
    forms: tuple[str, ...]
    facts: tuple[str, ...]
    tabs: tuple[Tab, ...]
    tally: Tally
    equations: tuple[Equation, ...]
    general: tuple[Note, ...]
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    silences: tuple[Silence, ...]
    passed: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    corrected: int
    cells_to_correct: tuple[str, ...] = field(repr=False)
    ids: Anchors = field(repr=False)

    @property
    def equations_first(self) -> tuple[Equation, ...]:
        """Those that stand open at the top."""
        return self.equations[:3]

    @property
    def equations_more(self) -> tuple[Equation, ...]:
        """Those that are folded."""
        return self.equations[3:]


def report_sheet(examined: Examined, number: int) -> ReportSheet:
    """Lay out the report that stands as number so-and-so on its page."""
    report, reading = examined.report, examined.reading
    ids = notes.anchors(report, number)
    found = notes.notes(report, examined.examination.findings, ids)
    marks = notes.marks(found)
    parts, found = _parts(report, found, Drawing(report, ids, marks, frozenset(examined.corrections)))
    shown = passages.Shown(reading, report, ids, marks, examined.corrections)
    return ReportSheet(
        number=number,
        anchor=ids.report,
        file=reading.name,
        title=title(report),
        body=report.body or "没有读到机关名称",
        year=report.year,
        forms=tuple(_forms(report)),
        facts=(_date(report), KINDS.get(reading.kind, reading.kind)),
        tabs=tuple(_tabs(found, ids)),
        tally=tally(examined),
        equations=tuple(equations.equations(report, found, ids)),
        general=tuple(note for note in found if note.part == notes.WHOLE),
        parts=parts,
        notes=tuple(sorted(found, key=lambda note: ("rab".index(note.tone), note.number))),
        silences=tuple(_silences(examined)),
        passed=tuple((code, checks.get(code).title) for code in examined.examination.passed),
        passages=tuple(passages.passages(shown)),
        corrected=len(examined.corrections),
        cells_to_correct=tuple(_to_correct(examined, marks)),
        ids=ids,
    )


def title(report: Report) -> str:
    """The title as the form wants it."""
    year = f"{report.year}年" if report.year else ""
    return f"{report.body}{year}政府信息公开工作年度报告"


def _forms(report: Report) -> Iterator[str]:
    """Which form each table follows."""
    by_form: dict[str, list[str]] = {}
    for key, name in (("proactive", "表二"), ("applications", "表三"), ("remedies", "表四")):
        by_form.setdefault(report.edition(key).document_number, []).append(name)
    for number, names in by_form.items():
        yield f"{'、'.join(names)}用{number}格式"


def _date(report: Report) -> str:
    day = report.published_on
    if day:
        return f"落款{day.year}年{day.month}月{day.day}日"
    return f"落款{report.dated}" if report.dated else "没有读到落款日期"


def _parts(report: Report, found: list[Note], drawing: Drawing) -> tuple[tuple[Part, ...], list[Note]]:
    """The six parts; and the notes, now with the place in the text where there is one."""
    parts = []
    for part in report.edition("applications").parts:
        mine = [note for note in found if note.part == part.key]
        speaking = [note for note in found if note.code[0] in "WYDP" and part.label in note.at]
        preface: tuple[tuple[Run, ...], ...] = ()
        if part.key == "overview":
            preface = texts.paragraphs(report, "preface", [n for n in mine if n.at == "前言"], drawing.ids)
        written = texts.paragraphs(report, part.key, speaking, drawing.ids)
        marked = {run.id for runs in (*preface, *written) for run in runs if run.id}
        found = [_placed(note, drawing.ids.mark(note.number), marked) for note in found]
        cards = [note for note in found if note.part == part.key]
        shown = sorted(sorted(cards, key=lambda note: "rab".index(note.tone))[:_MOST_CARDS], key=lambda n: n.number)
        parts.append(
            Part(
                anchor=drawing.ids.part(part.key),
                label=part.label,
                preface=preface,
                paragraphs=written,
                sheet=drawing.sheet(part.key) if part.key in editions.TABLES else None,
                cards=tuple(shown),
                more=len(cards) - len(shown),
            )
        )
    return tuple(parts), found


def _placed(note: Note, mark: str, marked: set[str]) -> Note:
    return replace(note, target=mark) if mark in marked else note


def _tabs(found: Sequence[Note], ids: Anchors) -> Iterator[Tab]:
    for part, label in _TABS.items():
        mine = [note for note in found if note.part == part]
        yield Tab(ids.part(part), label, notes.counted(mine, Weight.ERROR), notes.counted(mine, Weight.WARNING))
    yield Tab(ids.part("results"), "检查结果", notes.counted(found, Weight.ERROR), notes.counted(found, Weight.WARNING))


def tally(examined: Examined) -> Tally:
    """Every rule counts once, by the worst it has to say."""
    failed: dict[str, Weight] = {f.code: f.weight for f in examined.examination.failures}
    places = [finding.weight for finding in examined.examination.failures]
    silent = {f.code for f in examined.examination.findings if f.verdict is Verdict.NOT_CHECKABLE} - set(failed)
    passed = len(examined.examination.passed)
    weights = list(failed.values())
    return Tally(
        rules=passed + len(failed) + len(silent),
        passed=passed,
        errors=weights.count(Weight.ERROR),
        error_places=places.count(Weight.ERROR),
        warnings=weights.count(Weight.WARNING),
        warning_places=places.count(Weight.WARNING),
        remarks=weights.count(Weight.NOTE),
        unchecked=len(silent),
    )


def _silences(examined: Examined) -> Iterator[Silence]:
    by_reason: dict[str, list[tuple[str, str, str]]] = {}
    for finding in examined.examination.findings:
        if finding.verdict is Verdict.NOT_CHECKABLE:
            rule = (finding.code, checks.get(finding.code).title, finding.at)
            by_reason.setdefault(finding.says, []).append(rule)
    for why, rules in by_reason.items():
        yield Silence(why, tuple(rules))


def _to_correct(examined: Examined, marks: Mapping[str, Mark]) -> Iterator[str]:
    """The cells that a person may want to put right: silent ones, those that notes speak of, those put right before."""
    spoken = {cell for finding in examined.examination.failures for cell in finding.cells}
    for cell, found in examined.report.cells.items():
        if found.value is None or cell in marks or cell in spoken or cell in examined.corrections:
            yield cell
