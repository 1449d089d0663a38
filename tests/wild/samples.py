"""Annual reports as they are found in the wild, made up from a seed, with the truth of every cell.

    from tests.wild.samples import LAYOUTS, sample
    report = sample(17, "html_word")
    reading = gongkai.reading.read(report.data, report.name)
    report.wanted["applications.received.total"]  # the outcomes that are right: a figure, "" for blank, None for not read

A sample is a truth (`truth`), printed (`printed`), disturbed by noises (`NOISES`) and written in a layout (`LAYOUTS`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random

from tests.wild import (
    characters,
    converted,
    docx,
    figures,
    html,
    html_broken,
    labels,
    markdown,
    rows,
    shapes,
    sheets,
    texts,
    wording,
)
from tests.wild.printed import Document, Printed, compose
from tests.wild.texts import Rendered
from tests.wild.truth import Truth, Wanted, make, with_wrong_sums

__all__ = ["FAMILIES", "LAYOUTS", "NOISES", "Sample", "Truth", "make", "prepare", "sample"]

Noise = Callable[[Document, Random], None]
Renderer = Callable[[Document, Random], Rendered]

FAMILIES: Mapping[str, Mapping[str, Noise]] = {
    "figures": figures.NOISES,
    "labels": labels.NOISES,
    "rows": rows.NOISES,
    "shapes": shapes.NOISES,
    "wording": wording.NOISES,
    "characters": characters.NOISES,
}
NOISES: Mapping[str, Noise] = {name: noise for family in FAMILIES.values() for name, noise in family.items()}

# Noises are applied in this order, whatever the order they are drawn in: shapes first, characters last.
ORDER = tuple(
    name for family in ("rows", "shapes", "figures", "wording", "labels", "characters") for name in FAMILIES[family]
)
WRONG_SUMS = "wrong_sums"


@dataclass(frozen=True)
class Layout:
    """A way to write a report, and the noises that make no sense in it."""

    render: Renderer
    without: frozenset[str] = frozenset()
    is_slow: bool = False


# Without separators nearly every disturbance makes a row undecidable; those that are left matter.
_RUN_TOGETHER = frozenset(NOISES) - {
    "blanks", "abbreviated", "misspelt", "our_unit", "missing_rows", "navigation", "headings_reworded", "text_first", "marks",
    "no_title", "chinese_year", "remedies_split", "second_copy", "half_width", "traditional", "radicals", "units",
}  # fmt: skip
_NUMBERS_ON_LINES = frozenset({"padded"})
_GRID = frozenset({"squeezed"})  # a row of a real grid that lacks a box has its boxes where they stand
_ONE_TABLE = _GRID | frozenset(
    {"cut_tables", "second_copy", "same_copy", "missing_page", "text_first", "extra_column", "captions"}
)
_NO_PIECES = frozenset(
    {"cut_tables", "remedies_upright", "squeezed", "gaps", "extra_column", "no_ordinals", "missing_page"}
)

LAYOUTS: dict[str, Layout] = {
    "text_tabs": Layout(texts.as_text_tabs),
    "text_tabs_tight": Layout(texts.as_text_tabs_tight),
    "one_cell_a_line": Layout(texts.as_one_cell_a_line),
    "lines_bare": Layout(texts.as_lines_bare, _NUMBERS_ON_LINES),
    "lines_spaced": Layout(texts.as_lines_spaced, _NUMBERS_ON_LINES),
    "blanks": Layout(texts.as_blanks),
    "one_line": Layout(texts.as_one_line, _NUMBERS_ON_LINES),
    "html2text": Layout(texts.as_html2text, _GRID),
    "ascii_grid": Layout(texts.as_ascii_grid, _GRID),
    "csv": Layout(texts.as_csv, _GRID),
    "run_together": Layout(texts.as_run_together, _RUN_TOGETHER | {WRONG_SUMS}),
    "markdown": Layout(markdown.as_markdown, _GRID),
    "markdown_pieces": Layout(markdown.as_markdown_pieces, _NO_PIECES),
    "markdown_html": Layout(html.as_markdown_html, _GRID),
    "html_word": Layout(html.as_html_word, _GRID),
    "html_cms": Layout(html.as_html_cms, _GRID),
    "html_plain": Layout(html.as_html_plain, _GRID),
    "html_open": Layout(html_broken.as_html_open, _GRID),
    "html_miscounted": Layout(html_broken.as_html_miscounted, frozenset({"blanks", "blank_totals", "squeezed"})),
    "html_one_table": Layout(html_broken.as_html_one_table, _ONE_TABLE),
    "html_nested": Layout(html_broken.as_html_nested, _GRID),
    "html_hidden": Layout(html_broken.as_html_hidden, _GRID),
    "html_form": Layout(html_broken.as_html_form, _GRID | {"two_figures", "remarks", "half_width", "slips"}),
    "mht": Layout(html_broken.as_mht, _GRID),
    "docx": Layout(docx.as_docx, _GRID),
    "docx_tabs": Layout(docx.as_docx_tabs, _GRID),
    "docx_hard": Layout(docx.as_docx_hard, _GRID),
    "xlsx_loose": Layout(sheets.as_xlsx_loose, _GRID),
    "xlsx_formulas": Layout(sheets.as_xlsx_formulas, _GRID),
    **{
        name: Layout(partial(converted.rendered, name), without=_GRID, is_slow=True) for name in converted.SOURCES
    },
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A file and everything that may be read from it."""

    layout: str
    seed: int
    noises: tuple[str, ...]
    truth: Truth
    data: bytes
    name: str
    wanted: Mapping[str, Wanted]
    bodies: frozenset[str]
    years: frozenset[int | None]
    editions: Mapping[str, str]  # only of tables that show which edition they are
    printed: Mapping[str, str]  # the row of each cell, as printed


def sample(seed: int, layout: str, noises: tuple[str, ...] | None = None, edition: str = "") -> Sample:
    """The report of a seed in a layout; `noises` as named, or drawn by the seed."""
    document, rng, drawn = _document(seed, layout, noises, edition)
    data, name = LAYOUTS[layout].render(document, rng)
    return Sample(
        layout, seed, drawn, document.truth, data, name, document.wanted(), frozenset(document.bodies),
        frozenset(document.years), _shown_editions(document), _printed_rows(document),
    )  # fmt: skip


def prepare(seeds: range, layouts: list[str], noises: tuple[str, ...] | None = None) -> None:
    """Send what LibreOffice and Chromium have to convert through them in one go."""
    sources = []
    for layout in layouts:
        if layout in converted.SOURCES:
            for seed in seeds:
                document, rng, _ = _document(seed, layout, noises, "")
                sources.append(converted.SOURCES[layout](document, rng))
    converted.convert(sources)


def _document(
    seed: int, layout: str, noises: tuple[str, ...] | None, edition: str
) -> tuple[Document, Random, tuple[str, ...]]:
    rng = Random(f"{seed}/{layout}")
    truth = make(seed, edition)
    drawn = _drawn(rng, layout) if noises is None else noises
    if WRONG_SUMS in drawn:
        truth = with_wrong_sums(truth, rng)
    document = compose(truth)
    for name in ORDER:
        if name in drawn:
            NOISES[name](document, Random(f"{seed}/{layout}/{name}"))
    return document, rng, drawn


def _drawn(rng: Random, layout: str) -> tuple[str, ...]:
    """No noise, or one, or a few."""
    fitting = [name for name in (*NOISES, WRONG_SUMS) if name not in LAYOUTS[layout].without]
    count = min(rng.choice((0, 1, 1, 2, 3, 4)), len(fitting))
    return tuple(sorted(rng.sample(fitting, count)))


def _printed_rows(document: Document) -> dict[str, str]:
    return {
        box.cell: f"{line.label or table.key} {' | '.join(each.text for each in line.boxes)}"
        for table in reversed(document.tables())
        for line in table.lines
        for box in line.boxes
    }


def _shown_editions(document: Document) -> dict[str, str]:
    """The edition of each table that has what tells them apart: its heads, or its rows （六）."""
    shown = {}
    for table in document.tables():
        tells = any(line.kind == "heads" for line in table.lines) if table.key == "proactive" else _has_row_six(table)
        if tells and table.key != "remedies":
            shown[table.key] = document.truth.editions[table.key]
    return shown


def _has_row_six(table: Printed) -> bool:
    return any(line.row.startswith("other_handling") for line in table.rows())
