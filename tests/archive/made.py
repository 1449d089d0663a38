"""Small reports with a few figures for archives whose answers can be worked out by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from gongkai import writing
from gongkai.archive import Archive, Put, entries
from gongkai.core import editions
from gongkai.core.reports import BLANK, Report, empty_cells, read_cell
from gongkai.reading import Reading
from tests.made import reconciling

ORDINALS = "一二三四五六七八九十甲乙丙丁"
REFUSED = "applications.refused.state_secret.total"


def report(
    body: str, year: int, figures: dict[str, int | Decimal | None] | None = None, *, on: date | None = None
) -> Report:
    """A report in which only these cells are read; None is a printed blank; the others are absent."""
    chosen = dict.fromkeys(editions.TABLES, editions.of(year).key)
    given = {cell: BLANK if value is None else read_cell(value) for cell, value in (figures or {}).items()}
    cells = empty_cells(chosen)
    assert set(given) <= set(cells)
    return Report(body, year, on, chosen, cells | given)


def put(archive: Archive, *reports: Report) -> list[Put]:
    """Put these as readings of files nobody has."""
    return [archive.put(Reading(f"{each.body}{each.year}", "made", each, {}, ())) for each in reports]


def line(of: Report) -> bytes:
    """A report as a child that reads gives it."""
    return entries.line(entries.entry(Reading("made", "made", of, {}, ())))


def handled(total: int, refused: int, **others: int) -> dict[str, int]:
    """Figures of table three: so many handled, so many of them refused, nothing else."""
    form = editions.get("2021-30").tables["applications"]
    found = {form.cell(row.key, "total"): 0 for row in form.rows}
    found |= {"applications.received.total": total, "applications.total.total": total, REFUSED: refused}
    found["applications.granted.total"] = total - refused
    return found | {f"applications.{row}.total": value for row, value in others.items()}


def save(folder: Path, many: int, kind: str = "html", *, year: int = 2022) -> list[Path]:
    """As many whole reports in files."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for number in range(many):
        path = folder / f"{number:03}.{kind}"
        path.write_bytes(
            writing.write(reconciling("2021-30", number, body=f"青禾区第{ORDINALS[number]}局", year=year), kind)
        )
        found.append(path)
    return found
