"""Posting, taking down and counting against the stand-in, when all goes well and when the account is refused."""

from dataclasses import replace

import pytest

from gongkai import channels
from gongkai.channels import wechat
from tests.channels.stand_in import DOUYIN_TOKENS, TOKENS

SHARE, SUBMIT = "/2/statuses/share.json", "/cgi-bin/freepublish/submit"


def test_wechat_from_draft_to_article(post, service, item):
    receipt = post("wechat")

    assert (receipt.id, receipt.address) == ("article-100", "http://mp.weixin.qq.com/s?id=100")
    assert receipt.at_server_said is not None
    article = service.articles["article-100"]
    assert article["title"] == channels.prepare("wechat", item).sent_title
    assert article["thumb_media_id"] == "cover-1"
    assert article["content_source_url"].startswith(item.address + "#p")


def test_wechat_without_a_picture_takes_the_default_cover(post, service, item, keys):
    keys["wechat"]["cover_media_id"] = "cover-of-the-house"

    post("wechat", prepared=replace(channels.prepare("wechat", item), picture=None))

    assert service.articles["article-100"]["thumb_media_id"] == "cover-of-the-house"


def test_wechat_without_any_cover_is_said(post, service, item):
    with pytest.raises(channels.NotPosted, match="须有封面") as raised:
        post("wechat", prepared=replace(channels.prepare("wechat", item), picture=None))

    assert raised.value.is_temporary is False
    assert service.drafts == {}


@pytest.mark.parametrize("channel", ["wechat", "weibo", "douyin"])
def test_posting_twice_posts_once(channel, post, service):
    first, second = post(channel), post(channel)

    assert first.id == second.id
    assert len(service.articles) + len(service.statuses) + len(service.works) == 1


def test_a_changed_text_at_the_same_address_is_a_new_article(post, service, item):
    post("wechat")

    post("wechat", prepared=channels.prepare("wechat", replace(item, plain_text="第一条 已修改。")))

    assert len(service.articles) == 2


def test_a_wechat_article_beyond_the_first_page_is_found(post, service, item):
    prepared = channels.prepare("wechat", item)
    mine = {"content_source_url": wechat.source_link(prepared), "url": "http://mp.weixin.qq.com/s?id=old"}
    service.articles["old"] = mine
    service.articles |= {f"n{i}": {"content_source_url": f"https://x.example/{i}"} for i in range(45)}

    assert post("wechat", prepared=prepared).id == "old"
    assert service.asked(SUBMIT) == []


def test_wechat_under_review_is_asked_again_and_not_sent_again(post, service):
    service.publish_status = 1
    with pytest.raises(channels.NotPosted, match="还在审核发布") as raised:
        post("wechat")
    service.publish_status = 0

    receipt = post("wechat", pending=raised.value.pending)

    assert raised.value.is_temporary
    assert (receipt.id, receipt.statistics_id) == ("article-100", "2347")
    assert len(service.asked(SUBMIT)) == 1


def test_wechat_refused_by_review_is_for_a_person(post, service):
    service.publish_status = 4

    with pytest.raises(channels.NotPosted, match="审核没有通过") as raised:
        post("wechat")

    assert raised.value.is_temporary is False


def test_an_expired_token_is_renewed_once(post, service):
    service.good_token = TOKENS[1]

    assert post("wechat").id == "article-100"
    assert len(service.asked("/cgi-bin/stable_token")) == 2


def test_a_token_that_stays_refused_is_not_renewed_for_ever(post, service):
    service.good_token = "another"

    with pytest.raises(channels.NotPosted, match="令牌过期，刷新后仍不行") as raised:
        post("wechat")

    assert raised.value.is_temporary is False
    assert len(service.asked("/cgi-bin/stable_token")) == 2


def test_douyin_token_is_renewed_once(post, service):
    service.good_douyin = DOUYIN_TOKENS[1]

    assert post("douyin").id == "item-0"
    assert len(service.asked("/oauth/refresh_token/")) == 1


def test_weibo_with_a_picture(post, service):
    receipt = post("weibo")

    assert (receipt.id, receipt.address) == ("5000", "https://weibo.com/777/5000")
    assert b"\x89PNG" in service.asked(SHARE)[0][2]


def test_weibo_without_a_picture(post, service, item):
    post("weibo", prepared=replace(channels.prepare("weibo", item), picture=None))

    assert len(service.statuses) == 1


def test_weibo_that_repeats_is_looked_up(post, service):
    service.fail(SHARE, ("code", 20019, "error_code", 400))

    with pytest.raises(channels.NotPosted, match="近期微博里没有找到"):
        post("weibo")


@pytest.mark.parametrize("channel", ["wechat", "weibo"])
def test_what_is_taken_down_is_gone_and_may_be_taken_down_again(channel, post, service, keys):
    receipt = post(channel)

    for _ in range(2):
        channels.take_down(channel, receipt, keys[channel], base_url=service.base_url)

    assert (service.articles, service.statuses) == ({}, [])


def test_douyin_cannot_be_taken_down_from_here(post, service, keys):
    with pytest.raises(channels.NotPosted, match="手工删除"):
        channels.take_down("douyin", post("douyin"), keys["douyin"], base_url=service.base_url)


def test_reads_are_those_of_the_last_day_counted(post, service, keys):
    receipt = post("wechat")
    service.reads = [
        {"stat_date": "2026-03-04", "int_page_read_count": 97},
        {"stat_date": "2026-03-03", "int_page_read_count": 55},
    ]

    assert channels.reads("wechat", receipt, keys["wechat"], base_url=service.base_url) == 97


def test_reads_that_nobody_counts_are_unknown_and_not_zero(post, service, keys):
    service.reads = []
    receipts = {channel: post(channel) for channel in ("wechat", "weibo")}

    counted = [channels.reads(key, receipts[key], keys[key], base_url=service.base_url) for key in receipts]

    assert counted == [None, None]


def test_douyin_plays(post, service, keys):
    assert channels.reads("douyin", post("douyin"), keys["douyin"], base_url=service.base_url) == 12


def test_a_channel_without_an_interface_says_what_to_do(item):
    with pytest.raises(channels.NotPosted, match="报刊没有接口。请复制") as raised:
        channels.post("press", channels.prepare("press", item), {})

    assert raised.value.is_temporary is False


def test_a_field_that_is_missing_is_named(post, keys):
    del keys["wechat"]["app_secret"]

    with pytest.raises(channels.NotPosted, match="还没有填“开发者密码"):
        post("wechat")


def test_what_was_made_for_another_channel_is_refused(item, keys):
    with pytest.raises(ValueError, match="为“weibo”准备的"):
        channels.post("wechat", channels.prepare("weibo", item), keys["wechat"])
