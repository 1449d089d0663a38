"""One candidate in a process of its own: python -m benchmarks.worker KIND CANDIDATE FOLDER. Prints what it measured as JSON."""

import gc
import json
import re
import resource
import sys
import time
from pathlib import Path

from benchmarks.candidates import CANDIDATES, SLOW
from gongkai.reading.recognize import recognize


def main() -> None:
    """Read every file of the folder once to warm up and once on the clock."""
    kind, name, folder = sys.argv[1:]
    work = next(each for each in CANDIDATES[kind] if each.__name__ == name)
    files = sorted(Path(folder).glob(f"*.{kind}"))[: SLOW.get(name)]
    loaded = [(path, path.read_bytes()) for path in files]
    try:
        pages = work(loaded[0][1], loaded[0][0].name)
        if pages is not None:
            recognize(pages, "")
    except (ImportError, FileNotFoundError):
        print(json.dumps({"missing": True}))
        return
    gc.collect()
    extracting, whole, cells = [], [], {}
    for path, data in loaded:
        begun = _cpu()
        try:
            pages = work(data, path.name)
            extracting.append(_cpu() - begun)
            found = None if pages is None else recognize(pages, path.name).report.cells
        except Exception as error:  # a peer may fail on a file: that is a result too
            print(f"{name}: {path.name}: {error!r:.200}", file=sys.stderr)
            found = {}
        whole.append(_cpu() - begun)
        cells[path.stem] = None if found is None else {key: str(cell.value) for key, cell in found.items()}
    print(json.dumps({"extracting": extracting, "whole": whole, "cells": cells, "peak": _peak()}))


def _peak() -> float:
    """Megabytes this program held at most; what its parent held before it began is not in it."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def _cpu() -> float:
    """Seconds of processor time, those of finished children included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
