"""Scans: what the eyes see is what was printed, or it is marked; where it stands is where it is shown; limits hold."""

import io
import sys
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from gongkai.core.reports import State
from gongkai.reading import Unreadable, read
from gongkai.reading.guard import Guard
from gongkai.reading.result import Scanned
from gongkai.reading.scans import eyes, leaves, ruled
from gongkai.reading.scans.straight import Straight, _level, _turned, straight
from gongkai.writing import write
from tests.made import EDITIONS, reconciling
from tests.reading import scanned

WHOLE = reconciling(EDITIONS[0], 1000)
REPORT = replace(WHOLE, texts={part: WHOLE.texts[part] for part in ("preface", "problems", "other_matters")})  # 3 pages
PDF = write(REPORT, "pdf")


@pytest.fixture(scope="module")
def seen():
    """A scan of a whole report as the guarded child reads it, and what was told on the way."""
    told = []
    with Guard() as guard:
        data = scanned.bound(scanned.pictures(PDF))
        return guard.read(data, "扫描.pdf", told=lambda done, whole: told.append((done, whole))), told


def wrong(reading) -> dict[str, str]:
    """The cells that are not as printed."""
    return {
        key: f"{cell.value} {reading.report.cell(key).value}"
        for key, cell in REPORT.cells.items()
        if cell.state is not State.ABSENT and reading.report.cell(key).value != cell.value
    }


def test_a_scan_says_what_was_printed_or_that_it_could_not_be_seen(seen):
    reading, _ = seen
    marked = {cell for doubt in reading.doubts for cell in doubt.cells}
    found = wrong(reading)

    assert len(found) <= 0.03 * len(REPORT.cells)
    assert [key for key in found if key not in marked and reading.report.cell(key).state is State.READ] == []
    assert (reading.kind, reading.report.year) == ("scan", REPORT.year)
    assert reading.report.body == REPORT.body
    assert any(doubt.code == "R204" and "对照原件" in doubt.facts[0] for doubt in reading.doubts)


def test_the_texts_of_a_scan_are_read_too(seen):
    reading, _ = seen

    assert {"proactive", "applications", "remedies"} <= {each.part for each in reading.report.headings}
    assert reading.report.texts["problems"][:12] == REPORT.texts["problems"][:12]


def test_how_far_it_is_is_told_before_the_first_page_and_after_each(seen):
    _, told = seen

    assert told == [(page, len(told) - 1) for page in range(len(told))]
    assert len(told) > 2


def test_a_figure_is_shown_where_it_stands_although_the_page_was_askew(seen):
    reading, _ = seen
    printed = read(PDF, "印出来的.pdf").sources
    compared = 0
    for cell, source in reading.sources.items():
        if source.area is None or printed[cell].area is None:
            continue
        compared += 1
        assert source.page == printed[cell].page
        seen_x, seen_y = middle(source.area)
        x, y = middle(printed[cell].area)
        assert abs(seen_x - x) < 0.012  # of a page: it was turned by half a degree
        assert abs(seen_y - y) < 0.012
    assert compared > 150


def middle(area) -> tuple[float, float]:
    x0, y0, x1, y1 = area
    return (x0 + x1) / 2, (y0 + y1) / 2


def test_one_page_lying_on_its_side_is_turned_upright():
    page = scanned.pictures(PDF, askew=-1.0)[2].rotate(90, expand=True)

    reading = read(scanned.saved(page, "PNG"), "一页.png")

    total = reading.sources["remedies.reconsideration.total"]
    assert reading.report.cell("remedies.reconsideration.total").value == (
        REPORT.cell("remedies.reconsideration.total").value
    )
    assert total.area is not None
    upright = read(PDF, "印出来的.pdf").sources["remedies.reconsideration.total"].area
    x, y = middle(upright)
    lying_x, lying_y = middle(total.area)
    assert (abs(lying_x - y), abs(lying_y - (1 - x))) < (0.03, 0.03)


def test_a_picture_on_the_cover_hinders_nobody_who_has_no_time_for_scans():
    text = pdfium.PdfDocument(PDF)
    cover = pdfium.PdfDocument(scanned.bound([Image.new("L", (1240, 1754), 200)], dots=150))
    whole = pdfium.PdfDocument.new()
    whole.import_pages(cover)
    whole.import_pages(text)
    target = io.BytesIO()
    whole.save(target)

    reading = read(target.getvalue(), "有封面.pdf", scans=False)

    assert wrong(reading) == {}
    assert (
        reading.sources["applications.total.total"].page
        == 1 + read(PDF, "年报.pdf").sources["applications.total.total"].page
    )
    assert any("第1页是图片" in fact for doubt in reading.doubts for fact in doubt.facts)


# ── pieces ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3), st.floats(-3, 3), st.integers(300, 700), st.integers(300, 700))
def test_the_way_back_leads_to_where_the_ink_was(quarters, degrees, x, y):
    came = np.full((1000, 1000), 255, np.uint8)
    came[y - 6 : y + 6, x - 6 : x + 6] = 0
    leaf = _level(_turned(came, quarters), degrees)
    page = Straight(leaf, (), quarters, degrees, came.shape)
    ys, xs = np.nonzero(leaf < 100)

    across, down = middle(page.back(xs.min(), ys.min(), xs.max(), ys.max()))

    assert abs(across * 1000 - x) < 3
    assert abs(down * 1000 - y) < 3


def test_on_an_empty_back_nothing_is_looked_for_but_a_single_character_is_found(monkeypatch):
    looked = []
    monkeypatch.setattr(eyes, "find", lambda leaf, **_: looked.append(leaf) or [])
    random = np.random.default_rng(5)
    back = np.clip(random.normal(240, 4, (2339, 1654)), 0, 255).astype(np.uint8)
    straight(back)
    assert looked == []

    ink = Image.fromarray(back)
    ImageDraw.Draw(ink).rectangle((300, 300, 328, 303), fill=0)  # the character for one, at ten points
    straight(np.asarray(ink))
    assert looked


def test_strokes_and_underlines_rule_no_table():
    paper = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(paper)
    draw.rectangle((200, 200, 1400, 600), outline=0, width=3)
    draw.line((200, 400, 1400, 400), fill=0, width=3)
    draw.line((300, 900, 900, 900), fill=0, width=3)  # an underline
    draw.line((500, 230, 500, 330), fill=0, width=3)  # the stroke of a large character

    found = ruled.ruled(np.asarray(paper)).rules

    assert sum(rule.is_horizontal for rule in found) == 3
    assert sum(not rule.is_horizontal for rule in found) == 2


def test_a_table_is_whole_although_its_lines_are_broken_and_the_light_is_bad():
    paper = np.asarray(Image.linear_gradient("L").resize((1654, 2339))) // 3 + 150
    page = Image.fromarray(paper.astype(np.uint8))
    draw = ImageDraw.Draw(page)
    for y in (300, 400, 500):
        for x in range(200, 1400, 40):
            draw.line((x, y, x + 35, y), fill=60, width=3)
    for x in (200, 800, 1398):
        draw.line((x, 300, x, 500), fill=60, width=3)

    found = ruled.ruled(np.asarray(page)).rules

    assert sorted(rule.is_horizontal for rule in found) == [False] * 3 + [True] * 3


# ── what cannot be seen ─────────────────────────────────────────────────────────────────────────────────────────────


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as raised:
        read(data, "图")
    return str(raised.value)


def test_pictures_that_are_no_pages_are_refused_in_words():
    assert "看不清" in refused(scanned.saved(Image.new("L", (120, 90), 255), "PNG"))
    assert "不像一页纸" in refused(scanned.saved(Image.new("L", (700, 9000), 255), "PNG"))
    assert "打不开" in refused(scanned.saved(Image.new("L", (900, 900), 255), "PNG")[:60])
    assert "没有可以辨认的文字" in refused(scanned.saved(Image.new("L", (900, 1200), 255), "PNG"))


def test_a_picture_that_unpacks_without_end_is_refused():
    assert "太大" in refused(scanned.saved(Image.new("1", (30_000, 30_000)), "PNG"))


def test_many_pages_are_refused_before_they_are_seen():
    page = Image.new("1", (600, 800), 1)
    target = io.BytesIO()
    page.save(target, "TIFF", save_all=True, append_images=[page] * leaves.MOST_LEAVES)

    assert f"超过 {leaves.MOST_LEAVES} 页" in refused(target.getvalue())


def test_without_the_eyes_a_scan_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "gongkai.reading.scans", None)

    assert "gongkai[ocr]" in refused(scanned.saved(Image.new("L", (900, 1200), 255), "JPEG"))


def test_who_has_no_time_for_scans_is_told_what_it_is():
    with Guard() as guard, pytest.raises(Scanned, match="文字版"):
        guard.read(scanned.saved(Image.new("L", (900, 1200), 255), "JPEG"), "图.jpg", scans=False)


def test_reading_ends_when_whoever_listens_wants_no_more():
    class Enough(Exception):
        pass

    def stop(_done: int, _whole: int) -> None:
        raise Enough

    page = Image.new("L", (900, 1200), 255)
    with Guard() as guard:
        with pytest.raises(Enough):
            guard.read(scanned.saved(page, "PNG"), "图.png", told=stop)

        assert guard._eyes._child is None
        assert read_again(guard) == REPORT.year


def read_again(guard: Guard) -> int | None:
    return guard.read(PDF, "印出来的.pdf").report.year
