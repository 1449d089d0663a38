"""The letters of disclosure on application (依申请公开文书): texts, composing, remedy clauses and the checks before signing.

`compose` makes a letter of facts, `examine` looks at its text before it is signed. Drawing it is the business of `writing`.
"""

from gongkai.core.letters import placeholders
from gongkai.core.letters.checks import examine
from gongkai.core.letters.facts import Applicant, Consulted, Contact, Facts, Fee, Matter, Other, Reconsideration
from gongkai.core.letters.letter import Composed, Letter, Slip, compose
from gongkai.core.letters.placeholders import PLACEHOLDERS, blanks, fill, unknown
from gongkai.core.letters.registry import Remark
from gongkai.core.letters.remedies import clause
from gongkai.core.letters.texts import Text, every, get

__all__ = [
    "PLACEHOLDERS",
    "Applicant",
    "Composed",
    "Consulted",
    "Contact",
    "Facts",
    "Fee",
    "Letter",
    "Matter",
    "Other",
    "Reconsideration",
    "Remark",
    "Slip",
    "Text",
    "blanks",
    "clause",
    "compose",
    "every",
    "examine",
    "fill",
    "get",
    "placeholders",
    "unknown",
]
