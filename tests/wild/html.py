"""Reports as web pages: Word's own HTML, and pages of content management systems with all that stands around the text."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

import html
import re
from collections.abc import Callable
from random import Random

from tests.wild.characters import encoded
from tests.wild.grids import grid
from tests.wild.printed import Box, Document, Printed, Text
from tests.wild.texts import Rendered

Cell = Callable[[Box], str]


def spans(box: Box) -> str:
    """The attributes of a box that takes more than one place."""
    across = f' colspan="{box.across}"' if box.across > 1 else ""
    return across + (f' rowspan="{box.down}"' if box.down > 1 else "")


def escaped(text: str) -> str:
    """The text as HTML, line breaks as <br/>, no-break spaces by their name."""
    return html.escape(text, quote=False).replace("\n", "<br/>").replace("\xa0", "&nbsp;")


def table_html(table: Printed, cell: Cell, opening: str = "<table>") -> str:
    """A table, each box written by `cell`."""
    rows = "".join(f"<tr>{''.join(cell(box) for box in row)}</tr>\n" for row in grid(table))
    return f"{opening}<tbody>{rows}</tbody></table>\n"


# -- Word -------------------------------------------------------------------------------------------------------------

WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset={charset}"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {{font-family:宋体; panose-1:2 1 6 0 3 1 1 1 1 1;}}
p.MsoNormal {{mso-style-parent:""; margin:0cm; font-size:10.5pt; mso-font-kerning:1.0pt;}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'><div class=WordSection1 style='layout-grid:15.6pt'>
"""
FONT = "style='font-family:宋体;mso-ascii-font-family:\"Times New Roman\";color:black;mso-font-kerning:0pt'"


def _word_runs(text: str) -> str:
    """Chinese and other characters in spans of their own."""
    runs = re.findall(r"[\x20-\x7f]+|[^\x20-\x7f]+", text.replace("\n", "\x0b"))
    written = "".join(f"<span {'lang=EN-US ' if run.isascii() else ''}{FONT}>{escaped(run)}</span>" for run in runs)
    return written.replace("\x0b", "<br>\n") + "<span lang=EN-US><o:p></o:p></span>"


def _word_p(text: str, kind: str = "MsoNormal") -> str:
    body = _word_runs(text) if text else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
    return f"<p class={kind} align=center style='text-align:center;mso-pagination:widow-orphan'>{body}</p>\n"


def _word_td(box: Box) -> str:
    style = "style='width:29.0pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'"
    return f"<td width=38{spans(box).replace(chr(34), '')} valign=top {style}>{_word_p(box.text)}</td>\n"


def as_html_word(document: Document, rng: Random) -> Rendered:
    """What Word saves as a web page: a span for every change of script, o:p, conditional comments, declared as GB2312."""
    charset = rng.choice(("gb2312", "gb2312", "utf-8"))
    parts = [WORD_HEAD.format(charset=charset)]
    opening = "<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-padding-alt:0cm'>"
    for piece in document.pieces:
        if isinstance(piece, Printed):
            parts.append(f"<div align=center>\n{table_html(piece, _word_td, opening)}</div>\n")
        else:
            parts.append(_listed(piece, rng))
    text = "".join([*parts, "</div></body></html>"])
    return text.encode("gb18030" if charset == "gb2312" else "utf-8"), rng.choice(("report.htm", "report.html"))


def _listed(piece: Text, rng: Random) -> str:
    """A paragraph; the number of a heading is sometimes that of a list."""
    if piece.kind == "heading" and piece.text[1:2] == "、" and rng.random() < 0.3:
        number = (
            f"<![if !supportLists]><span style='mso-list:Ignore'>{piece.text[:2]}<span>&nbsp;</span></span><![endif]>"
        )
        return f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>{number}{_word_runs(piece.text[2:])}</p>\n"
    return _word_p(piece.text)


# -- content management systems ---------------------------------------------------------------------------------------

CMS_HEAD = """<!DOCTYPE html><html><head><meta charset="{charset}"/><title>{title}</title>
<meta name="SiteName" content="{body}"/><meta name="ArticleTitle" content="{title}"/><meta name="PubDate" content="{next}-01-22 10:08"/>
<meta name="ColumnName" content="政府信息公开年报"/><script>var _hmt = _hmt || []; var docs = [[1,"2018年政府信息公开工作年度报告",0,0]];</script>
<style>.nav li{{float:left}} td{{border:1px solid #000}}</style></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li>政府信息公开年报</li></ul></div>
<div style="display:none" id="share">分享到 0 0 0</div>
<table width="1000" cellpadding="0"><tr><td width="240"><ul><li>2019年</li><li>2020年</li><li>政府信息公开指南</li></ul></td><td>
<table width="100%"><tr><td><div class="info">索引号：113703/{next}-0{seed} 发布日期：{next}-01-22 浏览次数：<span id="hits">128</span></div></td></tr>
<tr><td><div class="TRS_Editor" id="zoom">
"""
CMS_FOOT = """</div></td></tr></table></td></tr></table><div class="footer">主办单位：{body} 备案号 鲁ICP备05000412号
<script src="/js/count.js"></script><!-- 页面生成时间 {next}-01-22 --></div></body></html>"""


def as_html_cms(document: Document, rng: Random) -> Rendered:
    """A page of a government site: nested layout tables, a column at the side, paragraphs in boxes padded with blanks."""
    charset = rng.choice(("utf-8", "utf-8", "gbk", "gb2312"))
    head, foot = _frame(document, charset)
    parts = [head, *(_cms_piece(piece, rng) for piece in document.pieces), foot]
    return "".join(parts).encode("utf-8" if charset == "utf-8" else "gb18030"), rng.choice(
        ("t20210122_1.html", "art.shtml", "a.jsp")
    )


def _frame(document: Document, charset: str) -> tuple[str, str]:
    truth = document.truth
    title = "".join(text.text for text in document.texts() if text.kind == "title").strip()
    known = {
        "charset": charset,
        "title": html.escape(title),
        "body": truth.body,
        "next": truth.year + 1,
        "seed": truth.seed,
    }
    return CMS_HEAD.format(**known), CMS_FOOT.format(**known)


def _cms_piece(piece: Text | Printed, rng: Random) -> str:
    if isinstance(piece, Printed):
        style = rng.choice(
            ('border="1" cellspacing="0" style="width:100%"', 'class="MsoTableGrid"', 'align="center" border="1"')
        )
        return table_html(piece, lambda box: _cms_td(box, rng), f"<table {style}>")
    if piece.kind == "title":
        return f"<h1 class='title' style='text-align:center'>{escaped(piece.text)}</h1>"
    text = escaped(piece.text)
    form = rng.choice(
        ("<p>　　{}</p>", "<p style='text-indent:2em'>{}</p>", "<div>&nbsp;&nbsp;&nbsp;&nbsp;{}</div>", "　　{}<br>")
    )
    return form.format(f"<strong>{text}</strong>" if piece.kind == "heading" else text) + "\n"


def _cms_td(box: Box, rng: Random) -> str:
    text = escaped(box.text) or rng.choice(("", "&nbsp;", "<br/>"))
    pads = rng.choice(("", "", "&nbsp;", "&nbsp; &nbsp;", "\n\t\t\t"))
    form = rng.choice(
        (
            "{}",
            '<p style="text-align:center">{}</p>',
            '<p align="center"><span style="font-size:14px">{}</span></p>',
            "<div><font face='仿宋_GB2312'>{}</font></div>",
            "<p>{}</p><p>&nbsp;</p>",
        )
    )
    tag = "th" if box.is_label and rng.random() < 0.1 else "td"
    return f'<{tag} nowrap="nowrap"{spans(box)} style="width:38px;">{pads}{form.format(text)}{pads}</{tag}>'


def as_html_plain(document: Document, rng: Random) -> Rendered:
    """The bare article as an editor saves it, without head or declaration."""
    parts = []
    for piece in document.pieces:
        if isinstance(piece, Printed):
            parts.append(table_html(piece, lambda box: f"<td{spans(box)}>{escaped(box.text)}</td>"))
        else:
            parts.append(f"<p>{escaped(piece.text)}</p>\n")
    return encoded("".join(parts), rng), "report.html"


def as_markdown_html(document: Document, rng: Random) -> Rendered:
    """Markdown whose tables are HTML on one line, as some PDF tools write them."""
    parts = []
    for piece in document.pieces:
        if isinstance(piece, Printed):
            table = table_html(piece, lambda box: f"<td{spans(box)}>{escaped(box.text)}</td>")
            parts.append(table.replace("\n", "").replace("<tbody>", "").replace("</tbody>", ""))
        else:
            parts.append(("# " if piece.kind in ("title", "heading") else "") + piece.text)
    return "\n\n".join(parts).encode(), "report.md"
