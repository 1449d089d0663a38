"""Noises on figures: how offices print a number or the lack of one. Each changes a document in place and what may be read."""

from decimal import Decimal
from random import Random

from tests.wild.printed import Box, Document, plain
from tests.wild.truth import BLANK, SILENT, Figure, Outcome, undecided

LISTED_BLANKS = ("", "", "", "/", "—", "无", "\xa0")  # report_forms.yaml: cell_forms.empty
OTHER_BLANKS = ("-", "——", "--", "\\", "／")


def figure_of(box: Box) -> Figure:
    """The figure that belongs to the box."""
    return next(each for each in box.wanted if each is not None and not isinstance(each, str))


def _numbers(document: Document) -> list[Box]:
    return [box for box in document.figures() if _is_number(box)]


def _some(document: Document, rng: Random, count: int) -> list[Box]:
    numbers = _numbers(document)
    return rng.sample(numbers, min(count, len(numbers)))


def _is_number(box: Box) -> bool:
    return len(box.wanted) == 1 and not box.wanted & SILENT


def blanks(document: Document, rng: Random) -> None:
    """Zeros left empty, or struck out, in all of a table or here and there."""
    sign = rng.choice(LISTED_BLANKS if rng.random() < 0.8 else OTHER_BLANKS)
    share = rng.choice((1.0, 1.0, 0.5))
    keys = rng.choice((("proactive",), ("applications",), ("remedies",), ("proactive", "applications", "remedies")))
    for box in _numbers(document):
        if figure_of(box) == 0 and box.cell.startswith(keys) and rng.random() < share:
            box.text, box.wanted = sign, BLANK if sign in LISTED_BLANKS else SILENT


def blank_totals(document: Document, rng: Random) -> None:
    """The totals of most lines are left empty, as in Shanghai in 2019."""
    for box in _numbers(document):
        if box.cell.startswith("applications") and box.cell.endswith(".total") and rng.random() < 0.85:
            box.text, box.wanted = "", BLANK


def signs(document: Document, rng: Random) -> None:
    """本年增/减 as people write it: +30, 增30, －18, 减18."""
    plus, minus = rng.choice(
        (("+", "-"), ("增", "减"), ("增加", "减少"), ("+", "－"), ("+ ", "- "), ("＋", "−"), ("↑", "↓"))
    )
    for box in _numbers(document):
        if box.cell.endswith(".change") and figure_of(box) != 0:
            figure = figure_of(box)
            box.text = (plus if figure > 0 else minus) + plain(abs(figure))


def both_ways(document: Document, rng: Random) -> None:
    """本年增/减 filled with two numbers, what came and what went: only the balance may be read, or nothing."""
    for box in _numbers(document):
        if box.cell.endswith(".change"):
            up, down = rng.randint(0, 12), rng.randint(0, 12)
            form = rng.choice(("{}/{}", "+{}/-{}", "增{}/减{}", "增{}减{}"))
            box.text, box.wanted = form.format(up, down), undecided(up - down)


def units(document: Document, rng: Random) -> None:
    """The unit stands in the box: 26.8万元, 3件."""
    for box in _numbers(document):
        figure, column = figure_of(box), box.cell.rsplit(".", 1)[-1]
        if column in ("fee_amount", "procurement_amount"):
            box.text = rng.choice(("{}万元", "{}元", "{} 万元", "{}（万元）", "¥{}", "{}万")).format(plain(figure))
        elif rng.random() < 0.5:
            box.text += rng.choice(("件", "项", " 件", "个"))


def remarks(document: Document, rng: Random) -> None:
    """A remark behind a figure; the figure is the one that counts."""
    for box in _some(document, rng, 3):
        other, figure = rng.randint(1, 40), plain(figure_of(box))
        box.text = figure + rng.choice(
            (
                f"（其中修订{other}件）",
                f"(含上年{other}件)",
                f"（注{other % 9 + 1}）",
                "*",
                f"（较上年增加{other}%）",
                f"\n（含{other}件合并答复）",
            )
        )


def footnote_marks(document: Document, rng: Random) -> None:
    """A circled number behind a figure is a mark, no digit."""
    for box in _some(document, rng, 2):
        box.text = plain(figure_of(box)) + rng.choice("①②③")


def thousands(document: Document, rng: Random) -> None:
    """Figures of four digits and more with separators."""
    comma = rng.choice((",", ",", "，"))
    for box in _numbers(document):
        box.text = f"{figure_of(box):,}".replace(",", comma)


def decimals(document: Document, rng: Random) -> None:
    """Whole numbers with zeros behind the point, as spreadsheets print them."""
    places = rng.choice((1, 2))
    for box in _numbers(document):
        if rng.random() < 0.6 or box.cell.endswith("amount"):
            figure = Decimal(plain(figure_of(box)))
            box.text = f"{figure:.{places}f}" if figure == figure.quantize(Decimal(10) ** -places) else plain(figure)


def look_alikes(document: Document, rng: Random) -> None:
    """A letter for a digit, as poor recognition of a scan leaves it."""
    pairs: dict[str, Outcome] = {"O": 0, "o": 0, "〇": 0, "l": 1, "I": 1}
    for box in _numbers(document):
        if rng.random() < 0.15 and len(box.text) == 1:
            same = [sign for sign, figure in pairs.items() if figure == figure_of(box)]
            if same:
                box.text, box.wanted = rng.choice(same), undecided(figure_of(box))


def chinese_numbers(document: Document, rng: Random) -> None:
    """A few figures written out."""
    digits = "零一二三四五六七八九十"
    for box in _some(document, rng, 12):
        if 0 <= figure_of(box) <= 10 and figure_of(box) == int(figure_of(box)):
            box.text = digits[int(figure_of(box))]


def slips(document: Document, rng: Random) -> None:
    """A full stop or a comma typed behind or before a figure."""
    for box in _some(document, rng, 5):
        box.text = rng.choice(("{}.", "{}。", "{}、", "、{}", "'{}", "{},", " {} 。")).format(plain(figure_of(box)))


WORDS = (
    "不涉及",
    "未发生",
    "详见附件2",
    "暂无",
    "同上",
    "见表3",
    "未收到申请",
    "不适用",
    "*",
    "？",
    "…",
    "2020年起不再统计",
    "第3项已含",
    "持平",
)


def words_in_boxes(document: Document, rng: Random) -> None:
    """Words where a figure should be: nothing may be read from them, whatever digits they hold."""
    for box in _some(document, rng, 6):
        box.text, box.wanted = rng.choice(WORDS), SILENT


def two_figures(document: Document, rng: Random) -> None:
    """Two figures in one box: this year and last, cases and people. Which one is meant cannot be known."""
    for box in _some(document, rng, 3):
        other = rng.randint(1, 60)
        box.text = rng.choice(("{}/{}", "{} {}", "{}、{}", "{}，{}", "{}\n{}", "{}-{}", "{}~{}")).format(
            plain(figure_of(box)), other
        )
        box.wanted = undecided(figure_of(box))


def full_width(document: Document, rng: Random) -> None:
    """Digits typed with a Chinese keyboard, everywhere or here and there."""
    share = rng.choice((1.0, 0.3))
    wide = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
    for box in document.figures():
        if rng.random() < share:
            box.text = box.text.translate(wide)


def padded(document: Document, rng: Random) -> None:
    """Blanks of every width around figures."""
    pads = ("\xa0", "\u3000", " ", "\u2002", "  ")
    for box in document.figures():
        box.text = rng.choice(pads) * rng.randint(0, 2) + box.text + rng.choice(pads) * rng.randint(0, 2)


NOISES = {
    each.__name__: each
    for each in (
        blanks, blank_totals, signs, both_ways, units, remarks, footnote_marks, thousands, decimals, look_alikes,
        chinese_numbers, slips, words_in_boxes, two_figures, full_width, padded,
    )
}  # fmt: skip
