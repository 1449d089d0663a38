"""How far the reading of a file is, in the words that the page with the progress bar shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from gongkai.reports.models import Upload


@dataclass(frozen=True, slots=True)
class Progress:
    """The newest file of a report on its way; `state` as stored, or `interrupted` where nobody is reading it any more."""

    name: str
    by_name: str
    begun_at: datetime
    stored: str
    state: str
    ahead: int
    done: int | None
    total: int | None
    why: str

    @classmethod
    def of(cls, report: int, *, at: datetime) -> Self | None:
        """None where no file has come, or where it has become the report."""
        row = Upload.objects.filter(report=report).first()
        if row is None:
            return None
        state = "interrupted" if row.is_interrupted(at) else row.state
        place = f"（{row.where}）" if row.where else ""
        why = f"{row.what}{place}。{row.do}" if row.what else ""
        return cls(row.name, row.by_name, row.begun_at, row.stored, state, row.ahead, row.done, row.total, why)

    @property
    def is_alive(self) -> bool:
        """Whether it is being read."""
        return self.state == "reading"

    @property
    def says(self) -> str:
        """How far it is."""
        if self.ahead:
            return f"前面还有 {self.ahead} 份文件在读，轮到它就开始"
        if self.total and self.done is not None:
            return f"第 {min(self.done + 1, self.total)} 页，共 {self.total} 页"
        return "正在读这个文件"
