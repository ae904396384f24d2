"""The weights by which `muc4_choice` chooses, in `muc4_choice.json`: of named features, and of a report's words.

Words weigh by their shares of the report, in which rare words count for more, and long reports for no more than short.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).with_name("muc4_choice.json")
_WORD = re.compile(r"[A-Za-z]{3,}")


@dataclass(frozen=True, slots=True)
class Choice:
    """What each feature adds to the log odds, where the sum begins, and from where on an incident is taken.

    A word of the report adds its share of it times its lean; `rarity` is what shares are reckoned by.
    """

    start: float
    least: float
    features: Mapping[str, float]
    rarity: Mapping[str, float] = field(default_factory=dict)
    leans: Mapping[str, float] = field(default_factory=dict)

    def score(self, features: Iterable[str], lean: float = 0.0) -> float:
        """The log odds that an incident is of the task, in a report of that lean."""
        return math.fsum((self.start, lean, *(self.features.get(name, 0.0) for name in features)))

    def lean(self, words: Mapping[str, int]) -> float:
        """What a report's words, counted, add for each of its incidents."""
        return math.fsum(share * self.leans.get(word, 0.0) for word, share in shares(words, self.rarity).items())


@cache
def choice() -> Choice:
    """The packaged weights."""
    raw = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    least = math.log(raw["threshold"] / (1 - raw["threshold"]))
    rarity = {word: rare for word, (rare, _) in raw["words"].items()}
    return Choice(
        raw["start"], least, raw["features"], rarity, {word: lean for word, (_, lean) in raw["words"].items()}
    )


def counted(text: str) -> Counter[str]:
    """How often each word stands in a text written small: no names."""
    return Counter(word for word in _WORD.findall(text) if word.islower())


def rarity(among: int, reports: int) -> float:
    """How much a word weighs that so many of all reports have (smoothed inverse document frequency)."""
    return math.log((1 + reports) / (1 + among)) + 1


def shares(words: Mapping[str, int], rare: Mapping[str, float]) -> dict[str, float]:
    """Each known word's share of a report: its rarity times 1 + ln of its count, the squares of all adding up to 1."""
    raw = {word: rare[word] * (1 + math.log(count)) for word, count in words.items() if word in rare}
    length = math.sqrt(math.fsum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}
