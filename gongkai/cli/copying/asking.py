"""Asking the site for a page, in this process and as nobody in particular."""

import io
import logging
import mimetypes
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

_NAMED = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", re.IGNORECASE)
_EXTENSIONS = {
    "application/atom+xml": ".atom",
    "application/feed+json": ".json",
    "application/xml": ".xml",
    "application/vnd.apache.parquet": ".parquet",
    "text/html": ".html",
}


@contextmanager
def quietly(origin: str) -> Iterator["Site"]:
    """The site for as long as it is asked: its host allowed, one connection to the database, no line in the log a page."""
    requests, troubles = logging.getLogger("gongkai.requests"), logging.getLogger("django.request")
    before = requests.level, troubles.level, settings.ALLOWED_HOSTS
    requests.setLevel(logging.WARNING)
    troubles.setLevel(logging.CRITICAL)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, urlsplit(origin).hostname]
    heard = [each for each in (request_started, request_finished) if each.disconnect(close_old_connections)]
    try:
        yield Site(origin)
    finally:
        for signal in heard:
            signal.connect(close_old_connections)
        requests.setLevel(before[0])
        troubles.setLevel(before[1])
        settings.ALLOWED_HOSTS = before[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered."""

    status: int
    kind: str  # of the content, without parameters
    name: str  # of a file to take away; "" for pages
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is read in a browser and has links."""
        return self.kind == "text/html"

    @property
    def extension(self) -> str:
        """As its kind has it; "" when there is none."""
        dot = self.name.rfind(".")
        return self.name[dot:] if dot > 0 else _EXTENSIONS.get(self.kind) or mimetypes.guess_extension(self.kind) or ""


class Site:
    """The site, asked as a browser asks at `origin` (https://host)."""

    def __init__(self, origin: str) -> None:
        self._handler = WSGIHandler()
        parts = urlsplit(origin)
        self._scheme, self._host = parts.scheme, parts.netloc

    def ask(self, path: str, query: str = "") -> Answer:
        """The answer to GET of a path below the prefix of the site."""
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], problem: object = None) -> None:
            del problem
            told.update(status=int(status[:3]), headers={name.lower(): value for name, value in headers})

        content: Iterable[bytes] = self._handler(self._environ(path, query), start)  # type: ignore[arg-type] # the stubs want wsgiref's own protocol
        try:
            body = b"".join(content)
        finally:
            if close := getattr(content, "close", None):
                close()
        headers = told["headers"]
        named = _NAMED.search(headers.get("content-disposition", ""))
        kind = headers.get("content-type", "").split(";")[0].strip()
        return Answer(told["status"], kind, unquote(named[1]) if named else "", body)

    def _environ(self, path: str, query: str) -> dict[str, Any]:
        name, _, port = self._host.partition(":")
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, encoding="latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": name,
            "SERVER_PORT": port or "80",
            "HTTP_HOST": self._host,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
