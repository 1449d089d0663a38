"""Annual reports as they are found in the wild, made up from a seed, with the truth of every cell.

    from tests.reading.wild import LAYOUTS, sample
    report = sample(17, "html_word")
    reading = gongkai.reading.read(report.data, report.name)
    report.wanted["applications.received.total"]  # the outcomes that are right: a figure, "" for blank, None for not read

A sample is a truth (`wild_truth`), printed (`wild_printed`), disturbed by noises (`NOISES`) and written in a layout (`LAYOUTS`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random

from tests.reading import (
    wild_characters,
    wild_converted,
    wild_docx,
    wild_figures,
    wild_html,
    wild_html_broken,
    wild_labels,
    wild_markdown,
    wild_rows,
    wild_shapes,
    wild_sheets,
    wild_texts,
    wild_wording,
)
from tests.reading.wild_printed import Document, Printed, compose
from tests.reading.wild_texts import Rendered
from tests.reading.wild_truth import Truth, Wanted, make, with_wrong_sums

__all__ = ["FAMILIES", "LAYOUTS", "NOISES", "Sample", "Truth", "make", "prepare", "sample"]

Noise = Callable[[Document, Random], None]
Renderer = Callable[[Document, Random], Rendered]

FAMILIES: Mapping[str, Mapping[str, Noise]] = {
    "figures": wild_figures.NOISES,
    "labels": wild_labels.NOISES,
    "rows": wild_rows.NOISES,
    "shapes": wild_shapes.NOISES,
    "wording": wild_wording.NOISES,
    "characters": wild_characters.NOISES,
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
    "text_tabs": Layout(wild_texts.as_text_tabs),
    "text_tabs_tight": Layout(wild_texts.as_text_tabs_tight),
    "one_cell_a_line": Layout(wild_texts.as_one_cell_a_line),
    "lines_bare": Layout(wild_texts.as_lines_bare, _NUMBERS_ON_LINES),
    "lines_spaced": Layout(wild_texts.as_lines_spaced, _NUMBERS_ON_LINES),
    "blanks": Layout(wild_texts.as_blanks),
    "one_line": Layout(wild_texts.as_one_line, _NUMBERS_ON_LINES),
    "html2text": Layout(wild_texts.as_html2text, _GRID),
    "ascii_grid": Layout(wild_texts.as_ascii_grid, _GRID),
    "csv": Layout(wild_texts.as_csv, _GRID),
    "run_together": Layout(wild_texts.as_run_together, _RUN_TOGETHER | {WRONG_SUMS}),
    "markdown": Layout(wild_markdown.as_markdown, _GRID),
    "markdown_pieces": Layout(wild_markdown.as_markdown_pieces, _NO_PIECES),
    "markdown_html": Layout(wild_html.as_markdown_html, _GRID),
    "html_word": Layout(wild_html.as_html_word, _GRID),
    "html_cms": Layout(wild_html.as_html_cms, _GRID),
    "html_plain": Layout(wild_html.as_html_plain, _GRID),
    "html_open": Layout(wild_html_broken.as_html_open, _GRID),
    "html_miscounted": Layout(wild_html_broken.as_html_miscounted, frozenset({"blanks", "blank_totals", "squeezed"})),
    "html_one_table": Layout(wild_html_broken.as_html_one_table, _ONE_TABLE),
    "html_nested": Layout(wild_html_broken.as_html_nested, _GRID),
    "html_hidden": Layout(wild_html_broken.as_html_hidden, _GRID),
    "html_form": Layout(wild_html_broken.as_html_form, _GRID | {"two_figures", "remarks", "half_width", "slips"}),
    "mht": Layout(wild_html_broken.as_mht, _GRID),
    "docx": Layout(wild_docx.as_docx, _GRID),
    "docx_tabs": Layout(wild_docx.as_docx_tabs, _GRID),
    "docx_hard": Layout(wild_docx.as_docx_hard, _GRID),
    "xlsx_loose": Layout(wild_sheets.as_xlsx_loose, _GRID),
    "xlsx_formulas": Layout(wild_sheets.as_xlsx_formulas, _GRID),
    **{
        name: Layout(partial(wild_converted.rendered, name), without=_GRID, is_slow=True) for name in wild_converted.SOURCES
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
        if layout in wild_converted.SOURCES:
            for seed in seeds:
                document, rng, _ = _document(seed, layout, noises, "")
                sources.append(wild_converted.SOURCES[layout](document, rng))
    wild_converted.convert(sources)


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
