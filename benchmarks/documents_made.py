"""Documents that never were, to measure search with: words as common as Zipf says; titles, numbers, issuers, days of a district."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from gongkai.search import Entry

FIRST, LAST = date(2012, 1, 1), date(2026, 10, 31)
WORDS = 30_000  # of two, three and four characters
_KINDS = ("通知", "意见", "办法", "公告", "批复", "方案", "决定", "通告")
_SIGNS = "，，，。；、"


class Maker:
    """The same documents for the same seed."""

    def __init__(self, seed: int = 2026) -> None:
        self.random = random.Random(seed)
        characters = [chr(at) for at in range(0x4E00, 0x4E00 + 3_500)]
        self.random.shuffle(characters)
        ranks = list(accumulate(1 / (at + 8) for at in range(len(characters))))
        lengths = self.random.choices((2, 3, 4), (70, 15, 15), k=WORDS)
        made = ("".join(self.random.choices(characters, cum_weights=ranks, k=length)) for length in lengths)
        self.words = list(dict.fromkeys(made))
        self.common = list(accumulate(1 / (at + 2.7) for at in range(len(self.words))))
        self.issuers = ["".join(self.random.choices(characters, k=4)) + "局" for _ in range(60)]

    def text(self, words: int) -> str:
        """Sentences."""
        chosen = self.random.choices(self.words, cum_weights=self.common, k=words)
        return "".join(word + (_SIGNS[at % 6] if at % 5 == 4 else "") for at, word in enumerate(chosen))

    def entries(self, many: int) -> Iterator[Entry]:
        """From the oldest to the newest."""
        days = (LAST - FIRST).days
        for number in range(1, many + 1):
            day = date.fromordinal(FIRST.toordinal() + days * number // many)
            kind, issuer = self.random.choice(_KINDS), self.random.choice(self.issuers)
            over = date(day.year + 5, 1, 1) if self.random.random() < 0.3 else None
            yield Entry(
                area="document",
                number=number,
                title=f"关于{self.text(self.random.randint(3, 8)).replace('，', '')}的{kind}",
                document_number=f"{issuer[:2]}发〔{day.year}〕{number % 9_999}号",
                body=self.text(self.random.randint(60, 260)),
                issuer=issuer,
                kind=kind,
                theme=f"主题{self.random.randint(1, 22)}",
                column=f"栏目{self.random.randint(1, 40)}",
                year=day.year,
                published_on=day,
                starts_on=day,
                ends_on=over,
            )
