"""What is marked in a title, and which part of a text is shown."""

import pytest

from gongkai import search


def shown(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("关于垃圾分类的通知", "垃圾", "关于[垃圾]分类的通知"),
        ("关于垃圾分类的通知", "垃圾 通知", "关于[垃圾]分类的[通知]"),
        ("政府信息公开", "“信息”", "政府[信息]公开"),
        ("政府信息公开", "信息公告", "政府[信息公]开"),
        ("政府信\n息公开", "信息", "政府[信\n息]公开"),
        ("ＧＢ／Ｔ标准", "gb/t", "[ＧＢ／Ｔ]标准"),
        ("见青政办字〔2026〕18号文", "青政办字202618号", "见[青政办字〔2026〕18号]文"),
        ("见青政办字〔2026〕18号文", "青政办字[2026] 18号", "见[青政办字〔2026〕18号]文"),
        ("某事", "垃圾", "某事"),
        ("垃圾、分类", "、", "垃圾、分类"),
        ("垃圾", "", "垃圾"),
        ("", "垃圾", ""),
        ("㎡的土地", "土地", "㎡的[土地]"),
        ("<b>垃圾</b>", "垃圾", "<b>[垃圾]</b>"),
    ],
)
def test_marked(text, words, marked):
    assert shown(search.mark(text, words)) == marked


def test_a_snippet_shows_the_place_with_most_of_the_words():
    text = "垃圾。" + "无关的话，" * 60 + "垃圾分类与回收的办法。" + "后面的话，" * 60
    snippet = search.highlight(text, "垃圾 分类 回收", around=20)

    assert len("".join(piece.text for piece in snippet)) <= 42
    assert "[垃圾分类]与[回收]的办法" in shown(snippet)
    assert (snippet[0].text, snippet[-1].text) == ("…", "…")


def test_of_equal_places_the_first_is_shown():
    text = "甲地的垃圾。" + "无关的话，" * 60 + "乙地的垃圾。"

    assert shown(search.highlight(text, "垃圾", around=10)).startswith("甲地的[垃圾]。")


def test_without_a_hit_the_beginning_is_shown():
    assert shown(search.highlight("无关的话，" * 60, "垃圾", around=5)) == "无关的话，无关的话，…"


def test_a_short_text_is_shown_whole():
    assert shown(search.highlight("垃圾分类", "分类")) == "垃圾[分类]"
