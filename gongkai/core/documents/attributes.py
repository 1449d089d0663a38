"""The disclosure attribute of a document (公开属性): decided where it is drafted, with ground and article (国办发〔2016〕80号)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.core import law

PROACTIVE, ON_APPLICATION, REFUSED = "proactive", "on_application", "refused"
LABELS = {PROACTIVE: "主动公开", ON_APPLICATION: "依申请公开", REFUSED: "不予公开"}
PRINTED = {PROACTIVE: "此件公开发布", ON_APPLICATION: "此件依申请公开", REFUSED: "此件不予公开"}
# The grounds of Art 14 to 16 are those of a refusal to an applicant, by the same ids.
GROUNDS = (
    "state_secret",
    "prohibited_by_law",
    "three_securities",
    "third_party_rights",
    "internal_affairs",
    "process_information",
    "enforcement_file",
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """What was decided: the attribute, the ground by its id, and the reason in words."""

    key: str
    ground: str = ""
    reason: str = ""

    @property
    def label(self) -> str:
        """What the register says."""
        return LABELS[self.key]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground that the law gives for not disclosing."""

    key: str
    label: str
    article: str


def grounds(*, on: date) -> tuple[Ground, ...]:
    """The grounds in force on day `on`, in the order of the articles."""
    found = (law.outcome(key, on=on) for key in GROUNDS)
    return tuple(Ground(each.key, each.label.removesuffix("，不予公开"), each.article) for each in found)


def fault(attribute: Attribute, *, sources: Sequence[str] = ()) -> str:
    """What is wrong with a decision, in a sentence; "" when it stands.

    `sources` are the attributes of the documents that this one forwards, or of the lead organ's own decision on a joint
    document: they bind, and nothing may be opened further than they are.
    """
    if attribute.key not in LABELS:
        return "请选择公开属性：主动公开、依申请公开或者不予公开。没有属性的公文不能流转（国办发〔2016〕80号）"
    if attribute.key != PROACTIVE and not attribute.reason.strip():
        return "不主动公开的，请写明理由（国办发〔2016〕80号）"
    if attribute.key == REFUSED and attribute.ground not in GROUNDS:
        return "不予公开的，请选择依据的条款（条例第十四条至第十六条）"
    if attribute.key == PROACTIVE and attribute.ground:
        return "主动公开的公文没有不予公开的依据，请去掉"
    order = tuple(LABELS)
    for source in sources:
        if order.index(attribute.key) < order.index(source):
            return f"转发或者联合制发的公文从其原件或者牵头机关的属性：原件是“{LABELS[source]}”"
    return ""
