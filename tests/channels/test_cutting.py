"""Shortening: at the end of a sentence, never inside a number, a word or brackets."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.channels.cutting import cut, pieces

TEXT = "总投资2.35亿元。惠及居民12,580户（含《办法》所列36个小区），比例不超过10%。详见https://a.example/x。"
texts = st.text("甲乙，。；（）《》“”0123456789.%年二十ab \n", max_size=60)


def test_a_text_that_fits_is_left_alone():
    assert cut(TEXT, len(TEXT)) == TEXT


def test_it_is_cut_after_a_sentence():
    assert cut(TEXT, 20) == "总投资2.35亿元。"


def test_a_number_is_never_parted():
    shown = {cut("惠及居民12,580户人家", most) for most in range(5, 12)}

    assert shown == {"惠及居民…"}


def test_brackets_are_kept_whole():
    assert cut("关于印发《老旧小区改造办法》的通知", 12) == "关于印发…"


def test_brackets_longer_than_the_room_are_closed():
    assert cut("【关于老旧小区改造的通知】", 8) == "【关于老旧小…】"


def test_a_sign_of_numbering_without_its_pair_does_not_count_as_a_bracket():
    assert cut("1）改造范围。2）改造内容和标准。", 9) == "1）改造范围。"


@given(texts, st.integers(1, 40))
def test_what_is_cut_fits_and_is_a_beginning(text, most):
    shown = cut(text, most)

    assert len(shown) <= most
    head = shown.split("…")[0]
    assert text.startswith(head)


@given(texts, st.integers(2, 40))
def test_a_cut_never_stands_between_two_figures(text, most):
    head = cut(text, most).split("…")[0]

    rest = text[len(head) :]
    assert not (head and rest and head[-1].isdigit() and rest[0].isdigit())


@given(texts, st.integers(2, 30))
def test_pieces_are_the_whole_text(text, most):
    parts = pieces(text, most)

    assert "".join(parts) == text
    assert all(len(part) <= most for part in parts)
