"""Many at once: numbers without gap or double, one case a key, no lost update."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection

from gongkai.applications import actions, codes
from gongkai.applications.models import Application, LookUp
from gongkai.bodies.actors import APPLICANT
from tests.applications import district

pytestmark = pytest.mark.django_db(transaction=True)
ON = district.RECEIVED
THREADS = 8


def together(deeds):
    """All of them from several threads, each with its own connection."""

    def run(deed):
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, deeds))


def test_numbers_have_no_gap_and_no_double(tmp_path):
    office = district.office()

    def submit(number):
        given = district.intake(office, parties=(district.citizen(number=number),))
        if number % 5 == 0:
            given = replace(given, content=" ")  # a failure gives its number back
        try:
            return actions.submit(given, by=office.clerk, on=ON).serial
        except ValidationError:
            return None

    serials = [each for each in together([lambda n=n: submit(n) for n in range(1, 61)]) if each]

    assert sorted(serials) == list(range(1, 49))


def test_one_key_is_one_case():
    office = district.office()
    given = district.intake(office, channel="online", days={"submitted": ON}, key=codes.new_key())

    made = together([lambda: actions.submit(given, by=APPLICANT, on=ON).pk] * 24)

    assert len(set(made)) == 1
    assert Application.objects.count() == 1


def test_of_deeds_on_the_same_version_one_wins():
    office = district.office()
    case = district.case(office)

    def search(number):
        try:
            looked = actions.Looked(f"系统{number}", "合同", number)
            actions.search(case.pk, looked, by=office.clerk, on=date(2026, 11, 3), version=case.version)
        except (actions.Stale, OperationalError):
            return False
        return True

    won = together([lambda n=n: search(n) for n in range(16)])

    assert sum(won) == 1
    assert LookUp.objects.count() == 1
    assert Application.objects.get(pk=case.pk).version == case.version + 1
