"""The browser of the house, for the pages of documents."""

from tests.browser.conftest import _django_beside_playwright, axe, chromium, visits

__all__ = ["_django_beside_playwright", "axe", "chromium", "visits"]
