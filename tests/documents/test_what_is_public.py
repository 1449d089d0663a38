"""The matrix of privacy: whatever stands in the house at any stage of its life is nowhere at the public's doors."""

import io
import re
import zipfile
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.test import Client

from gongkai.core.documents.attributes import Attribute
from gongkai.core.documents.text import Block
from gongkai.documents import actions
from gongkai.documents.models import Document, Publication
from gongkai.vault.admission import Upload
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db
LINK = re.compile(r"""(?:href|src|action)=["']([^"'#]+)|<loc>([^<]+)</loc>|"url":\s*"([^"]+)\"""")
STARTS = (
    "/",
    "/sitemap.xml",
    "/robots.txt",
    "/opensearch.xml",
    "/search/",
    "/library/",
    "/interpretations/",
    "/gazette/",
    "/guides/",
    "/bodies/",
    "/catalogue/",
    "/places/",
    "/data/",
    "/data/datapackage.json",
    "/data/documents.csv",
    "/data/documents.json",
    "/data/documents.parquet",
    "/api/v1/openapi.json",
    "/api/v1/documents",
    "/api/v1/search?q=秘",
    "/api/v1/interpretations",
    "/api/v1/columns",
    "/api/v1/bodies",
)
MOST_PAGES = 600


@dataclass(frozen=True)
class Planted:
    """A document with words that stand nowhere else: in its title, its text, the name and the content of its file."""

    document: Document
    words: tuple[str, ...]


def plant(of, stage, mark, **changes) -> Planted:
    words = (f"密题{mark}", f"密文{mark}", f"密名{mark}", f"密件{mark}")
    document = district.document(
        of,
        stage,
        title=f"关于{words[0]}的通知",
        text=(Block("paragraph", f"正文里有{words[1]}。"),),
        uploads=[Upload(f"{words[2]}.txt", f"附件里有{words[3]}".encode(), "annex")],
        **changes,
    )
    return Planted(document, words)


@pytest.fixture
def house():
    return district.office()


@pytest.fixture
def hidden(house) -> dict[str, Planted]:
    """One document at each stage of the house, and one of everything that was public once."""
    refused = Attribute("refused", "process_information", "讨论稿")
    found = {
        stage: plant(house, stage, letter) for stage, letter in zip(district.STAGES[:-1], "甲乙丙丁戊", strict=True)
    }
    found["held"] = plant(house, "held", "己", attribute=refused)
    found["refused"] = plant(house, "signed", "庚", attribute=refused)
    found["withdrawn"] = plant(house, "published", "辛")
    actions.withdraw(found["withdrawn"].document.pk, by=house.clerk, on=FORMED, reason="内容有误，核实以后重新发布")
    found["discarded"] = plant(house, "draft", "壬")
    actions.discard(found["discarded"].document.pk, by=house.clerk, on=FORMED)
    open_one = district.document(house, title="公开的通知")
    told = plant(
        house, "signed", "癸", genre="interpretation", form="text", interprets=open_one.pk, column="interpretations"
    )
    found["interpretation"] = told
    return found


def crawl(client: Client) -> dict[str, str]:
    """Every address that can be reached from the starts, with what it answers, files opened."""
    seen: dict[str, str] = {}
    waiting = list(STARTS)
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        response = client.get(address, follow=True)
        seen[address] = said(response)
        for groups in LINK.findall(seen[address]):
            link = urljoin(address, unescape(next(filter(None, groups))))
            parts = urlsplit(link)
            if parts.netloc in {"", "testserver", "127.0.0.1:8000"} and not parts.path.startswith(
                ("/desk", "/accounts", "/static")
            ):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return seen


def said(response) -> str:
    """What an answer says: headers, body, and the parts of a file that is an archive."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    texts = [str(response.headers), data.decode("utf-8", "replace")]
    if data[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(data))
        texts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return "\n".join(texts)


def test_nothing_of_the_house_stands_at_any_public_address(client, house, hidden):
    district.publication(house, title="青禾公开的控制文本")

    pages = crawl(client)

    assert len(pages) > len(STARTS)
    assert any("青禾公开的控制文本" in page for page in pages.values())
    leaks = {
        (stage, word, address)
        for address, page in pages.items()
        for stage, planted in hidden.items()
        for word in planted.words
        if word in page
    }
    assert leaks == set()


def test_no_search_and_no_guessed_address_finds_it(client, house, hidden):
    for stage, planted in hidden.items():
        number, key = planted.document.pk, planted.document.index_number or f"x-{planted.document.pk}"
        guessed = [
            *(f"/search/?q={quote(word)}" for word in planted.words),
            *(f"/api/v1/search?q={quote(word)}" for word in planted.words),
            *(f"/search/suggest/?q={quote(word)}" for word in planted.words),
            f"/documents/{number}/",
            f"/documents/{key.replace('/', '-')}/",
            f"/documents/{key.replace('/', '-')}/files/1/",
            f"/documents/{key.replace('/', '-')}.pdf",
            f"/documents/{key.replace('/', '-')}.txt",
            f"/documents/{key.replace('/', '-')}.json",
            f"/api/v1/documents/{key.replace('/', '-')}",
        ]
        for address in guessed:
            asked = re.sub(r"密[题文名件].", "", unescape(quote(address)))
            answer = said(client.get(address))
            found = [word for word in planted.words if answer.count(word) > echoed(address, answer, word)]
            assert found == [], (stage, asked, found)


def echoed(address: str, answer: str, word: str) -> int:
    """A search page may repeat what was typed into it, and nothing else."""
    if quote(word) not in address:
        return 0
    repeats = re.findall(rf'value="{word}"|“{word}”|>{word}</mark>|"{word}"|{word}', answer)
    return len(repeats) if f"关于{word}" not in answer and f"正文里有{word}" not in answer else 0


def test_the_public_list_is_exactly_what_is_published(client, house, hidden):
    for _ in range(3):
        district.publication(house)
    shown = set(Publication.objects.filter(withdrawn_on=None).values_list("key", flat=True))

    parts = re.findall(r"<loc>[^<]*?(/sitemap[^<]+)</loc>", said(client.get("/sitemap.xml")))
    listed = {key for part in parts for key in re.findall(r"/documents/([A-Z0-9-]+)/<", said(client.get(part)))}

    assert listed == shown
