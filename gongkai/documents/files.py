"""Files of a document as rows: kept sealed, rebuilt for release, their visible text taken out for review and search."""

from gongkai import release
from gongkai.documents.models import Document, File
from gongkai.vault import files
from gongkai.vault.admission import Admitted

_MOST_PLAIN = 500_000  # characters of a file that are examined and searched


def attach(document: Document, given: list[Admitted]) -> list[File]:
    """The rows of files that were admitted; the bytes are on the disk before a row exists."""
    last = document.files.order_by("-position").values_list("position", flat=True).first() or 0
    return [_attach(document, each, last + n) for n, each in enumerate(given, 1)]


def _attach(document: Document, given: Admitted, position: int) -> File:
    upload = given.upload
    row = File(
        document=document,
        position=position,
        purpose=upload.purpose,
        name=upload.name[-150:],
        kind=given.looked.kind[:8],
        size=len(upload.data),
        stored=files.keep(upload.data),
        hidden=given.hidden,
    )
    if upload.purpose != "original":
        _rebuild(row, upload.data)
    row.save()
    return row


def _rebuild(row: File, data: bytes) -> None:
    """The file that may leave the house; where it cannot be made, the row says why and publication is barred."""
    try:
        made = release.rebuild(data, row.name)
    except release.CannotRelease as error:
        row.removed = [{"code": "cannot_rebuild", "label": str(error), "where": row.name}]
        return
    row.rebuilt, row.rebuilt_kind, row.rebuilt_size = files.keep(made.data), made.kind[:8], len(made.data)
    row.removed = [{"code": each.code, "label": each.label, "where": each.where} for each in made.removed] + [
        {"code": "note", "label": note, "where": ""} for note in made.notes
    ]
    row.plain = release.visible_text(made.data, f"file.{made.kind}")[:_MOST_PLAIN]


def replace_rebuilt(row: File, data: bytes, kind: str) -> None:
    """Another file in the place of the rebuilt one: redacted in the house."""
    row.rebuilt, row.rebuilt_kind, row.rebuilt_size = files.keep(data), kind, len(data)
    row.plain = release.visible_text(data, f"file.{kind}")[:_MOST_PLAIN]
    row.save()


def uploaded(row: File) -> bytes:
    """The file as it came in; it is shown in the house only."""
    return files.fetch(row.stored)


def releasable(row: File) -> bytes:
    """The file that may leave the house. Raises Missing where it could not be made."""
    return files.fetch(row.rebuilt)
