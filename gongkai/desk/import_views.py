"""An existing register (台账) into the house: a file or a pasted range, columns matched, rows looked at, all or nothing."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.applications.ledger import columns, importing, matching, reading
from gongkai.applications.models import APPLICANT_KINDS, CHANNELS, DELIVERIES, FORMS
from gongkai.bodies.models import Body
from gongkai.core.life import NotAllowed
from gongkai.desk import drafts
from gongkai.desk.answers import said
from gongkai.desk.fields import FilesField
from gongkai.desk.visits import Visit, page

PLACE = "import"


class SourceForm(django_forms.Form):
    """A file, or cells pasted from a spreadsheet."""

    body = django_forms.ModelChoiceField(label="哪个单位的台账", queryset=Body.objects.none(), empty_label=None)
    file = FilesField("other", label="台账文件", required=False)
    pasted = django_forms.CharField(
        label="或者粘贴单元格",
        widget=django_forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=4_000_000,
        help_text="在 WPS 或者 Excel 里选中带表头的区域，复制，粘贴到这里。",
    )

    def __init__(self, visit: Visit, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        bodies = Body.objects.all() if visit.actor.sees_all else Body.objects.filter(pk__in=visit.actor.body_ids)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = dict(super().clean() or {})
        if not given.get("file") and not given.get("pasted"):
            raise ValidationError("请选择文件，或者粘贴单元格")
        return given

    def sheet(self) -> reading.Sheet:
        """The cells."""
        given = self.cleaned_data
        if given["file"]:
            return reading.read(given["file"][0].data, given["file"][0].name)
        return reading.pasted(given["pasted"])


@require_http_methods(["GET", "POST"])
@page
def source(visit: Visit) -> HttpResponse:
    """Where the register comes from."""
    form = SourceForm(visit, visit.request.POST or None, visit.request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            sheet = form.sheet()
            rows = [[row.number, list(row.cells)] for row in sheet.rows]
            kept = {"body": form.cleaned_data["body"].pk, "header": list(sheet.header), "rows": rows}
            drafts.put(visit.person, PLACE, kept)
            return redirect("desk-import-match")
        except (ValidationError, ValueError, reading.Unreadable) as error:
            form.add_error(None, said(error))
    lead = (
        "支持 xlsx、xls、et、csv，或者直接粘贴。先看匹配和每一行的问题，全部没有问题才导入；有一行不行，一行都不导入。"
    )
    return visit.form(form, title="导入台账", button="看匹配和预览", back=reverse("desk-cases"), lead=lead, at="cases")


@require_http_methods(["GET", "POST"])
@page
def match(visit: Visit) -> HttpResponse:
    """Which column is which, what every row would become, and what is wrong with it."""
    kept = drafts.get(visit.person, PLACE)
    body = Body.objects.filter(pk=kept["body"]).first() if kept else None
    if body is None:
        return redirect("desk-import")
    rows = tuple(reading.Row(number, tuple(cells)) for number, cells in kept["rows"])
    sheet = reading.Sheet(tuple(kept["header"]), rows)
    given = visit.request.POST
    matched = _matched(visit, sheet)
    preview = importing.preview(
        sheet,
        matched,
        body=body,
        actor=visit.actor,
        on=visit.on,
        otherwise=_otherwise(given),
        meanings=_meanings(given),
    )
    if given.get("do") == "import" and not preview.errors:
        try:
            made = importing.import_(preview, by=visit.actor, on=visit.on)
            drafts.drop(visit.person, PLACE)
            messages.success(visit.request, f"已导入 {len(made)} 件，{preview.skipped} 行原来就有。")
            return redirect("desk-cases")
        except (ValidationError, NotAllowed) as error:
            messages.error(visit.request, "；".join(getattr(error, "messages", None) or [str(error)]))
    context = _shown(sheet, matched, preview, given) | {"body": body, "at": "cases"}
    return visit.render("desk/match.html", context)


def _matched(visit: Visit, sheet: reading.Sheet) -> matching.Matching:
    """The columns as guessed, or as the clerk put them right."""
    if visit.request.method != "POST":
        return matching.match(sheet.header)
    given = {visit.request.POST.get(f"column_{at}", ""): at for at in range(len(sheet.header))}
    try:
        return matching.chosen(sheet.header, {key: at for key, at in given.items() if key})
    except ValueError as error:
        messages.error(visit.request, str(error))
        return matching.match(sheet.header)


def _otherwise(given: QueryDict) -> dict[str, str]:
    """Values for columns that the register has not."""
    return {key: given.get(f"otherwise_{key}", "") for key in _DEFAULTS if given.get(f"otherwise_{key}")}


def _meanings(given: QueryDict) -> dict[str, dict[str, str]]:
    """What words of this register stand for, as the clerk says."""
    found: dict[str, dict[str, str]] = {}
    for name, value in given.items():
        if name.startswith("meaning_") and value and isinstance(value, str):
            key, _, word = name.removeprefix("meaning_").partition(":")
            found.setdefault(key, {})[word] = value
    return found


_DEFAULTS = {"channel": CHANNELS, "applicant_kind": APPLICANT_KINDS, "form_wanted": FORMS, "delivery": DELIVERIES}


def _shown(
    sheet: reading.Sheet, matched: matching.Matching, preview: importing.Preview, given: QueryDict
) -> dict[str, Any]:
    at = {place: key for key, place in matched.positions.items()}
    labels = {column.key: column.label for column in columns.COLUMNS}
    return {
        "header": [(place, text, at.get(place, "")) for place, text in enumerate(sheet.header)],
        "columns": list(labels.items()),
        "preview": preview,
        "rows": preview.rows[:_SHOWN],
        "many": len(preview.histories),
        "unknown": [
            (f"meaning_{key}:{word}", labels[key], word, choices, given.get(f"meaning_{key}:{word}", ""))
            for key, words in preview.unknown.items()
            for word, choices in words.items()
        ],
        "told": [
            (f"meaning_{key}:{word}", value) for key, words in _meanings(given).items() for word, value in words.items()
        ],
        "defaults": [
            (f"otherwise_{key}", labels[key], list(choices.items()), given.get(f"otherwise_{key}", ""))
            for key, choices in _DEFAULTS.items()
            if key not in matched
        ],
    }


_SHOWN = 200  # rows of the preview; what is wrong is listed for all
