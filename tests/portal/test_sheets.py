"""How a report is laid out: nothing lost, nothing twice, every mark where it belongs."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from gongkai.core import checks, editions
from gongkai.core.findings import Verdict, Weight
from gongkai.core.reports import BLANK, Cell, State, read_cell
from gongkai.portal import equations, examined, notes, passages, sheets, texts
from gongkai.portal.tables import Drawing
from gongkai.reading import Reading
from gongkai.writing.tables import Box
from tests.made import reports
from tests.portal import files

SLOW = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def laid_out(report):
    reading = Reading("x", "text", report, {}, ())
    (one,) = examined.together([reading], [{}])
    return one, sheets.report_sheet(one, 1)


def figures(sheet):
    return [each for part in sheet.parts if part.sheet for row in part.sheet.body for each in row.figures]


@given(reports())
@SLOW
def test_every_cell_is_drawn_once_and_has_its_passage(report):
    _, sheet = laid_out(report)

    drawn = figures(sheet)
    assert len(drawn) == len(report.cells) > 150
    assert len({each.id for each in drawn}) == len(drawn)
    assert {each.href for each in drawn} == {"#" + each.id for each in sheet.passages}
    assert [each.back for each in sheet.passages] == [sheet.ids.cell(cell) for cell in report.cells]


@given(reports())
@SLOW
def test_every_failure_is_numbered_once_and_stands_in_the_list(report):
    one, sheet = laid_out(report)

    assert sorted(note.number for note in sheet.notes) == list(range(1, len(one.examination.failures) + 1))
    assert Counter(note.finding for note in sheet.notes) == Counter(one.examination.failures)
    assert sum(len(part.cards) + part.more for part in sheet.parts) + len(sheet.general) == len(sheet.notes)


@given(reports())
@SLOW
def test_no_character_of_the_text_is_lost(report):
    _, sheet = laid_out(report)

    for part, key in zip(sheet.parts, editions.PARTS, strict=True):
        shown = "".join(run.text for runs in part.paragraphs for run in runs)
        assert shown == report.texts.get(key, "").replace("\n", "")


@given(reports())
@SLOW
def test_the_tally_adds_up(report):
    one, sheet = laid_out(report)

    t = sheet.tally
    assert t.rules == t.passed + t.errors + t.warnings + t.remarks + t.unchecked
    assert t.error_places == len(one.examination.errors)


@given(reports())
@SLOW
def test_written_out_sums_are_wrong_and_their_terms_right(report):
    _, sheet = laid_out(report)

    for equation in sheet.equations:
        left, right = " ".join(term.text for term in equation.terms).split(" ≠ ")
        for side in (left, right):
            added, _, whole = side.partition(" = ")
            assert not whole or sum(map(float, added.split(" + "))) == float(whole)
        assert float(left.split(" = ")[-1]) != float(right.split(" = ")[-1])


@pytest.mark.parametrize("edition", ["2019-60", "2021-30"])
@pytest.mark.parametrize("key", editions.TABLES)
def test_every_row_of_a_table_has_the_same_width(edition, key):
    report = files.whole(edition=edition, year=2020 if edition == "2019-60" else 2024)
    drawn = Drawing(report, notes.anchors(report, 1), {}, frozenset()).sheet(key)

    assert len(set(widths([*drawn.head, *drawn.body]))) == 1


def widths(rows):
    """The columns that each row covers, counting cells that reach down into it."""
    hanging: list[list[int]] = []
    for row in rows:
        cells = [(h.columns, h.rows) for h in row.heads] + [(f.columns, 1) for f in row.figures]
        yield sum(columns for columns, _ in cells) + sum(columns for columns, left in hanging if left > 0)
        hanging = [[columns, left - 1] for columns, left in hanging] + [[columns, high - 1] for columns, high in cells]


def test_the_third_table_is_the_statutory_one():
    report = files.whole()
    drawn = Drawing(report, notes.anchors(report, 1), {}, frozenset()).sheet("applications")

    heads = [head for row in drawn.body for head in row.heads if head.scope == "rowgroup"]
    assert [("".join(head.lines), head.rows) for head in heads] == [
        ("三、本年度办理结果", 22),
        ("（三）不予公开", 8),
        ("（四）无法提供", 3),
        ("（五）不予处理", 5),
        ("（六）其他处理", 3),
    ]
    assert drawn.head[0].heads[0].lines == ("本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",)


@pytest.mark.parametrize(
    ("cell", "shown", "css", "said"),
    [
        (read_cell(12), "12", "", "12"),
        (read_cell(0), "0", "z", "0"),
        (read_cell(12, "元"), "12元", "", "12元"),
        (BLANK, "空", "blank", "空，空着没有填"),
        (Cell(State.ABSENT), "缺", "absent", "缺，文件里没有这一格"),
        (Cell(State.AMBIGUOUS, candidates=(1, 2)), "疑", "unsure", "疑，读不准"),
    ],
)
def test_each_state_of_a_cell_has_its_word(cell, shown, css, said):
    name = "applications.granted.natural_person"
    report = files.planted({name: cell})
    figure = Drawing(report, notes.anchors(report, 1), {}, frozenset()).figure(
        Box(0, 0, "", "figure", cell=name), False
    )

    assert (figure.text, figure.css) == (shown, css)
    assert figure.label == f"表三/予以公开/自然人：{said}"


def test_a_note_marks_its_cells_and_the_first_of_them_most():
    sheet = files.sheet(files.off_by_one())
    by_id = {each.id: each for each in figures(sheet)}

    note = next(note for note in sheet.notes if note.code == "S101")
    first, *others = [by_id[sheet.ids.cell(cell)] for cell in note.cells]
    assert first.css.split()[-1] == "err"
    assert note.target == first.id
    assert all("err" in each.css for each in others)
    assert f"检查意见{note.number}" in others[1].label


def test_silent_cells_are_not_all_marked():
    absent = dict.fromkeys((c for c in files.whole().cells if c.startswith("remedies.")), Cell(State.ABSENT))
    _, sheet = laid_out(files.planted(absent))

    note = next(note for note in sheet.notes if note.code == "P102")
    assert note.cells == ("remedies.reconsideration.upheld",)
    assert sum(bool(each.references) for each in figures(sheet)) == 1


# ── passages ──


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx"])
@pytest.mark.parametrize("edition", ["2019-60", "2021-30"])
def test_the_passage_of_every_cell_highlights_its_own_figure(kind, edition):
    report = files.whole(edition=edition, year=2020 if edition == "2019-60" else 2024, seed=11)
    sheet = files.sheet(report, kind)

    for cell, passage in zip(report.cells, sheet.passages, strict=True):
        hits = [piece.text for piece in passage.pieces if piece.is_hit]
        assert hits == [passage.value], cell
        assert re.match(r"(第\d+页)?(第\d+张表第\d+行第\d+列)", passage.place), cell


def test_of_equal_figures_in_a_row_the_right_one_is_highlighted():
    sheet = files.sheet(files.planted({f"applications.granted.{c}": 7 for c in ("natural_person", "other_org")}))
    column = {"natural_person": 0, "other_org": 5}

    for name, place in column.items():
        wanted = sheet.ids.passage(f"applications.granted.{name}")
        passage = next(each for each in sheet.passages if each.id == wanted)
        numbers = [piece for piece in passage.pieces if piece.text.strip().isdigit()]
        assert [piece.is_hit for piece in numbers].index(True) == place


def test_a_passage_says_what_the_law_says():
    sheet = files.sheet(files.whole())
    by_id = {each.id: each.basis for each in sheet.passages}

    def basis(cell):
        return by_id[sheet.ids.passage(cell)]

    assert basis("applications.refused.state_secret.total") == "政府信息公开条例（2019）第十四条"
    assert basis("applications.unavailable.not_held.total") == (
        "政府信息公开条例（2019）第三十六条第四项；政府信息公开条例（2019）第三十六条第五项、第十条"
    )
    assert basis("proactive.art20_5.administrative_licensing.decisions") == "政府信息公开条例（2019）第二十条第（五）项"
    assert basis("remedies.reconsideration.total") == "国办公开办函〔2021〕30号 表四"


@pytest.mark.parametrize("year", [None, 2008, 2019, 2024, 2030])
@pytest.mark.parametrize("edition", editions.every(), ids=lambda each: each.key)
def test_every_result_rests_on_an_article_in_any_year(edition, year):
    found = passages.articles(edition.key, year)

    assert {row.key for row in edition.tables["applications"].rows if row.is_result} <= set(found)


# ── texts ──


def test_the_words_of_a_note_are_marked_and_a_number_that_agrees_leads_to_its_cell():
    report = files.whole()
    received = report.value("applications.received.total")
    changed = report.texts["overview"].replace(f"申请{received}件", f"申请{received + 5}件")
    _, sheet = laid_out(files.replace(report, texts={**report.texts, "overview": changed}))

    runs = [run for runs in sheet.parts[0].paragraphs for run in runs]
    (marked,) = [run for run in runs if run.number]
    note = next(note for note in sheet.notes if note.code == "W101")
    assert f"{received + 5}件" in marked.text
    assert (marked.id, marked.href, note.target) == (f"r1m{note.number}", "#" + note.anchor, marked.id)
    links = {(run.text, run.href) for run in runs if run.href and not run.number}
    carried = "applications.carried_in.total"
    assert (f"{report.value(carried)}件", "#" + sheet.ids.passage(carried)) in links


def test_personal_information_is_marked_where_it_stands():
    report = files.whole()
    report = files.replace(report, texts={**report.texts, "problems": "请联系张某，手机13812345678。\n没有别的。"})
    _, sheet = laid_out(report)

    (first, _) = sheet.parts[4].paragraphs
    assert [(run.text, bool(run.number)) for run in first] == [
        ("请联系张某，手机", False),
        ("13812345678", True),
        ("。", False),
    ]


def test_what_could_not_be_checked_is_grouped_by_reason():
    one, sheet = laid_out(files.whole())

    silent = [each for each in one.examination.findings if each.verdict is Verdict.NOT_CHECKABLE]
    assert sorted(code for silence in sheet.silences for code, _, _ in silence.rules) == sorted(
        each.code for each in silent
    )
    assert "没有上一年的报告可比" in [silence.why for silence in sheet.silences]


def test_tabs_count_errors_and_warnings_of_their_part():
    sheet = files.sheet(files.off_by_one())

    counts = {tab.label: (tab.errors, tab.warnings) for tab in sheet.tabs}
    assert counts["三 依申请"] == (3, 0)
    assert counts["二 主动公开"] == (0, 0)
    assert counts["检查结果"] == (3, 0)


def test_equations_are_known_for_every_sum_of_cells():
    ways = set(equations.written._WAYS)

    assert ways == {"S101", "S102", "S103", "S201"}
    assert all(checks.get(code).weight is Weight.ERROR for code in ways)


def test_texts_apart_from_notes_are_one_run():
    report = files.replace(files.whole(), texts={"problems": "甲\n\n乙"})

    assert texts.paragraphs(report, "problems", [], notes.anchors(report, 1)) == (
        (texts.Run("甲"),),
        (texts.Run("乙"),),
    )
