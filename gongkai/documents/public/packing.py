"""Data sets as files: CSV that spreadsheets open and cannot be tricked by, JSON, Parquet; and the data package that lists them."""

import csv
import hashlib
import json
import shutil
import tempfile
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from gongkai.core.spreadsheets import harmless
from gongkai.documents.public.exports import DAY, MOMENT, TEXT, TRUTH, WHOLE, DataSet, Record, Value

KINDS = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
LICENCE = (
    "可以自由查阅、复制和再利用，请注明来源；法规、行政性质的公文依照《中华人民共和国著作权法》第五条不受著作权保护"
)
_TYPES = {TEXT: "VARCHAR", WHOLE: "BIGINT", DAY: "DATE", MOMENT: "TIMESTAMPTZ", TRUTH: "BOOLEAN"}
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is served."""

    path: Path
    size: int
    sha256: str


def files(folder: Path, sets: Sequence[DataSet], *, state: str, on: date) -> dict[str, Made]:
    """The files of the data sets by name, made anew when `state` is another than the one they were made in."""
    home = folder / f"data-{hashlib.sha256(state.encode()).hexdigest()[:20]}"
    with _ONE_AT_A_TIME:
        if not home.is_dir():
            _make(home, sets, on)
            _sweep(folder, home)
        sums = json.loads((home / "sums.json").read_text("utf-8"))
    return {name: Made(home / name, size, digest) for name, (size, digest) in sums.items()}


def _make(home: Path, sets: Sequence[DataSet], on: date) -> None:
    """All of them in a folder of its own, that gets its name when it is whole."""
    home.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=home.parent, prefix="draft-"))
    try:
        sums = {}
        for each in sets:
            _write(draft, each, on)
            for kind in KINDS:
                path = draft / f"{each.key}.{kind}"
                with path.open("rb") as file:
                    sums[path.name] = (path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
        (draft / "sums.json").write_text(json.dumps(sums), "utf-8")
        draft.rename(home)
    except OSError:
        # Another process may have been first: what it made is as good.
        if not home.is_dir():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sweep(folder: Path, kept: Path) -> None:
    """What was made in an earlier state goes at once: it may hold what was taken down. Whoever reads it just now reads on."""
    for each in folder.glob("data-*"):
        if each != kept:
            shutil.rmtree(each, ignore_errors=True)


def _write(folder: Path, each: DataSet, on: date) -> None:
    """One pass over the records for CSV and JSON; Parquet is made of the JSON."""
    names = [field.name for field in each.fields]
    plain = folder / f"{each.key}.json"
    with (
        plain.open("w", encoding="utf-8", newline="\n") as as_json,
        (folder / f"{each.key}.csv").open("w", encoding="utf-8-sig", newline="") as as_csv,
    ):
        rows = csv.writer(as_csv)
        rows.writerow(names)
        as_json.write("[")
        for at, record in enumerate(each.records(on)):
            rows.writerow(_cell(record[name]) for name in names)
            as_json.write(",\n" if at else "\n")
            as_json.write(json.dumps(_plain(record), ensure_ascii=False))
        as_json.write("\n]\n")
    _parquet(plain, folder / f"{each.key}.parquet", each)


def _plain(record: Record) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in record.items()}


def _cell(value: Value) -> str:
    """As a spreadsheet reads it. Text that it would take for a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else str(value)


def _parquet(source: Path, target: Path, each: DataSet) -> None:
    columns = ", ".join(f"{_quoted(field.name)}: {_quoted(_TYPES[field.kind])}" for field in each.fields)
    read = f"read_json({_quoted(str(source))}, format='array', columns={{{columns}}}, maximum_object_size=67108864)"
    # One thread: the same records make the same bytes.
    with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as connection:
        connection.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(str(target))} (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608 - names of our own


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def package(sets: Iterable[DataSet], made: dict[str, Made], *, name: str, title: str, at: datetime) -> str:
    """The data package (Frictionless Data Package 1.0) of the files as they are served."""
    told = {
        "profile": "data-package",
        "name": name,
        "title": title,
        "created": at.isoformat(timespec="seconds"),
        "licenses": [{"path": "https://flk.npc.gov.cn/", "title": LICENCE}],
        "resources": [_resource(each, kind, made[f"{each.key}.{kind}"]) for each in sets for kind in KINDS],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _resource(each: DataSet, kind: str, made: Made) -> dict[str, object]:
    fields = [
        {"name": field.name, "type": field.kind, "title": field.title, "description": field.description}
        for field in each.fields
    ]
    missing = {"missingValues": [""]} if kind == "csv" else {}
    return {
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "name": f"{each.key}-{kind}",
        "title": each.title,
        "description": each.description,
        "path": f"{each.key}.{kind}",
        "format": kind,
        "mediatype": KINDS[kind],
        "encoding": "utf-8",
        "bytes": made.size,
        "hash": f"sha256:{made.sha256}",
        "schema": {"fields": fields, "primaryKey": list(each.primary_key), **missing},
    }


def age(made: dict[str, Made]) -> float:
    """When the files were made, in seconds since 1970."""
    return max(each.path.stat().st_mtime for each in made.values())
