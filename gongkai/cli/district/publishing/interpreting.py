"""Interpretations of a document in several forms, written from what its plan says, in one set with it."""

import re
from datetime import date

from gongkai.cli.district.publishing import papers
from gongkai.cli.district.publishing.plans import Plan
from gongkai.cli.district.publishing.reviewing import House, review
from gongkai.core.documents.text import Block, Text
from gongkai.documents import actions
from gongkai.documents.actions import Draft

_INNER = re.compile("《(.+)》")
_TITLES = {
    "text": "“{name}”政策解读",
    "picture": "一图读懂：{name}",
    "answers": "{body}负责人就“{name}”答记者问",
    "video": "三分钟看懂：{name}",
    "press_conference": "“{name}”新闻发布会实录",
    "expert": "专家解读：{name}怎么用好",
}
_WHEN = {"press_conference": "主持人", "expert": "专家", "answers": "记者"}
_CHANNELS = {"video": ("website", "douyin"), "picture": ("website", "wechat"), "press_conference": ("website", "tv")}


def propose(house: House, plan: Plan, number: int) -> None:
    """The plan of interpretation, which is signed with the document."""
    team, day = house.teams[plan.body], house.days.before(plan.formed_on, 1)
    channels = tuple(sorted({each for form in plan.forms for each in _CHANNELS.get(form, ("website",))}))
    points, head = "；".join(plan.points[:3]), team.one("head").name
    planned = actions.Planned(plan.forms, channels, points, head, plan.published_on)
    actions.plan(number, planned, by=team.one("clerk"), on=day)


def write(house: House, plan: Plan, number: int, day: date) -> list[int]:
    """The interpretations, drafted and reviewed on one day."""
    team, numbers = house.teams[plan.body], []
    for form in plan.forms:
        key = f"demonstration-{plan.key}-{form}"
        uploads = [papers.paper("picture")] if form == "picture" and plan.files else []
        made = actions.begin(team.body, of(plan, form, number), uploads, by=team.one("handler"), on=day, key=key)
        house.made[f"{plan.key}-{form}"] = made.pk
        review(team, made.pk, (day, day))
        numbers.append(made.pk)
    return numbers


def of(plan: Plan, form: str, number: int) -> Draft:
    """One interpretation as its author enters it."""
    name = name_of(plan.title)
    issuer = plan.issuer or str(plan.text[-1].text.split("\n")[0])
    return Draft(
        title=_TITLES[form].format(name=name, body=issuer)[:300],
        text=_text(plan, form, name),
        theme=plan.theme,
        keywords=plan.keywords,
        formed_on=plan.formed_on,
        column="interpretations",
        topics=plan.topics,
        genre="interpretation",
        form=form,
        interprets=number,
    )


def name_of(title: str) -> str:
    """What the document is about, without the body and the form of its title."""
    inner = _INNER.search(title)
    if inner:
        return inner[1]
    _, about, rest = title.partition("关于")
    short = rest if about else title
    for each in ("的通知", "的实施意见", "的意见", "的通告"):
        short = short.removesuffix(each)
    return short.removeprefix("印发")


def _text(plan: Plan, form: str, name: str) -> Text:
    if form in {"text", "picture", "video"}:
        head = {"picture": f"图解共{len(plan.points)}个要点，文字如下。", "video": "视频文稿如下，时长约三分钟。"}
        opening = head.get(form, f"{name}已经印发，现将主要内容解读如下。")
        numbered = (f"{'一二三四五六七八九'[at]}、{each}" for at, each in enumerate(plan.points))
        return (Block("paragraph", opening), *(Block("paragraph", f"{each}。") for each in numbered))
    asks = (f"为什么制定{name}？", "谁适用，从什么时候起？", "有哪些具体规定？", "怎么办理，找谁咨询？")
    answers = plan.points or (plan.summary,)
    return tuple(
        block
        for at, ask in enumerate(asks[: len(answers)])
        for block in (
            Block("question", f"{_WHEN.get(form, '')}：{ask}" if form in _WHEN else ask),
            Block("answer", f"{answers[at]}。"),
        )
    )
