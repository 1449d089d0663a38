"""No cell of a table that we make is a formula when somebody opens it."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.core import spreadsheets


@given(st.sampled_from("=+-@\t\r\n＝＋－＠"), st.text(max_size=20))
def test_what_begins_like_a_formula_has_an_apostrophe_before_it(sign, rest):
    assert spreadsheets.harmless(sign + rest) == "'" + sign + rest


def test_plain_text_stays_as_it_is():
    assert [spreadsheets.harmless(each) for each in ("表三/总计：1=1", "", "2026-11-02")] == [
        "表三/总计：1=1",
        "",
        "2026-11-02",
    ]
