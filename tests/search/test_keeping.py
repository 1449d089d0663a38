"""The index follows the rows: at the next question, with the transaction, and while it is made anew."""

import threading

import pytest

from gongkai import search
from gongkai.search import Query, keeping, tokens
from tests.search.databases import ON, break_off, entry, found, transaction


def test_what_is_put_in_is_found_at_the_next_question_of_another(opened):
    writer, reader = opened(), opened()
    search.index(writer, [entry(1)])

    assert found(reader, "垃圾") == [1]

    search.remove(writer, "document", [1, 2])

    assert found(reader, "垃圾") == []
    assert search.count(reader) == 0


def test_an_entry_takes_the_place_of_the_one_before(connection):
    search.index(connection, [entry(1, "垃圾分类", body="旧的正文", issuer="旧局")])
    search.index(connection, [entry(1, "道路养护", body="新的正文", issuer="新局")])

    assert found(connection, "垃圾") == found(connection, "旧的") == found(connection, "", issuers=("旧局",)) == []
    assert found(connection, "道路") == found(connection, "新的") == found(connection, "", issuers=("新局",)) == [1]
    assert search.count(connection) == 1


def test_the_last_of_two_in_one_go_stays(connection):
    search.index(connection, [entry(1, "垃圾分类"), entry(1, "道路养护")])

    assert (found(connection, "垃圾"), found(connection, "道路")) == ([], [1])


def test_the_same_number_in_two_areas_is_two_records(connection):
    search.index(connection, [entry(1), entry(1, area="reply")])
    search.remove(connection, "reply", [1])

    assert found(connection, "垃圾", area="document") == [1]
    assert found(connection, "垃圾", area="reply") == []


def test_a_transaction_that_is_rolled_back_leaves_the_index_as_it_was(opened):
    writer, reader = opened(), opened()
    search.index(writer, [entry(1), entry(2)])

    within = []
    with pytest.raises(RuntimeError):
        break_off(
            writer,
            lambda: search.index(writer, [entry(3), entry(1, "道路养护")]),
            lambda: search.remove(writer, "document", [2]),
            lambda: within.extend(found(writer, "垃圾")),
        )

    assert within == [3]
    assert found(writer, "垃圾") == found(reader, "垃圾") == [2, 1]
    assert found(reader, "道路") == []


def test_nobody_sees_what_is_not_committed(opened):
    writer, reader = opened(), opened()
    with transaction(writer):
        search.index(writer, [entry(1)])
        assert found(reader, "垃圾") == []

    assert found(reader, "垃圾") == [1]


def test_clear_takes_all_out(connection):
    search.index(connection, [entry(1), entry(2)])
    search.clear(connection)

    assert (search.count(connection), found(connection, "垃圾"), found(connection)) == (0, [], [])


def test_more_of_one_day_than_a_day_has_rows_are_all_found(connection, monkeypatch):
    if connection.vendor == "sqlite":
        monkeypatch.setattr("gongkai.search.sqlite._SLOTS", 4)
    day = entry(1).published_on
    search.index(connection, [entry(at, published_on=day) for at in range(11)])

    assert found(connection, "垃圾") == list(range(10, -1, -1))


def test_an_index_of_another_tokenizer_is_not_written_to(connection, monkeypatch):
    monkeypatch.setattr(tokens, "VERSION", tokens.VERSION + 1)
    with pytest.raises(search.Outdated, match="请先重建检索索引"):
        search.index(connection, [entry(1)])
    search.rebuild(connection, [entry(1)])
    search.index(connection, [entry(2)])

    assert found(connection, "垃圾") == [2, 1]


def test_readers_have_results_at_every_moment_of_a_rebuild(opened, monkeypatch):
    monkeypatch.setattr(keeping, "_AT_ONCE", 5)
    writer, reader = opened(), opened()
    search.index(writer, [entry(at) for at in range(20)])
    seen = []

    def read_beside():
        for number in range(20):
            seen.append(found(reader, "垃圾"))
            yield entry(number + 100, "新的垃圾站")

    assert search.rebuild(writer, read_beside()) == 20
    assert seen == [list(range(19, -1, -1))] * 20
    assert found(reader, "垃圾") == list(range(119, 99, -1))
    assert search.count(reader) == 20


def test_readers_of_another_thread_never_come_away_empty(opened):
    writer, reader = opened(), opened()
    reader.inc_thread_sharing()
    search.index(writer, [entry(at) for at in range(50)])
    is_over, totals = threading.Event(), []

    def read():
        while not is_over.is_set():
            totals.append(search.find(reader, Query(words="垃圾", on=ON)).total)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        for _ in range(5):
            search.rebuild(writer, [entry(at) for at in range(50)])
    finally:
        is_over.set()
        thread.join()

    assert len(totals) > 5
    assert set(totals) == {50}


def test_what_changes_during_a_rebuild_is_in_the_new_index(opened):
    writer, editor = opened(), opened()
    search.index(writer, [entry(1), entry(2), entry(3)])

    def edited_meanwhile():
        search.remove(editor, "document", [1])
        search.index(editor, [entry(2, "道路养护"), entry(4)])
        yield from [entry(1), entry(2), entry(3)]  # as they were read before the change

    search.rebuild(writer, edited_meanwhile())

    assert found(editor, "垃圾") == [4, 3]
    assert found(editor, "道路") == [2]
    assert search.count(editor) == 3


def test_a_rebuild_that_is_cut_off_harms_nothing_and_the_next_one_succeeds(connection):
    search.index(connection, [entry(1)])

    def breaking():
        yield entry(2)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        search.rebuild(connection, breaking())
    search.index(connection, [entry(3)])

    assert found(connection, "垃圾") == [3, 1]
    assert search.rebuild(connection, [entry(at) for at in range(1_200)]) == 1_200
    assert search.rebuild(connection, [entry(7)]) == 1
    assert found(connection, "垃圾") == [7]


def test_after_a_rebuild_the_index_goes_on(connection):
    search.rebuild(connection, [entry(1, document_number="青政发〔2026〕1号")])
    search.index(connection, [entry(2, document_number="青政发〔2026〕2号")])
    search.remove(connection, "document", [1])

    assert found(connection, "青政发20262号") == [2]
    assert search.count(connection) == 1


def test_a_rebuild_within_a_transaction_goes_with_it(opened):
    writer, reader = opened(), opened()
    search.index(writer, [entry(1)])
    within = []
    with pytest.raises(RuntimeError):
        break_off(
            writer,
            lambda: search.rebuild(writer, [entry(2)]),
            lambda: within.extend(found(writer, "垃圾")),
        )

    assert within == [2]
    assert found(reader, "垃圾") == found(writer, "垃圾") == [1]


def test_drop_leaves_nothing(connection):
    search.index(connection, [entry(1)])
    search.drop(connection)

    assert [name for name in connection.introspection.table_names() if name.startswith("search")] == []

    search.create(connection)
    assert found(connection, "垃圾") == []


def test_another_database_is_refused_in_words():
    class Other:
        vendor = "oracle"

    with pytest.raises(ValueError, match="不支持数据库 oracle"):
        search.create(Other())
