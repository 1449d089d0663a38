"""The life of an application, from submission to archive: who may do what when (条例第二十九条至第四十五条)."""

from gongkai.core.life import Life, Move

STAGES = {
    "submitted": "待确认收到",
    "received": "待登记",
    "offered": "待认领",
    "handling": "办理中",
    "awaiting_correction": "待补正",
    "awaiting_payment": "待缴费",
    "in_review": "审核中",
    "approved": "待签发",
    "signed": "待送达",
    "closed": "已办结",
}
ROLES = {
    "applicant": "申请人",
    "clerk": "经办人",
    "handler": "业务科室",
    "reviewer": "法制审核人",
    "head": "公开工作机构负责人",
    "signer": "签发人",
    "office": "区公开办",
}

_WORK = ("handling", "in_review", "approved")
_OPEN = ("submitted", "received", "offered", *_WORK, "awaiting_correction", "awaiting_payment", "signed")
_REGULATIONS = "政府信息公开条例（2019）"

LIFE = Life(
    "依申请公开",
    STAGES,
    ROLES,
    (
        # ── in the door ──
        Move("receive", "确认收到", ("submitted",), "received", ("clerk",), f"{_REGULATIONS}第三十一条"),
        Move("register", "登记", ("received",), "handling", ("clerk",), f"{_REGULATIONS}第四十五条"),
        Move("transfer", "转办", ("received", "handling"), "offered", ("clerk", "office")),
        Move("claim", "认领", ("offered",), "handling", ("clerk",)),
        Move("decline", "退回转办", ("offered",), "handling", ("clerk",)),
        Move("split", "分案", ("received", "handling"), None, ("clerk",)),
        # ── what the law lets an office ask, and the clock with it ──
        Move(
            "ask_to_correct",
            "要求补正",
            ("handling",),
            "awaiting_correction",
            ("clerk",),
            f"{_REGULATIONS}第三十条",
            once="补正应当一次性告知（条例第三十条）",
        ),
        Move(
            "correct",
            "收到补正",
            ("awaiting_correction",),
            "handling",
            ("applicant", "clerk"),
            f"{_REGULATIONS}第三十条",
        ),
        Move("ask_for_reasons", "要求说明理由", ("handling",), None, ("clerk",), f"{_REGULATIONS}第三十五条"),
        Move("give_reasons", "收到理由", ("handling",), None, ("applicant", "clerk"), f"{_REGULATIONS}第三十五条"),
        Move("consult_third_party", "征求第三方意见", _WORK, "handling", ("clerk",), f"{_REGULATIONS}第三十二条"),
        Move("consult_co_maker", "征求共同制作机关意见", _WORK, "handling", ("clerk",), f"{_REGULATIONS}第三十四条"),
        Move("consult_organ", "征求其他机关意见", _WORK, "handling", ("clerk",), f"{_REGULATIONS}第三十三条第三款"),
        Move("answer_consultation", "收到征求意见的答复", _WORK, None, ("clerk",)),
        Move(
            "charge",
            "通知缴费",
            ("handling",),
            "awaiting_payment",
            ("clerk",),
            "国办函〔2020〕109号",
            once="收费通知只发一次",
        ),
        Move("pay", "收到缴费", ("awaiting_payment",), "handling", ("applicant", "clerk"), "国办函〔2020〕109号"),
        Move("ask_to_extend", "申请延期", _WORK, None, ("clerk", "handler"), f"{_REGULATIONS}第三十三条第二款"),
        Move(
            "extend",
            "批准延期并告知",
            _WORK,
            None,
            ("head",),
            f"{_REGULATIONS}第三十三条第二款",
            once="延长答复期限只有一次（条例第三十三条第二款）",
        ),
        Move("delay", "告知合理延迟的期限", ("handling",), None, ("head",), f"{_REGULATIONS}第三十五条"),
        Move("search", "登记检索", ("handling",), None, ("clerk", "handler")),
        # ── to the reply ──
        Move("propose", "提出答复意见", ("handling",), "in_review", ("clerk",)),
        Move("comment", "批注", ("in_review", "approved"), None, ("reviewer", "head", "signer")),
        Move("return", "退回修改", ("in_review", "approved"), "handling", ("reviewer", "head", "signer")),
        Move("approve", "审核通过", ("in_review",), "approved", ("reviewer",)),
        Move("reply", "签发答复", ("approved",), "signed", ("signer",), f"{_REGULATIONS}第三十三条、第三十六条"),
        Move("deliver", "送达", ("signed",), "closed", ("clerk",), f"{_REGULATIONS}第四十条"),
        # ── other ends ──
        Move(
            "lapse",
            "视为放弃",
            ("awaiting_correction", "awaiting_payment"),
            "closed",
            ("clerk",),
            f"{_REGULATIONS}第三十条",
        ),
        Move("withdraw", "撤回申请", _OPEN, "closed", ("applicant", "clerk")),
        Move("reopen", "重新答复", ("closed",), "handling", ("clerk", "office")),
    ),
)
