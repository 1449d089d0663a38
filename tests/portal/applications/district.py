"""A small district for the tests of the public door: its bodies, its clerks, cases in every state, and filled forms."""

import html
import io
import json
import re
from datetime import date

import altcha
from PIL import Image

from gongkai.applications import actions, codes
from gongkai.applications.models import Application
from gongkai.applications.papers import Paper, Upload
from gongkai.applications.people import Party
from gongkai.bodies.actions import open_body
from gongkai.bodies.actors import SYSTEM, Actor
from gongkai.bodies.models import Body

DAY = date(2026, 10, 12)
PHONE = "13800002071"
IDENTITY = "11010519491231002X"


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "png")
    return made.getvalue()


PNG = _picture()
_FIGURES = "零一二三四五六七八九十"


def bodies() -> Body:
    """The government, two departments, a street office, and one that takes no applications online; gives the street office."""
    root = _body(slug="government", name="青禾区人民政府", short="区政府", kind="government", mark="青")
    _body(
        slug="housing", name="青禾区住房和城乡建设局", short="区住建局", kind="department", mark="青住建", parent=root
    )
    _body(
        slug="farming",
        name="青禾区农业农村局",
        short="区农业农村局",
        kind="department",
        mark="青农",
        parent=root,
        channels=["in_person"],
        address="青禾区柳泉路9号",
    )
    return _body(
        slug="street",
        name="青石街道办事处",
        short="青石街道",
        kind="street",
        mark="青石",
        parent=root,
        phone="0533-2281001",
        reconsideration_organ="青禾区人民政府",
        court="青禾区人民法院",
    )


def _body(**values: object) -> Body:
    return open_body(values, by=SYSTEM, on=date(2026, 1, 4))


def clerk(body: Body, *roles: str, number: str = "1") -> Actor:
    """Somebody who works there."""
    return Actor(number, f"经办{number}", {body.pk: frozenset(roles or ("clerk", "handler"))})


def case(body: Body, text: str = "2025年道路养护合同", *, phone: str = PHONE, on: date = DAY, way: str = "online"):
    """A case handed in at the counter and registered; case and code."""
    party = Party("natural_person", "周小禾", "resident_id", IDENTITY, phone, "zhou@example.cn", "柳泉路18号")
    given = actions.Intake(body, "in_person", {"submitted": on}, (party,), text, "electronic", way)
    made = actions.submit(given, by=clerk(body), on=on)
    actions.register(made.pk, by=clerk(body), on=on)
    return made, codes.code_of(made.key)


def answer(made: Application, on: date = DAY) -> None:
    """Decided, written, reviewed, signed and sent, with a file."""
    body = made.body
    actions.decide(made.matters.get(), actions.Decision("granted", details={"found": "合同"}), by=clerk(body), on=on)
    actions.draft(made.pk, Paper("reply", "政府信息公开申请答复书", "予以公开。", "周小禾"), by=clerk(body), on=on)
    actions.propose(made.pk, by=clerk(body), on=on)
    actions.approve(made.pk, by=clerk(body, "reviewer", number="2"), on=on)
    actions.add_files(
        made.pk, [Upload("合同.png", PNG, "released"), Upload("底稿.png", PNG, "found")], by=clerk(body), on=on
    )
    actions.reply(made.pk, by=clerk(body, "signer", number="3"), on=on)


def send(made: Application, on: date = DAY) -> None:
    """On its way."""
    actions.deliver(made.pk, actions.Sent("online", on), by=clerk(made.body), on=on)


def publish(made: Application, title: str, question: str, answered: str, on: date = DAY):
    """Shown to everybody."""
    return actions.publish_reply(made.pk, title, question, answered, by=clerk(made.body), on=on)


def text(response) -> str:
    """The page as it was sent."""
    return response.content.decode()


def proof(response) -> dict[str, str]:
    """The work of the form on this page, done."""
    challenge = altcha.Challenge.from_dict(_challenge(response))
    solution = altcha.solve_challenge(challenge)
    return {"altcha": altcha.Payload(challenge, solution).to_base64()}


def _challenge(response) -> dict[str, object]:
    found = re.search(r'data-challenge="([^"]+)"', text(response))
    return json.loads(html.unescape(found[1]))


def summed(response, *, wrong: int = 0) -> dict[str, str]:
    """The sum of the form on this page, answered."""
    page = text(response)
    first, second = re.search(r"(.)加(.)等于多少", page).groups()
    token = re.search(r'name="sum_token" value="([^"]+)"', page)[1]
    return {"sum": str(_FIGURES.index(first) + _FIGURES.index(second) + wrong), "sum_token": token}


PERSON = {"kind": "natural_person", "name": "周小禾", "id_kind": "resident_id", "id_number": IDENTITY}
PAGES = (
    ("body", {"body": "street"}),
    ("people/1", PERSON),
    ("people", {"more": "none"}),
    ("contact", {"phone": "138 0000 2071"}),
    ("content", {"rows": "1", "m0-name": "2025年老旧小区改造施工合同", "m0-number": "", "m0-other": ""}),
    ("delivery", {"form": "electronic", "way": "online"}),
    ("files", {}),
    ("help", {"accessibility": ""}),
)


def fill(client, **changed: dict[str, object]):
    """Every page of the form up to the last, with the answers of some pages changed; gives the page for checking."""
    client.post("/apply/begin/", {"q": ""})
    for page, answers in PAGES:
        response = client.post(f"/apply/{page}/", changed.get(page.replace("/", "_"), answers))
        assert response.status_code == 302, (page, text(response))
    return client.get("/apply/check/")


def look(client, number: str, code: str, tail: str = "2071", **extra: object):
    """Number, code and tail into the form."""
    form = client.get("/progress/", **extra)
    return client.post("/progress/", {"number": number, "code": code, "tail": tail, **proof(form)}, **extra)
