"""The fields of the desk's forms: days as people type them, several files, people of a body."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.applications.papers import Upload
from gongkai.core import typed_days


class DayField(forms.CharField):
    """A day: 20261120, 2026.11.20, 11-20, 今天; not in the future unless it may be."""

    def __init__(self, *, may_be_future: bool = False, **given: Any) -> None:  # noqa: ANN401
        self.may_be_future = may_be_future
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "day", "size": "12"})
        super().__init__(widget=widget, **given)

    def clean(self, value: Any) -> date | None:  # noqa: ANN401
        """The day, or None where none is asked for."""
        text = super().clean(value)
        if not text:
            return None
        today = timezone.localdate()
        try:
            day = typed_days.parse(text, today=today)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if day > today and not self.may_be_future:
            raise ValidationError("日期不能晚于今天")
        return day

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """As it is shown."""
        return value.isoformat() if isinstance(value, date) else value


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files at once, read into memory: their size is limited before they get here."""

    def __init__(self, purpose: str, **given: Any) -> None:  # noqa: ANN401
        self.purpose = purpose
        super().__init__(widget=_Files(attrs={"multiple": True}), **given)

    def clean(self, data: Any, initial: Any = None) -> tuple[Upload, ...]:  # noqa: ANN401
        """The files."""
        single = super().clean
        listed = data if isinstance(data, list | tuple) else [data]
        return tuple(
            Upload(each.name, each.read(), self.purpose) for each in (single(one, initial) for one in listed) if each
        )


def line(label: str, *, rows: int = 0, required: bool = True, help_text: str = "", most: int = 4000) -> forms.CharField:
    """A line of words, or several rows."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, widget=widget, required=required, help_text=help_text, max_length=most, strip=True
    )


def day(label: str, *, required: bool = True, help_text: str = "", may_be_future: bool = False) -> DayField:
    """A day."""
    return DayField(label=label, required=required, help_text=help_text, may_be_future=may_be_future)
