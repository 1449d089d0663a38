"""The life of an official document on its way to the public, from draft to withdrawal (条例第五条至第二十六条)."""

from gongkai.core.life import Life, Move

STAGES = {
    "draft": "拟稿",
    "attributed": "属性已确定",
    "screening": "审查中",
    "referred": "报请确定",
    "cleared": "审查通过",
    "signed": "待发布",
    "published": "已发布",
    "held": "不主动公开",
    "withdrawn": "已撤下",
    "discarded": "已作废",
}
ROLES = {
    "handler": "拟稿科室",
    "clerk": "公开经办人",
    "reviewer": "保密（法制）审查人",
    "head": "公开工作机构负责人",
    "signer": "签发人",
    "office": "区公开办",
}

_REGULATIONS = "政府信息公开条例（2019）"
_DRAFTING = ("draft", "attributed")
_BEFORE_SIGNATURE = (*_DRAFTING, "screening", "referred", "cleared")
_DESK = ("clerk", "handler")
_KEEPERS = (*_DESK, "office")  # a district clears its documents as a whole
_CHIEFS = ("reviewer", "head", "signer")

LIFE = Life(
    "主动公开",
    STAGES,
    ROLES,
    (
        Move("edit", "修改", (*_DRAFTING,), None, _DESK),
        Move("attribute", "确定公开属性", _DRAFTING, "attributed", _DESK, "国办发〔2016〕80号"),
        Move("submit", "提交审查", ("attributed",), "screening", _DESK, f"{_REGULATIONS}第十七条"),
        Move("resolve", "处理审查发现", (*_DRAFTING, "screening"), None, _DESK, "个人信息保护法"),
        Move(
            "give_opinion",
            "提出审查意见",
            ("screening",),
            None,
            ("handler", "clerk", "reviewer", "head"),
            "保守国家秘密法实施条例（2024）第四十二条",
        ),
        Move("refer", "报请主管部门确定", ("screening",), "referred", ("reviewer", "head"), f"{_REGULATIONS}第十七条"),
        Move("determine", "收到确定意见", ("referred",), "screening", ("clerk", "head"), f"{_REGULATIONS}第十七条"),
        Move("return", "退回修改", ("screening", "cleared"), "draft", _CHIEFS),
        Move("clear", "审查通过", ("screening",), "cleared", ("head",), f"{_REGULATIONS}第十七条"),
        Move("attach_interpretation", "编入解读", (*_BEFORE_SIGNATURE, "signed", "published"), None, _DESK),
        Move("sign", "签发", ("cleared",), "signed", ("signer",)),
        Move("schedule", "定时发布", ("signed",), None, ("clerk",)),
        Move("publish", "发布", ("signed",), "published", ("clerk", "office"), f"{_REGULATIONS}第二十三条、第二十六条"),
        Move("hold", "登记为不主动公开", ("signed",), "held", ("clerk",), f"{_REGULATIONS}第十三条"),
        # ── after publication: a record, never a deletion ──
        Move("post", "登记渠道发布", ("published", "withdrawn"), None, ("clerk", "office")),
        Move("revise", "更正", ("published",), None, ("clerk",), f"{_REGULATIONS}第六条"),
        Move("clarify", "澄清", ("published",), None, ("clerk",), f"{_REGULATIONS}第六条"),
        Move("amend", "登记修改", ("published",), None, _KEEPERS),
        Move("repeal", "废止", ("published",), None, _KEEPERS),
        Move("lapse", "宣布失效", ("published",), None, _KEEPERS),
        Move("undo_validity", "撤销废止、失效登记", ("published",), None, ("clerk", "office")),
        Move("withdraw", "撤下", ("published",), "withdrawn", ("clerk", "office"), "行政处罚法（2021）第四十八条"),
        Move("restore", "恢复发布", ("withdrawn",), "published", ("head", "office")),
        Move("reassess", "重新评估", ("held",), None, ("clerk", "head"), f"{_REGULATIONS}第十八条"),
        Move("open_up", "转为主动公开", ("held",), "draft", ("head",), f"{_REGULATIONS}第十八条"),
        Move("discard", "作废", _DRAFTING, "discarded", _DESK),
        Move("recover", "取回", ("discarded",), "draft", _DESK),
    ),
)
