"""Texts whose figures follow the data: printed, shown, edited and kept without losing a token or inventing a figure."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.core.reports import facts
from gongkai.core.reports.guiding import Detached, Piece, fill, lacking, pieces, stored, tokens, typed

RECEIVED = "applications.received.total"
KNOWN = {RECEIVED: 151, "applications.total.total": 154, "published.website": None, "published.weibo": 0}
TEXT = f"全年收到申请{{{RECEIVED}}}件，办结{{applications.total.total}}件。"

_KEYS = st.sampled_from(
    [RECEIVED, f"none.{RECEIVED}", f"compared.{RECEIVED}", "published.weibo", "none.published.weibo"]
)
_LABELS = st.sampled_from([facts.label(RECEIVED), facts.label("published.weibo"), "没有这一项"])
_PIECES = st.one_of(
    st.text(alphabet="{}=\\ 件新收申请151_.a\n", max_size=6),
    _KEYS.map(lambda key: f"{{{key}}}"),
    _KEYS.map(lambda key: f"{{\\{key}}}"),
    st.builds(
        lambda label, slashes, value: f"{{{slashes}{label}={value}}}",
        _LABELS,
        st.sampled_from(["", "\\", "\\\\"]),
        st.sampled_from(["151", "0", ""]),
    ),
    st.sampled_from(["{no.such.fact}", "{{", "}}", "{x={"]),
)
TEXTS = st.lists(_PIECES, max_size=8).map("".join)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        key: st.none() | st.integers(0, 10**6) | st.decimals(0, 1000, places=2)
        for key in (RECEIVED, f"last.{RECEIVED}", "published.weibo")
    },
)


def test_a_text_is_printed_with_its_figures():
    assert fill(TEXT, KNOWN) == "全年收到申请151件，办结154件。"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("网站{published.website}条", "政府网站公开"),
        ("{no.such.fact}", "no.such.fact（没有这个数据项）"),
        (f"{{none.{RECEIVED}}}收到申请", "新收申请（这一句说没有，现在是151件）"),
        ("{compared.published.total}", "主动公开总数比上年"),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(text, says):
    with pytest.raises(ValueError, match=says):
        fill(text, KNOWN)
    assert "____" in fill(text, KNOWN, gap="____")


def test_unknown_is_never_printed_as_zero():
    assert fill("{published.website}条、{published.weibo}条", KNOWN, gap="____") == "____条、0条"
    assert lacking("{published.website}条、{published.weibo}条", KNOWN) == ("published.website",)


def test_sums_are_worked_out_on_the_way():
    known = {"published.wechat": 1, "published.weibo": 2, "published.douyin": 3}

    assert fill("{published.new_media}", known) == "6"


def test_each_figure_is_a_piece_of_its_own():
    assert pieces(f"收到{{{RECEIVED}}}件，网站{{published.website}}条{{\\a}}", KNOWN) == (
        Piece("收到"),
        Piece("151", RECEIVED),
        Piece("件，网站"),
        Piece("____", "published.website", is_gap=True),
        Piece("条{a}"),
    )


def test_tokens_are_listed_once_in_order():
    assert tokens(f"{{b.c}}{{{RECEIVED}}}{{b.c}}{{\\d.e}}{{中文}}") == ("b.c", RECEIVED)


def test_the_editor_shows_the_label_and_the_figure():
    assert typed(TEXT, KNOWN) == "全年收到申请{新收申请=151}件，办结{办理结果总计=154}件。"
    assert typed("{published.website}", KNOWN) == "{政府网站公开=____}"
    assert typed("{none.published.weibo}发布", KNOWN) == "{未发生·微博公开=未}发布"


def test_a_figure_changed_by_hand_becomes_plain_text_and_is_told():
    back = stored("全年收到申请{新收申请=150}件，办结{办理结果总计=154}件。", KNOWN)

    assert back.text == "全年收到申请150件，办结{applications.total.total}件。"
    assert back.detached == (Detached("新收申请", "151", "150"),)
    assert back.unknown == ()


def test_a_gap_filled_by_hand_becomes_plain_text_and_is_told():
    back = stored("{政府网站公开=12}条", KNOWN)

    assert back.text == "12条"
    assert back.detached == (Detached("政府网站公开", "____", "12"),)


def test_full_width_digits_and_blanks_are_no_change():
    assert stored("{ 新收申请 = １５１ }", KNOWN).text == f"{{{RECEIVED}}}"


def test_a_label_that_nobody_knows_stays_as_text_and_is_told():
    back = stored("{信访量=15}件", KNOWN)

    assert back.text == "{信访量=15}件"
    assert back.unknown == ("信访量",)


def test_braces_can_be_printed():
    assert fill(f"{{\\{RECEIVED}}}、{{}}、{{甲}}", KNOWN) == f"{{{RECEIVED}}}、{{}}、{{甲}}"


@given(TEXTS, FACTS)
@example("{\\新收申请=151}{applications.received.total}", {RECEIVED: 151})
@example("{x={applications.received.total}}", {RECEIVED: None})
@example("{\\=0}", {})
def test_what_the_editor_was_shown_comes_back_as_it_was(text, known):
    back = stored(typed(text, known), known)

    assert back.text == text
    assert back.detached == ()
    assert back.unknown == ()


@given(TEXTS, FACTS)
def test_pieces_make_the_printed_text_and_hold_every_token(text, known):
    found = pieces(text, known)

    assert "".join(piece.text for piece in found) == fill(text, known, gap="____")
    assert {piece.key for piece in found if piece.key} == set(tokens(text))
    assert all(piece.text for piece in found)
    assert {piece.key for piece in found if piece.is_gap} == set(lacking(text, known))


def test_a_change_is_seen_whatever_the_figure():
    """The negative control of the round trip: without the comparison of figures, this would come back as a token."""
    for value in (0, 151, Decimal("0.5")):
        back = stored(typed(f"{{{RECEIVED}}}", {RECEIVED: value}), {RECEIVED: value + 1})

        assert back.text == facts.written(value)
        assert len(back.detached) == 1
