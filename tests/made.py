"""Annual reports of the fictional district 青禾区 for tests: any report at all, and reports in which everything agrees."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from hypothesis import strategies as st

from gongkai.core import editions
from gongkai.core.reports import ABSENT, BLANK, Cell, Heading, Report, State, empty_cells, read_cell, tidy

BODIES = (
    "青禾区人民政府",
    "青禾区人民政府办公室",
    "青禾区教育局",
    "青禾区数据局",
    "青禾区卫生健康局",
    "青禾区综合行政执法局",
    "青禾区发展和改革委员会",
    "青禾区城市建设服务中心",
    "青禾区柳泉街道办事处",
    "青禾区白塔镇人民政府",
)
EDITIONS = tuple(edition.key for edition in editions.every())

# ── reports in which everything agrees ──────────────────────────────────────────────────────────────────────────────


def reconciling(edition: str, seed: int, *, body: str = "", year: int | None = None) -> Report:
    """A complete report of one edition in which every sum holds and the text agrees with the tables."""
    random = Random(seed)
    form = editions.get(edition)
    year = year or random.randint(form.first_year, form.last_year or 2025)
    chosen = dict.fromkeys(editions.TABLES, edition)
    cells = empty_cells(chosen)
    for figures in (_proactive(form, random), _applications(form, random), _remedies(form, random)):
        cells |= {
            cell: read_cell(value, "万元" if cell.endswith(".procurement_amount") else "")
            for cell, value in figures.items()
        }
    return Report(
        body=body or random.choice(BODIES),
        year=year,
        published_on=date(year + 1, 1, 4) + timedelta(days=random.randrange(24)),
        editions=chosen,
        cells=cells,
        texts={part: tidy(text) for part, text in _texts(cells, year, random).items()},
        headings=headings(form),
    )


def headings(edition: editions.Edition) -> tuple[Heading, ...]:
    """The headings of the six parts as the form prints them."""
    return tuple(Heading(part.key, part.label) for part in edition.parts)


def _proactive(form: editions.Edition, random: Random) -> dict[str, int | Decimal]:
    table = form.tables["proactive"]
    found: dict[str, int | Decimal] = {}
    for block in table.blocks:
        for row in block.rows:
            figures = _row_of_block(row.key, [column.key for column in block.columns], random)
            found |= {table.cell(row.key, column, block.key): value for column, value in figures.items()}
    return found


def _row_of_block(row: str, columns: Sequence[str], random: Random) -> dict[str, int | Decimal]:
    many = random.choice((0, 1, 7, 28, 196, 3051))
    if row == "rules":
        return dict.fromkeys(columns, 0)
    if columns[0] in ("made", "newly_made"):
        made = random.randint(0, 12)
        return dict(zip(columns, (made, made if columns[0] == "newly_made" else 0, made + many), strict=True))
    if columns[-1] in ("fee_amount", "procurement_amount"):
        amount = Decimal(random.randint(200_000, 9_000_000)) / 1000
        return dict(zip(reversed(columns), (amount, random.randint(1, 40)), strict=False))
    figures = {
        "items_last_year": 100 + random.randint(0, 200),
        "change": random.randint(-30, 30),
        "decisions": 17 + many,
    }
    return {column: figures[column] for column in columns}


def _applications(form: editions.Edition, random: Random) -> dict[str, int]:
    table = form.tables["applications"]
    found = {table.cell(row.key, column.key): 0 for row in table.rows for column in table.columns}
    results = [row.key for row in table.rows if row.is_result]
    total = next(row.key for row in table.rows if row.sums_results)
    busy = random.choice((0, 3, 20, 400))

    def add(row: str, column: str) -> None:
        found[table.cell(row, column)] += 1
        found[table.cell(row, table.total.key)] += 1

    for column in (column.key for column in table.summands):
        for _ in range(random.randint(0, busy) if random.random() < 0.6 else 0):
            add(random.choices(("received", "carried_in"), (9, 1))[0], column)
            if random.random() < 0.06:
                add("carried_out", column)
            else:
                add(random.choice(results), column)
                add(total, column)
    return found


def _remedies(form: editions.Edition, random: Random) -> dict[str, int]:
    table = form.tables["remedies"]
    found: dict[str, int] = {}
    for row in table.rows:
        parts = [random.choice((0, 0, 0, 1, 2, 11)) for _ in table.summands]
        if row.key == "litigation_direct":
            parts = [0] * len(parts)
        values = (*parts, sum(parts))
        found |= {table.cell(row.key, column.key): n for column, n in zip(table.columns, values, strict=True)}
    return found


def _texts(cells: Mapping[str, Cell], year: int, random: Random) -> dict[str, str]:
    received, carried_in, carried_out = (
        cells[f"applications.{row}.total"].value for row in ("received", "carried_in", "carried_out")
    )
    return {
        "preface": (
            "本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和国务院办公厅关于年度报告格式的要求编制，"
            "由总体情况、主动公开、依申请公开、行政复议和行政诉讼、存在问题及改进、其他事项六个部分组成。\n"
            f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。报告可以在区政府门户网站的政府信息公开专栏"
            "下载，如对报告有疑问，请与青禾区政务公开科联系（地址：青禾区文化路1号，邮编：255000）。"
        ),
        "overview": (
            f"{year}年，我们坚持以人民为中心，全面落实“公开为常态、不公开为例外”的要求，各项工作取得新的进展。\n"
            f"（一）主动公开。围绕{random.choice(_TOPICS)}和{random.choice(_TOPICS)}，及时公开办事依据、条件和结果。\n"
            f"（二）依申请公开。{year}年新收政府信息公开申请{received}件，上年结转{carried_in}件，"
            f"结转下年度继续办理{carried_out}件。\n"
            "（三）政府信息管理。健全信息发布审核制度，先审查、后公开，一事一审。\n"
            f"（四）平台建设。优化门户网站的{random.choice(_TOPICS)}专栏，维护好“青禾发布”等政务新媒体。\n"
            "（五）监督保障。政务公开纳入年度绩效考核，工作考核结果为优秀；社会评议总体满意；没有发生责任追究的情况。"
        ),
        "problems": (
            f"存在的主要问题：一是{random.choice(_TOPICS)}领域的公开还不够及时；二是政策解读的形式比较单一。\n"
            "改进情况：一是完善基层政务公开标准目录，明确责任和时限；二是多用图解、视频、动漫等群众喜闻乐见的方式。"
        ),
        "other_matters": "按照《政府信息公开信息处理费管理办法》，本年度没有收取信息处理费。",
    }


_TOPICS = ("义务教育", "医疗卫生", "社会救助", "生态环境", "食品药品监管", "城市更新", "乡村振兴", "安全生产")


# ── any report at all ───────────────────────────────────────────────────────────────────────────────────────────────

# What is fair to ask of a reader: paragraphs that are no headings, titles, labels or signatures, and hold no whole date.
CLAUSES = (
    "认真贯彻落实上级关于政务公开工作的决策部署",
    "全年通过门户网站发布各类信息{n}条",
    "受理群众来信{n}件，办结率达{p}%",
    "“互联网+政务服务”水平不断提升",
    "制定《青禾区政务公开工作要点》（青政办字〔2021〕{n}号）",
    "组织开展‘政府开放日’活动{n}次",
    "微信公众号 WeChat 与 APP 同步推送",
    "参照 GB/T 9704 的要求规范公文版式",
    "“六稳”“六保”等重点信息应公开尽公开",
    "投入经费{p}万元，较上年增长{p}个百分点",
    "做好政策解读——特别是图解、视频、H5 等形式",
    "网站由 Open Data 平台支撑，访问量{n}人次/月",
    "着力解决“看不懂、找不到、用不上”的问题",
    "A类事项{n}项；B类事项{n}项",
    "其中：教育、医疗、养老等领域占{p}%",
)


JOINTS = "，，，；、"


@st.composite
def reports(
    draw: st.DrawFn, *, most_changes: int = 12, clauses: Sequence[str] = CLAUSES, joints: str = JOINTS
) -> Report:
    """Any report a district could hold: figures that need not agree, cells in all four states, forms mixed.

    The bulk of the cells comes from a seed; up to `most_changes` of them are drawn one by one, so that a failure shrinks
    to the cell that made it. The text is made of `clauses`
    and of nonsense, with `joints` between them.
    """
    first, second = draw(st.sampled_from(EDITIONS)), draw(st.sampled_from(EDITIONS))
    chosen = {"proactive": first, "applications": second, "remedies": second}  # table four alone does not show its form
    year = draw(st.integers(2019, 2026))
    day = draw(st.none() | st.dates(date(year + 1, 1, 1), date(year + 1, 12, 31)))
    months = st.builds("{}年{}月".format, st.just(year + 1), st.integers(1, 12))
    return Report(
        body=draw(st.sampled_from(BODIES)),
        year=year,
        published_on=day,
        editions=chosen,
        cells=draw(_cells(chosen, most_changes)),
        texts=draw(_any_texts(clauses, joints)),
        headings=headings(max(map(editions.get, chosen.values()), key=lambda edition: edition.first_year)),
        dated="" if day else draw(st.just("") | months),
    )


@st.composite
def _cells(draw: st.DrawFn, chosen: Mapping[str, str], most_changes: int) -> dict[str, Cell]:
    random = Random(draw(st.integers(0, 2**32 - 1)))
    moods = {table: draw(st.sampled_from(_MOODS)) for table in chosen}
    cells = {}
    for cell in empty_cells(chosen):
        states = random.choices(_STATES, moods[cell.partition(".")[0]])
        cells[cell] = _cell(states[0], _kind(cell, chosen), random)
    for cell in draw(st.lists(st.sampled_from(sorted(cells)), max_size=most_changes, unique=True)):
        cells[cell] = draw(cell_of_kind(_kind(cell, chosen)))
    return cells


_STATES = (State.READ, State.BLANK, State.ABSENT, State.AMBIGUOUS)
# How often each state turns up in a table: as in clean reports, in torn ones, in empty ones.
_MOODS = ((1, 0, 0, 0), (20, 3, 1, 1), (5, 5, 5, 5), (3, 20, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))


def _kind(cell: str, chosen: Mapping[str, str]) -> editions.Column:
    """The column of a cell: what kind of figure may stand there."""
    table = cell.partition(".")[0]
    return _columns(editions.get(chosen[table]).tables[table])[cell]


@cache
def _columns(table: editions.Table) -> dict[str, editions.Column]:
    return {
        table.cell(row.key, column.key, block.key): column
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }


def _cell(state: State, column: editions.Column, random: Random) -> Cell:
    if state is State.READ:
        has_unit = random.random() < (0.4 if column.is_decimal else 0.05)
        return read_cell(_figure(column, random), random.choice(_units(column)) if has_unit else "")
    if state is State.AMBIGUOUS:
        return Cell(state, candidates=tuple({_figure(column, random) for _ in range(random.randrange(4))}))
    return BLANK if state is State.BLANK else ABSENT


def _figure(column: editions.Column, random: Random) -> int | Decimal:
    digits = random.choice((0, 0, 0, 1, 1, 2, 3, 5, 8))
    whole = random.randrange(10**digits) if digits else 0
    if column.is_decimal and random.random() < 0.8:
        return read_cell(Decimal(whole) + Decimal(random.randrange(10**6)) / 10**6).value or 0
    return -whole if column.is_signed and random.random() < 0.4 else whole


def _units(column: editions.Column) -> tuple[str, ...]:
    return ("万元", "元") if column.is_decimal else (column.unit,)


def cell_of_kind(column: editions.Column) -> st.SearchStrategy[Cell]:
    """One cell that may stand in a column, in any of the four states."""
    wholes = st.integers(-(10**9) if column.is_signed else 0, 10**9)
    figures = st.decimals(0, 10**9, places=6).map(lambda value: read_cell(value).value) if column.is_decimal else wholes
    return st.one_of(
        st.builds(read_cell, figures, st.just("") | st.sampled_from(_units(column))),
        st.just(BLANK),
        st.just(ABSENT),
        st.lists(figures, max_size=3, unique=True).map(lambda values: Cell(State.AMBIGUOUS, candidates=tuple(values))),
    )


# ── any text ────────────────────────────────────────────────────────────────────────────────────────────────────────

_CHARACTERS = (
    "的一是在有和公开政府信息工作年度要求部门单位群众服务发展建设制度监督保障规范及时准确主动回应关切提升质量效能"
)
_OPENINGS = ("", "", "", "（一）", "（二）", "1.", "（1）", "一是", "此外，")


@st.composite
def paragraphs(draw: st.DrawFn, clauses: Sequence[str] = CLAUSES, joints: str = JOINTS) -> str:
    """One paragraph as offices write them, tidied as a reader would."""
    drawn = draw(st.lists(st.sampled_from((*clauses, "")), min_size=1, max_size=7))
    random = Random(draw(st.integers(0, 2**32 - 1)))
    filled = [_filled(clause or _nonsense(random), random) for clause in drawn]
    joined = "".join(clause + random.choice(joints) for clause in filled)[:-1]
    return tidy(random.choice(_OPENINGS) + joined + random.choice("。。。！"))


def _filled(clause: str, random: Random) -> str:
    return clause.replace("{n}", str(random.randrange(9000))).replace("{p}", f"{random.random() * 99:.1f}")


def _nonsense(random: Random) -> str:
    return "".join(random.choices(_CHARACTERS, k=random.randint(6, 30)))


@st.composite
def _any_texts(draw: st.DrawFn, clauses: Sequence[str], joints: str) -> dict[str, str]:
    parts = ("preface", *editions.PARTS)
    texts = {part: "\n".join(draw(st.lists(paragraphs(clauses, joints), max_size=3))) for part in parts}
    return {part: text for part, text in texts.items() if text}
