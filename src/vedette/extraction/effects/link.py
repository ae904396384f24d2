"""A count's tie to the word that says what befell the people counted."""

from dataclasses import dataclass

from vedette.model.claim import Effect


@dataclass(frozen=True, slots=True)
class Link:
    """A count's effect, the token that says so, and the rule that tied them; `part_of` is the index of the count that
    this one is a part of."""

    effect: Effect
    trigger: int
    rule: str
    part_of: int | None = None
