"""What tells one story from another in a report's own words: the names it runs, ages, figures, title, day.

Names are compared in memory, to see whether two texts speak of the same people and streets, and kept nowhere: private
persons are never indexed.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vedette.model.claim import Effect, Scope, TollContent
from vedette.model.document import Document
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim

_TOKEN = re.compile(r"[^\W\d_][\w'’-]+|\d+")
_SMALL = re.compile(r"\b[a-z]+\b")
_AGE = re.compile(r"\b(\d{1,2})[- ]year[- ]old|,\s(\d{2}),")
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Letters of a word that count, and how much of a text tells its story.
STEM, LEAD = 6, 1500
#: A name of fewer letters says little by itself.
NAME = 4
#: Capitalised words that institutions, streets and page furniture are named with: two texts share them by chance.
COMMON = frozenset(
    """a ago all american and ap april associated at attorney august avenue boulevard breaking bureau buy caption
    center centre chief children's children’s circuit city close college community copyright coroner coroner's
    coroner’s county court crime criminal december department detective detectives detention district drive east
    emergency examiner examiner's examiner’s facebook february federal fire for friday general getty government gun
    he high highway hospital image images in investigation investigators jail january judge july june lane live
    local lt man march mass may medical memorial men minister ministry monday mount mr mrs ms municipal national new
    news north northeast northwest november october office officer officers officials on park photo police president
    press public radio regional rescue reserved rights road saint saturday school senior september services sgt she
    sheriff sheriff's sheriff’s shooter shooting side south southeast southwest sports st state states stoppers
    story street sunday superior supreme that the they this thursday tuesday tv twitter united university video view
    violence wednesday west with witnesses woman women""".split()
)


@dataclass(frozen=True, slots=True)
class Traits:
    """One report's traits. `names` are capitalised words that it never prints small, `pairs` two of them in a row;
    neither holds institutions and known places. `figures` are the first of the killed and of the injured."""

    document: DocumentId
    published: dt.date | None
    names: frozenset[str]
    pairs: frozenset[str]
    ages: frozenset[str]
    title: frozenset[str]
    words: frozenset[str]
    figures: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def traits_of(
    document: Document, claims: Iterable[ResolvedClaim] = (), *, is_place: Callable[[str], bool] = lambda _: False
) -> Traits:
    """The traits of one report; `is_place` knows the names of places, which many stories share."""
    text = document.text
    small = set(_SMALL.findall(text))
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    proper = [w[0].isupper() and w.casefold() not in small and w.casefold() not in COMMON for w, *_ in found]
    names = {w.casefold() for (w, *_), mine in zip(found, proper, strict=True) if mine and len(w) >= NAME}
    pairs = set()
    for i in range(len(found) - 1):
        (a, _, end), (b, start, _) = found[i], found[i + 1]
        if proper[i] and proper[i + 1] and start == end + 1 and text[end] == " " and not is_place(f"{a} {b}"):
            pairs.add(f"{a} {b}".casefold())
    return Traits(
        document.id,
        document.published.date() if document.published else None,
        frozenset(names),
        frozenset(pairs),
        frozenset(a or b for a, b in _AGE.findall(text)),
        _stems(document.title or ""),
        _stems(text[:LEAD]),
        MappingProxyType(first_figures(claims)),
    )


def first_figures(claims: Iterable[ResolvedClaim]) -> dict[str, int]:
    """The first figure of the killed and of the injured of one event, of a whole."""
    found: dict[str, int] = {}
    for resolved in claims:
        toll = resolved.claim.content
        if not isinstance(toll, TollContent) or toll.effect not in (Effect.KILLED, Effect.INJURED):
            continue
        if toll.scope is Scope.EVENT and toll.subset_of is None:
            found.setdefault(toll.effect.value, toll.quantity.low)
    return found


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:STEM] for w in _WORD.findall(text.casefold()))
