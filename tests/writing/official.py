"""A released document with all its parts, and an interpretation of it: invented."""

from datetime import date

from gongkai.core.documents.text import Block
from gongkai.writing.documents import Interpretation, OfficialDocument

WORDS = (
    "为规范扬尘污染防治工作，持续改善空气质量，根据《中华人民共和国大气污染防治法》和有关规定，现就有关事项通知如下。"
)
HEAD = ("序号", "任务", "责任单位")


TASK = "建立工地扬尘在线监测制度并按月通报"


def table(rows: int) -> Block:
    """A table of so many rows under its head."""
    lines = tuple((f"第{row}项", f"{TASK}（{row}）", "区住房城乡建设局") for row in range(1, rows + 1))
    return Block("table", rows=(HEAD, *lines))


TEXT = (
    Block("addressee", "各镇人民政府、街道办事处，区政府各部门："),
    Block("paragraph", WORDS),
    Block("heading", "一、总体要求", level=1),
    Block("heading", "（一）基本原则", level=2),
    Block("paragraph", f"（二）加强领导。{WORDS}"),
    Block("heading", "1.源头治理", level=3),
    Block("paragraph", WORDS),
    table(3),
    Block("paragraph", "本通知自2026年12月1日起施行，有效期五年。"),
    Block("annexes", "任务分工表\n技术要求"),
    Block("annex", "附件1 任务分工表"),
    table(2),
    Block("annex", "附件2\n技术要求"),
    Block("paragraph", WORDS),
)
DOCUMENT = OfficialDocument(
    issuer="青禾区人民政府办公室",
    document_number="青政办发〔2026〕12号",
    title="关于做好建设工地扬尘污染防治工作的通知",
    text=TEXT,
    formed_on=date(2026, 11, 2),
    note="此件公开发布",
    copies=("区委办公室", "区人大常委会办公室"),
    printed_by="青禾区人民政府办公室",
    printed_on=date(2026, 11, 3),
    source="https://www.qinghe.example/documents/abc/",
    checksum="SHA-256 0123456789abcdef",
    index_number="001234567/2026-00012",
)
INTERPRETATION = Interpretation(
    title="扬尘污染防治通知政策解读",
    text=(Block("question", "为什么要出台这个通知？"), Block("answer", "答：为了改善空气质量。\n也为了健康。")),
    publisher="青禾区住房和城乡建设局",
    published_on=date(2026, 11, 5),
    explains="青政办发〔2026〕12号",
)
