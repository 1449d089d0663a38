"""The data folder of an installation, the secret key kept in it, and the address of its database as Django wants it."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def data_folder(given: str) -> Path:
    """The folder, made when it is not there."""
    folder = Path(given).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"数据文件夹 {folder} 建不了（{error.strerror}）；请用环境变量 GONGKAI_DATA 指定一个可以写的文件夹"
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key: made once, readable by its owner only, whole from the first moment it is there."""
    path = folder / "secret_key"
    if not path.exists():
        _put_once(path, secrets.token_urlsafe(48))
    return path.read_text("ascii").strip()


def seal_keys(folder: Path, given: list[str]) -> list[str]:
    """The keys that personal data is sealed with, the newest first; given ones, or one made once and kept in the folder.

    Whoever loses them loses the personal data: they belong into the backup, apart from the database.
    """
    if given:
        return given
    path = folder / "seal_key"
    if not path.exists():
        _put_once(path, secrets.token_urlsafe(48))
    return [path.read_text("ascii").strip()]


def openid_connect(environment: Mapping[str, str]) -> dict[str, Any]:
    """The sign-in of the province or the city by OpenID Connect, where GONGKAI_OIDC_SERVER names one."""
    server = environment.get("GONGKAI_OIDC_SERVER", "")
    if not server:
        return {}
    app = {
        "provider_id": "unified",
        "name": environment.get("GONGKAI_OIDC_NAME", "统一身份认证"),
        "client_id": environment.get("GONGKAI_OIDC_CLIENT", ""),
        "secret": environment.get("GONGKAI_OIDC_SECRET", ""),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app]}}


def _put_once(path: Path, text: str) -> None:
    """Two servers may start at once: the first link wins, the other reads what it finds."""
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent)  # 0600 by its nature
    except OSError as error:
        raise ImproperlyConfigured(
            f"数据文件夹 {path.parent} 不能写（{error.strerror}）；请用环境变量 GONGKAI_DATA 指定一个可以写的文件夹"
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def database(address: str, folder: Path) -> dict[str, Any]:
    """The database at `address` (postgresql://user:password@host:port/name?option=value), or SQLite in the folder."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "gongkai.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "GONGKAI_DATABASE_URL 要写成 postgresql://用户:密码@主机:端口/库名；不写就用数据文件夹里的 SQLite"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
