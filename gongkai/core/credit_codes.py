"""The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last one a check digit."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def fault(code: str) -> str:
    """What is wrong with `code`, in Chinese; "" when it is right."""
    if len(code) != 18:
        return f"统一社会信用代码是 18 位，现在是 {len(code)} 位"
    wrong = sorted(set(code) - set(_ALPHABET))
    if wrong:
        return f"统一社会信用代码里不会有“{'”“'.join(wrong)}”（不用字母 I、O、S、V、Z）"
    if check_digit(code[:17]) != code[17]:
        return "统一社会信用代码的校验位不对，请对照证书再看一遍"
    return ""


def check_digit(first_17: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    remainder = sum(weight * _ALPHABET.index(char) for weight, char in zip(_WEIGHTS, first_17, strict=True)) % 31
    return _ALPHABET[(31 - remainder) % 31]
