"""Where the parts of an official document stand (GB/T 9704): what is above the title, what is below the text, what is between."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.core.law.documents import guess_kind
from gongkai.reading.official import spelling
from gongkai.reading.official.pieces import SERIAL, Piece

_SECRET = re.compile(r"^(?:绝密|机密|秘密)(?:[★☆·\s]*[\d一二三四五六七八九十]*(?:年|个月|长期)?)?$")
_ABOVE = re.compile(r"^(?:\d{6}|特急|加急|平急|特提|急件|签发人[:：].{2,30}|[（(]?(?:公开|公章|代章)[）)]?)$")
_SIGNER = re.compile(r"\s*签发人[:：\s].*$")
_ENDING = re.compile(
    r"(?:通知|意见|公告|通告|决定|决议|公报|通报|报告|请示|批复|议案|函|纪要|命令|令|规划|方案|办法|规定|细则|预算|决算|解读|"
    r"问答|说明|要点|清单|目录|指南|年报|条例|规则|计划|纲要|制度|标准|预案|章程|公示|预算公开|决算公开|措施|安排|名单|提示|简介)"
    r"(?:的解读|的说明)?(?:[（(][^（）()]{1,24}[)）])*$"
)
_SUBTITLE = re.compile(
    r"^[（(](?:试行|暂行|修订|修正|征求意见稿|送审稿|草案|代拟稿|\d{4}[^）)]{0,14}(?:年|版|年度|修订))[)）]$"
)
_GOES_ON = re.compile(r"^(?:的|及其|和|与)|^(?:通知|意见|公告|决定|批复|函|请示|报告|通报|办法|方案|规划)$")
_SENTENCE = re.compile(r"[。；！？]|[:：，,]$|^附件|^[（(]此件")
_NOT_TO = re.compile(
    r"如下|现将|现就|以下|特此|下列|问[:：]|内容|[。；]|^附件|^抄送|联系人|电话|^[一二三四五六七八九十]+、"
)
_COPIES = re.compile(r"^(?:抄\s*[送报]|主送)\s*[:：]\s*(.*)$")
_PRINTED = re.compile(rf"^(.*?)\s*({spelling.PLAIN_DAY})\s*(?:印发|印制|印)\s*(?:[（(]?共印\d+份[)）]?)?$")
_NOTE = re.compile(r"^[（(](?:此件|本件|联系人|联系电话|信息公开)[^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）]$")
_ANNEXES = re.compile(r"^附\s*件\s*[:：]\s*(.*)$")
_ANNEX = re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?$")
_ITEM = re.compile(r"^\s*\d{1,2}\s*[.．、]\s*(.+)$")
_LONGEST = 60  # characters of a line of a title
_SIGNATURES = 12  # lines of organs above a date


@dataclass(slots=True)
class Frame:
    """The parts as found. What is None or empty is not in the file."""

    head: list[Piece] = field(default_factory=list)
    red_organs: tuple[str, ...] = ()
    number: str = ""
    is_hollow: bool = False
    is_secret: bool = False
    title: str = ""
    title_is_sure: bool = False
    under_title: date | None = None
    addressee: str = ""
    body: list[Piece] = field(default_factory=list)
    annexes: list[str] = field(default_factory=list)
    signers: tuple[str, ...] = ()
    formed_on: date | None = None
    has_bad_day: bool = False
    other_days: list[date] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    behind: list[Piece] = field(default_factory=list)  # annexes, or what was issued with the notice
    copies: str = ""
    printer: str = ""
    printed_on: date | None = None


def frame(pieces: Sequence[Piece]) -> Frame:
    """Cut the lines of a document into its parts."""
    found = Frame()
    rest = _without_imprint(list(pieces), found)
    rest = _without_notes(rest, found)
    rest = _without_head(rest, found)
    rest = _without_title(rest, found)
    rest = _without_addressee(rest, found)
    _cut_signature(rest, found)
    found.body = _without_annex_list(found.body, found)
    return found


# ── below ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _without_imprint(pieces: list[Piece], found: Frame) -> list[Piece]:
    """The 版记: copies, printer, day of printing."""
    kept: list[Piece] = []
    is_inside = 0
    for piece in _flattened(pieces):
        if not piece.rows and (copies := _COPIES.match(piece.text)) and kept:
            found.copies, is_inside = copies[1].strip("。 "), 4
            if printed := _PRINTED.match(found.copies):
                found.copies = ""
                _take_printed(printed, found)
        elif not piece.rows and (printed := _PRINTED.match(piece.text)) and len(piece.text) < 60:
            _take_printed(printed, found)
            is_inside = 0
        elif is_inside and not piece.rows and _is_of_copies(piece, found):
            found.copies, is_inside = f"{found.copies}{piece.text}".strip("。 "), is_inside - 1
        else:
            is_inside = 0
            kept.append(piece)
    return kept


def _flattened(pieces: list[Piece]) -> list[Piece]:
    """Some offices set the imprint as a table: its cells are lines."""
    flat: list[Piece] = []
    for piece in pieces:
        text = "\n".join(" ".join(cell for cell in row if cell) for row in piece.rows)
        if piece.rows and re.search(r"^抄送|日\s*印发$", text, re.MULTILINE):
            flat += [Piece(line, line) for line in text.split("\n")]
        else:
            flat.append(piece)
    return flat


def _take_printed(printed: re.Match[str], found: Frame) -> None:
    found.printer = re.sub(r"\s", "", printed[1])
    found.printed_on = spelling.whole_day(printed[2])


def _is_of_copies(piece: Piece, found: Frame) -> bool:
    is_list = len(piece.text) < 80 and not SERIAL.match(piece.text) and not _ANNEX.match(piece.text)
    return (
        is_list
        and not piece.text.startswith("附件")
        and ("，" in piece.text or piece.text.endswith("。"))
        and (bool(found.copies))
    )


def _without_notes(pieces: list[Piece], found: Frame) -> list[Piece]:
    kept = []
    for piece in pieces:
        if not piece.rows and _NOTE.match(piece.text):
            found.notes.append(piece.text)
        else:
            kept.append(piece)
    return kept


# ── above ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _without_head(pieces: list[Piece], found: Frame) -> list[Piece]:
    """The red head: everything down to the number; without a number, the lines that can be nothing else."""
    for at, piece in enumerate(pieces[:14]):
        if piece.rows or "。" in piece.text or len(piece.text) > _LONGEST:
            break
        line = _SIGNER.sub("", piece.text)
        number = spelling.whole_number(line)
        joint = number or _number_behind_organ(line, found)
        if joint or spelling.is_hollow_number(line):
            if at and _is_title(pieces[:at]) and not _is_red(pieces[at - 1]):
                found.number, found.is_hollow = joint, not joint
                return [*pieces[:at], *pieces[at + 1 :]]
            found.number, found.is_hollow = joint, not joint
            _take_head(pieces[:at], found)
            return pieces[at + 1 :]
    at = 0
    while at < len(pieces) and not pieces[at].rows and _is_above(pieces[at].text):
        at += 1
    _take_head(pieces[:at], found)
    return pieces[at:]


def _number_behind_organ(line: str, found: Frame) -> str:
    """The name of the organ and the number in one line, as some letters have it."""
    name, _, number = line.rpartition(" ")
    if spelling.is_organ(name) and (whole := spelling.whole_number(number)):
        found.red_organs = (name,)
        return whole
    return ""


def _is_above(text: str) -> bool:
    return bool(_ABOVE.match(text) or _SECRET.match(text)) or (text.endswith("文件") and _is_red_line(text))


def _is_red_line(text: str) -> bool:
    return bool(spelling.organs(text.removesuffix("文件"))) or text == "文件"


def _is_red(piece: Piece) -> bool:
    return _is_red_line(piece.text) or bool(spelling.organs(piece.raw)) or _is_above(piece.text)


def _is_title(pieces: Sequence[Piece]) -> bool:
    """Whether the lines above a number hold the title: pages of sites print the number below it."""
    text = "".join(piece.text for piece in pieces)
    return "关于" in text or ("《" in text and bool(_ENDING.search(text)))


def _take_head(head: Sequence[Piece], found: Frame) -> None:
    found.head = list(head)
    found.is_secret = any(_SECRET.match(piece.text) for piece in head)
    names: list[str] = []
    for piece in head:
        names += spelling.organs(re.sub(r"\s*文\s*件$", "", piece.raw.strip()))
    found.red_organs = tuple(names) or found.red_organs


def _without_title(pieces: list[Piece], found: Frame) -> list[Piece]:
    lines: list[str] = []
    for piece in pieces[:8]:
        if piece.rows or not _may_be_title(piece, lines):
            break
        lines.append(_title_line(piece))
    count = _lines_of_title(lines)
    found.title = "".join(lines[:count]).strip().replace(" 关于", "关于")
    found.title_is_sure = bool(_ENDING.search(found.title))
    if not found.title:
        _title_of_head(found)
    rest = _without_repeated(pieces[count:], found.title)
    if rest and not rest[0].rows and (day := spelling.whole_day(rest[0].text)):
        found.under_title, rest = day, rest[1:]
    return rest


def _title_line(piece: Piece) -> str:
    """Names of several organs keep their distance in a title."""
    names = spelling.organs(piece.raw)
    return f"{' '.join(names)} " if len(names) > 1 else piece.text


def _without_repeated(pieces: list[Piece], title: str) -> list[Piece]:
    """Sites print the title twice: as their own heading, and in the text."""
    for count in range(1, 5):
        if title and "".join(piece.text for piece in pieces[:count]) == title:
            return pieces[count:]
    return pieces


def _may_be_title(piece: Piece, before: Sequence[str]) -> bool:
    text = piece.text
    if len(text) > _LONGEST or _SENTENCE.search(text) or spelling.whole_day(text):
        return False
    return not (before and SERIAL.match(text) and not _SUBTITLE.match(text))


def _lines_of_title(lines: Sequence[str]) -> int:
    """How many of the lines are the title: up to the first that ends it and is not gone on with."""
    for count in range(1, len(lines) + 1):
        following = lines[count] if count < len(lines) else ""
        goes_on = bool(_SUBTITLE.match(following) or _GOES_ON.match(following))
        whole = "".join(lines[:count])
        if _ENDING.search(whole.strip()) and not goes_on and whole.count("《") == whole.count("》"):
            later = "".join(lines[: count + 1])
            if "关于印发" in whole and not guess_kind(whole) and guess_kind(later):
                continue
            return count
    return min(len(lines), 1)


def _title_of_head(found: Frame) -> None:
    last = next((piece.text for piece in reversed(found.head) if _ENDING.search(piece.text)), "")
    found.title = last


def _without_addressee(pieces: list[Piece], found: Frame) -> list[Piece]:
    held = ""
    for at, piece in enumerate(pieces[:4]):
        if piece.rows or len(held + piece.text) > 320 or SERIAL.match(piece.text):
            return pieces
        held += piece.text
        if held[-1] in "：:":
            if _NOT_TO.search(held):
                return pieces
            found.addressee = held[:-1]
            return pieces[at + 1 :]
        if held[-1] not in "，、," and not re.match(r"^各[^。]{4,}[，、]", held):
            return pieces
    return pieces


# ── the text, the signature, the annexes ────────────────────────────────────────────────────────────────────────────


def _cut_signature(pieces: list[Piece], found: Frame) -> None:
    """The first day that stands alone below names of organs; without names, the last before the annexes."""
    end = next((at for at, piece in enumerate(pieces) if _ANNEX.match(piece.text)), len(pieces))
    days = [at for at, piece in enumerate(pieces) if not piece.rows and _signed(piece)[1] is not None]
    signed = [(at, *_signers(pieces, at)) for at in days]
    best = next((each for each in signed if each[1]), None)
    if best is None and (plain := [each for each in signed if each[0] <= end]):
        best = plain[-1]
    if best is None:
        _unsigned(pieces, end, found)
        return
    at, names, first = best
    found.signers, found.formed_on = names, _signed(pieces[at])[1]
    found.body, found.behind = pieces[:first], pieces[at + 1 :]
    later = {day for other in days if other < end and (day := _signed(pieces[other])[1])}
    found.other_days = sorted(later - {found.formed_on}) if not names else []


def _unsigned(pieces: list[Piece], end: int, found: Frame) -> None:
    found.body, found.behind = pieces[:end], pieces[end:]
    for piece in pieces[:end]:
        plain = re.sub(r"\s", "", piece.text)
        if (day := spelling.DAY.fullmatch(plain)) and spelling.day_of(day) is None:
            found.has_bad_day = True


def _signed(piece: Piece) -> tuple[tuple[str, ...], date | None]:
    """The names and the day in a line that is a signature."""
    text = re.sub(r"[（(](?:盖章|印章|公章|代章)[)）]", "", piece.raw or piece.text).strip()
    if day := spelling.whole_day(text):
        return (), day
    match = next(reversed(list(spelling.DAY.finditer(text))), None)
    if match and match.end() == len(text) and len(text) < 80 and (names := spelling.organs(text[: match.start()])):
        return names, spelling.day_of(match)
    return (), None


def _signers(pieces: Sequence[Piece], at: int) -> tuple[tuple[str, ...], int]:
    """The organs that signed above (or in) the line of the day, and where they begin."""
    names, first = _signed(pieces[at])[0], at
    while first and at - first < _SIGNATURES and not pieces[first - 1].rows:
        raw = re.sub(r"[（(](?:盖章|印章|公章|代章)[)）]", "", pieces[first - 1].raw)
        above = () if _ITEM.match(raw) else spelling.organs(raw)
        if not above:
            break
        names, first = (*above, *names), first - 1
    return names, first


def _without_annex_list(body: list[Piece], found: Frame) -> list[Piece]:
    """附件：1.… 2.… at the end of the text."""
    at = next((n for n, piece in reversed(list(enumerate(body))) if _ANNEXES.match(piece.text)), None)
    if at is None or any(piece.rows or "。" in piece.text for piece in body[at:]):
        return body
    for piece in body[at:]:
        head = _ANNEXES.match(piece.text)
        text = head[1] if head else piece.text
        for part in re.split(r"(?<=\S)\s*(?=(?<!\d)\d{1,2}[.．、](?![\d]))", text):
            _take_annex(part, found, is_first=head is not None)
    return body[:at]


def _take_annex(text: str, found: Frame, *, is_first: bool) -> None:
    item = _ITEM.match(text)
    title = (item[1] if item else text).strip("；;。 ")
    if not title:
        return
    if item or is_first or not found.annexes:
        found.annexes.append(title)
    else:
        found.annexes[-1] += title


def is_annex_label(text: str) -> bool:
    """附件1 on a line of its own."""
    return bool(_ANNEX.match(text))
