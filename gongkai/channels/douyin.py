"""Douyin: a picture with a description. Its interface was not checked against the present documents; the paths are data."""

from collections.abc import Mapping
from typing import Any

from gongkai.channels.coded import code_in, not_posted
from gongkai.channels.shelf import SERVICES
from gongkai.channels.values import Keys, NotPosted, Prepared, Receipt
from gongkai.channels.wire import Answer, Body, Wire, as_form, as_json, as_upload, text_of, web_address

_PATHS = SERVICES["douyin"].paths


def post(prepared: Prepared, wire: Wire, keys: Keys, pending: str | None) -> Receipt:  # noqa: ARG001 - nothing is ever pending here
    """Create the work, unless it is on the account's list already."""
    if prepared.picture is None:
        raise NotPosted("抖音图文须有图。请给文件配图，或用字卡手工制作", is_temporary=False)
    account = _Account(wire, keys)
    found = _find(account, prepared.message)
    if found:
        return found
    said = account.send("picture", as_upload({}, "image", prepared.picture)).data
    image = said.get("image")
    picture = _id(image if isinstance(image, dict) else said, "image_id")
    answer = account.send("create", as_json({"image_id": picture, "text": prepared.message}))
    return Receipt(_id(answer.data, "item_id"), None, answer.said_at)


def take_down(receipt: Receipt, wire: Wire, keys: Keys) -> None:  # noqa: ARG001 - the face of an adapter
    """There is no way to delete a work from outside."""
    raise NotPosted("抖音没有可用的删除接口。请在抖音里手工删除，再登记撤下", is_temporary=False)


def reads(receipt: Receipt, wire: Wire, keys: Keys) -> int | None:
    """How often it was played, if it is still among the newest works."""
    for work in _works(_Account(wire, keys).ask("list").data):
        if text_of(work.get("item_id")) == receipt.id:
            statistics = work.get("statistics")
            count = statistics.get("play_count") if isinstance(statistics, dict) else None
            return count if isinstance(count, int) and not isinstance(count, bool) else None
    return None


class _Account:
    """The account for the length of one errand: renews its token once when it is refused."""

    def __init__(self, wire: Wire, keys: Keys) -> None:
        self._wire, self._keys = wire, keys
        self._token = keys["access_token"]
        self._is_renewed = False

    def ask(self, path: str) -> Answer:
        return self.send(path, None)

    def send(self, path: str, body: Body | None) -> Answer:
        """Send a body, or ask for the newest works; `data` of the answer is what the service calls so."""
        headers, query = {"access-token": self._token}, {"open_id": self._keys["open_id"]}
        if body is None:
            answer = self._wire.get(_PATHS[path], {**query, "cursor": "0", "count": "20"}, headers)
        else:
            answer = self._wire.post(_PATHS[path], query, body, headers)
        data = answer.data.get("data")
        inner: dict[str, Any] = data if isinstance(data, dict) else {}
        code = code_in("douyin", answer, answer.data.get("err_no") or inner.get("error_code"))
        if code is None:
            return Answer(answer.status, inner, answer.said_at)
        if code.kind != "token" or self._is_renewed:
            raise not_posted(code)
        self._renew()
        return self.send(path, body)

    def _renew(self) -> None:
        self._is_renewed = True
        fields = {
            "client_key": self._keys["client_key"],
            "grant_type": "refresh_token",
            "refresh_token": self._keys["refresh_token"],
        }
        answer = self._wire.post(_PATHS["token"], {}, as_form(fields))
        data = answer.data.get("data")
        inner: dict[str, Any] = data if isinstance(data, dict) else {}
        code = code_in("douyin", answer, inner.get("error_code"))
        if code is not None:
            raise not_posted(code)
        self._token = _id(inner, "access_token")


def _find(account: _Account, message: str) -> Receipt | None:
    answer = account.ask("list")
    for work in _works(answer.data):
        if _words(work.get("title")) == _words(message):
            return Receipt(_id(work, "item_id"), web_address(work.get("share_url")), answer.said_at)
    return None


def _words(text: object) -> str:
    return "".join(text.split()) if isinstance(text, str) else ""


def _works(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    works = data.get("list")
    return [work for work in works if isinstance(work, dict)] if isinstance(works, list) else []


def _id(data: Mapping[str, Any], key: str) -> str:
    found = text_of(data.get(key))
    if found is None:
        raise NotPosted(f"抖音的答复里没有 {key}，稍后自动再试", is_temporary=True)
    return found
