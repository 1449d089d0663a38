"""Numbers that tell a person or a business only by what stands before them: accounts, permits, plates, mail, phones."""

import re
from collections.abc import Iterator, Sequence

from gongkai.core import credit_codes
from gongkai.core.privacy import words
from gongkai.core.privacy.numbers import Place, is_luhn

_SIGN = r"\(?(?:号码|编号|号)?(?:\([^()\n]{0,12}\))?[ \t]{0,3}[:为是系(]?[ \t\n]{0,3}"
_LABELS = words.LABELS
_FREE, _ENDS = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"

_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?0{0,2}86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![0-9A-Za-z]|\.\d)")
_SPACED = re.compile(
    r"(?:手机|电话|方式|联系|Tel|tel|TEL)(?:号码|号)?[: \t]{0,4}([1lI][ -]?[3-9](?:[ \n-]{0,2}[0-9OolI]){9})(?![0-9A-Za-z])"
)
_AMOUNT = re.compile(r"[ ]?(?:元|万|亿|吨|平方|立方|千瓦|公里|米|人次|株|亩|%|％|美元|股)")
_CARD = re.compile(rf"{_FREE}[3-6]\d{{3}}(?:[ -]?\d{{4}}){{2,3}}[ -]?\d{{1,4}}(?:[ -]\d{{1,3}})?{_ENDS}")
_ACCOUNT = re.compile(
    rf"(?<!医保)(?<!医疗)(?<!就诊)(?<!会员)(?<!校园){words.label(_LABELS['card'])}{_SIGN}(\d(?:[ -]?\d){{8,29}}){_ENDS}"
)
_CARD_WORDS = re.compile(r"银行|账号|帐号|账户|卡号|开户|一卡通|存折|信用社|邮储")
_BANK = re.compile(r"[^\s,;。:]{0,20}(?:银行|信用社|信用合作联社|农商行)[^\s,;。:]{0,20}")
_OWNER = re.compile(
    r"(?:户名|开户名称|开户名|账户名称|账户名|收款单位|收款人|单位名称|开户单位|公司名称)[: \t]{0,4}([^\s,;。:]{2,30})"
)
_PASSPORT = re.compile(rf"护照{_SIGN}((?:[DEGKPS][0-9A-Z]\d{{7}}|[A-Z]{{1,2}}\d{{6,8}}|1[45]\d{{7}})){_ENDS}")
_PERMIT = re.compile(
    r"(?:通行证|回乡证|台胞证|入台证|台湾居民居住证|永久居留身份证|永久居留证|港澳居民居住证)"
    rf"{_SIGN}([A-Z]{{0,3}}\d{{7,12}}(?:\([0-9A-Z]\))?|9\d{{16}}[\dX]){_ENDS}"
)
_PLATE = re.compile(
    r"(?<![0-9A-Za-z])([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·•・.-]?"
    r"(?:[A-HJ-NP-Z0-9]{5}|[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[挂学港澳]))(?![0-9A-Za-z警])(?![-/]\d)"
)
_OFFICIAL_CAR = re.compile(r"公务|公车|执法|警车|救护车|消防车|编号|文号|许可|备案")
_MAIL = re.compile(r"(?<![0-9A-Za-z._%+-])[0-9A-Za-z._%+-]{1,40}@([0-9A-Za-z-]{1,30}(?:\.[0-9A-Za-z-]{1,20}){1,3})")
_HOSTS = frozenset(words.CONTEXT["mail_hosts"])
_NUMBER = {
    "household_number": re.compile(
        rf"{words.label(_LABELS['household'])}{_SIGN}([A-Za-z]{{0,3}}\d[0-9-]{{4,24}}){_ENDS}"
    ),
    "student_number": re.compile(rf"{words.label(_LABELS['student'])}{_SIGN}([A-Za-z]{{0,2}}\d{{5,20}}[Xx]?){_ENDS}"),
}
_TAX = re.compile(rf"{words.label(_LABELS['tax'])}{_SIGN}([0-9A-Z]{{15,20}}){_ENDS}")
_QUOTATION = re.compile(
    rf"{words.label(_LABELS['quotation'])}(?:\([^()\n]{{0,12}}\))?[ \t]{{0,3}}[:为是]?[ \t]{{0,3}}"
    r"(?:人民币|RMB|¥|￥)?[ ]?(\d[\d,]{0,15}(?:\.\d{1,6})?[ ]?(?:万|亿)?元?)"
)
_FIXED = r"(?:\(?0\d{2,3}\)?[- ]?)?[2-8]\d{6,7}(?:-\d{1,5})?(?!\d)"
_LANDLINE = re.compile(rf"{words.label(_LABELS['person_phone'])}(?:号码)?[: \t]{{0,4}}({_FIXED})")
_PHONE = re.compile(rf"(?:联系)?(?:电话|方式)(?:号码)?[: \t]{{0,4}}({_FIXED})")


def find(text: str) -> Iterator[Place]:
    """Everything that stands behind its label, or has a shape of its own, in a folded text."""
    yield from _mobiles(text)
    yield from _accounts(text)
    for kind, pattern in (("passport", _PASSPORT), ("permit", _PERMIT), *_NUMBER.items(), ("landline", _LANDLINE)):
        yield from ((kind, *match.span(1)) for match in pattern.finditer(text))
    for match in _PLATE.finditer(text):
        is_rich = sum(char.isdigit() for char in match[1]) >= 3
        if is_rich and not _OFFICIAL_CAR.search(text[max(0, match.start() - 10) : match.start()]):
            yield "plate", *match.span(1)
    yield from _mails(text)
    yield from _business(text)


def _mobiles(text: str) -> Iterator[Place]:
    for match in _MOBILE.finditer(text):
        if not _AMOUNT.match(text, match.end()) and not _is_serial(text, match.start()):
            yield "mobile", *match.span(1)
    for match in _SPACED.finditer(text):
        if len(re.findall(r"[ \n-]+", match[1])) <= 3 or len(match[1]) >= 21:
            yield "mobile", *match.span(1)


def _is_serial(text: str, at: int) -> bool:
    return words.SERIAL_BEFORE.search(text[max(0, at - 10) : at]) is not None


def _accounts(text: str) -> Iterator[Place]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        before = text[max(0, match.start() - 30) : match.start()]
        after = text[match.end() : match.end() + 8]
        is_told = bool(_CARD_WORDS.search(before + "\n" + after))
        is_told = is_told or (digits[:2] == "62" and not _is_serial(text, match.start()))
        if 15 <= len(digits) <= 19 and is_luhn(digits) and is_told:
            yield from _owned(text, *match.span())
    for match in _ACCOUNT.finditer(text):
        yield from _owned(text, *match.span(1))


def _owned(text: str, start: int, end: int) -> Iterator[Place]:
    """A person's, a company's, or (no finding) one into which the public pays."""
    before, after = _BANK.sub("", text[max(0, start - 100) : start]), _BANK.sub("", text[end : end + 50])
    owners = _OWNER.findall(before)[-1:] or _OWNER.findall(after)[:1]
    owner = owners[0] if owners else before[-40:]
    if words.has(owner, "company"):
        yield "company_account", start, end
    elif not words.has(owner, "public_money"):
        yield "bank_card", start, end


def _mails(text: str) -> Iterator[Place]:
    for match in _MAIL.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        is_private = words.has(before, "private_mail")
        is_open = match[1].lower() in _HOSTS and not words.has(before, "office_mail")
        if is_private or is_open:
            yield "email", *match.span()


def _business(text: str) -> Iterator[Place]:
    for match in _TAX.finditer(text):
        if credit_codes.fault(match[1]):
            yield "tax_number", *match.span(1)
    for match in _QUOTATION.finditer(text):
        yield "quotation", *match.span(1)


def landlines(text: str, names: Sequence[Place]) -> Iterator[Place]:
    """A fixed line that stands behind a person's name in the same line, with no office between."""
    for kind, _, end in names:
        if kind == "possible_name":
            continue
        line = text[end : end + 60].split("\n", maxsplit=1)[0]
        match = _PHONE.search(line)
        if match and not words.has(line[: match.start()], "office"):
            yield "landline", end + match.start(1), end + match.end(1)
