"""What some of these tests need from outside: Chinese fonts, LibreOffice, the folder of real reports."""

import shutil
from pathlib import Path

import pytest

from gongkai.writing import fonts

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, and say why, what cannot run here."""
    lacking = {
        "fonts": (lambda: any(each.family for each in fonts.chosen()), "没有中文字体（Debian：fonts-noto-cjk）"),
        "office": (lambda: shutil.which("soffice"), "没有装 LibreOffice"),
        "samples": (SAMPLES.exists, f"没有真实报告的文件夹 {SAMPLES}"),
    }
    for mark, (is_there, reason) in lacking.items():
        if item.get_closest_marker(mark) and not is_there():
            pytest.skip(reason)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real reports."""
    return SAMPLES
