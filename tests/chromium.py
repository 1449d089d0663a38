"""The system's Chromium, driven by Playwright: one for all tests of a process; loudly skipped where it is missing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium-headless-shell")
LOOKS = Path(__file__).parent / "browser" / "looks.js"
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
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium-headless-shell")
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
    assert found.complaints == [], found.complaints
    assert found.foreign == [], found.foreign


class Rules(Axe):
    """The rules of axe-core for the pages of one test; only what breaks them is handed out.

    Each page is held against every rule. Contrast takes four fifths of the time and depends on nothing but how a text looks
    (its letters, all that is painted where it stands): a look that this test has seen pass is not measured once more.
    """

    def __init__(self) -> None:
        super().__init__()
        self._judged: set[int] = set()
        self._lines: dict[Page, CDPSession] = {}

    def run(self, page: Page) -> AxeResults:
        if not page.evaluate("'looks' in window"):
            self._put_into(page)
        found = page.evaluate("judged => looks.examine(judged)", list(self._judged))
        self._judged.update(found["looks"])
        return AxeResults({"violations": found["violations"]})

    def _put_into(self, page: Page) -> None:
        """Straight over the browser's own line: Playwright would read half a megabyte twice."""
        if page not in self._lines:
            self._lines[page] = page.context.new_cdp_session(page)
        self._lines[page].send("Runtime.evaluate", {"expression": f"{self.axe_script};{LOOKS.read_text('utf-8')};0"})


@pytest.fixture
def axe() -> Rules:
    """The rules of axe-core."""
    return Rules()
