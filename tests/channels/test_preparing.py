"""What is made ready for each channel keeps within its limits and says what was shortened."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai import channels

LONG = "本办法适用于2000年12月31日以前建成的城镇住宅小区，总投资2.35亿元。" * 900


def test_the_channels_of_article_23_in_order():
    assert list(channels.CHANNELS) == [
        "website",
        "wechat",
        "weibo",
        "douyin",
        "press",
        "radio",
        "tv",
        "press_conference",
        "gazette",
        "reading_place",
    ]
    assert [key for key, each in channels.CHANNELS.items() if each.is_connected_possible] == [
        "wechat",
        "weibo",
        "douyin",
    ]


def test_every_limit_says_where_it_is_known_from():
    limits = [limit for each in channels.CHANNELS.values() for limit in each.limits]

    assert len(limits) >= 15
    assert [limit for limit in limits if not limit.source or limit.value < 1] == []


def test_a_limit_holds_from_its_first_day():
    channel = channels.CHANNELS["wechat"]
    later = date(2027, 1, 1)
    changed = replace(channel, limits=(*channel.limits, channels.Limit("title", 20, later, "通知", is_verified=True)))

    assert changed.limit("title", on=later - timedelta(days=1)) == 64
    assert changed.limit("title", on=later) == 20
    assert changed.limit("unknown", on=later) is None


def test_wechat_article_has_no_script_even_if_the_text_has(item):
    made = channels.prepare("wechat", replace(item, plain_text='<script>alert(1)</script>\n<p onclick="x">&'))

    assert "<script" not in made.html
    assert "<p onclick" not in made.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made.html


def test_wechat_within_its_limits_and_says_so(item):
    made = channels.prepare("wechat", replace(item, title="关于" * 60, summary=LONG, plain_text=LONG))

    assert len(made.title) <= 64
    assert len(made.sent_title) <= 32
    assert len(made.digest) <= 120
    assert made.digest.endswith("。")
    assert 3000 < len(made.html) <= 19999
    assert len(made.notes) == 4


def test_a_short_document_is_not_shortened(item):
    made = channels.prepare("wechat", replace(item, title="关于老旧小区改造的通知"))

    assert made.notes == ()
    assert "第二条 本办法适用于2000年12月31日以前建成的小区。" in made.html


def test_weibo_shows_title_link_and_topics_first(item):
    made = channels.prepare("weibo", replace(item, plain_text=LONG))

    assert len(made.text) <= 2000
    first = made.text[:140]
    assert item.address in first
    assert "#老旧小区# #城镇改造# #民生实事#" in first
    assert first.startswith("【关于印发《临江区城镇老旧小区改造实施办法（试行）》的通知】")


def test_weibo_message_obeys_the_interface(item):
    made = channels.prepare("weibo", replace(item, summary=LONG))

    assert len(made.message) <= 140
    assert "#" not in made.message
    assert made.message.endswith(" " + item.address)


def test_douyin_cards_hold_the_whole_text(item):
    made = channels.prepare("douyin", item)

    assert len(made.title) <= 30
    assert all(len(card) <= 60 for card in made.cards)
    spoken = "".join("".join(made.cards).split())
    assert spoken == "".join((item.title + item.summary + item.plain_text).split())


def test_douyin_says_when_cards_are_left_out(item):
    made = channels.prepare("douyin", replace(item, plain_text=LONG))

    assert len(made.cards) == 12
    assert "正文较长，只做了前12张字卡，全文见网站" in made.notes


@pytest.mark.parametrize("channel", ["press", "radio", "tv", "press_conference"])
def test_a_copy_text_says_how_long_it_takes(channel, item):
    made = channels.prepare(channel, replace(item, title="题" * 40, plain_text="字" * 200 + "，。" * 50))

    assert made.speech_seconds == 60
    assert made.notes == ("通读约1分0秒（每分钟240字）",)
    assert item.address in made.text


def test_the_gazette_prints_it_as_it_is(item):
    made = channels.prepare("gazette", replace(item, plain_text=LONG))

    assert made.text == f"{item.title}\n临江区人民政府办公室　临政办发〔2026〕12号　2026年3月2日\n\n{LONG}"
    assert made.notes == ()


def test_a_picture_too_large_is_left_out_and_said(item):
    made = channels.prepare("weibo", replace(item, picture=b"\x89PNG" + bytes(5_242_880)))

    assert made.picture is None
    assert "配图超过政务微博的5242879字节，没有放。请换一张小的" in made.notes


def test_a_missing_cover_is_said_where_one_is_needed(item):
    notes = {key: channels.prepare(key, replace(item, picture=None)).notes for key in ("wechat", "weibo", "press")}

    assert "没有配图，微信公众号须有图" in notes["wechat"]
    assert not any("配图" in note for note in (*notes["weibo"], *notes["press"]))
