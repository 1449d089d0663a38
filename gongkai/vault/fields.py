"""Columns of the vault: text that is sealed wherever it lies, and the names of kept files."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models

from gongkai.vault import sealing


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that is sealed on its way to the database. It can only be looked for with a blind index beside it."""

    def get_prep_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own face
        """Sealed, as the database shall hold it; nothing stays nothing."""
        plain = super().get_prep_value(value)
        return sealing.seal(plain.encode()).decode("ascii") if plain else plain

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:  # noqa: ARG002
        """Opened again."""
        return sealing.unseal(value.encode("ascii")).decode() if value else value

    def get_lookup(self, lookup_name: str) -> Any:  # noqa: ANN401 - Django's own face
        """Only emptiness can be asked for: two seals of one text are never equal."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed; look for it by its blind index")
        return super().get_lookup(lookup_name)


class StoredField(models.CharField):  # type: ignore[type-arg]
    """The name of a kept file. What stands in no such column is rubbish to `tidy`: every model names its files so."""

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - Django's own face
        super().__init__(*args, **{"max_length": 64, **named})

    def deconstruct(self) -> Any:  # noqa: ANN401 - Django's own face
        """To the database it is a text like any other."""
        name, _, args, named = super().deconstruct()
        return name, "django.db.models.CharField", args, named


def stored_names() -> Iterator[str]:
    """The names of all kept files that a row of any model knows."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 - documented, for all its line
            if isinstance(field, StoredField):
                yield from model._base_manager.values_list(field.attname, flat=True).iterator()  # noqa: SLF001
