"""The rows of the area: the case and its people, what hangs on a case, and the small registers beside the cases."""

from gongkai.applications.models.cases import (
    APPLICANT_KINDS,
    CHANNELS,
    DELIVERIES,
    FORMS,
    ID_KINDS,
    Applicant,
    Application,
    Counter,
    Matter,
)
from gongkai.applications.models.papers import (
    Attachment,
    Comment,
    Consultation,
    Delivery,
    Fee,
    Letter,
    LookUp,
    PublishedReply,
    Template,
)
from gongkai.applications.models.registers import Attempt, Digest, Draft, Feedback, Spared, Visit

__all__ = [
    "APPLICANT_KINDS",
    "CHANNELS",
    "DELIVERIES",
    "FORMS",
    "ID_KINDS",
    "Applicant",
    "Application",
    "Attachment",
    "Attempt",
    "Comment",
    "Consultation",
    "Counter",
    "Delivery",
    "Digest",
    "Draft",
    "Fee",
    "Feedback",
    "Letter",
    "LookUp",
    "Matter",
    "PublishedReply",
    "Spared",
    "Template",
    "Visit",
]
