"""gongkai archive: reports added to the archive, asked of it, read again, exported; and the archive told of bodies."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from gongkai.archive import Added, Answer, Archive, Damaged, NotInstalled, Refused, bulk, exporting, questions
from gongkai.archive.bulk import in_children
from gongkai.archive.cluster import in_cluster
from gongkai.archive.labels import label
from gongkai.cli.arguments import Parser
from gongkai.cli.files import Problem, why
from gongkai.core.reports import Cell

FORMATS = ("table", "csv", "json")
_ENGINES = {"local": in_children, "ray": in_cluster}
_SHOWN = 200  # rows and changes on a terminal
Run = Callable[[argparse.Namespace], int]


def commands(parser: Parser) -> None:
    """The deeds with the archive and their options."""
    given = parser.add_subparsers(metavar="做什么", required=True, help=argparse.SUPPRESS)

    def add(name: str, run: Run, about: str) -> Parser:
        found: Parser = given.add_parser(name, prog=f"gongkai archive {name}", about=about, epilog="")
        found.set_defaults(command=run)
        found.options.add_argument("--to", metavar="FOLDER", help="报告库的文件夹（默认：数据文件夹里的 archive）")
        return found

    _reading(add("add", put, "把报告收进报告库；中断了再来一次，已有的不再读")).given.add_argument(
        "files", nargs="+", metavar="文件", help="报告文件、装着报告的文件夹或者 zip"
    )
    _reading(add("reread", reread, "用现在的程序重读以前收的报告，列出读得不一样的格子"))
    asked = add("ask", ask, "问报告库；不写问题则列出可以问什么")
    asked.given.add_argument("question", nargs="?", metavar="问题", help="问题的名字，或者一条 SELECT")
    asked.given.add_argument("parameters", nargs="*", metavar="名=值", help="例如 year=2025")
    asked.options.add_argument(
        "--as", dest="shape", choices=FORMATS, default="table", metavar="FORMAT", help="table（默认）、csv 或者 json"
    )
    out = add("export", export, "导出一张表：csv、parquet 或者 json")
    out.given.add_argument("file", metavar="文件", help="写到哪里；后缀决定格式")
    out.options.add_argument(
        "--table", choices=exporting.TABLES, default="cells", metavar="TABLE", help="、".join(exporting.TABLES)
    )
    add("check", check, "查一查报告库有没有损坏：每张表读到底，每个原件核对校验值")
    told = add("know", know, "告诉报告库有哪些单位：名称、曾用名、上级、前身")
    told.given.add_argument(
        "file", metavar="文件", help='JSON 数组，例如 [{"id": "a", "name": "甲局", "other_names": ["甲委"]}]'
    )
    parser.description = "报告库：许多单位、许多年的年度报告\n\n" + "\n".join(
        f"  {name:<8}{each.description}" for name, each in given.choices.items()
    )


def _reading(parser: Parser) -> Parser:
    parser.options.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="几个进程同时读（默认：处理器的个数）"
    )
    parser.options.add_argument(
        "--engine",
        choices=tuple(_ENGINES),
        default="local",
        metavar="ENGINE",
        help="local（默认，本机）或者 ray（集群）",
    )
    return parser


def _archive(options: argparse.Namespace) -> Archive:
    return Archive(options.to or Path(os.environ.get("GONGKAI_DATA", "var")) / "archive")


@contextmanager
def _plainly() -> Iterator[None]:
    """What the archive refuses is one sentence."""
    try:
        yield
    except (Refused, Damaged, NotInstalled) as error:
        raise Problem(str(error)) from error
    except OSError as error:
        raise Problem(f"{error.filename or '报告库'}：{why(error)}") from error


def put(options: argparse.Namespace) -> int:
    """Read files into the archive: 0 when any report of them is in it now, 2 when none is."""
    absent = [each for each in options.files if not Path(each).exists()]
    if absent:
        raise Problem(f"没有这个文件或者文件夹：{absent[0]}")
    with _plainly(), _bar() as bar:
        task = bar.add_task("收进报告库", total=None)
        added = _archive(options).add(
            options.files,
            workers=max(1, options.workers),
            progress=lambda done, total, _name: bar.update(task, completed=done, total=total),
            through=_ENGINES[options.engine],
        )
    _tell(added)
    if others := bulk.others(options.files):
        print(f"文件夹里另有 {others} 个不是报告格式的文件，没有读")
    return 0 if added.read + added.known else 2


def reread(options: argparse.Namespace) -> int:
    """Read again what an older reader read."""
    with _plainly(), _bar() as bar:
        task = bar.add_task("重读", total=None)
        added = _archive(options).reread(
            lambda done, total, _name: bar.update(task, completed=done, total=total),
            workers=max(1, options.workers),
            through=_ENGINES[options.engine],
        )
    _tell(added)
    return 0


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())


def _tell(added: Added) -> None:
    print(
        f"新读 {added.read} 份，已有 {added.known} 份，读不了 {len(added.refused)} 份，{added.changed_many} 个格子与以前读的不同"
    )
    for change in added.changed[:_SHOWN]:
        print(f"  {change.report[:12]} {change.place}：{_said(change.old)} → {_said(change.new)}")
    if added.changed_many > _SHOWN:
        print(f"  …… 还有 {added.changed_many - _SHOWN} 个；全部见 gongkai archive ask changes --as csv")
    for name, reason in added.refused:
        print(f"gongkai: {name}：{reason}", file=sys.stderr)


_STATES = {"blank": "空白", "absent": "没有", "ambiguous": "不能确定"}


def _said(cell: Cell) -> str:
    return _STATES.get(cell.state, str(cell.value))


def ask(options: argparse.Namespace) -> int:
    """Answer one question, or list those that have a name."""
    if options.question is None:
        for each in questions.every().values():
            given = " ".join(f"{name}={'' if value is None else value}" for name, value in each.parameters.items())
            print(f"{each.key:<16}{each.title}：{each.about}" + (f"（{given}）" if given else ""))
        return 0
    with _plainly():
        answer = _archive(options).ask(options.question, **dict(map(_parameter, options.parameters)))
    if options.shape == "table":
        _table(answer)
    else:
        print(answer.to_csv().rstrip("\n") if options.shape == "csv" else answer.to_json())
    if answer.is_cut:
        print("gongkai: 结果太多，后面的没有列出；请缩小范围，或者用 gongkai archive export", file=sys.stderr)
    return 0


def _parameter(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        raise Problem(f"参数要写成 名=值，写的是 {given:.40}")
    return name.strip(), value.strip()


def _table(answer: Answer) -> None:
    table = Table(*map(label, answer.columns), title=answer.title or None)
    for row in answer.rows[:_SHOWN]:
        table.add_row(*map(_shown, row))
    console = Console()
    console.print(table, markup=False)
    if len(answer.rows) > _SHOWN:
        console.print(f"共 {len(answer.rows)} 行，只显示前 {_SHOWN} 行；全部请用 --as csv", highlight=False)


def _shown(value: object) -> str:
    if value is None:
        return "—"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def export(options: argparse.Namespace) -> int:
    """Write one table into a file."""
    to = Path(options.file)
    with _plainly():
        _archive(options).export(to.suffix.lstrip(".").lower(), options.table, to=to)
    return 0


def check(options: argparse.Namespace) -> int:
    """Look through the archive: 0 when it is whole, 2 when anything is damaged."""
    with _plainly(), _bar() as bar:
        task = bar.add_task("检查", total=None)
        found = _archive(options).check(lambda done, total, _name: bar.update(task, completed=done, total=total))
    for each in found:
        print(f"gongkai: {each.what}；{each.do}", file=sys.stderr)
    print(f"有 {len(found)} 处损坏" if found else "报告库是完好的")
    return 2 if found else 0


def know(options: argparse.Namespace) -> int:
    """Tell the archive of bodies."""
    try:
        told = list(json.loads(Path(options.file).read_text("utf-8-sig")))
        with _plainly():
            _archive(options).know(told)
    except OSError as error:
        raise Problem(f"打不开 {options.file}：{why(error)}") from error
    except json.JSONDecodeError as error:
        raise Problem(f"{options.file} 第 {error.lineno} 行不是 JSON；请核对引号和逗号") from error
    except ValueError as error:
        raise Problem(f"{options.file}：{error}") from error
    print(f"记下了 {len(told)} 个单位")
    return 0
