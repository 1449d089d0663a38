"""Every check with its page, its basis, and examples that are run: where it fails, passes, cannot tell, keeps silent."""

import pytest

from gongkai.core import checks
from gongkai.core.checks import registry
from gongkai.core.findings import Verdict
from tests.core.checks.base import EXAMPLES, doubts, examples, report

CODES = [check.code for check in checks.every()]
CASES = [
    (code, kind, number) for code in CODES for kind, given in examples(code).items() for number in range(len(given))
]


def verdicts(code, given):
    examination = checks.examine(report(given), doubts(given))
    return examination, [each for each in examination.findings if each.code == code]


@pytest.mark.parametrize(("code", "kind", "number"), CASES)
def test_example(code, kind, number):
    given = examples(code)[kind][number]

    examination, found = verdicts(code, given)

    failures = [each for each in found if each.verdict is Verdict.FAIL]
    silent = [each for each in found if each.verdict is Verdict.NOT_CHECKABLE]
    if kind == "fails":
        assert any(given["says"] in each.says for each in failures), [each.says for each in failures]
    elif kind == "open":
        assert any(given["says"] in each.says for each in silent), [each.says for each in silent]
    else:
        assert failures == []
        assert (code in examination.passed) == (kind == "passes" and not silent)


@pytest.mark.parametrize("code", CODES)
def test_every_check_has_an_example_that_fails_and_one_that_does_not(code):
    given = examples(code)

    assert given["fails"]
    assert given.get("passes") or given.get("silent")


@pytest.mark.parametrize("check", checks.every(), ids=lambda check: check.code)
def test_every_check_has_a_page_with_why_example_and_mend(check):
    sections = [line.split("：", 1)[0] for line in check.page.split("\n")[1:] if "：" in line]

    assert check.page.split("\n", 1)[0].endswith("。")
    assert sections == ["为什么", "例", "怎么改"]
    assert check.basis


def test_no_example_is_left_of_a_check_that_is_gone():
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == set(CODES)


def test_every_rule_of_the_reference_has_its_check():
    rules = {check.rule for check in checks.every() if check.rule}

    assert rules == {
        *(f"A{n}" for n in range(1, 8)),
        *(f"T{n}" for n in range(1, 4)),
        *(f"P{n}" for n in range(1, 10)),
        *(f"S{n}" for n in range(1, 6)),
        "N1",
        "N2",
    }


def test_an_unknown_code_is_answered_with_those_there_are():
    with pytest.raises(LookupError, match="没有编号为 X999 的检查；现有：D101"):
        checks.get("X999")


def test_codes_are_never_signed_in_twice():
    there = checks.get("S101")

    with pytest.raises(ValueError, match="S101"):
        registry.check("S101", there.weight, there.basis)(lambda report: iter(()))
