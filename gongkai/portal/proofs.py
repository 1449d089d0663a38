"""Keeping machines off two forms without asking anybody else: a piece of work for the browser, or a sum in words without it."""

import base64
import json
import secrets
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import altcha
from django.conf import settings
from django.utils import timezone

from gongkai.applications import public
from gongkai.vault import sealing

VALID_SECONDS = 2 * 60 * 60
_LEAST, _SPREAD = 1_500, 6_000  # tries of a browser: a second or so on a telephone
_FIGURES = "零一二三四五六七八九十"
ASK = "请回答表单下方的算术题，再提交一次。"
WRONG = "算术题的答案不对，换了一道，请再答一次。"
USED = "页面放得太久，或者已经用过一次；填的内容都在，请再提交一次。"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a form carries: the work as JSON, and the sum in words with its sealed answer."""

    challenge: str
    sum: str
    token: str


def proof(purpose: str) -> Proof:
    """A new piece of work and a new sum for one form."""
    a, b = 2 + secrets.randbelow(9), 2 + secrets.randbelow(9)
    expires = int(time.time()) + VALID_SECONDS
    made = altcha.create_challenge(
        "SHA-256",
        1,
        counter=_LEAST + secrets.randbelow(_SPREAD),
        expires_at=expires,
        data={"for": purpose},
        hmac_secret=_secret(),
    )
    answer = json.dumps({"for": purpose, "answer": a + b, "until": expires, "mark": secrets.token_hex(8)})
    return Proof(
        json.dumps({**made.to_dict(), "most": _LEAST + _SPREAD}),
        f"{_in_words(a)}加{_in_words(b)}等于多少？",
        sealing.seal(answer.encode()).decode("ascii"),
    )


def fault(post: Mapping[str, str], purpose: str, address: str) -> str:
    """Why a form is not believed, "" when it is: each proof once, for its own form. Raises public.TooMany."""
    if post.get("altcha"):
        return "" if _is_worked(post["altcha"], purpose) else USED
    if not post.get("sum", "").strip():
        return ASK
    public.count_sum(address, at=timezone.now())
    return _sum_fault(post, purpose)


def _is_worked(payload: str, purpose: str) -> bool:
    try:
        if not altcha.verify_solution(payload, _secret()).verified:
            return False
        challenge = json.loads(base64.b64decode(payload))["challenge"]
        is_meant = challenge["parameters"]["data"]["for"] == purpose
        return is_meant and public.once(str(challenge["signature"]), at=timezone.now())
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError, OverflowError):
        return False


def _sum_fault(post: Mapping[str, str], purpose: str) -> str:
    try:
        asked = json.loads(sealing.unseal(post.get("sum_token", "").encode()))
    except (sealing.Sealed, ValueError):
        return USED
    if asked["for"] != purpose or asked["until"] < time.time():
        return USED
    if _read(post["sum"]) != asked["answer"]:
        return WRONG
    return "" if public.once(str(asked["mark"]), at=timezone.now()) else USED


def _secret() -> str:
    return f"gongkai proof {settings.SECRET_KEY}"


def _in_words(number: int) -> str:
    return _FIGURES[number]


def _read(typed: str) -> int | None:
    """12, １２ or 十二."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    if plain.isdecimal() and len(plain) < 4:
        return int(plain)
    words = {_words(number): number for number in range(41)}
    return words.get(plain)


def _words(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _FIGURES[ones]
    return (_FIGURES[tens] if tens > 1 else "") + "十" + (_FIGURES[ones] if ones else "")
