"""Titles while somebody types."""

from datetime import date

from gongkai import search
from tests.search.databases import ON, entry


def test_titles_that_begin_with_it_come_first_then_those_that_contain_it(connection):
    search.index(
        connection, [entry(1, "不动产登记办法"), entry(2, "关于不动产登记的通知"), entry(3, "登记不动产与产登记")]
    )

    assert search.suggest(connection, "不动产登", on=ON) == ("不动产登记办法", "关于不动产登记的通知")
    assert search.suggest(connection, "不", on=ON)[0] == "不动产登记办法"


def test_an_unfinished_word_or_number_suggests(connection):
    search.index(connection, [entry(1, "GongKai平台公告", document_number="青政办字〔2026〕18号")])

    for typed in ("gong", "GongKai平", "青政办字〔2026", "青政办字〔2026〕1", "青政办字20261", "平台", "台"):
        assert search.suggest(connection, typed, on=ON) == ("GongKai平台公告",), typed
    assert search.suggest(connection, "青政办字〔2025", on=ON) == ()


def test_in_force_before_ended_each_title_once_and_no_more_than_asked(connection):
    ended = entry(3, "垃圾旧办法", ends_on=date(2026, 1, 1))
    search.index(connection, [ended, entry(1, "垃圾新办法"), entry(2, "垃圾新办法"), entry(4, "垃圾另一办法")])

    assert search.suggest(connection, "垃圾", on=ON) == ("垃圾另一办法", "垃圾新办法", "垃圾旧办法")
    assert search.suggest(connection, "垃圾", on=ON, most=1) == ("垃圾另一办法",)


def test_nothing_suggests_nothing(connection):
    search.index(connection, [entry(1)])

    assert search.suggest(connection, " ", on=ON) == search.suggest(connection, "“*”", on=ON) == ()


def test_what_stands_only_in_a_text_is_no_title(connection):
    search.index(connection, [entry(1, "某事", body="垃圾分类")])

    assert search.suggest(connection, "垃圾", on=ON) == ()
