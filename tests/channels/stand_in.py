"""A stand-in for the three services on 127.0.0.1: it keeps what is posted, and fails as it is told to."""

import json
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

APP_SECRET = "s3cr3t-of-the-app"
TOKENS = ("wx-token-one", "wx-token-two")
WEIBO_TOKEN = "weibo-token-0001"
DOUYIN_TOKENS = ("dy-token-old", "dy-token-new")
REFRESH = "dy-refresh-0001"
SECRETS = (APP_SECRET, *TOKENS, WEIBO_TOKEN, *DOUYIN_TOKENS, REFRESH)


class StandIn(ThreadingHTTPServer):
    """`faults[path]` is a queue: each request of that path takes one fault from it."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.faults: dict[str, deque] = {}
        self.seen: list[tuple[str, dict, bytes]] = []
        self.good_token, self.good_douyin = TOKENS[0], DOUYIN_TOKENS[0]
        self.drafts: dict[str, dict] = {}
        self.submitted: dict[str, dict] = {}
        self.articles: dict[str, dict] = {}
        self.statuses: list[dict] = []
        self.works: list[dict] = []
        self.publish_status = 0
        self.reads = [{"stat_date": "2026-03-02", "int_page_read_count": 41}]

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def fail(self, path, *faults):
        self.faults[path] = deque(faults)

    def asked(self, path):
        return [each for each in self.seen if each[0] == path]


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def log_message(self, *args):
        pass

    def do_GET(self):
        self._serve(b"")

    def do_POST(self):
        self._serve(self.rfile.read(int(self.headers["Content-Length"])))

    def _serve(self, body):
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.server.seen.append((parts.path, query, body))
        queue = self.server.faults.get(parts.path)
        fault = queue.popleft() if queue else None
        if fault and fault[0] == "done_then_hang":
            _answer(self, parts.path, query, body)
            time.sleep(fault[1])
            return
        if fault:
            getattr(self, f"_{fault[0]}")(*fault[1:])
            return
        status, data = _answer(self, parts.path, query, body)
        self._send(status, json.dumps(data, ensure_ascii=False).encode())

    def _send(self, status, content, **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _code(self, number, name="errcode", status=200):
        echoed = f"invalid credential, access_token is invalid: {SECRETS}"  # as WeChat does, it names what it was given
        self._send(status, json.dumps({name: number, "errmsg": echoed, "error": echoed}).encode())

    def _http(self, status, **headers):
        self._send(status, b"<h1>" + " ".join(SECRETS).encode() + b"</h1>", **headers)

    def _busy(self, seconds):
        self._send(429, b"", Retry_After=str(seconds))

    def _away(self, address):
        self._send(307, b"", Location=address)

    def _raw(self, content):
        self._send(200, content)

    def _hang(self, seconds):
        time.sleep(seconds)

    def _drip(self, seconds):
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n")
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
            self.wfile.write(json.dumps({"access_token": self.server.good_token}).encode())  # good, but far too late
        except OSError:
            return

    def _cut(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")


def _answer(handler, path, query, body):
    server = handler.server
    if path.startswith("/2/"):
        return _weibo(server, path, query, _fields(body))
    if path.startswith(("/cgi-bin", "/datacube")):
        return _wechat(server, path, query, body)
    return _douyin(server, path, handler.headers.get("access-token"), body)


def _fields(body):
    if body.startswith(b"--"):
        border = body.split(b"\r\n", 1)[0]
        parts = [part.split(b"\r\n\r\n", 1) for part in body.split(border)[1:-1]]
        return {head.split(b'name="')[1].split(b'"')[0].decode(): value[:-2].decode("latin-1") for head, value in parts}
    return {key: values[0] for key, values in parse_qs(body.decode()).items()}


def _wechat(server, path, query, body):
    if path == "/cgi-bin/stable_token":
        said = json.loads(body)
        if said["secret"] != APP_SECRET:
            return 200, {"errcode": 40125, "errmsg": "invalid appsecret"}
        return 200, {"access_token": TOKENS[1] if said["force_refresh"] else TOKENS[0], "expires_in": 7200}
    if query.get("access_token") != server.good_token:
        return 200, {"errcode": 42001, "errmsg": f"access_token expired {query.get('access_token')}"}
    if path == "/cgi-bin/material/add_material":
        is_picture = query.get("type") == "image" and b'name="media"' in body and b"\x89PNG" in body
        return 200, {"media_id": "cover-1"} if is_picture else {"errcode": 40004}
    return 200, _WECHAT[path](server, json.loads(body))


def _draft(server, said):
    article = said["articles"][0]
    limits = {"title": (32, 45003), "digest": (128, 45004), "author": (16, 45110), "content": (19999, 45002)}
    for name, (most, code) in limits.items():
        if len(article[name]) > most:
            return {"errcode": code}
    if not article["thumb_media_id"]:
        return {"errcode": 40007}
    media_id = f"draft-{len(server.drafts) + len(server.submitted) + 1}"
    server.drafts[media_id] = article
    return {"media_id": media_id}


def _submit(server, said):
    if said["media_id"] not in server.drafts:
        return {"errcode": 40007}
    publish_id = 100 + len(server.submitted)
    server.submitted[str(publish_id)] = server.drafts.pop(said["media_id"])
    if server.publish_status == 0:
        _appear(server, str(publish_id))
    return {"errcode": 0, "errmsg": "ok", "publish_id": publish_id, "msg_data_id": 2247 + publish_id}


def _appear(server, publish_id):
    article = server.submitted[publish_id]
    server.articles[f"article-{publish_id}"] = {**article, "url": f"http://mp.weixin.qq.com/s?id={publish_id}"}


def _state(server, said):
    publish_id = said["publish_id"]
    if server.publish_status:
        return {"publish_id": publish_id, "publish_status": server.publish_status}
    _appear(server, publish_id)
    key = f"article-{publish_id}"
    item = [{"idx": 1, "article_url": server.articles[key]["url"]}]
    return {"publish_id": publish_id, "publish_status": 0, "article_id": key, "article_detail": {"item": item}}


def _listed(name, key):
    def listed(server, said):
        every = [{key: k, "content": {"news_item": [v]}} for k, v in reversed(getattr(server, name).items())]
        return {"total_count": len(every), "item": every[said["offset"] : said["offset"] + said["count"]]}

    return listed


def _delete(server, said):
    if server.articles.pop(said["article_id"], None) is None:
        return {"errcode": 53600, "errmsg": "article_id invalid"}
    return {"errcode": 0, "errmsg": "ok"}


def _total(server, said):
    return {"list": [{"msgid": "2347_1", "details": server.reads}, {"msgid": "999_1", "details": [{"stat_date": "9"}]}]}


_WECHAT = {
    "/cgi-bin/draft/add": _draft,
    "/cgi-bin/draft/batchget": _listed("drafts", "media_id"),
    "/cgi-bin/freepublish/submit": _submit,
    "/cgi-bin/freepublish/get": _state,
    "/cgi-bin/freepublish/batchget": _listed("articles", "article_id"),
    "/cgi-bin/freepublish/delete": _delete,
    "/datacube/getarticletotal": _total,
}


def _weibo(server, path, query, fields):
    if (query.get("access_token") or fields.get("access_token")) != WEIBO_TOKEN:
        return 400, {"error": "expired_token", "error_code": 21327}
    if path.endswith("user_timeline.json"):
        return 200, {"statuses": list(reversed(server.statuses))}
    if path.endswith("destroy.json"):
        kept = [each for each in server.statuses if each["idstr"] != fields["id"]]
        if len(kept) == len(server.statuses):
            return 400, {"error_code": 20101}
        server.statuses = kept
        return 200, {"idstr": fields["id"]}
    text = fields["status"] if "pic" not in fields else fields["status"].encode("latin-1").decode()
    if len(text) > 140:
        return 400, {"error_code": 20012}
    if "https://" not in text or "#" in text or not fields.get("rip"):
        return 400, {"error_code": 20018}
    words, _, _ = text.partition(" https://")
    if any(each["text"].startswith(words) for each in server.statuses):
        return 400, {"error_code": 20019}
    status = {"idstr": str(5000 + len(server.statuses)), "text": f"{words} http://t.cn/A6x", "user": {"idstr": "777"}}
    server.statuses.append(status)
    return 200, status


def _douyin(server, path, token, body):
    if path == "/oauth/refresh_token/":
        if _fields(body)["refresh_token"] != REFRESH:
            return 200, {"data": {"error_code": 10010}}
        return 200, {"data": {"access_token": DOUYIN_TOKENS[1], "error_code": 0}}
    if token != server.good_douyin:
        return 200, {"data": {"error_code": 2190008, "description": f"token {token} expired"}}
    if path == "/image/upload/":
        return 200, {"data": {"error_code": 0, "image": {"image_id": "img-1"}}}
    if path.endswith("video_list/"):
        return 200, {"data": {"error_code": 0, "list": server.works}}
    text = json.loads(body)["text"]
    item = f"item-{len(server.works)}"
    server.works.append({"item_id": item, "title": text, "share_url": "https://www.iesdouyin.com/share/1"})
    server.works[-1]["statistics"] = {"play_count": 12}
    return 200, {"data": {"error_code": 0, "item_id": item}}
