"""The commands and their options; each command is a function that returns the exit status."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from gongkai import __version__
from gongkai.cli import checking, deadlines, doctor, reading, serving, writing
from gongkai.cli.files import Problem

Command = Callable[[argparse.Namespace], int]

EPILOG = "退出状态：0 正常；1 有错误级的检查结果；2 有文件读不了，或者参数不对。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; problems are one sentence on the error stream, never a traceback."""
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


class _Parser(argparse.ArgumentParser):
    """Errors in Chinese, and how to get help."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"gongkai: 参数不对：{message}\n用法见 {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="gongkai", description="政府信息公开：读、查、写年度报告，算期限", epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)
    for add in (_read, _check, _write, _explain, _deadline, _doctor, _serve):
        add(commands)
    return parser


def _command(commands: "argparse._SubParsersAction[_Parser]", name: str, run: Command, about: str) -> _Parser:
    parser = commands.add_parser(name, help=about, description=about, epilog=EPILOG)
    parser.set_defaults(command=run)
    return parser


def _files(parser: _Parser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="报告文件、装着报告的文件夹或者 zip")


def _read(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, "read", reading.run, "读年度报告：每个格子的数、出处和检查结果")
    _files(parser)
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")


def _check(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, "check", checking.run, "检查年度报告")
    _files(parser)
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="输出格式（默认 text）")


def _write(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, "write", writing.run, "把报告写成标准格式的文件")
    parser.add_argument("file", metavar="FILE", help="报告文件")
    parser.add_argument("--to", required=True, choices=writing.KINDS, metavar="KIND", help="、".join(writing.KINDS))
    parser.add_argument("-o", "--output", metavar="OUT", help="写到哪里；- 是标准输出（默认：当前文件夹，同名）")


def _explain(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, "explain", checking.explain, "说明一条检查：为什么、例子、怎么改")
    parser.add_argument("code", nargs="?", metavar="CODE", help="检查编号，如 S101；不写则列出全部")


def _deadline(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, "deadline", deadlines.run, "算期限：到期日、每一天怎么算、依据哪一条")
    parser.add_argument("date", metavar="DATE", help="起算的那一天：2026-11-20、20261120、2026.11.20、今天")
    parser.add_argument("--term", choices=deadlines.TERMS, default="reply", help="哪一种期限（默认 reply 答复）")


def _doctor(commands: "argparse._SubParsersAction[_Parser]") -> None:
    _command(commands, "doctor", doctor.run, "查这台机器缺什么：字体、SQLite、LibreOffice、文字识别、权限")


def _serve(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, "serve", serving.run, "启动网页")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument("--demo", action="store_true", help="先生成青禾区的示例报告")
