"""When the service fails: said in Chinese, tried again or not, never posted twice, never a secret in an error."""

import logging
import traceback

import pytest

from gongkai import channels
from gongkai.channels.values import Keys
from gongkai.channels.wire import Wire, as_form, target, web_address
from tests.channels.stand_in import SECRETS, StandIn

TOKEN, DRAFT, SUBMIT = "/cgi-bin/stable_token", "/cgi-bin/draft/add", "/cgi-bin/freepublish/submit"
SHARE, CREATE = "/2/statuses/share.json", "/api/douyin/v1/video/create_image_text/"

FAILURES = [
    ("http", 500),
    ("http", 503),
    ("http", 429),
    ("http", 302),
    ("http", 404),
    ("code", 40001),
    ("code", 45009),
    ("code", 48001),
    ("code", 99999),
    ("code", "abc"),
    ("code", [1]),
    ("raw", b"{"),
    ("raw", b"[]"),
    ("raw", b"[" * 100000),
    ("raw", b"\xff\xfe"),
    ("raw", b'{"media_id": null}'),
    ("raw", b" " * 5_000_000),
    ("cut",),
]


def refusal(post, channel, **more):
    with pytest.raises(channels.NotPosted) as raised:
        post(channel, **more)
    return raised.value


@pytest.mark.parametrize("fault", FAILURES, ids=lambda fault: str(fault)[:24])
@pytest.mark.parametrize("path", [TOKEN, "/cgi-bin/freepublish/batchget", DRAFT, SUBMIT])
def test_every_failure_is_told_without_a_secret(path, fault, post, service, caplog):
    caplog.set_level(logging.DEBUG)
    service.fail(path, fault, fault, fault)

    try:
        post("wechat")
    except channels.NotPosted as trouble:
        told = "".join(traceback.format_exception(trouble)) + repr(trouble) + repr(vars(trouble)) + caplog.text
        chained = (trouble.__cause__, trouble.__context__)
    else:
        told, chained = caplog.text, (None, None)
        assert fault[1] in (b'{"media_id": null}', 40001)

    assert [secret for secret in SECRETS if secret in told] == []
    assert chained == (None, None)


@pytest.mark.parametrize(
    ("fault", "is_temporary", "retry_after", "words"),
    [
        (("http", 500), True, None, "暂时不能受理（HTTP 500）"),
        (("http", 302), False, None, "要转到别的地址，没有跟随"),
        (("http", 404), True, None, "不是约定的格式"),
        (("code", 45009), True, 21600, "接口调用次数用完了"),
        (("code", 48001), False, None, "没有发布接口的权限"),
        (("code", 99999), False, None, "错误码 99999"),
        (("raw", b"{"), True, None, "不是约定的格式"),
        (("raw", b" " * 5_000_000), False, None, "答复过大"),
        (("cut",), True, None, "连接中断"),
    ],
    ids=str,
)
def test_whether_waiting_helps(fault, is_temporary, retry_after, words, post, service):
    service.fail(DRAFT, fault)

    trouble = refusal(post, "wechat")

    assert (trouble.is_temporary, trouble.retry_after) == (is_temporary, retry_after)
    assert words in trouble.reason_zh


def test_the_wait_a_service_asks_for_is_kept(post, service):
    service.fail(SHARE, ("busy", 120))

    assert refusal(post, "weibo").retry_after == 120


def test_a_redirect_is_refused_and_the_other_place_never_asked(post, service):
    other = StandIn()
    service.fail(TOKEN, ("away", f"{other.base_url}/steal"))
    other.timeout = 0.2

    trouble = refusal(post, "wechat")
    other.handle_request()
    other.server_close()

    assert other.seen == []
    assert "没有跟随" in trouble.reason_zh


@pytest.mark.parametrize("fault", [("hang", 1.5), ("drip", 1.5)], ids=str)
def test_a_service_that_never_ends_is_left(fault, post, service):
    service.fail(TOKEN, fault)

    trouble = refusal(post, "wechat", seconds=0.4)

    assert trouble.is_temporary
    assert service.asked(DRAFT) == []


@pytest.mark.parametrize(
    ("channel", "path"),
    [("wechat", DRAFT), ("wechat", SUBMIT), ("weibo", SHARE), ("douyin", CREATE)],
)
def test_done_but_never_answered_is_not_done_twice(channel, path, post, service):
    service.fail(path, ("done_then_hang", 1.0))
    trouble = refusal(post, channel, seconds=0.5)

    post(channel)

    assert trouble.is_temporary
    assert len(service.articles) + len(service.statuses) + len(service.works) == 1
    assert len(service.asked(DRAFT)) + len(service.asked(SHARE)) + len(service.asked(CREATE)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://api.weixin.qq.com",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://",
        "https://user:pw@api.weixin.qq.com",
        "https://api.weixin.qq.com?x=1",
        "https://api.weixin.qq.com:99999",
        "https://[::1",
        "https://api.weixin.qq.com/\r\nX: y",
        "",
    ],
)
def test_only_a_configured_https_place_is_called(address):
    with pytest.raises(channels.NotPosted) as raised:
        target(address, "微信公众号")

    assert raised.value.is_temporary is False


def test_nobody_listens_there(post, service):
    service.shutdown()
    service.socket.close()

    assert refusal(post, "weibo").is_temporary


@pytest.mark.parametrize("value", ["javascript:alert(1)", "https://", "http://a b", "//x", 7, None, "https://[::1"])
def test_an_address_that_could_do_harm_is_not_kept(value):
    assert web_address(value) is None


def test_a_secret_with_a_line_break_is_refused_before_it_is_sent(post, service, keys):
    keys["douyin"]["access_token"] = "dy-secret\r\nX-Evil: 1"

    trouble = refusal(post, "douyin")

    assert "dy-secret" not in str(trouble)
    assert "授权令牌" in trouble.reason_zh
    assert service.seen == []


def test_nothing_shows_a_secret_when_it_is_printed(keys):
    shown = repr(Keys(keys["wechat"])) + repr(as_form(keys["weibo"])) + repr(Wire("https://a.example", "微博"))

    assert [secret for secret in SECRETS if secret in shown] == []
    assert Keys(keys["wechat"])["app_secret"] in SECRETS
