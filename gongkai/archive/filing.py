"""The archive's writer: entries are appended as one part under the lock, and what is there already is left as it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.archive import keeping, parts
from gongkai.archive import manifest as manifests
from gongkai.archive.manifest import Manifest, Part

Standing = dict[str, tuple[str, int | None]]  # report -> its latest reader and version


class Entry(NamedTuple):
    """What is to be kept: what is known of the report beside its line, and the line."""

    known: Mapping[str, Any]
    line: bytes

    @property
    def version(self) -> str:
        """Under what name its reading is kept: the reader of a file, the version of a report of our own."""
        return version_name(str(self.known["reader"]), self.known["version"])


def version_name(reader: str, version: int | None) -> str:
    """The name of one reading among those of its report."""
    return reader if version is None else f"version {version}"


class Desk:
    """Where entries are filed. Several processes may file into one archive; each waits for the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts: tuple[Part, ...] | None = None
        self._standing: Standing = {}

    def standing(self, manifest: Manifest | None = None) -> Standing:
        """Every report with its latest reader or version."""
        manifest = manifest or manifests.load(self.folder)
        if self._parts != manifest.parts:
            with parts.sound(), parts.connect() as connection:
                rows = connection.execute(
                    f"SELECT id, reader, version FROM {parts.source(self.folder, manifest.parts, 'reports')} ORDER BY number"  # noqa: S608 - ours
                ).fetchall()
            self._standing = {report: (reader, version) for report, reader, version in rows}
            self._parts = manifest.parts
        return self._standing

    def now(self) -> Standing:
        """The same, with no writer at work meanwhile."""
        with manifests.writing(self.folder):
            return dict(self.standing())

    def file(self, choose: Callable[[Standing], Sequence[Entry]]) -> Sequence[Entry]:
        """Append what `choose` makes of how things stand, under the lock; the entries that were new."""
        with manifests.writing(self.folder):
            manifest = manifests.load(self.folder)
            chosen = choose(self.standing(manifest))
            for each in chosen:
                keeping.keep_reading(self.folder, each.known["id"], each.version, each.line)
            if chosen:
                fresh = parts.append(self.folder, replace(manifest, retired=()), chosen)
                merged = parts.merge(self.folder, fresh)
                self._save(merged)
                self._parts = merged.parts
                self._standing |= {each.known["id"]: (each.known["reader"], each.known["version"]) for each in chosen}
        return chosen

    def tell(self, bodies: Sequence[Mapping[str, Any]]) -> None:
        """Note these bodies, each in the place of one with its id."""
        with manifests.writing(self.folder):
            manifest = manifests.load(self.folder)
            told = {each["id"]: dict(each) for each in (*manifest.bodies, *bodies)}
            self._save(replace(manifest, bodies=tuple(told.values())))

    def _save(self, manifest: Manifest) -> None:
        manifests.save(self.folder, manifest)
        parts.sweep(self.folder, manifest)
