"""LETTER -> BYTES: a letter of disclosure on application as docx or pdf, in official layout (GB/T 9704). No clock, no network."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.core.letters import Letter, Slip
from gongkai.core.letters.facts import printed
from gongkai.writing import fonts, press, templates
from gongkai.writing.errors import CannotWrite
from gongkai.writing.layout import Signature, clean, signed

_PARTS = MappingProxyType(
    {
        "[Content_Types].xml": "docx/content_types.xml",
        "_rels/.rels": "docx/rels.xml",
        "docProps/core.xml": "docx/core.xml",
        "docProps/app.xml": "docx/app.xml",
        "word/document.xml": "letter/document.xml",
        "word/styles.xml": "letter/styles.xml",
        "word/settings.xml": "docx/settings.xml",
        "word/fontTable.xml": "docx/font_table.xml",
        "word/footer1.xml": "docx/footer_odd.xml",
        "word/footer2.xml": "docx/footer_even.xml",
        "word/_rels/document.xml.rels": "docx/document_rels.xml",
    }
)
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the same letter gives the same bytes
_HEADING_WIDTH = 156 / 25.4 * 72  # points between the margins
_HEADING_SIZES = (22.0, 36.0)  # of the red name of the organ, in points: never smaller than the title

Row = tuple[tuple[str, ...], ...]  # cells, each by its lines


@dataclass(frozen=True, slots=True)
class _Printed:
    """A letter as its templates draw it: nothing in it that a file cannot hold."""

    form: str
    title: tuple[str, ...]
    organ: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]
    annexes: tuple[str, ...]
    signature: Signature
    contact: str
    copies: str
    slip: "_Sheet | None"

    @property
    def size(self) -> float:
        """Of the name of the organ: a long one is set smaller, and only a very long one on two lines."""
        least, most = _HEADING_SIZES
        return max(least, min(most, int(_HEADING_WIDTH / max(1, len(self.organ)) * 2) / 2))


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]


def write(letter: Letter, kind: str) -> bytes:
    """The letter as one kind of file. Raises CannotWrite, and says what to do."""
    if kind not in _WRITERS:
        raise CannotWrite(f"写不了“{kind}”这种文书", f"可以写：{'、'.join(_WRITERS)}")
    return _WRITERS[kind](letter)


def _pdf(letter: Letter) -> bytes:
    found = _printed(letter)
    day = letter.signed_on
    data = {
        "form": found.form,
        "title": found.title[0],
        "organ": found.organ,
        "organ_size": found.size,
        "number": found.number,
        "addressee": found.addressee,
        "paragraphs": found.paragraphs,
        "rows": found.rows,
        "annexes": found.annexes,
        "signed_by": found.signature.body,
        "signed": found.signature.date,
        "contact": found.contact,
        "copies": found.copies,
        "slip": _slip_data(found.slip),
        "day": [day.year, day.month, day.day],
    }
    return press.printed("letter.typ", data, fonts.FOLDERS)


def _slip_data(slip: _Sheet | None) -> dict[str, object] | None:
    return {"title": slip.title, "paragraphs": slip.paragraphs, "rows": slip.rows} if slip else None


def _docx(letter: Letter) -> bytes:
    found = _printed(letter)
    values: dict[str, object] = {"layout": found, "columns": (1701, 2722, 1701, 2721)}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        for name, template in _PARTS.items():
            container.writestr(
                zipfile.ZipInfo(name, _NO_DAY), templates.fill(template, values), zipfile.ZIP_DEFLATED, 4
            )
    return target.getvalue()


_WRITERS: Mapping[str, Callable[[Letter], bytes]] = MappingProxyType({"docx": _docx, "pdf": _pdf})
KINDS = tuple(_WRITERS)


# ── what is printed ─────────────────────────────────────────────────────────────────────────────────────────────────


def _printed(letter: Letter) -> _Printed:
    is_letter = letter.form == "letter"
    return _Printed(
        form=letter.form,
        title=(_line(letter.title),),
        organ=_line(letter.organ),
        number=_line(letter.number),
        addressee=_line(letter.addressee),
        paragraphs=_paragraphs(letter.paragraphs),
        rows=_rows(letter.rows),
        annexes=_paragraphs(letter.annexes) if is_letter else (),
        signature=signed(_line(letter.signed_by), printed(letter.signed_on)),
        contact=_line(letter.contact) if is_letter else "",
        copies="，".join(_paragraphs(letter.copies)) if is_letter else "",
        slip=_sheet(letter.slip),
    )


def _sheet(slip: Slip | None) -> _Sheet | None:
    return _Sheet(_line(slip.title), _paragraphs(slip.paragraphs), _rows(slip.rows)) if slip else None


def _paragraphs(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for text in texts for each in text.splitlines() if (line := _line(each)))


def _rows(rows: tuple[tuple[str, ...], ...]) -> tuple[Row, ...]:
    return tuple(tuple(_lines(cell) for cell in row) for row in rows)


def _lines(cell: str) -> tuple[str, ...]:
    """The lines of a cell; an empty one is room for somebody's hand and has to stay."""
    lines = clean(cell).split("\n")
    return tuple(line or "\u3000" for line in lines) if len(lines) > 1 else tuple(lines)


def _line(text: str) -> str:
    return " ".join(clean(text).split())
