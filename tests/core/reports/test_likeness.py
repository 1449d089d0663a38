"""What one text shares with another: copies with new figures are seen, what everybody must write is not."""

import random

import pytest

from gongkai.core.reports.guiding import fill, in_common, offers
from gongkai.core.reports.likeness import alike
from tests.core.reports import years

OWN = (
    "我局把公开栏目按事项重新编排，办事群众在一个页面就能找到依据、条件和材料。"
    "三月起每周一核对到期的公示，过期的当天撤下并登记去向。"
    "对口头咨询较多的入学政策，我们请三位校长录了问答短片，播放后来电明显减少。"
)
OTHER = (
    "全区供水管网改造的招标、中标、验收三个环节均在网站公布，每周更新一次进度。"
    "信访窗口与公开窗口合并办公，减少了当事人往返的次数，也统一了登记的口径。"
)


def only(text, other):
    found = alike(text, {"other": other})
    assert len(found) == 1
    return found[0]


def test_a_whole_copy_is_wholly_alike():
    copy = only(OWN, OWN)

    assert copy.share == 1.0
    assert [passage.text for passage in copy.passages] == [each for each in OWN.split("。") if each]


def test_different_texts_share_nothing():
    assert alike(OWN, {"other": OTHER}) == ()


def test_a_copy_with_new_figures_is_seen():
    before = "全年组织开放日活动12场，接待市民2,310人次，满意率96.5%，收到建议48条并逐条答复。"
    after = "全年组织开放日活动15场，接待市民1,998人次，满意率97%，收到建议６１条并逐条答复。"

    assert only(after, before).share == pytest.approx(1.0)


def test_the_share_is_of_this_text_and_not_of_the_other():
    whole = only(OWN, OWN + OTHER)
    half = only(OWN + OTHER, OWN)

    assert whole.share == 1.0
    assert 0.5 < half.share < 0.75


def test_passages_are_places_in_the_text():
    text = OTHER + "\n　" + OWN[:36] + "，具体做法另附。"

    for passage in only(text, OWN).passages:
        assert text[passage.start : passage.end] == passage.text
        assert "".join(passage.text.split()) in OWN


def test_a_sentence_with_a_few_words_changed_is_still_partly_alike():
    changed = OWN.replace("我局", "我中心").replace("三位校长", "几名园长")

    assert 0.7 < only(changed, OWN).share < 1.0


def test_a_few_words_in_common_are_no_copy():
    assert alike("三月起每周一核对到期的台账，逐项销号后归档备查。", {"other": OWN}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "根据《中华人民共和国政府信息公开条例》的规定，编制本年度报告并向社会公布。",
        "本报告所列数据的统计期限自2025年1月1日起至12月31日止。",
        "本机关全年未收到政府信息公开申请，未发生行政复议、行政诉讼。",
        "没有其他需要报告的事项。",
    ],
)
def test_what_everybody_writes_is_left_out(text):
    assert alike(text, {"other": text}) == ()


def test_sentences_that_the_house_offers_to_all_are_left_out_when_they_are_named():
    texts = []
    for seed in (1, 2):
        known = years.year(random.Random(seed))
        offered = offers("overview", known, kind="department")
        texts.append("".join(fill(offer.text, known) for offer in offered))
    mine, other = texts

    assert only(mine, other).share > 0.5
    assert alike(mine, {"other": other}, known=in_common()) == ()
    assert alike(mine + OWN, {"other": other + OWN}, known=in_common())[0].share == 1.0


def test_the_most_alike_comes_first():
    found = alike(OWN, {"little": OTHER + OWN[:36], "all": OWN, "nothing": OTHER})

    assert [each.name for each in found] == ["all", "little"]


def test_every_planted_passage_is_found_and_nothing_else_among_sixty_texts():
    """A property with its control: texts of random characters share only what was planted."""
    draw = random.Random(7)
    alphabet = [chr(0x4E00 + number) for number in range(6000)]

    def sentence(length):
        return "".join(draw.choice(alphabet) for _ in range(length)) + "。"

    texts = {f"单位{number}": "".join(sentence(draw.randint(20, 60)) for _ in range(30)) for number in range(60)}
    planted = sentence(24)
    carriers = {"单位7", "单位20", "单位59"}
    for name in carriers:
        texts[name] = planted[: draw.randint(0, 3)] + texts[name] + sentence(9)[:-1] + planted
    mine = sentence(40) + planted + sentence(40)

    found = alike(mine, texts)

    assert {each.name for each in found} == carriers
    assert {each.passages[0].text for each in found} == {planted.rstrip("。")}


@pytest.mark.parametrize("before", range(12))
@pytest.mark.parametrize("other_before", [0, 3, 7, 8])
@pytest.mark.parametrize(("length", "is_found"), [(15, True), (14, False)])
def test_a_run_of_fifteen_characters_is_found_wherever_it_begins(before, other_before, length, is_found):
    signs = [chr(0x4E00 + number) for number in range(400)]
    run = "".join(signs[:length])
    mine = "".join(signs[20 : 20 + before]) + run + "".join(signs[60:75])
    other = "".join(signs[100 : 100 + other_before]) + run + "".join(signs[160:175])

    found = alike(mine, {"other": other})

    assert [passage.text for each in found for passage in each.passages] == ([run] if is_found else [])
