"""What the search for speech finds: a speaker as the sentence names it, and an act of speech with what it covers."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker as the sentence names it: tokens `start` <= i < `end`, the head noun, and the words."""

    start: int
    end: int
    head: int
    words: str
    pronoun: bool = False

    def __hash__(self) -> int:
        return hash((self.start, self.words))  # asked of very often; what is the same begins with the same


@dataclass(frozen=True, slots=True)
class Said:
    """One act of speech in a sentence: who, by which cue (token), and the tokens covered (half-open pieces).

    `relay` is whom it was told to, or who quotes it ("told dpa", "TASS quoted him as saying").
    """

    unit: int
    source: Source | None
    cue: int
    cue_words: str
    lemma: str
    content: tuple[tuple[int, int], ...]
    relay: Source | None = None

    def covers(self, token: int) -> bool:
        """Whether a token lies in what is said."""
        return any(a <= token < b for a, b in self.content)

    @property
    def size(self) -> int:
        """Tokens covered; of two acts that cover a token, the one of fewer lies inside."""
        return sum(b - a for a, b in self.content)


def innermost(said: Sequence[Said], token: int) -> tuple[Said, ...]:
    """The acts that cover a token, from the outermost to the innermost; of two as large, the later cue is inside."""
    covering = [s for s in said if s.covers(token)] if said else ()
    return tuple(sorted(covering, key=lambda s: -s.size) if len(covering) > 1 else covering)
