"""One request to a configured service: https only, no redirect followed, a whole deadline, a size limit, no secret in an error."""

import http.client
import json
import secrets
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from gongkai.channels.values import NotPosted

SECONDS = 20.0
MOST_BYTES = 4 * 1024 * 1024
_HERE = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered: the status, the object, and its own clock."""

    status: int
    data: Mapping[str, Any]
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent, and as what."""

    content: bytes
    kind: str

    def __repr__(self) -> str:
        return f"Body({len(self.content)} 字节)"


@dataclass(frozen=True, slots=True)
class Wire:
    """The way to one service. `label` is its name for people."""

    base_url: str
    label: str
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES

    def get(self, path: str, query: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
        """Ask."""
        return self._call("GET", path, query, None, headers or {})

    def post(self, path: str, query: Mapping[str, str], body: Body, headers: Mapping[str, str] | None = None) -> Answer:
        """Send."""
        return self._call("POST", path, query, body, headers or {})

    def _call(
        self, method: str, path: str, query: Mapping[str, str], body: Body | None, headers: Mapping[str, str]
    ) -> Answer:
        place = target(self.base_url, self.label)
        whole = place.path.rstrip("/") + path + ("?" + urlencode(query) if query else "")
        sent = {"Accept": "application/json", **({"Content-Type": body.kind} if body else {}), **headers}
        connection = _connection(place, self.seconds)
        trouble: NotPosted | None = None
        answer: Answer | None = None
        try:
            connection.connect()
            with _deadline(connection.sock, self.seconds):
                connection.request(method, whole, body.content if body else None, sent)
                with connection.getresponse() as response:
                    answer = self._read(response)
        except TimeoutError:
            trouble = self._later("一直没有答复")
        except (OSError, http.client.HTTPException):
            trouble = self._later("连不上，或连接中断")
        finally:
            connection.close()
        if answer is None:  # raised here, outside of the handler, so that no foreign exception hangs on ours
            raise trouble or self._later("没有答复")
        return answer

    def _read(self, response: http.client.HTTPResponse) -> Answer:
        if 300 <= response.status < 400:
            raise NotPosted(f"{self.label}的接口要转到别的地址，没有跟随。请核对接口地址", is_temporary=False)
        content = response.read(self.most_bytes + 1)
        if len(content) > self.most_bytes:
            raise NotPosted(f"{self.label}的答复过大，没有读完。请核对接口地址", is_temporary=False)
        if response.length:  # promised more than came
            raise http.client.IncompleteRead(b"")
        if response.status == 429 or response.status >= 500:
            wait = _seconds(response.getheader("Retry-After"))
            raise NotPosted(
                f"{self.label}暂时不能受理（HTTP {response.status}），稍后自动再试", is_temporary=True, retry_after=wait
            )
        data = _object(content)
        if data is None:
            raise self._later(f"答复不是约定的格式（HTTP {response.status}）")
        return Answer(response.status, data, _moment(response.getheader("Date")))

    def _later(self, what: str) -> NotPosted:
        return NotPosted(f"{self.label}：{what}，稍后自动再试", is_temporary=True)


def target(base_url: str, label: str) -> SplitResult:
    """The configured address, if it may be called at all."""
    place = _split(base_url)
    is_plain_here = place is not None and place.scheme == "http" and place.hostname in _HERE
    if place is None or not place.hostname or not (place.scheme == "https" or is_plain_here):
        raise NotPosted(f"{label}的接口地址须是以 https:// 开头的网址。请管理员改正", is_temporary=False)
    if place.username or place.password or place.query or place.fragment:
        raise NotPosted(f"{label}的接口地址里不能带用户名、密码或参数。请管理员改正", is_temporary=False)
    return place


def _split(address: str) -> SplitResult | None:
    try:
        place = urlsplit(address)
        is_number = place.port is None or place.port > 0
    except ValueError:
        return None
    is_plain = address.isascii() and address.isprintable() and " " not in address
    return place if is_number and is_plain else None


def as_json(data: Mapping[str, object]) -> Body:
    """An object; Chinese as it is (WeChat shows escapes as they are written)."""
    return Body(json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def as_form(fields: Mapping[str, str]) -> Body:
    """The fields of a form."""
    return Body(urlencode(fields).encode(), "application/x-www-form-urlencoded")


def as_upload(fields: Mapping[str, str], name: str, picture: bytes) -> Body:
    """A form with a picture."""
    border = secrets.token_hex(16)
    ending, kind = _picture_kind(picture)
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = (
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="cover.{ending}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    content = b"".join(parts) + head.encode() + picture + f"\r\n--{border}--\r\n".encode()
    return Body(content, f"multipart/form-data; boundary={border}")


def web_address(value: object) -> str | None:
    """An address that may be shown as a link; None for anything else."""
    if not isinstance(value, str):
        return None
    place = _split(value)
    return value if place and place.scheme in ("http", "https") and place.hostname else None


def text_of(value: object) -> str | None:
    """An id, whether the service sends it as text or as a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value) or None


def _picture_kind(picture: bytes) -> tuple[str, str]:
    if picture.startswith(b"\x89PNG"):
        return "png", "image/png"
    if picture.startswith(b"GIF8"):
        return "gif", "image/gif"
    return "jpg", "image/jpeg"


def _connection(place: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = place.hostname or ""
    if place.scheme == "https":
        return http.client.HTTPSConnection(host, place.port, timeout=seconds)
    return http.client.HTTPConnection(host, place.port, timeout=seconds)


@contextmanager
def _deadline(line: socket.socket, seconds: float) -> Iterator[None]:
    """When the whole time is over, a service that sends a byte now and then is cut off too."""
    watch = threading.Timer(seconds, _hang_up, [line])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _object(content: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _moment(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except ValueError:
        return None


def _seconds(value: str | None) -> int | None:
    return min(int(value), 86400) if value and value.isascii() and value.isdigit() else None
