"""Pages for what went wrong: what happened, and what to do now; never what was in the request."""

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from gongkai.documents import public
from gongkai.portal import uploads


@dataclass(frozen=True, slots=True)
class Mishap:
    """One thing that can go wrong, in words."""

    status: int
    title: str
    says: str
    do: str


NOT_FOUND = Mishap(
    404,
    "没有这个页面",
    "网址不对，或者保留期已满、已经删除。",
    "请核对网址，或者检索一下；申请的进度请用编号和查询码查询。",
)
STALE = Mishap(
    400,
    "这个页面放得太久了",
    "检查结果不保存在服务器上，随页面有效24小时；现在已经过期，或者传送中被改动。",
    "请回到检查页，重新选择文件。",
)
TOO_OLD = Mishap(
    403,
    "表单没有送到",
    "页面放得太久，或者浏览器没有允许本站的 Cookie（只用来防止别的网站冒充您提交）。",
    "请返回上一页，刷新以后再提交一次；填过的内容一般还在。",
)
FORBIDDEN = Mishap(403, "不能这样访问", "这个地址不对外开放。", "请从首页重新开始。")
BAD = Mishap(
    400, "请求没有看懂", "浏览器送来的内容不完整，多半是上传中断了。", "请返回上一页再试一次；还不行就换一个浏览器。"
)
FAILED = Mishap(500, "程序出错了", "不是您的操作有误。错误已经记下，记录里没有您的文件。", "请稍后再试。")

BUSY = Mishap(503, "查询的人太多", "报告库同时只回答几个问题，现在都占着。", "请过半分钟再刷新；已经算过的页面不用等。")

BEING_MADE = Mishap(
    503, "文件还在做", "这张表很大，文件正在后台生成。", "请过半分钟再点一次下载；做好以后，别人再下载就不用等。"
)


def no_answer(why: str) -> Mishap:
    """A question that the archive did not answer, with what it says."""
    return Mishap(503, "报告库暂时答不出来", why or "报告库的文件打不开，已经记下。", "请缩小范围再试，或者稍后再来。")


def too_much(why: str) -> Mishap:
    """An upload that is over the limits."""
    return Mishap(413, "文件太多或者太大", f"{why}。{uploads.RULE}。", "请分几次上传，或者只留年度报告本身。")


def not_written(why: str) -> Mishap:
    """A file that cannot be made here, for want of a font for example."""
    return Mishap(
        503, "这个文件暂时做不出来", f"{why.rstrip('。')}。", "请换一种格式，或者直接打印网页；我们会尽快修好。"
    )


def page(request: HttpRequest, mishap: Mishap) -> HttpResponse:
    """The page of a mishap."""
    return render(request, "portal/mishap.html", {"mishap": mishap}, status=mishap.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when it was too much."""
    if isinstance(exception, TooManyFilesSent):
        return page(request, too_much(f"文件多于 {uploads.MOST_FILES} 个"))
    if isinstance(exception, RequestDataTooBig):
        return page(request, too_much("页面送回的内容太大"))
    return page(request, BAD)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    del exception
    return page(request, FORBIDDEN)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose protection against forgery does not fit."""
    del reason
    return page(request, TOO_OLD)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; but an address of the old portal leads to where its document is now."""
    del exception
    is_foreign = request.resolver_match is None and request.method in {"GET", "HEAD"}
    key = public.moved(request.path_info) if is_foreign else None
    return HttpResponsePermanentRedirect(reverse("document", args=[key])) if key else page(request, NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return page(request, FAILED)
