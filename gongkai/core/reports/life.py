"""The life of one year's report of a unit or of the district: 未报, 草稿, 已报待审, 退回, 通过, signed, published."""

from gongkai.core.life import Life, Move

STAGES = {
    "awaited": "未报",
    "draft": "草稿",
    "submitted": "已报待审",
    "returned": "退回",
    "accepted": "通过",
    "signed": "已签发",
    "published": "已公布",
    "excused": "不单独报送",
}
ROLES = {
    "clerk": "经办人",
    "reviewer": "法制审核人",
    "head": "公开工作机构负责人",
    "signer": "签发人",
    "office": "区公开办",
}
EDITABLE = ("awaited", "draft", "returned")
HANDED_IN = ("submitted", "accepted", "signed", "published")
DONE = ("accepted", "signed", "published")
_ARTICLE = "政府信息公开条例（2019）第四十九条"
_OWN = ("clerk", "head", "office")

LIFE = Life(
    "年度报告",
    STAGES,
    ROLES,
    (
        Move("write", "填写", EDITABLE, "draft", _OWN),
        Move("submit", "报送", EDITABLE, "submitted", _OWN, _ARTICLE),
        Move("take_back", "撤回报送", ("submitted",), "draft", _OWN),
        Move("return", "退回修改", ("submitted", "accepted"), "returned", ("office",)),
        Move("accept", "审核通过", ("submitted",), "accepted", ("office",)),
        Move("sign", "签发", ("accepted",), "signed", ("signer",), _ARTICLE),
        Move("publish", "公布", ("signed",), "published", ("clerk", "head", "office"), _ARTICLE),
        Move("correct", "发布勘误", ("published",), None, ("head", "office")),
        Move("excuse", "登记不单独报送", ("awaited", "draft"), "excused", ("office",)),
        Move("include", "恢复报送", ("excused",), "awaited", ("office",)),
        Move("remark", "批注", (*EDITABLE, *HANDED_IN), None, ("clerk", "reviewer", "head", "signer", "office")),
        Move("explain", "说明检查意见", (*EDITABLE, *HANDED_IN), None, ("clerk", "head", "office")),
        Move("dismiss", "不再提示", (*EDITABLE, *HANDED_IN), None, ("office",)),
    ),
)
