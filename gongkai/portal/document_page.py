"""One published document as its page shows it: facts, passages, history, basis, the banner over what is no longer in force."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from gongkai.core.documents import text, validity
from gongkai.documents import public
from gongkai.portal import titles

_DOES = {
    "repeals": "废止",
    "lapses": "宣布失效",
    "amends": "修改",
    "partly_ends": "部分废止",
    "replaces": "替代",
    "clarifies": "澄清",
    "forwards": "转发",
}
_DONE_BY = {
    "repealed": ("repeals", "replaces"),
    "expired": ("lapses", "repeals", "replaces"),
    "partly_ended": ("partly_ends",),
    "amended": ("amends",),
}
_ARTICLE = re.compile(r"^第[零〇一二三四五六七八九十百千]+[章节条](?=[　\s])")
_HEADINGS_FOR_CONTENTS = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the text; `lead` is the number of an article, which is printed bold."""

    kind: str
    text: str
    level: int
    rows: tuple[tuple[str, ...], ...]
    anchor: str
    lead: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines of a signature or of a list of annexes."""
        return self.text.splitlines()


@dataclass(frozen=True, slots=True)
class Step:
    """A document in the history of this one; `url` is "" for what stands nowhere."""

    name: str
    title: str
    url: str
    says: str
    is_over: bool
    is_this: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """What has to be known before anything else: it ended, was changed, or is not in force yet."""

    tone: str  # error or warning
    says: str
    by: public.Link | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the page needs, ready to print."""

    page: public.Page
    phrases: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    banner: Banner | None
    passages: tuple[Passage, ...]
    contents: tuple[Passage, ...]
    history: tuple[Step, ...]
    basis: tuple[public.Link, ...]
    pictures: tuple[public.FileLink, ...]
    annexes: tuple[public.FileLink, ...]
    address: str


def shown(page: public.Page) -> Shown:
    """The page of a document."""
    passages = _passages(page)
    headings = tuple(each for each in passages if each.kind == "annex" or (each.kind == "heading" and each.level == 1))
    return Shown(
        page=page,
        phrases=titles.phrases(page.row.title),
        facts=tuple((label, value) for label, value in _facts(page) if value),
        banner=_banner(page),
        passages=passages,
        contents=headings if len(headings) >= _HEADINGS_FOR_CONTENTS else (),
        history=_history(page),
        basis=tuple(each for each in page.links if each.kind not in _DOES),
        pictures=tuple(each for each in page.files if each.purpose == "picture"),
        annexes=tuple(each for each in page.files if each.purpose != "picture"),
        address=address(page.row.key),
    )


def address(key: str) -> str:
    """The permanent address."""
    return absolute(reverse("document", args=[key]))


def absolute(path: str) -> str:
    """An address of this platform, for whoever reads it elsewhere. The host is the one of the settings, not the visitor's."""
    site = str(settings.SITE_ADDRESS)
    prefix = str(settings.FORCE_SCRIPT_NAME or "")
    return (site.removesuffix(prefix) if prefix else site) + path


def day(value: date | None) -> str:
    """As it is printed; "" for none."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def theme(value: str) -> str:
    """A theme class is stored as 综合政务\\政务公开."""
    return value.replace("\\", " / ")


def _facts(page: public.Page) -> Iterable[tuple[str, str]]:
    row = page.row
    is_document = row.genre == "document"
    yield "索引号", row.index_number
    yield "主题分类", theme(row.theme)
    yield "发文机关" if is_document else "发布机关", row.issuer
    yield "成文日期", day(row.formed_on)
    yield "发文字号", row.document_number
    yield "统一编号", row.filing_number
    yield "公文种类", row.kind
    yield "解读形式", row.form
    yield "施行日期", day(row.effective_from)
    yield "有效期至", day(row.expires_on)
    yield "公开方式", "主动公开"
    yield "有效性", row.validity_label if is_document else ""
    yield "联合发文", "、".join(page.joint_issuers)
    yield "主题词", row.keywords


def _passages(page: public.Page) -> tuple[Passage, ...]:
    blocks = text.from_record(page.text)
    return tuple(_passage(block, number) for number, block in enumerate(blocks, 1))


def _passage(block: text.Block, number: int) -> Passage:
    found = _ARTICLE.match(block.text) if block.kind == "paragraph" else None
    lead = found.group() if found else ""
    return Passage(block.kind, block.text[len(lead) :], block.level, block.rows, f"p{number}", lead)


def _banner(page: public.Page) -> Banner | None:
    """The document that did it is named by its link; what the register says about it only where there is none."""
    row = page.row
    if row.genre != "document" or row.validity == "in_force":
        return None
    by = _by(page.links, *_DONE_BY.get(row.validity, ()))
    note = f"{page.validity_note.rstrip('。')}。" if page.validity_note and by is None else ""
    tone = "error" if row.validity in validity.ENDED else "warning"
    return Banner(tone, _says(row) + note, by)


def _says(row: public.Row) -> str:
    since = f"自{day(row.ended_on)}起" if row.ended_on else ""
    return {
        "repealed": f"本文件{since}已经废止，只供查考。",
        "expired": f"本文件{since}已经失效，只供查考。",
        "not_yet": f"本文件尚未生效，自{day(row.effective_from)}起施行。",
        "partly_ended": "本文件的部分内容已经失效。",
        "amended": "本文件已经修改。",
    }[row.validity]


def _by(links: Iterable[public.Link], *kinds: str) -> public.Link | None:
    """The document that did it, the latest of several."""
    return next((each for each in reversed(tuple(links)) if not each.is_ours and each.kind in kinds), None)


def _history(page: public.Page) -> tuple[Step, ...]:
    """This document among those that it changed and that changed it, the newest first; () where it stands alone."""
    links = [each for each in page.links if each.kind in _DOES]
    if not links:
        return ()
    row = page.row
    formed = row.formed_on or row.published_on
    here = Step(
        row.document_number or "本文件",
        row.title,
        "",
        f"{day(formed)}{'制定' if row.formed_on else '发布'}，{row.validity_label}",
        is_over=row.validity in validity.ENDED,
        is_this=True,
    )
    after = [_step(each) for each in reversed(links) if not each.is_ours]
    before = [_step(each) for each in reversed(links) if each.is_ours]
    return (*after, here, *before)


def _step(link: public.Link) -> Step:
    does = _DOES[link.kind]
    articles = f"（{link.articles}）" if link.articles else ""
    says = f"{day(link.on)}由本文件{does}{articles}" if link.is_ours else f"{day(link.on)}{does}本文件{articles}"
    url = reverse("document", args=[link.key]) if link.key else link.url
    return Step(link.document_number or link.title, link.title, url, says, is_over=link.validity in validity.ENDED)
