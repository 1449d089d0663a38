"""The entrance for the server: granian --interface wsgi gongkai.config.wsgi:application."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django, also behind a proxy that leaves the prefix of the site in the path."""
    prefix, path = settings.FORCE_SCRIPT_NAME or "", environ.get("PATH_INFO", "")
    if prefix and (path == prefix or path.startswith(prefix + "/")):
        environ = environ | {"PATH_INFO": path[len(prefix) :] or "/"}
    return _django(environ, start_response)
