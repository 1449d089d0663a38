"""Every line of the journal of a case has its sentence in Chinese, and none of them names a third party."""

import ast
from datetime import date
from pathlib import Path

import pytest

from gongkai.applications import actions
from gongkai.applications.actions import Opinion
from gongkai.applications.sentences import SENTENCES, sentence
from gongkai.core.applications import LIFE
from gongkai.journal.models import Entry
from tests.applications import district

CODE = Path(__file__).parents[2] / "gongkai"
THIRD = "某某建筑有限公司"


def line(verb: str, *, role: str = "clerk", reason: str = "", **facts) -> Entry:
    return Entry(on=date(2026, 11, 10), actor_name="张三", role=role, verb=verb, facts=facts, reason=reason)


def _verbs(path: Path) -> set[str]:
    """The verbs that a file writes about an application, as far as they stand there as text."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [each.value for each in node.args[:2] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        about = ast.unparse(node.args[1]) if len(node.args) > 1 else ""
        if (
            name == "record" and ("clockwork.KIND" in about or "'application'" in about or about == "about")
        ) or name in (
            "note",
            "deed",
            "Line",
            "_dated",
        ):
            found |= set(texts[:1])
        found |= {
            each.value.value for each in node.keywords if each.arg == "verb" and isinstance(each.value, ast.Constant)
        }
    return found


def test_every_verb_that_the_code_writes_has_its_sentence():
    files = [*(CODE / "applications").rglob("*.py"), *(CODE / "disputes").rglob("*.py")]
    own = {"disputes": {"file", "add_paper"}}
    used = {verb for path in files for verb in _verbs(path) if verb not in own.get(path.parent.name, ())}

    assert {"submit", "decide", "draft", "settle", "arrive", "split_off", "dispute", "take_over", "correct"} <= used
    assert {verb for verb in used | {move.verb for move in LIFE} if verb not in SENTENCES} - _of_other_things() == set()


def _of_other_things() -> set[str]:
    """Verbs of the life of a dispute, told elsewhere."""
    tree = (CODE / "core" / "disputes.py").read_text("utf-8")
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(tree))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Move"
        and isinstance(node.args[0], ast.Constant)
    } - {move.verb for move in LIFE}


@pytest.mark.parametrize("verb", SENTENCES)
def test_a_line_without_facts_still_makes_a_sentence(verb):
    told = sentence(line(verb))

    assert told.startswith("11月10日 张三（经办人）")
    assert len(told) > len("11月10日 张三（经办人）")
    assert "None" not in told


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            line("receive", on="2026-11-09", article="条例第三十一条"),
            "确认收到之日为11月9日（条例第三十一条），次日起算",
        ),
        (line("ask_to_correct", until="2026-11-20", reason="文件名称"), "要求补正，期限到11月20日，停表：文件名称"),
        (
            line("consult_third_party", about="3", letter_number="青住建告〔2026〕1号"),
            "征求第三方意见（青住建告〔2026〕1号），停表",
        ),
        (line("answer_consultation", side="third_party", answer="object"), "收到第三方的答复（不同意公开），继续计时"),
        (line("extend", days=20), "批准延期 20 个工作日并告知申请人"),
        (line("decide", matter=1, outcome="granted", proposed="partial"), "第 1 项拟答复“予以公开”，与研判的结果不同"),
        (
            line("reply", outcome="not_exist", letter_number="青住建答〔2026〕3号"),
            "签发答复“经检索信息不存在”（青住建答〔2026〕3号）",
        ),
        (line("search", system="档案系统", found=0), "在档案系统检索，没有找到"),
        (line("transfer", to_name="青禾区教育局", reason="由其制作"), "转给青禾区教育局，等待认领：由其制作"),
    ],
    ids=lambda each: each.verb if isinstance(each, Entry) else "",
)
def test_the_words(entry, told):
    assert sentence(entry) == f"11月10日 张三（经办人）{told}"
    assert sentence(entry, with_day=False) == f"张三（经办人）{told}"


def test_the_applicant_has_no_name_and_what_was_imported_says_so():
    assert sentence(line("correct", role="applicant", files=2)) == "11月10日 申请人补正，附材料 2 个，期限重新起算"
    assert sentence(line("reply", imported=True, outcome="granted")) == "11月10日 台账记载：签发答复“予以公开”"
    assert sentence(line("take_over", imported=True, row=3)) == "11月10日 张三（经办人）由台账第 3 行导入"


@pytest.mark.django_db
def test_a_whole_case_is_told_without_the_third_party():
    housing = district.office()
    case = district.case(housing, "handling")
    district.consult(housing, case, on=date(2026, 11, 2), name=THIRD)
    opinion = Opinion("object", reasons=f"{THIRD}的商业秘密")
    actions.answer_consultation(case.consultations.get(), opinion, by=housing.clerk, on=date(2026, 11, 9))

    told = [sentence(entry) for entry in Entry.objects.filter(about_kind="application")]

    assert told == [
        "10月27日 张经办（经办人）记录收到的申请",
        "10月27日 张经办（经办人）确认收到之日为10月27日（政府信息公开条例（2019）第三十一条第一项），次日起算",
        "10月28日 张经办（经办人）登记",
        "11月2日 张经办（经办人）征求第三方意见，对方11月2日收到，停表",
        "11月9日 张经办（经办人）收到第三方的答复（不同意公开），继续计时",
    ]
