"""The same reading on a cluster: a worker that is killed in its work loses nothing and doubles nothing."""

import os
import signal
from functools import partial
from importlib.util import find_spec

import pytest

from gongkai.archive import Archive, cluster
from gongkai.archive.bulk import in_children
from tests.archive.made import save

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed (gongkai[cluster])"),
]


@pytest.fixture
def _no_cluster_left():
    yield
    cluster.leave()


@pytest.mark.usefixtures("_no_cluster_left")
def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(tmp_path):
    save(tmp_path / "in", 6)
    (tmp_path / "in" / "bad.docx").write_bytes(b"PK\x03\x04")
    marked = tmp_path / "killed"

    def dying(name, data):
        if name.endswith("004.html") and not marked.exists():
            marked.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return cluster.read(name, data)

    far, near = Archive(tmp_path / "far"), Archive(tmp_path / "near")
    added = far.add([tmp_path / "in"], workers=2, through=partial(cluster.in_cluster, task=dying))
    near.add([tmp_path / "in"], workers=2, through=in_children)

    assert marked.exists()
    assert marked.read_text() != str(os.getpid())
    assert (added.read, added.known, [name for name, _ in added.refused]) == (6, 0, ["in/bad.docx"])
    same = "SELECT report, cell, state, value FROM cells ORDER BY ALL"
    assert far.ask(same).rows == near.ask(same).rows
    assert len(far.ask(same).rows) == 6 * 200
