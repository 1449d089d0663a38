"""Which font stands for which letter of an official document, and what to install for a better one.

The fonts that GB/T 9704 means are not free; where they are not installed, free ones stand in for them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from gongkai.writing.errors import CannotWrite

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf/fonts/opentype",
    "/opt/kingsoft/wps-office/office6/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A font that may serve. `package` is Debian's; "" for fonts that are not free."""

    family: str
    package: str
    weight: int = 0  # the weight it must have; 0 where it has but one


@dataclass(frozen=True, slots=True)
class Letter:
    """One of the letters of an official document and the fonts for it, best first."""

    role: str
    name: str
    wanted: tuple[str, ...]
    instead: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The font found for one letter; `family` is "" where there is none. `package` brings a better one, if any does."""

    role: str
    name: str
    family: str
    weight: int
    is_wanted: bool
    package: str
    better: str

    def __str__(self) -> str:
        if self.is_wanted:
            return f"{self.name}：{self.family}"
        found = f"用 {self.family} 代替" if self.family else "没有可用的字体"
        return f"{self.name}：{found}" + (f"；安装 {self.package} 后改用 {self.better}" if self.package else "")


_SONG = (
    Candidate("Noto Serif CJK SC", "fonts-noto-cjk"),
    Candidate("Source Han Serif SC", "fonts-noto-cjk"),
    Candidate("FandolSong", "texlive-lang-chinese"),
    Candidate("AR PL SungtiL GB", "fonts-arphic-gbsn00lp"),
    Candidate("AR PL UMing CN", "fonts-arphic-uming"),
)
LETTERS = (
    Letter("song", "宋体", ("SimSun", "NSimSun", "FZShuSong-Z01"), _SONG),
    Letter(
        "hei",
        "黑体",
        ("SimHei", "FZHei-B01"),
        (
            Candidate("Noto Sans CJK SC", "fonts-noto-cjk"),
            Candidate("Source Han Sans SC", "fonts-noto-cjk"),
            Candidate("FandolHei", "texlive-lang-chinese"),
            Candidate("WenQuanYi Zen Hei", "fonts-wqy-zenhei"),
            Candidate("WenQuanYi Micro Hei", "fonts-wqy-microhei"),
        ),
    ),
    Letter(
        "kai",
        "楷体",
        ("KaiTi_GB2312", "KaiTi", "FZKai-Z03"),
        (
            Candidate("LXGW WenKai", "fonts-lxgw-wenkai"),
            Candidate("FandolKai", "texlive-lang-chinese"),
            Candidate("AR PL KaitiM GB", "fonts-arphic-gkai00mp"),
            Candidate("AR PL UKai CN", "fonts-arphic-ukai"),
        ),
    ),
    Letter(
        "fang",
        "仿宋",
        ("FangSong_GB2312", "FangSong", "FZFangSong-Z02"),
        (Candidate("FandolFang R", "texlive-lang-chinese"), Candidate("FandolFang", "texlive-lang-chinese")),
    ),
    Letter(
        "title",
        "小标宋",
        ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
        (
            Candidate("Noto Serif CJK SC", "fonts-noto-cjk-extra", 600),
            Candidate("Source Han Serif SC", "fonts-noto-cjk-extra", 600),
            Candidate("Noto Serif CJK SC", "fonts-noto-cjk", 700),
            *_SONG,
        ),
    ),
)


def chosen(folders: tuple[str, ...] = FOLDERS) -> tuple[Chosen, ...]:
    """The font for each letter, whether found or not."""
    found = {(font.family, font.weight) for font in load(folders).fonts()}
    own = [_choose(letter, found) for letter in LETTERS]
    any_family = next((each.family for each in own if each.family), "")
    return tuple(each if each.family else _borrowed(each, any_family) for each in own)


def required(folders: tuple[str, ...] = FOLDERS) -> tuple[Chosen, ...]:
    """The font for each letter; CannotWrite where no Chinese font is installed."""
    found = chosen(folders)
    if not any(each.family for each in found):
        raise CannotWrite(
            "这台机器上没有中文字体，生成不了 PDF",
            "请安装字体后再试：在 Debian 上运行 apt install fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai",
        )
    return found


@cache
def load(folders: tuple[str, ...] = FOLDERS) -> typst.Fonts:
    """The fonts in these folders."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, _existing(folders)))
    )


def _existing(folders: Iterable[str]) -> Iterator[Path]:
    return (path for folder in folders if (path := Path(folder).expanduser()).is_dir())


def _choose(letter: Letter, found: set[tuple[str, int]]) -> Chosen:
    families = {family for family, _ in found}
    wanted = next((family for family in letter.wanted if family in families), None)
    if wanted:
        return Chosen(letter.role, letter.name, wanted, 400, is_wanted=True, package="", better="")
    usable = (each for each in letter.instead if each.family in families and (not each.weight or _has(each, found)))
    best, use = letter.instead[0], next(usable, None)
    package = "" if use is best else best.package
    family, weight = (use.family, use.weight or 400) if use else ("", 400)
    return Chosen(letter.role, letter.name, family, weight, is_wanted=False, package=package, better=best.family)


def _has(candidate: Candidate, found: set[tuple[str, int]]) -> bool:
    return (candidate.family, candidate.weight) in found


def _borrowed(letter: Chosen, family: str) -> Chosen:
    """Another letter's font, where there is none of its own."""
    return Chosen(letter.role, letter.name, family, 400, is_wanted=False, package=letter.package, better=letter.better)
