"""Small things that several pages answer: a file to download, an error in words."""

from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import HttpResponse

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}


def attachment_response(data: bytes, name: str, kind: str = "") -> HttpResponse:
    """A file for saving; it is never shown inside the site, whatever it holds."""
    ending = name.rsplit(".", 1)[-1].lower()
    response = HttpResponse(data, content_type=kind or _TYPES.get(ending, "application/octet-stream"))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def said(error: Exception) -> ValidationError:
    """What went wrong, in words for the form."""
    if isinstance(error, ValidationError):
        return ValidationError(error.messages)
    return ValidationError(str(error))
