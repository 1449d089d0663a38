"""REPORT -> BYTES: an annual report in official layout as docx, pdf, html, xlsx or json. No clock, no network."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from gongkai.core.reports import Report
from gongkai.writing import docx, html, json, letters, pdf, xlsx
from gongkai.writing.errors import CannotWrite
from gongkai.writing.pictures import NONE, Picture, Pictures, Places, placed

__all__ = ["KINDS", "CannotWrite", "Picture", "write", "write_letter"]

_WITH_PICTURES: Mapping[str, Callable[[Report, Places], bytes]] = MappingProxyType(
    {"docx": docx.write, "pdf": pdf.write, "html": html.write}
)
_FIGURES_ONLY: Mapping[str, Callable[[Report], bytes]] = MappingProxyType({"xlsx": xlsx.write, "json": json.write})
KINDS = (*_WITH_PICTURES, *_FIGURES_ONLY)
write_letter = letters.write


def write(report: Report, kind: str, pictures: Pictures = NONE) -> bytes:
    """The report as one kind of file. The year before is not written. Raises CannotWrite, and says what to do.

    Pictures stand at the end of their part (`preface`, `overview`, ...); xlsx and json hold figures and words only.
    """
    if kind not in KINDS:
        raise CannotWrite(f"写不了“{kind}”这种文件", f"可以写：{'、'.join(KINDS)}")
    if kind in _FIGURES_ONLY:
        return _FIGURES_ONLY[kind](report)
    return _WITH_PICTURES[kind](report, placed(pictures))
