"""The archive itself: reports are put, added in bulk and read again; what is asked of it is answered from its tables."""

import json
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from gongkai.archive import (
    allowed,
    analyses,
    asking,
    checking,
    entries,
    exporting,
    judging,
    keeping,
    parts,
    questions,
    versions,
)
from gongkai.archive import manifest as manifests
from gongkai.archive.adding import Adding
from gongkai.archive.allowed import Refused
from gongkai.archive.answers import Answer, Value
from gongkai.archive.bodies import Body, body_of, body_record, check
from gongkai.archive.bulk import Progress, Through, in_children
from gongkai.archive.checking import Fault
from gongkai.archive.filing import Desk, Entry, Standing, version_name
from gongkai.archive.manifest import Manifest
from gongkai.archive.values import Added, Change, Kept, Overview, Put
from gongkai.core.reports import Report
from gongkai.reading import Reading
from gongkai.reading.records import reading_of


class Archive:
    """One folder of annual reports. Nothing in it is secret; silence is None everywhere."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._desk = Desk(self.folder)
        self._lock = threading.Lock()
        self._opened: tuple[Manifest, duckdb.DuckDBPyConnection] | None = None

    # ── what comes in ───────────────────────────────────────────────────────────────────────────────────────────────

    def put(
        self, reading: Reading, data: bytes | None = None, *, origin: str = "", published: date | None = None
    ) -> Put:
        """Keep one reading, with its file where there is one. The same reading of the same file is kept once.

        Raises Unreadable for figures that no table holds exactly.
        """
        line = entries.line(entries.entry(reading))
        report = keeping.keep_raw(self.folder, data) if data is not None else keeping.hash_of(line)
        known: dict[str, Any] = {
            "id": report,
            "source": "read",
            "version": None,
            "reader": versions.reader(),
            "origin": origin,
            "published": published.isoformat() if published else None,
            "put_at": None,
            "files": {reading.name: report} if data is not None else {},
            "changes": [],
        }
        return self._put(report, line, lambda _: known)

    def put_report(self, report: Report, files: Mapping[str, bytes], key: str, at: datetime) -> Put:
        """Keep a report tallied here, with its printed files: a newer version of `key`; the older ones stay listed."""
        kept = {name: keeping.keep_raw(self.folder, data) for name, data in files.items()}
        line = entries.line(entries.entry(Reading(key, "own", report, {}, ())))
        known: dict[str, Any] = {
            "id": key,
            "source": "own",
            "reader": versions.reader(),
            "origin": "",
            "published": None,
            "changes": [],
        }

        def version(standing: Standing) -> dict[str, Any]:
            _, last = standing.get(key, ("", None))
            return {**known, "version": (last or 0) + 1, "put_at": at.isoformat(), "files": kept}

        return self._put(key, line, version)

    def _put(self, report: str, line: bytes, make: Callable[[Standing], dict[str, Any]]) -> Put:
        """File one entry unless the last one of the report says the same."""
        changed: list[Change] = []

        def choose(standing: Standing) -> Sequence[Entry]:
            known, last = make(standing), self._record(report, standing)
            if last == json.loads(line) and self._is_alike(known, standing):
                return []
            if last:
                changed.extend(entries.changes(report, last, json.loads(line)))
                before = version_name(*standing[report])
                known["changes"] = [entries.change_record(each, before) for each in changed]
            return [Entry(known, line)]

        is_new = bool(self._desk.file(choose))
        return Put(report, is_new, tuple(changed))

    def _is_alike(self, known: Mapping[str, Any], standing: Standing) -> bool:
        """Whether what stands has the reader of this entry, or, for one of our own, its files."""
        reader, version = standing[known["id"]]
        if version is None:
            return bool(known["version"] is None and reader == known["reader"])
        return self.report(known["id"]).files == tuple(sorted(known["files"].items()))

    def add(
        self,
        paths: Iterable[Path | str],
        *,
        workers: int = 1,
        progress: Progress | None = None,
        through: Through = in_children,
    ) -> Added:
        """Read files and folders into the archive, `workers` at a time, each file in a limited child.

        A file that cannot be read is listed with why and stops nothing. After an interruption the same call goes on
        where it stopped: a file is known by its content and by the reader that read it.
        """
        return Adding(self._desk, progress, through, workers).add(paths)

    def reread(self, progress: Progress | None = None, *, workers: int = 1, through: Through = in_children) -> Added:
        """Read again every file that another version of the reader read; `changed` has the cells it says otherwise."""
        return Adding(self._desk, progress, through, workers).reread()

    def know(self, bodies: Iterable[Body | Mapping[str, Any]]) -> None:
        """Tell of bodies: names, parents, predecessors. One with an id that was told before replaces it.

        ValueError, in Chinese, for an id told twice and for bodies above or before themselves.
        """
        told = [each if isinstance(each, Body) else body_of(each) for each in bodies]
        check(told, map(body_of, manifests.load(self.folder).bodies))
        self._desk.tell([body_record(each) for each in told])

    # ── what is asked ───────────────────────────────────────────────────────────────────────────────────────────────

    def ask(self, question: str, /, **parameters: Value) -> Answer:
        """The answer to a named question (see `questions.every()`), or to one SELECT over the tables. Raises Refused."""
        named = questions.every().get(question)
        if named is None:
            if not question.strip().count(" "):
                raise Refused(f"没有“{question:.40}”这个问题；有：{'、'.join(questions.every())}，或者写一条 SELECT")
            return self._ask(question, parameters, is_ours=False)
        unknown = sorted(set(parameters) - set(named.parameters))
        if unknown:
            wanted = "、".join(named.parameters) or "没有参数"
            raise Refused(f"“{named.title}”没有 {'、'.join(unknown)} 这个参数；可以给 {wanted}")
        found = self._ask(named.sql, named.filled(parameters))
        return Answer(found.columns, found.rows, found.sql, named.title, found.is_cut)

    def _ask(self, sql: str, given: Mapping[str, Any] | None = None, *, is_ours: bool = True) -> Answer:
        """Another writer may have merged the tables away meanwhile: then once more, with the tables as they are now."""
        try:
            return self._answer(sql, given, is_ours=is_ours)
        except duckdb.Error:
            self._opened = None
        with parts.sound():
            return self._answer(sql, given, is_ours=is_ours)

    def _answer(self, sql: str, given: Mapping[str, Any] | None, *, is_ours: bool) -> Answer:
        connection = self._connection()
        if not is_ours:
            allowed.examine(connection, sql)
        return asking.run(connection, sql, given)

    def _connection(self) -> duckdb.DuckDBPyConnection:
        manifest = manifests.load(self.folder)
        with self._lock:
            if self._opened is None or self._opened[0] != manifest:
                self._opened = (manifest, asking.opened(self.folder, manifest))
            return self._opened[1]

    def report(self, report: str, version: int | None = None) -> Kept:
        """One report whole, exactly as it was put: the latest, or one version of a report tallied here. Raises Refused."""
        listed = self._ask(
            "SELECT version, reader FROM versions WHERE id = $id ORDER BY is_latest, version", {"id": report}
        )
        all_versions = tuple(row[0] for row in listed.rows if row[0] is not None)
        chosen = [row for row in listed.rows if version is None or row[0] == version]
        if not chosen:
            raise Refused(f"报告库里没有“{report:.64}”{f'的第 {version} 版' if version else ''}")
        number, reader = chosen[-1]
        record = keeping.reading(self.folder, report, version_name(reader, number))
        if record is None:
            raise manifests.Damaged(
                f"报告 {report:.64} 的读取结果不在了；请从备份恢复 readings 文件夹，或者重新读取原件"
            )
        return self._kept(report, number, all_versions, record)

    def _kept(self, report: str, version: int | None, listed: tuple[int, ...], record: Mapping[str, Any]) -> Kept:
        rows = self._ask(
            "SELECT r.body, r.name, r.origin, v.files FROM reports AS r JOIN versions AS v USING (id) "
            "WHERE r.id = $id AND v.version IS NOT DISTINCT FROM $version ORDER BY v.is_latest DESC LIMIT 1",
            {"id": report, "version": version},
        ).rows
        body, name, origin, files = rows[0]
        return Kept(
            report, version, body, name, origin, reading_of(record), entries.findings_of(record),
            tuple(sorted(files.items())), listed,
        )  # fmt: skip

    def raw(self, name: str) -> bytes | None:
        """A file by its hash; None where it is not kept or is damaged."""
        return keeping.raw(self.folder, name)

    def _record(self, report: str, standing: Standing) -> dict[str, Any] | None:
        if report not in standing:
            return None
        return keeping.reading(self.folder, report, version_name(*standing[report]))

    def bodies(self) -> Answer:
        """Every body, told or met in print, with its reports and years."""
        return analyses.bodies(self._ask)

    def series(self, body: str, cells: Sequence[str] = ()) -> Answer:
        """A body (by id or name) over the years, with its predecessors; `remark` says where the break is."""
        return analyses.series(self._ask, body, cells)

    def compare(self, bodies: Sequence[str], year: int, cells: Sequence[str] = ()) -> Answer:
        """Bodies beside each other in one year: the given cells, or the usual figures."""
        return analyses.compare(self._ask, bodies, year, cells)

    def overview(self, year: int, parent: str | None = None, kind: str | None = None) -> Overview:
        """One year: sums, rates, medians, who is silent; of all bodies, those below `parent`, those of one kind."""
        return analyses.overview(self._ask, year, parent, kind)

    def figures(self, year: int, parent: str | None = None, kind: str | None = None) -> Answer:
        """The figures of each body of a year: what the sums of its overview add up, and what they leave out."""
        return analyses.figures(self._ask, year, parent, kind)

    def outliers(self, year: int, *, parent: str | None = None, kind: str | None = None) -> Answer:
        """Bodies whose rates are far from the median of the year, in words."""
        return judging.outliers(self._ask, year, parent=parent, kind=kind)

    def breaks(self, body: str | None = None) -> Answer:
        """Where a year does not follow from the one before: carried over, in force, years without a report."""
        return analyses.breaks(self._ask, body)

    def ranking(self, year: int, measure: str, *, parent: str | None = None, kind: str | None = None) -> Answer:
        """Bodies by a rate of `measures.RATES`, with what it rests on; those left out with why."""
        return judging.ranking(self._ask, year, measure, parent=parent, kind=kind)

    def check(self, progress: Progress | None = None) -> tuple[Fault, ...]:
        """What is gone or damaged: every table is read to its end, every original compared with its hash."""
        return tuple(checking.faults(self.folder, manifests.load(self.folder), progress))

    def export(self, kind: str, table: str = "cells", *, to: Path | None = None) -> bytes | Path:
        """One table as csv, parquet or json: into the file `to`, or as bytes."""
        if to is None:
            with tempfile.TemporaryDirectory() as draft:
                return self._export(kind, table, Path(draft) / "table").read_bytes()
        return self._export(kind, table, to)

    def _export(self, kind: str, table: str, to: Path) -> Path:
        """Once more where a writer merged the tables away meanwhile."""
        try:
            return exporting.export(self.folder, manifests.load(self.folder), table, kind, to)
        except duckdb.Error:
            with parts.sound():
                return exporting.export(self.folder, manifests.load(self.folder), table, kind, to)
