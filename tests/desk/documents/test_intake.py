"""A dropped file becomes a document to be confirmed; nothing typed is lost; a form sent twice makes one."""

from datetime import date

import pytest
from django.urls import reverse

from gongkai.core.documents.text import Block
from gongkai.documents.models import Document, File
from tests.applications.district import resident_id
from tests.desk.documents.made import notice, roster, shown, signed_in
from tests.documents import district

pytestmark = pytest.mark.django_db


@pytest.fixture
def housing():
    return district.office()


def drop(client, of, *files, key="k1", **more):
    given = {"key": key, "body": of.body.pk, "uploads": list(files), **more}
    return client.post(reverse("desk-document-new"), given)


def form_of(page, **changes):
    """The values of the form in a page, with changes: what a browser would send."""
    form = page.context["form"]
    values = {}
    for field in form:
        value = field.value()
        if value not in (None, False):
            values[field.html_name] = value if value is not True else "on"
    return values | changes


def test_a_dropped_notice_is_read_field_by_field(client, housing):
    signed_in(client, housing.clerk)

    response = drop(client, housing, roster(resident_id()), notice())

    made = Document.objects.get()
    assert response.url == reverse("desk-document-edit", args=(made.pk,))
    assert made.title == "关于加强既有建筑外墙安全管理的通知"
    assert made.document_number == "青住建发〔2026〕77号"
    assert made.formed_on == date(2026, 10, 26)
    assert made.due_on == date(2026, 11, 23)
    assert made.kind == "通知"
    assert Block("heading", "一、总体要求", 1) in made.text
    assert dict(File.objects.values_list("name", "purpose")) == {"通知.docx": "original", "附件1：名单.xlsx": "annex"}
    assert {each.label for each in made.findings.filter(weight="block")} == {"居民身份证号码"}


def test_what_calls_itself_an_annex_is_not_taken_for_the_document(client, housing):
    signed_in(client, housing.clerk)
    annex = notice(name="附件1：说明.docx", lines=("关于另一件事的说明", "附件的正文。"))

    drop(client, housing, annex, notice())

    made = Document.objects.get()
    assert made.title == "关于加强既有建筑外墙安全管理的通知"
    assert dict(made.files.values_list("name", "purpose")) == {"附件1：说明.docx": "annex", "通知.docx": "original"}


def test_what_is_not_sure_stands_beside_its_field_until_it_is_confirmed(client, housing):
    signed_in(client, housing.clerk)
    drop(client, housing, notice())
    made = Document.objects.get()
    address = reverse("desk-document-edit", args=(made.pk,))

    page = client.get(address)
    response = client.post(address, form_of(page, title="改过的标题", column="policies"))

    assert "核对读出的内容" in page.content.decode()
    assert page.content.decode().count("tag--a") > 0
    assert response.status_code == 302
    made.refresh_from_db()
    assert (made.title, made.column.key) == ("改过的标题", "policies")
    assert made.text == Document.objects.get().text
    assert "核对读出的内容" not in client.get(address).content.decode()


def test_the_text_comes_back_from_the_editor_as_it_was(client, housing):
    text = (
        Block("addressee", "各镇人民政府："),
        Block("paragraph", "一、各单位要高度重视。"),
        Block("table", rows=(("项目", "数量"), ("工地", "12\n其中停工3"))),
        Block("signature", "青禾区住房和城乡建设局\n2026年11月2日"),
    )
    made = district.document(housing, "draft", text=text)
    signed_in(client, housing.clerk)
    address = reverse("desk-document-edit", args=(made.pk,))

    response = client.post(address, form_of(client.get(address)))

    assert response.status_code == 302
    assert Document.objects.get(pk=made.pk).text == text


def test_files_dropped_twice_make_one_document(client, housing):
    signed_in(client, housing.clerk)

    first, second = drop(client, housing, notice()), drop(client, housing, notice())

    assert first.url == second.url
    assert Document.objects.count() == 1


def test_a_form_typed_twice_makes_one_document(client, housing):
    signed_in(client, housing.clerk)
    address = reverse("desk-document-blank")
    given = form_of(
        client.get(address), title="关于停水的公告", text="正文", formed_on="20261102", body=housing.body.pk
    )

    answers = [client.post(address, given) for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    made = Document.objects.get()
    assert (made.title, made.formed_on, made.text) == (
        "关于停水的公告",
        date(2026, 11, 2),
        (Block("paragraph", "正文"),),
    )


def test_an_error_keeps_what_was_typed(client, housing):
    signed_in(client, housing.clerk)
    address = reverse("desk-document-blank")
    given = form_of(
        client.get(address), title="关于停水的公告", text="很长的正文", formed_on="2026年13月", body=housing.body.pk
    )

    response = client.post(address, given)

    page = response.content.decode()
    assert response.status_code == 422
    assert "很长的正文" in page
    assert "2026年13月" in page
    assert Document.objects.count() == 0


def test_a_damaged_line_of_the_text_is_named_and_kept(client, housing):
    signed_in(client, housing.clerk)
    address = reverse("desk-document-blank")
    given = form_of(client.get(address), title="标题", text="正文\n〔原样〕{", body=housing.body.pk)

    response = client.post(address, given)

    assert response.status_code == 422
    assert "第2行：〔原样〕后面的内容不完整" in response.content.decode()
    assert "〔原样〕{" in response.content.decode()


def test_a_number_that_is_there_already_is_said_at_the_confirmation(client, housing):
    district.document(housing, "draft", document_number="青住建发〔2026〕77号")
    signed_in(client, housing.clerk)

    drop(client, housing, notice())
    made = Document.objects.order_by("-pk").first()
    address = reverse("desk-document-edit", args=(made.pk,))
    page = client.get(address)
    response = client.post(address, form_of(page))

    assert made.document_number == ""
    assert page.context["form"]["document_number"].value() == "青住建发〔2026〕77号"
    assert response.status_code == 422
    assert "已经登记过这个发文字号" in response.content.decode()


def test_a_file_that_cannot_be_read_is_kept_and_said(client, housing):
    signed_in(client, housing.clerk)

    response = drop(client, housing, roster(resident_id(), name="名单.xlsx"))

    made = Document.objects.get()
    page = client.get(response.url).content.decode()
    assert (made.title, made.text) == ("名单", ())
    assert "没有可以读的公文" in page


def test_an_unfit_file_is_refused_with_its_reason(client, housing):
    signed_in(client, housing.clerk)
    bad = notice(name="通知.exe")

    response = drop(client, housing, bad)

    assert response.status_code == 422
    assert "通知.exe" in response.content.decode()
    assert Document.objects.count() == 0


def test_an_interpretation_is_found_a_document_and_hangs_on_it(client, housing):
    about = district.document(housing, title="既有住宅加装电梯补贴办法")
    signed_in(client, housing.clerk)

    found = shown(client, "desk-document-new", query="?q=加装电梯")
    address = reverse("desk-document-interpret", args=(about.pk,))
    response = client.post(
        address, form_of(client.get(address), title="一图读懂", text="问：补多少？\n答：八万元。", form="picture")
    )

    assert f"?about={about.pk}" in found
    made = Document.objects.get(genre="interpretation")
    assert response.url == reverse("desk-document", args=(made.pk,))
    assert (made.interprets, made.form) == (about, "picture")
    assert made.text == (Block("question", "补多少？"), Block("answer", "八万元。"))


def test_a_dropped_interpretation_knows_its_document(client, housing):
    about = district.document(housing)
    signed_in(client, housing.clerk)

    drop(client, housing, notice(name="解读.docx"), about=about.pk)

    assert Document.objects.get(genre="interpretation").interprets == about


def test_two_people_do_not_overwrite_each_other(client, housing):
    made = district.document(housing, "draft")
    signed_in(client, housing.clerk)
    address = reverse("desk-document-edit", args=(made.pk,))
    stale = form_of(client.get(address), title="我的标题")
    client.post(address, form_of(client.get(address), title="同事的标题"))

    response = client.post(address, stale)

    assert response.status_code == 409
    assert "我的标题" in response.content.decode()
    assert Document.objects.get(pk=made.pk).title == "同事的标题"
    assert client.post(address, form_of(response, title="我的标题")).status_code == 302


def test_who_only_watches_makes_nothing(client, housing):
    watching = district.person(housing.body, "supervisor")
    made = district.document(housing, "draft")
    signed_in(client, watching)

    for name, arguments in (
        ("desk-document-new", ()),
        ("desk-document-blank", ()),
        ("desk-document-interpret", (made.pk,)),
    ):
        assert client.get(reverse(name, args=arguments)).status_code == 404
