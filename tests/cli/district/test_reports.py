"""The annual reports of the demonstration district: two years out, one under way, and an archive in which the years follow."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import override_settings

from gongkai import archive
from gongkai.cli.district.reporting import decade, registers, turns
from gongkai.cli.district.reporting.calendar import load, years
from gongkai.cli.district.reporting.filing import MISTAKE
from gongkai.core import workdays
from gongkai.core.reports.life import STAGES
from gongkai.journal.models import Entry
from gongkai.reports import archiving, drafts, figures, proofs, sources
from gongkai.reports.models import (
    AnnualReport,
    Entered,
    Erratum,
    Line,
    Opinion,
    Passage,
    PublishedReport,
    Remark,
    Round,
)
from tests.cli.district.conftest import ON

pytestmark = pytest.mark.django_db


def report(slug, year=2025, level="unit"):
    rows = AnnualReport.objects.select_related("round", "body")
    return rows.get(body__slug=slug, round__year=year, level=level)


def units(year):
    return AnnualReport.objects.filter(round__year=year, level="unit").select_related("round", "body").order_by("pk")


# ── three rounds ──


def test_two_years_are_out_and_one_is_under_way():
    assert list(Round.objects.order_by("year").values_list("year", flat=True)) == [2024, 2025, 2026]
    assert list(PublishedReport.objects.filter(level="district").order_by("year").values_list("year", flat=True)) == [
        2024,
        2025,
    ]
    assert {each.stage for each in units(2024)} == {"accepted"}
    assert {each.stage for each in units(2025)} == {"accepted", "published"}
    assert {each.stage for each in units(2026)} == {"awaited", "draft"}
    assert PublishedReport.objects.filter(level="unit", year=2025).count() == 10


def test_no_stage_of_a_round_is_missing_in_the_journal():
    verbs = set(Entry.objects.filter(about_kind="report").values_list("verb", flat=True))

    assert verbs >= {
        "write",
        "submit",
        "return",
        "accept",
        "sign",
        "publish",
        "correct",
        "remark",
        "explain",
        "dismiss",
        "remind",
    }
    assert set(AnnualReport.objects.values_list("stage", flat=True)) <= set(STAGES)


def test_the_district_counts_every_case_of_the_registers():
    found = figures.as_handed_in(report("government", level="district"))

    assert found.cells["applications.received.total"].value == 164
    assert len(registers.rows(2025)) == 150
    rows = {
        cell.rsplit(".", 1)[0] for cell, each in found.cells.items() if cell.startswith("applications.") and each.value
    }
    assert len(rows) >= 19
    assert {cell for cell, each in found.cells.items() if each.value is None} == set()


def test_nothing_that_is_out_has_an_error():
    for year in (2024, 2025):
        assert {each.errors for each in units(year)} == {0}
        assert drafts.draft(report("government", year, "district")).judgement.bars == ()


def test_no_text_has_a_gap():
    for each in PublishedReport.objects.all():
        texts = each.record["texts"]

        assert len(texts["overview"]) > 300
        assert [part for part, text in texts.items() if drafts.GAP in text or "{" in text] == []


# ── by number ──


def test_what_was_carried_out_is_carried_in_by_number():
    proved = {each.body.slug: proofs.carry_over(each) for each in units(2026)}

    assert [slug for slug, each in proved.items() if each is None] == [turns.OUTSIDE]
    assert sum(len(each.kept) for each in proved.values() if each) >= 4
    assert [slug for slug, each in proved.items() if each and (each.lost or each.new)] == []


def test_every_figure_of_table_three_has_its_cases():
    found = report("resources")

    for cell, value in figures.frozen_values(found).items():
        if cell.startswith("applications.") and not cell.endswith(".total") and ".total." not in cell:
            assert Line.objects.filter(report=found, cell=cell).count() == value
    assert Line.objects.filter(report=found).count() > 20


# ── what went another way ──


def test_one_unit_was_late_and_reminded():
    found = report(turns.LATE)

    assert found.submitted_on > found.round.hand_in_by
    assert [each.submitted_on <= each.round.hand_in_by for each in units(2025).exclude(pk=found.pk)] == [True] * 11
    assert Entry.objects.get(verb="remind", about_id=str(found.pk)).on < found.submitted_on


def test_one_unit_was_sent_back_with_a_cell_and_a_part():
    remarks = Remark.objects.filter(report=report(turns.RETURNED), kind="return")

    assert [each.place for each in remarks] == ["proactive.art20_6.administrative_penalty.decisions", "problems"]
    assert all(each.settled_on > each.on for each in remarks)
    assert Passage.objects.filter(report=report(turns.RETURNED), part="problems").count() == 2
    assert figures.frozen_values(report(turns.RETURNED))[remarks[0].place] == 38


def test_one_unit_sent_a_file_with_a_mistake_that_was_put_right():
    found = report(turns.OUTSIDE)
    read = sources.read_values(sources.reading(found))

    figure = figures.of(found).cells[MISTAKE]

    assert (figure.how, figure.was, figure.value) == ("corrected", read[MISTAKE], read[MISTAKE] - 1)
    table = sources.edition(found).tables["applications"]
    results = [table.cell(row.key, "natural_person") for row in table.rows if row.is_result]
    assert figure.value == sum(read[cell] for cell in results)


def test_one_unit_copied_its_fifth_part():
    judged = drafts.draft(report(turns.COPYING)).judgement.failures

    assert [each.finding.at for each in judged if each.finding.code == "Y201"] == ["五、存在的主要问题及改进情况"]
    assert "100%" in next(each.finding.says for each in judged if each.finding.code == "Y201")


def test_findings_were_explained_and_let_stand():
    assert set(Opinion.objects.values_list("state", flat=True)) == {"explained", "dismissed"}


def test_the_erratum_stands_beside_the_figure():
    found = Erratum.objects.get()
    ((cell, old, new),) = found.changes

    assert (found.published.year, found.published.level) == (2025, "district")
    assert found.on > found.published.published_on
    assert found.published.record["cells"][cell]["value"] == old == new - 1


def test_the_round_under_way_shows_life():
    assert Entered.objects.filter(report__round__year=2026, how="adjusted").count() == 1
    assert Entered.objects.filter(report__round__year=2026, how="imported").exists()
    assert {each.body.slug for each in units(2026) if each.stage == "draft"} == {
        "civil-affairs",
        "housing",
        "office",
        "market",
    }
    assert Round.objects.get(year=2026).opened_on == ON


# ── on any day ──


def test_nothing_happened_after_the_day_or_on_a_day_of_rest():
    days = set(Entry.objects.values_list("on", flat=True))

    assert max(days) <= ON
    assert {day for day in days if not workdays.is_workday(day)} == set()


@pytest.mark.parametrize(
    ("on", "live"),
    [
        (date(2026, 1, 1), 2025),
        (date(2026, 6, 30), 2025),
        (date(2026, 7, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 2, 28), 2026),
        (date(2028, 2, 29), 2027),
    ],
)
def test_the_years_follow_the_day(on, live):
    found = years(on=on)

    assert (found.before, found.last, found.live) == (live - 2, live - 1, live)
    assert date(live, 6, 30) < found.opened_on(live) <= on
    assert found.spring(found.last, 5, 12) <= on


# ── the archive ──


@pytest.fixture(scope="module")
def filled(folder):
    """The archive with its reports, and what came of it; no real reports, wherever the tests run."""
    there = folder / "decade"
    return archive.open(there), decade.fill(there, on=ON, samples=folder / "nothing")


def test_the_archive_holds_every_report(filled):
    kept, added = filled

    assert (added.refused, added.changed, added.known) == ((), (), 0)
    assert added.read > 240
    assert [row[0] for row in kept.ask("years").rows] == [2019, 2020, 2021, 2022, 2023, 2024, 2025]
    assert {row[0] for row in kept.ask("SELECT DISTINCT edition FROM cells").rows} == {"2019-60", "2021-30"}
    assert not decade.is_missing(kept.folder)
    assert kept.ask("unplaced").rows == ()


def test_the_years_follow_but_where_they_were_told_not_to(filled):
    kept, _ = filled
    peculiar = load("decade.toml")["peculiar"]
    planted = {
        (slug, year, kind)
        for slug, row in peculiar.items()
        for kind in ("carried", "in_force")
        for year in row.get(kind, ())
    }

    found = {(row[0], row[2], row[3]) for row in kept.breaks().rows}

    assert len(planted) >= 6
    assert planted <= found
    assert {row[0] for row in found - planted} <= {"government", "baixi"}  # which add up what their units say


def test_the_platform_goes_on_where_the_archive_ends(filled):
    kept, _ = filled
    for slug in ("housing", "resources", "liuquan"):
        before = kept.ask(
            f"SELECT value FROM cells WHERE body = '{slug}' AND year = 2023 AND cell = 'applications.carried_out.total'"
        )

        assert before.rows[0][0] == figures.frozen_values(report(slug, 2024))["applications.carried_in.total"]


def test_a_body_goes_on_under_its_new_name(filled):
    kept, _ = filled
    rows = kept.series("resources", ["applications.received.total"]).rows

    assert [row[0] for row in rows] == [2019, 2019, 2020, 2020, 2021, 2022, 2023, 2024]
    assert "青禾区国土资源局" in rows[4][-1]


def test_some_stand_out_and_some_are_silent(filled):
    kept, _ = filled

    assert {"baixi-police", "baixi-resources"} <= {
        row[0] for year in range(2019, 2026) for row in kept.outliers(year).rows
    }
    assert {"baixi-statistics", "baixi-water", "liuquan"} <= {row[0] for row in kept.ask("silent").rows}


def test_what_is_published_and_missing_is_put_by_hand(folder, capsys):
    with override_settings(GONGKAI_DATA=folder):
        call_command("archive_sync")
        first = capsys.readouterr().out
        call_command("archive_sync")
        second = capsys.readouterr().out
    many = PublishedReport.objects.count()

    assert many == 12
    assert (first, second) == (f"补进报告库 {many} 份年度报告\n", "补进报告库 0 份年度报告\n")
    own = archive.open(folder / "archive").ask("SELECT id FROM reports WHERE source = 'own'").rows
    assert {row[0] for row in own} == {archiving.key(each) for each in PublishedReport.objects.select_related("body")}
