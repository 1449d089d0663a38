"""Facts for letters that lack nothing."""

from dataclasses import replace
from datetime import date

from gongkai.core.letters import Applicant, Consulted, Contact, Facts, Fee, Matter, Other, Reconsideration

MATTER = Matter(
    text="2025年扬尘污染行政处罚决定书",
    reason="正文写明了具体的理由",
    way="青禾区政府信息公开平台“行政处罚”栏目",
    organ="青禾区综合行政执法局",
    organ_contact="0533-2222222",
    search="在公文系统以“扬尘”为检索词、范围为2025年全年检索",
    found=("《行政处罚决定书》",),
    withheld="当事人的身份证号码",
    ground="third_party_rights",
    law="《不动产登记暂行条例》第二十七条",
    earlier="2026年3月2日，青公开答〔2026〕12号",
)
FACTS = Facts(
    organ="青禾区人民政府办公室",
    applicant=Applicant("张建国", telephone="13900001111", address="青禾区青禾路18号", postcode="255000"),
    received_on=date(2026, 10, 23),
    letter_on=date(2026, 11, 20),
    number="青公开答〔2026〕131号",
    case_number="2026-0131",
    channel="互联网",
    matters=(MATTER,),
    due_on=date(2026, 11, 20),
    asked_to_correct_on=date(2026, 10, 26),
    correct_by=date(2026, 11, 6),
    corrected_on=date(2026, 10, 30),
    asked_for_reasons_on=date(2026, 10, 27),
    extended_to=date(2026, 12, 18),
    extended_days=20,
    delayed_to=date(2026, 12, 25),
    charged_on=date(2026, 10, 28),
    paid_on=date(2026, 11, 2),
    consulted=(Consulted("third_party", date(2026, 10, 29), "不同意公开"),),
    answer_by=date(2026, 11, 13),
    other=Other("青禾建工有限公司"),
    contact=Contact("刘明", "0533-1111111", "青禾区青禾路1号", "255000"),
    reconsideration=Reconsideration(
        "青禾区人民政府", "青禾路1号", "https://fuyi.example.gov.cn", superior="青州市人民政府办公室"
    ),
    court="青州市中级人民法院",
    fee=Fee("by_item", 11, 100, date(2026, 12, 11), "财政非税收入缴款书"),
    filled={
        "补正事项": "请写明所申请文件的名称或者文号",
        "超量情况": "一个月内提出申请50件",
        "延期理由": "需要查找的档案较多",
        "征求意见内容": "2025年扬尘污染行政处罚决定书",
        "公开理由": "涉及周边居民的健康",
        "决定公开内容": "2025年扬尘污染行政处罚决定书",
        "协办事项": "查找2025年的处罚案卷",
        "送达文书": "政府信息公开申请答复书",
    },
)


def decided(outcome: str, **changes: object) -> Facts:
    """FACTS with this outcome."""
    return replace(FACTS, matters=(replace(MATTER, outcome=outcome, **changes),))
