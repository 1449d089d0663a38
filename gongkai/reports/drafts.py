"""A report as it stands now: figures, facts, texts with their figures filled in, and what the checks say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gongkai.core import records
from gongkai.core.editions import PARTS, TABLES
from gongkai.core.findings import Doubt, Weight
from gongkai.core.reports import guiding
from gongkai.core.reports.merging import printed
from gongkai.core.reports.values import ABSENT, Cell, Heading, Number, Report, read_cell, tidy
from gongkai.reading.result import Reading
from gongkai.reports import evidence, figures, judging, proofs, sources
from gongkai.reports.models import AnnualReport, Passage, Remark

TEXTS = ("preface", *PARTS)
GAP = guiding.GAP
PART_LABELS = {
    "preface": "前言",
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "remedies": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One report with everything that its pages, its checks and its files are made from."""

    found: AnnualReport
    figures: figures.Figures
    facts: Mapping[str, Number | None]
    texts: Mapping[str, str]  # stored: figures are tokens
    report: Report
    judgement: judging.Judgement
    passages: Mapping[str, Passage]  # the newest version of each part that somebody wrote
    carried: proofs.CarryOver | None
    remarks: tuple[Remark, ...]


def draft(found: AnnualReport, *, is_whole: bool = True, also: Iterable[str] = ()) -> Draft:
    """The report now; figures are those handed in where it was, texts always the newest.

    Where it is not wanted whole, only those facts are gathered that the texts name, and the keys `also`.
    """
    now = figures.as_handed_in(found)
    written = passages(found)
    texts = _texts(now.reading, written)
    named = None if is_whole else {*also, *(key for text in texts.values() for key in guiding.tokens(text))}
    facts = evidence.facts(found, now, named)
    report = compose(found, now, facts, texts)
    carried, remarks = proofs.carry_over(found, now.bodies), tuple(Remark.objects.filter(report=found))
    doubts = (*proofs.doubts(found, now, carried, remarks), *_unread(now))
    judgement = judging.judge(found, replace(report, last_year=last_year(found)), doubts)
    return Draft(found, now, facts, texts, report, judgement, written, carried, remarks)


def compose(
    found: AnnualReport, now: figures.Figures, facts: Mapping[str, Number | None], texts: Mapping[str, str]
) -> Report:
    """The report as a value; a silent figure is an absent cell, and a gap in a text."""
    return Report(
        body=found.body.name,
        year=found.year,
        published_on=_published_on(found),
        editions=dict.fromkeys(TABLES, found.round.edition),
        cells={cell: _cell(figure.value) for cell, figure in now.cells.items()},
        texts={part: tidy(guiding.fill(text, facts, gap=GAP)) for part, text in texts.items() if text.strip()},
        headings=tuple(Heading(part.key, part.label) for part in now.edition.parts),
    )


def as_printed(now: Draft) -> Draft:
    """Amounts rounded once, half up, to the places that the district chose, in the tables and where a text names them."""
    places = now.found.round.fee_places
    cells = {cell: replace(each, value=printed(each.value, places)) for cell, each in now.figures.cells.items()}
    rounded = replace(now.figures, cells=cells)
    named = {key for cell in cells for key in (cell, f"last.{cell}") if key in now.facts}
    facts = {**now.facts, **{key: printed(now.facts[key], places) for key in named}}
    report = replace(compose(now.found, rounded, facts, now.texts), published_on=now.report.published_on)
    return replace(now, figures=rounded, facts=facts, report=report)


def stored_texts(found: AnnualReport) -> dict[str, str]:
    """The newest version of each part, with tokens for figures."""
    return _texts(reading_of(found), passages(found))


def _texts(reading: Reading | None, written: Mapping[str, Passage]) -> dict[str, str]:
    """The newest version of each part; where nothing was written, what the file handed in says."""
    texts = dict.fromkeys(TEXTS, "")
    if reading is not None:
        texts |= {part: guiding.escape(text) for part, text in reading.report.texts.items() if part in texts}
    return texts | {part: passage.text for part, passage in written.items()}


def passages(found: AnnualReport) -> dict[str, Passage]:
    """The newest version of each part that somebody wrote."""
    return {each.part: each for each in Passage.objects.filter(report=found).order_by("version")}


def reading_of(found: AnnualReport) -> Reading | None:
    """What was read from the file handed in; None for those who fill in here."""
    return sources.reading(found) if found.way == "file" else None


def last_year(found: AnnualReport) -> Report | None:
    """Last year's report of the same body, as handed in; None where there is none."""
    before = found.before
    return records.report_of(before.frozen) if before is not None and before.frozen else None


def _unread(now: figures.Figures) -> list[Doubt]:
    """What could not be read for certain from a file, but for the cells that somebody has put right."""
    if now.reading is None:
        return []
    settled = {cell for cell, figure in now.cells.items() if figure.entered is not None}
    return [each for each in now.reading.doubts if not each.cells or not settled.issuperset(each.cells)]


def _published_on(found: AnnualReport) -> date | None:
    published = getattr(found, "published", None) if found.stage == "published" else None
    return published.published_on if published is not None else found.signed_on


def _cell(value: Number | None) -> Cell:
    return ABSENT if value is None else read_cell(value)


UNFINISHED = ("awaited", "draft", "returned")
_TEXTS_WANTED = ("preface", "overview", "problems", "other_matters")


def facts_of(found: AnnualReport, wanted: Iterable[str] | None = None) -> Mapping[str, Number | None]:
    """The figures that texts may use; of those areas alone that the wanted keys rest on."""
    return evidence.facts(found, figures.as_handed_in(found), wanted)


def measure(found: AnnualReport) -> None:
    """Write onto the row what the checks say now and how far it is, for the board; the row is not saved here."""
    now = draft(found, is_whole=False)
    found.errors = now.judgement.count(Weight.ERROR)
    found.warnings = now.judgement.count(Weight.WARNING)
    found.passed = len(now.judgement.examination.passed)
    found.progress = progress(now)


def progress(now: Draft) -> int:
    """How much is there, in per cent: cells that have a value and the texts that the form wants."""
    cells = [figure.value is not None for figure in now.figures.cells.values()]
    texts = [bool(now.texts[part].strip()) for part in _TEXTS_WANTED]
    return round(100 * (sum(cells) / len(cells) + sum(texts) / len(texts)) / 2)
