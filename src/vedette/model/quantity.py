"""How many: a closed interval of whole numbers, as stated, with the words that stated it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` <= n <= `high`; `high` None means open: "at least 16" is [16, None], "up to 40" is [0, 40].

    `approximate` is set for "around 300" and for words of size such as "dozens" ([24, None]). Nothing is invented: a
    bound is there because a word says so. Raises ValueError for a negative or empty interval.
    """

    low: int
    high: int | None
    approximate: bool = False
    words: str = ""

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"no such quantity: {self.low} to {self.high}; bounds are not negative and low <= high")

    @property
    def exact(self) -> bool:
        """A single number, not said to be approximate."""
        return self.low == self.high and not self.approximate

    @property
    def point(self) -> int | None:
        """The one number stated, if one is."""
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        about = "about " if self.approximate else ""
        if self.high is None:
            return f"{about}{self.low:,} or more"
        if self.low == self.high:
            return f"{about}{self.low:,}"
        if self.low == 0:
            return f"{about}up to {self.high:,}"
        return f"{about}{self.low:,} to {self.high:,}"
