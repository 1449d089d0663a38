"""WeChat official account: draft, publish, take down, count. Everything is looked up before it is made: no try posts twice."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import timedelta, timezone
from typing import Any

from gongkai.channels.coded import code_in, not_posted
from gongkai.channels.shelf import SERVICES
from gongkai.channels.values import Keys, NotPosted, Prepared, Receipt
from gongkai.channels.wire import Answer, Body, Wire, as_json, as_upload, text_of, web_address

_PATHS = SERVICES["wechat"].paths
_CHINA = timezone(timedelta(hours=8))
_PAGE, _PAGES = 20, 5
_PUBLISHED, _PUBLISHING = 0, 1
_FAILED = {
    2: "微信认为原创声明有问题",
    3: "微信发布失败",
    4: "微信审核没有通过",
    5: "文章发布后已被删除",
    6: "文章发布后被平台封禁",
}


def post(prepared: Prepared, wire: Wire, keys: Keys, pending: str | None) -> Receipt:
    """Publish, or find what an earlier try has published, submitted or drafted."""
    account = _Account(wire, keys)
    if pending:
        return _state(account, *_apart(pending))
    link = source_link(prepared)
    found = _find(account, "published", link)
    if found:
        article = found["article"]
        return Receipt(_id(found, "article_id"), web_address(article.get("url")), found["said_at"])
    draft = _find(account, "drafts", link)
    media_id = _id(draft, "media_id") if draft else _draft(account, prepared, link)
    said = account.ask("submit", {"media_id": media_id}).data
    return _state(account, _id(said, "publish_id"), text_of(said.get("msg_data_id")))


def take_down(receipt: Receipt, wire: Wire, keys: Keys) -> None:
    """Delete the article; one that is gone already is taken down."""
    said = _Account(wire, keys).ask("delete", {"article_id": receipt.id, "index": 0}, is_gone_fine=True).data
    if "errcode" not in said:
        raise NotPosted("微信没有说是否已删除，稍后自动再试", is_temporary=True)


def reads(receipt: Receipt, wire: Wire, keys: Keys) -> int | None:
    """How often it was read by the last day counted; None where the service does not say."""
    if receipt.at_server_said is None or receipt.statistics_id is None:
        return None
    day = receipt.at_server_said.astimezone(_CHINA).date().isoformat()
    said = _Account(wire, keys).ask("reads", {"begin_date": day, "end_date": day}).data
    mine = [each for each in _objects(said.get("list")) if str(each.get("msgid")) == f"{receipt.statistics_id}_1"]
    counted = [each for entry in mine for each in _objects(entry.get("details"))]
    if not counted:
        return None
    last = max(counted, key=lambda each: str(each.get("stat_date"))).get("int_page_read_count")
    return last if isinstance(last, int) and not isinstance(last, bool) else None


def source_link(prepared: Prepared) -> str:
    """The address behind 阅读原文, with a mark of this very content: by it a try finds what an earlier one made."""
    content = "\0".join((prepared.sent_title, prepared.digest, prepared.html))
    mark = hashlib.sha256(content.encode()).hexdigest()[:10]
    return f"{prepared.address}{'-' if '#' in prepared.address else '#'}p{mark}"


class _Account:
    """The account for the length of one errand: gets a token, and a new one once when it is refused."""

    def __init__(self, wire: Wire, keys: Keys) -> None:
        self._wire, self._keys = wire, keys
        self._token: str | None = None
        self._is_renewed = False

    def ask(self, path: str, data: Mapping[str, object], *, is_gone_fine: bool = False) -> Answer:
        return self.send(path, as_json(data), {}, is_gone_fine=is_gone_fine)

    def send(self, path: str, body: Body, query: Mapping[str, str], *, is_gone_fine: bool = False) -> Answer:
        token = self._token or self._new_token(is_forced=False)
        answer = self._wire.post(_PATHS[path], {**query, "access_token": token}, body)
        code = code_in("wechat", answer, answer.data.get("errcode"))
        if code is None:
            return answer
        if code.kind == "gone" and is_gone_fine:
            return answer
        if code.kind == "token" and not self._is_renewed:
            self._is_renewed = True
            self._new_token(is_forced=True)
            return self.send(path, body, query, is_gone_fine=is_gone_fine)
        raise not_posted(code)

    def default_cover(self) -> str | None:
        return self._keys.get("cover_media_id")

    def _new_token(self, *, is_forced: bool) -> str:
        fields = {
            "grant_type": "client_credential",
            "appid": self._keys["app_id"],
            "secret": self._keys["app_secret"],
            "force_refresh": is_forced,
        }
        answer = self._wire.post(_PATHS["token"], {}, as_json(fields))
        code = code_in("wechat", answer, answer.data.get("errcode"))
        if code is not None:
            raise not_posted(code)
        self._token = _id(answer.data, "access_token")
        return self._token


def _find(account: _Account, path: str, link: str) -> dict[str, Any] | None:
    """The draft or article that leads to this link, among the newest hundred."""
    for offset in range(0, _PAGE * _PAGES, _PAGE):
        answer = account.ask(path, {"offset": offset, "count": _PAGE, "no_content": 1})
        items = _objects(answer.data.get("item"))
        for item in items:
            for article in _articles(item):
                if article.get("content_source_url") == link and not article.get("is_deleted"):
                    return {**item, "article": article, "said_at": answer.said_at}
        if len(items) < _PAGE:
            return None
    return None


def _articles(item: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    content = item.get("content")
    yield from _objects(content.get("news_item") if isinstance(content, dict) else None)


def _objects(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _draft(account: _Account, prepared: Prepared, link: str) -> str:
    cover = _cover(account, prepared)
    article = {
        "article_type": "news",
        "title": prepared.sent_title,
        "author": prepared.author,
        "digest": prepared.digest,
        "content": prepared.html,
        "content_source_url": link,
        "thumb_media_id": cover,
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
    }
    return _id(account.ask("draft", {"articles": [article]}).data, "media_id")


def _cover(account: _Account, prepared: Prepared) -> str:
    if prepared.picture is not None:
        return _id(
            account.send("picture", as_upload({}, "media", prepared.picture), {"type": "image"}).data, "media_id"
        )
    cover = account.default_cover()
    if not cover:
        raise NotPosted("公众号图文须有封面。请给文件配图，或在账号里填默认封面的素材编号", is_temporary=False)
    return cover


def _state(account: _Account, publish_id: str, statistics_id: str | None) -> Receipt:
    """What became of a submission: published, refused, or still under way (then it is asked for again, not sent again)."""
    answer = account.ask("state", {"publish_id": publish_id})
    status = answer.data.get("publish_status")
    if status == _PUBLISHED:
        return Receipt(_id(answer.data, "article_id"), _address(answer.data), answer.said_at, statistics_id)
    if status == _PUBLISHING:
        pending = f"{publish_id}/{statistics_id or ''}"
        raise NotPosted("微信还在审核发布，稍后自动再查", is_temporary=True, retry_after=60, pending=pending)
    reason = _FAILED.get(status, "微信没有说明发布结果") if isinstance(status, int) else "微信没有说明发布结果"
    raise NotPosted(f"{reason}。请到公众平台查看，改好后再发", is_temporary=False)


def _apart(pending: str) -> tuple[str, str | None]:
    publish_id, _, statistics_id = pending.partition("/")
    return publish_id, statistics_id or None


def _address(data: Mapping[str, Any]) -> str | None:
    detail = data.get("article_detail")
    articles = _objects(detail.get("item") if isinstance(detail, dict) else None)
    return web_address(articles[0].get("article_url")) if articles else None


def _id(data: Mapping[str, Any], key: str) -> str:
    found = text_of(data.get(key))
    if found is None:
        raise NotPosted(f"微信的答复里没有 {key}，稍后自动再试", is_temporary=True)
    return found
