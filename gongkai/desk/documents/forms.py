"""The facts and the text of a document as a form: for a new one, for what was recognised in a file, for changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core.documents import typed
from gongkai.core.documents.text import Text
from gongkai.core.law import documents as law
from gongkai.desk.fields import FilesField, day, line
from gongkai.documents.actions import Draft, Stale
from gongkai.documents.models import Column, Document
from gongkai.documents.models.columns import DOCUMENTS
from gongkai.documents.models.documents import FORMS, ORIGINS

MOST = 400_000  # characters of a text
DOUBTS = {"doubtful": "存疑，请核对", "proposed": "推测，请核对", "unknown": "没有读出"}
_SECTIONS = (
    ("公文", ("body", "title", "document_number", "issuer", "joint_issuers", "is_led_here", "origin", "form")),
    ("日期和效力", ("formed_on", "effective_from", "expires_on", "is_normative", "filing_number", "filed_on")),
    ("归类", ("kind", "theme", "column", "topics", "keywords", "summary", "copies", "take_down_on")),
    ("正文", ("text",)),
)
_ONLY_DOCUMENTS = (
    "document_number",
    "is_normative",
    "filing_number",
    "filed_on",
    "copies",
    "effective_from",
    "expires_on",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A field with what is doubtful about its first value."""

    field: forms.BoundField
    doubt: str = ""


def status_of(form: forms.Form, found: Document, error: Exception) -> int:
    """422; 409 where somebody else was faster, with the version of now: whoever has read what changed may hand it in again."""
    if not isinstance(error, Stale):
        return 422
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(found.version)
    form.data = data
    return 409


class TextField(forms.CharField):
    """The text of a document, a line a block."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401
        widget = forms.Textarea(attrs={"rows": 24, "class": "paper typed", "spellcheck": "false"})
        super().__init__(widget=widget, strip=False, max_length=MOST, help_text=typed.HELP, **given)

    def clean(self, value: Any) -> Text:  # noqa: ANN401
        """The blocks."""
        try:
            return typed.parse(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """As it is edited."""
        return value if isinstance(value, str) or value is None else typed.typed(value)


class DocumentForm(forms.Form):
    """Everything a clerk confirms about a document. `doubts` are the fields that were not read for sure."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    body = forms.ModelChoiceField(label="责任机关", queryset=Body.objects.none(), empty_label=None)
    title = line("标题", most=300, help_text="照公文写全，含发文机关名称和文种。")
    document_number = line("发文字号", required=False, most=60)
    issuer = line("发文机关", required=False, most=120, help_text="不填的，就是责任机关。")
    joint_issuers = line("联合发文机关", required=False, rows=2, help_text="一行一个，按署名的次序。")
    is_led_here = forms.BooleanField(label="联合发文由本机关牵头", required=False, initial=True)
    origin = forms.ChoiceField(label="信息来源", choices=tuple(ORIGINS.items()))
    form = forms.ChoiceField(label="解读形式", choices=tuple(FORMS.items()))
    formed_on = day("成文日期", required=False, help_text="公开期限从这一天起算（条例第二十六条）。")
    effective_from = day("施行日期", required=False, may_be_future=True)
    expires_on = day("有效期至", required=False, may_be_future=True, help_text="最后一个有效的日子。")
    is_normative = forms.BooleanField(label="行政规范性文件", required=False)
    filing_number = line("统一编号", required=False, most=40)
    filed_on = day("备案日期", required=False)
    kind = forms.ChoiceField(label="公文种类", required=False)
    theme = forms.ChoiceField(label="主题分类", required=False)
    column = forms.ChoiceField(label="栏目", required=False)
    topics = forms.MultipleChoiceField(label="专题", required=False, widget=forms.CheckboxSelectMultiple)
    keywords = line("主题词", required=False, most=120, help_text="用空格分开。")
    summary = line("内容概述", required=False, rows=3)
    copies = line("抄送", required=False, most=300)
    take_down_on = day(
        "公示到期撤下", required=False, may_be_future=True, help_text="名单公示期满自动撤下；不是公示的不填。"
    )
    text = TextField(label="正文", required=False)

    def __init__(self, actor: Actor, *given: Any, genre: str = "document", **named: Any) -> None:  # noqa: ANN401
        self.genre = genre
        self.found: Document | None = named.pop("found", None)
        self.doubts: Mapping[str, str] = named.pop("doubts", {})
        super().__init__(*given, **named)
        self._choose(actor)
        self._leave_out()

    def _choose(self, actor: Actor) -> None:
        own = Body.objects.filter(pk__in=actor.body_ids, closed_on__isnull=True)
        self.fields["body"].queryset = own  # type: ignore[attr-defined]
        holds = DOCUMENTS if self.genre == "document" else ("interpretations",)
        at = self.found.column_id if self.found else None
        columns = Column.objects.filter(Q(closed_on__isnull=True) | Q(pk=at), holds__in=holds).exclude(holds="topic")
        topics = Column.objects.filter(closed_on__isnull=True, holds="topic")
        listed = {
            "kind": [(each.label, each.label) for each in law.document_kinds()],
            "theme": [(path, path.replace("\\", " / ")) for each in law.themes() for path in each.paths],
            "column": [(each.key, _path(each)) for each in columns.select_related("above")],
        }
        for name, choices in listed.items():
            self._offer(name, choices)
        self.fields["topics"].choices = [(each.key, each.label) for each in topics]  # type: ignore[attr-defined]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """The choices of the house, and what the document already says."""
        now = self.initial.get(name, "")
        known = {key for key, _ in choices}
        more = [(now, now)] if now and now not in known else []
        self.fields[name].choices = [("", "请选择"), *choices, *more]  # type: ignore[attr-defined]

    def _leave_out(self) -> None:
        if self.found:
            del self.fields["body"]
        if self.genre == "document":
            del self.fields["form"]
        else:
            for name in _ONLY_DOCUMENTS:
                del self.fields[name]
        if not self.fields["topics"].choices:  # type: ignore[attr-defined]
            del self.fields["topics"]

    def sections(self) -> Iterator[tuple[str, list[Asked]]]:
        """The fields in the order of a clerk's eye, each with its doubt."""
        for label, names in _SECTIONS:
            shown = [
                Asked(self[name], DOUBTS.get(self.doubts.get(name, ""), "")) for name in names if name in self.fields
            ]
            yield label, shown

    def draft(self, *, interprets: int | None = None) -> Draft:
        """What was entered, as the deed wants it."""
        given = dict(self.cleaned_data)
        for name in ("version", "key", "body"):
            given.pop(name, None)
        given["joint_issuers"] = tuple(filter(None, (each.strip() for each in given["joint_issuers"].splitlines())))
        given["topics"] = tuple(given.get("topics", ()))
        return Draft(**given, genre=self.genre, interprets=interprets)


def _path(column: Column) -> str:
    return f"{column.above.label} / {column.label}" if column.above else column.label


def initial(found: Document) -> dict[str, Any]:
    """What a document says now, for the form."""
    names = (
        "title", "document_number", "issuer", "is_led_here", "origin", "form", "formed_on", "effective_from", "expires_on",
        "is_normative", "filing_number", "filed_on", "kind", "theme", "keywords", "summary", "copies", "take_down_on",
        "version",
    )  # fmt: skip
    return {name: getattr(found, name) for name in names} | {
        "joint_issuers": "\n".join(found.joint_issuers),
        "column": found.column.key if found.column else "",
        "topics": [each.key for each in found.topics.all()],
        "text": found.text,
    }


class DropForm(forms.Form):
    """Files from which a document is made."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    about = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body = forms.ModelChoiceField(label="责任机关", queryset=Body.objects.none(), empty_label=None)
    uploads = FilesField("annex", label="公文和附件")

    def __init__(self, actor: Actor, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        own = Body.objects.filter(pk__in=actor.body_ids, closed_on__isnull=True)
        self.fields["body"].queryset = own  # type: ignore[attr-defined]
