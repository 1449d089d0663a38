"""One report in every encoding that files come in, declared, undeclared or declared wrongly: the same figures."""

import base64
import quopri
import re

import pytest

from gongkai.core.reports import State
from gongkai.reading import Unreadable, read
from gongkai.reading.encodings import decode
from tests.wild.samples import sample

TEXT = sample(5, "text_tabs", ()).data.decode("utf-8-sig")
BODY = re.sub(r"<meta[^>]*>", "", sample(5, "html_plain", ()).data.decode("gb18030"))
UTF16 = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
GB = ("gbk", "gb18030")


def encoded(text: str, encoding: str) -> bytes:
    return UTF16.get(encoding, b"") + text.encode(encoding)


def page(encoding: str, declared: str = "") -> bytes:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return encoded(f"<html><head>{meta}</head><body>{BODY}</body></html>", encoding)


def mail(body: bytes, how: str, declared: str) -> bytes:
    """A page as browsers save it in one file (.mht)."""
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[how](body)
    head = (
        "From: <Saved by Blink>\nSubject: =?utf-8?B?5bm05oql?=\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----b"\n\n------b\n'
        f'Content-Type: text/html; charset="{declared}"\nContent-Transfer-Encoding: {how}\n\n'
    )
    return head.replace("\n", "\r\n").encode() + packed.replace(b"\n", b"\r\n") + b"\r\n------b--\r\n"


def figures(data: bytes, kind: str):
    found = read(data, "报告")
    assert found.kind == kind
    return found.report.body, found.report.year, found.report.cells


@pytest.fixture(scope="module")
def wanted():
    found = figures(TEXT.encode(), "text")
    assert sum(cell.state is State.READ for cell in found[2].values()) == 198
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", *GB, *UTF16])
def test_a_text(encoding, wanted):
    assert figures(encoded(TEXT, encoding), "text") == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", *GB, *UTF16])
def test_a_page_that_declares_nothing(encoding, wanted):
    assert figures(page(encoding), "html") == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", *GB, *UTF16])
@pytest.mark.parametrize(
    "declared", ["utf-8", "UTF8", "gb2312", "GBK", "gb18030", "x-gbk", "iso-8859-1", "us-ascii", "utf-16", "none"]
)
def test_a_page_that_declares_rightly_or_wrongly(encoding, declared, wanted):
    assert figures(page(encoding, declared), "html") == wanted


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("utf-8", "gb2312"), ("gbk", "utf-8"), ("gbk", "iso-8859-1")],
)
def test_a_saved_page(how, encoding, declared, wanted):
    assert figures(mail(page(encoding), how, declared), "html") == wanted


@pytest.mark.parametrize("encoding", UTF16)
def test_a_page_saved_as_unicode(encoding, wanted):
    assert figures(mail(page(encoding), "base64", "unicode"), "html") == wanted


def test_characters_that_gb2312_has_not_are_read_from_a_page_that_declares_it():
    name = "镕街道办事处"
    data = page("gb18030", "gb2312").replace("青河镇人民政府".encode("gb18030"), name.encode("gb18030"))
    data = data.replace("人民路".encode("gb18030"), "㐂䶮路".encode("gb18030"))

    report = read(data, "报告").report

    assert report.body == name
    assert "㐂䶮路90号" in report.texts["preface"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("lost", [1, 2])
def test_a_file_cut_within_a_character_is_read(encoding, lost, wanted):
    data = (TEXT + "完").encode(encoding)[:-lost]

    assert figures(data, "text") == wanted


@pytest.mark.parametrize("declared", ["unicode_escape", "idna", "punycode", "zip", "a\0b", "../x", "𠮷", "x" * 10_000])
def test_a_name_that_is_no_encoding_of_a_page_is_not_looked_up(declared):
    assert decode("公开\\u0041".encode(), declared) == "公开\\u0041"


def test_utf_16_without_its_mark_is_refused_in_words():
    with pytest.raises(Unreadable) as caught:
        read(TEXT.encode("utf-16-le"), "报告.txt")

    assert caught.value.what == "认不出这是什么文件"
