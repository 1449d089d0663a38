"""Made-up official documents as docx, doc, pdf, html and txt: every field is right, or it is said to be in doubt."""

import shutil

import pytest

from gongkai.core.documents.text import plain
from gongkai.reading import official
from tests.reading.official import made
from tests.wild.converted import convert, converted

FIELDS = [
    "title",
    "document_number",
    "issuer",
    "joint_issuers",
    "formed_on",
    "kind",
    "addressee",
    "annexes",
    "attribute",
    "effective_from",
    "expires_on",
    "repeals",
    "cites",
]
SEEDS = range(12)
LAYOUTS = {
    "docx": made.docx,
    "docx_tracked": lambda truth: made.docx(truth, is_tracked=True),
    "txt": made.txt,
    "txt_folded": lambda truth: made.txt(truth, width=32),
    "txt_gbk": lambda truth: made.txt(truth, width=28, encoding="gb18030"),
    "html_trs": lambda truth: made.html(truth, "trs"),
    "html_list": lambda truth: made.html(truth, "list"),
    "html_plain": lambda truth: made.html(truth, "plain"),
}


def _judge(truth, drafted, layout):
    """The fields that are wrong, parted into those in doubt and those that are silently wrong."""
    wrong = [name for name in FIELDS if getattr(drafted, name) != getattr(truth, name)]
    if not layout.startswith("html") and drafted.printed_on != truth.printed_on:
        wrong.append("printed_on")
    silent = [
        f"{layout}: {name} 是 {getattr(truth, name)!r}，读成 {getattr(drafted, name)!r}"
        for name in wrong
        if drafted.confidence[name] != "doubtful"
    ]
    return wrong, silent


def _judge_text(truth, drafted):
    """Every paragraph stands in the text once and whole; nothing of the frame stands in it."""
    text = plain(drafted.text).split("\n")
    missing = [line for line in truth.paragraphs if not any(line[:-1] in each for each in text)]
    furniture = [each for each in text if "抄送" in each or each.endswith(("印发", "文件")) or "备案号" in each]
    tables = [block.rows for block in drafted.text if block.kind == "table"]
    return missing, furniture, tables == ([truth.table] if truth.table else [])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_is_right_and_none_silently_wrong(layout):
    right = 0
    for seed in SEEDS:
        truth = made.truth(seed)

        drafted = official.read(LAYOUTS[layout](truth), f"{seed}")

        wrong, silent = _judge(truth, drafted, layout)
        missing, furniture, has_table = _judge_text(truth, drafted)
        assert silent == [], f"{layout} {seed}"
        assert (missing, furniture, has_table) == ([], [], True), f"{layout} {seed}"
        right += len(FIELDS) + 1 - len(wrong)
    assert right >= 0.98 * len(SEEDS) * (len(FIELDS) + 1)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["doc", "pdf"])
def test_every_field_is_right_in_what_a_word_processor_makes(kind):
    truths = [made.truth(seed) for seed in SEEDS]
    sources = [(made.docx(truth), f"docx>{kind}") for truth in truths]
    convert(sources)
    right = 0
    for truth, source in zip(truths, sources, strict=True):
        drafted = official.read(converted(*source), kind)

        wrong, silent = _judge(truth, drafted, kind)
        missing, furniture, has_table = _judge_text(truth, drafted)
        assert silent == [], truth.title
        assert (missing, furniture, has_table) == ([], [], True), truth.title
        right += len(FIELDS) + 1 - len(wrong)
    assert right >= 0.98 * len(SEEDS) * (len(FIELDS) + 1)
