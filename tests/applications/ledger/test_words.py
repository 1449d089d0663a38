"""What cells mean: days as people write them, words as offices use them; nothing is guessed."""

from datetime import date

import pytest

from gongkai.applications.ledger import days, words
from gongkai.applications.ledger.columns import COLUMNS, Given
from gongkai.applications.ledger.words import NotUnderstood
from gongkai.core import law


@pytest.mark.parametrize(
    "text",
    [
        "20261120",
        "2026.11.20",
        "2026-11-20",
        "2026年11月20日",
        "2026/11/20",
        "２０２６－１１－２０",
        "2026 年 11 月 20 日",
        "2026-11-20 00:00:00",
        "46346",
        "46346.5",
        "11-20",
        "11月20日",
        "11.20",
    ],
)
def test_a_day_in_every_writing(text):
    assert days.parse(text, year=2026) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("去年冬天", "看不懂日期“去年冬天”；请写成 2026-11-20、"),
        ("2026-13-01", "日期“2026-13-01”里没有 13 月"),
        ("2026-02-30", "2026年2月没有 30 日"),
        ("11-20", "日期“11-20”没有写年份"),
        ("2026-11-20至2026-12-01", "看不懂日期"),
        ("99999", "看不懂日期"),
    ],
)
def test_what_is_no_day_is_said(text, said):
    with pytest.raises(ValueError, match=said):
        days.parse(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("予以公开", "granted"),
        ("公开", "granted"),
        ("部分公开", "partial"),
        ("部分公开（区分处理）", "partial"),
        ("信息不存在", "not_exist"),
        ("不属于本机关公开", "other_organ"),
        ("信访", "petition"),
        ("重复申请", "repeat"),
        ("逾期未补正", "abandoned_no_correction"),
        ("撤回", "withdrawn_or_other"),
        ("refused.wrong", None),
        ("不予处理", None),
        ("不予公开", None),
        ("视为放弃", None),
    ],
)
def test_replies_in_the_words_of_offices(text, key):
    among = words.outcomes_on(date(2024, 3, 1))
    if key is None:
        with pytest.raises(NotUnderstood):
            words.OUTCOMES.key(text, among=among)
    else:
        assert words.OUTCOMES.key(text, among=among) == key


@pytest.mark.parametrize("day", [date(2015, 1, 1), date(2020, 1, 1), date(2026, 1, 1)])
def test_every_label_and_key_of_the_law_is_understood_on_its_day(day):
    among = words.outcomes_on(day)

    assert len(among) >= 4
    for outcome in law.outcomes(on=day):
        assert words.OUTCOMES.key(outcome.label, among=among) == outcome.key
        assert words.OUTCOMES.key(outcome.key, among=among) == outcome.key


@pytest.mark.parametrize("vocabulary", words.EVERY, ids=lambda each: each.name)
def test_labels_and_keys_mean_themselves(vocabulary):
    if vocabulary is not words.OUTCOMES:
        for key, label in vocabulary.labels.items():
            assert vocabulary.key(label) == vocabulary.key(key) == key


@pytest.mark.parametrize("vocabulary", words.EVERY, ids=lambda each: each.name)
def test_no_alias_is_written_for_a_key_that_does_not_exist(vocabulary):
    assert set(vocabulary.aliases) <= set(vocabulary.labels)


def test_what_a_column_prints_it_reads_again():
    given = Given(2026, date(2026, 3, 2))
    samples = {"number": "青住建〔2026〕1号", "extended_days": 20, "is_corrected": True}
    for column in COLUMNS:
        value = samples.get(column.key) or (
            next(iter(column.vocabulary.labels))
            if column.vocabulary
            else date(2026, 3, 2)
            if column.key.endswith("_on")
            else "文字"
        )
        assert column.parse(column.show(value), given) == value
