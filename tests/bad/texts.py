"""Hostile and broken texts and web pages: depth, width, length, encodings, bait for patterns and for whoever cuts digits."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

from collections.abc import Callable

from tests.bad.archives import EITHER, MEGA, UNREADABLE, Bad
from tests.wild import samples as wild

TITLE = "云县自然资源局2021年政府信息公开工作年度报告\n"
NEW = "一、本年新收政府信息公开申请数量"
OLD = "二、上年结转政府信息公开申请数量"


def _html(body: str) -> bytes:
    return f"<html><meta charset=utf-8><body>{TITLE}{body}</body></html>".encode()


def _cells(count: int) -> str:
    return f"<tr>{'<td>0</td>' * count}</tr>"


def _part(layout: str, start: str, end: str) -> str:
    """A piece of a report in order, from one word to another."""
    text = wild.sample(3, layout, ()).data.decode("utf-8-sig", "replace")
    return text[text.find(start) : text.find(end)]


def _tables(count: int) -> bytes:
    report = wild.sample(3, "markdown_html", ()).data.decode()
    return _html(report * count)


def _repeated(text: str, count: int) -> bytes:
    return (TITLE + text * count).encode()


def _digits(run: str, rows: int = 30) -> bytes:
    """Table three without separators: every row a run of digits that can be cut in very many ways."""
    labels = "".join(f"（三）不予公开{number}.属于国家秘密{run}" for number in range(rows))
    return (TITLE + f"三、收到和处理政府信息公开申请情况{NEW}{run}{OLD}{run}{labels}（七）总计{run}").encode()


def _remedies(run: str) -> bytes:
    heads = (
        "行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉"
        + "结果维持结果纠正其他结果尚未审结总计" * 2
    )
    return (TITLE + f"四、政府信息公开行政复议、行政诉讼情况{heads}{run}五、存在的主要问题").encode()


def _mail(depth: int) -> bytes:
    head = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b{}\n\n--b{}\n"
    return "".join(head.format(i, i) for i in range(depth)).encode() + b"Content-Type: text/plain\n\n0\n"


BUILDS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.txt", lambda: b"", UNREADABLE),
    "one_byte": ("a.docx", lambda: b"0", UNREADABLE),
    "blanks": ("a.txt", lambda: b" \r\n\t" * 1000, UNREADABLE),
    "null_bytes": ("a.txt", lambda: bytes(MEGA), UNREADABLE),
    "null_bytes_in_report": ("a.txt", lambda: wild.sample(5, "text_tabs", ()).data.replace(b"\t", b"\0"), EITHER),
    "random_bytes": ("a.txt", lambda: bytes((i * i * 31 + i * 7) % 256 for i in range(MEGA)), UNREADABLE),
    "html_nested_div": ("a.html", lambda: _html("<div>" * 500_000 + "规章 0 0 0" + "</div>" * 500_000), EITHER),
    "html_nested_span": ("a.html", lambda: _html("<b><i><span>" * 100_000 + "0"), EITHER),
    "html_nested_table": ("a.html", lambda: _html("<table><tr><td>" * 20_000 + "0"), EITHER),
    "html_colspan": ("a.html", lambda: _html(f"<table>{'<tr><td colspan=1000000000>规章</td><td rowspan=1000000000>0</td></tr>' * 9}</table>"), EITHER),
    "html_colspan_odd": ("a.html", lambda: _html("<table><tr><td colspan=-3 rowspan='二'>规章</td><td colspan=1e9 rowspan=99999999999999999999>0</td></tr></table>"), EITHER),
    "html_spans_cross": ("a.html", lambda: _html(f"<table>{'<tr><td rowspan=65534 colspan=1000>0</td></tr>' * 2000}</table>"), EITHER),
    "html_million_cells": ("a.html", lambda: _html(f"<table>{_cells(1_000_000)}</table>"), EITHER),
    "html_200000_rows": ("a.html", lambda: _html(f"<table>{_cells(3) * 200_000}</table>"), EITHER),
    "html_400_reports": ("a.html", lambda: _tables(400), EITHER),
    "html_20000_tables": ("a.html", lambda: _html(f"<table>{_cells(4)}</table>" * 20_000), EITHER),
    "html_open_comments": ("a.html", lambda: _html("<!--" * MEGA), EITHER),
    "html_open_tags": ("a.html", lambda: _html("<" * MEGA), EITHER),
    "html_long_attribute": ("a.html", lambda: _html(f"<td title='{'0' * 9 * MEGA}'>0"), EITHER),
    "html_many_attributes": ("a.html", lambda: _html(f"<td {' '.join(f'a{i}=0' for i in range(300_000))}>0"), EITHER),
    "html_characters": ("a.html", lambda: _html("&#xD800;&#x110000;&#0;&#99999999999999;&bogus;" * 10_000), EITHER),
    "html_other_charset": ("a.html", lambda: b"<meta charset=utf-7>+ADw-script+AD4-" * 10_000, EITHER),
    "html_entities": ("a.html", lambda: b'<!DOCTYPE html [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>&a;', EITHER),
    "svg_script": ("a.html", lambda: b"<svg onload=alert(1)><script>alert(2)</script><text>0</text></svg>", EITHER),
    "text_one_line_5mb": ("a.txt", lambda: _repeated("0", 5 * MEGA), EITHER),
    "text_one_line_words": ("a.txt", lambda: _repeated("规章 0 行政处罚 12 ", 200_000), EITHER),
    "text_million_lines": ("a.txt", lambda: _repeated("0\n", MEGA), EITHER),
    "text_million_empty_lines": ("a.txt", lambda: _repeated("\n", MEGA), EITHER),
    "text_100mb": ("a.txt", lambda: b"0 " * 50 * MEGA, EITHER),
    "text_50kb_letter": ("a.txt", lambda: _repeated("年", 50_000), EITHER),
    "text_50kb_digits": ("a.txt", lambda: _repeated("1", 50_000), EITHER),
    "text_50kb_blanks": ("a.txt", lambda: _repeated(" ", 50_000) + b"0", EITHER),
    "text_50kb_wide_blanks": ("a.txt", lambda: _repeated("\u3000\xa0", 50_000) + b"0", EITHER),
    "text_50kb_brackets": ("a.txt", lambda: _repeated("（", 50_000), EITHER),
    "text_50kb_ordinals": ("a.txt", lambda: _repeated("1.", 50_000), EITHER),
    "text_50kb_commas": ("a.txt", lambda: _repeated("1,", 50_000), EITHER),
    "text_50kb_parts": ("a.txt", lambda: _repeated("1件、", 50_000), EITHER),
    "text_50kb_numbers": ("a.txt", lambda: _repeated("一百", 50_000), EITHER),
    "text_50kb_titles": ("a.txt", lambda: _repeated("2021年政府信息公开工作年度报告", 3_000), EITHER),
    "text_50kb_years": ("a.txt", lambda: _repeated("2021年", 12_000), EITHER),
    "text_50kb_tabs": ("a.txt", lambda: _repeated("\t", 50_000), EITHER),
    "text_labels": ("a.txt", lambda: _repeated("1.属于国家秘密\n", 50_000), EITHER),
    "text_new_labels": ("a.txt", lambda: _repeated(NEW + " 1 0 0 0 0 0 1\n", 20_000), EITHER),
    "text_near_labels": ("a.txt", lambda: _repeated("属于国家机密的其他法律行政法规禁止公开的信访举报投诉类申请\n", 20_000), EITHER),
    "text_headings": ("a.txt", lambda: _repeated("一、总体情况\n二、主动公开政府信息情况\n", 20_000), EITHER),
    "cuts_of_ones": ("a.txt", lambda: _digits("1" * 40), EITHER),
    "cuts_of_noughts": ("a.txt", lambda: _digits("0" * 5000), EITHER),
    "cuts_of_many": ("a.txt", lambda: _digits("1234567890" * 100), EITHER),
    "cuts_with_blanks": ("a.txt", lambda: _digits("1 " * 300), EITHER),
    "cuts_of_remedies": ("a.txt", lambda: _remedies("1" * 45), EITHER),
    "cuts_of_remedies_long": ("a.txt", lambda: _remedies("12" * 5000), EITHER),
    "cuts_of_decimals": ("a.txt", lambda: _digits("1.1" * 200), EITHER),
    "utf_16_alone": ("a.txt", lambda: "政府信息公开".encode("utf-16-le") + b"\x00\xd8\x41\x00" * 9999, EITHER),
    "utf_16_odd": ("a.txt", lambda: b"\xff\xfe" + TITLE.encode("utf-16-le") + b"\x00\xd8\x00", EITHER),
    "utf_32": ("a.txt", lambda: TITLE.encode("utf-32"), EITHER),
    "surrogates_in_utf_8": ("a.txt", lambda: TITLE.encode() + b"\xed\xa0\x80\xed\xb0\x80" * 99, EITHER),
    "twice_encoded": ("a.txt", lambda: wild.sample(5, "lines_bare", ()).data.decode("utf-8", "replace").encode("gb18030", "replace").decode("latin-1").encode(), EITHER),
    "markdown_bars": ("a.md", lambda: _repeated("|", MEGA), EITHER),
    "markdown_wide": ("a.md", lambda: _repeated("| 0 " * 100_000 + "|\n" + "|---" * 100_000 + "|\n", 2), EITHER),
    "markdown_rows": ("a.md", lambda: _repeated("| 规章 | 0 | 0 | 0 |\n", 50_000), EITHER),
    "csv_wide": ("a.csv", lambda: _repeated("规章" + ",0" * MEGA + "\n", 1), EITHER),
    "csv_open_quote": ("a.csv", lambda: _repeated('"0,\n', 200_000), EITHER),
    "csv_formula": ("a.csv", lambda: _repeated("=cmd|'/c calc'!A1,+1,-1,@x\n", 99), EITHER),
    "json_nested": ("a.json", lambda: b"[" * MEGA, UNREADABLE),
    "json_number": ("a.json", lambda: b'{"year": ' + b"9" * 2 * MEGA + b"}", UNREADABLE),
    "mail_without_html": ("a.eml", lambda: b"From: a@b.cn\nSubject: x\n\nhello\n", UNREADABLE),
    "mail_nested": ("a.mht", lambda: _mail(3000), EITHER),
    "mail_not_base64": ("a.mht", lambda: b"MIME-Version: 1.0\nContent-Type: text/html; charset=x-none\nContent-Transfer-Encoding: base64\n\n" + b"\xff!" * 5000, EITHER),
    "rtf": ("a.rtf", lambda: rb"{\rtf1\ansi\ansicpg936 \'b9\'e6\'d5\'c2 0 0 0}", EITHER),
    "rtf_nested": ("a.rtf", lambda: rb"{\rtf1 " + b"{" * 300_000, EITHER),
    "rtf_as_doc": ("a.doc", lambda: rb"{\rtf1\ansi " + rb"\u24180?" * 20_000 + b"}", EITHER),
    "xml_laughs": ("a.xml", lambda: b'<!DOCTYPE a [<!ENTITY a "0123456789"><!ENTITY b "' + b"&a;" * 5000 + b'">]><a>' + b"&b;" * 5000 + b"</a>", EITHER),
}  # fmt: skip

FILES: dict[str, Bad] = dict(BUILDS)
