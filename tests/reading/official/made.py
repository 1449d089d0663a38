"""Made-up official documents with the truth of every field, and the files that offices and sites make of them."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from docx import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from gongkai.reading.official import Citation

ORGANS = {
    "青禾区人民政府": "青政发",
    "青禾区人民政府办公室": "青政办发",
    "青禾区财政局": "青财〔",
    "青禾区教育和体育局": "青教体发",
    "青禾区人力资源和社会保障局": "青人社字",
    "青禾区市场监督管理局": "青市监函",
    "青禾区柳林镇人民政府": "柳政发",
}
SUBJECTS = (
    "政务公开",
    "义务教育招生",
    "城乡居民医疗保险",
    "小微企业融资",
    "食品安全监管",
    "老旧小区改造",
    "冬季清洁取暖",
)
KINDS = ("通知", "意见", "公告", "通告", "批复", "函", "通报", "决定")
ANNEX_TITLES = ("任务分工表", "联系人名单", "申报材料目录", "青禾区实施情况统计表", "资金分配明细表")
NOTES = {
    "proactive": "（此件公开发布）",
    "on_application": "（此件依申请公开）",
    "refused": "（此件不予公开）",
}
DIGITS = "〇一二三四五六七八九"


@dataclass(slots=True)
class Truth:
    """What a document says, and how it is set."""

    title: str
    document_number: str
    issuer: str
    joint_issuers: tuple[str, ...]
    formed_on: date
    kind: str
    addressee: str
    annexes: tuple[str, ...]
    attribute: str
    effective_from: date | None
    expires_on: date | None
    repeals: tuple[str, ...]
    cites: tuple[Citation, ...]
    printed_on: date | None
    paragraphs: list[str] = field(default_factory=list)
    table: tuple[tuple[str, ...], ...] = ()
    has_head: bool = True
    has_chinese_day: bool = False
    title_lines: tuple[str, ...] = ()
    number_printed: str = ""
    copies: str = ""


def chinese(day: date) -> str:
    """二〇二六年六月十二日."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_small(day.month)}月{_small(day.day)}日"


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")


def arabic(day: date) -> str:
    """2026年6月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def truth(seed: int) -> Truth:
    """One document."""
    random = Random(seed)
    names = random.sample(sorted(ORGANS), 3)
    count = random.choice((1, 1, 1, 2, 3))
    issuer, others = names[0], tuple(names[1:count])
    kind, subject = random.choice(KINDS), random.choice(SUBJECTS)
    year = random.randint(2019, 2026)
    formed = date(year, random.randint(1, 12), random.randint(1, 28))
    number = f"{ORGANS[issuer].rstrip('〔')}〔{year}〕{random.randint(1, 199)}号"
    title = f"{issuer if not others else '　'.join((issuer, *others)).replace('　', '')}关于"
    title = f"关于{subject}工作有关事项的{kind}" if others else f"{title}进一步做好{subject}工作的{kind}"
    made = Truth(
        title=title,
        document_number=number,
        issuer=issuer,
        joint_issuers=others,
        formed_on=formed,
        kind=kind,
        addressee=""
        if kind in ("公告", "通告")
        else random.choice(("各镇人民政府、街道办事处，区政府各部门、各单位", "柳林镇人民政府", "区直各有关单位")),
        annexes=tuple(random.sample(ANNEX_TITLES, random.choice((0, 0, 1, 2, 3)))),
        attribute=random.choice((*NOTES, "proactive", "proactive")),
        effective_from=None,
        expires_on=None,
        repeals=(),
        cites=(),
        printed_on=formed + timedelta(random.randint(0, 3)) if random.random() < 0.7 else None,
        has_head=random.random() < 0.6,
        has_chinese_day=random.random() < 0.4,
    )
    _write(made, random, subject)
    return made


def _write(made: Truth, random: Random, subject: str) -> None:
    made.paragraphs = [
        (
            f"为进一步做好{subject}工作，根据《中华人民共和国政府信息公开条例》第二十条、第二十一条和《青禾区{subject}管理规定》"
            f"（青政发〔2018〕{random.randint(1, 60)}号）的要求，结合我区实际，现将有关事项明确如下。"
        ),
        "一、总体要求",
        f"坚持以人民为中心，做好{subject}的各项工作，到2027年12月31日前取得明显成效。",
        "二、重点任务",
        "（一）加强组织领导",
        "各单位主要负责同志要亲自部署、亲自过问，建立台账，明确责任，按时报送工作进展情况。",
        "（二）严格责任落实。各单位要在3月1日前完成自查，6月30日前完成整改，发现的问题及时报告。",
        "1.建立台账。每月5日前更新。",
    ]
    number = made.paragraphs[0].split("（")[1].split("）")[0]
    made.cites = (
        Citation("中华人民共和国政府信息公开条例", "", ("第二十条", "第二十一条")),
        Citation(f"青禾区{subject}管理规定", number, ()),
    )
    if random.random() < 0.5:
        _term(made, random, subject)
    if random.random() < 0.4:
        made.table = (
            ("序号", "单位", "任务数"),
            ("1", "区教育局", "12"),
            ("2", "区财政局", "7"),
            ("3", "柳林镇", "31"),
        )
    made.number_printed = random.choice(
        (made.document_number, made.document_number.replace("〔", "[").replace("〕", "]"),
         made.document_number.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}))
    )  # fmt: skip
    half = random.choice((0, len(made.title) // 2))
    made.title_lines = (made.title[:half], made.title[half:]) if half else (made.title,)
    made.copies = "区委各部门，区人大常委会办公室，区政协办公室，区法院，区检察院。" if made.printed_on else ""


def _term(made: Truth, random: Random, subject: str) -> None:
    first = made.formed_on + timedelta(30)
    years = random.choice((1, 3, 5))
    made.effective_from = first
    sentence = f"本文件自{arabic(first)}起施行"
    way = random.choice(("years", "until", "none"))
    if way == "years":
        made.expires_on = first.replace(year=first.year + years) - timedelta(1)
        sentence += f"，有效期{random.choice((str(years), DIGITS[years]))}年"
    elif way == "until":
        made.expires_on = date(first.year + years, 12, 31)
        sentence += f"，有效期至{arabic(made.expires_on)}"
    if random.random() < 0.6:
        old = f"青政办发〔2017〕{random.randint(1, 60)}号"
        made.repeals = (old,)
        made.cites = (*made.cites, Citation(f"青禾区{subject}暂行办法", old, ()))
        sentence += f"。《青禾区{subject}暂行办法》（{old}）同时废止"
    made.paragraphs.append(f"{sentence}。")


# ── the lines of a document, each with how it is set ────────────────────────────────────────────────────────────────


def lines(made: Truth) -> list[tuple[str, str]]:
    """(how, text): head, number, title, to, body, table, annex, sign, note, label, imprint."""
    found: list[tuple[str, str]] = []
    if made.has_head:
        names = (made.issuer, *made.joint_issuers)
        found += [("head", name) for name in names[:-1]] + [("head", f"{names[-1]}文件")]
    found.append(("number", made.number_printed))
    found += [("title", line) for line in made.title_lines]
    if made.addressee:
        found.append(("to", f"{made.addressee}："))
    found += [("body", line) for line in made.paragraphs]
    if made.table:
        found.append(("table", ""))
    if len(made.annexes) == 1:
        found.append(("annex", f"附件：{made.annexes[0]}"))
    for number, annex in enumerate(made.annexes if len(made.annexes) > 1 else (), 1):
        found.append(("annex", f"{'附件：' if number == 1 else '　　　'}{number}. {annex}"))
    found += [("sign", name) for name in (made.issuer, *made.joint_issuers)]
    found.append(("sign", chinese(made.formed_on) if made.has_chinese_day else arabic(made.formed_on)))
    found.append(("note", NOTES[made.attribute]))
    for number, annex in enumerate(made.annexes, 1):
        found += [("label", f"附件{number if len(made.annexes) > 1 else ''}"), ("title", annex)]
        found.append(("body", "本附件由区政府办公室负责解释。"))
    if made.printed_on:
        found += [("imprint", f"抄送：{made.copies}")]
        found.append(("imprint", f"青禾区人民政府办公室    {arabic(made.printed_on)}印发"))
    return found


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def docx(made: Truth, *, is_tracked: bool = False) -> bytes:
    """As a typist sets it; `is_tracked` with deletions and insertions that were never accepted."""
    word = Word()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "FandolFang", Pt(16)
    for how, text in lines(made):
        if how == "table":
            _word_table(word, made.table)
            continue
        paragraph = word.add_paragraph()
        paragraph.alignment = {"head": 1, "number": 1, "title": 1, "sign": 2}.get(how, 0)
        if how in ("body", "annex", "note"):
            paragraph.paragraph_format.first_line_indent = Pt(32)
        run = paragraph.add_run(text)
        if how in ("head", "title"):
            run.font.size = Pt(22)
    if is_tracked:
        _track(word)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _word_table(word, rows) -> None:
    table = word.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            table.cell(r, c).text = cell


def _track(word) -> None:
    """A sentence that was deleted and a number that was replaced, both as tracked changes."""
    for paragraph in word.paragraphs:
        if paragraph.text.startswith("坚持以人民为中心"):
            deleted, run, text = (OxmlElement(f"w:{name}") for name in ("del", "r", "delText"))
            text.text = "本文件自2001年1月1日起施行，有效期至2002年1月1日。"
            run.append(text)
            deleted.append(run)
            paragraph._p.append(deleted)
            inserted, run, text = (OxmlElement(f"w:{name}") for name in ("ins", "r", "t"))
            inserted.set(qn("w:author"), "某人")
            text.text = "工作要抓实抓细。"
            run.append(text)
            inserted.append(run)
            paragraph._p.append(inserted)


def txt(made: Truth, *, width: int = 0, encoding: str = "utf-8") -> bytes:
    """As exported; with `width` characters a line where a program broke the lines."""
    found = []
    for how, text in lines(made):
        if how == "table":
            found += ["\t".join(row) for row in made.table]
        elif how in ("body", "annex", "note"):
            found += _folded(f"　　{text}", width)
        elif how in ("head", "number", "title"):
            found.append("　" * max(0, (28 - len(text)) // 2) + text)
        elif how == "sign":
            found.append("　" * max(0, 26 - len(text)) + text)
        else:
            found += _folded(text, width)
        if how == "number":
            found.append("")
    return "\r\n".join(found).encode(encoding)


def _folded(text: str, width: int) -> list[str]:
    """Broken where a program of `width` Chinese characters a line breaks: a digit takes half a place."""
    if not width:
        return [text]
    found, held, used = [], "", 0
    for char in text:
        wide = 1 if char.isascii() else 2
        if used + wide > 2 * width:
            found.append(held)
            held, used = "", 0
        held, used = held + char, used + wide
    return [*found, held]


def html(made: Truth, skin: str) -> bytes:
    """As a site shows it, with its navigation and its table of metadata."""
    body = "".join(_element(how, text, made) for how, text in lines(made) if how not in ("head", "imprint"))
    title = f"<h1>{made.title}</h1>" if skin != "plain" else ""
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>青禾区人民政府门户网站 政策文件</title></head><body>"
        "<div class='header'><ul class='nav'><li><a href='/'>首页</a></li><li><a>政务公开</a></li>"
        "<li><a>办事服务</a></li></ul></div>"
        "<div class='crumb'>当前位置：首页 &gt; 政务公开 &gt; 政策文件</div>"
        f"<div class='wrap'>{_meta(made, skin)}{title}<div class='{'TRS_Editor' if skin == 'trs' else 'neirong'}'>{body}</div>"
        "</div>"
        "<div class='footer'>版权所有：青禾区人民政府办公室 备案号：青ICP备12345678号 网站标识码：3700000001</div></body></html>"
    ).encode()


def _element(how: str, text: str, made: Truth) -> str:
    if how == "table":
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in made.table)
        return f"<table border=1>{rows}</table>"
    align = {"number": "center", "title": "center", "sign": "right"}.get(how, "left")
    return f"<p style='text-align:{align}'>{'　　' if how == 'body' else ''}{text}</p>"


def _meta(made: Truth, skin: str) -> str:
    if skin == "plain":
        return ""
    pairs = [
        ("索 引 号", "11370300004224423Q/2021-00012"),
        ("主题分类", "综合政务\\政务公开"),
        ("发文机关", made.issuer),
        ("成文日期", arabic(made.formed_on)),
        ("标　　题", made.title),
        ("发文字号", made.document_number),
        ("发布日期", "2026-06-30"),
        ("有效性", "有效"),
    ]
    if skin == "list":
        return "<ul class='info'>" + "".join(f"<li><b>{label}：</b>{value}</li>" for label, value in pairs) + "</ul>"
    cells = [f"<td>{label}：</td><td>{value}</td>" for label, value in pairs]
    rows = "".join(f"<tr>{cells[n]}{cells[n + 1]}</tr>" for n in range(0, len(cells), 2))
    return f"<table class='meta'>{rows}</table>"
