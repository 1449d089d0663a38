"""The history of a document in plain Chinese, a sentence a line of the journal, for the house."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from gongkai.bodies.roles import ROLES
from gongkai.channels import CHANNELS
from gongkai.core.documents import attributes, screening
from gongkai.core.documents.life import LIFE
from gongkai.documents.actions.reviewing import VERDICTS
from gongkai.journal.models import Entry

Facts = Mapping[str, Any]
_VALIDITY = {"amend": "登记为已修改", "partly_end": "登记为部分废止", "repeal": "登记为废止", "lapse": "登记为失效"}


def sentence(entry: Entry) -> str:
    """One line of the journal without its day: 张三（经办人）提交审查."""
    told = SENTENCES.get(entry.verb, _nothing)({**entry.facts, "on": entry.on}) or _label(entry.verb)
    why = f"：{entry.reason}" if entry.reason else ""
    return f"{_who(entry)}{told}{why}"


def _who(entry: Entry) -> str:
    role = ROLES.get(entry.role, "")
    return f"{entry.actor_name}（{role}）" if role and entry.actor != "system" else entry.actor_name


def _label(verb: str) -> str:
    return next((move.label for move in LIFE if move.verb == verb), "办理了一步")


def _nothing(facts: Facts) -> str:  # noqa: ARG001
    return ""


def _began(facts: Facts) -> str:
    return f"登记，带 {facts['files']} 个文件" if facts.get("files") else "登记"


def _edited(facts: Facts) -> str:
    if facts.get("files"):
        return f"加入 {len(facts['files'])} 个文件"
    return "删除一个文件" if facts.get("removed_file") else "修改"


def _attributed(facts: Facts) -> str:
    return f"确定公开属性为“{attributes.LABELS.get(facts.get('attribute', ''), '')}”"


def _gave_opinion(facts: Facts) -> str:
    if facts.get("seconded"):
        return "确认一条保留的发现"
    labels = {each.key: each.label for each in screening.steps(on=facts["on"])}
    return f"{labels.get(facts.get('step', ''), '审查')}，结论“{VERDICTS.get(facts.get('verdict', ''), '')}”"


def _resolved(facts: Facts) -> str:
    how = "遮蔽" if facts.get("how") == "mask" else "说明理由保留"
    return f"{how} {len(facts.get('findings', ()))} 处发现"


def _scheduled(facts: Facts) -> str:
    if facts.get("failed_at"):
        return "定时发布没有成功"
    return f"定于{_moment(facts['at'])}发布" if facts.get("at") else "取消定时发布"


def _moment(said: str) -> str:
    at = timezone.localtime(datetime.fromisoformat(said))
    return f"{at.month}月{at.day}日{at:%H:%M}"


def _published(facts: Facts) -> str:
    return f"发布，索引号 {facts.get('index_number', '')}"


def _placed(facts: Facts) -> str:
    label = CHANNELS[facts["channel"]].label if facts.get("channel") in CHANNELS else "渠道"
    if facts.get("deed") == "take_down":
        return f"从{label}撤下"
    return f"推送到{label}" if facts.get("is_connected") else f"登记{label}发布"


def _posted(facts: Facts) -> str:
    return f"推送到{CHANNELS[facts['channel']].label}成功"


def _not_posted(facts: Facts) -> str:
    return f"推送到{CHANNELS[facts['channel']].label}没有成功，试了 {facts.get('tries', 0)} 次"


def _changed(facts: Facts) -> str:
    return _VALIDITY.get(facts.get("verb", ""), "登记公文之间的关系" if facts.get("relation") else "")


def _determined(facts: Facts) -> str:
    return f"收到确定意见“{VERDICTS.get(facts.get('verdict', ''), '')}”"


def _withdrew(facts: Facts) -> str:
    return "撤下" + ("（处罚决定被撤销，超过期限）" if facts.get("is_late") else "")


def _held(facts: Facts) -> str:
    return f"登记为不主动公开，{facts.get('review_on', '')} 前重新评估"


def _reassessed(facts: Facts) -> str:
    return f"重新评估，仍不公开，下一次在 {facts.get('review_on', '')} 前"


SENTENCES: Mapping[str, Callable[[Facts], str]] = MappingProxyType(
    {
        "begin": _began,
        "edit": _edited,
        "attribute": _attributed,
        "give_opinion": _gave_opinion,
        "resolve": _resolved,
        "refer": lambda facts: f"报请{facts.get('to', '')}确定",
        "determine": _determined,
        "schedule": _scheduled,
        "publish": _published,
        "post": _placed,
        "posted": _posted,
        "not_posted": _not_posted,
        "amend": _changed,
        "repeal": _changed,
        "lapse": _changed,
        "withdraw": _withdrew,
        "hold": _held,
        "reassess": _reassessed,
        "attach_interpretation": lambda _: "编写解读方案",
        "take_over": lambda _: "从旧平台接管",
    }
)
