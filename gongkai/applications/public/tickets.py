"""The way to one's own case: number, query code and tail of the telephone in, a short-lived signed ticket out.

An absent number, a wrong code and a wrong tail are answered alike. Wrong tries count by number and address and by address:
whoever guesses elsewhere does not lock the owner out.
"""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction

from gongkai.applications import codes, people
from gongkai.applications.models import Applicant, Application
from gongkai.applications.public.attempts import plain_code, plain_number

VALID_SECONDS = 30 * 60
_SALT = "gongkai.applications.ticket"
_NOBODYS = codes.hash_of("")  # compared where there is no case, so that the time tells nothing


class NotProved(Exception):
    """Number, code and tail do not fit together; which of them is wrong is not said."""

    def __init__(self) -> None:
        super().__init__("编号、查询码或者手机尾号不对。请对照提交后的回执再核对一次；三项都要和回执一致")


class Expired(Exception):
    """The ticket is older than half an hour, or is not ours."""

    def __init__(self) -> None:
        super().__init__("为了保护您的信息，半小时后要重新输入编号和查询码")


def open_case(number: str, code: str, phone_tail: str, *, address: str, at: datetime) -> str:
    """A ticket for the case. Raises NotProved, the same for every reason, or codes.TooMany."""
    plain = plain_number(number)
    with limited("look", plain, address=address, at=at) as tried:
        case = Application.objects.filter(number=plain).first()
        is_right = codes.is_right(plain_code(code), case.code_hash if case and case.code_hash else _NOBODYS)
        tried.is_right = bool(case and case.code_hash and is_right and _fits(case, phone_tail))
    if case is None or not tried.is_right:
        raise NotProved
    return issue(case.pk)


@dataclass(slots=True)
class Try:
    """One try: whether it was right is said by the one who looked."""

    is_right: bool = False


@contextmanager
def limited(scope: str, number: str, *, address: str, at: datetime) -> Iterator[Try]:
    """Counts a try by number and address and by address; a right one counts for nothing. Raises codes.TooMany."""
    pair, tried = f"{number}\x00{address}", Try()
    with transaction.atomic():
        codes.count(scope, pair, at=at)
        codes.count(f"{scope}-from", address, at=at, most=codes.MOST_FROM_ONE_ADDRESS)
        yield tried
        if tried.is_right:
            transaction.set_rollback(True)
    if tried.is_right:
        codes.forget(scope, pair)


def _fits(case: Application, tail: str) -> bool:
    """The last four digits of one of the telephones given; nothing is asked where none was given."""
    tails = [people.digits(phone)[-4:] for phone in _phones(case)]
    typed = people.digits(plain_code(tail))
    return not tails or any([hmac.compare_digest(each, typed) for each in tails])  # noqa: C419 - each is compared


def _phones(case: Application) -> list[str]:
    rows = Applicant.objects.filter(application=case)
    return [row.phone for row in rows if len(people.digits(row.phone)) >= 4]


def issue(pk: int) -> str:
    """The ticket of a case that has been proved."""
    return signing.dumps({"case": pk}, salt=_SALT)


def opened(ticket: str) -> int:
    """The case of a ticket. Raises Expired."""
    try:
        return int(signing.loads(ticket, salt=_SALT, max_age=VALID_SECONDS)["case"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise Expired from error


def renewed(ticket: str) -> str:
    """Half an hour more, while the applicant is still there. Raises Expired."""
    return issue(opened(ticket))
