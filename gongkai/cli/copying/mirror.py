"""The copy in its folder: every page asked for once, written where it has changed, what has gone removed, all of it listed."""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from gongkai import __version__
from gongkai.cli.copying import linking
from gongkai.cli.copying.asking import Answer, Site
from gongkai.cli.copying.linking import Bounds, Target

MANIFEST = "manifest.json"
_FOLLOWED = {"application/xml", "application/atom+xml"}
_SHEET = re.compile(r"(documents/[^/]+)\.(?:docx|pdf|txt)")
_OK, _GONE = 200, 410


@dataclass(slots=True)
class Count:
    """What was done."""

    pages: int = 0  # files of the copy, pages and others
    written: int = 0
    kept: int = 0
    removed: int = 0
    gone: int = 0  # notices in the place of what was taken down
    dead: list[str] = field(default_factory=list)  # addresses that the site links to and does not have


@dataclass(slots=True)
class _Held:
    """An answer on the disk until all links are known."""

    kind: str
    file: str  # of the copy
    body: Path | None  # None: the file of the last copy is still right


class Mirror:
    """One making of the copy. `settle` takes from a page what changes each day without being news."""

    def __init__(self, folder: Path, site: Site, bounds: Bounds, settle: Callable[[str], str]) -> None:
        self.folder, self.count = folder, Count()
        self._site, self._bounds, self._settle = site, bounds, settle
        self._held: dict[Target, _Held | None] = {}
        self._waiting: deque[Target] = deque()
        self._listed: dict[str, dict[str, object]] = {}
        self._before = read_manifest(folder, by=f"gongkai {__version__} {bounds.live}")
        self._sums: dict[str, str] = {}
        self._draft = Path(tempfile.mkdtemp(dir=folder, prefix=".draft-"))

    def make(self, seeds: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Make the copy; after each step how many are done and how many are known. Nothing is overwritten before the end."""
        try:
            self._want(Target(each) for each in seeds)
            while self._waiting:
                self._fetch(self._waiting.popleft())
                yield len(self._held) - len(self._waiting), 2 * len(self._held)
            for at, held in enumerate(self._kept(), 1):
                self._write(*held)
                yield len(self._held) + at, 2 * len(self._held)
            self._finish()
        finally:
            shutil.rmtree(self._draft, ignore_errors=True)

    def _want(self, targets: Iterable[Target]) -> None:
        for each in targets:
            if each not in self._held:
                self._held[each] = None
                self._waiting.append(each)

    def _fetch(self, target: Target) -> None:
        if self._is_as_before(target):
            self._held[target] = _Held("", target.path, None)
            return
        answer = self._site.ask(f"/{target.path}", target.query)
        if answer.status != _OK:
            self.count.dead.append(f"{self._bounds.page_address(target)}（{answer.status}）")
            return
        body = self._draft / str(len(self._held) - len(self._waiting))
        body.write_bytes(answer.body)
        self._held[target] = _Held(answer.kind, place(target, answer), body)
        self._want(self._links(target, answer))

    def _is_as_before(self, target: Target) -> bool:
        """Whether a document as a file says what it said: printing takes time, its data do not."""
        sheet = _SHEET.fullmatch(target.path)
        if sheet is None or not {target.path, f"{sheet[1]}.json"} <= self._before.keys():
            return False
        path, twin = self.folder / target.path, f"{sheet[1]}.json"
        if twin not in self._sums:
            self._sums[twin] = _sum(self._settled_data(self._site.ask(f"/{twin}").body))
        is_whole = path.is_file() and _sum(path.read_bytes()) == self._before[target.path]["sha256"]
        return is_whole and self._sums[twin] == self._before[twin]["sha256"]

    def _settled_data(self, body: bytes) -> bytes:
        return self._bounds.moved(body.decode()).encode()

    def _links(self, target: Target, answer: Answer) -> list[Target]:
        if answer.is_page:
            return linking.links(answer.body.decode(), target, self._bounds)
        if answer.kind == "text/css":
            return linking.css_links(answer.body.decode(), target, self._bounds)
        if answer.kind in _FOLLOWED:
            return linking.xml_links(answer.body.decode(), target, self._bounds)
        return []

    def _kept(self) -> Iterator[tuple[Target, _Held]]:
        return ((target, held) for target, held in self._held.items() if held)

    def _file(self, target: Target) -> str | None:
        held = self._held.get(target)
        return held.file if held else None

    def _write(self, target: Target, held: _Held) -> None:
        if held.body is None:
            self._listed[held.file] = self._before[held.file]
            self.count.kept += 1
            self.count.pages += 1
            return
        body = held.body.read_bytes()
        if held.kind == "text/html":
            text = self._settle(body.decode())
            body = linking.rewritten(text, target, self._bounds, self._file).encode()
        elif held.kind.startswith("text/") or held.kind.endswith(("xml", "json")):
            body = self._settled_data(body)
        self._put(held.file, body, self._bounds.live_address("", target))
        held.body.unlink()

    def _put(self, file: str, body: bytes, address: str) -> None:
        path = self.folder / file
        if path.is_file() and path.read_bytes() == body:
            self.count.kept += 1
        else:
            write_whole(path, body)
            self.count.written += 1
        self.count.pages += 1
        self._listed[file] = {"address": address, "bytes": len(body), "sha256": _sum(body)}

    def _finish(self) -> None:
        """What an earlier copy had and this one has not: the notice where it was taken down, nothing where it is no more."""
        for file, told in read_manifest(self.folder).items():
            if file in self._listed:
                continue
            address = str(told["address"])
            target = self._bounds.target(address.replace(self._bounds.live, self._bounds.home, 1), Target(""))
            answer = self._site.ask(f"/{target.path}", target.query) if target else None
            if target and answer and answer.status == _GONE and answer.is_page and file.endswith(".html"):
                self._held[target] = _Held(answer.kind, file, None)
                text = linking.rewritten(self._settle(answer.body.decode()), target, self._bounds, self._file)
                self._put(file, text.encode(), address)
                self.count.gone += 1
            else:
                self._remove(file)
        listed = {"by": f"gongkai {__version__} {self._bounds.live}", "files": dict(sorted(self._listed.items()))}
        body = (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()
        path = self.folder / MANIFEST
        if not path.is_file() or path.read_bytes() != body:
            write_whole(path, body)

    def _remove(self, file: str) -> None:
        path = self.folder / file
        path.unlink(missing_ok=True)
        self.count.removed += 1
        for above in path.parents:
            if above == self.folder or any(above.iterdir()):
                return
            above.rmdir()


def place(target: Target, answer: Answer) -> str:
    """The file of an answer. Folders have their index, so that links work without any server too."""
    path = re.sub(r"[^0-9A-Za-z._/-]", "_", target.path)
    if not path or path.endswith("/"):
        name = "index" if target.page == 1 else f"page-{target.page}"
        if answer.is_page:
            return f"{path}{name}.html"
        stem = PurePosixPath(path).name or name
        return f"{path}{stem}{answer.extension}"
    if target.page > 1 or not PurePosixPath(path).suffix:
        return f"{path}{f'-{target.page}' if target.page > 1 else ''}{answer.extension}"
    return path


def read_manifest(folder: Path, *, by: str = "") -> dict[str, dict[str, object]]:
    """The files of the last copy; none when there was none, or when it was not made `by` the same, for the same address."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    told = json.loads(path.read_text("utf-8"))
    files = told.get("files", {}) if by in ("", told.get("by")) else {}
    # A list that was changed by hand never reaches outside the folder.
    return {file: told for file, told in files.items() if ".." not in PurePosixPath(file).parts and file[:1] != "/"}


def _sum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def write_whole(path: Path, body: bytes) -> None:
    """The file is the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
