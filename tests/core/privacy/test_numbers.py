"""Personal information in text: found by check digits and shapes, masked, and not seen where there is none."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core import privacy

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(seed: int) -> str:
    rng = random.Random(seed)
    place = rng.choice(["110105", "370305", "440305", "650102"])
    born = f"{rng.randint(1930, 2020)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"{place}{born}{rng.randint(0, 999):03}"
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]


@given(st.integers(0, 10**9), st.sampled_from(["身份证号{}。", "（{}）", "{}", "申请人张某 {} 提出", "号码：{}，"]))
def test_every_resident_id_is_found_where_it_stands(seed, template):
    number = resident_id(seed)
    text = template.format(number)

    (found,) = privacy.find(text)

    assert (found.kind, found.text, text[found.start : found.end]) == ("resident_id", number, number)


@given(st.integers(0, 10**9), st.integers(0, 16), st.integers(1, 9))
def test_a_number_with_a_wrong_digit_is_no_resident_id(seed, place, step):
    number = resident_id(seed)
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]

    assert not privacy.is_resident_id(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "电话：0533-7211580",
        "统一社会信用代码11370300004224423Q",
        "索引号11370300004224423Q/2021-00001",
        "国办公开办函〔2021〕30号",
        "收费24252.311082万元，共13575394432.52元",
        "2021年1月25日",
        "138001380001",
        "邮编255400",
    ],
)
def test_what_is_no_personal_information(text):
    assert privacy.find(text) == ()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("手机13800138000。", "手机138****8000。"),
        ("手机１３８００１３８０００", "手机１３８****８０００"),
        ("身份证11010519491231002X", "身份证110*************2X"),
        ("开户行账号6222020200112233446", "开户行账号***************3446"),
    ],
)
def test_masked_text(text, masked):
    assert privacy.mask(text) == masked


def test_a_long_number_is_a_bank_card_only_beside_words_of_a_bank():
    assert privacy.find("银行卡号6222020200112233446")[0].kind == "bank_card"
    assert privacy.find("批次6222020200112233446") == ()
