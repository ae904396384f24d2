"""What surrounds an expression: the day of the report, the date before it, and the words on both sides."""

import datetime as dt
import re
from dataclasses import dataclass

from vedette.extraction.times.expression import Hint

_LOOK = 90
_HINT_WORDS = {
    "since": Hint.SINCE,
    "until": Hint.UNTIL,
    "till": Hint.UNTIL,
    "through": Hint.UNTIL,
    "before": Hint.BEFORE,
    "prior to": Hint.BEFORE,
    "ahead of": Hint.BEFORE,
    "after": Hint.AFTER,
    "following": Hint.AFTER,
    "by": Hint.BY,
    "from": Hint.FROM,
    "starting": Hint.FROM,
    "during": Hint.DURING,
    "throughout": Hint.DURING,
    "for": Hint.FOR,
    "within": Hint.WITHIN,
    "in": Hint.WITHIN,
}
_HINT = re.compile(
    r"(?<!\w)(" + "|".join(sorted(_HINT_WORDS, key=len, reverse=True)) + r")"
    r"(?: (?:at|least|nearly|almost|more|less|than|over|about|around|just|only|some|up|to|on|as|early|late"
    r"|recently|well|much of|most of"
    r"|the|a|roughly|approximately|close|between|dawn|morning|evening|noon|midnight))*[ -]+$"
)
_SINCE_CLAUSE = re.compile(r"(?<!\w)since (?!then\b)(?:[\w'’.-]+ ){1,14}?(?:(?:in|on|of|during|at) )?$")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|won't|due"
    r"(?! to (?:(?:the|an?|its|their|heavy|intense|fierce|artillery|ongoing) |\w+ing\b|\w+s\b|\w+ (?:fire|attack)\b))"
    r"|scheduled|slated|expected|planned|plans?|postponed|to be held|upcoming|until"
    r"|deadline|going to"
    r"|aims? to|hopes? to|intends? to|must|is to|are to|set to|set for|vow(?:s|ed) to|before the end of|ready for"
    r"|prepar\w+ for|ahead of)\b"
)
_PAST = re.compile(
    r"(?<!be )(?<!will )\b(?:said|says|told|tells|was|were|had|has|have|came|took|fell|began|left|broke|saw|hit"
    r"|made|\w\w+ed)\b"
)
_FUTURE_AFTER = re.compile(r",? (?:\w+ ){0,4}(?:will|shall)\b")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s|\n")


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one expression. `text` is `original` in lower case, letter for letter; `previous` is the day
    of the last date before it, which ends at `previous_end`.
    """

    text: str
    original: str
    start: int
    end: int
    anchor: dt.date
    previous: dt.date | None
    previous_end: int

    def before(self, width: int = 24) -> str:
        """The characters before it."""
        return self.text[max(0, self.start - width) : self.start]

    def after(self, width: int = 24) -> str:
        """The characters after it."""
        return self.text[self.end : self.end + width]

    def capital(self, at: int) -> bool:
        """Whether the word there is printed with a capital, or the whole text knows none."""
        return self.original[at] != self.text[at] or self.original == self.text

    @property
    def near(self) -> dt.date | None:
        """The previous date, if it stands in the same sentence."""
        if self.previous is None or self.start - self.previous_end > _LOOK:
            return None
        between = self.text[self.previous_end : self.start]
        return None if _SENTENCE_END.search(between) else self.previous

    @property
    def hint(self) -> Hint | None:
        """What the preposition before it says."""
        found = _HINT.search(self.before(40))
        return _HINT_WORDS[found.group(1)] if found else None

    @property
    def dates_a_since(self) -> bool:
        """Whether it is the date of what follows "since": "since the war began in"."""
        before = self.text[max(self.previous_end, self.start - _LOOK) : self.start]
        found = _SINCE_CLAUSE.search(before)
        return found is not None and not _SENTENCE_END.search(before, found.start())

    @property
    def future(self) -> bool:
        """Whether the sentence up to here speaks of what is to come: the last sign of the future or the past decides,
        unless what follows is told in the future ("in September, we will").
        """
        before = self.before(_LOOK)
        ends = [found.end() for found in _SENTENCE_END.finditer(before)]
        before = before[ends[-1] :] if ends else before
        if _FUTURE_AFTER.match(self.text, self.end, self.end + 45):
            return True
        signs = [found.end() for found in _FUTURE.finditer(before)]
        return bool(signs) and not any(found.end() > signs[-1] for found in _PAST.finditer(before))
