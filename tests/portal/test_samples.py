"""Real reports on the page, where they are at hand."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.test_check import CHECK, text

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
REPORTS = sorted(path for path in SAMPLES.glob("*.*") if path.suffix != ".md" or path.stem == "kewei_2024")

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not REPORTS, reason=f"{SAMPLES} is not there: the real reports stay outside of the project"),
]


def page(client, name: str) -> str:
    return text(client.post(CHECK, {"report": SimpleUploadedFile(name, (SAMPLES / name).read_bytes())}))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_real_report_has_its_page(client, path):
    found = page(client, path.name)

    assert 180 < len(re.findall(r'<td id="r1c\d+"', found)) < 210
    assert len(found.encode()) < 250_000


def test_two_wrong_totals_of_2023_are_written_out(client):
    found = page(client, "hongze_2023.pdf")

    strips = re.findall(r'<p class="eq">.*?</p>', found)
    assert [re.sub(r"<[^>]+>", "", strip) for strip in strips] == [
        "总计不对表四 行政复议10+1=11≠0四种结果之和，应等于总计；差 11 件检查意见 5",
        "总计不对表四 行政诉讼 复议后起诉5≠0四种结果之和，应等于总计；差 5 件检查意见 6",
    ]


def test_the_list_of_several_reports_says_which_form_each_table_follows(client):
    files = [SimpleUploadedFile(name, (SAMPLES / name).read_bytes()) for name in ("hongze_2023.pdf", "seed_002.txt")]

    found = text(client.post(CHECK, {"report": files}))

    listed = re.findall(r"<td>(表二[^<]*)</td>", found)
    assert listed == [
        "表二用国办公开办函〔2021〕30号格式；表三、表四用国办公开办函〔2019〕60号格式",
        "表二、表三、表四用国办公开办函〔2019〕60号格式",
    ]


def test_missing_cells_are_missing_and_no_zeros(client):
    found = page(client, "seed_002.txt")

    assert len(re.findall(r'<td id="r1c\d+" class="absent', found)) == 94
    assert "缺 84 个格子" in found


def test_ambiguous_cells_say_what_they_may_be(client):
    found = page(client, "pingtan_2021.txt")

    assert len(re.findall(r'<td id="r1c\d+" class="unsure', found)) == 3
    assert "<mark>693665</mark>" in found
    assert "可能是 6、69、693、6936" in found
