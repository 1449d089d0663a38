"""Dropped files on their way to a document: which one is the document, what it says, and what the others are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core.documents.text import from_record, to_record
from gongkai.core.law import documents as law
from gongkai.documents import actions
from gongkai.documents.actions import Draft
from gongkai.documents.models import Document
from gongkai.reading import official
from gongkai.reading.official import Drafted
from gongkai.vault.admission import Upload, admit

_READ = frozenset({"docx", "doc", "wps", "pdf", "html", "htm", "mht", "txt"})
_PICTURES, _VIDEOS = frozenset({"jpg", "jpeg", "png"}), frozenset({"mp4"})
_TAKEN = (
    "title", "document_number", "issuer", "formed_on", "effective_from", "expires_on", "kind", "copies", "theme",
    "keywords", "summary",
)  # fmt: skip
_DAYS = ("formed_on", "effective_from", "expires_on")
_LENGTHS = {"title": 300, "document_number": 60, "issuer": 120, "copies": 300, "keywords": 120, "theme": 60, "kind": 16}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read out of the files."""

    uploads: tuple[Upload, ...]
    drafted: Drafted
    fault: str = ""  # why the document could not be read
    doubts: dict[str, str] = field(default_factory=dict)  # field -> doubtful, proposed, unknown
    sentences: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """The fields for the form, as they are kept while the clerk confirms them."""
        taken = {name: getattr(self.drafted, name) for name in _TAKEN}
        kept = {name: value for name, value in taken.items() if value}
        return kept | {
            "joint_issuers": "\n".join(self.drafted.joint_issuers),
            "text": to_record(self.drafted.text),
        }


def read(uploads: Sequence[Upload], *, on: date) -> Read:
    """The document among the files, read by a child of its own; the rest as what they are. ValidationError for unfit files."""
    admit(list(uploads))
    at = _main(uploads)
    if at is None:
        sorted_ = tuple(_sorted(each) for each in uploads)
        name = PurePath(uploads[0].name).stem
        return Read(
            sorted_, Drafted(title=name[:300]), "没有可以读的公文（Word、WPS、PDF、HTML），文件都作为附件；请录入正文。"
        )
    main = uploads[at]
    parted = tuple(
        Upload(each.name, each.data, "original") if number == at else _sorted(each)
        for number, each in enumerate(uploads)
    )
    try:
        drafted = official.read_in_child(main.data, main.name)
    except official.Unreadable as error:
        title = PurePath(main.name).stem[:300]
        return Read(parted, Drafted(title=title), f"《{main.name}》没有读出来：{error}。原稿已经留存，请在下面录入。")
    return _checked(parted, drafted, main.name, on)


def _checked(uploads: tuple[Upload, ...], drafted: Drafted, name: str, on: date) -> Read:
    """What was read, without what the register could not take, which becomes a doubt."""
    doubts = {key: how for key, how in drafted.confidence.items() if how != "sure"}
    sentences = list(drafted.doubts)
    changed: dict[str, Any] = {}
    if not drafted.title:
        changed["title"], doubts["title"] = PurePath(name).stem, "doubtful"
        sentences.append("没有读出标题，先用文件名代替")
    if drafted.formed_on and drafted.formed_on > on:
        changed["formed_on"], doubts["formed_on"] = None, "doubtful"
        sentences.append(f"成文日期读作 {drafted.formed_on:%Y-%m-%d}，晚于今天，请核对")
    if drafted.effective_from and drafted.expires_on and drafted.expires_on < drafted.effective_from:
        changed["expires_on"], doubts["expires_on"] = None, "doubtful"
        sentences.append(f"有效期读作至 {drafted.expires_on:%Y-%m-%d}，早于施行日期，请核对")
    values = {each: getattr(drafted, each) for each in drafted.__dataclass_fields__} | changed
    return Read(uploads, Drafted(**values), "", doubts, tuple(sentences))


def _main(uploads: Sequence[Upload]) -> int | None:
    """The first file that can be read and does not call itself an annex."""
    fitting = [n for n, each in enumerate(uploads) if _ending(each.name) in _READ]
    own = [n for n in fitting if not PurePath(uploads[n].name).stem.strip().startswith("附件")]
    return next(iter(own or fitting), None)


def _sorted(upload: Upload) -> Upload:
    ending = _ending(upload.name)
    purpose = "picture" if ending in _PICTURES else "video" if ending in _VIDEOS else "annex"
    return Upload(upload.name, upload.data, purpose)


def sorted_uploads(uploads: Sequence[Upload]) -> list[Upload]:
    """More files of a document, each with its purpose."""
    return [_sorted(each) for each in uploads]


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def begin(body: Body, found: Read, *, key: str, by: Actor, on: date, about: Document | None = None) -> Document:
    """The document with everything that was read; where the register refuses a value, with its title and text alone."""
    genre = "interpretation" if about else "document"
    interprets = about.pk if about else None
    full = _draft(found.drafted, genre, interprets)
    try:
        return actions.begin(body, full, found.uploads, by=by, on=on, key=key)
    except (ValidationError, ValueError):
        bare = Draft(full.title, full.text, genre=genre, interprets=interprets, form=full.form)
        return actions.begin(body, bare, found.uploads, by=by, on=on, key=key)


def _draft(drafted: Drafted, genre: str, interprets: int | None) -> Draft:
    given = {name: getattr(drafted, name) for name in _TAKEN}
    given |= {name: str(given[name])[:most] for name, most in _LENGTHS.items()}
    given["kind"] = given["kind"] if given["kind"] in {each.label for each in law.document_kinds()} else ""
    form = "text" if genre == "interpretation" else ""
    return Draft(
        **given,
        text=drafted.text,
        joint_issuers=drafted.joint_issuers,
        genre=genre,
        interprets=interprets,
        form=form,
    )


def again(values: Mapping[str, Any]) -> dict[str, Any]:
    """The kept values back for the form."""
    back = dict(values)
    back |= {name: date.fromisoformat(back[name]) for name in _DAYS if back.get(name)}
    if "text" in back:
        back["text"] = from_record(back["text"])
    return back
