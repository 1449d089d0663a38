"""Run the hostile files through the guard of the reader: time, memory of the child, and what came of each.

python -m tests.bad.measure [NAME ...]
"""

import sys
import threading
import time
from pathlib import Path

from gongkai.reading import Unreadable
from gongkai.reading.guard import Guard
from tests.bad.files import BadFile, every, good

LIMIT = 20.5  # seconds by the clock, the start of the child included
SAVED = Path("/tmp/wild/bad")


class Watch(threading.Thread):
    """Looks at the child again and again for the most memory it ever held."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(daemon=True)
        self.guard, self.peak, self.is_over = guard, 0, False

    def run(self) -> None:
        """Until told to stop."""
        while not self.is_over:
            self.look()
            time.sleep(0.01)

    def look(self) -> None:
        """The high-water mark of the child, if there is one."""
        child = self.guard._child
        if child is None:
            return
        try:
            status = Path(f"/proc/{child.pid}/status").read_text()
        except OSError:
            return
        for line in status.splitlines():
            if line.startswith("VmHWM"):
                self.peak = max(self.peak, int(line.split()[1]) // 1024)


def measure_bad(only: list[str] | None) -> None:
    """Print a line for each file, and in the end those that did not do what they should."""
    failed = []
    for bad in every():
        if only and not any(bad.name.startswith(each.rstrip("*")) for each in only):
            continue
        outcome, seconds, peak = _read(bad)
        complaint = _complaint(bad, outcome, seconds)
        print(f"{bad.name:28} {seconds:6.2f} s {peak:5} MB  {complaint or 'ok':12} {outcome[:110]}", flush=True)
        if complaint:
            failed.append((bad.name, complaint, outcome))
    print(f"\n{len(failed)} failed")
    for name, complaint, outcome in failed:
        print(f"  {name}: {complaint}: {outcome[:200]}")


def _read(bad: BadFile) -> tuple[str, float, int]:
    data = bad.build()
    with Guard() as guard:
        watch = Watch(guard)
        watch.start()
        begun = time.perf_counter()
        outcome = _outcome(guard, data, bad.file_name)
        seconds = time.perf_counter() - begun
        watch.is_over = True
        watch.look()
        if " 198 cells" not in _outcome(guard, good(), "good.docx"):
            outcome = f"! the next file is not read after this one; {outcome}"
    if seconds > LIMIT / 2 or outcome.startswith("!"):
        SAVED.mkdir(parents=True, exist_ok=True)
        (SAVED / f"{bad.name}.bin").write_bytes(data[:50_000_000])
    return outcome, seconds, watch.peak


def _outcome(guard: Guard, data: bytes, name: str) -> str:
    try:
        found = guard.read(data, name)
    except Unreadable as error:
        return f"Unreadable: {error}"
    except Exception as error:  # noqa: BLE001
        return f"! {type(error).__name__}: {error}"
    read = sum(cell.value is not None for cell in found.report.cells.values())
    return f"reading: {found.report.body!r} {found.report.year} {read} cells"


def _complaint(bad: BadFile, outcome: str, seconds: float) -> str:
    if outcome.startswith("!"):
        return "EXCEPTION"
    if seconds > LIMIT:
        return "TOO LONG"
    if bad.expected == "unreadable" and not outcome.startswith("Unreadable"):
        return "READ"
    return "slow" if seconds > 10 else ""


if __name__ == "__main__":
    measure_bad(sys.argv[1:] or None)
