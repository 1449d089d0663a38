"""One candidate in a process of its own: python -m benchmarks.memory FOLDER NUMBER; prints the most memory it held, in MB."""

import resource
import subprocess
import sys
from pathlib import Path

from benchmarks.candidates import EVERY

_STATUS = Path("/proc/self/status")


def peak_of(number: int, folder: Path) -> float:
    """The peak of a candidate over the files of a folder."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.memory", str(folder), str(number)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def _peak() -> float:
    """Of this process and of those it started. `ru_maxrss` alone would count the process that started this one, too."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if _STATUS.exists():
        own = int(_STATUS.read_text("ascii").partition("VmHWM:")[2].split()[0])
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def main() -> None:
    """Read every file once."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    for file in sorted(folder.iterdir())[: EVERY[number].documents]:
        EVERY[number].read(file.read_bytes())
    print(f"{_peak():.1f}")


if __name__ == "__main__":
    main()
