"""What the release of files speaks of: marks on pages, what is hidden, personal information, and a refusal in words."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What something hidden means for the file: it may not leave, or somebody has to look."""

    BLOCK = "block"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Hidden:
    """One thing in a file that nobody sees when reading it."""

    code: str  # docx.comments
    label: str  # 批注
    where: str  # the part of the file, the page, the sheet
    sample_masked: str  # the beginning of what is hidden, personal numbers masked
    weight: Weight


@dataclass(frozen=True, slots=True)
class Trace:
    """Personal information in a file, and whether a reader of the file would see it."""

    kind: str  # resident_id, mobile, bank_card
    label: str
    sample_masked: str
    where: str
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked through."""

    kind: str  # by content: pdf, docx, xlsx, doc, xls, ppt, ofd, jpg, png, txt, zip … unknown
    size: int
    is_named_right: bool  # the extension agrees with the content
    is_complete: bool  # every channel of this kind of file was looked through; old Office files cannot be
    hidden: tuple[Hidden, ...]
    personal: tuple[Trace, ...]

    @property
    def is_blocked(self) -> bool:
        """Whether the file may not leave as it is."""
        return any(each.weight is Weight.BLOCK for each in self.hidden) or any(
            not each.is_visible for each in self.personal
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to be blacked out, in points from the top left corner of the page as it is shown. Pages count from 0."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text without blanks and its box, in points from the top left corner of the page as it is shown."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it looks, and the size of the page in points."""

    png: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Redacted:
    """A file of pictures only, its boxes burnt in."""

    data: bytes
    pages: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that the upload held and the rebuilt file does not."""

    code: str  # docx.comments
    label: str  # 批注
    where: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A new file with what a reader sees in the old one, and what was left behind."""

    data: bytes
    kind: str  # docx, xlsx, pdf, txt, jpg, png
    name_suffix: str  # .docx: what the new file's name ends with
    removed: tuple[Removed, ...]
    notes: tuple[str, ...]  # what looks or behaves otherwise than in the upload, in Chinese


class CannotRelease(Exception):
    """What was asked cannot be done with this file: what is wrong and what to do now, in Chinese."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what, do)
        self.what, self.do = what, do

    def __str__(self) -> str:
        return f"{self.what}。{self.do}"
