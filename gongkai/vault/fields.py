"""A text column whose content is sealed: readable in Python, unreadable in the database, its backups and its log."""

from typing import Any

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
