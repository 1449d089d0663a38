"""The system's Chromium, driven by Playwright: one for all tests of a process; loudly skipped where it is missing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def _django_beside_playwright() -> Iterator[None]:
    """Playwright's loop runs in this thread; the server runs in its own, so that nothing of Django is in danger."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium(_django_beside_playwright) -> Iterator[Browser]:
    """One browser for all tests."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


class Visits:
    """Opens pages; whatever a page complains of is a failure, and nothing may be asked of another site."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self.address = browser, address
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self._contexts: list[BrowserContext] = []

    def open(self, path: str = "/tools/check/", **options: object) -> Page:
        """A page in a fresh browser profile."""
        given = {"viewport": DESK, "accept_downloads": True} | options
        context = self._browser.new_context(**given)
        context.set_default_timeout(30_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("request", self._note)
        page.goto(self.address + path)
        return page

    def _note(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def visits(chromium: Browser, live_server) -> Iterator[Visits]:
    """Pages of a live server."""
    found = Visits(chromium, live_server.url)
    yield found
    found.close()
    assert found.complaints == []
    assert found.foreign == []


class _Rules(Axe):
    """The rules of axe-core, put into a page once; only what breaks them is handed out."""

    def run(self, page: Page) -> AxeResults:
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.axe_script)
        asked = "axe.run({resultTypes: ['violations'], preload: false})"
        return AxeResults(page.evaluate(f"{asked}.then(found => ({{violations: found.violations}}))"))


@pytest.fixture(scope="session")
def axe() -> Axe:
    """The rules of axe-core."""
    return _Rules()
