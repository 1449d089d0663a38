"""How much personal information `core.privacy` finds and how often it is wrong: `python -m benchmarks.privacy`."""

import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import people
from gongkai.core import privacy

# threats.md 5.1: recall, precision.
TARGETS = {
    "resident_id": (0.995, 0.99),
    "bank_card": (0.995, 0.99),
    "mobile": (0.99, 0.98),
    "address": (0.95, 0.90),
    "name": (0.95, 0.90),
}
_NAMES = {"name", "protected_name", "minor", "possible_name"}
SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))
NOTHING = [*SENTENCES["nothing"]["lines"], *SENTENCES["nothing"]["fresh"]]
_HOSTILE = {
    "digits": "1",
    "identity pieces": "37 03 05 19 79 12 07 11 ",
    "look-alikes": "lO",
    "numbers of doors": "12号楼3单元",
    "one long name": "张",
    "labels": "申请人",
    "labels with colons": "姓名：",
    "names": "姓名：张伟、",
    "blanks": "身份证 ",
    "mailboxes": "a@",
    "address words": "家住张店区",
    "brackets": "姓名(",
    "new lines": "1\n",
    "hyphens": "62-",
    "quotations": "报价1,",
    "surnames": "王李",
    "sick": "姓名：张伟癌癌癌",
}


@dataclass(frozen=True)
class Score:
    """Of one kind: how many there were, how many were found, how often something else was called so."""

    positives: int
    found: int
    alarms: int  # on lines that hold nothing

    @property
    def recall(self) -> float:
        """The share that was found, at its whole place."""
        return self.found / self.positives

    @property
    def precision(self) -> float:
        """The share of what was called so that was so."""
        return self.found / (self.found + self.alarms) if self.found + self.alarms else 0.0


def recall(kind: str, templates: Sequence[str], count: int, seed: int) -> tuple[int, list[str]]:
    """How many of `count` values are found at their whole place, and what was missed."""
    rng, found, missed = random.Random(seed), 0, []
    for number in range(count):
        value = people.MAKERS[kind.removeprefix("free_")](rng)
        template = templates[number % len(templates)]
        text = template.replace("{}", value)
        if any(_is_same(kind, each, value) for each in privacy.examine(text)):
            found += 1
        else:
            missed.append(text)
    return found, missed


def _is_same(kind: str, each: privacy.Personal, value: str) -> bool:
    if kind == "free_name":
        return each.kind in _NAMES and each.text == value
    if kind == "name":
        return each.kind in _NAMES - {"possible_name"} and each.text == value
    if kind == "address":
        # A start a little early or late still masks the door.
        return each.kind == kind and each.text[-3:] == value[-3:] and len(each.text) >= len(value) - 6
    return each.kind == kind and each.text == value


def alarms(count: int, seed: int) -> tuple[Counter[str], list[tuple[str, str]]]:
    """What is found, by kind, in lines that hold nothing."""
    counted, seen = Counter[str](), []
    for line in people.lines(NOTHING, random.Random(seed), count):
        for each in privacy.examine(line):
            counted["name" if each.kind in _NAMES - {"possible_name"} else each.kind] += 1
            seen.append((each.kind, line))
    return counted, seen


def scores(which: str, positives: int, negatives: int, seed: int) -> Mapping[str, Score]:
    """Every kind, on one half of the templates."""
    false, _ = alarms(negatives, seed)
    return {
        kind: Score(positives, recall(kind, templates, positives, seed)[0], false[kind])
        for kind, templates in SENTENCES[which].items()
    }


def speed() -> float:
    """Megabytes of ordinary lines a second."""
    text = "\n".join(people.lines(NOTHING, random.Random(5), 12_000))
    begun = time.process_time()
    privacy.examine(text)
    return len(text.encode()) / 1e6 / (time.process_time() - begun)


def hostile(unit: str) -> tuple[float, float]:
    """Milliseconds for 50 KB of a repeated text, and how many times that for four times as much: 4 is linear."""
    times = []
    for size in (50_000, 200_000):
        text = unit * (size // len(unit.encode()))
        rounds = []
        for _ in range(3):
            begun = time.process_time()
            privacy.examine(text)
            rounds.append(1000 * (time.process_time() - begun))
        times.append(min(rounds))
    return times[0], times[1] / times[0]


def main() -> None:
    """Print the tables; with `missed`, what was missed and what was wrong."""
    for which in ("known", "held_out", "fresh"):
        print(f"{which}: 2000 positives a kind, 20000 lines that hold nothing")
        print(f"{'kind':18}{'recall':>8}{'target':>8}{'precision':>11}{'target':>8}{'alarms':>8}")
        for kind, score in scores(which, 2000, 20_000, 7).items():
            least, exact = TARGETS.get(kind, (None, None))
            print(
                f"{kind:18}{score.recall:8.3f}{least or '-':>8}{score.precision:11.3f}{exact or '-':>8}{score.alarms:8}"
            )
    _, seen = alarms(20_000, 7)
    hints = sum(kind == "possible_name" for kind, _ in seen)
    print(f"hints on lines that hold nothing: {hints}; speed {speed():.2f} MB/s")
    print(f"{'hostile, 50 KB':20}{'ms':>8}{'x for 4 x':>10}")
    for label, unit in _HOSTILE.items():
        milliseconds, ratio = hostile(unit)
        print(f"{label:20}{milliseconds:8.1f}{ratio:10.1f}")
    if "missed" in sys.argv:
        _print_missed()


def _print_missed() -> None:
    for which in ("known", "held_out", "fresh"):
        for kind, templates in SENTENCES[which].items():
            missed = recall(kind, templates, 500, 7)[1]
            for text in missed[:8]:
                print(which, kind, repr(text), [(each.kind, each.text) for each in privacy.examine(text)])
    for kind, line in dict.fromkeys(alarms(2000, 7)[1]):
        print("alarm", kind, line, [each.text for each in privacy.examine(line)])


if __name__ == "__main__":
    main()
