"""One document of an older portal, put together from its row of the register and its page; what they say differently is said."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from gongkai.cli.moving import tidying
from gongkai.cli.moving.register import Line
from gongkai.cli.moving.tidying import Doubts
from gongkai.cli.moving.webpages import PICTURES, Page
from gongkai.core.documents.text import Block, Text
from gongkai.core.law.documents import document_kinds, guess_kind
from gongkai.reading.official import Drafted

_ENDED = {"废止": "repealed", "已废止": "repealed", "失效": "expired", "已失效": "expired", "无效": "expired"}
_MOST = {
    "title": 300,
    "document_number": 60,
    "theme": 60,
    "keywords": 120,
    "issuer": 120,
    "filing_number": 40,
    "kind": 16,
}
_SAME = {"title": "标题", "document_number": "发文字号", "formed_on": "成文日期", "published_on": "发布日期"}
_DAYS = {
    "formed_on": "成文日期",
    "published_on": "发布日期",
    "effective_from": "施行日期",
    "expires_on": "有效期至",
    "repealed_on": "废止日期",
}


@dataclass(slots=True)
class Given:
    """What is known of one document, and where it was found."""

    where: str
    doubts: Doubts
    values: dict[str, str] = field(default_factory=dict)
    days: dict[str, date | None] = field(default_factory=dict)
    text: Text = ()
    paths: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    column: str = ""
    joint_issuers: tuple[str, ...] = ()
    fault: str = ""  # why it cannot be taken

    @property
    def key(self) -> str:
        """The same for the same document at every run: by its old address, or by what names it."""
        named = (
            self.paths[0] if self.paths else "|".join((self._printed, *(self.values.get(name, "") for name in _SAME)))
        )
        return f"old-{hashlib.sha256(named.encode()).hexdigest()[:48]}"

    @property
    def _printed(self) -> str:
        return f"{self.values.get('index_number', '')}|{self.days.get('published_on')}|{self.days.get('formed_on')}"

    @property
    def pictures(self) -> tuple[Path, ...]:
        """Those of its files that are shown."""
        return tuple(each for each in self.files if each.suffix.lower() in PICTURES)


def gather(line: Line | None, page: Page | None, *, where: str, on: date) -> Given:
    """One document from a row, a page or both. What cannot be known stays open; what bars it is its fault."""
    given = Given(where, Doubts())
    told = line.values if line else {}
    drafted = page.drafted if page else None
    _days(given, told, drafted, on)
    _values(given, told, drafted)
    given.text = _text(told, drafted)
    given.files = page.files if page else ()
    _places(given, told, page)
    for name, value in (line.unknown if line else {}).items():
        given.doubts.say(f"目录里的“{name}”没有对应的项目，没有采用：“{value.strip():.40}”")
    if page and page.fault:
        given.doubts.say(f"网页没有读出来：{page.fault}")
    for each in drafted.doubts if drafted else ():
        given.doubts.say(each)
    _validity(given, told.get("validity", "") or (drafted.printed.get("有效性", "") if drafted else ""), on)
    _judge(given)
    return given


def _days(given: Given, told: dict[str, str], drafted: Drafted | None, on: date) -> None:
    for name, label in _DAYS.items():
        from_line = tidying.day(told.get(name, ""), label, given.doubts)
        from_page = getattr(drafted, name) if drafted else None
        if from_line and from_page and from_line != from_page and name in _SAME:
            given.doubts.say(f"{label}：目录写{from_line.isoformat()}，网页写{from_page.isoformat()}，采用目录的")
        found = from_line or from_page
        if name in ("formed_on", "published_on"):
            found = tidying.today_or_before(found, label, on, given.doubts)
        given.days[name] = found
    if given.days["published_on"] is None and (formed := given.days["formed_on"]):
        given.doubts.say("没有发布日期，按成文日期登记")
        given.days["published_on"] = formed
    _in_order(given)


def _in_order(given: Given) -> None:
    formed, published = given.days["formed_on"], given.days["published_on"]
    if formed and published and formed > published:
        given.doubts.say(f"成文日期{formed.isoformat()}晚于发布日期{published.isoformat()}，请核对")


def _values(given: Given, told: dict[str, str], drafted: Drafted | None) -> None:
    names = ("title", "issuer", "theme", "kind", "keywords", "summary", "filing_number")
    for name in names:
        from_line = tidying.words(told.get(name, ""))
        from_page = str(getattr(drafted, name, "") or "") if drafted else ""
        if name == "title" and from_line and from_page and bare(from_line) != bare(from_page):
            given.doubts.say(f"标题：目录写“{from_line:.40}”，网页写“{from_page:.40}”，采用目录的")
        given.values[name] = from_line or from_page
    given.values["index_number"] = tidying.index_number(
        told.get("index_number", "") or (drafted.index_number if drafted else ""), given.doubts
    )
    printed = told.get("document_number", "") or (drafted.document_number if drafted else "")
    given.values["document_number"] = tidying.document_number(printed, given.doubts)
    given.values["kind"] = _kind(given.values["kind"], given.values["title"])
    issuers = [each for each in re.split(r"[、,，;；]", given.values["issuer"]) if each.strip()]
    if len(issuers) > 1:
        given.values["issuer"], given.joint_issuers = issuers[0].strip(), tuple(each.strip() for each in issuers[1:])
    elif drafted:
        given.joint_issuers = drafted.joint_issuers
    for name, most in _MOST.items():
        given.values[name] = tidying.cut(given.values[name], most, _label(name), given.doubts)


def _kind(printed: str, title: str) -> str:
    """One of the fifteen; other words of portals (体裁) are none."""
    known = {each.label for each in document_kinds()}
    return printed if printed in known else guess_kind(title)


def _label(name: str) -> str:
    return {"title": "标题", "theme": "主题分类", "keywords": "主题词", "issuer": "发文机关"}.get(name, name)


def bare(text: str) -> str:
    """A title for comparing: without blanks and marks."""
    return re.sub(r"\W", "", text)


def _text(told: dict[str, str], drafted: Drafted | None) -> Text:
    """The page's own text; otherwise what stands in the register, a paragraph a line."""
    if drafted and drafted.text:
        return drafted.text
    plain = re.sub(r"<br\s*/?>|</p>", "\n", told.get("text", ""), flags=re.IGNORECASE)
    lines = [re.sub(r"<[^<>]+>|&nbsp;", " ", each).strip() for each in plain.splitlines()]
    return tuple(Block("paragraph", each) for each in lines if each)


def _places(given: Given, told: dict[str, str], page: Page | None) -> None:
    given.column = tidying.words(told.get("column", ""))
    address = tidying.path(told.get("address", ""), given.doubts)
    paths = (address, page.address if page else "")
    given.paths = tuple(dict.fromkeys(each for each in paths if each))


def _validity(given: Given, printed: str, on: date) -> None:
    """A document that the old portal calls ended must not come back to force here only because it did not say since when."""
    ended = _ENDED.get(tidying.words(printed))
    if ended is None or given.days["repealed_on"]:
        return
    if ended == "repealed":
        given.days["repealed_on"] = on
        given.doubts.say("原网站写“废止”，没有写废止日期；暂记为接收的当天，请核实以后改正")
    elif given.days["expires_on"] is None or given.days["expires_on"] >= on:
        given.days["expires_on"] = on - timedelta(days=1)
        given.doubts.say("原网站写“失效”，没有写失效日期；暂记为接收的前一天，请核实以后改正")


def _judge(given: Given) -> None:
    if not given.values["title"]:
        given.fault = "没有标题"
    elif given.days["published_on"] is None:
        given.fault = "没有能用的发布日期，也没有成文日期"
    elif not given.text:
        # The entry of the catalogue is not lost, and the page says honestly that there is no more.
        given.doubts.say(
            "没有正文，公文页上注明“正文见附件”" if given.files else "没有正文，也没有附件，公文页上已注明"
        )
        given.text = (Block("note", "（正文见附件）" if given.files else "（原网站的目录中没有正文）"),)
