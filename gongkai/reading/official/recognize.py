"""Pages -> Drafted: every field of an official document from its parts and its metadata, and a doubt for each that is not sure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from gongkai.core.documents import index_numbers
from gongkai.core.documents.text import Block, plain
from gongkai.core.law.documents import guess_kind
from gongkai.reading.official import relations, spelling
from gongkai.reading.official.blocks import blocks
from gongkai.reading.official.drafted import Drafted
from gongkai.reading.official.frame import Frame, frame
from gongkai.reading.official.labels import labels
from gongkai.reading.official.pieces import Piece, pieces
from gongkai.reading.official.terms import term
from gongkai.reading.official.web import read_page
from gongkai.reading.pages import Pages

_PRINTED = re.compile(r"(?:此件|本件|公开属性|公开方式|信息公开选项)\s*[:：]?\s*([^（）()，。]{2,16})")
_ATTRIBUTES = (
    ("refused", re.compile(r"不予公开|不公开|不宜公开")),
    ("on_application", re.compile(r"依申请")),
    ("proactive", re.compile(r"主动公开|公开发布|^公开$|全文公开|全部公开")),
)
_BEFORE_ABOUT = re.compile(r"^(.{2,80}?)(?=关于|印发|转发|(?:令|公告|通告)$)")
_NO_DAYS = (date(1970, 1, 1), date(1900, 1, 1))
_KEYWORDS = re.compile(r"^主题词\s*[:：]\s*(.+)$")
_SUMMARY = 150  # characters
_PHRASES = re.compile(r"现(?:将.{0,80})?(?:印发|转发|通知|公布|公告|发)|请.{0,12}(?:贯彻|遵照|执行)|如下")
_LEFT_OUT = frozenset({"printed", "doubts", "confidence", "summary", "printed_attribute"})


@dataclass(slots=True)
class _Case:
    """One file on its way to being recognised."""

    frame: Frame
    printed: Mapping[str, str]
    heading: str = ""
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def doubt(self, name: str, sentence: str) -> None:
        self.doubts.append((name, sentence))


def recognize(pages: Pages, data: bytes) -> Drafted:
    """Every field that can be told."""
    heading = ""
    if pages.kind == "html":
        printed, kept, heading = read_page(data, pages)
    else:
        printed, kept = labels(pieces(pages))
    keywords, kept = _keywords(kept)
    case = _Case(frame(_with_heading(kept, heading)), printed, spelling.tidy(heading))
    drafted = _relations(case, _facts(case, keywords))
    for remark in pages.remarks:
        case.doubt("text", remark)
    drafted = replace(drafted, doubts=tuple(dict.fromkeys(sentence for _, sentence in case.doubts)))
    return replace(drafted, confidence=_confidence(drafted, {name for name, _ in case.doubts}))


def _with_heading(kept: list[Piece], heading: str) -> list[Piece]:
    """The title of the page goes before the text, where the text does not repeat it."""
    wanted = spelling.tidy(heading)
    head = "".join(piece.text for piece in kept[:10])
    return kept if not wanted or wanted in head or "..." in wanted else [Piece(wanted, wanted), *kept]


def _keywords(kept: Sequence[Piece]) -> tuple[str, list[Piece]]:
    found = next((match[1] for piece in kept if (match := _KEYWORDS.match(piece.raw.strip()))), "")
    return " ".join(found.split()), [piece for piece in kept if not _KEYWORDS.match(piece.raw.strip())]


def _facts(case: _Case, keywords: str) -> Drafted:
    parts = case.frame
    title = _title(case)
    is_interpretation = relations.is_interpretation(title)
    issuer, others = _issuers(case, title, is_interpretation=is_interpretation)
    attribute, said = _attribute(case)
    return Drafted(
        title=title,
        document_number=_number(case, is_interpretation=is_interpretation),
        issuer=issuer,
        joint_issuers=others,
        formed_on=_formed_on(case, is_interpretation=is_interpretation),
        printed_on=parts.printed_on,
        published_on=_day(case, "发布日期", "published_on"),
        kind=guess_kind(title),
        addressee=parts.addressee,
        copies=parts.copies,
        text=blocks(parts, is_interpretation=is_interpretation),
        annexes=tuple(parts.annexes),
        attribute=attribute,
        printed_attribute=said,
        repealed_on=_day(case, "废止日期", "repealed_on"),
        index_number=_index_number(case),
        theme=case.printed.get("主题分类", ""),
        keywords=case.printed.get("主题词", "") or keywords,
        printed=dict(case.printed),
    )


def _title(case: _Case) -> str:
    parts, labelled = case.frame, _bare(case.printed.get("标题", ""))
    title = parts.title or labelled or case.heading
    if not title:
        case.doubt("title", "没有找到标题，请填写")
    elif labelled and _bare(parts.title) not in ("", labelled):
        title = case.printed["标题"]
        case.doubt("title", f"信息表里的标题与正文的标题“{parts.title}”不一样，取了信息表里的，请核对")
    elif not parts.title_is_sure and labelled != _bare(title):
        case.doubt("title", f"标题“{title}”不是公文标题常见的写法，可能不完整，请核对")
    return title if title == parts.title else spelling.tidy(title)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _number(case: _Case, *, is_interpretation: bool) -> str:
    found, labelled = case.frame.number, case.printed.get("发文字号", "")
    if case.frame.is_secret:
        case.doubt("attribute", "文件印有密级，涉密文件不得在这里处理，请立即停止并按保密规定办理")
    spelled = spelling.whole_number(labelled)
    if labelled and not spelled and labelled not in ("无", "—", "-", "/", "暂无"):
        what = "是空的" if spelling.is_hollow_number(labelled) else "认不出"
        case.doubt("document_number", f"信息表里的发文字号“{labelled}”{what}，请对照原件填写")
    if found and spelled and found != spelled:
        case.doubt("document_number", f"文件上的发文字号“{found}”与信息表里的“{spelled}”不一样，请核对")
        return found
    if case.frame.is_hollow:
        case.doubt("document_number", "文件上的发文字号是空的，请填写")
    if not (found or spelled or case.doubts or is_interpretation):
        case.doubt("document_number", "没有找到发文字号；没有编号的文件不用填")
    return found or spelled


def _issuers(case: _Case, title: str, *, is_interpretation: bool) -> tuple[str, tuple[str, ...]]:
    parts = case.frame
    labelled = spelling.organs(case.printed.get("发文机关", "").replace("、", "  ").replace(",", "  "))
    signed = tuple(dict.fromkeys(parts.signers))
    sources = [each for each in (signed, parts.red_organs, labelled) if each]
    prefix = _organs_of_title(title)
    if not sources and not prefix:
        if not is_interpretation or case.printed:
            case.doubt("issuer", "没有找到发文机关（署名、发文机关标志都没有），请填写")
        return "", ()
    best = sources[0] if sources else prefix
    for other in (*sources[1:], *([prefix] if prefix and sources else [])):
        if not _agree(best, other):
            case.doubt("issuer", f"发文机关在文件里不一致：“{'、'.join(best)}”和“{'、'.join(other)}”，请核对")
            break
    if len(best) == 1 and sources and _is_short(best[0]):
        longer = next((each[0] for each in sources[1:] if len(each[0]) > len(best[0])), best[0])
        best = (longer,)
    return best[0], tuple(best[1:])


def _organs_of_title(title: str) -> tuple[str, ...]:
    found = _BEFORE_ABOUT.match(title)
    return spelling.organs(found[1]) if found else ()


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same organs, one perhaps by short names or only the leading one."""
    if len(other) == 1 and len(one) > 1:
        return any(_same(each, other[0]) for each in one) or other[0].endswith("等部门")
    return len(one) == len(other) and all(any(_same(a, b) for b in other) for a in one)


def _same(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _is_short(name: str) -> bool:
    return name[0] in "省市区县镇乡" or len(name) <= 4


def _formed_on(case: _Case, *, is_interpretation: bool) -> date | None:
    parts, labelled = case.frame, _day(case, "成文日期", "formed_on")
    day = parts.formed_on or labelled
    if parts.formed_on and labelled and parts.formed_on != labelled:
        case.doubt("formed_on", f"署名下的成文日期是{parts.formed_on}，信息表里是{labelled}，取了署名下的，请核对")
    if parts.formed_on and parts.other_days:
        days = "、".join(map(str, parts.other_days))
        case.doubt("formed_on", f"单独成行的日期不止一个（还有{days}），成文日期请核对")
    if parts.formed_on and not parts.signers and not labelled:
        case.doubt("formed_on", f"{parts.formed_on}单独成行，但没有署名，是不是成文日期请核对")
    if parts.has_bad_day:
        case.doubt("formed_on", "成文日期写的不是日历上有的日子，请对照原件填写")
    if day is None and parts.under_title:
        case.doubt("formed_on", f"标题下印着{parts.under_title}，取作成文日期，请核对")
        return parts.under_title
    if day is None and not is_interpretation:
        case.doubt("formed_on", "没有找到成文日期，请填写")
    if day and parts.printed_on and day > parts.printed_on:
        case.doubt("formed_on", f"成文日期{day}晚于印发日期{parts.printed_on}，请核对")
    return day


def _day(case: _Case, label: str, name: str) -> date | None:
    """A day of the table of metadata; empty days that systems print as an epoch are none."""
    printed = case.printed.get(label, "")
    if not _bare(printed).strip("-—/无") or _bare(printed) in ("None", "null", "长期有效", "长期"):
        return None
    day = spelling.whole_day(printed)
    if day is None or day in _NO_DAYS:
        what = "是系统的空值，不是真的日期" if day else "看不懂"
        case.doubt(name, f"信息表里的{label}“{printed}”{what}，没有填，请核对")
        return None
    return day


def _attribute(case: _Case) -> tuple[str, str]:
    notes = [note.strip("（）()") for note in case.frame.notes]
    labelled = case.printed.get("公开属性", "")
    printed = next((note for note in notes if "公开" in note or "发至" in note), "") or labelled
    found = {key for text in (*notes, labelled) if (key := _attribute_of(text))}
    if len(found) > 1:
        case.doubt("attribute", "文件里印着不止一种公开属性，没有填，请核对")
        return "", printed
    if printed and not found:
        case.doubt("attribute", f"文件印着“{printed}”，不能对应到主动公开、依申请公开、不予公开，请选择")
    elif not found:
        case.doubt("attribute", "文件没有印公开属性，请选择")
    return next(iter(found), ""), printed


def _attribute_of(text: str) -> str:
    if "删减" in text or "部分" in text:
        return ""
    said = _PRINTED.search(text)
    words = said[1] if said else text
    return next((key for key, shape in _ATTRIBUTES if shape.search(words)), "") if "公开" in words else ""


def _index_number(case: _Case) -> str:
    printed = case.printed.get("索引号", "")
    if printed and (fault := index_numbers.read(printed)[1]):
        case.doubt("index_number", f"{fault}；原样保留，请核对")
    return printed


# ── from the text ───────────────────────────────────────────────────────────────────────────────────────────────────


def _relations(case: _Case, drafted: Drafted) -> Drafted:
    text = plain(block for block in drafted.text if block.kind not in ("signature", "annexes"))
    found = term(text, printed_on=drafted.printed_on)
    case.doubts.extend(found.doubts)
    interprets = relations.interpreted(drafted.title, text)
    if relations.is_interpretation(drafted.title) and interprets is None:
        case.doubt("interprets", "标题里没有写明解读的是哪份文件，请选择")
    is_interpretation = relations.is_interpretation(drafted.title)
    return replace(
        drafted,
        effective_from=_either(case, found.effective_from, "施行日期", "effective_from"),
        expires_on=_either(case, found.expires_on, "失效日期", "expires_on"),
        repeals=() if is_interpretation else relations.repealed(text),
        amends=() if is_interpretation else relations.amended(text, title=drafted.title),
        cites=relations.citations(text, own=drafted.title),
        interprets=interprets,
        summary=case.printed.get("内容概述", "") or _summary(drafted.text),
    )


def _either(case: _Case, found: date | None, label: str, name: str) -> date | None:
    labelled = _day(case, label, name)
    if found and labelled and found != labelled:
        case.doubt(name, f"正文里的{label}是{found}，信息表里是{labelled}，取了正文的，请核对")
    return found or labelled


def _summary(text: Iterable[Block]) -> str:
    """The first sentences that say what it is about, as they stand; only a proposal."""
    paragraphs = [block.text for block in text if block.kind in ("paragraph", "answer")]
    taken = ""
    for sentence in re.findall(r"[^。！？]+[。！？]", "".join(paragraphs[:3])):
        if _PHRASES.search(sentence):
            continue
        if len(taken) + len(sentence) > _SUMMARY:
            break
        taken += sentence
    return taken


def _names() -> list[str]:
    return [each.name for each in fields(Drafted) if each.name not in _LEFT_OUT]


def _confidence(drafted: Drafted, doubtful: set[str]) -> dict[str, str]:
    levels = {name: "sure" if getattr(drafted, name) else "unknown" for name in _names()}
    levels |= dict.fromkeys(doubtful, "doubtful")
    levels["summary"] = "unknown" if not drafted.summary else "sure" if drafted.printed.get("内容概述") else "proposed"
    return levels
