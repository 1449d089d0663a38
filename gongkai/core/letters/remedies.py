"""The remedy clause of a reply: which way the law of the day leaves open, in the words of the shelf."""

from collections.abc import Sequence
from datetime import date

from gongkai.core import law
from gongkai.core.letters import texts
from gongkai.core.letters.facts import Facts, values
from gongkai.core.letters.placeholders import fill

_DIGITS = "一二三四五六七八九"


def clause(outcomes: Sequence[str], *, on: date, facts: Facts, title: str = "") -> str:
    """The remedy paragraphs for a letter of day `on` with these outcomes, one a line; "" where there is no remedy.

    Where matters go different ways, each way names its matters by the number they have in the letter.
    """
    title = title or texts.title(outcomes)
    ways = _ways(outcomes, on)
    itself = texts.itself(title)
    found = []
    for key, (remedy, places) in ways.items():
        wording = texts.clause(key, on=on)
        if wording is None:
            continue
        whole = len(places) == len(outcomes)
        against = f"如对{itself}不服" if whole else f"对{itself}第{'项、第'.join(map(numeral, places))}项不服的"
        found.append(fill(wording.text, values(facts, title=title) | _values(facts, remedy) | {"不服事项": against}))
    return "\n".join(found)


def _ways(outcomes: Sequence[str], on: date) -> dict[str, tuple[law.Remedy, list[int]]]:
    """Class of remedy -> it, and the numbers of its matters."""
    ways: dict[str, tuple[law.Remedy, list[int]]] = {}
    for place, outcome in enumerate(outcomes, start=1):
        remedy = law.remedy(outcome, on=on)
        ways.setdefault(remedy.key, (remedy, []))[1].append(place)
    return ways


def _values(facts: Facts, remedy: law.Remedy) -> dict[str, str]:
    where, typed = facts.reconsideration, facts.filled
    channels = [("地址", where.address), ("网上申请", where.website)] if where else []
    ways = "；".join(f"{name}：{value.strip()}" for name, value in channels if value.strip())
    found = {
        "复议机关": typed.get("复议机关", "") or (where.name if where else ""),
        "上级主管部门": typed.get("上级主管部门", "") or (where.superior if where else ""),
        "法院": typed.get("法院", "") or facts.court,
        "复议日数": str(remedy.reconsideration_days or ""),
        "起诉月数": str(remedy.lawsuit_months or ""),
        "复议后起诉日数": str(remedy.lawsuit_days_after_reconsideration or ""),
    }
    kept = {name: value.strip() for name, value in found.items() if value.strip()}
    return kept | {"复议渠道": f"（{ways}）" if ways else ""}


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")
