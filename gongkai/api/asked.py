"""What may be asked: the parameters of the lists, each with its meaning, its limits and an example."""

from typing import Literal

from ninja import Field, Schema

from gongkai.documents.public import Wanted

MOST_ON_A_PAGE = 100
ON_A_PAGE = 20
KEY_PATTERN = r"^[0-9A-Za-z_-]{1,60}$"
SLUG_PATTERN = r"^[0-9A-Za-z_-]{0,60}$"


class Turning(Schema):
    """Through a list by keys, so that a new publication moves nothing."""

    after: str = Field("", description="上一页答复里的 next；第一页不写", pattern=SLUG_PATTERN, examples=[""])
    page_size: int = Field(ON_A_PAGE, description="一页多少件", ge=1, le=MOST_ON_A_PAGE, examples=[20])


class InterpretationsAsked(Turning):
    """The filters that interpretations have."""

    body: str = Field("", description="单位的短名", pattern=SLUG_PATTERN, examples=[""])
    column: str = Field("", description="栏目的短名，含下级栏目", pattern=SLUG_PATTERN, examples=[""])
    year: int | None = Field(None, description="发布的年份", ge=1949, le=2999, examples=[2026])

    def wanted(self) -> Wanted:
        """As the area asks for them."""
        return Wanted(genre="interpretation", body=self.body, column=self.column, year=self.year)


class DocumentsAsked(Turning):
    """The filters of documents."""

    column: str = Field("", description="栏目的短名，含下级栏目", pattern=SLUG_PATTERN, examples=[""])
    topic: str = Field("", description="专题的短名", pattern=SLUG_PATTERN, examples=[""])
    body: str = Field("", description="单位的短名", pattern=SLUG_PATTERN, examples=[""])
    genre: Literal["", "document", "interpretation"] = Field(
        "", description="体裁：document 公文，interpretation 政策解读；不写都要", examples=["document"]
    )
    kind: str = Field("", description="公文种类", max_length=16, examples=["通知"])
    theme: str = Field("", description="主题分类，从头比较", max_length=60, examples=["综合政务"])
    year: int | None = Field(None, description="发布的年份", ge=1949, le=2999, examples=[2026])
    validity: Literal["", "in_force", "ended"] = Field(
        "", description="in_force 现行有效，ended 废止或者失效；不写都要", examples=["in_force"]
    )
    is_normative: bool | None = Field(None, description="只要（不要）行政规范性文件", examples=[True])

    def wanted(self) -> Wanted:
        """As the area asks for them."""
        return Wanted(**self.model_dump(exclude={"after", "page_size"}))


class SearchAsked(Schema):
    """A search."""

    q: str = Field(description="检索的词", min_length=1, max_length=200, examples=["地质灾害 防治"])
    issuer: str = Field("", description="发文机关", max_length=120, examples=[""])
    kind: str = Field("", description="公文种类", max_length=16, examples=["通知"])
    theme: str = Field("", description="主题分类的大类", max_length=60, examples=[""])
    column: str = Field("", description="栏目的短名", pattern=SLUG_PATTERN, examples=[""])
    year: int | None = Field(None, description="发布的年份", ge=1949, le=2999, examples=[2026])
    validity: Literal["", "in_force", "ended"] = Field("", description="同 /documents", examples=["in_force"])
    genre: Literal["", "document", "interpretation"] = Field("", description="同 /documents", examples=[""])
    order: Literal["best", "newest"] = Field(
        "best", description="best 按相关程度，newest 按发布时间", examples=["best"]
    )
    page: int = Field(1, description="第几页", ge=1, le=100, examples=[1])


class Paged(Schema):
    """A page by its number."""

    page: int = Field(1, description="第几页", ge=1, le=10_000, examples=[1])


class IssuesAsked(Schema):
    """Which issues."""

    year: int | None = Field(None, description="年份", ge=1949, le=2999, examples=[2026])


class DutiesAsked(Schema):
    """Whose duties."""

    body: str = Field("", description="单位的短名；不写是全部单位", pattern=SLUG_PATTERN, examples=[""])
