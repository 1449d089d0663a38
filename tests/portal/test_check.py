"""A person hands in files and sees results; the same without any script."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai import writing
from tests.portal import files

CHECK = "/tools/check/"


def text(response) -> str:
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return response.content.decode()


@pytest.mark.django_db
def test_the_first_page_leads_to_the_check(client):
    assert f'<a href="{CHECK}">年度报告检查</a>' in text(client.get("/"))


def test_the_page_says_that_nothing_is_kept(client):
    page = text(client.get(CHECK))

    assert "不保存您上传的文件" in page
    assert "把结果保留30天，得到一个只有您知道的网址" in page


def test_the_page_shows_a_real_excerpt(client):
    page = text(client.get(CHECK))

    assert "勾稽关系不成立" in page
    assert re.search(r"<b>152</b>.*≠.*<b>151</b>", page)


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx"])
def test_a_report_without_mistakes_shows_none(client, kind):
    page = text(client.post(CHECK, {"report": files.upload(files.whole(), kind)}))

    assert "青禾区教育局2024年政府信息公开工作年度报告" in page
    assert "错误 " not in page
    assert "勾稽关系不成立" not in page
    assert "<b>0</b> 条错误" in page


def test_a_planted_mistake_is_written_out(client):
    report = files.off_by_one()
    a, b, c, d = (
        report.value(f"applications.{row}.natural_person") for row in ("received", "carried_in", "total", "carried_out")
    )

    page = text(client.post(CHECK, {"report": files.upload(report)}))

    terms = re.search(r'勾稽关系不成立</b><span class="f">(.*?)</span><span class="muted">', page)[1]
    assert re.sub(r"<[^>]+>", "", terms) == f"自然人{a}+{b}={a + b}≠{c}+{d}={c + d}"
    assert "第一项加第二项之和，应等于第三项加第四项之和；差 1 件" in page
    assert "国办公开办函〔2019〕60号、〔2021〕30号 年度报告格式表三 表内所印勾稽关系" in page


def test_without_a_file_the_page_says_what_to_do(client):
    page = text(client.post(CHECK, {}))

    assert page.count("还没有选文件。请先选一份年度报告，再点“开始检查”。") == 2  # in the summary and beside the field


def test_an_unreadable_file_says_why_and_the_others_still_show(client):
    rtf = SimpleUploadedFile("通知.rtf", b"{\\rtf1 abc}")

    page = text(client.post(CHECK, {"report": [rtf, files.upload(files.whole())]}))

    assert "<b>通知.rtf</b>：这是 RTF 文件。请用 Word 或 WPS 打开，另存为 docx 后再试。" in page
    assert "青禾区教育局2024年政府信息公开工作年度报告" in page


def test_only_unreadable_files_give_a_page_that_says_so(client):
    page = text(client.post(CHECK, {"report": SimpleUploadedFile("空.docx", b"")}))

    assert "文件没有读成" in page
    assert "<b>空.docx</b>：文件是空的。请确认文件已经完整下载。" in page


def test_several_files_are_listed_first(client):
    other = files.whole(body="青禾区数据局", year=2023)

    page = text(client.post(CHECK, {"report": [files.upload(files.off_by_one()), files.upload(other, name="另一份")]}))

    rows = re.findall(r'<tr><th scope="row"><a href="#(r\d)">([^<]+)</a></th><td>([^<]+)</td><td>(\d+)</td>', page)
    assert rows == [("r1", "年度报告.docx", "青禾区教育局", "2024"), ("r2", "另一份.docx", "青禾区数据局", "2023")]


def test_two_years_of_one_body_are_compared(client):
    last, this = files.whole(year=2023, seed=5), files.whole(year=2024, seed=6)
    carried = last.value("applications.carried_out.total")
    this = files.planted({"applications.carried_in.total": carried + 7}, this)

    alone = text(client.post(CHECK, {"report": files.upload(this)}))
    both = text(client.post(CHECK, {"report": [files.upload(last), files.upload(this)]}))

    finding = f"本年写的上年结转是 {carried + 7} 件，上一年年报的结转下年度是 {carried} 件"
    assert finding not in alone
    assert finding in both


def test_reports_of_other_bodies_are_not_compared(client):
    last, this = files.whole(year=2023, body="青禾区数据局"), files.whole(year=2024)

    page = text(client.post(CHECK, {"report": [files.upload(last), files.upload(this)]}))

    assert page.count("没有上一年的报告可比") == 2


def test_a_zip_of_reports_is_opened(client):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲.docx", writing.write(files.whole(), "docx"))
        archive.writestr("乙.html", writing.write(files.whole(body="青禾区数据局"), "html"))

    page = text(client.post(CHECK, {"report": SimpleUploadedFile("年报.zip", packed.getvalue())}))

    assert "2 份报告的检查结果" in page
    assert "年报.zip/甲.docx" in page


def test_at_most_twenty_reports_are_read(client):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(22):
            archive.writestr(f"{number:02}.txt", "不是报告")

    page = text(client.post(CHECK, {"report": SimpleUploadedFile("年报.zip", packed.getvalue())}))

    assert page.count("没有认出政府信息公开工作年度报告") == 20
    assert page.count("一次最多读 20 份报告，这一份没有读") == 1


def test_a_file_name_is_shown_as_text_and_without_turning_signs(client):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("\u202e<b>\u200bx.txt", "不是报告")
        archive.writestr("长" * 300 + ".txt", "不是报告")

    page = text(client.post(CHECK, {"report": SimpleUploadedFile("年报.zip", packed.getvalue())}))

    assert "<b>年报.zip/&lt;b&gt;x.txt</b>" in page
    assert "长" * 120 not in page

    assert "\u202e" not in page
    assert "\u200b" not in page
    assert "<b>x" not in page


def test_the_page_of_one_report_is_not_heavy(client):
    response = client.post(CHECK, {"report": files.upload(files.off_by_one(), "pdf")})

    assert 60_000 < len(response.content) < 250_000


def test_the_script_asks_for_one_file_and_gets_a_token(client):
    found = client.post(reverse("check-one"), {"report": files.upload(files.off_by_one())}).json()

    (reading,) = found["readings"]
    assert found["problems"] == []
    assert reading["line"].startswith("青禾区教育局2024年政府信息公开工作年度报告：3 处错误")
    page = text(client.post(CHECK, {"token": reading["token"]}))
    assert "勾稽关系不成立" in page


def test_the_script_is_told_what_is_wrong_with_a_file(client):
    found = client.post(reverse("check-one"), {"report": SimpleUploadedFile("图.docx", b"\x89PNG....")}).json()

    assert found == {"readings": [], "problems": ["这是一张图片。请找原始的 Word 或文字版 PDF，或者先做文字识别。"]}


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(CHECK).status_code == 405
