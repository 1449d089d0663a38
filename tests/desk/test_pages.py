"""The desk through its pages: every page opens for whom it should, few questions to the database, nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from gongkai.applications import actions
from gongkai.applications.models import Application, Draft, Letter
from gongkai.bodies.models import Person
from gongkai.desk import urls
from gongkai.desk.errands import ERRANDS
from gongkai.disputes import actions as disputes
from gongkai.disputes.actions import Filing
from tests.applications import district

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ON = date(2026, 11, 3)


@pytest.fixture
def office():
    return district.office(court="青禾区人民法院")


def signed_in(client, actor):
    client.force_login(actor.person, backend=BACKEND)
    return client


def page(client, name, *arguments, status=200):
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == status
    return response.content.decode()


def every_page(case, letter, dispute, feedback=None):
    """Every address of the desk with something in it."""
    given = {
        "number": case.pk,
        "position": 1,
        "letter": letter.pk,
        "kind": "docx",
        "key": "receipt",
        "verb": "search",
        "file": case.attachments.first().pk if case.attachments.exists() else 0,
        "delivery": case.deliveries.first().pk if case.deliveries.exists() else 0,
        "line": 0,
        "comment": 0,
        "paper": 0,
        "absence": 0,
        "post": 0,
        "slug": case.body.slug,
    }
    for route in urls.urlpatterns:
        names = route.pattern.converters
        values = {name: given[name] for name in names}
        if str(route.pattern).startswith(urls.DISPUTE):
            values["number"] = dispute.pk
        if route.name == "desk-template":
            values["key"] = "correction"
        if route.name == "desk-export":
            values["kind"] = "csv"
        if route.name == "desk-dispute-deed":
            values["verb"] = "answer"
        if route.name not in ("desk-calendar", "desk-feedback"):
            yield route.name, reverse(route.name, kwargs=values)


def test_without_a_sign_in_there_is_no_desk(client, office):
    case = district.case(office, "closed")
    dispute = disputes.file(
        case, Filing("reconsideration", "1", "甲", date(2026, 12, 1)), by=office.clerk, on=date(2026, 12, 1)
    )

    for name, address in every_page(case, case.letters.first(), dispute):
        response = client.get(address)
        if response.status_code != 405:
            assert response.status_code == 302, name
            assert response["Location"].startswith("/accounts/login/"), name


def test_somebody_elses_case_answers_as_one_that_is_not_there(client, office):
    case = district.case(office, "closed")
    dispute = disputes.file(
        case, Filing("reconsideration", "1", "甲", date(2026, 12, 1)), by=office.clerk, on=date(2026, 12, 1)
    )
    theirs = district.office("青教", "青禾区教育局")
    signed_in(client, theirs.clerk)
    letter = case.letters.first()
    absent = Application(pk=case.pk + 1000, body=case.body)
    wrong = []

    for name, address in every_page(case, letter, dispute):
        if f"/{case.pk}/" not in address and f"/{dispute.pk}/" not in address:
            continue
        for method in (client.get, client.post):
            mine = method(address)
            other = method(
                address.replace(f"/{case.pk}/", f"/{absent.pk}/").replace(f"disputes/{dispute.pk}", "disputes/9999")
            )
            if (
                mine.status_code not in (404, 405)
                or mine.status_code != other.status_code
                or mine.content != other.content
            ):
                wrong.append((name, method.__name__, mine.status_code, other.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", ["clerk", "handler", "reviewer", "head", "signer"])
def test_every_page_of_ones_own_case_opens(client, office, role):
    case = district.case(office, "closed")
    dispute = disputes.file(
        case, Filing("reconsideration", "1", "甲", date(2026, 12, 1)), by=office.clerk, on=date(2026, 12, 1)
    )
    signed_in(client, getattr(office, role))
    posts = {"desk-bulk", "desk-unpublish", "desk-settle", "desk-drafts", "desk-come-back", "desk-relieve"}
    keepers = {"desk-bodies", "desk-new-body", "desk-body", "desk-people"}
    absent = {"desk-file", "desk-redact", "desk-mend", "desk-paper"}  # there is none of it in this case
    answers = {
        name: client.get(address).status_code for name, address in every_page(case, case.letters.first(), dispute)
    }

    assert {name for name, status in answers.items() if status not in (200, 302)} <= posts | keepers | absent
    assert {answers[name] for name in posts} == {405}
    assert {answers[name] for name in keepers | absent} == {404}


@pytest.mark.parametrize("verb", sorted(ERRANDS))
def test_every_errand_shows_its_form(client, office, verb):
    stage = {"receive": "submitted", "claim": "offered", "correct": "awaiting_correction", "reopen": "closed"}.get(verb)
    case = district.case(office, stage or "handling")
    signed_in(client, office.clerk)

    text = page(client, "desk-deed", case.pk, verb)

    assert case.number in text
    assert 'name="version"' in text


def test_the_register_asks_the_database_little(client, office, django_assert_max_num_queries):
    for number in range(25):
        district.case(office, "handling", parties=(district.citizen(number=number + 1),))
    signed_in(client, office.clerk)

    with django_assert_max_num_queries(10):
        text = page(client, "desk-cases")

    assert text.count('class="ttl"') == 20
    assert len(text.encode()) < 60_000


@pytest.mark.parametrize("stage", ["handling", "in_review", "closed"])
def test_a_case_asks_the_database_little(client, office, stage, django_assert_max_num_queries):
    case = district.case(office, stage)
    actions.search(case.pk, actions.Looked("OA", "合同", 1), by=office.clerk, on=ON) if stage == "handling" else None
    signed_in(client, office.clerk)

    with django_assert_max_num_queries(15):
        text = page(client, "desk-case", case.pk)

    assert case.number in text
    assert "13800000001" not in text  # the telephone is behind its own page
    assert len(text.encode()) < 60_000


def test_today_asks_the_database_little(client, office, django_assert_max_num_queries):
    for stage in district.STAGES:
        district.case(office, stage)
    signed_in(client, office.clerk)

    with django_assert_max_num_queries(20):
        page(client, "desk")


def test_people_are_shown_to_those_who_work_on_the_case_and_it_is_remembered(client, office):
    case = district.case(office)
    signed_in(client, office.clerk)

    text = page(client, "desk-applicants", case.pk)

    assert "13800000001" in text
    assert "孙小明" in text
    history = page(client, "desk-history", case.pk)
    assert "申请人" in history
    auditor = district.person(office.body, "auditor")
    signed_in(client, auditor)
    page(client, "desk-applicants", case.pk, status=404)
    assert "孙小明" not in page(client, "desk-case", case.pk)


def test_a_letter_is_seen_before_it_goes_out_and_may_be_changed(client, office):
    case = district.case(office)
    signed_in(client, office.clerk)
    address = reverse("desk-deed", args=(case.pk, "ask_to_correct"))
    given = {"version": case.version, "items": "写明文件名称", "until": "2099-01-05"}

    seen = client.post(address, given | {"preview": "1"}).content.decode()
    case.refresh_from_db()
    assert case.stage == "handling"
    assert "写明文件名称" in seen
    assert "没有到期日" in seen

    client.post(address, given | {"composed": "1", "letter_text": "第一段。\n第二段。"})
    case.refresh_from_db()
    letter = Letter.objects.get(application=case)
    assert case.stage == "awaiting_correction"
    assert (letter.text, letter.state) == ("第一段。\n第二段。", "signed")
    assert letter.number.startswith("青住建告〔")


def test_nothing_typed_is_lost_when_a_colleague_was_quicker(client, office):
    case = district.case(office)
    signed_in(client, office.clerk)
    actions.search(case.pk, actions.Looked("OA", "合同", 1), by=office.handler, on=ON)
    given = {"version": case.version, "on": "今天", "system": "局档案室", "words": "验收", "found": "2"}

    response = client.post(reverse("desk-deed", args=(case.pk, "search")), given)
    text = response.content.decode()

    assert response.status_code == 409
    assert "别人改动了" in text
    assert "局档案室" in text
    case.refresh_from_db()
    assert f'value="{case.version}"' in text
    assert case.look_ups.count() == 1


def test_what_is_typed_is_kept_as_a_draft_until_it_is_handed_in(client, office):
    case = district.case(office)
    signed_in(client, office.clerk)
    place = f"deed:{case.pk}:search"

    client.post(reverse("desk-drafts"), {"place": place, "system": "城建档案馆", "csrfmiddlewaretoken": "x"})

    assert "城建档案馆" in page(client, "desk-deed", case.pk, "search")
    given = {"version": case.version, "on": "今天", "system": "城建档案馆", "words": "验收", "found": "2"}
    client.post(reverse("desk-deed", args=(case.pk, "search")), given)
    assert Draft.objects.count() == 0
    assert case.look_ups.get().system == "城建档案馆"


@pytest.mark.parametrize("wrong", ["2026-13-01", "明年", "2099-01-01"])
def test_a_day_that_is_none_is_explained_beside_the_field(client, office, wrong):
    case = district.case(office)
    signed_in(client, office.clerk)
    given = {"version": case.version, "on": wrong, "system": "OA", "words": "合同", "found": "1"}

    response = client.post(reverse("desk-deed", args=(case.pk, "search")), given)
    text = response.content.decode()

    assert response.status_code == 422
    assert ("看不懂日期" in text) or ("不能晚于今天" in text)
    assert wrong in text
    assert case.look_ups.count() == 0


def test_the_register_is_found_by_number_name_telephone_and_words(client, office):
    party = district.citizen("欧阳小明", 77)
    case = district.case(office, parties=(party,), content="柳泉路扬尘处罚决定书")
    district.case(office, parties=(district.citizen("王五", 78),), content="别的内容")
    signed_in(client, office.clerk)

    for words in (case.number, "欧阳小明", party.phone, party.id_number, "扬尘 处罚"):
        text = client.get(reverse("desk-cases"), {"q": words}).content.decode()
        assert "柳泉路扬尘处罚决定书" in text, words
        assert "别的内容" not in text, words


def test_registering_at_the_counter_gives_number_and_code(client, office):
    signed_in(client, office.clerk)
    form = page(client, "desk-new")
    key = form.split('name="key" value="')[1].split('"')[0]
    given = {
        "key": key, "body": office.body.pk, "channel": "in_person", "submitted": "今天", "kind": "natural_person",
        "name": "孙小明", "phone": "13800000001", "content": "2025年改造资金明细", "form_wanted": "paper", "delivery": "post",
    }  # fmt: skip

    looked = client.post(reverse("desk-new"), given | {"look": "1"})
    assert "没有相近的申请" in looked.content.decode()
    assert Application.objects.count() == 0
    first = client.post(reverse("desk-new"), given)
    again = client.post(reverse("desk-new"), given)

    assert first["Location"] == again["Location"]
    case = Application.objects.get()
    assert case.stage == "received"
    text = client.get(first["Location"]).content.decode()
    assert case.number in text
    assert "查询码" in text


def test_an_earlier_application_of_the_same_person_is_pointed_out(client, office):
    case = district.case(office, "closed", outcome="granted")
    signed_in(client, office.clerk)
    key = page(client, "desk-new").split('name="key" value="')[1].split('"')[0]
    given = {
        "key": key, "body": office.body.pk, "channel": "in_person", "submitted": "今天", "kind": "natural_person",
        "name": "孙小明", "phone": "1", "content": case.content, "form_wanted": "paper", "delivery": "post", "look": "1",
    }  # fmt: skip

    text = client.post(reverse("desk-new"), given).content.decode()

    assert case.number in text
    assert "同一申请人" in text
    assert "答复为“予以公开”" in text


def test_errors_of_a_reply_bar_the_signature_unless_passed_over_by_name(client, office):
    case = district.case(office, "approved")  # its text names neither applicant nor remedy
    signed_in(client, office.signer)
    address = reverse("desk-letter", args=(case.pk,))

    refused = client.post(address, {"do": "reply", "version": case.version})
    case.refresh_from_db()
    assert refused.status_code == 422
    assert "签发前检查没有通过" in refused.content.decode()
    assert case.stage == "approved"

    codes = {part.split('"')[0] for part in page(client, "desk-letter", case.pk).split('name="waive_')[1:]}
    client.post(address, {"do": "reply", "version": case.version} | {f"waive_{code}": "已核对" for code in codes})
    case.refresh_from_db()
    assert case.stage == "signed"
    assert set(case.letters.get(key="reply").waived) == codes


def test_a_stranger_cannot_sign_up_and_wrong_passwords_pause_one_address(client, office, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    assert client.get("/accounts/signup/").status_code in (200, 302)
    assert Person.objects.count() == 5
    name = office.clerk.person.username
    for _ in range(5):
        client.post("/accounts/login/", {"login": name, "password": "wrong"}, REMOTE_ADDR="10.1.1.1")

    blocked = client.post("/accounts/login/", {"login": name, "password": district.PASSWORD}, REMOTE_ADDR="10.1.1.1")
    free = client.post("/accounts/login/", {"login": name, "password": district.PASSWORD}, REMOTE_ADDR="10.1.1.2")

    assert blocked.status_code != 302
    assert free.status_code == 302


def test_pages_of_the_desk_are_stored_nowhere(client, office):
    signed_in(client, office.clerk)

    assert client.get(reverse("desk-cases"))["Cache-Control"] == "no-store"


def test_a_second_factor_is_asked_for_where_the_house_wants_it(client, office, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    signed_in(client, office.clerk)

    response = client.get(reverse("desk"))

    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")


def test_the_office_of_the_district_watches_every_body_and_urges(
    client, office, mailoutbox, django_capture_on_commit_callbacks
):
    case = district.case(office, "in_review")
    signed_in(client, district.person(office.body, "office"))

    assert case.number in page(client, "desk-cases")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("desk-deed", args=(case.pk, "urge")))

    assert len(mailoutbox) == 1
    assert mailoutbox[0].to == [office.reviewer.person.email]
    assert "孙" not in mailoutbox[0].body
    assert case.number in mailoutbox[0].body


def test_help_is_asked_of_another_body_and_it_sees_no_people(client, office):
    case = district.case(office)
    theirs = district.office("青教", "青禾区教育局")
    signed_in(client, office.clerk)

    given = {"version": case.version, "body": theirs.body.pk, "reason": "请提供学区图"}
    client.post(reverse("desk-ask-help", args=(case.pk,)), given)

    signed_in(client, theirs.clerk)
    assert case.number in page(client, "desk-case", case.pk)
    page(client, "desk-applicants", case.pk, status=404)
    given = {"version": case.version + 1, "form": "paper", "delivery": "post"}
    refused = client.post(reverse("desk-change-delivery", args=(case.pk,)), given)
    assert "不能办理" in refused.content.decode()


def test_the_way_of_delivery_is_changed_and_remembered(client, office):
    case = district.case(office)
    signed_in(client, office.clerk)

    given = {"version": case.version, "form": "disc", "delivery": "in_person"}
    client.post(reverse("desk-change-delivery", args=(case.pk,)), given)
    case.refresh_from_db()

    assert (case.form_wanted, case.delivery) == ("disc", "in_person")
    assert "提供方式" in page(client, "desk-history", case.pk)


def test_a_register_is_pasted_matched_and_taken_over(client, office):
    signed_in(client, office.clerk)
    header = ("编号", "收到日期", "申请人", "申请人类别", "联系电话", "申请内容", "答复类型", "答复日期")
    cells = ("青住建〔2024〕7号", "2024-03-04", "孙小明", "自然人", "13800000001", "改造合同", "予以公开", "2024.3.20")
    pasted = "\n".join("\t".join(row) for row in (header, cells))

    client.post(reverse("desk-import"), {"body": office.body.pk, "pasted": pasted})
    seen = page(client, "desk-import-match")
    assert "青住建〔2024〕7号" in seen
    choices = {f"column_{at}": key for at, key in enumerate(
        ["number", "received_on", "name", "applicant_kind", "phone", "content", "outcome", "replied_on"]
    )}  # fmt: skip
    answer = client.post(reverse("desk-import-match"), choices | {"otherwise_channel": "in_person", "do": "import"})

    assert answer.status_code == 302, answer.content.decode()
    case = Application.objects.get()
    assert (case.number, case.stage, case.outcome) == ("青住建〔2024〕7号", "closed", "granted")
    assert Draft.objects.count() == 0


def test_the_pages_of_ones_own_sign_in_are_in_our_frame(client, office, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    given = {"login": office.clerk.person.username, "password": district.PASSWORD}
    assert client.post("/accounts/login/", given).status_code == 302

    for name in ("account_change_password", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        text = client.get(reverse(name), follow=True).content.decode()
        assert "政府信息公开工作台" in text
        assert 'class="btn' in text, name


def test_a_letter_that_is_not_confirmed_yet_waits_to_be_confirmed(client, office):
    signed_in(client, office.clerk)
    key = page(client, "desk-new").split('name="key" value="')[1].split('"')[0]
    given = {
        "key": key, "body": office.body.pk, "channel": "ordinary_post", "submitted": "昨天", "kind": "natural_person",
        "name": "孙小明", "phone": "13800000001", "content": "改造资金明细", "form_wanted": "paper", "delivery": "post",
    }  # fmt: skip

    answer = client.post(reverse("desk-new"), given)
    case = Application.objects.get()

    assert answer.status_code == 302
    assert (case.stage, case.received_on, case.due_on) == ("submitted", None, None)
    assert "还要确认" in client.get(answer["Location"]).content.decode()
