"""The demonstration district on the terminal: made when it is missing, then who may sign in and which page shows what."""

import time
from datetime import date

from rich import box
from rich.console import Console
from rich.table import Table

from gongkai.bodies.models import Body
from gongkai.cli import district
from gongkai.cli.district.reporting import decade
from gongkai.cli.files import Problem
from gongkai.reports import archiving

_PAGES = (
    ("/documents/{notice}/", "青政办字〔2026〕18号：正文、解读、沿革、依据、附件"),
    ("/columns/normative/", "栏目：行政规范性文件"),
    ("/library/", "政策文件库：现行有效、废止和失效"),
    ("/search/?q=加装电梯", "检索"),
    ("/gazette/", "政府公报"),
    ("/desk/documents/", "公文台账：各阶段、公开期限、审查发现"),
    ("/desk/", "工作台：今天要办的事"),
    ("/desk/cases/", "依申请公开台账：剩余天数、停表、超期"),
    ("/desk/disputes/", "复议诉讼台账"),
    ("/apply/", "公众提交申请"),
    ("/progress/", "公众凭查询码看办理进度"),
    ("/replies/", "答复选登"),
    ("/desk/collect/", "年度报告收集：今年各单位报到哪一步"),
    ("/desk/collect/{year}/", "上一个年度的收集：催报、退回、文件报送都有"),
    ("/desk/collect/{year}/whole/applications/", "全区汇总的表三：点任何一个数，看它由哪些单位、哪些申请构成"),
    ("/reports/", "公开的年度报告：各单位和全区，附勘误"),
    ("/archive/", "年度报告库：两个虚构的区2019年以来的报告，可以比较、排列、下载"),
    ("/tools/check/", "检查年度报告，有示例报告"),
)


def prepare(*, on: date) -> None:
    """Make the district if need be and say what there is. Raises Problem where the database belongs to somebody else."""
    console = Console(stderr=True, highlight=False)
    if not Body.objects.exists():
        console.print("正在生成青禾区的示例数据：单位、人员、两年的申请和公文、三个年度的年报，大约两分钟……")
    began = time.monotonic()
    try:
        made = district.make(on=on)
    except district.Occupied as error:
        raise Problem(str(error)) from error
    took = f"，用了 {time.monotonic() - began:.0f} 秒" if made.is_new else ""
    console.print(
        f"青禾区示例数据：{made.bodies} 个单位，{made.cases} 件申请，{made.disputes} 件复议诉讼，公布 {made.documents} 件公文，"
        f"{made.reports} 份年报{took}"
    )
    _fill_archive(console, on)
    show(made, console)


def _fill_archive(console: Console, on: date) -> None:
    """The archive lies beside the database: it is filled once the district is there, and again where that was interrupted."""
    if not decade.is_missing(archiving.folder()):
        return
    console.print("正在把2019年以来的年度报告读进报告库，大约半分钟……")
    began = time.monotonic()
    added = decade.fill(archiving.folder(), on=on)
    console.print(f"报告库：读进 {added.read} 份报告，用了 {time.monotonic() - began:.0f} 秒")


def show(made: district.Made, console: Console) -> None:
    """One line a role, the pages, and two cases to ask for."""
    console.print(f"\n登录用的密码都是 [bold]{district.PASSWORD}[/]")
    listing = (("依申请公开", made.people), ("公文公开", made.publishers), ("年度报告", made.reporters))
    for heading, listed in listing:
        people = _table("用户名", "姓名", "单位", "角色", f"看什么（{heading}）")
        for each in listed:
            people.add_row(each.username, each.name, each.body, each.roles, each.shows)
        console.print(people)
    pages = _table("网页", "内容")
    for address, shows in _PAGES:
        if made.reported or "{year}" not in address:
            pages.add_row(address.format(notice=made.notice, year=made.reported), shows)
    console.print(pages)
    examples = _table("申请编号", "查询码", "手机后四位", "申请内容")
    for example in made.examples:
        examples.add_row(example.number, example.code, example.phone_tail, example.subject)
    console.print(examples)


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    return table
