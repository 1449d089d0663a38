"""Weibo: share, look up, destroy. There is no reading count to be had; a repeated text is looked up, not posted again."""

import re
from collections.abc import Mapping
from typing import Any

from gongkai.channels.coded import code_in, not_posted
from gongkai.channels.shelf import SERVICES, Code
from gongkai.channels.values import Keys, NotPosted, Prepared, Receipt
from gongkai.channels.wire import Answer, Wire, as_form, as_upload, text_of

_PATHS = SERVICES["weibo"].paths
_ADDRESS = re.compile(r"https?://[!-~]+")


def post(prepared: Prepared, wire: Wire, keys: Keys, pending: str | None) -> Receipt:  # noqa: ARG001 - nothing is ever pending here
    """Share it, unless it stands on the account's own page already."""
    found = _find(prepared, wire, keys)
    if found:
        return found
    fields = {"access_token": keys["access_token"], "status": prepared.message, "rip": keys["operator_ip"]}
    body = as_form(fields) if prepared.picture is None else as_upload(fields, "pic", prepared.picture)
    answer = wire.post(_PATHS["share"], {}, body)
    code = _code(answer)
    if code is None:
        return _receipt(answer.data, answer)
    if code.kind == "repeated":
        found = _find(prepared, wire, keys)
        if found:
            return found
        raise NotPosted(f"{code.says}，但近期微博里没有找到。请到微博查看", is_temporary=False)
    raise not_posted(code)


def take_down(receipt: Receipt, wire: Wire, keys: Keys) -> None:
    """Delete it; one that is gone already is taken down."""
    fields = {"access_token": keys["access_token"], "id": receipt.id}
    answer = wire.post(_PATHS["delete"], {}, as_form(fields))
    code = _code(answer)
    if code is None and _receipt(answer.data, answer).id != receipt.id:
        raise NotPosted("微博删掉的编号与要删的不符。请到微博查看", is_temporary=False)
    if code is not None and code.kind != "gone":
        raise not_posted(code)


def reads(receipt: Receipt, wire: Wire, keys: Keys) -> int | None:  # noqa: ARG001 - the face of an adapter
    """The service does not tell how often a post was read."""
    return None


def _code(answer: Answer) -> Code | None:
    return code_in("weibo", answer, answer.data.get("error_code"))


def _find(prepared: Prepared, wire: Wire, keys: Keys) -> Receipt | None:
    answer = wire.get(_PATHS["timeline"], {"access_token": keys["access_token"], "count": "50"})
    code = _code(answer)
    if code is not None:
        raise not_posted(code)
    statuses = answer.data.get("statuses")
    for status in statuses if isinstance(statuses, list) else []:
        if isinstance(status, dict) and _words(status.get("text")) == _words(prepared.message):
            return _receipt(status, answer)
    return None


def _words(text: object) -> str:
    """The text without its addresses (they come back shortened) and blanks."""
    return "".join(_ADDRESS.sub("", text).split()) if isinstance(text, str) else ""


def _receipt(status: Mapping[str, Any], answer: Answer) -> Receipt:
    found = text_of(status.get("idstr")) or text_of(status.get("id"))
    if found is None:
        raise NotPosted("微博的答复里没有编号，稍后自动再查", is_temporary=True)
    user = status.get("user")
    owner = text_of(user.get("idstr")) or text_of(user.get("id")) if isinstance(user, dict) else None
    is_plain = owner is not None and owner.isdigit() and found.isdigit()
    return Receipt(found, f"https://weibo.com/{owner}/{found}" if is_plain else None, answer.said_at)
