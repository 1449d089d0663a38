"""gongkai site: the public pages as files in a folder, for a web server that runs nothing."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix
from django.utils import dateformat, timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongkai.cli.copying.asking import quietly
from gongkai.cli.copying.linking import Bounds
from gongkai.cli.copying.mirror import MANIFEST, Count, Mirror, read_manifest
from gongkai.cli.files import Problem, why

_SEEDS = ("home", "data", "data-package", "sitemap", "robots", "opensearch", "feed")


def run(options: argparse.Namespace) -> int:
    """Make the copy, or bring it up to date; 1 when the site links to what it does not have."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    django.setup()
    folder, live = Path(options.folder), _live(options.address)
    try:
        _check(folder)
        count = _copy(folder, live)
    except OSError as error:
        raise Problem(f"{folder} 写不了：{why(error)}") from error
    print(_said(count, folder))
    for each in count.dead:
        print(f"网站上没有 {each}，链接改为指向动态平台", file=sys.stderr)
    return 1 if count.dead else 0


def _live(given: str | None) -> str:
    """Where forms and searches lead to, with a slash at the end."""
    address = given or f"{_origin()}{settings.FORCE_SCRIPT_NAME or ''}/"
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise Problem(f"--address 要写动态平台的完整网址，如 https://www.example.gov.cn/gk/，写的是 {address:.100}")
    return address if address.endswith("/") else f"{address}/"


def _origin() -> str:
    """Scheme and host of the site as its own pages write them."""
    parts = urlsplit(settings.SITE_ADDRESS)
    return f"{parts.scheme}://{parts.netloc}"


def _check(folder: Path) -> None:
    """Never into a folder with something else in it."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise Problem(f"{folder} 里有别的文件；请换一个空文件夹，或者上次导出的文件夹")
    try:
        read_manifest(folder)
    except ValueError as error:
        raise Problem(f"{folder / MANIFEST} 读不懂，多半是被改过；请换一个空文件夹重新导出") from error


def _copy(folder: Path, live: str) -> Count:
    set_script_prefix(f"{settings.FORCE_SCRIPT_NAME or ''}/")
    bounds = Bounds(f"{_origin()}{get_script_prefix()}", live)
    with quietly(_origin()) as site, _progress() as bar:
        mirror = Mirror(folder, site, bounds, _without_day(timezone.localdate()))
        task = bar.add_task("导出", total=None)
        for done, known in mirror.make(_seeds()):
            bar.update(task, completed=done, total=known)
    return mirror.count


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())


def _seeds() -> Iterator[str]:
    """Where the copy begins; what of it this site has. Everything else is found by its links."""
    for name in _SEEDS:
        try:
            path = reverse(name, args=["atom"]) if name == "feed" else reverse(name)
        except NoReverseMatch:
            continue
        yield path[len(get_script_prefix()) :]


def _without_day(today: date) -> Callable[[str], str]:
    """The pages say which day it is; a file does not know."""
    day = f"{dateformat.format(today, 'Y年n月j日')} {dateformat.format(today, 'l')}"
    return lambda text: text.replace(day, "")


def _said(count: Count, folder: Path) -> str:
    gone = f"（其中撤下的说明 {count.gone}）" if count.gone else ""
    changed = f"写入 {count.written}，没有变化 {count.kept}，删除 {count.removed}"
    return f"{folder}：共 {count.pages} 个文件{gone}，{changed}；清单和校验值在 {MANIFEST}"
