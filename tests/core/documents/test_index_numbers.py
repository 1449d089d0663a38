"""Index numbers: made with their check digits, read as sites print them, refused with what is wrong."""

import pytest

from gongkai.core.documents import index_numbers

CODES = [
    "000014349",
    "000013338",
    "014416330",
    "11370300004224423Q",
    "11441700007280420Y",
    "12620600MB0523338C",
    "11341702486344515H",
]


@pytest.mark.parametrize("code", CODES)
def test_a_number_that_is_made_is_read_again(code):
    made = index_numbers.make(code, 2026, 7)

    assert made == f"{code}/2026-00007"
    assert index_numbers.read(made) == (made, "")
    assert index_numbers.parse(made) == index_numbers.IndexNumber(code, 2026, 7)


@pytest.mark.parametrize("code", CODES)
def test_a_changed_digit_of_the_code_is_found(code):
    wrong = ("2" if code[2] != "2" else "3").join((code[:2], code[3:]))

    with pytest.raises(ValueError, match="校验位"):
        index_numbers.make(wrong, 2026, 7)


@pytest.mark.parametrize(
    ("printed", "what"),
    [
        ("11370300004224423Q/2021-None", "后段"),
        ("/2026-5565770", "缺少前段"),
        ("0142768-8/2022-00185", "前段"),
        ("zfb/2026-00021", "前段"),
        ("", "没有索引号"),
        ("11370300004224423Q", "缺少“/”"),
    ],
)
def test_what_old_platforms_print_wrongly_is_no_number(printed, what):
    number, fault = index_numbers.read(printed)

    assert number is None
    assert what in fault


def test_full_width_signs_are_read():
    assert index_numbers.read("０００014349／2024－00007") == ("000014349/2024-00007", "")


@pytest.mark.parametrize("serial", [0, 100_000])
def test_a_serial_has_five_digits(serial):
    with pytest.raises(ValueError, match="流水号"):
        index_numbers.make("000014349", 2026, serial)
