"""Pages -> a report: which edition each table follows, every cell with its source, texts, body and year; and the doubts."""

from collections.abc import Sequence

from gongkai.core import editions
from gongkai.core.findings import Doubt
from gongkai.core.reports import Report, empty_cells
from gongkai.reading import applications, proactive, remedies
from gongkai.reading.entries import Entry, entries
from gongkai.reading.found import Found
from gongkai.reading.lines import Line, lines
from gongkai.reading.pages import Pages
from gongkai.reading.result import Reading, Source, Unreadable
from gongkai.reading.titles import Texts, Titled, texts_of, titled


def _not_a_report() -> Unreadable:
    """A new one each time: an exception keeps the trace of where it was raised, and with it the whole file."""
    return Unreadable(
        "没有认出政府信息公开工作年度报告",
        "既没有报告标题，也没有三张法定表格；请确认选对了文件，扫描件请先转成有文字的文件",
    )


def recognize(pages: Pages, name: str) -> Reading:
    """The report in `pages`. Raises Unreadable when neither a title nor a statutory table is there; otherwise never."""
    found_entries, rest = entries(lines(pages))
    title = titled(rest, pages, name)
    chosen, doubts = _editions(found_entries, title)
    tables = [
        proactive.find(found_entries, editions.get(chosen["proactive"])),
        applications.find(found_entries, editions.get(chosen["applications"])),
        remedies.find(found_entries, editions.get(chosen["remedies"])),
    ]
    if title.year_from != "title" and sum(table.read for table in tables) < 5:
        raise _not_a_report()
    doubts += _doubts_of_title(title) + [doubt for table in tables for doubt in table.doubts]
    doubts += _unsure(tables) + [Doubt("R204", "全文", (remark,)) for remark in pages.remarks]
    return Reading(
        name, pages.kind, _report(title, chosen, tables, _texts(pages, rest, title)), _sources(tables), tuple(doubts)
    )


def _unsure(tables: Sequence[Found]) -> list[Doubt]:
    """A doubt for each figure that was recognised in a picture, but not well."""
    return [
        Doubt("R106", table.edition.where(cell), (source.text,), (cell,))
        for table in tables
        for cell, source in table.sources.items()
        if source.is_unsure
    ]


def _texts(pages: Pages, rest: Sequence[Line], title: Titled) -> Texts:
    return texts_of(rest, title, is_wrapped=pages.kind == "text")


def _report(title: Titled, chosen: dict[str, str], tables: Sequence[Found], texts: Texts) -> Report:
    cells = empty_cells(chosen)
    for table in tables:
        cells |= table.cells
    return Report(
        body=title.body,
        year=title.year,
        published_on=title.published_on,
        editions=chosen,
        cells=cells,
        texts=texts.texts,
        headings=texts.headings,
        dated="" if title.published_on else title.dated,
    )


def _sources(tables: Sequence[Found]) -> dict[str, Source]:
    return {cell: source for table in tables for cell, source in table.sources.items()}


def _editions(found: Sequence[Entry], title: Titled) -> tuple[dict[str, str], list[Doubt]]:
    """The edition of each table by its own face; where a table does not show it, by the year, and a doubt says so."""
    by_face = {"proactive": proactive.edition_of(found), "applications": applications.edition_of(found)}
    default = _by_year(title.year)
    guess = next((key for key in by_face.values() if key), default)
    chosen = {table: face or default or guess or editions.every()[-1].key for table, face in by_face.items()}
    chosen["remedies"] = chosen["applications"]
    doubts = []
    for table, face in by_face.items():
        if face is None and any(entry.zone == table and entry.numbers for entry in found):
            doubts.append(Doubt("R201", "表二" if table == "proactive" else "表三", (chosen[table],)))
    return chosen, doubts


def _by_year(year: int | None) -> str | None:
    try:
        return editions.of(year).key if year else None
    except LookupError:
        return None


def _doubts_of_title(title: Titled) -> list[Doubt]:
    doubts = []
    if not title.body or title.body_from != "title":
        doubts.append(Doubt("R202", "标题", (title.body, title.body_from)))
    if title.year is None or title.year_from != "title":
        doubts.append(Doubt("R203", "标题", (str(title.year or ""), title.year_from)))
    return doubts
