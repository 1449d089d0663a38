"""The argument parser of the standard library, speaking Chinese: its help, and what it says of wrong arguments."""

import argparse
import difflib
import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

# What the parser says, and what we say instead; the braces are the groups.
_SAID = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"the following arguments are required: (.+)", "缺少 {0}"),
        (r"unrecognized arguments: (.+)", "不认识 {0}"),
        (r"argument (.+?): expected .*arguments?", "{0} 后面要写值"),
        (r"argument (.+?): ignored explicit argument .*", "{0} 后面不写值"),
        (r"argument (.+?): invalid int value: '(.*)'", "{0} 要写整数，写的是 {1}"),
        (r"argument (.+?): (.+)", "{0}：{1}"),
    )
)
_CHOICE = re.compile(r"argument (.+?): invalid choice: '(.*)' \(choose from (.+?)\)", re.DOTALL)


class _Help(argparse.RawTextHelpFormatter):
    """Lines as they are given: the one who folds them counts characters, of which the Chinese take two columns."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: "Iterable[argparse._MutuallyExclusiveGroup]",
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A command: wrong arguments are one sentence in Chinese and exit status 2."""

    def __init__(self, prog: str, about: str, epilog: str, usage: str | None = None) -> None:
        super().__init__(
            prog, usage, about, epilog, formatter_class=_Help, add_help=False, allow_abbrev=False, exit_on_error=True
        )
        self.given = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say it and how to get help."""
        self.exit(2, f"gongkai: {said(message)}\n用法见 {self.prog} --help\n")


def said(message: str) -> str:
    """A message of the standard library's parser, in Chinese."""
    if found := _CHOICE.fullmatch(message):
        where, given, known = found.groups()
        return choice(where, given, [each.strip().strip("'\"") for each in known.split(",")])
    for pattern, words in _SAID:
        if found := pattern.fullmatch(message):
            return words.format(*found.groups())
    return message


def choice(where: str, given: str, known: Sequence[str]) -> str:
    """What to say of a word that is none of those known."""
    near = difflib.get_close_matches(given, known, n=1)
    meant = f"；是不是 {near[0]}？" if near else "；"
    return f"{where} 不能是 {given}{meant}可以是 {'、'.join(known)}"
