"""A document to tell, the accounts, and the stand-in for the services."""

import io
import threading
from datetime import date

import pytest
from PIL import Image

from gongkai import channels
from tests.channels.stand_in import APP_SECRET, DOUYIN_TOKENS, REFRESH, WEIBO_TOKEN, StandIn


@pytest.fixture
def service():
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def picture():
    made = io.BytesIO()
    Image.new("RGB", (90, 38), "darkred").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def item(picture):
    return channels.Item(
        title="关于印发《临江区城镇老旧小区改造实施办法（试行）》的通知",
        document_number="临政办发〔2026〕12号",
        issuer="临江区人民政府办公室",
        published_on=date(2026, 3, 2),
        address="https://www.linjiang.example/gk/2026/12",
        summary="2026年全区计划改造老旧小区36个，惠及居民12,580户，总投资2.35亿元。居民出资比例不超过10%。",
        plain_text="第一条 为改善居住条件，制定本办法。\n第二条 本办法适用于2000年12月31日以前建成的小区。\n",
        keywords=("老旧小区", "城镇改造", "民生实事", "住建"),
        picture=picture,
    )


@pytest.fixture
def keys():
    return {
        "wechat": {"app_id": "wx0001", "app_secret": APP_SECRET},
        "weibo": {"access_token": WEIBO_TOKEN, "operator_ip": "203.0.113.7"},
        "douyin": {
            "client_key": "ck",
            "open_id": "oid",
            "access_token": DOUYIN_TOKENS[0],
            "refresh_token": REFRESH,
        },
    }


@pytest.fixture
def post(service, item, keys):
    """Post the document on a channel of the stand-in."""

    def posted(channel, *, prepared=None, pending=None, seconds=5):
        ready = prepared or channels.prepare(channel, item)
        return channels.post(channel, ready, keys[channel], base_url=service.base_url, pending=pending, seconds=seconds)

    return posted
