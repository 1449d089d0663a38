"""gongkai take-over: the documents of an older portal, from its register and its saved pages, published here as they were."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from pathlib import Path

import django
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongkai.cli.files import Problem, why
from gongkai.cli.moving import olds, register, tidying, webpages
from gongkai.cli.moving.olds import Given
from gongkai.cli.moving.register import Line, Register
from gongkai.cli.moving.webpages import Page
from gongkai.reading.official import Guard

DEFAULT_COLUMN = "policies"
_SKIPPED = "不像公文：没有文号、索引号和日期，多半是目录页"


def run(options: argparse.Namespace) -> int:
    """Take everything over and write the report; 1 when something was left for somebody to look at."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    django.setup()
    # Models can be imported only now that Django is set up.
    taking = import_module("gongkai.cli.moving.taking")
    on, source = timezone.localdate(), Path(options.source)
    body = taking.body_of(options.body)
    taking.check_column(options.column)
    tables, folder = _sources(source)
    found = webpages.pages(folder) if source.is_dir() else []
    registers = [register.read(each) for each in tables]
    total = len(found) + sum(len(each.lines) for each in registers)
    if not total:
        raise Problem(f"{source} 里没有目录（csv、xlsx），也没有网页（html）")
    report = Path(options.report or f"take-over-{options.body}.csv")
    count: Counter[str] = Counter()
    with Guard() as guard, _progress() as bar:
        task = bar.add_task("接收", total=total)

        def see(each: object) -> None:
            count[str(getattr(each, "result", ""))] += 1
            bar.advance(task)

        given = _given(registers, found, _Search(folder, guard, on))
        ended = taking.take(given, body, options.column, on=on, is_trial=options.dry_run)
        try:
            taking.write_report(ended, report, see)
        except OSError as error:
            raise Problem(f"{report} 写不了：{why(error)}") from error
    print(_said(count, report, is_trial=options.dry_run))
    return 1 if count[taking.KEPT] or count[taking.REFUSED] else 0


def _sources(source: Path) -> tuple[list[Path], Path]:
    """The tables, and the folder that pages and files are looked for in."""
    if source.is_dir():
        return sorted(each for each in source.iterdir() if register.is_table(each)), source
    if not source.is_file():
        raise Problem(f"没有 {source} 这个文件或者文件夹")
    return [source], source.parent


@dataclass(slots=True)
class _Search:
    """Where rows look for their pages and files, and which pages a row has named."""

    folder: Path
    guard: Guard
    on: date
    named: set[Path] = field(default_factory=set)

    def read(self, path: Path) -> Page:
        return webpages.read(path, self.folder.resolve(), self.guard)


def _given(registers: list[Register], found: list[Path], search: _Search) -> Iterator[Given]:
    """The rows with their pages, then the pages that no row has named."""
    for each in registers:
        for line in each.lines:
            yield _from_line(f"{each.path.name} 第 {line.number} 行", line, search)
    for path in found:
        if path.resolve() not in search.named:
            yield _from_page(search.read(path.resolve()), search)


def _from_line(where: str, line: Line, search: _Search) -> Given:
    files, missing = _files(line, search.folder)
    pages = [path for path in files if path.suffix.lower() in webpages.PAGES] or _page_of(line, search.folder)
    others = tuple(path for path in files if path not in pages)
    read = search.read(pages[0]) if pages else None
    search.named |= set(pages[:1])
    if read is None and others and not line.values.get("text"):
        read = _first_readable(others, search)
    given = olds.gather(line, read, where=where, on=search.on)
    given.files = tuple(dict.fromkeys((*others, *(read.files if read else ()))))
    for name in missing:
        given.doubts.say(f"目录里的文件“{name}”不在文件夹里，没有接收")
    return given


def _files(line: Line, folder: Path) -> tuple[list[Path], list[str]]:
    """The files that a row names, and the names of those that are not there."""
    printed = line.values.get("files", "").replace("；", ";").replace("\n", ";").split(";")
    root, found, missing = folder.resolve(), list[Path](), list[str]()
    for name in filter(None, map(tidying.words, printed)):
        path = (root / name.replace("\\", "/").lstrip("/")).resolve()
        if path.is_relative_to(root) and path.is_file():
            found.append(path)
        else:
            missing.append(name)
    return found, missing


def _page_of(line: Line, folder: Path) -> list[Path]:
    """The saved page of the address that the row names, if there is one."""
    path = tidying.path(line.values.get("address", ""), tidying.Doubts()).split("?")[0].lstrip("/")
    root = folder.resolve()
    wanted = [root / path, root / f"{path}index.html", root / path / "index.html"] if path else []
    there = (each.resolve() for each in wanted)
    return [
        each for each in there if each.is_relative_to(root) and each.is_file() and each.suffix.lower() in webpages.PAGES
    ][:1]


def _first_readable(files: tuple[Path, ...], search: _Search) -> Page | None:
    """The text of a row without a page stands in its first file; the file itself stays an attachment."""
    read = search.read(files[0])
    return replace(read, address="", files=()) if read.drafted else None


def _from_page(page: Page, search: _Search) -> Given:
    where = page.path.relative_to(search.folder.resolve()).as_posix()
    given = olds.gather(None, page, where=where, on=search.on)
    given.paths = webpages.addresses(page)
    if page.drafted is None:
        given.fault = page.fault
    elif not webpages.is_document(page.drafted):
        given.fault = _SKIPPED
    return given


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty())


def _said(count: Counter[str], report: Path, *, is_trial: bool) -> str:
    parts = "，".join(f"{result} {many} 件" for result, many in sorted(count.items()))
    trial = "（试运行，什么也没有改动）" if is_trial else ""
    return f"共 {count.total()} 件：{parts}{trial}；要核对的写在 {report}"
