"""The collecting pages as a browser shows them: nothing inaccessible, nothing sideways, at 1440 and 390 pixels."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from gongkai.reports import actions
from tests.desk.reports import collected
from tests.desk.reports.collected import BACKEND, YEAR
from tests.reports import district

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})


def addresses(this):
    """Every kind of page with something on it."""
    unit, waiting = this.report(this.housing).pk, this.report(this.health).pk
    found = [reverse("desk-collect", args=(YEAR,)), reverse("desk-collect-remind", args=(YEAR,))]
    found += [reverse(f"desk-collect-{name}", args=(YEAR,)) for name in ("round", "unit", "accept")]
    found += [reverse("desk-whole", args=(YEAR,)), reverse("desk-whole-texts", args=(YEAR, "overview")) + "?all=1"]
    found.append(reverse("desk-whole-table", args=(YEAR, "applications")) + "?cell=applications.received.total")
    found += [reverse(f"desk-report-{name}", args=(unit,)) for name in ("return", "accept", "beside", "file")]
    found.append(reverse("desk-report-excuse", args=(waiting,)))
    return [*found, *(reverse(f"desk-report-{name}", args=(this.district.pk,)) for name in ("publish", "correct"))]


def test_every_page_is_accessible_and_nothing_stands_out_sideways(visits, axe):
    this = collected.january()
    number = this.report(this.housing).pk
    data = collected.as_file(this, this.housing, body="青禾区卫生健康局")
    actions.hand_in_file(number, collected.read(data), data, by=this.housing.clerk, at=district.moment())
    actions.submit(number, by=this.housing.clerk, at=district.moment())
    client = Client()
    client.force_login(this.collector.person, backend=BACKEND)
    page = visits.open("/desk/me/")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": visits.address}])

    for address in addresses(this):
        answer = page.goto(visits.address + address)
        assert answer.status == 200, address
        for size in WIDTHS:
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, size)
            faults = [(each["id"], each["nodes"][0]["html"]) for each in axe.run(page).response["violations"]]
            assert faults == [], (address, size)
