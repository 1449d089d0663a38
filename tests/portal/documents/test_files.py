"""Files to take: attachments under their own names, and the document as Word, PDF, plain text and data."""

import hashlib
import io
import json
import zipfile

import pytest

from gongkai.documents import actions
from gongkai.vault.admission import Upload
from tests.documents import district

pytestmark = pytest.mark.django_db
FORMED = district.FORMED


@pytest.fixture
def house():
    return district.office()


@pytest.fixture
def document(house):
    return district.document(house, uploads=[Upload("扬尘 台账.txt", "工地扬尘台账".encode(), "annex")])


def address(document, position=None) -> str:
    file = document.publication.files.first() if position is None else None
    return f"/documents/{document.publication.key}/files/{file.position if file else position}/"


def test_a_file_is_saved_under_its_own_name_and_never_opened_here(client, document):
    response = client.get(address(document))

    assert response.status_code == 200
    assert "工地扬尘台账" in response.content.decode()
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%89%AC%E5%B0%98%20")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["ETag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'


def test_a_file_that_the_browser_has_is_not_sent_again(client, document):
    mark = client.get(address(document)).headers["ETag"]

    response = client.get(address(document), headers={"if-none-match": mark})

    assert (response.status_code, response.content) == (304, b"")


def test_the_checksum_on_the_page_is_that_of_the_file(client, document):
    digest = hashlib.sha256(client.get(address(document)).content).hexdigest()

    shown = client.get(f"/documents/{document.publication.key}/").content.decode()

    assert f"SHA-256 {digest}" in shown


def test_every_other_file_is_not_there(client, house, document):
    hidden = district.document(house, "signed", uploads=[Upload("密.txt", "密件".encode(), "annex")])
    gone = district.document(house, uploads=[Upload("撤.txt", "撤件".encode(), "annex")])
    path = address(gone)
    actions.withdraw(gone.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")

    assert client.get(path).status_code == 404
    assert client.get(address(document, position=99)).status_code == 404
    assert client.get(f"/documents/{hidden.key}/files/1/").status_code == 404


def test_plain_text_carries_its_source(client, document):
    response = client.get(f"/documents/{document.publication.key}.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = response.content.decode("utf-8-sig")
    assert document.title in said
    assert f"/documents/{document.publication.key}/" in said


def test_a_word_file_holds_the_text(client, document):
    data = client.get(f"/documents/{document.publication.key}.docx").content

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert "坚持源头治理" in packed.read("word/document.xml").decode()


@pytest.mark.fonts
def test_a_pdf_and_an_interpretation_are_written(client, house, document):
    told = district.interpretation(house, document)

    for each in (document, told):
        assert client.get(f"/documents/{each.publication.key}.pdf").content.startswith(b"%PDF")


def test_the_data_of_a_document(client, house, document):
    told = district.interpretation(house, document)

    record = json.loads(client.get(f"/documents/{document.publication.key}.json").content)

    assert record["index_number"] == document.index_number
    assert record["validity"] == "in_force"
    assert record["text"][2] == {"kind": "heading", "text": "一、总体要求", "level": 1}
    assert record["interpretations"] == [f"http://127.0.0.1:8000/documents/{told.publication.key}/"]
    assert record["files"][0]["url"].endswith(address(document))


def test_other_kinds_are_not_made(client, document):
    assert client.get(f"/documents/{document.publication.key}.exe").status_code == 404
    assert client.get("/documents/nothing.pdf").status_code == 404
    assert client.post(f"/documents/{document.publication.key}/").status_code == 405
