"""The texts of the invented reports: sentences that the platform offers, their blanks filled in, and words of each body's own."""

import re
from collections.abc import Mapping

from gongkai.bodies.models import Body
from gongkai.cli.district.publishing.wording import draw
from gongkai.cli.district.reporting.calendar import load
from gongkai.core.reports import guiding
from gongkai.core.reports.values import Number
from gongkai.reports import drafts
from gongkai.reports.models import AnnualReport

_BLANK = re.compile(r"__([^_]+)__")
_PAIRS = (1, 5)  # how far apart the two pairs of problem and improvement are that a body takes in one year


def texts(report: AnnualReport, facts: Mapping[str, Number | None]) -> dict[str, str]:
    """The text of every part as the clerk saves it; figures are tokens."""
    return {part: text(report, part, facts) for part in load("texts.toml")["parts"]}


def text(report: AnnualReport, part: str, facts: Mapping[str, Number | None]) -> str:
    """One part: the offered sentences that the body takes, in paragraphs, and its own words."""
    found = _offered(report, part, facts)
    return "\n".join(_OWN.get(part, _as_offered)(report, found))


def _offered(report: AnnualReport, part: str, facts: Mapping[str, Number | None]) -> dict[str, str]:
    offers = {each.key: each for each in guiding.offers(part, facts, kind=report.body.kind)}
    left_out = load("texts.toml")["district"]["without"] if report.is_district else ()
    wanted = [offers[key] for key in load("texts.toml")["sentences"][part] if key in offers and key not in left_out]
    return {each.key: _filled(each.text, report, each.key) for each in wanted if not each.missing}


def _filled(sentence: str, report: AnnualReport, key: str) -> str:
    words = load("texts.toml")["blanks"]
    seed = f"{report.body.slug}/{report.year}/{key}"

    def word(found: re.Match[str]) -> str:
        listed = words[found[1]]
        return _own(listed[draw(seed + found[1], len(listed))], report)

    return _BLANK.sub(word, sentence)


def _own(words: str, report: AnnualReport) -> str:
    """Words of the file with the names of the body; tokens in them stay as they are."""
    values = _values(report.body, report.year)
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], words)


def _values(body: Body, year: int) -> dict[str, str]:
    data = load("texts.toml")
    return {
        "short": body.short,
        "unit": body.disclosure_body,
        "address": body.address,
        "postcode": body.postcode,
        "phone": body.phone,
        "field": data["fields"][body.slug],
        "work": data["works"][body.slug],
        "year": str(year),
        "next_year": str(year + 1),
    }


def plain(report: AnnualReport) -> dict[str, str]:
    """The texts as a unit writes them that is offered nothing: its own words, with the figures of table three as tokens."""
    found = load("texts.toml")["before"]
    listed = load("texts.toml")["problems"]
    pair = listed[_first_pair(report) % len(listed)]
    return {
        "preface": _own(found["preface"], report),
        "overview": "\n".join(_own(each, report) for each in found["overview"]),
        "problems": _own(
            found["problems"].replace("{problem}", pair["problem"]).replace("{mend}", pair["mend"]), report
        ),
        "other_matters": found["other_matters"],
    }


def _as_offered(report: AnnualReport, found: Mapping[str, str]) -> list[str]:  # noqa: ARG001
    return ["".join(found.values())]


def _overview(report: AnnualReport, found: Mapping[str, str]) -> list[str]:
    """A paragraph an aspect; the district adds words of its own to the last."""
    paragraphs: list[str] = []
    for key, sentence in found.items():
        if not paragraphs or key.endswith(".heading"):
            paragraphs.append("")
        paragraphs[-1] += sentence
    if report.is_district:  # what was entered by every unit but one is not known of the whole
        units = report.round.reports.filter(level="unit").exclude(stage="excused").count()
        paragraphs[-1] += load("texts.toml")["district"]["overview"].format(units=units)
    return paragraphs


def _problems(report: AnnualReport, found: Mapping[str, str]) -> list[str]:
    """What the figures suggest, and two pairs of problem and improvement; others each year."""
    if report.is_district:
        own = load("texts.toml")["district"]
        return [_own(own[name][report.year % 2], report) for name in ("problems", "mends")]
    listed = load("texts.toml")["problems"]
    pairs = [listed[(_first_pair(report) + each) % len(listed)] for each in _PAIRS]
    problems = "".join(text for key, text in found.items() if key.startswith("problems."))
    mends = "".join(text for key, text in found.items() if key.startswith("improvements."))
    return [
        problems + _own("".join(pair["problem"] for pair in pairs), report),
        mends + _own("".join(pair["mend"] for pair in pairs), report),
    ]


def _first_pair(report: AnnualReport) -> int:
    """Where the body begins in the list, three further on each year."""
    return draw(f"problems/{report.body.slug}", len(load("texts.toml")["problems"])) + 3 * report.year


def _others(report: AnnualReport, found: Mapping[str, str]) -> list[str]:
    if report.is_district:
        return [load("texts.toml")["district"]["other_matters"]]
    listed = load("texts.toml")["others"]["lines"]
    return [*found.values(), listed[draw(f"{report.body.slug}/{report.year}/others", len(listed))]]


_OWN = {"overview": _overview, "problems": _problems, "other_matters": _others}


def facts(report: AnnualReport) -> Mapping[str, Number | None]:
    """The figures that the texts may use."""
    return drafts.facts_of(report)
