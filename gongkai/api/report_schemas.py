"""What the answers about annual reports hold, each field with its meaning and an example."""

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema

from gongkai.api.schemas import Day, Slug

CELL = "applications.received.total"
_LEVEL = "层级：unit 单位，district 全区汇总"


class ReportRow(Schema):
    """一份已经公布的年度报告。"""

    body: Slug
    body_name: str = Field(description="单位全称", examples=["青禾区住房和城乡建设局"])
    level: Literal["unit", "district"] = Field(description=_LEVEL, examples=["unit"])
    year: int = Field(description="报告年度", examples=[2026])
    title: str = Field(description="标题")
    published_on: Day = Field(description="公布日期")
    corrected_on: date | None = Field(description="最近一次勘误的日期；没有勘误是 null", examples=["2027-04-08"])
    url: str = Field(description="报告页的网址")


class Reports(Schema):
    """已经公布的年度报告。"""

    items: list[ReportRow] = Field(description="从新到旧；一年里全区汇总在前")


class ReportFile(Schema):
    """年报的一个文件，公布时的原件。"""

    kind: str = Field(description="类型", examples=["docx"])
    size: int = Field(description="字节数", examples=[73000])
    sha256: str = Field(description="SHA-256 校验值", examples=["0" * 64])
    url: str = Field(description="下载的网址")


class PictureFile(Schema):
    """报告里上传的一幅图，公布时的原件；图表的数在正文里。"""

    number: int = Field(description="第几幅", examples=[1])
    part: str = Field(description="在哪一部分", examples=["overview"])
    caption: str = Field(description="图题")
    alternative: str = Field(description="图上有什么，用文字说")
    kind: str = Field(description="类型", examples=["png"])
    size: int = Field(description="字节数", examples=[73000])
    sha256: str = Field(description="SHA-256 校验值", examples=["0" * 64])
    url: str = Field(description="下载的网址")


class ChangeRow(Schema):
    """勘误改正的一个数。"""

    cell: str = Field(description="格子", examples=[CELL])
    old: str = Field(description="公布时写的", examples=["148"])
    new: str = Field(description="应为", examples=["149"])


class ErratumRow(Schema):
    """公布以后的一次勘误；公布时的数不改动。"""

    number: int = Field(description="第几次", examples=[1])
    on: Day = Field(description="勘误的日期")
    text: str = Field(description="勘误说明")
    changes: list[ChangeRow] = Field(description="改正的数")


class ShareRow(Schema):
    """一个单位在全区的数里占多少。"""

    body: Slug
    short: str = Field(description="单位简称", examples=["区住建局"])
    value: int | float | str = Field(description="数；小数装不下的写成文字", examples=[14])
    is_published: bool = Field(description="它自己的年报是不是已经在本平台公布")


class ReportPage(Schema):
    """一份年度报告的全部内容。"""

    report: ReportRow = Field(description="目录信息")
    content: dict[str, Any] = Field(description="正文和每一个数，格式 gongkai-report/1，和下载的 json 文件相同")
    choices: list[str] = Field(description="统计口径的说明", examples=[["表四统计口径：……"]])
    files: list[ReportFile] = Field(description="文件")
    pictures: list[PictureFile] = Field(description="上传的图；没有是空")
    errata: list[ErratumRow] = Field(description="勘误")
    shares: dict[str, list[ShareRow]] = Field(description="全区汇总：每个数由哪些单位构成；单位的年报是空")


class ArchiveCell(Schema):
    """报告库里一份报告的一个格子。"""

    report: str = Field(description="报告的编号")
    body: str | None = Field(description="单位的编号；认不出是 null", examples=["housing"])
    name: str | None = Field(description="单位", examples=["青禾区住房和城乡建设局"])
    year: int | None = Field(description="报告年度；读不出是 null", examples=[2025])
    cell: str = Field(description="格子", examples=[CELL])
    state: str = Field(
        description="read 读出，blank 空着没有填，absent 文件里没有，ambiguous 读不准；只有 read 有数",
        examples=["read"],
    )
    value: int | float | str | None = Field(description="数；没有读出是 null，不是零", examples=[148])
    unit: str | None = Field(description="格子里印的单位", examples=[None])
    printed: str | None = Field(description="原件上印的", examples=["148"])
    source_page: int | None = Field(description="第几页", examples=[3])
    source_table: int | None = Field(description="第几张表", examples=[2])
    source_row: int | None = Field(description="第几行", examples=[4])
    source_column: int | None = Field(description="第几列", examples=[9])
    is_current: bool = Field(description="是不是这个单位这一年进入统计的那份报告")
    correction: str | None = Field(description="公布以后的勘误说应为多少；没有勘误是 null", examples=[None])


class ArchiveCells(Schema):
    """报告库里的格子，一页。"""

    items: list[ArchiveCell] = Field(description="按单位、年份、格子")
    page: int = Field(description="第几页", examples=[1])
    is_last: bool = Field(description="是不是最后一页")
