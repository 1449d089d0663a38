"""A report as one web page that needs nothing else: for reading, for printing on A4, for screen readers. No script."""

from dataclasses import dataclass

from markupsafe import Markup

from gongkai.core.reports import Report
from gongkai.writing import svg, templates
from gongkai.writing.figures import DOUBTFUL, LOST
from gongkai.writing.layout import layout
from gongkai.writing.pictures import NO_PLACES, Placed, Places, data_url
from gongkai.writing.tables import Box, Table

_SCOPES = {"column": "col", "block": "colgroup", "row": "row", "group": "rowgroup"}
_EXPLAINED = {LOST: "原件中没有这一格", DOUBTFUL: "看不准，后面列出可能的数"}

_Cell = tuple[str, int, int, str, str, str, str]  # name or headings, columns, rows, scope, kind, explanation, text


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A table as its template draws it."""

    caption: str
    head: list[list[_Cell]]
    body: list[list[_Cell]]


def write(report: Report, pictures: Places = NO_PLACES) -> bytes:
    """The report as the bytes of an .html. Charts stand in it as SVG, other pictures as addresses that hold them."""
    printed = layout(report)
    tables = {section.key: _drawn(section.table) for section in printed.sections if section.table}
    css = Markup(templates.source("page.css"))  # noqa: S704 - our own file
    shown = {part: [_shown(each) for each in found] for part, found in pictures.items()}
    return templates.fill("page.jinja", {"layout": printed, "tables": tables, "css": css, "pictures": shown}).encode()


def _shown(picture: Placed) -> dict[str, object]:
    figure = {"caption": picture.caption, "alternative": picture.alternative, "svg": "", "address": ""}
    if picture.kind == "svg":
        drawn = svg.cleaned(picture.data, name=f"picture-{picture.number}", label=picture.alternative)
        return {**figure, "svg": Markup(drawn.decode())}  # noqa: S704 - only shapes and words are left
    size = {"wide": round(picture.wide / 0.75), "high": round(picture.high / 0.75)}
    return {**figure, **size, "address": data_url(picture)}


def _drawn(table: Table) -> _Drawn:
    rows = [[_cell(table, box) for box, is_continued in row if not is_continued] for row in table.form.rows]
    return _Drawn(table.form.caption, rows[: table.form.title_rows], rows[table.form.title_rows :])


def _cell(table: Table, box: Box) -> _Cell:
    """A label has a name and says what it is for; a figure has the names of all its labels."""
    text = table.text(box)
    if not box.is_figure:
        return _name(table, box), box.columns, box.rows, _scope(box), box.role, "", text
    headings = " ".join(_name(table, label) for label in table.form.headings[box.cell])
    return headings, box.columns, box.rows, "", "figure", _EXPLAINED.get(text[:3], ""), text


def _name(table: Table, box: Box) -> str:
    return f"{table.form.key}-{box.name}"


def _scope(box: Box) -> str:
    return "colgroup" if box.role == "column" and box.columns > 1 else _SCOPES.get(box.role, "")
