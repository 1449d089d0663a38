"""Twenty rows a page, for every register of the desk: the numbers first, so that only the rows of a page are fetched."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

PAGE = 20


class Pages(Paginator):  # type: ignore[type-arg]
    """Pages of row numbers; how many there are is often known already."""

    def __init__(self, found: QuerySet[Any], many: int | None) -> None:
        super().__init__(found.values_list("pk", flat=True), PAGE)
        self._many = many

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return super().count if self._many is None else self._many
