"""What the answers hold, each field with its meaning and an example; the order of the fields never changes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

KEY = "91110000000000000A-2026-00012"

Slug = Annotated[str, Field(description="单位的短名，见 /bodies", examples=["housing"])]
Day = Annotated[date, Field(description="日期", examples=["2026-06-18"])]
MaybeDay = Annotated[date | None, Field(description="日期；没有写明是 null", examples=["2026-06-18"])]


class DocumentRow(Schema):
    """一件公文或者解读的目录信息。"""

    key: str = Field(description="永久网址里的短名，撤下以后也不会给别的公文用", examples=[KEY])
    url: str = Field(description="公文页的网址", examples=[f"https://www.example.gov.cn/gk/documents/{KEY}/"])
    index_number: str = Field(description="索引号", examples=["91110000000000000A/2026-00012"])
    title: str = Field(description="标题", examples=["关于做好2026年汛期地质灾害防治工作的通知"])
    document_number: str = Field(description="发文字号；没有是空", examples=["青政办发〔2026〕12号"])
    genre: Literal["document", "interpretation"] = Field(description="体裁：document 公文，interpretation 政策解读")
    form: str = Field(description="解读的形式；公文是空", examples=["图解"])
    kind: str = Field(description="公文种类", examples=["通知"])
    theme: str = Field(description="主题分类", examples=["综合政务\\应急管理"])
    column: str = Field(description="栏目的短名，见 /columns", examples=["rules"])
    column_label: str = Field(description="栏目的名称", examples=["行政规范性文件"])
    body: Slug
    issuer: str = Field(description="发文机关", examples=["青禾区人民政府办公室"])
    summary: str = Field(description="内容概述", examples=["部署汛期地质灾害隐患排查、监测和转移避险。"])
    keywords: str = Field(description="主题词", examples=["地质灾害 防治"])
    formed_on: MaybeDay = Field(description="成文日期；没有写明是 null")
    published_at: datetime = Field(description="发布时间", examples=["2026-06-18T09:00:00+08:00"])
    published_on: Day = Field(description="发布日期")
    effective_from: MaybeDay = Field(description="施行日期；没有写明是 null")
    expires_on: MaybeDay = Field(description="有效期至（含当天）；没有写明是 null")
    ended_on: MaybeDay = Field(description="废止或者失效的日期；仍然有效是 null")
    revised_on: MaybeDay = Field(description="发布后更正的日期；没有更正过是 null")
    is_normative: bool = Field(description="是否行政规范性文件", examples=[True])
    filing_number: str = Field(description="规范性文件的统一编号", examples=["QHDR-2026-01003"])
    validity: str = Field(
        description="有效性（按今天）：in_force、amended、partly_ended、expired、repealed、not_yet",
        examples=["in_force"],
    )
    validity_label: str = Field(description="有效性的名称", examples=["现行有效"])


class Block(Schema):
    """正文的一段。"""

    kind: str = Field(
        description="addressee 主送机关，heading 层次标题，paragraph 段落，table 表格，annexes 附件说明，signature 署名和日期，"
        "note 附注，annex 附件标题，question 问，answer 答",
        examples=["paragraph"],
    )
    text: str = Field(default="", description="文字；表格是空", examples=["各镇人民政府，区政府各部门："])
    level: int = Field(default=0, description="层次标题的级别，从 1 起；其他是 0", examples=[0])
    rows: list[list[str]] = Field(default=[], description="表格的各行，第一行是表头；其他是空", examples=[[]])


class FileRow(Schema):
    """一个可以下载的文件。"""

    position: int = Field(description="次序", examples=[1])
    purpose: str = Field(description="用途：annex 附件，picture 图片，video 视频", examples=["annex"])
    name: str = Field(description="文件名", examples=["附件1.隐患点名单.xlsx"])
    kind: str = Field(description="类型", examples=["xlsx"])
    size: int = Field(description="字节数", examples=[20480])
    sha256: str = Field(description="SHA-256 校验值", examples=["0" * 64])
    caption: str = Field(description="图片说明", examples=[""])
    url: str = Field(description="下载的网址")


class RelationRow(Schema):
    """和另一件公文，或者和一部法律法规的关系。"""

    relation: str = Field(description="关系", examples=["废止"])
    kind: str = Field(description="关系的代码", examples=["repeals"])
    is_ours: bool = Field(description="true 是这件公文对另一件，false 是另一件对这件", examples=[True])
    title: str = Field(description="另一件的标题")
    document_number: str = Field(description="另一件的发文字号")
    key: str = Field(description="另一件的短名；不在本平台的是空")
    url: str = Field(description="另一件的网址；没有是空")
    articles: str = Field(description="涉及的条款")
    on: Day
    validity: str = Field(description="另一件的有效性；不在本平台的是空")
    validity_label: str = Field(description="另一件的有效性的名称")


class CorrectionRow(Schema):
    """发布以后的一次更正。"""

    number: int = Field(description="第几次", examples=[1])
    published_on: Day = Field(description="更正前的文本发布的日期")
    replaced_on: Day = Field(description="更正的日期")
    reason: str = Field(description="更正的理由", examples=["附件2的联系电话有误"])


class PlaceRow(Schema):
    """同时发布的一个渠道。"""

    channel: str = Field(description="渠道的代码", examples=["wechat"])
    label: str = Field(description="渠道", examples=["微信公众号"])
    name: str = Field(description="账号或者媒体的名称", examples=["青禾发布"])
    address: str = Field(description="网址；没有是空")
    posted_on: Day = Field(description="发布的日期")


class IssueRow(Schema):
    """一期政府公报。"""

    year: int = Field(description="年份", examples=[2026])
    number: int = Field(description="期号", examples=[3])
    total_number: int = Field(description="总期号", examples=[57])
    title: str = Field(description="名称", examples=["青禾区人民政府公报"])
    published_on: Day = Field(description="出版日期")
    size: int | None = Field(description="PDF 的字节数；没有 PDF 是 null", examples=[1048576])
    url: str = Field(description="这一期的网址")


class Named(Schema):
    """一个名称和它的短名。"""

    key: str = Field(description="短名")
    label: str = Field(description="名称")


class DocumentPage(Schema):
    """一件公文的全部内容。"""

    document: DocumentRow = Field(description="目录信息")
    text: list[Block] = Field(description="正文")
    joint_issuers: list[str] = Field(description="联合发文机关", examples=[["青禾区教育局"]])
    issuer_phone: str = Field(description="责任机关的联系电话")
    files: list[FileRow] = Field(description="附件和图片")
    interprets: DocumentRow | None = Field(description="这件解读所解读的公文；公文是 null")
    interpretations: list[DocumentRow] = Field(description="这件公文的解读")
    relations: list[RelationRow] = Field(description="文件沿革、依据和引用")
    corrections: list[CorrectionRow] = Field(description="发布以后的更正")
    places: list[PlaceRow] = Field(description="同时发布的渠道")
    gazette: list[IssueRow] = Field(description="刊登的公报")
    topics: list[Named] = Field(description="所在的专题")
    validity_note: str = Field(description="有效性的说明")
    revised_because: str = Field(description="更正的理由")


class Documents(Schema):
    """公文目录的一页。"""

    items: list[DocumentRow] = Field(description="按发布时间从新到旧")
    next: str | None = Field(description="下一页的 after；最后一页是 null。翻页期间新发布的公文不会造成重复或者遗漏")


class ColumnRow(Schema):
    """一个栏目和它下面的栏目。"""

    key: str = Field(description="短名", examples=["rules"])
    label: str = Field(description="名称", examples=["行政规范性文件"])
    holds: str = Field(
        description="内容：documents、columns、guide、institution、reports、applications、interpretations、topic"
    )
    article: str = Field(description="依据", examples=["条例第二十条第一项"])
    note: str = Field(description="说明")
    published: int = Field(description="已发布的件数，含下级栏目", examples=[128])
    below: list["ColumnRow"] = Field(description="下级栏目")


class Columns(Schema):
    """全部栏目。"""

    items: list[ColumnRow] = Field(description="栏目，按法定的次序")
    topics: list[ColumnRow] = Field(description="专题")


class BodyRow(Schema):
    """一个单位。"""

    slug: Slug
    name: str = Field(description="全称", examples=["青禾区住房和城乡建设局"])
    short: str = Field(description="简称", examples=["区住建局"])
    kind: str = Field(description="类别的代码", examples=["department"])
    published: int = Field(description="已发布的件数", examples=[36])
    has_guide: bool = Field(description="有没有公开指南")
    has_institution: bool = Field(description="有没有机构职能")


class Bodies(Schema):
    """全部单位。"""

    items: list[BodyRow] = Field(description="单位，按区里的次序")


class GuideField(Schema):
    """公开指南的一项。"""

    label: str = Field(description="项目", examples=["办公地址"])
    text: str = Field(description="内容", examples=["青禾区人民路1号"])


class Guide(Schema):
    """公开指南。"""

    fields: list[GuideField] = Field(description="各项内容")
    reviewed_on: Day = Field(description="最近核对的日期")


class Institution(Schema):
    """机构职能。"""

    functions: str = Field(description="机关职能")
    units: list[dict[str, Any]] = Field(description="内设机构：name、duty、phone")
    leaders: list[dict[str, Any]] = Field(description="负责人：name、post、duty")
    address: str = Field(description="办公地址")
    office_hours: str = Field(description="办公时间")
    phone: str = Field(description="联系方式")
    reviewed_on: Day = Field(description="最近核对的日期")


class BodyPage(Schema):
    """一个单位的指南和职能。"""

    body: BodyRow = Field(description="单位")
    guide: Guide | None = Field(description="公开指南；没有公布是 null")
    institution: Institution | None = Field(description="机构职能；没有公布是 null")


class Issues(Schema):
    """政府公报各期。"""

    items: list[IssueRow] = Field(description="从新到旧")


class Section(Schema):
    """公报的一个栏目。"""

    label: str = Field(description="栏目", examples=["区政府办公室文件"])
    items: list[DocumentRow] = Field(description="刊登的公文；已经撤下的不列")


class IssuePage(Schema):
    """一期公报的目录。"""

    issue: IssueRow = Field(description="这一期")
    publisher: str = Field(description="主办单位")
    sections: list[Section] = Field(description="目录")


class Piece(Schema):
    """标题或者摘要的一段。"""

    text: str = Field(description="文字")
    is_hit: bool = Field(description="是不是检索的词")


class Hit(Schema):
    """检索到的一件。"""

    document: DocumentRow = Field(description="目录信息")
    title: list[Piece] = Field(description="标题，命中的词单独成段")
    snippet: list[Piece] = Field(description="正文里最相关的一段")


class Found(Schema):
    """检索结果的一页。"""

    items: list[Hit] = Field(description="按相关程度或者发布时间")
    total: int = Field(description="一共多少件", examples=[42])
    is_least: bool = Field(description="true 表示至少有 total 件")
    is_loose: bool = Field(description="true 表示没有同时含有全部词的，这些含有大部分词")
    page: int = Field(description="第几页", examples=[1])
    pages: int = Field(description="共几页", examples=[5])
    counts: dict[str, dict[str, int]] = Field(description="按发文机关、种类、主题、年份等的件数")


class ReplyRow(Schema):
    """一件公布的答复，没有申请人的信息。"""

    number: int = Field(description="编号", examples=[7])
    title: str = Field(description="标题")
    question: str = Field(description="申请的内容")
    answer: str = Field(description="答复")
    body: str = Field(description="答复单位")
    body_slug: Slug
    outcome: str = Field(description="答复的类型", examples=["予以公开"])
    published_on: Day = Field(description="公布的日期")


class Replies(Schema):
    """公布的答复的一页。"""

    items: list[ReplyRow] = Field(description="从新到旧")
    total: int = Field(description="一共多少件", examples=[42])
    page: int = Field(description="第几页", examples=[1])
    pages: int = Field(description="共几页", examples=[3])


class DutyRow(Schema):
    """主动公开基本目录的一项。"""

    body: Slug
    body_name: str = Field(description="责任单位", examples=["青禾区住房和城乡建设局"])
    column: str = Field(description="栏目的短名", examples=["budget"])
    column_label: str = Field(description="栏目", examples=["财政预算、决算信息"])
    name: str = Field(description="公开事项", examples=["部门预算"])
    content: str = Field(description="公开内容")
    basis: str = Field(description="依据")
    time_limit: str = Field(description="公开时限", examples=["批复后20日内"])
    channels: list[str] = Field(description="公开渠道", examples=[["政府网站"]])


class Duties(Schema):
    """主动公开基本目录。"""

    items: list[DutyRow] = Field(description="按单位和次序")


class Trouble(Schema):
    """出了什么问题（RFC 9457）。"""

    type: str = Field(description="总是 about:blank", examples=["about:blank"])
    title: str = Field(description="一句话", examples=["参数不对"])
    status: int = Field(description="HTTP 状态码", examples=[400])
    detail: str = Field(description="哪里不对，怎么办", examples=["page_size 不能大于 100。参数的写法见接口说明 docs"])
