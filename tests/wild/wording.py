"""Noises on title, headings and running text: navigation, numbering, captions, order of the parts."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

from random import Random

from tests.wild import words
from tests.wild.printed import ORDINALS, Document, Piece, Printed, Text

NUMBERINGS = (
    "{n}.",
    "{n}、",
    "（{c}）",
    "第{c}部分 ",
    "第{c}部分：",
    "{c}.",
    "{c} 、",
    "{c}，",
    "",
    "{n}．",
    "{c}、 ",
    "({c})",
)


def headings_renumbered(document: Document, rng: Random) -> None:
    """1、 or 第一部分 or no number instead of 一、."""
    form = rng.choice(NUMBERINGS)
    for text in _headings(document):
        ordinal, _, rest = text.text.partition("、")
        text.text = form.format(c=ordinal, n=ORDINALS.index(ordinal) + 1) + rest if ordinal in ORDINALS else text.text


def headings_reworded(document: Document, rng: Random) -> None:
    """Headings as other offices word them."""
    for text in _headings(document):
        start, name, _ = text.text.partition(words.HEADINGS[text.part])
        text.text = start + rng.choice(words.HEADING_VARIANTS[text.part]) if name else text.text


def headings_lost(document: Document, rng: Random) -> None:
    """Some or all headings are pictures, or were never written."""
    share = rng.choice((0.3, 1.0))
    document.pieces = [each for each in document.pieces if not _is_heading(each) or rng.random() > share]


def _headings(document: Document) -> list[Text]:
    return [text for text in document.texts() if text.kind == "heading"]


def _is_heading(piece: Piece) -> bool:
    return isinstance(piece, Text) and piece.kind == "heading"


def no_title(document: Document, rng: Random) -> None:
    """The file begins with the preface; body and year may be found elsewhere, or not at all."""
    document.pieces = [each for each in document.pieces if not (isinstance(each, Text) and each.kind == "title")]
    document.bodies |= {""}
    document.years |= {None}


def chinese_year(document: Document, rng: Random) -> None:
    """The year of the title in Chinese or full-width digits, or with blanks around it."""
    year = str(document.truth.year)
    forms = (
        year.translate(
            str.maketrans(
                "0123456789", rng.choice(("〇一二三四五六七八九", "○一二三四五六七八九", "０１２３４５６７８９"))
            )
        ),
        f" {year} ",
        f"\xa0{year}\xa0",
    )
    written = rng.choice(forms)
    for text in document.texts():
        text.text = text.text.replace(year, written) if text.kind == "title" else text.text


def navigation(document: Document, rng: Random) -> None:
    """What the site prints around the report."""
    truth = document.truth
    known = {
        "body": truth.body,
        "year": truth.year,
        "next": truth.year + 1,
        "before": truth.year - 1,
        "seed": truth.seed,
    }
    before, after = rng.choice(words.NAVIGATION).format(**known), rng.choice(words.FOOTERS).format(**known)
    top: list[Piece] = [Text("furniture", line) for line in before.splitlines()]
    bottom: list[Piece] = [Text("furniture", line) for line in after.splitlines()]
    document.pieces = [*top, *document.pieces, *bottom]


CAPTIONS = (
    "单位：件", "表2", "具体情况如下表：", "（本表由各单位填报，共{n}个单位）", words.NO_DISPUTES, "{year}年，本机关共收到申请{n}件，均已按时办结。",
    "（一）主动公开{n}条", "注：行政许可{n}件为全年合计数。", "予以公开{n}件，部分公开{n}件，不予公开{n}件，无法提供{n}件。",
)  # fmt: skip


def captions(document: Document, rng: Random) -> None:
    """Sentences between heading and table, and notes below it, with numbers of their own."""
    pieces: list[Piece] = []
    for piece in document.pieces:
        told: list[Piece] = (
            [Text("paragraph", _caption(document, rng), piece.key)] if isinstance(piece, Printed) else []
        )
        pieces += [*told, piece] if rng.random() < 0.7 else [piece, *told]
    document.pieces = pieces


def _caption(document: Document, rng: Random) -> str:
    return rng.choice(CAPTIONS).format(n=rng.randint(1, 60), year=document.truth.year)


def text_first(document: Document, rng: Random) -> None:
    """A report of its own kind first; the tables follow as an annex whose numbering starts again."""
    told = [each for each in document.pieces if not _of_tables(each)]
    for ordinal, heading in zip(ORDINALS, [each for each in told if _is_heading(each)], strict=False):
        assert isinstance(heading, Text)
        heading.text = f"{ordinal}、{heading.text.partition('、')[2]}"
    annex = [each for each in document.pieces if _of_tables(each)]
    for ordinal, heading in zip(ORDINALS, [each for each in annex if _is_heading(each)], strict=False):
        assert isinstance(heading, Text)
        heading.text = f"{ordinal}、{heading.text.partition('、')[2]}"
    caption = rng.choice(("附件：政府信息公开工作统计表", "附表", "附件1"))
    document.pieces = [*told, Text("paragraph", caption, "annex"), *annex]


def _of_tables(piece: Piece) -> bool:
    return isinstance(piece, Printed) or piece.part in ("proactive", "applications", "remedies")


def marks(document: Document, rng: Random) -> None:
    """What a dump of a Word file leaves: [bookmark: _GoBack], [image: ]."""
    for text in rng.sample(document.texts(), min(3, len(document.texts()))):
        if text.kind != "title":
            text.text = rng.choice(("[bookmark: _GoBack]", " [bookmark: _Hlk93399709]", "[image: ]")) + text.text


NOISES = {
    each.__name__: each
    for each in (
        headings_renumbered, headings_reworded, headings_lost, no_title, chinese_year, navigation, captions, text_first, marks,
    )
}  # fmt: skip
