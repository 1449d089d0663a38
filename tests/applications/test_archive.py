"""One case, one file: everything in order, every file with its mark, and nothing that leaves its folder."""

import hashlib
import io
import zipfile
from datetime import date

import pytest

from gongkai import release
from gongkai.applications import access, actions, archive, papers
from gongkai.applications.actions import Looked
from gongkai.applications.papers import Upload
from tests.applications import district

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path


@pytest.fixture
def housing():
    return district.office()


@pytest.fixture
def case(housing):
    made = district.case(housing, "handling")
    actions.search(made.pk, Looked("档案系统", "老旧小区 改造", 2), by=housing.handler, on=date(2026, 10, 29))
    district.consult(housing, made, on=date(2026, 10, 30))
    actions.draft(made.pk, district.paper(), by=housing.clerk, on=date(2026, 11, 2))
    return made


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert container.testzip() is None
        return {name.partition("/")[2]: container.read(name) for name in container.namelist()}


def text(data: bytes) -> str:
    return data.decode("utf-8-sig")


def test_the_case_is_whole_and_in_order(housing, case):
    found = files(
        archive.archive(case, by=housing.clerk, on=ON, print_letter=lambda letter: f"docx {letter.pk}".encode())
    )

    assert list(found) == [
        "目录.html",
        "目录.csv",
        "01_申请表.txt",
        "02_文书/01_政府信息公开申请答复书（起草，第1稿）.docx",
        "03_检索记录.txt",
        "04_征求意见.txt",
        "06_期限计算.txt",
        "07_办理记录.txt",
        "SHA256SUMS.txt",
    ]
    assert "孙小明" in text(found["01_申请表.txt"])
    assert "2026-10-29　档案系统　检索词：老旧小区 改造　找到 2 份" in text(found["03_检索记录.txt"])
    assert "2026-10-28　第 1 个工作日" in text(found["06_期限计算.txt"])
    assert "2026-10-30　张经办（经办人）征求第三方意见，对方10月30日收到，停表" in text(found["07_办理记录.txt"])


def test_every_file_has_its_mark(housing, case):
    found = files(archive.archive(case, by=housing.clerk, on=ON))

    listed = dict(reversed(line.split("  ", 1)) for line in text(found.pop("SHA256SUMS.txt")).splitlines())
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


def test_the_same_case_gives_the_same_bytes_whoever_has_looked(housing, case):
    first = archive.archive(case, by=housing.clerk, on=ON)
    actions.look_at_people(case, by=housing.clerk, on=ON)

    assert archive.archive(case, by=housing.clerk, on=ON) == first


def test_attachments_keep_their_bytes_and_lose_their_paths(housing, case):
    names = [
        "../../etc/passwd",
        "C:\\桌面\\说明.docx",
        "con.txt",
        "说明.docx",
        "",
        "甲" * 200 + ".pdf",
        "a\x00\u202eb?.txt",
    ]
    uploads = [Upload(name, f"%PDF {place}".encode(), "request") for place, name in enumerate(names)]
    papers.attach(
        case, [papers.Admitted(each, release.look(each.data, each.name)) for each in uploads], by="张经办", on=ON
    )

    data = archive.archive(case, by=housing.clerk, on=ON)

    with zipfile.ZipFile(io.BytesIO(data)) as container:
        attached = [name for name in container.namelist() if "/08_附件/" in name]
        assert [container.read(name) for name in attached] == [each.data for each in uploads]
        assert all(name.startswith("青住建〔2026〕1号/08_附件/0") for name in attached)
        assert not any(part in ("", "..", ".") for name in container.namelist() for part in name.split("/"))
        assert len(set(container.namelist())) == len(container.namelist())


@pytest.mark.parametrize(
    "given", ["../x", "..", "/", "", "a/b\\c", "NUL", "nul.txt", "x" * 300 + ".docx", ".htaccess", "a\nb:c"]
)
def test_a_safe_name_is_one_name(given):
    name = archive.safe_name(given)

    assert 1 <= len(name) <= 80
    assert not set(name) & set('/\\:*?"<>|\n\x00')
    assert name not in (".", "..")
    assert name.split(".")[0].casefold() != "nul"


def test_who_may_not_see_people_gets_no_archive(housing, case):
    watcher = district.person(housing.body, "supervisor")
    stranger = district.office("青教", "青禾区教育局").clerk

    for by in (watcher, stranger):
        with pytest.raises(access.Absent):
            archive.archive(case, by=by, on=ON)


def test_a_letter_is_printed_by_the_caller_or_told_as_text(housing):
    closed = district.case(housing, "closed")

    found = files(archive.archive(closed, by=housing.clerk, on=ON))

    assert "予以公开" in text(found["02_文书/01_政府信息公开申请答复书.txt"])
    assert "政府信息公开申请答复书青住建答〔2026〕1号" in text(found["目录.csv"])
