"""The site as installed: headers, logs, life under a path of another portal."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.config import logs, middleware
from gongkai.portal import tokens, views
from tests.portal import files

PAGES = ["/", "/tools/check/", "/tools/check/rules/", "/tools/check/rules/S101/", "/nix", "/static/portal/gk.css"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_answer_restricts_the_browser(client, address):
    response = client.get(address)
    response.close()

    headers = response.headers
    assert headers["Content-Security-Policy"] == middleware.CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline():
    policy = dict(part.split(" ", 1) for part in middleware.CONTENT_SECURITY_POLICY.split("; "))

    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_own_scripts_stay_small():
    """A page loads one script of its own; pages of the desk have the desk's beside it."""
    scripts = {path.name: path.stat().st_size for path in Path(views.__file__).parents[1].rglob("static/*/*.js")}
    desk = scripts.pop("desk.js")

    assert len(scripts) >= 4
    assert max(scripts.values()) <= 3 * 1024
    assert desk <= 4 * 1024


def test_debug_is_off_and_hosts_are_known():
    assert settings.DEBUG is False
    assert set(settings.ALLOWED_HOSTS) >= {"localhost", "127.0.0.1"}
    assert "*" not in settings.ALLOWED_HOSTS


# ── logs ──


@pytest.fixture
def lines():
    """All that is logged, as it would be written."""
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Keep()
    handler.setFormatter(logs.JsonLines())
    loggers = [logging.getLogger(name) for name in ("", "django", "gongkai")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


PLANTED = ("110101199003072316", "13912345678", "王小明")


@pytest.mark.django_db
def test_nothing_personal_is_ever_logged(client, lines, monkeypatch):
    report = files.whole()
    report = files.replace(report, texts={part: text + "".join(PLANTED) for part, text in report.texts.items()})
    name = "".join(PLANTED)
    client.raise_request_exception = False

    kept = client.post("/tools/check/", {"report": files.upload(report, name=name), "keep": "1"}).headers["Location"]
    client.get(kept + "?" + name)
    client.get(f"/tools/check/{name}/")
    client.post("/tools/check/", {"token": tokens.seal(files.reading(report)), "1." + files.TOTAL: name})
    client.post("/tools/check/", {"token": name})

    def fail(_):
        raise RuntimeError(name)

    monkeypatch.setattr(views.rulebook, "rule", fail)
    client.get(f"/tools/check/rules/{name}/")

    text = "\n".join(lines)
    assert len(lines) >= 8
    assert '"error": "RuntimeError"' in text
    secret = kept.split("/")[-2]
    assert [each for each in (*PLANTED, secret) if each in text] == []
    assert all(json.loads(line)["event"] for line in lines)


def test_a_line_of_the_log_tells_route_status_and_time(client, lines):
    client.get("/tools/check/rules/S101/")

    (line,) = [json.loads(each) for each in lines]
    assert line.pop("milliseconds") >= 0
    assert line.pop("at")
    assert line == {
        "level": "INFO",
        "logger": "gongkai.requests",
        "event": "request",
        "method": "GET",
        "route": "tools/check/rules/<str:code>/",
        "status": 200,
    }


# ── under a path ──

_UNDER_A_PATH = """
import io
from gongkai.config.wsgi import application
from django.core.management import call_command
call_command("migrate", verbosity=0)

def get(path):
    status = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", "SERVER_NAME": "localhost",
               "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http"}
    body = b"".join(application(environ, lambda s, h: status.extend([s, dict(h)])))
    return status[0], status[1], body.decode()

for path in ("/zwgk/gk/tools/check/", "/tools/check/"):
    status, headers, body = get(path)
    assert status == "200 OK", status
    assert 'action="/zwgk/gk/tools/check/"' in body
    assert 'href="/zwgk/gk/static/portal/gk.css"' in body
    assert '="/tools' not in body and '="/static' not in body
status, headers, body = get("/zwgk/gk/")
assert status == "200 OK", status
assert 'href="/zwgk/gk/library/"' in body and '="/library' not in body
assert get("/zwgk/gk/static/portal/gk.css")[0] == "200 OK"
assert get("/zwgk/gkx/")[0].startswith("404")
print("well")
"""


def test_the_site_lives_under_a_path_of_another_portal(tmp_path):
    environment = os.environ | {
        "GONGKAI_PREFIX": "/zwgk/gk",
        "GONGKAI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
    }
    result = subprocess.run(
        [sys.executable, "-c", _UNDER_A_PATH], capture_output=True, text=True, env=environment, check=False
    )

    assert result.stdout == "well\n", result.stderr
