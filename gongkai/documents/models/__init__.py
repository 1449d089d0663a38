"""The rows of the area: documents in the house, what of them is public, and the columns they stand in."""

from gongkai.documents.models.columns import Column, Duty, Enterprise, Guide, Institution, ReadingPlace
from gongkai.documents.models.documents import Document, File, Finding, Opinion, Plan, Version
from gongkai.documents.models.published import (
    Account,
    Entry,
    IndexCounter,
    Issue,
    Miss,
    Placement,
    Publication,
    PublicFile,
    Redirect,
    Relation,
)

__all__ = [
    "Account",
    "Column",
    "Document",
    "Duty",
    "Enterprise",
    "Entry",
    "File",
    "Finding",
    "Guide",
    "IndexCounter",
    "Institution",
    "Issue",
    "Miss",
    "Opinion",
    "Placement",
    "Plan",
    "PublicFile",
    "Publication",
    "ReadingPlace",
    "Redirect",
    "Relation",
    "Version",
]
