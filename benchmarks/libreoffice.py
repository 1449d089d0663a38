"""LibreOffice without a window."""

import subprocess
from collections.abc import Sequence
from pathlib import Path


def soffice(place: Path, kind: str, files: Sequence[Path]) -> None:
    """Convert files, all by one process, into a folder of `place` that is named as the kind; the profile stays there."""
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", place / kind, *files]
    subprocess.run(command, check=True, capture_output=True)
