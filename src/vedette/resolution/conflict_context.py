"""Which wars a report is about: by the parties, countries and places it names and by its date."""

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from vedette.model.ids import ConflictId
from vedette.reference.actor_names import NameKind, pieces, singular
from vedette.reference.actors import ActorRegistry
from vedette.reference.conflicts import Conflict

#: Weights of what speaks for a conflict: a party of its own, a place or other cue, a country or its adjective. Set by
#: hand on the cases of the unit tests (2026-11); re-run `tests/unit/resolution` when changing them.
_PARTY, _CUE, _COUNTRY, _AROUND = 2.0, 1.5, 1.5, 0.3
#: A repeated name adds less and less; after this many it adds nothing.
_CAP = 6
#: What a war that is over, or has not begun, on the report's date keeps of its score.
_OUT_OF_TIME = 0.1
#: Least score, and least share of the best score, with which a conflict is a candidate; and how many there can be.
_LEAST, _SHARE, _MOST = 1.5, 0.25, 3

_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")


def detect_conflicts(
    text: str,
    registry: ActorRegistry,
    *,
    countries: Iterable[str] = (),
    date: dt.date | None = None,
) -> tuple[ConflictId, ...]:
    """The conflicts a report can be about, likeliest first; none where nothing speaks for one.

    `countries` are ISO 3166 alpha-2 codes of places resolved otherwise, one for each mention; `date` is the day of
    publication. `text` may be the document or its names joined by newlines.
    """
    votes = _votes(text, registry)
    for country in countries:
        votes[("country", country.upper())] += 1
    scores: dict[ConflictId, float] = {}
    for conflict in registry.conflicts.values():
        score = _score(conflict, votes, fights_abroad=_fights_abroad(conflict, registry))
        if not _in_time(conflict, date):
            score *= _OUT_OF_TIME
        if score >= _LEAST:
            scores[conflict.id] = score
    best = max(scores.values(), default=0.0)
    ranked = sorted(scores, key=lambda c: (-scores[c], c))
    return tuple(c for c in ranked if scores[c] >= best * _SHARE)[:_MOST]


def _votes(text: str, registry: ActorRegistry) -> Counter[tuple[str, str]]:
    # Archives in one case have lost what tells "shining path" from a path that shines; there every word may be a name.
    tokens = _TOKEN.findall(text if text != text.lower() and text != text.upper() else text.title())
    votes: Counter[tuple[str, str]] = Counter()
    cues = _cues(registry)
    i = 0
    while i < len(tokens):
        length = registry.names.match(tokens, i, states=True)
        # A name is no plural of a town: "Hamas" does not speak for Hama.
        for conflict in _cue_at(tokens, i, cues, plural=not length):
            votes[("cue", conflict)] += 1
        if length:
            _vote_name(" ".join(tokens[i : i + length]), registry, votes)
        i += max(length, 1)
    return votes


def _vote_name(name: str, registry: ActorRegistry, votes: Counter[tuple[str, str]]) -> None:
    found = registry.lookup(name)
    for named in found:
        if named.kind >= NameKind.COUNTRY:
            if named.party.country:
                votes[("country", named.party.country)] += 1
            continue
        wars = registry.conflicts_of(named.party.id)
        # A party of many wars says little of which it is; one of two speaks for the one it is at home in.
        if 0 < len(wars) <= 2:
            votes[("party", wars[0])] += 1
        if named.party.country:
            votes[("around", named.party.country)] += 1


def _fights_abroad(conflict: Conflict, registry: ActorRegistry) -> bool:
    """Whether the state takes a side in other wars too: then its name alone does not speak for the one at home."""
    return len(registry.conflicts_of(conflict.state)) > 1


def _score(conflict: Conflict, votes: Counter[tuple[str, str]], *, fights_abroad: bool) -> float:
    score = _PARTY * min(votes[("party", conflict.id)], _CAP) + _CUE * min(votes[("cue", conflict.id)], _CAP)
    if fights_abroad and not score:
        return 0.0
    score += sum(_COUNTRY * min(votes[("country", c)], _CAP) for c in conflict.countries)
    if score:
        score += sum(_AROUND * min(votes[("country", c)], _CAP) for c in conflict.around)
        score += sum(_AROUND * min(votes[("around", c)], _CAP) for c in (*conflict.countries, *conflict.around))
    return score


def _in_time(conflict: Conflict, date: dt.date | None) -> bool:
    if date is None or conflict.period.holds(date):
        return True
    until = conflict.period.until
    return until is not None and date >= until and (date - until).days < 366


@functools.cache
def _cues(registry: ActorRegistry) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for conflict in registry.conflicts.values():
        for cue in conflict.cues:
            parts = pieces(cue)
            index.setdefault(parts[0], []).append((parts, conflict.id))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in index.items()}


def _cue_at(
    tokens: Sequence[str], start: int, cues: dict[str, tuple[tuple[tuple[str, ...], str], ...]], *, plural: bool
) -> tuple[str, ...]:
    """The conflicts for which the longest cue at a token speaks; `plural` also tries the word without its s."""
    token = tokens[start]
    if token[0].islower() and "-" not in token:
        return ()
    parts = pieces(" ".join(tokens[start : start + 3]))
    if not parts:
        return ()
    for first in (parts[0], singular(parts[0])) if plural else (parts[0],):
        fitting = [row for row in cues.get(first, ()) if (first, *parts[1:])[: len(row[0])] == row[0]]
        if fitting:
            longest = len(fitting[0][0])
            return tuple(war for cue, war in fitting if len(cue) == longest)
    return ()
