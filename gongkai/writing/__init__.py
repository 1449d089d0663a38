"""REPORT -> BYTES: an annual report in official layout as docx, pdf, html, xlsx or json. No clock, no network."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from gongkai.core.reports import Report
from gongkai.writing import docx, html, json, letters, pdf, xlsx
from gongkai.writing.errors import CannotWrite

__all__ = ["KINDS", "CannotWrite", "write", "write_letter"]

_WRITERS: Mapping[str, Callable[[Report], bytes]] = MappingProxyType(
    {"docx": docx.write, "pdf": pdf.write, "html": html.write, "xlsx": xlsx.write, "json": json.write}
)
KINDS = tuple(_WRITERS)
write_letter = letters.write


def write(report: Report, kind: str) -> bytes:
    """The report as one kind of file. The year before is not written. Raises CannotWrite, and says what to do."""
    if kind not in _WRITERS:
        raise CannotWrite(f"写不了“{kind}”这种文件", f"可以写：{'、'.join(KINDS)}")
    return _WRITERS[kind](report)
