"""Every check has its page."""

import pytest

from gongkai.core import checks
from gongkai.portal import rulebook
from tests.portal.test_check import text

RULES = "/tools/check/rules/"


def test_the_index_has_every_check_once(client):
    page = text(client.get(RULES))

    for check in checks.every():
        assert page.count(f'href="{RULES}{check.code}/"') == 1


@pytest.mark.parametrize("check", checks.every(), ids=lambda check: check.code)
def test_the_page_of_a_check_says_why_gives_an_example_and_mends(check):
    rule = rulebook.rule(check.code)

    assert (rule.title, rule.basis) == (check.title, check.basis)
    assert all(len(each) > 3 for each in (rule.why, rule.example, rule.mend))


def test_the_page_of_a_check(client):
    page = text(client.get(f"{RULES}s101/"))

    assert "这是表三上印着的勾稽关系。" in page
    assert "<h1>第一项加第二项之和，等于第三项总计加第四项之和</h1>" in page


def test_a_check_that_is_not_there(client):
    assert client.get(f"{RULES}S999/").status_code == 404
