"""The text as a clerk types it: what was typed is what is stored, and nothing is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.documents.text import KINDS, Block
from gongkai.core.documents.typed import HELP, MARKS, parse, typed

SIGNS = st.sampled_from(
    [
        *'一二、（）(1)12.．问答：:附件〔〕段落续表格行原样标题署名此件公开发布。；　 \t\n\r␉␤␍␛{}"x，',
        "2026年11月2日",
        "〔续〕",
        "〔原样〕",
        "附件1",
        "问：",
    ]
)
WORDS = st.lists(SIGNS, max_size=12).map("".join)
ROWS = st.lists(st.lists(WORDS, max_size=4).map(tuple), max_size=4).map(tuple)
BLOCKS = st.one_of(
    st.builds(Block, st.sampled_from(sorted(KINDS)), WORDS),
    st.builds(Block, st.just("heading"), WORDS, st.integers(0, 12)),
    st.builds(lambda rows: Block("table", rows=rows), ROWS),
    st.builds(Block, st.sampled_from(sorted(KINDS)), WORDS, st.integers(0, 5), ROWS),
)


@given(st.lists(BLOCKS, max_size=6).map(tuple))
def test_whatever_is_stored_comes_back_from_the_editor(text):
    assert parse(typed(text)) == text


@given(st.lists(BLOCKS, max_size=6).map(tuple))
def test_a_browser_ends_lines_in_its_own_way(text):
    assert parse(typed(text).replace("\n", "\r\n")) == text


@given(WORDS)
def test_whatever_is_typed_is_read_the_same_the_second_time(words):
    try:
        text = parse(words)
    except ValueError:
        return

    assert parse(typed(text)) == text


def test_a_notice_needs_no_marks_but_for_its_signature():
    given_text = (
        "各镇人民政府、街道办事处：\n　　为规范扬尘治理，现通知如下。\n一、总体要求\n（一）目标\n1. 源头治理\n"
        "坚持分类管控。\n\n项目\t数量\n工地\t12\n附件：1. 名单\n〔署名〕青禾区住房和城乡建设局\n"
        "〔续〕2026年11月2日\n（此件公开发布）\n"
        "附件1\n名单如下。"
    )

    assert parse(given_text) == (
        Block("addressee", "各镇人民政府、街道办事处："),
        Block("paragraph", "为规范扬尘治理，现通知如下。"),
        Block("heading", "一、总体要求", 1),
        Block("heading", "（一）目标", 2),
        Block("heading", "1. 源头治理", 3),
        Block("paragraph", "坚持分类管控。"),
        Block("table", rows=(("项目", "数量"), ("工地", "12"))),
        Block("annexes", "附件：1. 名单"),
        Block("signature", "青禾区住房和城乡建设局\n2026年11月2日"),
        Block("note", "（此件公开发布）"),
        Block("annex", "附件1"),
        Block("paragraph", "名单如下。"),
    )


def test_a_notice_is_written_without_marks_where_its_shape_says_enough():
    text = (
        Block("addressee", "各镇人民政府："),
        Block("heading", "一、总体要求", 1),
        Block("paragraph", "一、各单位要高度重视。"),
        Block("question", "为什么？"),
        Block("table", rows=(("项目", "数量"),)),
    )

    assert typed(text) == "各镇人民政府：\n一、总体要求\n一、各单位要高度重视。\n问：为什么？\n项目\t数量"


def test_a_damaged_line_is_named():
    with pytest.raises(ValueError, match="第2行：〔原样〕后面的内容不完整"):
        parse("正文\n〔原样〕{")

    with pytest.raises(ValueError, match="第1行：〔续〕接在一段文字后面用"):
        parse("〔续〕没有前文")


def test_every_kind_can_be_written_in_front_of_a_line():
    assert {*MARKS, "heading", "table"} == set(KINDS)
    assert "〔署名〕" in HELP
