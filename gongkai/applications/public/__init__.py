"""All that the public door may know and do of the area: plain values in, plain values out; rows stay behind this line."""

from gongkai.applications.codes import new_key
from gongkai.applications.models import APPLICANT_KINDS, DELIVERIES, FORMS, ID_KINDS
from gongkai.applications.papers import MOST_FILES, Upload
from gongkai.applications.people import NATURAL, Party
from gongkai.applications.public.attempts import (
    TooMany,
    count_finding,
    count_submission,
    count_sum,
    count_upload,
    once,
    plain_number,
)
from gongkai.applications.public.deeds import (
    REFUSALS,
    branch,
    change_delivery,
    correct,
    download,
    give_reasons,
    look,
    withdraw,
)
from gongkai.applications.public.feedback import (
    Answer,
    FeedbackReceipt,
    Said,
    complain,
    feedback,
    record_correction,
    suggest,
)
from gongkai.applications.public.offices import Channel, Office, Site, bodies, site
from gongkai.applications.public.progress import Asked, Progress
from gongkai.applications.public.replies import Replies, Reply, find, replies, reply, spared, suggested
from gongkai.applications.public.served import Download, Paper
from gongkai.applications.public.steps import Step, said
from gongkai.applications.public.submission import Given, Kept, Receipt, keep, receipt, submit
from gongkai.applications.public.tickets import VALID_SECONDS, Expired, NotProved, open_case, renewed

__all__ = [
    "APPLICANT_KINDS",
    "DELIVERIES",
    "FORMS",
    "ID_KINDS",
    "MOST_FILES",
    "NATURAL",
    "REFUSALS",
    "VALID_SECONDS",
    "Answer",
    "Asked",
    "Channel",
    "Download",
    "Expired",
    "FeedbackReceipt",
    "Given",
    "Kept",
    "NotProved",
    "Office",
    "Paper",
    "Party",
    "Progress",
    "Receipt",
    "Replies",
    "Reply",
    "Said",
    "Site",
    "Step",
    "TooMany",
    "Upload",
    "bodies",
    "branch",
    "change_delivery",
    "complain",
    "correct",
    "count_finding",
    "count_submission",
    "count_sum",
    "count_upload",
    "download",
    "feedback",
    "find",
    "give_reasons",
    "keep",
    "look",
    "new_key",
    "once",
    "open_case",
    "plain_number",
    "receipt",
    "record_correction",
    "renewed",
    "replies",
    "reply",
    "said",
    "site",
    "spared",
    "submit",
    "suggest",
    "suggested",
    "withdraw",
]
