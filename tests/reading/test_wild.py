"""Made-up reports as offices, sites and converters leave them: what is read is right, what is torn is never guessed."""

import pytest

from tests.wild import samples
from tests.wild.judge import judge

LAYOUTS = [name for name, layout in samples.LAYOUTS.items() if not layout.is_slow]
# In these a table is nothing but digits and labels; some figures are beyond telling, and are then said to be.
TORN = {"blanks", "run_together"}
# Six zeros without cells around them stand for seven: a real report of 2020 (seed_000) is to be read so.
CELLS_LOST = {"blanks", "lines_bare", "lines_spaced", "one_line"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read(layout):
    for seed in range(5):
        score = judge(samples.sample(seed, layout, ()))

        assert (score.crash, score.unreadable, score.wrong, dict(score.said)) == ("", "", [], {})
        assert layout in TORN or not score.missed, f"seed {seed}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_silently_wrong_in_a_disturbed_report(layout):
    read = 0
    for seed in range(1000, 1010):
        score = judge(samples.sample(seed, layout, None))

        assert score.crash == ""
        wrong = [each for each in score.wrong if layout not in CELLS_LOST or each.got != 0]
        assert wrong == [], f"seed {seed}, {', '.join(score.noises)}"
        read += score.right
    assert read > 1000
