"""The archive of the demonstration: reports of two invented districts since 2019, written as files and read like any others."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai import archive, writing
from gongkai.archive import Added, Predecessor
from gongkai.bodies.models import Body
from gongkai.cli.district.publishing.wording import draw
from gongkai.cli.district.reporting import inventing
from gongkai.cli.district.reporting.calendar import load, years
from gongkai.cli.district.reporting.inventing import Invented
from gongkai.core.reports.values import Number, Report
from gongkai.reports import figures
from gongkai.reports.models import AnnualReport, HandedIn
from gongkai.vault import files

SAMPLES = Path(__file__).parents[5] / "shared" / "samples"  # real reports, where they lie beside the checkout
_WORD = 6  # of so many files one is a Word document, the others are pages
_WORKERS = 2
_CARRIED_IN = "applications.carried_in."
_DOCUMENTS = "proactive.art20_1.normative_documents."


def is_missing(folder: Path) -> bool:
    """Whether nothing was read into the archive yet."""
    return not archive.open(folder).ask("SELECT count(*) FROM reports WHERE source = 'read'").rows[0][0]


def fill(folder: Path, *, on: date, samples: Path = SAMPLES) -> Added:
    """The archive with all its reports; what is there already is passed over."""
    kept = archive.open(folder)
    kept.know([*_known_here(), *_known_there()])
    with TemporaryDirectory() as made:
        for district in ("青禾区", "白溪区"):
            (Path(made) / district).mkdir()
        _write(Path(made), on)
        found = sorted(path for path in samples.glob("*.*") if path.stem != "README") if samples.is_dir() else []
        return kept.add([*sorted(Path(made).iterdir()), *found], workers=_WORKERS)


def _known_here() -> Iterator[archive.Body]:
    """The bodies of the platform, and those of which they were made."""
    became = _became()
    for body in Body.objects.select_related("parent").order_by("pk"):
        parent = body.parent.slug if body.parent else ""
        yield archive.Body(body.slug, body.name, (), parent, body.kind, became.get(body.slug, ()))


def _known_there() -> Iterator[archive.Body]:
    """The bodies that are invented for the archive alone."""
    became = _became()
    for row in load("decade.toml")["bodies"]:
        parent = row.get("parent", "" if row["id"] == "baixi" else "baixi")
        kind = row.get("kind", "office" if row["name"].endswith("办公室") else "department")
        yield archive.Body(row["id"], row["name"], (), parent, kind, became.get(row["id"], ()))


def _became() -> dict[str, tuple[Predecessor, ...]]:
    rows = load("decade.toml")["becoming"]
    return {row["id"]: tuple(Predecessor(each, row["on"]) for each in row["of"]) for row in rows}


def _write(folder: Path, on: date) -> None:
    """A file a report: those of the year before last as the units sent them, the earlier ones and the neighbour's invented."""
    span = years(on=on)
    sent = HandedIn.objects.filter(report__round__year=span.before, replaced_on__isnull=True)
    for each in sent:
        (folder / "青禾区" / each.name).write_bytes(files.fetch(each.stored))
    for district, government, units in (
        ("青禾区", Invented("government", "青禾区人民政府"), _here(span.before)),
        ("白溪区", Invented("baixi", "白溪区人民政府"), _there(span.last)),
    ):
        by_year: dict[int, list[Report]] = {}
        for report in (report for unit in units for report in inventing.reports(unit)):
            by_year.setdefault(report.published_on.year if report.published_on else 0, []).append(report)
        for found in by_year.values():
            _print(folder / district, [*found, inventing.whole(government, found)])


def _print(folder: Path, found: Iterable[Report]) -> None:
    for report in found:
        kind = "html" if draw(f"{report.body}/{report.year}", _WORD) else "docx"
        path = folder / f"{report.body}{report.year}年政府信息公开工作年度报告.{kind}"
        path.write_bytes(writing.write(report, kind))


def _here(before: int) -> Iterator[Invented]:
    """The units of the platform up to the year of which it knows itself; what was left open then is what it begins with."""
    data = load("decade.toml")
    begins = {row["id"]: row["on"].year for row in data["becoming"]}
    rows = AnnualReport.objects.filter(round__year=before, level="unit").select_related("body")
    for row in rows.order_by("body_id"):
        slug, handed = row.body.slug, figures.frozen_values(row)
        first = begins.get(slug, data["first_year"])
        ends = {
            cell.removeprefix(_CARRIED_IN): int(value)
            for cell, value in handed.items()
            if cell.startswith(_CARRIED_IN) and value is not None
        }
        yield Invented(slug, row.body.name, data["sizes"].get(slug, 5), first, before - 1, ends, _began_with(handed))
    yield from _invented(parent="government", last=before - 1)


def _began_with(handed: Mapping[str, Number | None]) -> int | None:
    """Documents in force at the end of the year before."""
    made, repealed, in_force = (handed.get(_DOCUMENTS + each) for each in ("made", "repealed", "in_force"))
    if made is None or repealed is None or in_force is None:
        return None
    return int(in_force - made + repealed)


def _there(last: int) -> Iterator[Invented]:
    return _invented(parent="baixi", last=last)


def _invented(*, parent: str, last: int) -> Iterator[Invented]:
    data = load("decade.toml")
    for row in data["bodies"]:
        if row.get("parent", "baixi") == parent and row["id"] != parent:
            first = row.get("first_year", data["first_year"])
            yield Invented(row["id"], row["name"], row["size"], first, min(row.get("last_year", last), last))
