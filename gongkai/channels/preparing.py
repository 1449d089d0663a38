"""A document within the limits of one channel: titles, digests, bodies, cards and copy texts, with notes of what was shortened."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType

from gongkai.channels.cutting import cut, pieces
from gongkai.channels.shelf import CHANNELS, CHARACTERS_A_MINUTE
from gongkai.channels.values import Channel, Item, Prepared


def prepare(channel: str, item: Item) -> Prepared:
    """What to send to a channel, or to copy into it by hand."""
    made = _MAKERS.get(channel, _as_is)(CHANNELS[channel], item)
    return _with_picture(CHANNELS[channel], item, made)


def _cut(channel: Channel, item: Item, name: str, text: str, label: str) -> tuple[str, tuple[str, ...]]:
    """The text within the limit of this name, and the note if it was shortened."""
    most = channel.limit(name, on=item.published_on)
    if most is None or len(text) <= most:
        return text, ()
    return cut(text, most), (f"{label}原有{len(text)}字，{channel.label}限{most}字，已缩短",)


def _heading(item: Item) -> str:
    day = item.published_on
    parts = (item.issuer, item.document_number, f"{day.year}年{day.month}月{day.day}日")
    return "　".join(part for part in parts if part)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _as_is(channel: Channel, item: Item) -> Prepared:
    text = "\n".join((item.title, _heading(item), "", *_paragraphs(item.plain_text)))
    return Prepared(channel.key, item.title, text, item.address, digest=item.summary, tags=item.keywords)


def _copy_text(channel: Channel, item: Item) -> Prepared:
    """For a desk of editors or a reader at a microphone: the text, where the whole of it stands, how long it takes to say."""
    body = "\n".join(_paragraphs(item.plain_text))
    text = f"{item.title}\n{_heading(item)}\n\n{body}\n\n全文见：{item.address}"
    spoken = sum(sign.isalnum() for sign in item.title + body)
    seconds = -(-spoken * 60 // CHARACTERS_A_MINUTE)
    note = f"通读约{seconds // 60}分{seconds % 60}秒（每分钟{CHARACTERS_A_MINUTE}字）"
    return Prepared(
        channel.key, item.title, text, item.address, digest=item.summary, speech_seconds=seconds, notes=(note,)
    )


def _wechat(channel: Channel, item: Item) -> Prepared:
    title, notes = _cut(channel, item, "title", item.title, "标题")
    sent_title, sent_notes = _cut(channel, item, "sent_title", item.title, "接口发送的标题")
    digest, digest_notes = _cut(channel, item, "digest", item.summary, "摘要")
    author, _ = _cut(channel, item, "author", item.issuer, "作者")
    html, html_notes = _article(channel, item)
    return Prepared(
        channel.key,
        title,
        _as_is(channel, item).text,
        item.address,
        sent_title=sent_title,
        digest=digest,
        author=author,
        html=html,
        tags=item.keywords,
        notes=(*notes, *sent_notes, *digest_notes, *html_notes),
    )


def _article(channel: Channel, item: Item) -> tuple[str, tuple[str, ...]]:
    """The body of an article: paragraphs only, nothing that WeChat would strip; whole paragraphs as long as they fit."""
    most = channel.limit("html", on=item.published_on)
    head = _paragraph(item.title, is_strong=True) + _paragraph(_heading(item))
    tail = _paragraph("全文见“阅读原文”。")
    made, left = head, _paragraphs(item.plain_text)
    while left and (most is None or len(made) + len(_paragraph(left[0])) + len(tail) <= most):
        made += _paragraph(left.pop(0))
    if not left or most is None:
        return made + tail, ()
    # Escaping may make a sign five times as long; the room is taken at its worst.
    room = (most - len(made) - len(tail) - len(_paragraph(""))) // 5
    if room > 20:
        made += _paragraph(cut(left[0], room))
    return made + tail, (f"正文超过{channel.label}的{most}字，只放了前面一部分，全文在“阅读原文”",)


def _paragraph(text: str, *, is_strong: bool = False) -> str:
    inner = escape(text, quote=False)
    return f"<p><strong>{inner}</strong></p>" if is_strong else f"<p>{inner}</p>"


def _topics(channel: Channel, item: Item) -> tuple[str, ...]:
    """Key words as topics: no sign that would end one early."""
    most = channel.limit("tags", on=item.published_on)
    words = ("".join(sign for sign in word if sign.isalnum()) for word in item.keywords)
    return tuple(dict.fromkeys(word for word in words if word))[:most]


def _weibo(channel: Channel, item: Item) -> Prepared:
    """The first lines are what is seen: the title, the link and the topics; then the summary and the text."""
    tags = _topics(channel, item)
    visible, most = channel.limit("visible", on=item.published_on), channel.limit("text", on=item.published_on)
    ending = " ".join((item.address, *(f"#{tag}#" for tag in tags)))
    first, notes = _before(_lead(item), visible, f"\n{ending}", "微博首屏文字")
    rest = "\n".join(_paragraphs(item.plain_text))
    room = None if most is None else most - len(first) - 1
    if room is not None and len(rest) > room:
        rest, notes = cut(rest, room), (*notes, f"正文超过{channel.label}的{most}字，已缩短，全文见链接")
    message, message_notes = _before(
        _lead(item).replace("#", ""),
        channel.limit("message", on=item.published_on),
        f" {item.address}",
        "接口发送的微博",
    )
    return Prepared(
        channel.key,
        item.title,
        f"{first}\n{rest}".rstrip(),
        item.address,
        message=message,
        tags=tags,
        notes=(*notes, *message_notes),
    )


def _lead(item: Item) -> str:
    number = f"（{item.document_number}）" if item.document_number else ""
    return f"【{item.title}】{number}{item.summary}"


def _before(text: str, most: int | None, ending: str, label: str) -> tuple[str, tuple[str, ...]]:
    """The text and its ending, together within the limit; the ending is kept whole."""
    if most is None or len(text) + len(ending) <= most:
        return text + ending, ()
    room = max(most - len(ending), 0)
    return cut(text, room) + ending, (f"{label}限{most}字，已缩短",)


def _douyin(channel: Channel, item: Item) -> Prepared:
    """A picture video: a title, a description with topics, and text cards that are also the script."""
    title, notes = _cut(channel, item, "title", item.title, "标题")
    tags = _topics(channel, item)
    topics = "".join(f" #{tag}" for tag in tags)
    most = channel.limit("text", on=item.published_on)
    message, message_notes = _before(f"{title}\n{item.summary}", most, topics, "作品简介")
    cards, card_notes = _cards(channel, item)
    return Prepared(
        channel.key,
        title,
        "\n\n".join(cards),
        item.address,
        message=message,
        cards=cards,
        tags=tags,
        notes=(*notes, *message_notes, *card_notes),
    )


def _cards(channel: Channel, item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    size = channel.limit("card", on=item.published_on) or len(item.title + item.summary + item.plain_text)
    number = channel.limit("cards", on=item.published_on)
    parts = (item.title, item.summary, *_paragraphs(item.plain_text))
    cards = [piece.strip() for part in parts for piece in pieces(part, size) if piece.strip()]
    shown = tuple(cards[:number])
    notes = () if len(shown) == len(cards) else (f"正文较长，只做了前{len(shown)}张字卡，全文见网站",)
    return shown, notes


def _with_picture(channel: Channel, item: Item, made: Prepared) -> Prepared:
    if item.picture is None:
        missing = (f"没有配图，{channel.label}须有图",) if channel.is_picture_required else ()
        return replace(made, notes=(*made.notes, *missing))
    most = channel.limit("picture_bytes", on=item.published_on)
    if most is not None and len(item.picture) > most:
        return replace(made, notes=(*made.notes, f"配图超过{channel.label}的{most}字节，没有放。请换一张小的"))
    return replace(made, picture=item.picture)


_MAKERS: Mapping[str, Callable[[Channel, Item], Prepared]] = MappingProxyType(
    {
        "wechat": _wechat,
        "weibo": _weibo,
        "douyin": _douyin,
        "press": _copy_text,
        "radio": _copy_text,
        "tv": _copy_text,
        "press_conference": _copy_text,
    }
)
