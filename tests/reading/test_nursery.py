"""Children of the nursery: as limited and as alone as any other, told how they ended, born again when it dies."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from gongkai import release
from gongkai.reading import nursery
from gongkai.reading.worker import Gone, Worker

CHILD = "gongkai.release.child"
TABLE = "名称\t数\n甲\t1\n".encode()


def worker(memory=800_000_000, seconds=30.0) -> Worker:
    return Worker(CHILD, memory=memory, seconds=seconds, start=nursery.bear)


def test_a_child_does_its_deed_and_ends_with_it():
    release.admit(TABLE, "表.txt")
    child = nursery.bear(CHILD, 800_000_000, 30)

    child.communicate()

    assert child.returncode == 0


def test_a_child_that_is_killed_says_so():
    child = nursery.bear(CHILD, 800_000_000, 30)

    child.kill()

    assert child.wait() == -signal.SIGKILL
    child.communicate()


def test_the_worker_knows_a_child_that_died():
    with worker() as one:
        child = one._started()
        os.kill(child.pid, signal.SIGKILL)

        told = one._ended(child)

    assert isinstance(told, Gone)
    assert told.has_failed is False


def test_a_dead_nursery_is_followed_by_another():
    release.admit(TABLE, "表.txt")
    old = nursery._nurseries[os.getpid(), CHILD]
    old._process.kill()
    old._process.wait()

    fault, looked = release.admit(TABLE, "表.txt")

    assert (fault, looked.kind) == ("", "txt")
    assert nursery._nurseries[os.getpid(), CHILD] is not old


def test_a_child_knows_nothing_of_the_surroundings(monkeypatch):
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "a-secret-that-must-stay")
    nursery._nurseries.pop((os.getpid(), CHILD)).close()

    child = nursery.bear(CHILD, 800_000_000, 30)

    known = Path(f"/proc/{child.pid}/environ").read_bytes()
    child.communicate()
    assert b"PATH=" in known
    assert b"a-secret" not in known


def test_one_child_does_not_hold_what_leads_to_another():
    first, second = (nursery.bear(CHILD, 800_000_000, 30) for _ in range(2))

    first.communicate()

    assert (first.returncode, second.poll()) == (0, None)
    second.communicate()


def test_nothing_is_left_when_the_program_ends():
    code = (
        "from gongkai import release\nfrom gongkai.reading import nursery\n"
        "release.admit('甲'.encode(), '表.txt')\n"
        "print([each._process.pid for each in nursery._nurseries.values()][0])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not Path(f"/proc/{done.stdout.strip()}").exists()
