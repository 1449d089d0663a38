"""The pages as a browser shows them: nothing inaccessible, nothing sideways, copying and dropping work."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from gongkai.core.documents.text import Block
from gongkai.documents import actions
from gongkai.documents.models import Account
from tests.applications.district import resident_id
from tests.desk.documents.made import BACKEND, LINES, notice
from tests.documents import district

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})


@pytest.fixture
def housing():
    return district.office()


def session(actor):
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(actor.person, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def opened(visits, actor, path):
    page = visits.open("/desk/me/")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session(actor), "url": visits.address}])
    page.goto(visits.address + path)
    return page


def everything(housing):
    """The address of each kind of page with something on it."""
    text = (
        *district.TEXT,
        Block("paragraph", f"身份证号码{resident_id()}"),
        Block("table", rows=(("项目", "数"), ("甲", "1"))),
    )
    under_review = district.document(housing, "screening", text=text)
    draft = district.document(housing, "draft", text=text)
    out = district.document(housing)
    account = Account(body=housing.body)
    values = {
        "channel": "wechat",
        "name": "青禾住建",
        "owner": "李科",
        "opened_on": date(2020, 1, 1),
        "keys": {"app_id": "a"},
    }
    actions.keep_account(account, values, by=housing.clerk, on=district.FORMED)
    names = ["documents", "document-new", "document-blank", "columns", "duties", "accounts", "places", "house-pages"]
    found = [reverse(f"desk-{name}") for name in (*names, "enterprises", "misses", "gazette", "duties-paste")]
    found += [reverse(f"desk-document{name}", args=(under_review.pk,)) for name in ("", "-preview", "-opinion")]
    found += [reverse("desk-document-edit", args=(draft.pk,)), reverse("desk-document-plan", args=(draft.pk,))]
    found += [reverse("desk-document-deed", args=(draft.pk, "attribute"))]
    found += [reverse("desk-document-deed", args=(out.pk, verb)) for verb in ("repeal", "withdraw", "relate")]
    found += [reverse(f"desk-document{name}", args=(out.pk,)) for name in ("", "-channels", "-revise", "-posted")]
    return [*found, reverse("desk-accounts-one", args=(account.pk,)), reverse("desk-guide", args=(housing.body.slug,))]


def test_every_page_is_accessible_and_nothing_stands_out_sideways(visits, axe, housing):
    page = opened(visits, housing.clerk, "/desk/documents/")
    reviewer = opened(visits, housing.reviewer, "/desk/documents/")

    for address in everything(housing):
        shown = reviewer if "opinion" in address else page
        answer = shown.goto(visits.address + address)
        assert answer.status == 200, address
        assert shown.url.endswith(address), address
        for size in WIDTHS:
            shown.set_viewport_size(size)
            assert shown.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, size)
            faults = [(each["id"], each["nodes"][0]["html"]) for each in axe.run(shown).response["violations"]]
            assert faults == [], (address, size)


def test_a_notice_is_dropped_and_confirmed(visits, housing):
    page = opened(visits, housing.clerk, "/desk/documents/new/")
    made = notice()

    page.set_input_files(
        "input[type=file]", {"name": made.name, "mimeType": "application/octet-stream", "buffer": made.read()}
    )
    page.click("text=读出内容，去核对")
    title, number = page.input_value("[name=title]"), page.input_value("[name=document_number]")
    page.select_option("[name=column]", "policies")
    page.click("text=核对无误，保存")

    assert (title, number) == (LINES[2], LINES[1])
    assert page.inner_text("h1") == LINES[2]
    assert "成文" in page.inner_text(".clock")
    assert page.inner_text(".side2 .btn >> nth=0") == "确定公开属性"


def test_a_prepared_text_is_copied(visits, housing):
    found = district.document(housing)
    page = opened(visits, housing.clerk, reverse("desk-document-channels", args=(found.pk,)))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.click("text=备好的内容 >> nth=0")
    page.click("text=复制标题 >> nth=0")

    page.wait_for_function("document.getElementById('copied').textContent === '已经复制。'")
    assert page.evaluate("navigator.clipboard.readText()") == found.title
