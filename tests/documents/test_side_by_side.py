"""Many at once: index numbers without gap or double, one publication a document."""

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError

from gongkai.core.life import NotAllowed
from gongkai.documents import actions
from gongkai.documents.models import Column, Document, Publication
from tests.applications.test_side_by_side import together
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db(transaction=True)


def test_index_numbers_have_no_gap_and_no_double():
    house = district.office()
    numbers = [district.document(house, "signed").pk for _ in range(12)]
    Document.objects.filter(pk=numbers[3]).update(column=None)  # fails, and gives its number back

    def publish(number):
        try:
            return actions.publish(number, by=house.clerk, at=district.moment(FORMED)).index_number
        except ValidationError:
            return None

    found = [each for each in together([lambda n=n: publish(n) for n in numbers]) if each]

    assert sorted(int(each[-5:]) for each in found) == list(range(1, 12))
    assert Column.objects.get(key="policies").published == 11


def test_of_several_who_publish_the_same_document_one_does():
    house = district.office()
    document = district.document(house, "signed")

    def publish():
        try:
            actions.publish(document.pk, by=house.clerk, at=district.moment(FORMED))
        except (NotAllowed, OperationalError):
            return False
        return True

    assert sum(together([publish] * 8)) == 1
    assert Publication.objects.count() == 1
