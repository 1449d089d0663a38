"""Where the title of a document may be broken into lines: between words of the trade, never inside one."""

import re
from functools import cache

# The longest first wins. Titles are made of few words; what is not listed stays in one piece with its neighbour.
_WORDS = (
    "关于 关于印发 关于公布 关于开展 关于加强 关于做好 关于进一步 关于调整 关于同意 关于废止 "
    "关于修改 印发 公布 转发 开展 加强 做好 调整 进一步 规范 推进 促进 完善 深化 落实 "
    "实施 建立 健全 优化 支持 鼓励 申请 办理 管理 监督 检查 评估 考核 整治 治理 防治 "
    "保障 改造 建设 政府信息公开 政务公开 行政规范性文件 规范性文件 法治政府建设 营商环境 "
    "老旧小区 义务教育 医疗保险 社会保险 养老保险 养老服务 最低生活保障 公共租赁住房 国有土地 "
    "房屋征收 土地征收 集体土地 安全生产 食品安全 生态环境 污染防治 乡村振兴 农村 城乡居民 "
    "小微企业 融资担保 事业单位 公开招聘 招生 入学 补助 补贴 标准 应急预案 专项 重点 项目 "
    "计划 规划 预算 决算 收费 目录 清单 工作 服务 体系 机制 制度 情况 结果 通知 公告 "
    "通告 通报 意见 办法 规定 规程 细则 方案 实施方案 实施意见 实施细则 管理办法 暂行办法 "
    "决定 报告 函 批复 的通知 的公告 的通告 的通报 的意见 的决定 的批复 的报告 的函 解读 "
    "政策解读 一图看懂 问答 答记者问 人民政府 办公室"
)
_HEAVY = "《（“‘〔【"
_CLOSING = "》）”’〕】，。、；：！？"
_FOLLOWS = "的和与及等"


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(set(_WORDS.split()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def phrases(title: str) -> tuple[str, ...]:
    """The pieces of a title between which a line may end. Joined they are the title."""
    pieces: list[str] = []
    at = 0
    for found in _pattern().finditer(title):
        if found.start() > at:
            pieces.append(title[at : found.start()])
        pieces.append(found.group())
        at = found.end()
    if at < len(title):
        pieces.append(title[at:])
    return tuple(_joined(pieces))


def _joined(pieces: list[str]) -> list[str]:
    """Nothing begins with what belongs to the piece before it, nor ends with an opening bracket."""
    lines: list[str] = []
    for piece in pieces:
        if lines and (piece[0] in _CLOSING + _FOLLOWS or lines[-1][-1] in _HEAVY or len(piece) == 1):
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines
