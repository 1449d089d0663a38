"""The gazette: issues numbered without gap, compiled from what is published, printed, kept from naming what was taken down."""

import pytest
from django.core.exceptions import ValidationError

from gongkai.core.life import NotAllowed
from gongkai.documents import actions, public
from gongkai.documents.actions import Line
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return district.office()


@pytest.fixture
def editor(house):
    return district.person(house.body, "office")


def issue(house, editor, *documents):
    made = actions.open_issue(house.body, "青禾区人民政府公报", 2026, by=editor, on=FORMED)
    lines = [Line("规范性文件", each.publication.pk) for each in documents]
    return actions.compile_issue(made, lines, by=editor, on=FORMED)


@pytest.mark.fonts
def test_an_issue_is_printed_and_every_document_in_it_says_so(house, editor):
    document = district.document(house)
    made = issue(house, editor, document)
    before = public.gazette()

    actions.publish_issue(made, by=editor, on=FORMED)

    assert before == ()
    page = public.issue(2026, 1, on=FORMED)
    assert [(section, [row.title for row in rows]) for section, rows in page.sections] == [
        ("规范性文件", [document.title])
    ]
    assert public.issue_file(2026, 1).data.startswith(b"%PDF")
    assert [each.number for each in public.document(document.publication.key, on=FORMED).gazette] == [1]
    with pytest.raises(ValidationError, match="已经出版"):
        actions.compile_issue(made, [], by=editor, on=FORMED)


@pytest.mark.fonts
def test_a_withdrawn_document_is_named_by_no_issue(house, editor):
    kept, gone = district.document(house), district.document(house)
    made = issue(house, editor, kept, gone)
    actions.publish_issue(made, by=editor, on=FORMED)

    actions.withdraw(gone.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")

    page = public.issue(2026, 1, on=FORMED)
    assert gone.title not in repr(page)
    assert public.issue_file(2026, 1) is None


def test_issues_are_numbered_by_year_and_in_all(house, editor):
    numbers = []
    for year in (2025, 2025, 2026):
        made = actions.open_issue(house.body, "青禾区人民政府公报", year, by=editor, on=FORMED)
        numbers.append((made.year, made.number, made.total_number))

    assert numbers == [(2025, 1, 1), (2025, 2, 2), (2026, 1, 3)]


def test_only_what_is_published_is_compiled(house, editor):
    gone = district.document(house)
    actions.withdraw(gone.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")

    with pytest.raises(ValidationError, match="没有发布或者已经撤下"):
        issue(house, editor, gone)


def test_the_gazette_is_the_district_offices(house):
    with pytest.raises(NotAllowed, match="区公开办"):
        actions.open_issue(house.body, "青禾区人民政府公报", 2026, by=house.clerk, on=FORMED)
