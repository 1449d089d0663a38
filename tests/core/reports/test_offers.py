"""The sentences offered: every token known, none said of what is unknown, none that the checks of the house would refuse."""

import random
import re

import pytest

from gongkai.core import checks, editions
from gongkai.core.findings import Verdict
from gongkai.core.reports import demands, facts
from gongkai.core.reports.guiding import fill, offers, sentences, tokens
from tests.core.reports import years

PARTS = ("preface", "overview", "problems", "other_matters")
ASPECTS = {"主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"}
SENTENCES = sentences()


def offered(part, known, kind="department", last=None):
    return {offer.key: offer for offer in offers(part, known, kind=kind, last=last)}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda each: each.key)
def test_a_sentence_names_only_facts_of_the_catalogue(sentence):
    named = [*tokens(sentence.text), *tokens(sentence.evidence), *sentence.above, *sentence.below]

    assert [key for key in named if not facts.is_known(key)] == []
    assert re.findall(r"[{}]", re.sub(r"\{[a-z0-9_.]+\}", "", sentence.text + sentence.evidence)) == []
    assert sentence.text.endswith("。")
    assert sentence.basis


def test_keys_of_sentences_are_unique_and_what_one_replaces_exists():
    keys = [each.key for each in SENTENCES]

    assert len(set(keys)) == len(keys)
    assert {each.instead_of for each in SENTENCES} - {""} <= set(keys)


def test_every_sentence_is_offered_to_some_body_in_some_year():
    """Full enough that none of the properties below passes on nothing."""
    seen = set()
    for seed in range(60):
        draw = random.Random(seed)
        known, last = years.year(draw), years.year(draw, 2024)
        for kind in ("government", "department"):
            for part in PARTS:
                seen |= set(offered(part, known, kind, last if seed % 2 else None))
    known = dict.fromkeys((fact.key for fact in facts.every()), 0)
    seen |= {key for part in PARTS for key in offered(part, known, "government")}
    seen |= set(offered("overview", known | {"applications.carried_in.total": 1}))
    seen |= set(offered("problems", known | {"interpreted.text": 2, "interpreted.total": 2}))

    assert {each.key for each in SENTENCES} - seen == set()


def test_the_five_aspects_have_sentences_even_when_nothing_is_known():
    subjects = {offer.subject for offer in offers("overview", {}, kind="department")}

    assert subjects >= ASPECTS


def test_what_is_unknown_is_offered_as_a_gap_and_never_as_zero():
    received = offered("overview", {"applications.received.total": None})["overview.received"]

    assert "applications.received.total" in received.missing
    assert "____件" in fill(received.text, {}, gap="____")
    assert not re.search(r"\d", fill(received.text, {}, gap="____"))


def test_nothing_is_said_not_to_have_happened_unless_that_is_known():
    found = [offer for part in PARTS for offer in offers(part, {}, kind="government")]

    assert [offer.key for offer in found if "{none." in offer.text] == []


def test_a_year_without_applications_is_told_in_words():
    known = dict.fromkeys((fact.key for fact in facts.every()), 0)

    found = offered("overview", known)

    assert "overview.received" not in found
    assert fill(found["overview.received.none"].text, known) == "全年未收到政府信息公开申请，也未从上年结转申请。"


def test_a_zero_sentence_no_longer_prints_once_there_is_something():
    text = next(each.text for each in SENTENCES if each.key == "overview.received.none")

    with pytest.raises(ValueError, match="这一句说没有，现在是2件"):
        fill(text, {"applications.received.total": 2, "applications.carried_in.total": 0})


def test_the_year_before_is_compared_only_where_it_is_known():
    known, last = {"applications.received.total": 12}, {"applications.received.total": 10}

    alone, beside = offered("overview", known), offered("overview", known, last=last)

    assert "overview.received" in alone
    assert "overview.received.compared" not in alone
    assert "overview.received" not in beside
    text = fill(beside["overview.received.compared"].text, facts.with_last(known, last), gap="____")
    assert text.startswith("全年收到政府信息公开申请12件，比上年增加2件，增长20%；")


def test_problems_are_suggested_by_evidence_alone():
    suggesting = {each.key for each in SENTENCES if each.evidence}
    quiet = {"published.late": 0, "pace.late": 0, "platform.stale": 0, "trained.times": 1, "staff.full_time": 1}

    assert len(suggesting) > 10
    assert suggesting & set(offered("problems", {})) == set()
    assert suggesting & set(offered("problems", quiet)) == set()


def test_a_suggested_problem_gives_its_evidence_and_leaves_the_reason_open():
    known = {"published.late": 7, "published.in_time": 93}

    late = offered("problems", known)["problems.late"]

    assert late.basis.startswith("有7件信息的公开超过了法定期限（条例第二十六条），按期公开率93%；")
    assert fill(late.text, known).endswith("全年超过法定期限才公开的有7件，主要原因是__原因__。")


def test_only_governments_are_asked_for_assessment_and_appraisal():
    known = {"supervised.assessments": 4, "appraised.people": 900, "appraised.score": 96}

    assert {"overview.assessed", "overview.appraised"} <= set(offered("overview", known, "government"))
    assert {"overview.assessed", "overview.appraised"} & set(offered("overview", known, "department")) == set()


@pytest.mark.parametrize("kind", ["government", "department"])
def test_what_is_offered_passes_the_checks_of_figures_and_the_checklist(kind):
    """Whatever the year: filled in, the sentences agree with the tables, with themselves and with their own sums."""
    body = {"government": "青禾区人民政府", "department": "青禾区教育局"}[kind]
    for seed in range(40):
        draw = random.Random(seed)
        known = facts.with_last(years.year(draw), years.year(draw, 2024) if seed % 2 else None)
        texts = {
            part: re.sub(r"__[^_]+__", "如实写明", fill("".join(o.text for o in offers(part, known, kind=kind)), known))
            for part in PARTS
        }
        report = years.report(known, texts, body)

        failures = [each for each in checks.examine(report).failures if each.code[0] in "WP"]
        wanted = demands.demands(report, kind=kind, year=2025, texts=texts)

        assert [(each.code, each.says) for each in failures] == []
        assert [each for each in wanted if each.verdict is not Verdict.PASS and each.key != "overview.length"] == []


def test_the_check_of_figures_would_see_a_wrong_one():
    known = years.year(random.Random(3))
    text = fill(offered("overview", known)["overview.received"].text, known)
    wrong = dict(known) | {"applications.received.total": known["applications.received.total"] + 1}

    right_report = years.report(known, {"overview": text})
    wrong_report = years.report(wrong, {"overview": text})

    def codes(report):
        return {each.code for each in checks.examine(report).failures if each.code == "W101"}

    assert codes(right_report) == set()
    assert codes(wrong_report) == {"W101"}


def test_the_parts_are_those_of_the_form():
    assert {each.part for each in SENTENCES} <= {"preface", *editions.PARTS}
