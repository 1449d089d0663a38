"""A document and what interprets it are one set: out together, off together, back together."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from gongkai.documents import actions, public
from gongkai.documents.models import Column, Publication
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db
NOW = district.moment(FORMED)
REASON = "内容有误，核实后更正"


@pytest.fixture
def housing():
    return district.office()


def set_of(housing):
    document = district.document(housing, title="扬尘治理办法")
    return document, district.interpretation(housing, document)


def page(document):
    return public.document(Publication.objects.get(document=document).key, on=FORMED)


def test_an_interpretation_does_not_go_out_before_its_document(housing):
    document = district.document(housing, "signed", title="扬尘治理办法")
    told = district.interpretation(housing, document, "signed")

    with pytest.raises(ValidationError, match=f"被解读的公文“{document}”还没有发布；请先发布公文"):
        actions.publish(told.pk, by=housing.clerk, at=NOW)
    actions.publish(document.pk, by=housing.clerk, at=NOW)

    assert page(told).interprets.title == "扬尘治理办法"


def test_an_interpretation_of_a_published_document_goes_out_by_itself(housing):
    document, told = set_of(housing)

    assert page(told).interprets.title == document.title


def test_an_interpretation_goes_with_its_document_and_comes_back_with_it(housing):
    document, told = set_of(housing)
    alone = district.interpretation(housing, document, title="先前另行撤下的解读")
    actions.withdraw(alone.pk, by=housing.clerk, on=FORMED, reason="解读口径有误")

    actions.withdraw(document.pk, by=housing.clerk, on=FORMED, reason=REASON)
    gone = page(told)
    counts = dict(Column.objects.filter(key__in=("policies", "interpretations")).values_list("key", "published"))
    actions.restore(document.pk, by=housing.head, on=FORMED + timedelta(1), reason="经核实内容无误")

    assert isinstance(gone, public.Gone)
    assert gone.because == f"解读的公文已经撤下，解读一并撤下：{REASON}"
    assert counts == {"policies": 0, "interpretations": 0}
    assert page(told).interprets.title == document.title
    assert page(alone).because == "解读口径有误"
    assert {hit.row.title for hit in public.find(public.Asked("扬尘治理"), on=FORMED).hits} == {
        document.title,
        told.title,
    }


def test_an_interpretation_of_another_body_goes_too(housing):
    document, told = set_of(housing)
    other = district.office("青教体", "青禾区教育和体育局")
    Publication.objects.filter(document=told).update(body=other.body)
    type(told).objects.filter(pk=told.pk).update(body=other.body)

    actions.withdraw(document.pk, by=housing.clerk, on=FORMED, reason=REASON)

    assert isinstance(page(told), public.Gone)


def test_an_interpretation_is_not_restored_while_its_document_is_off(housing):
    document, told = set_of(housing)
    actions.withdraw(document.pk, by=housing.clerk, on=FORMED, reason=REASON)

    with pytest.raises(ValidationError, match="已经撤下，解读不能单独发布"):
        actions.restore(told.pk, by=housing.head, on=FORMED, reason="解读没有问题")


def test_an_interpretation_is_not_published_after_its_document_was_taken_down(housing):
    document = district.document(housing)
    told = district.interpretation(housing, document, "signed")
    actions.withdraw(document.pk, by=housing.clerk, on=FORMED, reason=REASON)

    with pytest.raises(ValidationError, match="已经撤下，解读不能单独发布"):
        actions.publish(told.pk, by=housing.clerk, at=NOW)


def test_an_old_interpretation_finds_its_document_when_that_is_taken_over_later(housing):
    document = district.document(housing, "signed")
    told = district.interpretation(housing, document, "signed")
    type(told).objects.filter(pk=told.pk).update(interprets=None)
    actions.publish(told.pk, by=housing.clerk, at=NOW)
    type(told).objects.filter(pk=told.pk).update(interprets=document)

    actions.publish(document.pk, by=housing.clerk, at=NOW)

    assert page(told).interprets.title == document.title


def test_rosters_of_one_set_are_counted_once_when_their_time_is_over(housing):
    document = district.document(housing, take_down_on=FORMED)
    told = district.interpretation(housing, document, take_down_on=FORMED)

    assert actions.take_down_due(on=FORMED) == 1
    assert isinstance(page(told), public.Gone)
