"""Whatever stands in a title is found: no two characters are ever missed."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import search
from gongkai.search import Query
from tests.search.databases import ON, entry

HAN = st.one_of(
    st.sampled_from("政府信息公开关于印发的通知〇々"), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
)
TITLES = st.lists(
    st.one_of(HAN, st.sampled_from("〔〕《》（）、，。 \n\t2026AbＡ９-—·“”")), min_size=2, max_size=40
).map("".join)
PAIR = re.compile(r"(?=([\u4e00-\u9fa5〇々]{2}))")
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RELAXED
@given(titles=st.lists(TITLES, min_size=1, max_size=5))
def test_two_characters_of_a_title_find_it_and_nothing_without_them(connection, titles):
    search.clear(connection)
    search.index(connection, [entry(at, title) for at, title in enumerate(titles)])
    pairs = {pair for title in titles for pair in PAIR.findall(title)}
    plain = ["".join(title.split()) for title in titles]

    for pair in pairs:
        numbers = {hit.number for hit in search.find(connection, Query(words=pair, on=ON)).hits}
        assert {at for at, title in enumerate(titles) if pair in title} <= numbers
        assert numbers <= {at for at, title in enumerate(plain) if pair in title}


@RELAXED
@given(title=TITLES, body=TITLES, typed=st.text(max_size=60))
def test_any_text_goes_in_and_out_and_any_question_is_answered(connection, title, body, typed):
    search.index(connection, [entry(1, title + typed, body=body + typed, issuer=typed, keywords=typed)])
    search.find(connection, Query(words=typed, on=ON))
    search.suggest(connection, typed, on=ON)
    pieces = search.highlight(body + typed, typed)
    search.remove(connection, "document", [1])

    assert "".join(piece.text for piece in search.mark(title + typed, typed)) == title + typed
    assert "".join(piece.text for piece in pieces).strip("…") in body + typed + "…"
    assert search.count(connection) == 0
    assert not any(search.find(connection, Query(words=pair, on=ON)).total for pair in PAIR.findall(title))


def test_the_property_has_something_to_find():
    assert PAIR.findall("政府信息 公开") == ["政府", "府信", "信息", "公开"]
