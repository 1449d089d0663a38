"""What is found, in which order, and how many there are."""

from datetime import date

import pytest

from gongkai import search
from gongkai.search import Query, finding
from tests.search.databases import ON, entry, found

NUMBER = "青政办字〔2026〕18号"


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "青政办字[2026]18号",
        "青政办字(2026)18号",
        "青政办字（2026）18号",
        "青政办字【2026】18号",
        "青政办字〔2026〕 18 号",
        "青政办字202618号",
        "青政办字 2026 18",
        "〔2026〕18号",
        "(2026)18号",
        "202618号",
        "２０２６１８号",
        "政办字",
    ],
)
def test_a_document_number_is_found_however_it_is_typed(connection, typed):
    search.index(connection, [entry(1, document_number=NUMBER), entry(2, document_number="青政办发〔2025〕8号")])

    assert found(connection, typed) == [1]


def test_a_number_in_a_text_is_found_with_and_without_brackets(connection):
    search.index(
        connection, [entry(1, body="根据青政办字〔2026〕18号文件"), entry(2, body="根据青政办字〔2026〕19号文件")]
    )

    assert found(connection, "青政办字[2026]18号") == found(connection, "青政办字202618号") == [1]


def test_the_exact_number_comes_before_a_title_and_a_title_before_a_text(connection):
    search.index(
        connection,
        [
            entry(400, "无关的通知", body=f"见{NUMBER}"),
            entry(300, f"对{NUMBER}的解读"),
            entry(1, "无关的办法", document_number=NUMBER),
        ],
    )

    assert found(connection, NUMBER) == [1, 300, 400]


def test_a_title_with_the_words_together_comes_before_one_that_has_them_apart(connection):
    search.index(connection, [entry(9, "登记不动产与不动产登的旧产登记"), entry(1, "不动产登记办法")])

    assert found(connection, "不动产登记") == [1, 9]


def test_in_force_comes_before_ended_and_newer_before_older(connection):
    over = date(2026, 11, 21)
    search.index(connection, [entry(400, ends_on=over), entry(100), entry(200), entry(300, ends_on=date(2026, 11, 22))])

    assert found(connection, "垃圾") == [300, 200, 100, 400]
    assert found(connection, "垃圾", order="newest") == [400, 300, 200, 100]
    assert found(connection, "垃圾", validity="ended") == [400]
    assert found(connection, "垃圾", validity="in_force") == [300, 200, 100]
    assert found(connection, "垃圾", validity="in_force", on=date(2026, 11, 20)) == [400, 300, 200, 100]


def test_what_has_not_begun_is_neither_in_force_nor_ended(connection):
    search.index(connection, [entry(1, starts_on=date(2027, 1, 1)), entry(2, starts_on=ON)])
    counts = search.find(connection, Query(words="垃圾", on=ON)).counts

    assert counts["validity"] == {"in_force": 1, "not_yet": 1}
    assert found(connection, "垃圾", validity="in_force") == [2]
    assert found(connection, "垃圾", validity="ended") == []


def test_weight_decides_before_the_day(connection):
    search.index(connection, [entry(1, weight=2.0), entry(2, weight=1.0), entry(3)])

    assert found(connection, "垃圾") == [1, 2, 3]


def test_every_field_is_searched(connection):
    fields = ("title", "document_number", "keywords", "body", "attachments", "issuer")
    words = ("退役军人", "鲁农发", "惠民补贴", "春耕备耕", "附件清单", "水利局")
    made = [
        entry(at, **({"title": "某事"} | {name: word}))
        for at, (name, word) in enumerate(zip(fields, words, strict=True))
    ]
    search.index(connection, made)

    assert [found(connection, word) for word in words] == [[0], [1], [2], [3], [4], [5]]


def test_one_character_is_found_wherever_it_stands(connection):
    search.index(
        connection,
        [
            entry(1, "淄水"),
            entry(2, "水利"),
            entry(3, "某事", body="引水入城"),
            entry(4, "某事", body="引水"),
            entry(5, "某事"),
        ],
    )

    assert sorted(found(connection, "水")) == [1, 2, 3, 4]
    assert sorted(found(connection, "水")[2:]) == [3, 4]


def test_words_between_spaces_must_all_be_there(connection):
    search.index(connection, [entry(1, "招生", body="教育"), entry(2, "教育"), entry(3, "招生")])

    assert found(connection, "教育 招生") == found(connection, "招生　教育") == [1]


@pytest.mark.parametrize("quotes", ["“{}”", '"{}"', "「{}」", "《{}》", "＂{}＂"])
def test_quoted_words_stand_as_they_are(connection, quotes):
    search.index(
        connection, [entry(1, "某事", body="政府信息公开"), entry(2, "某事", body="政府信，府信息，信息公，息公开")]
    )

    assert sorted(found(connection, "政府信息公开")) == [1, 2]
    assert found(connection, quotes.format("政府信息公开")) == [1]


def test_a_line_break_between_characters_parts_no_word(connection):
    search.index(connection, [entry(1, "某事", body="政府信\n  息公开")])

    assert found(connection, "“政府信息公开”") == found(connection, "信息") == [1]


def test_letters_and_digits_are_words_whatever_their_width_and_case(connection):
    search.index(connection, [entry(1, "ＧＢ／Ｔ９７０４标准"), entry(2, "gb2312标准"), entry(3, "5G基站")])

    assert found(connection, "gb/t9704") == [1]
    assert found(connection, "GB2312") == [2]
    assert found(connection, "5g") == [3]


def test_a_long_sentence_falls_back_to_most_of_it_and_says_so(connection):
    search.index(connection, [entry(1, "农村老年人高龄补贴发放办法"), entry(2, "垃圾怎么分类")])
    loose = search.find(connection, Query(words="我想问农村老年人高龄补贴怎么领取", on=ON))
    exact = search.find(connection, Query(words="农村老年人高龄补贴", on=ON))

    assert ([hit.number for hit in loose.hits], loose.is_loose, loose.total) == ([1], True, 1)
    assert ([hit.number for hit in exact.hits], exact.is_loose) == ([1], False)


def test_a_short_word_and_a_phrase_never_fall_back(connection):
    search.index(connection, [entry(1, "农村老年人高龄补贴发放办法")])

    assert found(connection, "农村补贴") == []
    assert found(connection, "“农村老年人高龄补助发放办法”") == []
    assert found(connection, "农村老年人高龄补贴发放办法 城市") == []


def test_filters_are_any_of_one_facet_and_all_facets(connection):
    search.index(
        connection,
        [
            entry(1, issuer="教育局", kind="通知", year=2025, theme="教育", column="文件"),
            entry(2, issuer="水利局", kind="通知", year=2026, theme="水利", column="文件"),
            entry(3, issuer="财政局", kind="办法", year=2026, theme="财政", column="政策"),
            entry(3, area="page", issuer="财政局"),
        ],
    )

    assert sorted(found(connection, "垃圾", issuers=("教育局", "水利局"))) == [1, 2]
    assert found(connection, "垃圾", issuers=("教育局", "水利局"), years=(2026,)) == [2]
    assert found(connection, "", kinds=("办法",), themes=("财政",), columns=("政策",)) == [3]
    assert found(connection, "", area="document") == [3, 2, 1]
    assert found(connection, "", issuers=("没有这个局",)) == []


def test_counts_are_of_the_whole_result(connection):
    made = [entry(at, issuer=f"局{at % 2}", kind="通知", year=2024 + at % 3) for at in range(30)]
    search.index(connection, [*made, entry(99, "别的事", issuer="局0")])
    answer = search.find(connection, Query(words="垃圾分类", on=ON, on_a_page=5, page=2))

    assert (answer.total, len(answer.hits), answer.total_is_least) == (30, 5, False)
    assert [hit.number for hit in answer.hits] == [24, 23, 22, 21, 20]
    assert answer.counts == {
        "issuer": {"局0": 15, "局1": 15},
        "kind": {"通知": 30},
        "theme": {},
        "column": {},
        "year": {2024: 10, 2025: 10, 2026: 10},
        "validity": {"in_force": 30},
    }


def test_above_the_cap_the_total_says_that_it_is_the_least(connection, monkeypatch):
    monkeypatch.setattr(finding, "MOST_COUNTED", 10)
    monkeypatch.setattr(finding, "MOST_LISTED", 5)
    search.index(connection, [entry(at, "某事", body="常见词") for at in range(11)])
    search.index(connection, [entry(50, "常见词的老文件", published_on=date(2001, 1, 1))])
    capped = search.find(connection, Query(words="常见", on=ON))
    exact = search.find(connection, Query(words="常见词的", on=ON))

    assert (capped.total, capped.total_is_least) == (10, True)
    assert [hit.number for hit in capped.hits][:2] == [50, 10]
    assert (exact.total, exact.total_is_least) == (1, False)


def test_between_the_caps_the_total_is_exact_and_the_kinds_are_of_the_newest(connection, monkeypatch):
    monkeypatch.setattr(finding, "MOST_LISTED", 5)
    search.index(connection, [entry(at, "某事", body="常见词", issuer=f"局{at // 8}") for at in range(12)])
    some = search.find(connection, Query(words="常见", on=ON))
    narrowed = search.find(connection, Query(words="常见", on=ON, issuers=("局0",), validity="in_force"))

    assert (some.total, some.total_is_least, some.counts_are_partial) == (12, False, True)
    assert sum(some.counts["issuer"].values()) == 5
    assert (narrowed.total, narrowed.counts_are_partial) == (8, True)


@pytest.mark.parametrize(
    "typed",
    [
        '"', '""', '"垃圾', "垃圾*", "* * *", "垃圾 NEAR 分类", "NEAR(垃圾 分类)", "OR", "垃圾 OR", "NOT 垃圾", "AND",
        "tokens:垃圾", "-垃圾", "^垃圾", "(垃圾", "垃圾'", "'; DROP TABLE search_entry; --", "垃圾\x00分类", "“\x00垃圾分类”",
        "垃圾" * 5_000, "，。！？", "《》", "「", "%s %(a)s %%", "\\", ":*", "& | !", "<->", "\ud800", "\ue000垃圾",
        "🗑️", "a" * 10_000,
    ],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_it(connection, typed):
    search.index(connection, [entry(1)])
    search.find(connection, Query(words=typed, on=ON, issuers=(typed,)))
    search.find(connection, Query(words=typed, on=ON))
    search.suggest(connection, typed, on=ON)

    assert found(connection, "垃圾分类") == [1]


def test_signs_of_syntax_are_only_spaces(connection):
    search.index(connection, [entry(1), entry(2, "垃圾")])

    assert found(connection, "垃圾*") == found(connection, "(垃圾'") == found(connection, "垃圾\x00") == [2, 1]
    assert found(connection, "，。！") == found(connection, "《》") == []


def test_nothing_typed_is_everything_the_newest_first(connection):
    search.index(connection, [entry(1), entry(3), entry(2)])

    assert found(connection, "  ") == [3, 2, 1]
