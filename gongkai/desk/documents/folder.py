"""Everything that the page of one document shows, gathered with few questions to the database."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q

from gongkai.applications.ribbons import Ribbon
from gongkai.bodies.actors import Actor
from gongkai.channels import CHANNELS
from gongkai.core.documents import attributes, screening, validity
from gongkai.core.documents.text import Block
from gongkai.desk.documents import rows
from gongkai.desk.documents.errands import ERRANDS
from gongkai.desk.rows import Step
from gongkai.documents import access, actions, examining
from gongkai.documents.actions import VERDICTS
from gongkai.documents.models import Document, Finding, Opinion, Placement, Publication, Relation
from gongkai.documents.models.published import RELATIONS
from gongkai.documents.sentences import sentence

# How the verbs are laid out on the page.
_GROUPS = (
    ("起草", ("edit", "attribute", "submit", "attach_interpretation")),
    ("审查", ("give_opinion", "refer", "determine", "return", "clear")),
    ("签发和发布", ("sign", "publish", "schedule", "hold")),
    ("发布以后", ("post", "revise", "clarify", "relate", "withdraw", "restore")),
    ("有效性", ("amend", "partly_end", "repeal", "lapse", "undo_validity")),
    ("不公开的", ("reassess", "open_up")),
    ("其他", ("discard", "recover")),
)
_UNDER = {"relate": "amend", "partly_end": "amend"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the text with what was found in it."""

    number: int
    block: Block
    findings: tuple[Finding, ...]

    @property
    def lines(self) -> list[str]:
        """The lines of a signature or of a list of annexes."""
        return self.block.text.splitlines()


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of the review, with the opinions given in it this round."""

    step: screening.Step
    opinions: tuple[Opinion, ...]
    state: str  # done, open, later


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as this document has it."""

    word: str
    title: str
    number: int | None
    document_number: str
    url: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The page."""

    row: rows.Row
    ribbon: Ribbon | None
    groups: list[tuple[str, list[Step]]]
    passages: list[Passage]
    findings: list[Finding]
    many_open: int
    review: list[Taken]
    earlier: list[tuple[Opinion, str]]
    publication: Publication | None
    validity: str
    ties: list[Tie]
    placements: list[tuple[Placement, str]]
    timeline: list[tuple[date, list[str]]]
    missing: list[str]
    ground: str


def load(by: Actor, number: int) -> Document:
    """The document with all that hangs on it."""
    related = ("body", "column__above", "handler", "interprets", "publication", "plan")
    hanging = ("findings__file", "opinions", "files", "interpretations", "topics", "versions")
    found = access.visible(by).select_related(*related).prefetch_related(*hanging).filter(pk=number).first()
    if found is None:
        raise access.Absent
    return found


def page(document: Document, *, by: Actor, on: date) -> DocumentPage:
    """The page of a document for one who may see it."""
    publication = getattr(document, "publication", None)
    findings = list(document.findings.all())
    row = rows.row(document, by=by, on=on)
    return DocumentPage(
        row=row,
        ribbon=rows.ribbon(document, on),
        groups=_groups(document, by, row.step),
        passages=passages(document, findings),
        findings=findings,
        many_open=sum(not each.is_settled for each in findings),
        review=_review(document, on),
        earlier=_earlier(document, on),
        publication=publication,
        validity=validity.validity(publication.dates, on=on) if publication else "",
        ties=_ties(publication) if publication else [],
        placements=_placements(publication) if publication else [],
        timeline=timeline(document),
        missing=missing(document, on),
        ground=next(
            (f"{each.label}（{each.article}）" for each in attributes.grounds(on=on) if each.key == document.ground), ""
        ),
    )


def _groups(document: Document, by: Actor, first: Step) -> list[tuple[str, list[Step]]]:
    """What this person may do now, drawn from the life; the next step itself stands above."""
    may = dict(rows.allowed(document, by=by))
    if "amend" in may:
        may |= {verb: ERRANDS[verb].label for verb in _UNDER}
    may.pop("resolve", None)
    found = []
    for label, verbs in _GROUPS:
        listed = [Step(rows.LABELS.get(verb, may[verb]), rows.address(document, verb)) for verb in verbs if verb in may]
        listed = [each for each in listed if each.address != first.address]
        if listed:
            found.append((label, listed))
    return found


def passages(document: Document, findings: list[Finding]) -> list[Passage]:
    """The text, each block with what was found in it."""
    beside: dict[int, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.block is not None and each.state != "masked":
            beside[each.block].append(each)
    return [Passage(n + 1, block, tuple(beside[n])) for n, block in enumerate(document.text)]


def _review(document: Document, on: date) -> list[Taken]:
    """The steps that give an opinion, and who has given it in this round."""
    this_round = [each for each in document.opinions.all() if each.round == document.round]
    answers = {key: said for each in this_round for key, said in each.answers.items()}
    try:
        found = screening.verdict(answers, on=on)
    except LookupError:  # answers of other days' questions
        found = screening.verdict({}, on=on)
    steps = [each for each in screening.steps(on=on, verdict=found) if each.verb == "give_opinion"]
    if any(each.step == "determined" for each in this_round):
        steps += [each for each in screening.steps(on=on) if each.verb == "refer"]
    return [_taken(step, this_round, document.stage) for step in steps]


def _taken(step: screening.Step, opinions: list[Opinion], stage: str) -> Taken:
    key = "determined" if step.verb == "refer" else step.key
    given = tuple(each for each in opinions if each.step == key)
    return Taken(step, given, "done" if given else "open" if stage == "screening" else "later")


def _earlier(document: Document, on: date) -> list[tuple[Opinion, str]]:
    labels = {each.key: each.label for each in screening.steps(on=on)}
    before = [each for each in document.opinions.all() if each.round < document.round]
    return [
        (each, f"{labels.get(each.step, '主管部门的意见')}，{VERDICTS.get(each.verdict, each.verdict)}")
        for each in before
    ]


def _ties(publication: Publication) -> list[Tie]:
    listed = Relation.objects.filter(Q(source=publication) | Q(target=publication))
    return [_tie(each, publication) for each in listed.select_related("source", "target")]


def _tie(each: Relation, publication: Publication) -> Tie:
    is_ours = each.source_id == publication.pk
    other = each.target if is_ours else each.source
    word = RELATIONS[each.kind][0 if is_ours else 1]
    said = "，".join(filter(None, (each.articles, each.note)))
    if other is None:
        return Tie(word, each.outside_title, None, each.outside_number, each.outside_url, each.on, said)
    return Tie(word, other.title, other.document_id, other.document_number, "", each.on, said)


def _placements(publication: Publication) -> list[tuple[Placement, str]]:
    listed = publication.placements.select_related("account")
    return [(each, CHANNELS[each.channel].label if each.channel in CHANNELS else each.channel) for each in listed]


def timeline(document: Document) -> list[tuple[date, list[str]]]:
    """What happened, the newest day first."""
    lines = sorted(actions.history(document), key=lambda line: (line.on, line.pk), reverse=True)
    return [(day, [sentence(line) for line in group]) for day, group in groupby(lines, key=lambda line: line.on)]


def missing(document: Document, on: date) -> list[str]:
    """What the next step still lacks, in sentences."""
    if document.stage == "screening":
        return [*actions.missing_steps(document, on), *_unsettled(document)]
    if document.stage in ("draft", "attributed"):
        return _unsettled(document)
    return []


def _unsettled(document: Document) -> list[str]:
    return examining.bars(document, most=8) if document.attribute in ("", attributes.PROACTIVE) else []
