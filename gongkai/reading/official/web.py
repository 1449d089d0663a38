"""Pages of government sites: the document itself, without navigation, and the table of metadata above it."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.reading.encodings import decode
from gongkai.reading.official.labels import labels
from gongkai.reading.official.pieces import Piece, pieces
from gongkai.reading.pages import Pages
from gongkai.reading.readers import html

_MAIN = (
    "#UCAP-CONTENT", ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", "#zoom", "#zoomcon", ".pages_content", ".article-content",
    "#article-content", ".article_content", ".articleContent", "#articleContent", ".news_content", ".view-content", ".xxgk-content",
    "#vsb_content", ".v_news_content", ".zw_content", ".conTxt", "#content_body", ".article-body", ".ql-editor", "article", "main",
    "#content", ".content", "#con", ".con",
)  # fmt: skip
_FURNITURE = "nav,header,footer,aside,script,style,form,button,noscript,iframe"
_NAVIGATION = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumb|crumb|footer|foot|header|share|sidebar|side|copyright|friendlink|location|position|"
    r"related|relevant|toolbar|pager|print|prev|next|search|banner|logo|qrcode)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WORDS = 30  # characters that a main part has at least
_TOOLS = re.compile(
    r"^(?:打印|关闭|收藏|分享|字号|字体|大|中|小|【.{1,8}】|\[.{1,8}\]|下载\w*|当前位置.*|您(?:现在)?的位置.*|首页.*[>》›].*|"
    r"浏览(?:次数|量)?.*|点击(?:数|量|次数)?.*|来源[:：].*|作者[:：].*|责任编辑.*|上一篇.*|下一篇.*|扫一扫.*|相关(?:文档|稿件|解读|链接|阅读).*|"
    r"字号[:：].*|分享到.*|打印本页|关闭窗口|\|)$"
)


def read_page(data: bytes, whole: Pages) -> tuple[dict[str, str], list[Piece], str]:
    """The metadata, the lines of the document, and the title that the page names in its description."""
    printed, rest = labels([each for each in pieces(whole) if not _is_tool(each)])
    if html.is_mail(data):
        return printed, rest, whole.title
    parser = LexborHTMLParser(decode(data, _charset(data)))
    main = _main(parser)
    heading = _heading(parser)
    if main is None:
        return printed, rest, heading or whole.title
    page = html.pages(f'<html><head><meta charset="utf-8"></head><body>{main}</body></html>'.encode())
    within, kept = labels([each for each in pieces(page) if not _is_tool(each)])
    return {**within, **{name: value for name, value in printed.items() if value}}, kept, heading or whole.title


def _is_tool(piece: Piece) -> bool:
    return not piece.rows and bool(_TOOLS.match(piece.text))


def _charset(data: bytes) -> str:
    found = re.search(rb"""charset\s*=\s*["']?([\w-]+)""", data[:4096], re.IGNORECASE)
    return found[1].decode("ascii", "replace") if found else ""


def _heading(parser: LexborHTMLParser) -> str:
    for node in parser.css("meta"):
        if (node.attributes.get("name") or "").lower() == "articletitle":
            return (node.attributes.get("content") or "").strip()
    headings = [text for node in parser.css("h1") if (text := " ".join(node.text().split()))]
    return headings[0] if len(headings) == 1 else ""


def _main(parser: LexborHTMLParser) -> str | None:
    """The part that holds the document: by the names that sites give it, else where the paragraphs are."""
    if parser.body is None:
        return None
    for node in parser.css(_FURNITURE):
        node.decompose()
    for node in [each for each in parser.css("div,ul,section,p,span,table") if _is_navigation(each)]:
        if len(node.text()) < 2_000:
            node.decompose()
    for selector in _MAIN:
        nodes = [node for node in parser.css(selector) if len(node.text().strip()) >= _WORDS]
        if len(nodes) == 1:
            return nodes[0].html
    return _densest(parser.body)


def _is_navigation(node: LexborNode) -> bool:
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_NAVIGATION.search(named))


def _densest(body: LexborNode) -> str | None:
    """The deepest part that still holds nine tenths of the text outside of links."""
    node, total = body, _prose(body)
    while total:
        inner = next((child for child in node.iter() if _prose(child) >= 0.9 * total), None)
        if inner is None or inner.tag in ("p", "table", "span", "tbody"):
            break
        node = inner
    return node.html


def _prose(node: LexborNode) -> int:
    return len(node.text().strip()) - sum(len(link.text().strip()) for link in node.css("a"))
