"""gongkai take-over: old documents come whole and under their old numbers, defects are told, a second run changes nothing."""

import csv
from datetime import date
from pathlib import Path

import pytest

from gongkai.documents import actions, public
from gongkai.documents.models import Document, Publication, Redirect
from gongkai.journal.models import Entry
from tests.documents import district

pytestmark = pytest.mark.django_db
HEAD = "序号,标题,索引号,文号,发布机构,生成日期,发布日期,有效性,废止日期,网址,附件,备注\n"
PAGE = """<!doctype html><html><head><meta charset="{charset}"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a></div>
<table><tr><td>索引号</td><td>{index}</td><td>发布日期</td><td>{published}</td></tr>
<tr><td>发文字号</td><td>{number}</td><td>成文日期</td><td>{formed}</td></tr></table>
<div id="zoom"><h1>{title}</h1><p>各镇人民政府、区政府各部门：</p>
<p>为做好今年汛期地质灾害防治工作，现就有关事项通知如下，请认真贯彻执行。</p>
<p>一、加强巡查</p><p>各单位要落实隐患点巡查制度，做好记录并及时上报。</p>
<p>青禾区人民政府办公室</p><p>2019年6月3日</p>{more}</div>
<div class="footer">版权所有 网站标识码3703000001</div></body></html>"""


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path, monkeypatch):
    settings.GONGKAI_DATA = tmp_path / "data"
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def housing(db):
    made = district.office(slug="housing", credit_code=district.code(77))
    actions.seed_columns(on=district.FORMED)
    return made


@pytest.fixture
def old(tmp_path) -> Path:
    (tmp_path / "old").mkdir()
    return tmp_path / "old"


def register(old: Path, *lines: str, encoding: str = "utf-8-sig") -> Path:
    path = old / "目录.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding)
    return path


def page(old: Path, name: str, *, charset: str = "utf-8", **values: str) -> Path:
    given = {
        "title": "青禾区人民政府办公室关于做好汛期地质灾害防治工作的通知",
        "index": "",
        "published": "2019-06-05",
        "number": "青政办发〔2019〕12号",
        "formed": "2019-06-03",
        "more": "",
        **values,
    }
    path = old / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PAGE.format(charset=charset, **given).encode(charset))
    return path


def report(tmp_path: Path) -> list[dict[str, str]]:
    with (tmp_path / "take-over-housing.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_register_is_published_with_its_old_days_numbers_and_addresses(run, housing, old, tmp_path):
    code = district.code(5)
    line = f"1,关于加强燃气安全的通知,{code}/2019-00012,青住建发[2019]7号,区住建局,2019年6月3日,2019-06-05,有效,,"
    source = register(old, f"{line}http://www.old.gov.cn/art/2019/6/5/art_1_2.html,,")

    ran = run("take-over", source, "--body", "housing", "--column", "policies")

    assert ran.status == 0, ran
    made = Publication.objects.get()
    assert (made.title, made.document_number) == ("关于加强燃气安全的通知", "青住建发〔2019〕7号")
    assert (made.formed_on, made.published_on) == (date(2019, 6, 3), date(2019, 6, 5))
    assert (made.index_number, made.kind) == (f"{code}/2019-00012", "通知")
    assert public.moved("/art/2019/6/5/art_1_2.html") == made.key
    assert [each["结果"] for each in report(tmp_path)] == ["已发布"]


def test_a_second_run_changes_nothing(run, housing, old):
    page(old, "art/1.html")
    page(old, "art/2.html", number="青政办发〔2019〕13号", title="关于做好防汛工作的通知")
    register(old, "1,关于燃气的通知,,,,2019-06-03,2019-06-05,,,,,", "2,无日期的通知,,,,,,,,,,")
    first = run("take-over", old, "--body", "housing")
    before = (Document.objects.count(), Publication.objects.count(), Redirect.objects.count(), Entry.objects.count())

    second = run("take-over", old, "--body", "housing")

    assert (first.status, second.status) == (1, 1)
    assert before[1] == 3
    assert (
        Document.objects.count(),
        Publication.objects.count(),
        Redirect.objects.count(),
        Entry.objects.count(),
    ) == before
    assert "以前已接收 3 件" in second.out
    assert "没有接收 1 件" in second.out


def test_a_trial_tells_the_same_and_leaves_nothing(run, housing, old, tmp_path):
    register(old, "1,关于燃气的通知,,青住建发〔2019〕7号,,2019-06-03,2019-06-05,,,,,")

    ran = run("take-over", old, "--body", "housing", "--dry-run")

    assert (ran.status, Document.objects.count(), Redirect.objects.count()) == (0, 0, 0)
    assert "已发布 1 件（试运行，什么也没有改动）" in ran.out
    assert [each["结果"] for each in report(tmp_path)] == ["已发布"]


@pytest.mark.parametrize(
    ("printed", "kept", "says"),
    [
        ("11370300004224423Q/2021-None", None, "残缺，编了新的索引号"),
        ("/2026-5565770", None, "残缺，编了新的索引号"),
        ("0142768-8/2022-00185", "0142768-8/2022-00185", "不合规范，照原样保留"),
        ("zfb/2026-00021", "zfb/2026-00021", "不合规范，照原样保留"),
    ],
)
def test_faulty_index_numbers_are_kept_where_they_name_something(run, housing, old, tmp_path, printed, kept, says):
    register(old, f"1,关于燃气的通知,{printed},,,2019-06-03,2019-06-05,,,,,")

    run("take-over", old, "--body", "housing")

    made = Publication.objects.get()
    assert made.index_number == (kept or f"{housing.body.credit_code}/2019-00001")
    assert f"“{printed}”{says}" in report(tmp_path)[0]["要核对的"]


@pytest.mark.parametrize(
    ("line", "is_so", "says"),
    [
        ("1,通知甲,,〔〕号,,2019-06-03,2019-06-05,,,,,", {"document_number": ""}, "发文字号“〔〕号”是空的"),
        ("1,通知甲,,,,2019-06-03,2019-06-05,有效,1970-01-01,,,", {"repealed_on": None}, "空日期的写法，没有采用"),
        ("1,通知甲,,,,1970-01-01,2019-06-05,,,,,", {"formed_on": None}, "成文日期“1970-01-01”是空日期的写法"),
        ("1,通知甲,,,,2019-13-45,2019-06-05,,,,,", {"formed_on": None}, "成文日期“2019-13-45”看不懂"),
        ("1,通知甲,,,,2019-06-03,,,,,,", {"published_on": date(2019, 6, 3)}, "没有发布日期，按成文日期登记"),
        ("1,通知甲,,,,2019-06-07,2019-06-05,,,,,", {"formed_on": date(2019, 6, 7)}, "晚于发布日期2019-06-05"),
        ("1,通知甲,,,,2019-06-03,2019-06-05,,,,,绝密备注", {"title": "通知甲"}, "“备注”没有对应的项目"),
    ],
)
def test_defects_are_left_open_and_told(run, housing, old, tmp_path, line, is_so, says):
    register(old, line)

    run("take-over", old, "--body", "housing")

    made = Publication.objects.get()
    assert {name: getattr(made, name) for name in is_so} == is_so
    assert says in report(tmp_path)[0]["要核对的"]


def test_what_the_old_portal_calls_ended_does_not_come_back_to_force(run, housing, old):
    register(
        old,
        "1,通知甲,,,,2015-06-03,2015-06-05,废止,2018-02-01,,,",
        "2,通知乙,,,,2015-06-03,2015-06-06,废止,,,,",
        "3,通知丙,,,,2015-06-03,2015-06-07,失效,,,,",
        "4,通知丁,,,,2015-06-03,2015-06-08,有效,,,,",
    )

    run("take-over", old, "--body", "housing")

    rows = {row.title: row for row in public.every(public.Wanted(), on=district.FORMED.replace(year=2099))}
    assert {title: row.validity for title, row in rows.items()} == {
        "通知甲": "repealed",
        "通知乙": "repealed",
        "通知丙": "expired",
        "通知丁": "in_force",
    }
    assert rows["通知甲"].ended_on == date(2018, 2, 1)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_folder_of_pages_is_read_and_every_old_address_leads_here(run, housing, old, charset):
    page(old, "zwgk/2019/index.html", charset=charset)

    ran = run("take-over", old, "--body", "housing")

    assert ran.status == 0, ran
    made = Publication.objects.get()
    assert (made.document_number, made.published_on) == ("青政办发〔2019〕12号", date(2019, 6, 5))
    assert "落实隐患点巡查制度" in "".join(each.get("text", "") for each in made.text)
    assert "版权所有" not in str(made.text)
    assert {public.moved("/zwgk/2019/index.html"), public.moved("/zwgk/2019/")} == {made.key}


def test_files_that_a_page_links_to_come_along_and_none_from_outside(run, housing, old, tmp_path):
    (tmp_path / "secret.txt").write_text("秘密", "utf-8")
    (old / "files").mkdir()
    (old / "files" / "名单.txt").write_text("东沟、西沟", "utf-8")
    links = '<a href="../files/%E5%90%8D%E5%8D%95.txt">名单</a><a href="../../secret.txt">x</a>'
    page(old, "art/1.html", more=links)

    run("take-over", old, "--body", "housing")

    assert [each.name for each in Publication.objects.get().files.all()] == ["名单.txt"]


def test_a_page_without_number_and_day_is_told_and_not_published(run, housing, old, tmp_path):
    (old / "index.html").write_text("<html><body><h1>首页</h1><p>欢迎访问青禾区政府网站</p></body></html>", "utf-8")

    ran = run("take-over", old, "--body", "housing")

    assert (ran.status, Publication.objects.count()) == (1, 0)
    (line,) = report(tmp_path)
    assert (line["结果"], line["来源"]) == ("没有接收", "index.html")


def test_a_row_and_its_page_make_one_document_and_differences_are_told(run, housing, old, tmp_path):
    page(old, "art/1.html", published="2019-06-06")
    register(old, "1,关于汛期地灾的通知,,青政办发〔2019〕12号,,2019-06-03,2019-06-05,,,/art/1.html,,")

    run("take-over", old, "--body", "housing")

    made = Publication.objects.get()
    assert (made.title, made.published_on) == ("关于汛期地灾的通知", date(2019, 6, 5))
    assert len(made.text) > 2
    says = report(tmp_path)[0]["要核对的"]
    assert "标题：目录写“关于汛期地灾的通知”，网页写" in says
    assert "发布日期：目录写2019-06-05，网页写2019-06-06，采用目录的" in says


def test_a_document_listed_twice_is_published_once_and_both_addresses_lead_to_it(run, housing, old, tmp_path):
    register(
        old,
        "1,关于燃气的通知,,青住建发〔2019〕7号,,2019-06-03,2019-06-05,,,/a/1.html,,",
        "2,关于燃气的通知 ,,青住建发[2019]7号,,2019-06-03,2019-06-05,,,/b/1.html,,",
    )

    run("take-over", old, "--body", "housing")

    made = Publication.objects.get()
    assert {public.moved("/a/1.html"), public.moved("/b/1.html")} == {made.key}
    assert [each["结果"] for each in report(tmp_path)] == ["已发布", "以前已接收"]


def test_two_documents_under_one_number_both_come_and_the_number_is_told(run, housing, old, tmp_path):
    register(
        old,
        "1,关于燃气的通知,,青住建发〔2019〕7号,,2019-06-03,2019-06-05,,,/a/1.html,,",
        "2,关于供热的通知,,青住建发〔2019〕7号,,2019-06-03,2019-06-05,,,/b/1.html,,",
    )

    run("take-over", old, "--body", "housing")
    run("take-over", old, "--body", "housing")

    rows = Publication.objects.order_by("pk")
    assert [each.document_number for each in rows] == ["青住建发〔2019〕7号", ""]
    assert [each["结果"] for each in report(tmp_path)] == ["以前已接收", "以前已接收"]


def test_two_documents_under_one_index_number_both_come(run, housing, old, tmp_path):
    number = f"{district.code(5)}/2019-00012"
    register(old, *(f"{at},通知{at},{number},,,2019-06-03,2019-06-05,,,/{at}.html,," for at in (1, 2)))

    run("take-over", old, "--body", "housing")

    first, second = Publication.objects.order_by("pk")
    assert (first.index_number, second.index_number) == (number, f"{housing.body.credit_code}/2019-00001")
    assert f"索引号“{number}”已经属于另一件公文" in report(tmp_path)[1]["要核对的"]


def test_personal_information_keeps_a_document_back_as_a_draft(run, housing, old, tmp_path):
    page(old, "art/1.html", more="<p>联系人张三，身份证号11010519491231002X，住青禾区人民路1号。</p>")

    ran = run("take-over", old, "--body", "housing")

    assert (ran.status, Publication.objects.count(), Document.objects.count()) == (1, 0, 1)
    (line,) = report(tmp_path)
    assert line["结果"] == "留作草稿"
    assert line["要核对的"]
    assert "11010519491231002X" not in line["要核对的"]


def test_nothing_is_lost_every_row_and_page_stands_in_the_report(run, housing, old, tmp_path):
    page(old, "art/1.html")
    page(old, "art/2.html", number="", published="", formed="", title="首页")
    (old / "broken.html").write_bytes(b"\x00\x01\x02")
    register(old, *(f"{at},通知{at},,,,2019-06-03,2019-06-05,,,,," for at in range(30)), "31,,,,,,,,,,,")

    run("take-over", old, "--body", "housing")

    lines = report(tmp_path)
    assert len(lines) == 34
    assert len({line["来源"] for line in lines}) == 34
    published = [line for line in lines if line["结果"] == "已发布"]
    assert len(published) == Publication.objects.count()
    assert len(published) >= 31


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere", "--body", "housing"), "没有 nowhere 这个文件或者文件夹"),
        (("old", "--body", "nobody"), "没有短名是 nobody 的单位；现有：housing"),
        (("old", "--body", "housing", "--column", "guide"), "没有 guide 这个可以放公文的栏目；现有："),
        (("old", "--body", "housing"), "old 里没有目录（csv、xlsx），也没有网页（html）"),
    ],
)
def test_what_is_wrong_with_the_command_is_told(run, housing, old, arguments, says):
    ran = run("take-over", *arguments)

    assert ran.status == 2
    assert ran.err.startswith(f"gongkai: {says}")


def test_a_table_without_titles_is_told(run, housing, old):
    (old / "a.csv").write_text("甲,乙\n1,2\n", "utf-8")

    ran = run("take-over", old, "--body", "housing")

    assert ran.status == 2
    assert "里没有“标题”这一栏；认识的栏目名有：标题、索引号、发文字号" in ran.err
