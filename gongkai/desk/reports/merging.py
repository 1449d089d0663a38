"""The district's own report as its pages show it: steps, the units behind a figure, what they wrote, what bars publishing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from gongkai.applications.ribbons import said
from gongkai.core import checks, records
from gongkai.core.editions import TABLES
from gongkai.core.findings import Verdict
from gongkai.core.reports import likeness
from gongkai.core.reports.facts import written
from gongkai.core.reports.life import DONE, HANDED_IN, LIFE
from gongkai.core.reports.values import ABSENT, Number, Report, read_cell
from gongkai.desk.reports import drawing, tiles
from gongkai.desk.reports.beside import Stretch, stretches
from gongkai.desk.reports.drawing import Sheet
from gongkai.desk.reports.folder import Folder, Tab
from gongkai.reports import drafts, figures
from gongkai.reports.figures import Figure
from gongkai.reports.models import AnnualReport

_BARS = 7  # units with a bar of their own; the rest are one
_ALIKE = 0.3  # of the telling sentences: from here two texts are said to be alike
_EXCERPT = 90  # characters


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to publication; `note` is its day or its count."""

    number: int
    label: str
    note: str
    state: str  # ok, now, or ""


@dataclass(frozen=True, slots=True)
class Drill:
    """One figure of the district: who gave how much, who says nothing, what was added or taken away."""

    anchor: str
    where: str
    value: str
    last: str
    at_least: str
    bars: tuple[tiles.Bar, ...]
    units: int
    silent: tuple[str, ...]
    adjustments: tuple[tuple[str, str], ...]  # by how much, why
    address: str


@dataclass(frozen=True, slots=True)
class Wrote:
    """What one unit wrote in a part: opened where `pieces` are there, with what it shares with `like` marked."""

    number: int
    name: str
    size: int
    excerpt: str
    pieces: tuple[Stretch, ...]
    like: str
    share: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that bars publishing, with the page on which it is mended."""

    at: str
    says: str
    address: str
    finding: str = ""  # the page where the office lets it stand


@dataclass(frozen=True, slots=True)
class Culprit:
    """A unit whose own figures fail the rule that the district's fail."""

    name: str
    says: str
    address: str
    back: str  # where it is sent back; "" where it cannot be


def steps(report: AnnualReport, units: Iterable[AnnualReport]) -> list[Step]:
    """收齐 → 校核 → 审签 → 公布, with what is done and what is now."""
    listed = list(units)
    came = sum(each.stage in HANDED_IN for each in listed)
    good = sum(each.stage in DONE for each in listed)
    signed = f"{said(report.signed_on)} {report.signed_by}" if report.signed_on else ""
    published = getattr(report, "published", None)
    last = said(published.published_on) if published else f"{said(report.round.publish_by)}前"
    done = [
        came == len(listed) > 0,
        report.stage in DONE,
        report.stage in ("signed", "published"),
        published is not None,
    ]
    notes = [f"{came}/{len(listed)}", f"单位通过 {good}/{len(listed)}", signed, last]
    first = next((at for at, is_done in enumerate(done) if not is_done), None)
    return [
        Step(at + 1, label, note, "ok" if is_done else "now" if at == first else "")
        for at, (label, note, is_done) in enumerate(zip(("收齐", "校核", "审签", "公布"), notes, done, strict=True))
    ]


def tabs(opened: Folder) -> list[Tab]:
    """The parts; each leads to the district's page of it."""
    year = opened.report.year
    found = []
    for tab in opened.tabs:
        name = "desk-whole-table" if tab.key in TABLES else "desk-whole-texts"
        address = reverse(name, args=(year, tab.key))
        found.append(Tab(tab.key, tab.label, address, tab.state, tab.errors, tab.warnings))
    return found


def drill(opened: Folder, cell: str, units: Iterable[AnnualReport]) -> Drill:
    """What lies behind one figure."""
    now = opened.draft
    figure = now.figures.cells[cell]
    last = now.facts.get(f"last.{cell}")
    return Drill(
        drawing.anchor(cell),
        now.figures.edition.where(cell),
        drawing.SILENT if figure.value is None else written(figure.value),
        "" if last is None else written(last),
        "" if figure.value is not None or figure.at_least is None else written(figure.at_least),
        tuple(_bars(figure, cell, {name: number for number, name in figures.names(units).items()})),
        sum(bool(share.value) for share in figure.shares),
        figure.silent,
        tuple((signed(each.change), each.reason) for each in figure.adjustments),
        reverse("desk-report-cell", args=(opened.report.pk, cell)),
    )


def _bars(figure: Figure, cell: str, numbers: dict[str, int]) -> list[tiles.Bar]:
    """The units that gave most, each leading to its own figure; the rest as one."""
    gave = sorted(((share.value, share.unit) for share in figure.shares if share.value), reverse=True)
    shown = gave if len(gave) <= _BARS else gave[: _BARS - 1]
    rows = [(unit, value, _own(numbers, unit, cell), "") for value, unit in shown]
    rest = gave[len(shown) :]
    if rest:
        rows.append(
            (f"其余 {len(rest)} 个单位", sum(value for value, _ in rest), "", "、".join(f"{u} {v}" for v, u in rest))
        )
    return tiles.bars(rows)


def _own(numbers: dict[str, int], unit: str, cell: str) -> str:
    return reverse("desk-report-cell", args=(numbers[unit], cell)) if unit in numbers else ""


def adjustments(opened: Folder) -> list[tuple[str, str, str, str]]:
    """Every figure that the district adds to or takes from: place, by how much, why, its page. Totals follow by themselves."""
    found = []
    for cell, figure in opened.draft.figures.cells.items():
        held = figure.entered
        if held is not None and held.how == "adjusted" and held.value is not None:
            address = reverse("desk-report-cell", args=(opened.report.pk, cell))
            found.append((opened.draft.figures.edition.where(cell), signed(held.value), held.reason, address))
    return found


def signed(change: Number) -> str:
    """+2, -1.5: what is added or taken away."""
    return ("+" if change > 0 else "") + written(change)


def silent(opened: Folder) -> list[tuple[str, int]]:
    """The units that have handed in and are silent somewhere, with how many cells; the others are waited for as a whole."""
    units = opened.draft.figures.units
    called = figures.names(units)
    here = {called[unit.pk] for unit in units if unit.stage in HANDED_IN}
    many: dict[str, int] = {}
    for figure in opened.draft.figures.cells.values():
        for unit in here.intersection(figure.silent):
            many[unit] = many.get(unit, 0) + 1
    return sorted(many.items(), key=lambda each: -each[1])


def bars(opened: Folder) -> list[Bar]:
    """What bars publishing: errors that stand, figures that are missing, gaps in texts."""
    now, number = opened.draft, opened.report.pk
    found = [
        Bar(
            each.finding.at,
            each.finding.says,
            _mend(opened, each.finding.cells, drawing.part_of(each.finding)),
            each.fingerprint,
        )
        for each in now.judgement.bars
    ]
    cells = [cell for cell, figure in now.figures.cells.items() if figure.value is None]
    if cells:
        at = now.figures.edition.where(cells[0]) + (f"等 {len(cells)} 格" if len(cells) > 1 else "")
        found.append(Bar(at, _lacking(now.figures.cells[cell] for cell in cells), _mend(opened, cells[:1], "")))
    for part, text in now.report.texts.items():
        if drafts.GAP in text:
            says = "文字里还有空着的数（____）"
            found.append(Bar(drafts.PART_LABELS[part], says, reverse("desk-report-part", args=(number, part))))
    return found


def _lacking(found: Iterable[Figure]) -> str:
    """Why there is no figure, and who can give it."""
    units = dict.fromkeys(unit for figure in found for unit in figure.silent)
    if not units:
        return "没有数；没有发生的填 0"
    named = "、".join(list(units)[:5]) + (f"等 {len(units)} 个单位" if len(units) > 5 else "")
    return f"{named}还没有数，合计算不出来；报齐以后自动有数"


def _mend(opened: Folder, cells: Iterable[str], part: str) -> str:
    number = opened.report.pk
    cell = next(iter(cells), "")
    if cell:
        return reverse("desk-report-cell", args=(number, cell))
    return reverse("desk-report-part", args=(number, part)) if part else reverse("desk-report", args=(number,))


def culprits(opened: Folder, card: drawing.Card, units: Iterable[AnnualReport]) -> list[Culprit]:
    """Where a sum of the district does not come out: the units whose own figures do not either."""
    finding, now = card.finding, opened.draft
    check = checks.get(finding.code)
    if not finding.code.startswith("S") or check.run is None:
        return []
    given = {cell: {share.unit: share.value for share in now.figures.cells[cell].shares} for cell in finding.cells}
    found = []
    listed = list(units)
    called = figures.names(listed)
    for unit in listed:
        values = {cell: shares.get(called[unit.pk]) for cell, shares in given.items()}
        cells = {cell: ABSENT if value is None else read_cell(value) for cell, value in values.items()}
        own = Report(unit.body.name, unit.year, None, now.report.editions, cells)
        said = [each.says for each in check.run(own) if each.verdict is Verdict.FAIL and each.cells == finding.cells]
        if said:
            back = reverse("desk-report-return", args=(unit.pk,)) + f"?place={finding.cells[0]}"
            is_open = unit.stage in LIFE.move("return").stages
            address = reverse("desk-report-cell", args=(unit.pk, finding.cells[0]))
            found.append(Culprit(called[unit.pk], said[0], address, back if is_open else ""))
    return found


def so_far(sheet: Sheet, cells: Mapping[str, Figure]) -> Sheet:
    """The table with what those units make together that do say, where others are silent: ≥16, never passed off as a sum."""
    rows = [replace(row, figures=tuple(_so_far(each, cells[each.cell]) for each in row.figures)) for row in sheet.body]
    return replace(sheet, body=tuple(rows))


def _so_far(drawn: drawing.Drawn, figure: Figure) -> drawing.Drawn:
    if figure.value is not None or figure.at_least is None:
        return drawn
    least = written(figure.at_least)
    label = drawn.label.replace("还没有数", f"至少 {least}，还有 {len(figure.silent)} 个单位没有数", 1)
    return replace(drawn, text=f"≥{least}", label=label, css=f"{drawn.css} part")


# ── what the units wrote ────────────────────────────────────────────────────────────────────────────────────────────


def wrote(units: Iterable[AnnualReport], part: str, words: str, shown: set[int]) -> list[Wrote]:
    """Each unit's text of a part as handed in, those alike marked; `words` narrows it down, `shown` are opened."""
    texts = {each: _text(each, part) for each in units if each.stage in HANDED_IN}
    called = figures.names(texts)
    others = {called[each.pk]: text for each, text in texts.items() if text}
    return [
        _wrote(each, text, {name: other for name, other in others.items() if name != called[each.pk]}, each.pk in shown)
        for each, text in texts.items()
        if words in text
    ]


def _text(report: AnnualReport, part: str) -> str:
    return records.report_of(report.frozen).texts.get(part, "") if report.frozen else ""


def _wrote(report: AnnualReport, text: str, others: dict[str, str], is_open: bool) -> Wrote:  # noqa: FBT001
    found = likeness.alike(text, others) if text else ()
    most = found[0] if found and found[0].share >= _ALIKE else None
    taken = sorted((each.start, each.end) for each in most.passages) if most else []
    return Wrote(
        report.pk,
        report.body.short,
        len(text),
        text[:_EXCERPT] + ("…" if len(text) > _EXCERPT else ""),
        tuple(stretches(text, taken)) if is_open else (),
        most.name if most else "",
        round(100 * most.share) if most else 0,
    )
