"""Whatever goes wrong there is a page in Chinese that says what to do, and nothing of the request in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.portal import uploads, views
from tests.portal import files
from tests.portal.test_check import CHECK, text


@pytest.mark.django_db
def test_a_page_that_is_not_there(client):
    response = client.get("/没有/<script>alert(1)</script>")

    assert response.status_code == 404
    assert "没有这个页面" in text(response)
    assert "alert(1)" not in text(response)


def test_a_form_without_its_protection_is_refused():
    client = Client(enforce_csrf_checks=True)

    response = client.post(CHECK, {"report": files.upload(files.whole())})

    assert response.status_code == 403
    assert "表单没有送到" in text(response)


def test_a_form_with_its_protection_is_taken():
    client = Client(enforce_csrf_checks=True)
    page = text(client.get(CHECK))
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    response = client.post(CHECK, {"csrfmiddlewaretoken": token, "report": files.upload(files.whole())})

    assert "青禾区教育局2024年" in text(response)


def test_too_many_files(client):
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(uploads.MOST_FILES + 1)]

    response = client.post(CHECK, {"report": many})

    assert response.status_code == 413
    assert "文件多于 20 个。一次最多 20 个文件，每个不超过 30 MB，合计不超过 100 MB。" in text(response)


def test_as_many_files_as_allowed(client):
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(uploads.MOST_FILES)]

    response = client.post(CHECK, {"report": many})

    assert response.status_code == 200


def test_a_file_that_is_too_big(client):
    big = SimpleUploadedFile("大.pdf", bytes(uploads.MOST_BYTES_A_FILE + 1))

    for address in (CHECK, reverse("check-one")):
        big.seek(0)
        response = client.post(address, {"report": big})
        assert response.status_code == 413
        said = text(response) if address == CHECK else response.json()["problems"][0]
        assert "有一个文件超过 30 MB" in said


def test_files_that_are_too_big_together(client, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000_000)
    both = [SimpleUploadedFile(f"{n}.txt", bytes(600_000)) for n in range(2)]

    response = client.post(CHECK, {"report": both})

    assert response.status_code == 413
    assert "这些文件合计超过 1 MB" in text(response)


def test_far_too_many_files_and_too_much_text(client):
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(300)]

    assert client.post(CHECK, {"report": many}).status_code == 413
    assert client.post(CHECK, {"token": "x" * 9_000_000}).status_code == 413
    assert client.post(CHECK, {f"f{n}": "" for n in range(5_001)}).status_code == 400


def test_an_upload_that_breaks_off(client):
    response = client.post(CHECK, b"--x\r\nContent-Disp", content_type="multipart/form-data; boundary=x")

    assert response.status_code == 200  # nothing came in: the page asks for a file
    assert "还没有选文件" in text(response)


def test_a_fault_of_ours_is_a_page_without_details(client, monkeypatch):
    def fail():
        raise RuntimeError("秘密")

    monkeypatch.setattr(views.examples, "listed", fail)
    client.raise_request_exception = False

    response = client.get(CHECK)

    assert response.status_code == 500
    assert "程序出错了" in text(response)
    assert "秘密" not in text(response)


@pytest.mark.parametrize(
    "payload",
    ["<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "{{7*7}}", "{% debug %}", "\x00\x1b[31m"],
)
def test_hostile_names_texts_and_fields_come_out_as_text(client, payload):
    report = files.whole()
    report = files.replace(
        report, body=f"青禾区{payload}局", texts={part: text + payload for part, text in report.texts.items()}
    )

    hostile = files.upload(report, "json", name=payload)
    page = text(client.post(CHECK, {"report": [hostile, SimpleUploadedFile(payload + ".rtf", b"{\\rtf1 x}")]}))

    for raw in ("<script>alert", "<img src=x", "49局", "\x1b"):
        assert raw not in page
    again = client.post(
        CHECK, {"token": page.split('name="token" value="')[1].split('"')[0], "1." + files.TOTAL: payload}
    )
    assert "<script>alert" not in text(again)
    assert "<img src=x" not in text(again)
