"""Files and people for the tests of the desk: an official document as Word writes it, a table with a hidden number."""

import io

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LINES = (
    "青禾区住房和城乡建设局文件",
    "青住建发〔2026〕77号",
    "关于加强既有建筑外墙安全管理的通知",
    "各镇人民政府、街道办事处：",
    "为消除外墙脱落隐患，现就有关事项通知如下。",
    "一、总体要求",
    "坚持属地管理、分类整治，年底前完成排查。",
    "二、工作任务",
    "（一）全面排查。对建成二十年以上的建筑逐栋登记。",
    "青禾区住房和城乡建设局",
    "2026年10月26日",
    "（此件公开发布）",
)


def signed_in(client, actor):
    """A browser of somebody."""
    client.force_login(actor.person, backend=BACKEND)
    return client


def shown(client, name, *arguments, status=200, query=""):
    """A page as text."""
    response = client.get(reverse(name, args=arguments) + query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def notice(name="通知.docx", lines=LINES, author=""):
    """An official document as a file."""
    document = docx.Document()
    document.core_properties.author = author
    for line in lines:
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return SimpleUploadedFile(name, target.getvalue())


def roster(number, name="附件1：名单.xlsx"):
    """A table with somebody's number in it."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号码"])
    book.active.append(["孙小明", number])
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile(name, target.getvalue())
