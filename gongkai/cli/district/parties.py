"""The applicants of the demonstration. Nobody of them exists: no identity card begins with 370000, nobody is born in 2099."""

from gongkai.applications.people import Party
from gongkai.core import credit_codes

_SURNAMES = "李周赵孙吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施孔曹严华金魏陶姜谢邹"
# Given names, two characters each.
_GIVEN = (
    "明远晓岚建业若溪思源海棠致和春生雅宁志刚月华立群安然文博秀兰国梁"
    "知秋素琴承志晓枫玉书长青念慈景行亦凡红梅修远婉清德厚可心怀瑾冬阳慧中"
)
_ROADS = ("柳泉路", "青石街", "禾丰路", "文昌街", "南湖路", "学府路", "东关街", "广场北路")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_ORGANISATIONS = {
    "commercial_enterprise": (
        "泺阳禾润建材有限公司",
        "泺阳青舟置业有限公司",
        "青禾丰泽农业有限公司",
        "泺阳云杉信息技术有限公司",
        "泺阳四方汇物业服务有限公司",
        "青禾惠邻商贸有限公司",
    ),
    "research_institution": ("泺阳治理与公共政策研究院", "泺阳城乡发展研究所"),
    "public_welfare_org": ("青禾绿野环保公益中心", "青禾守望助老服务中心"),
    "legal_service_org": ("泺阳衡度律师事务所", "泺阳明则律师事务所"),
    "other_org": ("青禾区柳泉花园小区业主委员会", "青禾区金穗家园小区业主委员会"),
}
_FIRST = {"commercial_enterprise": "91", "research_institution": "12", "public_welfare_org": "52"}


def parties(kind: str, at: int, *, many: int = 1, name: str = "", phone: str = "", agent: bool = False) -> list[Party]:
    """Those who apply: `many` persons, or one organisation; with a lawyer who acts for them where `agent`."""
    if kind == "natural_person":
        found = [_person(at + 11 * each, name if not each else "", phone if not each else "") for each in range(many)]
    else:
        found = [_organisation(kind, at, name, phone)]
    return [*found, _agent(at)] if agent else found


def _person(at: int, name: str, phone: str) -> Party:
    return Party(
        "natural_person",
        name or _SURNAMES[at % len(_SURNAMES)] + _given(at * 7 + 3),
        "resident_id",
        _resident_id(at),
        phone or f"1380000{1000 + at * 13 % 9000:04d}",
        address=f"青禾区{_ROADS[at % len(_ROADS)]}{at % 80 + 1}号",
        postcode="255999",
    )


def _agent(at: int) -> Party:
    name = "苗" + _given(at)
    return Party("natural_person", name, "resident_id", _resident_id(at + 900), "13800009907", is_agent=True)


def _organisation(kind: str, at: int, name: str, phone: str) -> Party:
    names = _ORGANISATIONS[kind]
    own = name or names[at % len(names)]
    serial = names.index(own) if own in names else 9
    first = f"{_FIRST.get(kind, '31')}370000MA9{list(_ORGANISATIONS).index(kind)}{serial}0000"
    return Party(
        kind,
        own,
        "credit_code",
        first + credit_codes.check_digit(first),
        phone or f"1380000{8000 + at % 900:04d}",
        email=f"office{at}@example.com",
        address=f"泺阳市{_ROADS[at % len(_ROADS)]}{at % 60 + 100}号",
        postcode="255999",
        representative="时" + _given(at + 5),
    )


def _given(at: int) -> str:
    place = 2 * at % len(_GIVEN)
    return _GIVEN[place : place + 2]


def _resident_id(at: int) -> str:
    first = f"3700002099{at % 12 + 1:02d}{at % 28 + 1:02d}{at % 999:03d}"
    remainder = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first, strict=True)) % 11
    return first + _CHECK_DIGITS[remainder]
