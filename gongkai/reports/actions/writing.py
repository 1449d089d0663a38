"""The deeds of those who fill in: figures with their source, texts by version, pictures, remarks, opinions on findings."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError

from gongkai.bodies.actors import Actor
from gongkai.core import editions, privacy
from gongkai.core.reports import facts, guiding
from gongkai.core.reports.tallying import sums
from gongkai.core.reports.values import Number
from gongkai.reports import drafts, figures
from gongkai.reports.actions.deeds import Deed, Stale, deed
from gongkai.reports.charts import CHARTS
from gongkai.reports.models import AnnualReport, Entered, Opinion, Passage, Picture, Remark
from gongkai.vault import files

_SAME_SITTING = timedelta(minutes=20)  # saves of one author within it are one version, so that autosave makes no heap
_DECIMAL = ("%", "元", "万元", "分")  # units in which parts of one are counted
_MOST_TEXT = 20_000  # characters of one part


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that somebody gives: a cell or a fact, its value, where it is from, where it can be seen."""

    key: str
    value: Decimal | None
    source: str
    evidence: str = ""


def enter(number: int, given: Iterable[Given], *, by: Actor, at: datetime, version: int | None = None) -> AnnualReport:
    """Figures that no register of the platform knows, each with its source (licences, penalties, fees, trainings …)."""
    with deed(number, "write", by=by, at=at, version=version) as under_way:
        _refuse_file(under_way.report)
        live = figures.of(under_way.report)
        for each in given:
            _refuse_tallied(each.key, live)
            _put(under_way, each, "entered", at=at)
        _touch(under_way)
    return under_way.report


def import_figures(number: int, given: Iterable[Given], *, by: Actor, at: datetime) -> AnnualReport:
    """The same, many at once from a sheet: all or nothing."""
    with deed(number, "write", by=by, at=at) as under_way:
        _refuse_file(under_way.report)
        live = figures.of(under_way.report)
        for each in given:
            _refuse_tallied(each.key, live)
            _put(under_way, each, "imported", at=at)
        _touch(under_way)
    return under_way.report


def adjust(
    number: int, key: str, value: Decimal, *, by: Actor, at: datetime, reason: str, evidence: str = ""
) -> AnnualReport:
    """A figure changed by hand: a tallied or read one gets this value, a merged one of the district this much more or less."""
    with deed(number, "write", by=by, at=at, reason=reason) as under_way:
        if not under_way.reason:
            raise ValidationError("改动台账统计的数要写明理由")
        report = under_way.report
        if key not in figures.of(report).cells:
            raise ValidationError("这一版年报没有这一格")
        if report.is_district and key in _totals(report):
            raise ValidationError("合计由各格相加得出；请在组成它的格子上调整")
        given = Given(key, value, "", evidence)
        _put(under_way, given, "adjusted", reason=privacy.mask(under_way.reason), at=at)
        _touch(under_way)
    return under_way.report


def drop(number: int, key: str, *, by: Actor, at: datetime) -> AnnualReport:
    """Back to what the registers say, or to silence."""
    with deed(number, "write", by=by, at=at) as under_way:
        report = under_way.report
        held = Entered.objects.filter(report=report, key=key).last()
        if held is None or held.is_dropped:
            raise ValidationError("这一格没有人工填报或者调整过，不用撤销")
        Entered.objects.create(
            report=report, key=key, how=held.how, is_dropped=True, by=by.person, by_name=by.name, at=at
        )
        under_way.facts["dropped"] = key
        _touch(under_way)
    return report


def _put(under_way: Deed, given: Given, how: str, *, at: datetime, reason: str = "") -> None:
    report, by = under_way.report, under_way.by
    _refuse_wrong(report, given, how)
    row = Entered(
        report=report,
        key=given.key,
        value=given.value,
        how=how,
        source=given.source.strip()[:200],
        reason=reason[:300],
        evidence=given.evidence.strip()[:300],
        is_dropped=given.value is None,
        by=by.person,
        by_name=by.name,
        at=at,
    )
    row.full_clean()
    row.save()
    under_way.facts.setdefault(how, []).append(given.key)


def _refuse_wrong(report: AnnualReport, given: Given, how: str) -> None:
    cells = dict(_columns(report))
    column = cells.get(given.key)
    if column is None and not facts.is_known(given.key):
        raise ValidationError(f"没有“{given.key}”这一项数据")
    where = editions.get(report.round.edition).where(given.key) if column else facts.get(given.key).label
    if given.value is None:
        return
    if how != "adjusted" and not given.source.strip():
        raise ValidationError(f"{where}：请写明数据从哪里来")
    is_decimal = column.is_decimal if column else facts.get(given.key).unit in _DECIMAL
    is_signed = (column.is_signed if column else False) or (how == "adjusted" and report.is_district)
    if not is_decimal and given.value != given.value.to_integral_value():
        raise ValidationError(f"{where}：应当是整数，填的是 {given.value}")
    if not is_signed and given.value < 0:
        raise ValidationError(f"{where}：不能是负数，填的是 {given.value}")


def _columns(report: AnnualReport) -> Iterable[tuple[str, editions.Column]]:
    for table in editions.get(report.round.edition).tables.values():
        for block in table.blocks:
            for row in block.rows:
                yield from zip(table.line(row.key, block.key), block.columns, strict=True)


def _totals(report: AnnualReport) -> set[str]:
    return {whole for whole, _ in sums(editions.get(report.round.edition))}


def _refuse_tallied(key: str, live: figures.Figures) -> None:
    figure = live.cells.get(key)
    if figure is not None and figure.how == "merged":
        raise ValidationError(f"{live.edition.where(key)}：全区的数由各单位相加；要改请在这一格上调整，并写明理由")
    if figure is not None and figure.how in ("tallied", "total", "adjusted"):
        raise ValidationError(f"{live.edition.where(key)}：这个数由台账统计，不能直接填；要改请用“人工调整”并写明理由")


def _refuse_file(report: AnnualReport) -> None:
    if report.way == "file":
        raise ValidationError("这份年报是交来的文件；请对照原件更正格子")


@dataclass(frozen=True, slots=True)
class Opened:
    """What an editor was opened with: the version, the mark of its text, and the figures that it showed.

    With the mark, what the same person wrote in another window is not overwritten; with the figures, one that nobody
    touched stays live when the registers have changed meanwhile.
    """

    version: int
    mark: str = ""
    figures: Mapping[str, Number | None] = field(default_factory=dict)


def mark(text: str) -> str:
    """A short word for one text, to see whether it is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def save_text(
    number: int, part: str, typed: str, *, base: int | Opened, by: Actor, at: datetime
) -> tuple[Passage, guiding.Stored]:
    """The next version of a part's text, or the same one within one sitting of the same author. `base` is what it was
    written on; Stale when somebody wrote since. Figures that were changed by hand follow the data no more."""
    opened = base if isinstance(base, Opened) else Opened(base)
    if part not in drafts.TEXTS:
        raise ValidationError("年度报告没有这个部分")
    if len(typed) > _MOST_TEXT:
        raise ValidationError(f"这一部分有 {len(typed)} 个字，最多 {_MOST_TEXT} 个；没有保存")
    with deed(number, "write", by=by, at=at) as under_way:
        report = under_way.report
        typed = typed.replace("\r\n", "\n")
        facts = {**drafts.facts_of(report, guiding.typed_keys(typed)), **opened.figures}
        kept = guiding.stored(typed, facts)
        last = Passage.objects.filter(report=report, part=part).last()
        version = last.version if last else 0
        is_own = last is not None and last.by_id == (by.person.pk if by.person else None)
        _refuse_stale(opened, last, kept.text, is_own=is_own)
        if last is not None and is_own and at - last.at < _SAME_SITTING:
            last.text, last.at = kept.text, at
            last.save(update_fields=["text", "at"])
        elif last is None or last.text != kept.text:
            last = Passage.objects.create(
                report=report, part=part, version=version + 1, text=kept.text, by=by.person, by_name=by.name, at=at
            )
        under_way.facts |= {"part": part, "version": last.version}
        _touch(under_way)
    return last, kept


def _refuse_stale(opened: Opened, last: Passage | None, text: str, *, is_own: bool) -> None:
    if last is None or last.text == text:
        return
    is_other = opened.mark != mark(last.text) if opened.mark else not is_own and opened.version != last.version
    if is_other and is_own:
        raise Stale("您在另一个窗口改过这一部分。这里写的还在下面，请合并后再保存")
    if is_other:
        raise Stale(f"您打开以后，{last.by_name}改过这一部分。您写的还在下面，请合并后再保存")


def restore_text(number: int, passage: int, *, by: Actor, at: datetime) -> Passage:
    """An older version becomes the newest; nothing is lost."""
    with deed(number, "write", by=by, at=at) as under_way:
        old = Passage.objects.filter(report=under_way.report, pk=passage).first()
        if old is None:
            raise ValidationError("没有这一稿")
        last = Passage.objects.filter(report=under_way.report, part=old.part).last()
        assert last is not None
        made = Passage.objects.create(
            report=under_way.report,
            part=old.part,
            version=last.version + 1,
            text=old.text,
            by=by.person,
            by_name=by.name,
            at=at,
        )
        under_way.facts |= {"part": old.part, "version": made.version, "restores": old.version}
        _touch(under_way)
    return made


def add_chart(number: int, part: str, chart: str, *, by: Actor, at: datetime, caption: str = "") -> Picture:
    """A chart drawn from the data stands at the end of a part."""
    if chart not in CHARTS:
        raise ValidationError("没有这种图表")
    if Picture.objects.filter(report=number, part=part, chart=chart).exists():
        raise ValidationError(f"这一部分已经有“{CHARTS[chart]}”了")
    return _add_picture(number, part, {"chart": chart, "caption": caption or CHARTS[chart]}, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture already rebuilt in the house (`gongkai.release`), with what it shows in words for those who cannot see it."""

    data: bytes
    kind: str
    caption: str
    alternative: str


def add_picture(number: int, part: str, drawn: Drawn, *, by: Actor, at: datetime) -> Picture:
    """A picture of the unit's own stands at the end of a part."""
    if not drawn.alternative.strip():
        raise ValidationError("请写替代文字：看不见图的人要知道图上有什么")
    stored = files.keep(drawn.data)
    values = {"stored": stored, "kind": drawn.kind, "caption": drawn.caption, "alternative": drawn.alternative.strip()}
    return _add_picture(number, part, values, by=by, at=at)


def _add_picture(number: int, part: str, values: Mapping[str, str], *, by: Actor, at: datetime) -> Picture:
    if part not in drafts.TEXTS:
        raise ValidationError("年度报告没有这个部分")
    with deed(number, "write", by=by, at=at) as under_way:
        position = under_way.report.pictures.filter(part=part).count() + 1
        made = Picture(report=under_way.report, part=part, position=position, **values)
        made.full_clean()
        made.save()
        under_way.facts |= {"part": part, "picture": made.pk}
        _touch(under_way)
    return made


def remove_picture(number: int, picture: int, *, by: Actor, at: datetime) -> None:
    """Out of the report."""
    with deed(number, "write", by=by, at=at) as under_way:
        under_way.report.pictures.filter(pk=picture).delete()
        under_way.facts["removed"] = picture
        _touch(under_way)


def remark(number: int, place: str, text: str, *, by: Actor, at: datetime) -> Remark:
    """A remark on a cell, a part or the whole, for those who work on the report."""
    with deed(number, "remark", by=by, at=at) as under_way:
        made = _remark(under_way.report, "comment", place, text, by, under_way.on)
        under_way.facts["remark"] = made.pk
    return made


def settle(number: int, remark_number: int, *, by: Actor, at: datetime) -> None:
    """What the remark asked for is done."""
    with deed(number, "remark", by=by, at=at) as under_way:
        rows = Remark.objects.filter(report=under_way.report, pk=remark_number, settled_on__isnull=True)
        rows.update(settled_on=under_way.on)
        under_way.facts["settled"] = remark_number


def _remark(report: AnnualReport, kind: str, place: str, text: str, by: Actor, on: date) -> Remark:
    made = Remark(
        report=report,
        kind=kind,
        place=place,
        text=privacy.mask(text.strip())[:500],
        by=by.person,
        by_name=by.name,
        on=on,
    )
    made.full_clean()
    made.save()
    return made


def explain(number: int, fingerprint: str, reason: str, *, by: Actor, at: datetime) -> Opinion:
    """The unit says why a finding stands; the office sees it."""
    return _opine(number, "explain", "explained", fingerprint, reason, by=by, at=at)


def dismiss(number: int, fingerprint: str, reason: str, *, by: Actor, at: datetime) -> Opinion:
    """The office lets a finding stand, by name and with a reason; an error bars publishing no more."""
    return _opine(number, "dismiss", "dismissed", fingerprint, reason, by=by, at=at)


def _opine(number: int, verb: str, state: str, fingerprint: str, reason: str, *, by: Actor, at: datetime) -> Opinion:
    with deed(number, verb, by=by, at=at, reason=reason) as under_way:
        if not under_way.reason:
            raise ValidationError("请写明理由")
        judged = drafts.draft(under_way.report).judgement.failures
        found = next((each for each in judged if each.fingerprint == fingerprint), None)
        if found is None:
            raise ValidationError("这条检查意见已经没有了，请刷新这一页")
        made = Opinion.objects.create(
            report=under_way.report,
            fingerprint=fingerprint,
            code=found.finding.code,
            says=found.finding.says[:500],
            state=state,
            reason=privacy.mask(under_way.reason)[:300],
            by_name=by.name,
            on=under_way.on,
        )
        under_way.facts["code"] = found.finding.code
        drafts.measure(under_way.report)
    return made


def _touch(under_way: Deed) -> None:
    """Who works on it, and what the checks say now, for the board."""
    report = under_way.report
    report.handler = report.handler or under_way.by.person
    drafts.measure(report)
