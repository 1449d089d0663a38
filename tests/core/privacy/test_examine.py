"""All that a publisher has to resolve in a text: each kind with its place, its weight and its mask; and what is none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core import privacy

ID = "370305197912071172"


def told(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in privacy.examine(text)]


@pytest.mark.parametrize(
    ("text", "kind", "found", "masked"),
    [
        ("身份证3703O5l97912O7l172。", "resident_id", "3703O5l97912O7l172", "370*************72"),
        ("身份证370305 19791207 1172。", "resident_id", "370305 19791207 1172", "370*** ******** **72"),
        (
            "身份证37030519\n  791207117 2。",
            "resident_id",
            "37030519\n  791207117 2",
            "370*****\n  ********7 2",
        ),
        ("残疾人张某37030519791207117243", "resident_id", ID, "370*************72"),
        ("联系手机l38O0138OOO", "mobile", "l38O0138OOO", "l38****8OOO"),
        ("农业银行卡号 6222 0202 0011 2233 446", "bank_card", "6222 0202 0011 2233 446", "**** **** **** ***3 446"),
        ("住址：张店区马尚街道北石村3组12号", "address", "张店区马尚街道北石村3组12号", "张店区马尚街道北石村****"),
        ("家住桓台县果里镇和平路8号院2号楼301室", "address", "桓台县果里镇和平路8号院2号楼301室", "桓台县果里镇****"),
        ("住址：金乔小区12号楼3单元502室", "address", "金乔小区12号楼3单元502室", "****"),
        ("户主：欧阳文静，", "name", "欧阳文静", "欧阳某某"),
        ("姓　名：张　伟　　性别", "name", "张　伟", "张某"),
        ("被征收人：买买提·吐尔逊，", "name", "买买提·吐尔逊", "买某某"),
        ("举报人王建国反映", "protected_name", "王建国", "王某某"),
        ("张小明，男，9岁，随祖父生活", "minor", "张小明", "张某某"),
        ("留守儿童李子轩由邻居照看", "minor", "李子轩", "李某某"),
        ("家庭电话：0533-7211580", "landline", "0533-7211580", "0533-*****80"),
        ("个人邮箱：zhang.3@qq.com", "email", "zhang.3@qq.com", "z***@qq.com"),
        ("车牌号鲁C·A1234", "plate", "鲁C·A1234", "鲁C·***34"),
        ("护照号码：E12345678", "passport", "E12345678", "E******78"),
        ("台胞证：12345678", "permit", "12345678", "1*****78"),
        (
            "供应商：山东某某有限公司，账号：37050163884100000123",
            "company_account",
            "37050163884100000123",
            "*" * 16 + "0123",
        ),
        ("税号：370303123456789", "tax_number", "370303123456789", "37***********89"),
    ],
)
def test_each_kind_is_found_and_masked(text, kind, found, masked):
    (each,) = (one for one in privacy.examine(text) if one.kind == kind)

    assert (each.text, text[each.start : each.end], privacy.mask_finding(each)) == (found, found, masked)


def test_a_quotation_is_for_a_person_to_judge_and_is_not_masked():
    text = "乙公司投标报价：128.50万元"

    (each,) = privacy.examine(text)

    assert (each.kind, each.weight, each.masked) == ("quotation", "warning", "128.50万元")


def test_illness_and_marriage_beside_a_name_are_found_and_alone_are_not():
    assert told("患者王建国患肺癌，已离异。") == [
        ("protected_name", "王建国"),
        ("health", "肺癌"),
        ("marriage", "离异"),
    ]
    assert told("肺癌早期筛查；离异家庭关爱。") == []
    assert told("张某某患肺癌。") == []


def test_a_free_name_is_no_more_than_a_hint():
    (each,) = privacy.examine("王建国反映小区停水")

    assert (each.kind, each.weight) == ("possible_name", "hint")


@pytest.mark.parametrize(
    "text",
    [
        "索引号：11370300004224423Q/2021-00012",
        "统一社会信用代码：91370303MA3C4D5E6X",
        "淄政发〔2021〕12号，投资13800138000元",
        "联系电话：0533-7211580（区政府办公室）",
        "地址：张店区人民西路198号政务服务中心A座1203室",
        "局长王建国主持，副局长李伟出席",
        "签发人：王建国",
        "联系人：王建国，电话0533-7211580",
        "姓名：王建国　职务：副局长",
        "申请人应当提交身份证明",
        "北石村3组道路硬化工程",
        "缴款：户名张店区财政局非税专户 账号：37001638841050000123",
        "纳税人识别号：11370300004224423Q",
        "身份证号370305197912071173",
        "",
    ],
)
def test_what_is_public_business_is_no_finding(text):
    assert told(text) == []


def test_an_account_belongs_to_whom_the_text_names():
    number = "37050163884100000123"

    assert told(f"户名：王伟 开户行：齐商银行股份有限公司 账号：{number}")[-1] == ("bank_card", number)
    assert told(f"户名：鲁泰建材有限公司 账号：{number}") == [("company_account", number)]


def test_masked_text_holds_nothing_of_what_was_found():
    text = f"申请人：王建国，男，身份证{ID}，住张店区马尚街道北石村3组12号，手机13800138000。"

    masked = privacy.masked_text(text, privacy.examine(text))

    assert masked == "申请人：王某某，男，身份证370*************72，住张店区马尚街道北石村****，手机138****8000。"
    assert privacy.examine(masked) == ()


@given(st.text(alphabet="张伟0123456789Ol-  \n：，姓名住址号楼单元室\u200b０１A@.", max_size=200))
def test_places_are_those_of_the_text_and_do_not_overlap(text):
    found = privacy.examine(text)

    assert [text[each.start : each.end] for each in found] == [each.text for each in found]
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_invisible_signs_hide_nothing_and_places_hold():
    text = f"证件\u200b号：{ID[:5]}\u200b{ID[5:]}。"

    (each,) = privacy.examine(text)

    assert (each.kind, text[each.start : each.end]) == ("resident_id", f"{ID[:5]}\u200b{ID[5:]}")


def test_find_knows_numbers_only():
    text = f"申请人：王建国，住金乔小区12号楼3单元502室，{ID}，13800138000"

    assert [each.kind for each in privacy.find(text)] == ["resident_id", "mobile"]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "37 03 05 19 79 12 07 11 ",
        "lO",
        "12号楼3单元",
        "张",
        "申请人",
        "姓名：",
        "a@",
        "家住张店区",
        "姓名(",
        "1\n",
        "62-",
        "王李",
        " ",
    ],
)
def test_hostile_repeats_hide_nothing_that_follows(unit):
    text = unit * (200_000 // len(unit)) + f"\n。\n身份证号：{ID}。"

    assert ("resident_id", ID) in told(text)


def test_every_kind_says_what_it_is_and_what_to_do():
    for kind in privacy.KINDS.values():
        assert kind.weight in ("block", "warning", "hint")
        assert kind.column in ("mask", "drop", "review")
        assert kind.label, kind.key
        assert "法" in kind.basis or "条例" in kind.basis
        assert kind.mend, kind.key
    assert dict(privacy.NAMES) == {key: kind.label for key, kind in privacy.KINDS.items()}
