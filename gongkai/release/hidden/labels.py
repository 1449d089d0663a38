"""Every way in which something hides in a file, by its code: what a clerk calls it, and whether it bars the release."""

from dataclasses import dataclass

from gongkai.core import privacy
from gongkai.release.values import Hidden, Weight

_LONGEST = 60  # characters of a sample
_BLOCK, _WARNING = Weight.BLOCK, Weight.WARNING

LABELS: dict[str, tuple[str, Weight]] = {
    # Word
    "docx.comments": ("批注", _BLOCK),
    "docx.insertions": ("修订记录：未接受的插入", _BLOCK),
    "docx.deletions": ("修订记录：已删除的文字仍在文件里", _BLOCK),
    "docx.hidden_text": ("隐藏文字", _BLOCK),
    "docx.white_text": ("与背景同色的文字", _BLOCK),
    "docx.tiny_text": ("小得看不见的文字", _BLOCK),
    "docx.margins": ("页眉、页脚、脚注里有个人信息", _BLOCK),
    "docx.variables": ("文档变量", _BLOCK),
    "docx.mail_merge": ("邮件合并的数据来源", _BLOCK),
    "docx.cropped_picture": ("裁剪过的图片，裁掉的部分仍在文件里", _WARNING),
    # Excel
    "xlsx.hidden_sheet": ("隐藏的工作表", _BLOCK),
    "xlsx.hidden_rows": ("隐藏的行", _BLOCK),
    "xlsx.hidden_columns": ("隐藏的列", _BLOCK),
    "xlsx.hidden_cells": ("格式设为不显示的单元格", _BLOCK),
    "xlsx.white_text": ("与背景同色的单元格", _BLOCK),
    "xlsx.comments": ("单元格批注", _BLOCK),
    "xlsx.pivot_cache": ("数据透视表缓存了原始数据", _BLOCK),
    "xlsx.external_links": ("外部链接缓存了别的工作簿的数据", _BLOCK),
    "xlsx.connections": ("数据连接或者数据模型", _BLOCK),
    "xlsx.defined_names": ("定义的名称里存有数据", _BLOCK),
    "xlsx.hidden_names": ("隐藏的名称", _WARNING),
    "xlsx.numeric_id": ("存成数字的十八位号码，像是身份证号码", _BLOCK),
    "xlsx.unused_strings": ("已从单元格删除、仍留在文件里的文字", _BLOCK),
    # both, and other packages
    "office.macros": ("宏", _BLOCK),
    "office.embedded": ("嵌入的对象", _BLOCK),
    "office.custom_data": ("自定义数据", _BLOCK),
    "office.properties": ("文件属性", _WARNING),
    "office.template": ("模板的路径", _WARNING),
    "office.external": ("打开时会连到外部的地址", _BLOCK),
    "office.thumbnail": ("缩略图", _WARNING),
    "office.local_path": ("指向本机文件的链接", _WARNING),
    "ofd.annotations": ("注释", _BLOCK),
    "ofd.attachments": ("附件", _BLOCK),
    "ofd.versions": ("早先的版本", _BLOCK),
    "zip.comment": ("压缩包的注释", _BLOCK),
    "zip.members": ("压缩包里还有别的文件，要逐个检查", _WARNING),
    # PDF
    "pdf.annotations": ("批注", _BLOCK),
    "pdf.fields": ("表单域", _WARNING),
    "pdf.attachments": ("附件", _BLOCK),
    "pdf.properties": ("文件属性", _WARNING),
    "pdf.layers": ("关掉了的图层", _BLOCK),
    "pdf.layers_shown": ("可以关掉的图层", _WARNING),
    "pdf.revisions": ("文件里留有早先的版本，内容与现在不同", _BLOCK),
    "pdf.same_revisions": ("文件经过追加保存，早先的版本内容没有不同", _WARNING),
    "pdf.invisible_text": ("看不见的文字", _BLOCK),
    "pdf.recognized_text": ("扫描页上看不见的文字层", _WARNING),
    "pdf.white_text": ("与背景同色的文字", _BLOCK),
    "pdf.outside": ("页面以外的文字", _BLOCK),
    "pdf.covered_text": ("被盖住的文字，复制就能得到", _BLOCK),
    "pdf.covered_picture": ("图片上盖了黑块，图片本身没有改", _BLOCK),
    "pdf.cropped_picture": ("图片有一部分在页面以外", _WARNING),
    "pdf.scripts": ("脚本", _BLOCK),
    "pdf.actions": ("打开时自动执行的动作", _BLOCK),
    "pdf.forms_xfa": ("XFA 动态表单", _BLOCK),
    "pdf.trailing": ("文件末尾附带了别的数据", _BLOCK),
    "pdf.encrypted": ("文件有权限密码，不能查全", _BLOCK),
    "pdf.thumbnail": ("页面缩略图", _BLOCK),
    # pictures
    "picture.gps": ("拍摄地点", _BLOCK),
    "picture.exif": ("拍摄信息", _WARNING),
    "picture.thumbnail": ("缩略图，可能是处理以前的样子", _BLOCK),
    "picture.text": ("图片里夹带的文字", _WARNING),
    "picture.trailing": ("图片末尾附带了别的数据", _BLOCK),
    "picture.under_alpha": ("透明区域下面留有画面", _BLOCK),
    # old Office files, text
    "old.macros": ("宏", _BLOCK),
    "old.embedded": ("嵌入的对象", _BLOCK),
    "old.properties": ("文件属性", _WARNING),
    "old.hidden_sheet": ("隐藏的工作表", _BLOCK),
    "txt.invisible": ("看不见的控制字符", _WARNING),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one of these modules saw: the text that a reader sees, by place, and what a reader does not see."""

    visible: tuple[tuple[str, str], ...] = ()
    hidden: tuple[Hidden, ...] = ()
    is_complete: bool = True


def hidden(code: str, where: str, sample: str = "") -> Hidden:
    """Something hidden, its sample masked and cut."""
    label, weight = LABELS[code]
    text = privacy.mask(" ".join(sample.split()))
    return Hidden(code, label, where, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…", weight)
