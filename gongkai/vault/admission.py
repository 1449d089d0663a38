"""Files as they come in from a form: type, size and content looked at before anything is stored."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from gongkai import release

MOST_FILES = 30  # at once


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes
    purpose: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that was found fit, and what it hides."""

    upload: Upload
    looked: release.Looked

    @property
    def hidden(self) -> list[dict[str, str]]:
        """What it hides, as the register of files keeps it."""
        return [
            {"code": each.code, "label": each.label, "where": each.where, "weight": each.weight.value}
            for each in self.looked.hidden
        ]


def admit(uploads: list[Upload]) -> list[Admitted]:
    """Type, size and content, before anything is stored. Raises ValidationError with one sentence a file."""
    if len(uploads) > MOST_FILES:
        raise ValidationError(f"一次最多 {MOST_FILES} 个附件，请合并以后再传")
    found, faults = [], []
    for each in uploads:
        fault, looked = release.admit(each.data, each.name)
        if looked is None:
            faults.append(f"{each.name}：{fault}")
        else:
            found.append(Admitted(each, looked))
    if faults:
        raise ValidationError(faults)
    return found
