"""Small specimen files for the cases of the demonstration: pictures, pages and plain text, made in memory."""

import io
from functools import cache

from PIL import Image, ImageDraw

from gongkai.applications.papers import Upload
from gongkai.cli.district.plans import Plan

_NAMES = {
    "identity": ("证件（示例）", "jpg"),
    "authority": ("授权委托书（示例）", "pdf"),
    "request": ("申请书（示例）", "pdf"),
    "correction": ("补正说明（示例）", "txt"),
    "opinion": ("第三方意见（示例）", "pdf"),
    "found": ("检索到的文件（示例）", "pdf"),
    "released": ("提供给申请人的文件（示例）", "pdf"),
    "proof": ("送达凭证（示例）", "jpg"),
}


def of_plan(plan: Plan, *purposes: str) -> list[Upload]:
    """The files that a plan wants for these purposes."""
    return [specimen(each) for each in plan.given.get("files", ()) if each in purposes]


def specimen(purpose: str) -> Upload:
    """A file for this purpose; the same bytes each time, so that the vault keeps them once."""
    name, kind = _NAMES[purpose]
    return Upload(f"{name}.{kind}", _bytes(purpose, kind), purpose)


@cache
def _bytes(purpose: str, kind: str) -> bytes:
    if kind == "txt":
        return "示例文件：内容是虚构的。\n申请的是2025年的施工合同和竣工验收报告。\n".encode()
    page = Image.new("RGB", (420, 594), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((24, 24, 396, 570), outline="gray", width=2)
    pen.text((48, 60), f"SPECIMEN / {purpose}", fill="black")
    for line in range(12):
        pen.rectangle((48, 120 + 30 * line, 372 - 23 * (line % 4), 130 + 30 * line), fill="lightgray")
    out = io.BytesIO()
    page.save(out, "PDF" if kind == "pdf" else "JPEG")
    return out.getvalue()
