"""A published document as a file to take: what its page says, in the layout of an official document or of an article."""

from gongkai.core.documents import attributes, text, validity
from gongkai.documents.public.values import Page
from gongkai.writing.documents import Interpretation, OfficialDocument, write_document


def sheet(page: Page, address: str, kind: str) -> bytes:
    """The document as docx, pdf or txt. A copy of what is no longer in force says so on each page. Raises CannotWrite."""
    is_document = page.row.genre == "document"
    return write_document(official(page, address) if is_document else _article(page, address), kind)


def official(page: Page, address: str) -> OfficialDocument:
    """With what a copy has to say about itself: where it stands, and whether it is still in force."""
    row, blocks = page.row, text.from_record(page.text)
    ended = row.validity_label if row.validity in validity.ENDED else ""
    says_so = any(each.kind == "note" for each in blocks)
    return OfficialDocument(
        issuer=row.issuer,
        joint_issuers=page.joint_issuers,
        document_number=row.document_number,
        title=row.title,
        text=blocks,
        formed_on=row.formed_on or row.published_on,
        note="" if says_so else attributes.PRINTED[attributes.PROACTIVE],
        source=address,
        validity_label="，".join(filter(None, (ended, page.validity_note if ended else ""))),
        index_number=row.index_number,
    )


def _article(page: Page, address: str) -> Interpretation:
    about = page.interprets
    number = f"（{about.document_number}）" if about and about.document_number else ""
    return Interpretation(
        title=page.row.title,
        text=text.from_record(page.text),
        publisher=page.row.issuer,
        published_on=page.row.published_on,
        explains=f"《{about.title}》{number}" if about else "",
        source=address,
    )
