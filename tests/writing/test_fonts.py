"""Which font stands for which letter."""

import shutil
from pathlib import Path

import pytest

from gongkai.writing import CannotWrite, fonts

NOTO = Path("/usr/share/fonts/opentype/noto")


def test_without_fonts_every_letter_says_which_package_brings_one(tmp_path):
    found = fonts.chosen((str(tmp_path),))

    assert [(each.name, each.family, each.package) for each in found] == [
        ("宋体", "", "fonts-noto-cjk"),
        ("黑体", "", "fonts-noto-cjk"),
        ("楷体", "", "fonts-lxgw-wenkai"),
        ("仿宋", "", "texlive-lang-chinese"),
        ("小标宋", "", "fonts-noto-cjk-extra"),
    ]
    assert str(found[0]) == "宋体：没有可用的字体；安装 fonts-noto-cjk 后改用 Noto Serif CJK SC"


def test_without_fonts_a_pdf_is_refused(tmp_path):
    with pytest.raises(CannotWrite, match="没有中文字体"):
        fonts.required((str(tmp_path),))


@pytest.mark.skipif(not (NOTO / "NotoSansCJK-Regular.ttc").exists(), reason="没有装 fonts-noto-cjk")
def test_a_letter_without_a_font_borrows_one(tmp_path):
    shutil.copy(NOTO / "NotoSansCJK-Regular.ttc", tmp_path)

    found = {each.role: each for each in fonts.required((str(tmp_path),))}

    assert {each.family for each in found.values()} == {"Noto Sans CJK SC"}
    assert str(found["hei"]) == "黑体：用 Noto Sans CJK SC 代替"
    assert str(found["fang"]) == "仿宋：用 Noto Sans CJK SC 代替；安装 texlive-lang-chinese 后改用 FandolFang R"


@pytest.mark.skipif(not (NOTO / "NotoSerifCJK-Bold.ttc").exists(), reason="没有装 fonts-noto-cjk")
def test_the_title_is_bold_where_semibold_is_missing(tmp_path):
    for name in ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"):
        shutil.copy(NOTO / name, tmp_path)

    title = fonts.chosen((str(tmp_path),))[-1]

    assert (title.family, title.weight, title.package) == ("Noto Serif CJK SC", 700, "fonts-noto-cjk-extra")


def test_every_letter_of_the_standard_is_there():
    assert [letter.role for letter in fonts.LETTERS] == ["song", "hei", "kai", "fang", "title"]
    assert all(letter.wanted and letter.instead[0].package for letter in fonts.LETTERS)
