"""Complaints, suggestions and corrections of one's own record, and who is away: what stands beside the cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.applications.actions import beside
from gongkai.bodies.actors import APPLICANT
from gongkai.cli.district.days import after, back
from gongkai.cli.district.opening import Team, leave


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    body: str
    ago: int
    text: str
    name: str = ""
    answer: str = ""
    is_upheld: bool = False


_ROWS = (
    _Row(
        "complaint",
        "qingshi",
        150,
        "去年提出的申请超过期限才答复，请督促改正。",
        "卫长青",
        "经查，该件超期5个工作日，已对经办人员提醒，并向您致歉。",
        is_upheld=True,
    ),
    _Row(
        "record_correction",
        "civil-affairs",
        90,
        "救助公示中登记的家庭人口数有误，应为四人，附户口簿复印件。",
        "蒋慧中",
        "经核对属实，已更正。",
        is_upheld=True,
    ),
    _Row(
        "suggestion",
        "office",
        60,
        "建议把答复选登按主题分类，方便查找。",
        "",
        "已采纳，按主题分类正在制作。",
        is_upheld=True,
    ),
    _Row("record_correction", "market", 12, "我店登记的经营场所门牌号有误，请更正。", "冯知秋"),
    _Row("complaint", "housing", 4, "网站上旧城改造栏目三个月没有更新。", "魏春生"),
    _Row("suggestion", "education", 2, "希望学区查询可以输入门牌号。"),
)


def hear(teams: Mapping[str, Team], *, on: date) -> None:
    """The feedback of the demonstration, the older ones answered."""
    for at, row in enumerate(_ROWS):
        team, day = teams[row.body], back(on, row.ago)
        contact = f"1380000{7000 + at}" if row.name else ""
        answer_by = after(day, 15) if row.kind != "suggestion" else None
        voice = beside.Voice(
            row.kind, team.body, row.text, row.name, contact, answer_by, key=f"demonstration-voice-{at}"
        )
        made = beside.hear(voice, by=APPLICANT, on=day)
        if row.answer:
            clerk = team.one("clerk")
            beside.answer_feedback(made, row.answer, is_upheld=row.is_upheld, by=clerk, on=after(day, 8))


def absences(teams: Mapping[str, Team], *, on: date) -> None:
    """Somebody is away today, somebody will be."""
    leave(teams, "xuejun", "tangli", (on - timedelta(2), on + timedelta(5)), on=back(on, 3))
    leave(teams, "dingning", "liuyang", (on + timedelta(10), on + timedelta(16)), on=back(on, 1))
