"""gongkai explain: the page of every check; near codes for one that is none."""

import pytest

from gongkai.core import checks


@pytest.mark.parametrize("check", checks.every(), ids=lambda check: check.code)
def test_every_check_has_its_page(run, check):
    ran = run("explain", check.code)
    first, basis, blank, title, *_ = ran.out.splitlines()

    assert (ran.status, ran.err) == (0, "")
    assert first.startswith(f"{check.code}  ")
    assert basis == f"依据：{check.basis}"
    assert (blank, title) == ("", f"{check.title}。")
    for part in ("为什么：", "例：", "怎么改："):
        assert f"\n{part}" in ran.out


@pytest.mark.parametrize("typed", ["s101", " S101 ", "Ｓ１０１"])
def test_a_code_may_be_typed_carelessly(run, typed):
    assert run("explain", typed) == run("explain", "S101")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("S109", "S106、S105、S104、S103、S102、S101"),
        ("D9", "D101、D201、D301、D401"),
        ("101", "D101、H101、P101、R101、S101、W101"),
        ("W1O1", "W101、W102、W103、W104、W105"),
        ("X", ""),
        ("", ""),
        ("勾稽", ""),
        ("9" * 5000, ""),
    ],
)
def test_an_unknown_code_is_told_with_codes_near_it(run, typed, near):
    ran = run("explain", typed)

    told = f"；相近的有 {near}" if near else ""
    assert ran == (2, "", f"gongkai: 没有编号为 {typed:.20} 的检查{told}；全部编号见 gongkai explain\n")


def test_without_a_code_all_are_listed_by_family(run):
    ran = run("explain")

    assert ran.status == 0
    listed = [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(check.code for check in checks.every())
    assert [line.split()[0] for line in ran.out.splitlines() if not line.startswith("  ")] == list(checks.FAMILIES)
