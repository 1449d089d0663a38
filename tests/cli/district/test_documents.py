"""The documents of the demonstration district: every column and every stage, true to the law, and nobody's secret in them."""

import io
import json
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db.models import Count, F, Q
from django.test import Client
from rich.console import Console

from gongkai.bodies.models import Body
from gongkai.cli.district import welcome
from gongkai.cli.district.publishing import wording
from gongkai.core import credit_codes, privacy
from gongkai.core.documents import index_numbers, text, validity
from gongkai.core.documents.life import LIFE, STAGES
from gongkai.core.law import catalogue
from gongkai.documents import public
from gongkai.documents.models import (
    Account,
    Column,
    Document,
    Duty,
    Enterprise,
    File,
    Finding,
    Guide,
    Institution,
    Issue,
    Miss,
    Placement,
    Publication,
    PublicFile,
    ReadingPlace,
    Redirect,
    Relation,
    Version,
)
from gongkai.documents.models.documents import FORMS
from gongkai.journal.models import Entry
from gongkai.vault import files
from tests.cli.district.conftest import ON

EMPTY = {"public_order", "fund_raising"}  # on purpose
pytestmark = pytest.mark.django_db


def shown():
    return Publication.objects.filter(withdrawn_on=None)


def of(key):
    return Publication.objects.get(document__key=f"demonstration-{key}")


def left(key):
    return Document.objects.get(key=f"demonstration-open-{key}")


# ── full ──


def test_the_district_publishes_some_four_hundred_documents_over_two_years(made):
    documents = shown().filter(genre="document")

    assert 380 <= documents.count() <= 450
    assert made.documents == Publication.objects.count()
    assert (ON - documents.filter(formed_on__gte=date(2024, 1, 1)).earliest("published_on").published_on).days > 700
    assert (ON - documents.latest("published_on").published_on).days <= 7


def test_every_column_for_documents_has_some_but_two():
    empty = {
        each.key for each in Column.objects.filter(holds__in=("documents", "interpretations", "reports"), published=0)
    }

    assert empty == EMPTY


def test_the_counts_of_the_columns_are_those_of_the_documents():
    many = Count("publications", filter=Q(publications__withdrawn_on=None))

    assert list(Column.objects.annotate(many=many).exclude(many=F("published"))) == []


def test_every_stage_and_every_deed_of_the_life_is_there():
    deeds = set(Entry.objects.filter(about_kind="document").values_list("verb", flat=True))

    assert set(Document.objects.values_list("stage", flat=True)) == set(STAGES)
    rare = {"edit", "resolve", "determine", "restore", "clarify", "undo_validity", "reassess", "open_up", "recover"}
    assert {move.verb for move in LIFE} - deeds <= rare
    assert {"begin", "attribute", "submit", "give_opinion", "clear", "sign", "publish", "take_over"} <= deeds


def test_there_are_interpretations_of_every_form():
    found = shown().filter(genre="interpretation")

    assert set(found.values_list("form", flat=True)) == set(FORMS)
    assert 55 <= found.count() <= 75
    assert not found.filter(interprets=None).exists()


def test_what_stands_around_the_documents_is_there():
    bodies = Body.objects.count()

    assert (Guide.objects.count(), Institution.objects.count()) == (bodies, bodies)
    assert 110 <= Duty.objects.count() <= 130
    assert set(Enterprise.objects.values_list("sector", flat=True)) == set(catalogue.sectors())
    assert set(ReadingPlace.objects.values_list("kind", flat=True)) == {"archive", "library", "hall", "point"}
    assert (
        Column.objects.filter(holds="topic").annotate(many=Count("topic_publications")).filter(many__gt=0).count() == 3
    )
    assert Miss.objects.filter(many__gt=1).count() >= 3
    assert Redirect.objects.count() > 100


def test_one_guide_was_not_looked_at_for_more_than_a_year():
    old = Guide.objects.filter(reviewed_on__lt=ON - timedelta(days=366))

    assert [each.body.slug for each in old] == ["justice"]


def test_the_accounts_are_of_several_kinds_and_one_is_idle():
    active = Account.objects.filter(status="active")

    assert set(Account.objects.values_list("status", flat=True)) == {"active", "paused", "closed"}
    assert set(active.values_list("channel", flat=True)) == {"wechat", "weibo", "douyin"}
    assert active.filter(last_post_on__lt=ON - timedelta(days=14)).count() == 1
    assert {each.credentials for each in Account.objects.all()} == {"{}"}  # nothing can be sent by accident


def test_documents_are_on_many_channels_in_every_state():
    outside = Placement.objects.exclude(channel="website")

    assert set(outside.values_list("state", flat=True)) >= {"posted", "prepared", "failed"}
    assert set(outside.values_list("channel", flat=True)) >= {
        "wechat",
        "weibo",
        "press",
        "tv",
        "gazette",
        "reading_place",
    }
    assert all(each.error for each in outside.filter(state="failed"))
    assert outside.exclude(reads=None).count() >= 8
    assert not outside.filter(state="waiting").exists()


def test_six_issues_of_the_gazette_are_printed():
    issues = Issue.objects.exclude(published_on=None)

    assert issues.count() == 6
    assert {files.fetch(each.stored)[:5] for each in issues} == {b"%PDF-"}
    assert min(each.entries.count() for each in issues) >= 2


# ── right ──


def test_every_body_has_a_code_with_a_right_check_digit():
    assert [each.slug for each in Body.objects.all() if credit_codes.fault(each.credit_code)] == []


def test_index_numbers_are_sound_and_run_without_gap():
    found = [
        index_numbers.parse(each)
        for each in Document.objects.exclude(index_number=None).values_list("index_number", flat=True)
    ]
    serials = Counter((each.code, each.year) for each in found)

    assert len(found) > 400
    assert {key: max(each.serial for each in found if (each.code, each.year) == key) for key in serials} == dict(
        serials
    )


def test_nothing_that_is_shown_was_found_wanting():
    open_findings = [row for row in Finding.objects.filter(document__stage="published") if not row.is_settled]
    texts = [text.plain(text.from_record(each)) for each in Publication.objects.values_list("text", flat=True)]

    assert open_findings == []
    assert [found.kind for each in texts for found in privacy.examine(each)] == []
    assert len(texts) > 400


def test_every_attachment_was_rebuilt_and_its_checksum_is_right():
    assert PublicFile.objects.count() >= 10
    assert set(PublicFile.objects.values_list("kind", flat=True)) == {"docx", "xlsx", "pdf", "png"}
    assert not File.objects.filter(rebuilt="").exists()
    assert {len(each.sha256) for each in PublicFile.objects.all()} == {64}


def test_the_totals_of_tables_are_the_sums_of_their_rows():
    budget = of("budget-1").text
    table = next(block["rows"] for block in budget if block["kind"] == "table")

    assert table[-1][0] == "合计"
    assert float(table[-1][1]) == pytest.approx(sum(float(row[1]) for row in table[1:-1]))


def test_a_few_documents_were_late_and_a_few_are():
    published = Document.objects.filter(publication__published_on__gt=F("due_on"))
    waiting = Document.objects.filter(due_on__lt=ON).exclude(stage__in=("published", "held", "withdrawn", "discarded"))

    assert 1 <= published.count() <= 5
    assert 2 <= waiting.count() <= 5


def test_rosters_are_taken_down_when_their_time_is_over():
    due = Publication.objects.filter(take_down_on__lte=ON)

    assert due.count() >= 10
    assert not due.filter(withdrawn_on=None).exists()
    assert shown().filter(take_down_on__gt=ON).exists()


def test_documents_are_in_every_state_of_validity():
    found = {validity.validity(each.dates, on=ON) for each in shown().filter(genre="document")}

    assert found >= {"in_force", "amended", "partly_ended", "expired", "repealed"}
    assert set(Relation.objects.values_list("kind", flat=True)) >= {
        "repeals",
        "amends",
        "partly_ends",
        "replaces",
        "based_on",
        "cites",
    }
    soon = [each for each in shown() if each.expires_on and ON <= each.expires_on <= ON + timedelta(183)]
    assert soon != []


def test_corrections_and_withdrawals_say_why():
    withdrawn = Publication.objects.exclude(withdrawn_on=None).filter(take_down_on=None)

    assert Version.objects.count() == 2
    assert all(each.reason for each in Version.objects.all())
    assert withdrawn.count() == 2
    assert all(len(each.withdrawn_because) > 8 for each in withdrawn)


# ── in the house ──


def test_a_planted_number_waits_for_somebody_and_is_shown_masked_only():
    found = left("relief-list").findings.filter(state="open")

    assert {"resident_id", "mobile"} <= set(found.values_list("kind", flat=True))
    planted = next(
        cell
        for block in left("relief-list").text
        for row in block.rows
        for cell in row
        if len(cell) == 18 and "*" not in cell
    )
    assert privacy.is_resident_id(planted)
    kept = [
        *Finding.objects.values_list("sample_masked", flat=True),
        *map(str, Entry.objects.values_list("facts", flat=True)),
    ]
    assert [each for each in kept if planted in each] == []
    assert planted not in json.dumps(list(Publication.objects.values_list("text", flat=True)), ensure_ascii=False)


def test_a_hidden_comment_is_listed_and_is_not_in_the_rebuilt_file():
    (file,) = left("lift").files.all()

    assert [each["code"] for each in file.hidden] == ["docx.comments"]
    assert b"comments.xml" in files.fetch(file.stored)
    assert b"comments.xml" not in files.fetch(file.rebuilt)


def test_something_is_appointed_and_something_held_has_to_be_looked_at_again():
    assert Document.objects.get(stage="signed", publish_at__isnull=False) == left("vaccine")
    assert [each.key for each in Document.objects.filter(stage="held", review_on__lt=ON)] == [
        "demonstration-open-duty-list"
    ]


# ── the document of the prototype ──


def test_the_document_of_the_prototype_is_there_with_all_that_belongs_to_it(made):
    page = public.document(made.notice, on=ON)

    assert isinstance(page, public.Page)
    assert page.row.document_number == "青政办字〔2026〕18号"
    assert page.row.title == "关于进一步规范政府信息公开申请办理工作的通知"
    assert (page.row.formed_on, page.row.published_on) == (date(2026, 6, 12), date(2026, 6, 15))
    assert page.row.validity == "in_force"
    assert [(each.form, each.published_on) for each in page.interpretations] == [
        ("图解", date(2026, 6, 15)),
        ("问答", date(2026, 6, 15)),
        ("视频解读", date(2026, 6, 17)),
    ]
    assert [each.name for each in page.files] == ["政府信息公开申请登记表.docx", "答复书文书格式（15种）.docx"]
    assert [(each.kind, each.document_number or each.title, each.articles) for each in page.links] == [
        ("repeals", "青政办发〔2021〕9号", ""),
        ("based_on", "国务院令第711号", "第二十九条至第四十四条"),
    ]


def test_the_notices_before_it_have_ended_on_their_days():
    assert of("notice-2021").repealed_on == date(2026, 6, 12)
    assert of("notice-2013").lapsed_on == date(2021, 3, 1)


# ── for those who look at it ──


def test_the_pages_of_the_documents_answer(made):
    client = Client()
    addresses = [
        f"/documents/{made.notice}/",
        "/columns/normative/",
        "/library/",
        "/search/?q=加装电梯",
        "/gazette/",
        "/guides/",
        "/places/",
    ]

    assert {each: client.get(each).status_code for each in addresses} == dict.fromkeys(addresses, 200)
    assert "青政办字〔2026〕18号" in client.get(addresses[0]).content.decode()
    assert client.get(Redirect.objects.earliest("pk").path).status_code == 301


def test_the_terminal_says_who_brings_documents_out_and_where_they_are(made):
    out = io.StringIO()

    welcome.show(made, Console(file=out, width=200))

    assert [each.username for each in made.publishers if each.username not in out.getvalue()] == []
    assert f"/documents/{made.notice}/" in out.getvalue()
    assert "/desk/documents/" in out.getvalue()


def test_figures_are_drawn_the_same_each_time_and_within_their_limits():
    drawn = [wording.line("<10..20>", {}, f"seed-{each}") for each in range(200)]

    assert drawn == [wording.line("<10..20>", {}, f"seed-{each}") for each in range(200)]
    assert set(map(int, drawn)) == set(range(10, 21))
    assert wording.line("<1.5..1.7>", {}, "x") in {"1.5", "1.6", "1.7"}
