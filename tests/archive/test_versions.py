"""The version of the reader: it stands for all code a reading comes from, and changes with it."""

import subprocess
import sys

from gongkai.archive import versions

IMPORTED = """
import sys
import gongkai.archive.child
print(*(name for name in sys.modules if name.startswith("gongkai.")))
"""


def test_everything_that_reads_or_examines_is_in_the_version():
    found = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True).stdout.split()
    files = {f"gongkai.core.{name}" for name in versions.FILES}
    outside = [
        name for name in found if not name.startswith((*versions.ROOMS, "gongkai.archive")) and name not in files
    ]

    assert len(found) > 50
    assert outside == ["gongkai.core"]


def test_it_changes_with_one_sign_of_code(tmp_path, monkeypatch):
    room = tmp_path / "gongkai_made"
    room.mkdir()
    (room / "__init__.py").write_text("")
    (room / "a.py").write_text("limit = 5\n")
    (room / "a.txt").write_text("a note")
    monkeypatch.syspath_prepend(tmp_path)
    before = versions.digest(["gongkai_made"])

    (room / "a.txt").write_text("another note")
    same = versions.digest(["gongkai_made"])
    (room / "a.py").write_text("limit = 6\n")

    assert same == before
    assert versions.digest(["gongkai_made"]) != before
    assert len(versions.reader()) == 12
