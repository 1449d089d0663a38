"""Text and bytes sealed with the installation's own key, and blind indexes by which an exact value can still be found."""

import base64
import hashlib
import hmac
import unicodedata
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Sealed(Exception):
    """What cannot be opened: sealed with another key, or damaged. The message says what to do."""


def seal(data: bytes) -> bytes:
    """`data` encrypted and authenticated with the newest key; the same data gives other bytes each time."""
    return _keys().encrypt(data)


def unseal(sealed: bytes) -> bytes:
    """What `seal` was given. Raises Sealed for anything that none of the keys opens."""
    try:
        return _keys().decrypt(sealed)
    except InvalidToken as error:
        raise Sealed(
            "有一条加密保存的内容打不开：密钥不对，或者数据损坏；请恢复数据文件夹里的 seal_key，或者从备份恢复"
        ) from error


def index(value: str, purpose: str) -> str:
    """A short mark of an exact value, useless without the key; "" for nothing. Widths, blanks and case do not matter."""
    plain = "".join(unicodedata.normalize("NFKC", value).split()).casefold()
    if not plain:
        return ""
    return hmac.new(_secret("index"), f"{purpose}\x00{plain}".encode(), hashlib.sha256).hexdigest()[:32]


def mark(data: bytes, purpose: str) -> str:
    """The name of some bytes: the same bytes have the same name, which tells nothing without the key."""
    return hmac.new(_secret(purpose), data, hashlib.sha256).hexdigest()


@cache
def _keys() -> MultiFernet:
    return MultiFernet([Fernet(_fernet_key(given)) for given in settings.SEAL_KEYS])


def _fernet_key(given: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"gongkai seal\x00" + given.encode()).digest())


@cache
def _secret(purpose: str) -> bytes:
    """One secret a purpose, of the oldest key: an index has to stay the same when keys are changed."""
    return hmac.new(settings.SEAL_KEYS[-1].encode(), f"gongkai {purpose}".encode(), hashlib.sha256).digest()
