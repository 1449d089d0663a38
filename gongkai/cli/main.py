"""The commands and their options; each command is a function that returns the exit status."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence

from gongkai import __version__
from gongkai.cli import archiving, checking, deadlines, doctor, reading, serving, site, take_over, writing
from gongkai.cli.arguments import Parser
from gongkai.cli.files import Problem

Command = Callable[[argparse.Namespace], int]

EPILOG = "退出状态：0 正常；1 有错误级的检查结果；2 有文件读不了，或者参数不对"
_EXAMPLES = """例：
  gongkai check 年度报告.docx           查一份报告
  gongkai read 报告文件夹 --json        读一个文件夹，一份报告一行
  gongkai write 年度报告.doc --to docx  写成法定格式
  gongkai deadline 2026-11-20           这一天收到的申请，最晚哪一天答复

某个命令的用法：gongkai 命令 --help
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; problems are one sentence on the error stream, never a traceback."""
    _write_anything()
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except Problem as problem:
        print(f"gongkai: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("gongkai: 已停止", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (| head); whatever is left has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _write_anything() -> None:
    """Names of files and figures may hold what the terminal's encoding has not: better a sign for it than no answer."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class _Commands:
    """The commands as they are added, and their list for the help."""

    def __init__(self, parser: Parser) -> None:
        self._commands = parser.add_subparsers(metavar="命令", required=True, help=argparse.SUPPRESS)
        self.listed: list[str] = []

    def add(self, name: str, run: Command, about: str) -> Parser:
        """One more command."""
        parser = self._commands.add_parser(name, prog=f"gongkai {name}", about=about, epilog=EPILOG)
        parser.set_defaults(command=run)
        self.listed.append(f"  {name:<10}{about}")
        return parser


def _parser() -> Parser:
    parser = Parser("gongkai", "", _EXAMPLES + EPILOG, usage="gongkai 命令 ...")
    parser.options.add_argument("--version", action="version", version=f"gongkai {__version__}", help="显示版本")
    commands = _Commands(parser)
    for add in (_read, _check, _write, _explain, _deadline, _doctor, _serve, _site, _take_over, _archive):
        add(commands)
    parser.description = "政府信息公开：读、查、写年度报告，算期限，办理和发布\n\n命令：\n" + "\n".join(commands.listed)
    return parser


def _files(parser: Parser) -> None:
    parser.given.add_argument("files", nargs="+", metavar="文件", help="报告文件、装着报告的文件夹或者 zip")


def _read(commands: _Commands) -> None:
    parser = commands.add("read", reading.run, "读年度报告：三张表的每个数，下面是检查结果")
    _files(parser)
    parser.options.add_argument("--json", action="store_true", help="每份报告输出一行 JSON，有每个数的出处")


def _check(commands: _Commands) -> None:
    parser = commands.add("check", checking.run, "检查年度报告，只看检查结果")
    _files(parser)
    parser.options.add_argument(
        "--format",
        choices=checking.FORMATS,
        default="text",
        metavar="FORMAT",
        help="text（默认）、json 或者 sarif（代码评审工具用）",
    )


def _write(commands: _Commands) -> None:
    parser = commands.add("write", writing.run, "把报告写成法定格式的文件")
    parser.given.add_argument("file", metavar="文件", help="报告文件")
    parser.options.add_argument("--to", required=True, choices=writing.KINDS, metavar="KIND", help=_or(writing.KINDS))
    parser.options.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="写到哪里；- 是标准输出\n不写则写到当前文件夹，文件名不变，已有的文件不覆盖",
    )


def _explain(commands: _Commands) -> None:
    parser = commands.add("explain", checking.explain, "说明一条检查：为什么、例子、怎么改")
    parser.given.add_argument("code", nargs="?", metavar="编号", help="检查编号，如 S101；不写则列出全部")


def _deadline(commands: _Commands) -> None:
    parser = commands.add("deadline", deadlines.run, "算期限：到期日、每一天怎么算、依据哪一条")
    parser.given.add_argument("date", metavar="日期", help="起算的那一天：2026-11-20、20261120、2026.11.20、今天")
    terms = "\n".join(f"{term:<12}{about}" for term, about in deadlines.TERMS.items())
    parser.options.add_argument(
        "--term", choices=tuple(deadlines.TERMS), default="reply", metavar="TERM", help=f"哪一种期限：\n{terms}"
    )


def _doctor(commands: _Commands) -> None:
    commands.add("doctor", doctor.run, "查这台机器缺什么：字体、数据库、权限")


def _serve(commands: _Commands) -> None:
    parser = commands.add("serve", serving.run, "启动网页")
    parser.options.add_argument("--host", default="127.0.0.1", metavar="HOST", help="监听地址（默认 127.0.0.1）")
    parser.options.add_argument("--port", type=int, default=8000, metavar="PORT", help="端口（默认 8000）")
    parser.options.add_argument(
        "--demo", action="store_true", help="先生成虚构的青禾区：示例报告，单位、人员和两年的申请"
    )


def _site(commands: _Commands) -> None:
    parser = commands.add("site", site.run, "把公开的页面导出成静态文件")
    parser.given.add_argument("folder", metavar="文件夹", help="写到哪里；以前导出过的，只写有变化的文件")
    parser.options.add_argument(
        "--address", metavar="URL", help="动态平台的网址，检索、申请等指向那里\n不写则用 GONGKAI_ADDRESS"
    )


def _take_over(commands: _Commands) -> None:
    parser = commands.add("take-over", take_over.run, "接收旧网站的公文，日期、索引号和网址不变")
    parser.given.add_argument("source", metavar="来源", help="旧网站的目录（csv、xlsx），或者装着目录和网页的文件夹")
    parser.options.add_argument("--body", required=True, metavar="SLUG", help="公文属于哪个单位，写单位的短名")
    parser.options.add_argument(
        "--column",
        default=take_over.DEFAULT_COLUMN,
        metavar="KEY",
        help=f"目录没有写栏目的，放进哪个栏目（默认 {take_over.DEFAULT_COLUMN}）",
    )
    parser.options.add_argument("--dry-run", action="store_true", help="试运行：只写要核对的清单，不改动任何东西")
    parser.options.add_argument(
        "--report", metavar="CSV", help="要核对的清单写到哪里（默认当前文件夹的 take-over-单位.csv）"
    )


def _archive(commands: _Commands) -> None:
    archiving.commands(commands.add("archive", archiving.ask, "报告库：收下、查问、比较许多单位许多年的年度报告"))


def _or(words: Sequence[str]) -> str:
    return f"{'、'.join(words[:-1])} 或者 {words[-1]}"
