"""Invented persons, businesses and lines of official documents that name nobody: to measure `core.privacy`.

The sentences stand in `sentences.toml`; those held out were written before the patterns were mended and not used to mend them.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLACES = ("110105", "370305", "440305", "650102", "330106", "510107", "370303", "230102", "460105", "540102")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国志红玉梅春燕文辉淑珍海波晓东雪梓涵子轩浩宇欣怡"
    "佳琪俊凯婷慧鹏飞斌凤琴荣福祥贵生永庆德利振"
)
_COUNTIES = ("张店区", "临淄区", "桓台县", "历下区", "西湖区", "长安区", "沂源县", "淄川区")
_TOWNS = ("马尚街道", "南定镇", "房镇镇", "果里镇", "昆仑镇", "悦庄镇", "中埠镇", "朱台镇")
_VILLAGES = ("北石村", "大姜村", "九级村", "东高村", "小田村", "上湖村", "凤凰村", "李家村", "王庄村")
_ESTATES = ("金乔小区", "华润花园", "颐景苑", "柳泉家园", "盛世公寓", "阳光新村", "御景湾", "瑞景嘉园", "书香名邸")
_ROADS = ("柳泉路", "人民西路", "共青团路", "兴学街", "和平路", "华光路", "中心路")

Maker = Callable[[random.Random], str]


def resident_id(rng: random.Random) -> str:
    """Eighteen characters with a true check digit, most with breaks, blanks or look-alikes."""
    born = f"{rng.randint(1930, 2020)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"{rng.choice(_PLACES)}{born}{rng.randint(0, 999):03}"
    number = body + "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, body, strict=True)) % 11]
    written = _WAYS[rng.randrange(len(_WAYS))] if rng.random() < 0.7 else str
    return written(number)


_WAYS: Sequence[Callable[[str], str]] = (
    lambda number: f"{number[:6]} {number[6:14]} {number[14:]}",
    lambda number: f"{number[:6]}-{number[6:10]}-{number[10:14]}-{number[14:]}",
    lambda number: number.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")),
    lambda number: f"{number[:3]}\n{number[3:]}",
    lambda number: f"{number[:13]}\n{number[13:]}",
    lambda number: number.replace("0", "O", 2),
    lambda number: number.replace("1", "l", 2),
    str.lower,
    lambda number: f"{number[:5]}\u200b{number[5:]}",
    " ".join,
)


def old_id(rng: random.Random) -> str:
    """Fifteen digits of before 1999."""
    born = f"{rng.randint(30, 85)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    return f"{rng.choice(_PLACES)}{born}{rng.randint(0, 999):03}"


def mobile(rng: random.Random) -> str:
    """Eleven digits, in one piece or in three."""
    number = f"1{rng.choice('3456789')}{rng.randint(0, 999999999):09}"
    match rng.randint(0, 5):
        case 0:
            return f"{number[:3]}-{number[3:7]}-{number[7:]}"
        case 1:
            return f"{number[:3]} {number[3:7]} {number[7:]}"
        case 2:
            return number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        case _:
            return number


def bank_card(rng: random.Random) -> str:
    """Sixteen or nineteen digits with a true check digit."""
    length = rng.choice((16, 19, 19))
    body = rng.choice(("622202", "621700", "622848", "625965", "436742")) + "".join(
        rng.choices("0123456789", k=length - 7)
    )
    doubled = [int(d) * (2 - place % 2) for place, d in enumerate(reversed(body))]
    number = body + str(-sum(d // 10 + d % 10 for d in doubled) % 10)
    return " ".join(number[at : at + 4] for at in range(0, length, 4)) if rng.random() < 0.3 else number


def name(rng: random.Random) -> str:
    """Two or three characters."""
    return rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2))))


def address(rng: random.Random) -> str:
    """Down to the door, in town or in a village."""
    county, room = rng.choice(_COUNTIES), rng.choice((101, 302, 502, 1203, 2601))
    house, unit = rng.randint(1, 48), rng.randint(1, 6)
    town = f"淄博市{county}" if rng.random() < 0.5 else county
    match rng.randint(0, 4):
        case 0:
            return f"{town}{rng.choice(_TOWNS)}{rng.choice(_VILLAGES)}{rng.randint(1, 12)}组{rng.randint(1, 88)}号"
        case 1:
            return f"{town}{rng.choice(_ESTATES)}{house}栋{room}室"
        case 2:
            return (
                f"{town}{rng.choice(_ROADS)}{rng.randint(1, 300)}号{rng.choice(_ESTATES)}{house}号楼{unit}单元{room}户"
            )
        case 3:
            return f"{rng.choice(_ESTATES)}{house}号楼{unit}单元{room}室"
        case _:
            return f"{town}{rng.choice(_ESTATES)}{house}号楼{unit}单元{room}" + rng.choice(("室", "号"))


def plate(rng: random.Random) -> str:
    """Of a car with an engine, or of an electric one."""
    rest = (
        f"{rng.choice('ABCDEFGHJK')}{rng.randint(0, 9999):04}" if rng.random() < 0.7 else f"D{rng.randint(0, 99999):05}"
    )
    return f"{rng.choice('鲁京浙苏粤川')}{rng.choice('ABCDE')}{rng.choice(('', '·'))}{rest}"


def email(rng: random.Random) -> str:
    """At a host where persons have their mail."""
    user = rng.choice(
        (str(rng.randint(10**8, 10**10)), f"{rng.choice(('zhang', 'li', 'wang'))}.{rng.randint(1, 9999)}")
    )
    return f"{user}@{rng.choice(('qq.com', '163.com', '126.com', 'sina.com', 'gmail.com', '139.com'))}"


def passport(rng: random.Random) -> str:
    """Of the present kinds."""
    return rng.choice(
        (f"E{rng.randint(0, 99999999):08}", f"EJ{rng.randint(0, 9999999):07}", f"G{rng.randint(0, 99999999):08}")
    )


def permit(rng: random.Random) -> str:
    """Of Hong Kong, Macau and Taiwan."""
    return (
        f"{rng.choice('HM')}{rng.randint(0, 99999999):08}" if rng.random() < 0.6 else f"{rng.randint(0, 99999999):08}"
    )


def credit_code(rng: random.Random) -> str:
    """A unified social credit code with a true check digit."""
    body = rng.choice(("11", "12", "91")) + rng.choice(_PLACES) + "".join(rng.choices(_CODE, k=9))
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    return body + _CODE[(31 - sum(w * _CODE.index(c) for w, c in zip(weights, body, strict=True)) % 31) % 31]


def landline(rng: random.Random) -> str:
    """With its area code."""
    return f"0533{rng.choice('-- ')}{rng.randint(2000000, 7999999)}"


def digits(length: int) -> Maker:
    """So many digits, the first not a zero."""
    return lambda rng: str(rng.randint(10 ** (length - 1), 10**length - 1))


MAKERS: Mapping[str, Maker] = {
    "resident_id": lambda rng: old_id(rng) if rng.random() < 0.05 else resident_id(rng),
    "mobile": mobile,
    "bank_card": bank_card,
    "address": address,
    "name": name,
    "landline": landline,
    "plate": plate,
    "email": email,
    "passport": passport,
    "permit": permit,
    "household_number": digits(10),
    "student_number": digits(12),
    "company_account": digits(20),
    "tax_number": digits(15),
    "quotation": lambda rng: f"{rng.randint(10000, 9999999)}.{rng.randint(0, 99):02}元",
}


def mobile_like(rng: random.Random) -> str:
    """A serial number of eleven digits that begins as a mobile number does."""
    return f"1{rng.choice('3589')}{rng.randint(0, 999999999):09}"


FILLERS: Mapping[str, Maker] = {
    "year": lambda rng: str(rng.randint(2015, 2026)),
    "n": lambda rng: str(rng.randint(1, 300)),
    "m": lambda rng: str(rng.randint(1, 12)),
    "code": credit_code,
    "phone": landline,
    "money": lambda rng: f"{rng.randint(10**4, 10**11)}.{rng.randint(0, 99):02}",
    "long": lambda rng: str(rng.randint(10**17, 9 * 10**17)),
    "serial": mobile_like,
    "road": lambda rng: rng.choice(_ROADS),
    "county": lambda rng: rng.choice(_COUNTIES),
    "village": lambda rng: rng.choice(_VILLAGES),
    "town": lambda rng: rng.choice(_TOWNS),
    "name": name,
    "estate": lambda rng: rng.choice(_ESTATES),
}


def filled(template: str, rng: random.Random, value: str = "") -> str:
    """A template with everything in braces made up; {} is the value."""
    made = {key: make(rng) for key, make in FILLERS.items() if "{" + key + "}" in template}
    return template.format(value, **made)


def lines(templates: Sequence[str], rng: random.Random, count: int) -> Iterator[str]:
    """So many lines made of the templates in turn."""
    for number in range(count):
        yield filled(templates[number % len(templates)], rng)
