"""A file read in a thread: how far it is, the line of long ones, giving up, what goes wrong."""

import threading
import time

import pytest

from gongkai.desk.reports.reading_work import AT_ONCE, Work
from gongkai.reading.result import Scanned, Unreadable

SCAN, WORD = b"a scan", b"plain words"


class Reader:
    """Reads when it is let: tells three pages, and gives what it was asked."""

    def __init__(self, error=None):
        self.begun, self.may_go_on, self.error = threading.Event(), threading.Event(), error
        self.pages = []

    def __call__(self, data, name, told):
        if told is None and data == SCAN:
            raise Scanned("这是扫描件")
        if told is None:
            return name
        self.begun.set()
        for done in range(1, 4):
            told(done, 3)
            self.pages.append(done)
            assert self.may_go_on.wait(30)
        if self.error:
            raise self.error
        return name


def begun(data=SCAN, error=None, name="年报.pdf"):
    """A file that is being read, or waits for its turn."""
    reader = Reader(error)
    work = Work(reader, data, name)
    work.start()
    return work, reader


def ended(*pairs):
    """Let all of them read to the end."""
    for _, reader in pairs:
        reader.may_go_on.set()
    for work, _ in pairs:
        assert work.finished.wait(30)


def in_line():
    """As many as are read at once, and two that wait."""
    pairs = []
    for number in range(AT_ONCE + 2):
        pairs.append(begun())
        work, reader = pairs[-1]
        while work.ahead != max(0, number + 1 - AT_ONCE) or (number < AT_ONCE and not reader.begun.is_set()):
            time.sleep(0.01)
    return pairs


def test_a_reading_tells_how_far_it_is_and_what_it_found():
    work, reader = begun()
    assert reader.begun.wait(30)
    while work.done is None:
        time.sleep(0.01)
    first = (work.done, work.total, work.finished.is_set())

    ended((work, reader))

    assert first == (1, 3, False)
    assert (work.found, work.error, work.done) == ("年报.pdf", None, 3)


def test_scans_wait_in_line_in_the_order_in_which_they_came():
    pairs = in_line()
    (third, third_reader), (fourth, fourth_reader) = pairs[AT_ONCE:]

    waiting = (third.ahead, fourth.ahead, third_reader.begun.is_set(), fourth_reader.begun.is_set())
    ended(pairs[0])
    assert third_reader.begun.wait(30)
    later = (third.ahead, fourth.ahead, fourth_reader.begun.is_set())
    ended(*pairs)

    assert waiting == (1, 2, False, False)
    assert later == (0, 1, False)
    assert [work.found for work, _ in pairs] == ["年报.pdf"] * len(pairs)


def test_what_is_no_scan_waits_for_nobody():
    pairs = [begun() for _ in range(AT_ONCE)]

    quick, _ = begun(WORD, name="年报.docx")
    is_read = quick.finished.wait(30)
    ended(*pairs)

    assert (is_read, quick.found, quick.total) == (True, "年报.docx", None)


def test_what_is_given_up_ends_at_the_next_page():
    work, reader = begun()
    assert reader.begun.wait(30)

    work.give_up()
    ended((work, reader))

    assert (work.found, work.error) == (None, None)
    assert reader.pages in ([], [1])


def test_what_is_given_up_in_line_is_never_begun_and_lets_the_next_one_in():
    pairs = in_line()
    (third, third_reader), (fourth, fourth_reader) = pairs[AT_ONCE:]

    third.give_up()
    assert third.finished.wait(30)
    moved_up = fourth.ahead
    ended(pairs[0])
    is_next = fourth_reader.begun.wait(30)
    ended(*pairs[:AT_ONCE], (fourth, fourth_reader))

    assert (moved_up, is_next) == (1, True)
    assert not third_reader.begun.is_set()


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (Unreadable("这一页是空白的", "请重新扫描", where="第2页"), "这一页是空白的"),
        (KeyError("x"), "读这个文件时程序出了错，已停止"),
    ],
)
def test_what_goes_wrong_is_told_and_frees_the_place(error, what):
    work, reader = begun(error=error)

    ended((work, reader))
    following = [begun() for _ in range(AT_ONCE)]
    all_begun = [each.begun.wait(30) for _, each in following]
    ended(*following)

    assert (work.error.what, work.found) == (what, None)
    assert all_begun == [True] * AT_ONCE
