"""Published documents on other channels and in the gazette: posted by hand, prepared, failed with a reason, printed."""

from datetime import timedelta

from gongkai.cli.district.publishing import wording
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.publishing.plans import load
from gongkai.cli.district.publishing.reviewing import House
from gongkai.cli.district.publishing.surroundings import accounts
from gongkai.documents import actions
from gongkai.documents.actions import Posted
from gongkai.documents.models import Account, Issue, Placement, Publication

_ISSUES, _EACH = 6, 9  # issues of the gazette, documents in one at most
_ACCOUNTS = {"wechat": "青禾发布", "weibo": "青禾政务"}
_ADDRESSES = {
    "wechat": "https://mp.qinghe.example/s/{mark}",
    "weibo": "https://weibo.qinghe.example/{mark}",
    "press": "第2版",
    "tv": "《青禾新闻》19:30",
    "press_conference": "区新闻发布厅",
}
_OUTLETS = {"press": "青禾日报", "tv": "青禾电视台", "reading_place": "青禾区图书馆"}
_NOWHERE = "http://127.0.0.1:9"  # nothing listens there: the failure is a real one, and nothing leaves the machine
_KEYS = {"appid": "wx0000000000000000", "secret": "example-only-no-account"}


def spread(house: House) -> None:
    """Everything that became of the documents outside the website."""
    opened = accounts(house)
    for channel, keys in load("house.toml")["posted"].items():
        for key in keys:
            number = house.made[key]
            if channel == "prepared":
                _prepare(house, number)
            elif channel == "failed":
                _fail(house, number, opened["青禾住建"])
            else:
                _register(house, number, channel, opened)
    _print(house)


def _register(house: House, number: int, channel: str, opened: dict[str, Account]) -> None:
    found = Publication.objects.select_related("body").get(document=number)
    account, seed = opened.get(_ACCOUNTS.get(channel, "")), f"{channel}/{number}"
    posted = Posted(
        channel=channel,
        at=found.published_at + timedelta(minutes=30 + wording.draw(seed, 90)),
        address=_ADDRESSES.get(channel, "").format(mark=f"{wording.draw(seed, 900_000_000):09}"),
        outlet=_OUTLETS.get(channel, ""),
        account=account.pk if account else None,
        reads=120 + wording.draw(seed, 9_000) if account else None,
    )
    actions.register(number, posted, by=house.teams[found.body.slug].one("clerk"), on=found.published_on)


def _prepare(house: House, number: int) -> None:
    found = Publication.objects.select_related("body").get(document=number)
    clerk = house.teams[found.body.slug].one("clerk")
    actions.order(number, "wechat", None, by=clerk, on=house.on, now=moment(house.on))


def _fail(house: House, number: int, account: Account) -> None:
    """The service was not reached however often it was tried; afterwards the account has no keys, so nothing is ever sent."""
    team = house.teams[account.body.slug]
    actions.keep_account(account, {"keys": _KEYS}, by=team.one("clerk"), on=house.on)
    office = house.teams["office"].one("clerk")
    now = moment(house.days.ago(2))
    row = actions.order(number, account.channel, account.pk, by=office, on=house.days.ago(2), now=now)
    while row.state == "waiting":
        assert row.next_try_at is not None
        actions.send_waiting(now=row.next_try_at, base_url=_NOWHERE)
        row = Placement.objects.get(pk=row.pk)
    actions.keep_account(account, {"keys": {}}, by=team.one("clerk"), on=house.on)


def _print(house: House) -> None:
    """The gazette, every six weeks: what the government and its office had put out until then."""
    row, clerk = load("house.toml")["gazette"], house.teams["office"].one("clerk")
    numbers = [number for key, number in house.made.items() if key.rsplit("-", 1)[0] in row["series"]]
    found = list(Publication.objects.filter(document__in=numbers, withdrawn_on=None).order_by("published_on", "pk"))
    for at in range(_ISSUES):
        first, last = (house.days.ago(12 + 30 * (_ISSUES - at - each)) for each in (0, 1))
        inside = [each for each in found if first < each.published_on <= last][:_EACH]
        issue = actions.open_issue(house.teams["government"].body, row["title"], last.year, by=clerk, on=last)
        actions.compile_issue(issue, _lines(issue, inside), by=clerk, on=last)
        actions.publish_issue(issue, by=clerk, on=last)


def _lines(issue: Issue, inside: list[Publication]) -> list[actions.Line]:
    ours = [each for each in inside if each.body_id == issue.body_id]
    others = [each for each in inside if each.body_id != issue.body_id]
    return [actions.Line("区政府文件", each.pk) for each in ours] + [
        actions.Line("部门文件", each.pk) for each in others
    ]
