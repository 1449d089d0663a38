"""Where a figure stands on its page: the strip of the page around it, and the box that marks it, for one SVG."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai.desk.reports import original_pages
from gongkai.reading.result import Reading, Source
from gongkai.release import CannotRelease
from gongkai.reports.models import HandedIn
from gongkai.vault.files import Missing

_ACROSS = 1000.0  # units that a page is wide
_WIDEST = 430.0  # of a strip, so that it can be read in the margin
_TALL = 0.6  # of a strip, in parts of its width
_LEFT = 0.75  # of a strip lies before the middle of the figure: there stands what the row is about
_ROOM = 4.0  # around the figure
_KINDS = ("pdf", "scan")  # readings whose originals have pages

Area = tuple[float, float, float, float]  # x0, y0, x1, y1 in parts of the page
Frame = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True, slots=True)
class Seen:
    """A page with the box of a figure; `why` is what to tell instead where the page cannot be shown."""

    page: int
    width: float = 0
    height: float = 0
    box: Frame | None = None
    strip: Frame | None = None  # what is shown of the page
    is_near: bool = False  # the figure was not found: this is the nearest row that was
    why: str = ""


def seen(file: HandedIn, reading: Reading, cell: str, form: Iterable[str]) -> Seen | None:
    """A figure's place on its page, or that of the nearest row of the form; None where the reader knew of no page."""
    if reading.kind not in _KINDS:
        return None
    source = reading.sources.get(cell)
    if source is not None and source.page is not None:
        return on_page(file, source.page, source.area)
    found = _nearest(reading, cell, form)
    return _near(file, found) if found else None


def _nearest(reading: Reading, cell: str, form: Iterable[str]) -> list[Source]:
    """The row of the nearest figure that was found in the same table."""
    table = [key for key in form if key.partition(".")[0] == cell.partition(".")[0]]
    placed = [key for key in table if key in reading.sources and reading.sources[key].page is not None]
    if cell not in table or not placed:
        return []
    at = table.index(cell)
    row = min(placed, key=lambda key: abs(table.index(key) - at)).rpartition(".")[0]
    return [reading.sources[key] for key in placed if key.rpartition(".")[0] == row]


def _near(file: HandedIn, near: list[Source]) -> Seen:
    """A row without a box, for a figure that was not found."""
    page = near[0].page or 1
    found = on_page(file, page, _around([each.area for each in near if each.page == page and each.area]))
    return replace(found, box=None, is_near=True)


def _around(areas: list[Area]) -> Area | None:
    if not areas:
        return None
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def on_page(file: HandedIn, page: int, area: Area | None = None) -> Seen:
    """A page, with an area marked on it."""
    try:
        width, height = original_pages.size(file.stored, page)
    except (CannotRelease, Missing) as error:
        return Seen(page, why=str(error))
    high = round(_ACROSS * height / width, 1)
    if area is None:
        return Seen(page, _ACROSS, high)
    x0, y0, x1, y1 = (part * side for part, side in zip(area, (_ACROSS, high) * 2, strict=True))
    box = _rounded((x0 - _ROOM, y0 - _ROOM, x1 - x0 + 2 * _ROOM, y1 - y0 + 2 * _ROOM))
    return Seen(page, _ACROSS, high, box, _rounded(_strip(box, high)))


def _strip(box: Frame, high: float) -> Frame:
    """The part of the page around a box, within its edges."""
    x, y, width, height = box
    across = min(_ACROSS, max(_WIDEST, width * 1.1))
    down = min(high, max(across * _TALL, height * 1.2))
    before = max(x + width / 2 - across * _LEFT, x + width + _ROOM - across)  # no figure is cut off at the right
    left = min(max(0.0, before), _ACROSS - across)
    top = min(max(0.0, y + height / 2 - down / 2), high - down)
    return left, top, across, down


def _rounded(frame: Frame) -> Frame:
    x, y, width, height = (round(each, 1) for each in frame)
    return x, y, width, height
