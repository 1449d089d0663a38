"""The texts of a report: figures that follow the data, versions, conflicts, sentences offered, pictures, files."""

import io
import struct
import zlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.reports import actions
from gongkai.reports.models import Entered, Passage, Picture
from tests.desk.documents.made import shown
from tests.desk.reports import winter
from tests.reports import district

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def this() -> district.January:
    return winter.january()


def saved(client, report, typed, base=0, *, part="overview"):
    """What the script gets when it saves."""
    address = reverse("desk-report-text", args=(report.pk, part))
    return client.post(address, {"typed": typed, "base": base}, headers=FETCH)


def newest(report, part="overview") -> Passage:
    return Passage.objects.filter(report=report, part=part).last()


def test_the_editor_shows_figures_with_their_names_and_the_print_links_them(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)

    page = shown(client, "desk-report-part", report.pk, "overview")

    assert "政府信息公开申请{新收申请=5}件" in page
    assert (
        f'href="{reverse("desk-report-cell", args=(report.pk, "applications.received.total"))}" title="新收申请">5</a>'
        in page
    )


def test_what_is_typed_is_saved_with_its_tokens_and_a_figure_changed_by_hand_is_told(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)

    first = saved(client, report, "新收{新收申请=5}件。", base=1)
    second = saved(client, report, "新收{新收申请=9}件，{没有的数=3}。", base=first.json()["base"])

    assert first.json()["notes"] == []
    assert len(second.json()["notes"]) == 2
    assert newest(report).text == "新收9件，{没有的数=3}。"


def test_two_who_write_at_once_lose_nothing(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    actions.save_text(
        report.pk, "overview", "负责人写的。", base=1, by=this.housing.head, at=district.moment(date(2026, 1, 12), 11)
    )

    fetched = saved(client, report, "经办人写的。", base=1)
    page = winter.sent(client, "desk-report-text", report.pk, "overview", typed="经办人写的。", base=1, status=409)

    assert (fetched.status_code, "改过这一部分" in fetched.json()["error"]) == (409, True)
    assert all(each in page.content.decode() for each in ("经办人写的。</textarea>", "负责人", "改过这一部分"))
    assert newest(report).text == "负责人写的。"


def test_a_sentence_is_added_without_a_script(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    page = shown(client, "desk-report-part", report.pk, "overview")
    offer = page.split('name="append" value="')[1].split('"')[0]

    winter.sent(
        client, "desk-report-text", report.pk, "overview", typed="第一句。", base=1, append="第二句{新收申请=5}。"
    )

    assert offer
    assert newest(report).text == "第一句。\n第二句{applications.received.total}。"


def test_a_fact_is_entered_beside_the_text_with_its_source(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)

    refused = winter.sent(client, "desk-report-fact", report.pk, key="trained.times", value="3", status=422)
    winter.sent(client, "desk-report-fact", report.pk, key="trained.times", value="3次", source="签到表")
    tallied = winter.sent(client, "desk-report-fact", report.pk, key="applied.post", value="3", source="信", status=422)

    assert 'value="3"' in refused.content.decode()
    assert "由台账统计" in tallied.content.decode()
    assert list(Entered.objects.values_list("key", "value", "source")) == [("trained.times", 3, "签到表")]


def test_versions_are_compared_and_an_old_one_comes_back(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    actions.save_text(
        report.pk, "overview", "全新的一稿。", base=1, by=this.housing.head, at=district.moment(date(2026, 1, 12), 11)
    )
    old = Passage.objects.get(report=report, version=1)

    page = shown(client, "desk-report-versions", report.pk, "overview")
    winter.sent(client, "desk-report-restore", report.pk, "overview", old.pk)

    assert ("<ins>" in page, "<del>" in page) == (True, True)
    assert (newest(report).version, newest(report).text) == (3, winter.TEXT)


def test_a_text_like_last_years_is_shown_as_such(this) -> None:
    report, client = winter.handed_in(this), winter.browser(this.health)
    other = this.report(this.health)
    actions.save_text(
        other.pk, "overview", winter.TEXT, base=0, by=this.health.clerk, at=district.moment(date(2026, 1, 14))
    )

    office = shown(winter.browser(actor=this.collector), "desk-report-part", other.pk, "overview")
    own = shown(client, "desk-report-part", other.pk, "overview")

    assert report.pk != other.pk
    assert ("与区住建局相同" in office, '<mark class="m">' in office) == (True, True)
    assert "与区住建局相同" not in own


def png() -> bytes:
    """A picture of four pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    target = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    target.seek(0, 2)
    target.write(chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)))
    target.write(chunk(b"IDAT", zlib.compress(b"\x00" + b"\xff\x00\x00" * 2 + b"\x00" + b"\x00\xff\x00" * 2)))
    target.write(chunk(b"IEND", b""))
    return target.getvalue()


def test_pictures_need_words_and_charts_follow_the_data(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    upload = {"caption": "培训现场", "file": SimpleUploadedFile("培训.png", png())}

    refused = winter.sent(client, "desk-report-pictures", report.pk, "overview", status=422, **upload)
    upload["file"] = SimpleUploadedFile("培训.png", png())
    winter.sent(client, "desk-report-pictures", report.pk, "overview", alternative="二十人在听课", **upload)
    winter.sent(client, "desk-report-pictures", report.pk, "overview", chart="outcomes")

    own, chart = Picture.objects.order_by("pk")
    seen = client.get(reverse("desk-report-picture", args=(report.pk, own.pk)))
    drawn = client.get(reverse("desk-report-chart", args=(report.pk, "outcomes")))
    preview = shown(client, "desk-report-preview", report.pk)
    assert "培训现场" in refused.content.decode()
    assert (seen["Content-Type"], seen.content[:4]) == ("image/png", b"\x89PNG")
    assert (
        drawn["Content-Type"],
        b"<svg" in drawn.content,
        "default-src 'none'" in drawn["Content-Security-Policy"],
    ) == (
        "image/svg+xml",
        True,
        True,
    )
    assert ('alt="二十人在听课"' in preview, reverse("desk-report-chart", args=(report.pk, "outcomes")) in preview) == (
        True,
        True,
    )
    winter.sent(client, "desk-report-remove-picture", report.pk, chart.pk)
    assert list(Picture.objects.all()) == [own]


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{"), ("pdf", b"%PDF")])
def test_the_draft_is_downloaded(this, kind, begins) -> None:
    report, client = winter.written(this), winter.browser(this.housing)

    answer = client.get(reverse("desk-report-draft", args=(report.pk, kind)))

    assert (answer.status_code, answer.content[: len(begins)]) == (200, begins)
    assert "%E8%8D%89%E7%A8%BF" in answer["Content-Disposition"]
