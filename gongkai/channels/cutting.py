"""Shortening a text at the end of a sentence, never inside a number, a word or a pair of brackets."""

_PAIRS = {
    "《": "》",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "“": "”",
    "‘": "’",
    "「": "」",
    "[": "]",
    "〈": "〉",
}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_ENDS = "。！？；\n"
_CLAUSES = "，、：,:"
_NUMERALS = "〇零一二三四五六七八九十百千万亿"
ELLIPSIS = "…"


def cut(text: str, most: int) -> str:
    """The text within `most` characters: whole sentences if any fit, else clauses and an ellipsis."""
    if len(text) <= most:
        return text
    if most < 1:
        return ""
    inside = _inside(text)
    places = [i for i in range(1, most + 1) if not inside[i] and not _splits(text, i)]
    ends = [i for i in places if text[i - 1] in _ENDS]
    if ends and ends[-1] * 3 >= most:
        return text[: ends[-1]].rstrip()
    short = [i for i in places if i < most]
    clauses = [i for i in short if text[i - 1] in _CLAUSES]
    if clauses and clauses[-1] * 3 >= most:
        return text[: clauses[-1] - 1].rstrip() + ELLIPSIS
    if short:
        return text[: short[-1]].rstrip() + ELLIPSIS
    return _cut_in_brackets(text, most)


def pieces(text: str, most: int) -> list[str]:
    """The whole text in parts of at most `most` characters, parted where it may be cut; nothing is lost."""
    found = []
    while len(text) > most:
        at = _parting(text, most)
        found.append(text[:at])
        text = text[at:]
    return [*found, text] if text else found


def _parting(text: str, most: int) -> int:
    inside = _inside(text)
    whole = [i for i in range(1, most + 1) if not _splits(text, i)]
    places = [i for i in whole if not inside[i]]
    kinds = ([i for i in places if text[i - 1] in _ENDS], [i for i in places if text[i - 1] in _CLAUSES], places)
    for kind in kinds:
        if kind and kind[-1] * 3 >= most:
            return kind[-1]
    return whole[-1] if whole else most


def _inside(text: str) -> list[bool]:
    """For each place between two characters: does it lie within a pair that is opened and closed?"""
    depth = [0] * (len(text) + 1)
    stack: list[tuple[str, int]] = []
    for at, sign in enumerate(text):
        if sign in _PAIRS:
            stack.append((sign, at))
        elif sign in _OPENERS and any(opener == _OPENERS[sign] for opener, _ in stack):
            while stack[-1][0] != _OPENERS[sign]:
                stack.pop()
            depth[stack.pop()[1] + 1] += 1
            depth[at + 1] -= 1
    level, inside = 0, []
    for change in depth:
        level += change
        inside.append(level > 0)
    return inside


def _splits(text: str, at: int) -> bool:
    """Would a cut before this character part a number from its figures or unit, or a Latin word?"""
    if at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isdigit():
        return not (after.isspace() or after in _ENDS)
    if before in ".,:：、·/-，" and after.isdigit() and at > 1 and text[at - 2].isdigit():
        return True
    if before in _NUMERALS and after in _NUMERALS:
        return True
    return before.isascii() and after.isascii() and not before.isspace() and not after.isspace()


def _cut_in_brackets(text: str, most: int) -> str:
    """All of it stands in brackets longer than the room: what fits, the ellipsis, and the brackets closed."""
    for at in range(most - 1, 0, -1):
        closers = _open_at(text[:at])
        if at + 1 + len(closers) <= most and not _splits(text, at):
            return text[:at] + ELLIPSIS + closers
    return ELLIPSIS


def _open_at(head: str) -> str:
    stack: list[str] = []
    for sign in head:
        if sign in _PAIRS:
            stack.append(_PAIRS[sign])
        elif stack and sign == stack[-1]:
            stack.pop()
    return "".join(reversed(stack))
