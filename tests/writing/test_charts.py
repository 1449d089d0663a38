"""Pictures of figures: they show what is known and only that, whoever looks at them, and nothing in them runs."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from threading import Thread

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from gongkai.writing import CannotWrite, charts
from gongkai.writing.charts import Chart, Limit, Series, engine
from tests.writing import drawn

YEARS = ("2021年", "2022年", "2023年", "2024年", "2025年")
BARS = Chart(
    "bars",
    "各年收到的申请",
    YEARS,
    (Series("新收", (128, 156, None, 213, 198)), Series("办结", (120, 150, 170, 205, 199))),
    "件",
    "数据来源：各年年度报告。",
)
STACKED = Chart(
    "stacked",
    "申请办理结果",
    YEARS,
    (Series("予以公开", (60, 80, 90, 100, 95)), Series("不予公开", (42, 35, 21, None, 29))),
    "件",
)
LINES = Chart("lines", "月度新收", ("1月", "2月", "3月", "4月", "5月"), (Series("新收", (12, 15, None, 22, 31)),), "件")
SHARES = Chart("shares", "结果的构成", ("公开", "其他", "不予公开"), (Series("件数", (60, 10, 30)),), "件")
RANGE = Chart(
    "range",
    "答复用时",
    ("教育局", "民政局", "数据局"),
    (Series("中位数", (8, 6, None)), Series("九成以内", (17, 12, None))),
    "个工作日",
    limit=Limit("法定期限", 20),
)
ALL = [BARS, STACKED, LINES, SHARES, RANGE]
INDIGO = "#1b4a7e"
TERM = Limit("法定期限（延长的另计）", 0)


def kind(chart: Chart) -> str:
    return chart.kind


def picture(chart: Chart, wide: int = 720) -> drawn.Drawn:
    return drawn.parsed(charts.svg(chart, wide=wide))


def squares(found: drawn.Drawn, colour: str) -> int:
    """Bars of a colour; the icon in the legend, where there is one, begins at the left edge and is one of them."""
    return len(found.shapes(colour))


# ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("wide", [360, 720])
@pytest.mark.parametrize("chart", ALL, ids=kind)
def test_title_unit_categories_and_names_are_in_the_picture(chart, wide):
    texts = picture(chart, wide).texts

    assert {chart.title, f"单位：{chart.unit}", *chart.categories} <= set(texts)
    if len(chart.series) > 1:
        assert {series.name for series in chart.series} <= set(texts)


@pytest.mark.parametrize("chart", [BARS, LINES, RANGE], ids=kind)
def test_every_figure_stands_beside_its_mark(chart):
    values = [str(value) for series in chart.series for value in series.values if value is not None]

    assert set(values) <= set(picture(chart).texts)


def test_parts_and_the_whole_are_both_told():
    texts = picture(STACKED).texts

    assert {"60", "42", "102", "80", "35", "115"} <= set(texts)


def test_a_sum_of_which_a_part_is_not_known_is_not_told():
    texts = picture(STACKED).texts

    assert texts.count("有缺") == 1
    assert texts.count("100") == 1  # the part that is known, not the sum


def test_parts_of_a_whole_stand_by_size_with_their_share():
    texts = picture(SHARES).texts

    assert [text for text in texts if text in SHARES.categories] == ["公开", "不予公开", "其他"]
    assert {"60（60.0%）", "30（30.0%）", "10（10.0%）"} <= set(texts)


def test_shares_of_a_whole_that_is_not_known_are_not_told():
    chart = replace(SHARES, series=(Series("件数", (60, None, 30)),))

    texts = picture(chart).texts

    assert {"60", "30", "—"} <= set(texts)
    assert not any("%" in text for text in texts)


@pytest.mark.parametrize(("missing", "bars"), [((), 5), ((2,), 4), ((0, 2, 4), 2)])
def test_what_is_not_known_leaves_a_gap(missing, bars):
    values = tuple(None if at in missing else 10 + at for at in range(5))
    found = picture(Chart("bars", "图", YEARS, (Series("新收", values),), "件"))

    assert squares(found, INDIGO) == bars
    assert found.texts.count("—") == len(missing)


def test_nought_is_a_figure_and_no_gap():
    found = picture(Chart("bars", "图", YEARS, (Series("新收", (0, 1, 2, 3, 4)),), "件"))

    assert squares(found, INDIGO) == 5
    assert found.texts.count("0") == 1
    assert "—" not in found.texts


def test_a_line_is_broken_where_a_figure_is_not_known():
    def pieces(values):
        chart = replace(LINES, series=(Series("新收", values),))
        strokes = [
            each.get("d") for each in picture(chart).root.iter(f"{drawn.SVG}path") if each.get("stroke") == INDIGO
        ]
        return sum(d.count("M") for d in strokes)

    assert (pieces((1, 2, 3, 4, 5)), pieces((1, 2, None, 4, 5))) == (1, 2)


def test_the_limit_is_a_line_in_vermilion_that_the_legend_names():
    def lines(chart):
        return [each for each in picture(chart).root.iter(f"{drawn.SVG}path") if each.get("stroke") == "#a9281d"]

    assert len(lines(RANGE)) == 2  # the line, and its icon in the legend
    assert "法定期限 20个工作日" in picture(RANGE).texts
    assert lines(replace(RANGE, limit=None)) == []


def test_bars_lie_down_where_names_are_long():
    names = ("青禾区住房和城乡建设局", "青禾区自然资源和规划分局", "青禾区市场监督管理局") * 3
    chart = Chart("bars", "各单位", names, (Series("新收", tuple(range(9))),), "件")

    lying, standing = picture(chart, 360), picture(replace(chart, categories=tuple("甲乙丙丁戊己庚辛壬")), 360)

    def places(found, names):
        return {round(each.top) for each in found.words if each.text.startswith(names)}

    assert len(places(lying, ("青禾区",))) == 9
    assert len(places(standing, tuple("甲乙丙丁戊己庚辛壬"))) == 1


def test_bars_below_zero_go_the_other_way():
    found = picture(Chart("bars", "增减", ("甲", "乙"), (Series("增减", (5, -5)),), "%"))
    up, down = ({each.text: each for each in found.words}[text] for text in ("5", "-5"))

    assert down.top > up.top + 100


def test_colours_that_look_alike_in_print_are_hatched():
    series = tuple(Series(name, (5, 6)) for name in "甲乙丙丁戊己")
    found = picture(Chart("stacked", "图", ("今年", "去年"), series, "件"))
    patterns = {each.get("id") for each in found.root.iter(f"{drawn.SVG}pattern")}
    used = {each.get("fill")[5:-1] for each in found.root.iter(f"{drawn.SVG}path") if "url" in each.get("fill", "")}

    assert len(patterns) == 4
    assert used == patterns


# ── whoever looks at it ─────────────────────────────────────────────────────────────────────────────────────────────

NAMES = st.text("青禾区教育局数据局ABC 2021年1（，）、综合行政执法", min_size=1, max_size=24)
FIGURES = st.one_of(
    st.none(),
    st.integers(0, 30),
    st.integers(0, 99999),
    st.decimals(0, 500, places=2),
    st.integers(0, 2000).map(lambda n: n / 4),
)


@st.composite
def any_chart(draw) -> Chart:
    kind = draw(st.sampled_from(list(charts.KINDS)))
    many = draw(st.integers(1, 14))
    groups = {"shares": 1, "range": 2}.get(kind) or draw(st.integers(1, 4))
    is_signed = kind in ("bars", "lines") and draw(st.booleans())
    figures = st.one_of(FIGURES, st.integers(-500, 500)) if is_signed else FIGURES
    values = [draw(st.lists(figures, min_size=many, max_size=many)) for _ in range(groups)]
    if kind == "range":
        ordered = [sorted(pair) if None not in pair else pair for pair in zip(*values, strict=True)]
        values = list(zip(*ordered, strict=True))
    names = draw(st.lists(NAMES, min_size=groups, max_size=groups, unique=True))
    series = tuple(Series(name, tuple(each)) for name, each in zip(names, values, strict=True))
    categories = tuple(draw(st.lists(NAMES, min_size=many, max_size=many)))
    limit = draw(st.none() | st.integers(0, 40).map(lambda value: replace(TERM, value=value)))
    unit, note = draw(st.sampled_from(["件", "", "个工作日"])), draw(st.sampled_from(["", "注" * 90]))
    return Chart(kind, draw(NAMES), categories, series, unit, note, limit)


@pytest.mark.fonts
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@example(Chart("lines", "0", ("0", "0", "0", "0", "、、、、、、"), (Series("0", (None,) * 5),), "件"), 320)
@example(Chart("bars", "0", ("0",), tuple(Series(name, (None,)) for name in ("0", " ", "00")), "件", limit=TERM), 320)
@given(any_chart(), st.sampled_from([320, 360, 720]))
def test_no_words_touch_each_other_or_leave_the_picture(chart, wide):
    found = picture(chart, wide)
    width, height = found.size

    assert [a for a in found.words if a.left < -1 or a.right > width + 1 or a.top < -1 or a.bottom > height + 1] == []
    assert [(a, b) for a, b in combinations(found.words, 2) if a.touches(b)] == []
    assert len(found.words) >= 2


def test_no_line_of_a_label_ends_with_an_opening_bracket_or_begins_with_a_mark():
    chart = replace(LINES, categories=tuple(f"{year}年（{year - 1980}份）" for year in range(2019, 2024)))

    texts = picture(chart, 360).texts

    assert any(text.startswith("（") for text in texts)
    assert [text for text in texts if text.endswith("（") or text.startswith("）")] == []


@pytest.mark.fonts
def test_words_that_touch_would_be_noticed():
    a, b = (drawn.Words("甲", left, 0, left + 12, 10) for left in (0, 11))

    assert a.touches(b)


@settings(max_examples=60, deadline=None)
@given(any_chart())
def test_the_words_name_the_highest_figure(chart):
    told = charts.alternative(chart)
    figures = [(value, number) for number, value in enumerate(chart.series[0].values) if value is not None]

    if figures and chart.kind != "stacked":
        most = max(value for value, _ in figures)
        first = next(number for value, number in figures if value == most)
        shown = charts.rows(replace(chart, kind="bars"))[first + 1][1]
        assert f"{shown}{chart.unit}" in told
        is_even = len(figures) > 1 and len({value for value, _ in figures}) == 1
        assert is_even or " ".join(chart.categories[first].split()) in told


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (
            BARS,
            (
                "柱状图：各年收到的申请（单位：件）。新收：最高为2024年（213件），最低为2021年（128件）；"
                "办结：最高为2024年（205件），最低为2021年（120件），合计844件。有1处没有数据。"
            ),
        ),
        (
            LINES,
            "折线图：月度新收（单位：件）。从1月的12件升至5月的31件，最高为5月（31件），最低为1月（12件）。有1处没有数据。",
        ),
        (
            SHARES,
            "构成图：结果的构成（单位：件）。合计100件，从多到少是公开60件（60.0%）、不予公开30件（30.0%）、其他10件（10.0%）。",
        ),
        (
            RANGE,
            (
                "区间图：答复用时（单位：个工作日）。中位数：最高为教育局（8个工作日），最低为民政局（6个工作日）；"
                "九成以内：最高为教育局（17个工作日），最低为民政局（12个工作日）；"
                "中位数没有超过法定期限20个工作日的；九成以内没有超过法定期限20个工作日的。有2处没有数据。"
            ),
        ),
    ],
    ids=["bars", "lines", "shares", "range"],
)
def test_the_words_say_what_the_picture_says(chart, told):
    assert charts.alternative(chart) == told


def test_days_are_never_added_up():
    chart = Chart("bars", "用时", ("甲", "乙"), (Series("用时", (8, 9)),), "个工作日")

    assert "合计" not in charts.alternative(chart)
    assert "合计17件" in charts.alternative(replace(chart, unit="件"))


def test_the_words_say_so_where_nothing_is_known():
    chart = Chart("lines", "图", ("甲", "乙"), (Series("数", (None, None)),), "件")

    assert charts.alternative(chart) == "折线图：图（单位：件）。所有数据均缺。有2处没有数据。"
    assert charts.svg(chart)


def test_the_table_has_every_figure_and_a_dash_for_what_is_not_known():
    assert charts.rows(BARS)[:1] + charts.rows(BARS)[3:4] == (("", "新收", "办结"), ("2023年", "—", "170"))
    assert charts.rows(SHARES) == (
        ("", "件数", "占比"),
        ("公开", "60", "60.0%"),
        ("不予公开", "30", "30.0%"),
        ("其他", "10", "10.0%"),
    )


def test_figures_are_exact():
    chart = Chart("bars", "图", ("甲", "乙", "丙"), (Series("数", (Decimal("0.1"), Decimal("0.20"), 1e5)),), "件")

    assert [row[1] for row in charts.rows(chart)] == ["数", "0.1", "0.2", "100000"]
    assert "合计100000.3件" in charts.alternative(chart)


def test_the_picture_says_what_it_is_to_those_who_do_not_see_it():
    root = picture(BARS).root
    title, description = root.find(f"{drawn.SVG}title"), root.find(f"{drawn.SVG}desc")

    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert (title.text, description.text) == (BARS.title, charts.alternative(BARS))


def test_a_title_that_stands_beside_the_picture_is_not_drawn_again():
    found = drawn.parsed(charts.svg(BARS, titled=False))

    assert BARS.title not in found.texts
    assert found.root.find(f"{drawn.SVG}title").text == BARS.title
    assert found.size[1] < picture(BARS).size[1]


# ── nothing in it runs ──────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = (
    "</svg><script>alert(1)</script>",
    '"onload="alert(1)',
    "{value}{b|x}{@[1]}",
    "&lt;foreignObject&gt;",
    "]]></style><image href='http://e.example/'/>",
    "\x00\x08\ud800坏",
    "${1+1}`\\u0061\\",
)


@pytest.mark.parametrize("chart", ALL, ids=kind)
def test_hostile_words_stay_words(chart):
    categories = HOSTILE[: len(chart.categories)]
    series = tuple(replace(each, name=words) for each, words in zip(chart.series, HOSTILE, strict=False))
    hostile = replace(chart, title=HOSTILE[0], categories=categories, series=series, note=HOSTILE[4], unit=HOSTILE[1])

    root = picture(hostile).root

    tags = {etree.QName(each).localname for each in root.iter()}
    attributes = {key for each in root.iter() for key in each.attrib}
    assert tags <= {"svg", "title", "desc", "path", "text", "g", "defs", "pattern", "rect"}
    assert not [key for key in attributes if key.startswith("on") or "href" in key or key in ("style", "class")]
    assert root.find(f"{drawn.SVG}title").text == HOSTILE[0]
    assert "".join(categories[0].split()) in "".join("".join(picture(hostile).texts).split()).replace("…", "")


def test_braces_are_words_and_no_template():
    chart = Chart("bars", "图", ("{value}", "{b}"), (Series("{c}", (1, 2)), Series("{a|x}", (3, 4))), "件")

    assert {"{value}", "{b}", "{c}", "{a|x}"} <= set(picture(chart).texts)


def test_no_style_stands_in_the_picture_for_pages_forbid_it():
    assert re.search(rb"style|class=|javascript|<script|href|data:", charts.svg(STACKED)) is None


# ── the engine ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("chart", ALL, ids=kind)
def test_the_same_chart_gives_the_same_bytes(chart):
    first = charts.svg(chart)
    charts.svg(replace(chart, title="另一张图"))
    charts.drawing._svg.cache_clear()

    assert charts.svg(chart) == first


def test_every_thread_draws():
    charts.drawing._svg.cache_clear()
    made: list[bytes] = []
    threads = [Thread(target=lambda wide=700 + at % 2: made.append(charts.svg(BARS, wide=wide))) for at in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(made) == 4
    assert len(set(made)) <= 2


def test_a_drawing_that_fails_is_refused_in_words_and_the_next_one_is_drawn():
    with pytest.raises(CannotWrite, match="图没有画成。请改看数据表"):
        engine.drawn({"xAxis": {"type": "nothing"}, "yAxis": {}, "series": [{"type": "bar", "data": [1]}]}, 400, 300)

    charts.drawing._svg.cache_clear()
    assert charts.svg(BARS)


def test_work_without_end_is_ended(monkeypatch):
    monkeypatch.setattr(engine, "_DRAW", "function draw() { for (;;) {} }")
    monkeypatch.setattr(engine, "_MOST_SECONDS", 0.2)
    monkeypatch.setattr(engine._own, "draw", None, raising=False)

    with pytest.raises(CannotWrite, match="图没有画成"):
        engine.drawn({}, 400, 300)


def test_memory_has_an_end(monkeypatch):
    monkeypatch.setattr(
        engine, "_DRAW", "function draw() { const all = []; for (;;) all.push(new Array(10000).fill('x')); }"
    )
    monkeypatch.setattr(engine._own, "draw", None, raising=False)

    with pytest.raises(CannotWrite, match="图没有画成"):
        engine.drawn({}, 400, 300)


@pytest.mark.fonts
@pytest.mark.parametrize("chart", ALL, ids=kind)
def test_the_png_is_a_picture_with_chinese_words(chart):
    image = Image.open(io.BytesIO(charts.png(chart, 2, wide=400)))
    title = image.convert("L").crop((0, 0, 200, 50))

    assert image.format == "PNG"
    assert image.size == (800, round(picture(chart, 400).size[1] * 2))
    assert len(image.convert("RGB").getcolors(1 << 20)) > 20
    assert sum(title.histogram()[:128]) > 300  # the dots of the title: without a font there are none


# ── what cannot be drawn ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kind": "pie"}, "没有“pie”这种图。可以画：bars、stacked、lines、shares、range"),
        ({"categories": YEARS[:4]}, "“新收”有5个数，而类别有4个。请一一对应"),
        ({"categories": (), "series": (Series("新收", ()),)}, "给了0个类别"),
        ({"series": ()}, "给了0组数"),
        ({"kind": "shares"}, "给了2组数。这种图要1组"),
        ({"series": (BARS.series[0], BARS.series[0])}, "有两组数同名"),
        ({"series": (Series("新收", (1, 2, 3, 4, float("nan"))),)}, "“新收”里有不是数的值"),
        ({"series": (Series("新收", (1, 2, 3, 4, True)),)}, "“新收”里有不是数的值"),
        ({"kind": "stacked", "series": (Series("新收", (1, 2, 3, 4, -1)),)}, "“新收”里有负数"),
        ({"title": "长" * 201}, "有一处文字超过200个字"),
        ({"kind": "range"}, "“2021年”的办结小于新收"),
    ],
)
def test_a_chart_that_cannot_be_is_refused_in_words(wrong, message):
    with pytest.raises(CannotWrite, match=re.escape(message)):
        replace(BARS, **wrong)


def test_a_width_that_no_page_has_is_refused():
    with pytest.raises(CannotWrite, match="宽度要在320至1600像素之间"):
        charts.svg(BARS, wide=100)


def test_the_option_is_what_a_page_with_scripts_would_draw():
    option = charts.option(BARS)

    assert option["series"][0]["data"][2] is None
    assert [series["type"] for series in option["series"]] == ["bar", "bar"]
