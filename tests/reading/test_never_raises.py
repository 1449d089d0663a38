"""Whatever the bytes: a reading, or Unreadable in words; nothing else. `python -m tests.bad.fuzz` does the same for longer."""

import os
import time
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.core.checks import examine
from gongkai.reading import Reading, Unreadable, read, runs
from tests.bad import fuzz, mutations
from tests.bad.mutations import mutated, reports

# The parsers of these are Python's own, or have never ended a process.
HERE = ("text", "markdown", "html", "mht", "docx", "json")
# These stand on native code that may end the process: they are read in workers.
APART = ("xlsx", "xls", "doc", "pdf")
EXAMPLES = 70

quietly = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def read_or_refused(data: bytes) -> Reading | Unreadable:
    """What must come of any bytes; anything else is raised."""
    try:
        found = read(data, "报告")
    except Unreadable as error:
        return error
    examine(found.report, found.doubts)
    return found


@pytest.mark.parametrize("kind", HERE)
@quietly
@given(random=st.randoms(use_true_random=False))
def test_a_spoilt_report_is_read_or_refused(kind, random):
    read_or_refused(mutated(kind, random))


@quietly
@given(data=st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(data):
    read_or_refused(data)


HEADS = (
    b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><body>",
    b"MIME-Version: 1.0\nContent-Type: text/html\n\n",
    b'{"format": "gongkai-report/1", ', b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", "2021年政府信息公开工作年度报告\n".encode(),
)  # fmt: skip


@quietly
@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=2000))
def test_any_bytes_behind_the_mark_of_a_kind_are_read_or_refused(head, rest):
    read_or_refused(head + rest)


@quietly
@given(lines=st.lists(st.lists(st.sampled_from(mutations.TOKENS), max_size=12).map("".join), max_size=25))
def test_any_words_of_the_trade_below_a_title_are_read(lines):
    title = "青禾区教育局2021年政府信息公开工作年度报告"
    text = "\n".join([title, *lines]).replace("\x00", "")

    found = read_or_refused(text.encode("utf-8", "replace"))

    assert isinstance(found, Reading) or "没有认出" in found.what


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.office) if kind == "doc" else kind for kind in APART]
)
def test_a_spoilt_report_ends_no_process(kind):
    if not mutations.is_there(kind):
        pytest.skip("a .doc is made by LibreOffice, which is not here")
    result = fuzz.run(range(EXAMPLES // 2), seed=7, jobs=1, kinds=[kind])

    assert result.count == EXAMPLES // 2
    assert result.outcomes(fuzz.FAILED) == []


# ── the tests above do not pass on nothing ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [kind for kind in mutations.KINDS if kind not in ("doc", "pdf")])
def test_the_reports_that_are_spoilt_are_reports(kind):
    found = [isinstance(read_or_refused(data), Reading) for data in reports(kind)]

    assert len(found) >= 4
    assert found.count(True) > 0.9 * len(found)


@pytest.mark.parametrize("kind", HERE)
def test_some_spoilt_reports_are_read_and_some_refused(kind):
    found = {isinstance(read_or_refused(mutated(kind, Random(seed))), Reading) for seed in range(40)}

    assert found == {True, False}


def test_the_workers_tell_of_what_is_raised_of_death_and_of_delay(monkeypatch):
    fates = dict(enumerate((os.abort, lambda: time.sleep(30), lambda: 1 / 0)))
    inputs = {fuzz.made(0, number, ["text"])[1]: fate for number, fate in fates.items()}
    monkeypatch.setattr(fuzz, "read", lambda data, name: inputs.get(data, lambda: read(data, name))())
    monkeypatch.setattr(fuzz, "SECONDS", 3)

    result = fuzz.run(range(8), kinds=["text"])
    failed = {number: outcome for _, outcome, _, number in result.outcomes(fuzz.FAILED)}

    assert result.count == 8
    assert failed.keys() == fates.keys()
    assert failed[0] == "! the process: SIGABRT"
    assert failed[1] == "! the process: too long"
    assert failed[2].startswith("! ZeroDivisionError in test_never_raises.py:")


@pytest.mark.parametrize("digits", ["1" * 97, "1" * 126, "1.1." * 30, "10" * 60])
@pytest.mark.parametrize("figures", [5, 7])
def test_a_run_that_cannot_be_cut_is_given_up_soon(digits, figures):
    tried = runs.cuts([digits], figures)

    assert tried is None or {"".join(cut) for cut in tried} <= {digits}
