"""gongkai site: the copy is whole, its links hold, it follows what is published and taken down, and it touches nothing else."""

import hashlib
import html
import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from gongkai.core.documents.text import Block
from gongkai.documents import actions
from gongkai.documents.public import Wanted, every
from gongkai.vault.admission import Upload
from tests.api.published import ON, publish, withdraw
from tests.documents import district

pytestmark = pytest.mark.django_db
LIVE = "https://www.example.gov.cn/gk/"
_LINK = re.compile(r"\s(?:href|src)=\"([^\"]*)\"")
_ACTION = re.compile(r"<form[^>]*\saction=\"([^\"]*)\"")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path / "data"


@pytest.fixture
def housing(db):
    made = district.office(slug="housing")
    actions.seed_columns(on=district.FORMED)
    return made


@pytest.fixture
def copy(run, tmp_path):
    """Make the copy; the folder."""

    def copied(*more: str) -> Path:
        ran = run("site", tmp_path / "site", "--address", LIVE, *more)
        assert (ran.status, ran.err) == (0, ""), ran
        return tmp_path / "site"

    return copied


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def dead(folder: Path) -> list[str]:
    """Links of the pages that lead to no file of the copy and to nowhere else."""
    found = []
    for page in pages(folder):
        for link in _LINK.findall(page.read_text("utf-8")):
            path, _ = urldefrag(html.unescape(link))
            if path and not path.startswith(("http://", "https://", "data:", "tel:", "mailto:")):
                target = (page.parent / unquote(path)).resolve()
                if not target.is_file() or not target.is_relative_to(folder.resolve()):
                    found.append(f"{page.relative_to(folder)}: {link}")
    return found


def documents(folder: Path) -> set[str]:
    return {each.parent.name for each in folder.glob("documents/*/index.html")}


def reached(folder: Path) -> set[str]:
    """The documents that are found from the first page by links alone."""
    seen: set[Path] = set()
    waiting = [folder / "index.html"]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            links = _LINK.findall(page.read_text("utf-8")) if page.suffix == ".html" else []
            waiting += [(page.parent / unquote(each)).resolve() for each in map(path_of, links) if each]
    return {each.parent.name for each in seen if each.parent.parent.name == "documents"}


def path_of(link: str) -> str:
    path = urldefrag(html.unescape(link))[0]
    return "" if "//" in path or path.startswith("data:") else path


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(each.relative_to(folder)): (each.stat().st_mtime_ns, each.read_bytes())
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_the_copy_has_every_document_and_no_other_and_no_link_is_dead(housing, copy):
    for _ in range(21):
        publish(housing)
    with_file = publish(housing, uploads=(Upload("隐患点.txt", "东沟，西沟。\n".encode(), "annex"),))
    district.document(housing, "signed")
    withdraw(housing, publish(housing))

    folder = copy()

    published = {row.key for row in every(Wanted(), on=ON)}
    assert len(published) == 22
    assert documents(folder) ^ published == set()
    assert dead(folder) == []
    assert len(pages(folder)) > 35
    assert reached(folder) >= published
    (file,) = (folder / "documents" / with_file.key / "files").rglob("*.txt")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == with_file.files.get().sha256


def test_what_needs_a_server_leads_to_the_live_site(housing, copy):
    made = publish(housing)
    folder = copy()

    text = (folder / "documents" / made.key / "index.html").read_text("utf-8")

    assert _ACTION.findall(text) == [f"{LIVE}search/"]
    assert f'href="{LIVE}apply/"' in text
    actions_of_forms = [each for page in pages(folder) for each in _ACTION.findall(page.read_text("utf-8"))]
    assert any(each.startswith(f"{LIVE}columns/") for each in actions_of_forms)
    assert [each for each in actions_of_forms if not each.startswith(LIVE)] == []
    every_page = "".join(each.read_text("utf-8") for each in folder.rglob("*") if each.suffix in {".html", ".xml"})
    assert "127.0.0.1" not in every_page
    maps = "".join(each.read_text("utf-8") for each in folder.rglob("sitemap*.xml"))
    assert f"<loc>{LIVE}documents/{made.key}/</loc>" in maps


def test_a_site_under_a_path_is_copied_without_that_path(housing, copy, settings):
    settings.FORCE_SCRIPT_NAME, settings.SITE_ADDRESS = "/gk", "https://inside.example.gov.cn/gk"
    settings.STATIC_URL = "/gk/static/"
    made = publish(housing)

    folder = copy()

    assert documents(folder) == {made.key}
    assert dead(folder) == []
    pages_and_maps = [
        each.read_text("utf-8") for each in folder.rglob("*") if each.suffix in {".html", ".xml", ".atom"}
    ]
    assert [text for text in pages_and_maps if "inside.example" in text] == []


def test_a_second_run_writes_nothing(housing, copy):
    publish(housing)
    before = snapshot(copy())

    after = snapshot(copy())

    assert after == before


def test_only_what_changed_is_written(housing, copy):
    old = publish(housing)
    before = snapshot(copy())

    new = publish(housing)
    after = snapshot(copy())

    assert f"documents/{new.key}/index.html" in after
    assert f"documents/{new.key}/index.html" not in before
    for kind in ("docx", "pdf"):
        name = f"documents/{old.key}.{kind}"
        assert after[name][0] == before[name][0]


def test_a_document_that_was_taken_down_leaves_a_notice_and_no_file(housing, copy):
    made = publish(
        housing,
        title="关于西坪隐患点的通知",
        uploads=(Upload("隐患点.txt", "西坪。\n".encode(), "annex"),),
    )
    publish(housing)
    copy()

    withdraw(housing, made, "内容有误，正在核实")
    folder = copy()

    assert "内容有误，正在核实" in (folder / "documents" / made.key / "index.html").read_text("utf-8")
    left = [each for each in folder.rglob("*") if each.is_file() and made.key in str(each.relative_to(folder))]
    assert left == [folder / "documents" / made.key / "index.html"]
    assert [name for name, (_, data) in snapshot(folder).items() if "西坪".encode() in data] == []
    assert dead(folder) == []


def test_a_correction_reaches_the_printed_files_too(housing, copy):
    made = publish(housing)
    before = snapshot(copy())

    text = (Block("paragraph", "更正后的内容。"),)
    actions.revise(made.document_id, made.title, text, by=housing.clerk, on=ON, reason="联系电话有误")
    after = snapshot(copy())

    for kind in ("docx", "pdf", "txt", "json"):
        assert after[f"documents/{made.key}.{kind}"][1] != before[f"documents/{made.key}.{kind}"][1]


def test_the_manifest_lists_every_file_with_its_checksum(housing, copy):
    publish(housing)
    folder = copy()

    listed = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]

    on_disk = {name: data for name, (_, data) in snapshot(folder).items() if name != "manifest.json"}
    assert listed.keys() == on_disk.keys()
    for name, data in on_disk.items():
        assert (listed[name]["bytes"], listed[name]["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_a_folder_with_something_else_is_left_alone(run, db, tmp_path):
    (tmp_path / "照片.jpg").write_bytes(b"1")

    ran = run("site", tmp_path)

    assert ran == (2, "", f"gongkai: {tmp_path} 里有别的文件；请换一个空文件夹，或者上次导出的文件夹\n")
    assert [each.name for each in tmp_path.iterdir()] == ["照片.jpg"]


def test_files_that_somebody_added_to_the_copy_stay(housing, copy):
    publish(housing)
    folder = copy()
    (folder / "CNAME").write_text("www.example.gov.cn")

    copy()

    assert (folder / "CNAME").read_text() == "www.example.gov.cn"


def test_a_manifest_that_was_changed_never_reaches_outside(housing, copy, tmp_path):
    folder = copy()
    (tmp_path / "mine.txt").write_text("1")
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))
    listed["files"]["../mine.txt"] = {"address": f"{LIVE}mine.txt", "bytes": 1, "sha256": ""}
    (folder / "manifest.json").write_text(json.dumps(listed))

    copy()

    assert (tmp_path / "mine.txt").read_text() == "1"


@pytest.mark.parametrize("address", ["www.example.gov.cn", "ftp://example.gov.cn/", "https://"])
def test_an_address_that_is_none_is_told(run, db, tmp_path, address):
    ran = run("site", tmp_path / "site", "--address", address)

    assert ran.status == 2
    assert ran.err.startswith("gongkai: --address 要写动态平台的完整网址")
    assert not (tmp_path / "site").exists()
