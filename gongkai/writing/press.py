"""The press: sets the data of a document by a Typst template as PDF/A-2b, or a picture as PNG, with the fonts of this machine."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock

import typst

from gongkai.writing import fonts, svg, templates
from gongkai.writing.errors import CannotWrite

_NO_GLYPH = re.compile(r"the text [`\"]*(.+?)[`\"]* could not be displayed")


@dataclass(frozen=True, slots=True)
class _Press:
    """A compiler with its fonts; one document at a time."""

    compiler: typst.Compiler
    template: bytes
    families: dict[str, list[str]]
    title_weight: int
    lock: Lock


def printed(template: str, data: Mapping[str, object], folders: tuple[str, ...]) -> bytes:
    """The bytes of a .pdf: `template` with `data` and the fonts. Raises CannotWrite where fonts are missing, and says which."""
    press = _press(template, folders)
    whole = {"fonts": press.families, "title_weight": press.title_weight, **data}
    text = json.dumps(whole, ensure_ascii=False)
    with press.lock:
        try:
            done = press.compiler.compile(press.template, format="pdf", sys_inputs={"data": text}, pdf_standards="a-2b")
        except typst.TypstError as error:
            raise _refusal(error) from error
    assert isinstance(done, bytes)  # a PDF is one file; pictures of pages would be several
    return done


def pictured(picture: bytes, scale: float, folders: tuple[str, ...] = fonts.FOLDERS) -> bytes:
    """An SVG as the bytes of a .png, `scale` dots for a pixel, its words in Hei."""
    press = _press("picture.typ", folders)
    wide, high = svg.size(picture)
    words = svg.cleaned(picture, press.families["hei"][0]).decode()
    text = json.dumps({"svg": words, "wide": wide, "high": high}, ensure_ascii=False)
    with press.lock:
        try:
            done = press.compiler.compile(press.template, format="png", ppi=72 * scale, sys_inputs={"data": text})
        except typst.TypstError as error:
            raise _refusal(error) from error
    assert isinstance(done, bytes)  # one page
    return done


@cache
def _press(template: str, folders: tuple[str, ...]) -> _Press:
    letters = {each.role: each for each in fonts.required(folders)}
    families = {role: _with_stand_ins(role, letters) for role in letters}
    compiler = typst.Compiler(font_paths=fonts.load(folders), ignore_system_fonts=True)
    return _Press(compiler, templates.source(template).encode(), families, letters["title"].weight, Lock())


def _with_stand_ins(role: str, letters: Mapping[str, fonts.Chosen]) -> list[str]:
    """The font of a letter, and those that stand in for rare characters it lacks: Kai looks most like FangSong."""
    roles = (role, "kai", "song", "hei") if role in ("fang", "kai") else (role, "song", "hei", "kai")
    return list(dict.fromkeys(letters[each].family for each in roles))


def _refusal(error: typst.TypstError) -> CannotWrite:
    missing = _NO_GLYPH.search(str(error))
    if missing:
        return CannotWrite(
            f"装着的字体里没有这些字：{missing[1]}", "请安装字数更多的字体（fonts-noto-cjk），或者改用 docx"
        )
    return CannotWrite("排版没有成功", f"请改用 docx，并把这句话告诉管理员：{error}")
