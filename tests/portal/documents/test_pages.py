"""The first page, guides, bodies, the catalogue, the gazette, places; large letters; and titles that break between words."""

import csv
import io

import pytest

from gongkai.documents import actions
from gongkai.documents.actions import Line
from gongkai.documents.models import Account, Column, Duty, Enterprise, ReadingPlace
from gongkai.portal.titles import phrases
from tests.documents import district

pytestmark = pytest.mark.django_db
FORMED = district.FORMED
GUIDE = {
    "categories": "机构职能、法规公文",
    "arrangement": "按索引号编排",
    "how_to_obtain": "网上、当面、邮寄",
    "disclosure_body": "公开办",
    "address": "民生路1号",
    "office_hours": "工作日8:30—17:30",
    "phone": "0533-1",
    "internet": "本平台",
}
INSTITUTION = {
    "functions": "住房保障",
    "leaders": [{"name": "李明", "post": "局长"}],
    "units": [{"name": "办公室", "phone": "0533-2"}],
    "address": "民生路1号",
    "office_hours": "工作日",
    "phone": "0533-1",
}


@pytest.fixture
def house():
    return district.office()


def shown(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_platform_says_that_it_is_empty(client):
    page = shown(client, "/")

    assert "栏目还没有设置。" in page
    assert "还没有公开的文件。" in page


def test_the_first_page_has_the_five_items_and_what_is_new(client, house):
    document = district.document(house)
    told = district.interpretation(house, document)

    page = shown(client, "/")

    five = page.split('class="five"')[1].split("</nav>")[0]
    order = [five.index(label) for label in ("公开指南", "公开制度", "法定主动公开内容", "公开年报", "依申请公开")]
    assert order == sorted(order)
    assert document.title in page.split("最新公开")[1].split("政策解读")[0]
    assert told.title in page
    assert "<b>2</b><span>全部公开</span>" in page


@pytest.mark.parametrize(
    "address", ["/about/", "/accessibility/", "/places/", "/gazette/", "/guides/", "/bodies/", "/catalogue/"]
)
def test_pages_without_anything_in_them_stand(client, address):
    assert "<h1" in shown(client, address)


def test_a_guide_has_what_the_law_wants_in_it(client, house):
    assert client.get(f"/guides/{house.body.slug}/").status_code == 404
    assert "还没有公布指南的单位：青禾区住房和城乡建设局。" in shown(client, "/guides/")

    actions.keep_guide(house.body, GUIDE, by=house.clerk, on=FORMED)

    page = shown(client, f"/guides/{house.body.slug}/")
    for value in GUIDE.values():
        assert value in page
    assert "2026年11月2日核对" in page
    assert "还没有公布指南" not in shown(client, "/guides/")


def test_the_page_of_a_body_has_its_institution_its_documents_and_its_duties(client, house):
    document = district.document(house)
    actions.keep_institution(house.body, INSTITUTION, by=house.clerk, on=FORMED)
    duty = Duty(body=house.body, column=Column.objects.get(key="budget"))
    actions.keep_duty(duty, {"name": "部门预算", "time_limit": "批复后20日内"}, by=house.clerk, on=FORMED)

    page = shown(client, f"/bodies/{house.body.slug}/")

    for word in ("住房保障", "李明", "0533-2", document.title, "部门预算", "在本平台提交"):
        assert word in page
    assert client.get("/bodies/nothing/").status_code == 404


def test_the_catalogue_is_a_table_to_take_and_nothing_in_it_is_a_formula(client, house):
    other = district.office("青教", "青禾区教育局")
    budget = Column.objects.get(key="budget")
    for of, name in ((house, "=部门预算"), (other, "招生计划")):
        actions.keep_duty(Duty(body=of.body, column=budget), {"name": name}, by=of.clerk, on=FORMED)

    response = client.get("/catalogue/?as=csv")

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert [row[2] for row in rows] == ["公开事项", "'=部门预算", "招生计划"]
    page = shown(client, f"/catalogue/?body={other.body.slug}")
    assert "招生计划" in page
    assert "部门预算" not in page


@pytest.mark.fonts
def test_an_issue_of_the_gazette(client, house):
    editor = district.person(house.body, "office")
    document = district.document(house)
    issue = actions.open_issue(house.body, "青禾区人民政府公报", 2026, by=editor, on=FORMED)
    actions.compile_issue(issue, [Line("部门文件", document.publication.pk)], by=editor, on=FORMED)
    assert client.get("/gazette/2026/1/").status_code == 404

    actions.publish_issue(issue, by=editor, on=FORMED)

    assert "第1期" in shown(client, "/gazette/")
    page = shown(client, "/gazette/2026/1/")
    assert "部门文件" in page
    assert document.title in page
    assert client.get("/gazette/2026/1.pdf").content.startswith(b"%PDF")
    assert client.get("/gazette/2026/2.pdf").status_code == 404
    assert "青禾区人民政府公报" in shown(client, f"/documents/{document.publication.key}/")


def test_places_enterprises_and_accounts(client, house):
    place = {"kind": "archive", "name": "青禾区档案馆", "address": "文苑路1号", "office_hours": "工作日"}
    actions.keep_place(ReadingPlace(body=house.body), place, by=house.clerk, on=FORMED)
    firm = {"name": "青禾水务", "sector": "water"}
    actions.keep_enterprise(Enterprise(department=house.body), firm, by=house.clerk, on=FORMED)
    account = {"channel": "wechat", "name": "青禾发布", "owner": "秘密负责人", "opened_on": FORMED}
    actions.keep_account(Account(body=house.body), account, by=house.clerk, on=FORMED)

    page = shown(client, "/places/")

    for word in ("青禾区档案馆", "档案馆", "青禾水务", "供水", "青禾发布"):
        assert word in page
    assert "秘密负责人" not in page


def test_large_letters_are_kept_without_any_script(client, house):
    asked = client.get("/library/?elder=1")

    assert 'data-size="xl"' in asked.content.decode()
    assert client.cookies["elder"].value == "1"
    assert 'data-size="xl"' in shown(client, "/apply/")
    assert 'data-size="xl"' not in shown(client, "/library/?elder=0")
    assert 'data-size="xl"' not in shown(client, "/apply/")


def test_the_navigation_names_only_what_is_there(client):
    page = shown(client, "/")

    bar = page.split('aria-label="主导航"')[1].split("</nav>")[0]
    for label in ("政府信息公开", "政策文件库", "政策解读", "政府公报", "依申请公开", "答复选登", "监督与建议"):
        assert label in bar
    assert "年度报告检查" not in bar
    assert "年度报告检查" in page.split("<footer")[1]


@pytest.mark.parametrize(
    ("title", "pieces"),
    [
        ("关于印发青禾区老旧小区改造实施方案的通知", ["关于印发", "青禾区", "老旧小区", "改造", "实施方案的通知"]),
        ("关于《扬尘条例》的解读", ["关于", "《扬尘条例》的", "解读"]),
        ("", []),
        ("通知", ["通知"]),
    ],
)
def test_titles_break_between_words(title, pieces):
    assert list(phrases(title)) == pieces


def test_a_title_in_pieces_is_the_title(house):
    title = "青禾区人民政府办公室关于进一步规范“放管服”改革、优化营商环境工作的通知（试行）"

    assert "".join(phrases(title)) == title
    assert all(piece[0] not in "》）”、" for piece in phrases(title))
    assert len(phrases(title)) > 5
