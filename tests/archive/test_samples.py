"""The real reports of the samples folder in the archive: every cell as the truth has it, silence as silence."""

import json
from pathlib import Path

import pytest

from gongkai.archive import Archive

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the folder of real reports is not here: {SAMPLES}"),
]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    from_samples = Archive(tmp_path_factory.mktemp("samples"))
    from_samples.add([SAMPLES], workers=2)
    return from_samples


@pytest.mark.parametrize("path", sorted((SAMPLES / "truth").glob("*.json")), ids=lambda path: path.stem)
def test_cells_are_those_of_the_truth(path, loaded):
    truth = json.loads(path.read_text("utf-8"))
    rows = loaded.ask(
        "SELECT c.cell, c.state, c.value FROM cells AS c JOIN reports AS r ON r.id = c.report "
        "WHERE starts_with(r.file, $name)",
        name=f"samples/{path.stem}.",
    ).rows
    found = {cell: (state, value) for cell, state, value in rows}

    assert len(found) > 100
    for cell, value in truth["cells"].items():
        state, kept = found[cell]
        if value == "":
            assert (cell, state, kept) == (cell, "blank", None)
        elif value is None:
            assert (cell, kept) == (cell, None)
        elif kept is None:  # what nothing in the file can decide: tests/reading/test_samples.py lists these
            assert (cell, state) == (cell, "ambiguous")
        else:
            assert (cell, float(kept)) == (cell, float(value))
