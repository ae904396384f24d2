"""The single rules of naming: exact names, words that mean a party or a side in a war, adjective and noun.

Each takes the words of a mention and the context and says whom they mean and why, or None. `actors.py` orders them.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from vedette.model.ids import ActorId, ConflictId
from vedette.reference.actor_names import NameKind, pieces, singular
from vedette.reference.actors import ActorRegistry, Named, Party, PartyType
from vedette.reference.conflicts import Side
from vedette.resolution.actor_words import FILLERS, FORCE_PREFIXES, FORCES, GOVERNMENT, SIDE_WORDS, SOURCES, UNITS

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What a mention is judged by: the conflicts its document can be about, likeliest first (`detect_conflicts`), the
    day spoken of, and the names of places in the claim or document."""

    registry: ActorRegistry
    conflicts: tuple[ConflictId, ...] = ()
    date: dt.date | None = None
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Whom words mean, by which rule, and the side if the rule knows it."""

    party: ActorId
    reason: str
    side: Side | None = None


def exact_name(words: str, context: ActorContext) -> Found | None:
    """The party whose name the words are, as they stand or without what only counts or points."""
    for part in _unfilled(words):
        found = [n for n in context.registry.lookup(part) if n.kind is not NameKind.ADJECTIVE]
        if found:
            best = best_named(found, context)
            return None if best is None else Found(best.party.id, how_named(best, words))
    return None


def how_named(named: Named, words: str) -> str:
    """The reason to show: what kind of name the words are, and of whom."""
    how = {
        NameKind.OFFICE: "holds an office of",
        NameKind.COUNTRY: "the country of",
        NameKind.ADJECTIVE: "the adjective of",
        NameKind.CAPITAL: "the capital of",
    }.get(named.kind, "a name of")
    return f"{words!r} is {how} {named.party.name}"


def _unfilled(words: str) -> Iterator[str]:
    """The words, and what is left of them as articles, numbers and habits of speech go from their head: "the Group for
    ..." may be a name from "Group" on."""
    yield words
    tokens = words.split()
    while len(tokens) > 1 and (tokens[0].lower() in FILLERS or tokens[0].strip(",").isdigit()):
        tokens = tokens[1:]
        yield " ".join(tokens)


def best_named(found: Sequence[Named], context: ActorContext) -> Named | None:
    """Of several of one name: those of the likeliest conflict and alive on the day go first."""

    def rank(named: Named) -> tuple[int, int, int]:
        wars = context.registry.conflicts_of(named.party.id)
        nearest = min(
            (context.conflicts.index(w) for w in wars if w in context.conflicts), default=len(context.conflicts)
        )
        own = nearest if wars and nearest < len(context.conflicts) else len(context.conflicts) + 1
        return (not named.party.period.holds(context.date), own, named.kind)

    fitting = [named for named in found if _in_reach(named.party, context)]
    return min(fitting, key=rank) if fitting else None


def _in_reach(party: Party, context: ActorContext) -> bool:
    """Whether a name can mean this party here: descriptions ("pro-government militias") belong to their own war, and
    so does a party of another war that is no more, or not yet."""
    wars = context.registry.conflicts_of(party.id)
    if not wars or any(war in context.conflicts for war in wars):
        return True
    return party.type is not PartyType.COLLECTIVE and party.period.holds(context.date)


def generic_words(words: str, context: ActorContext) -> Found | None:
    """Words that this conflict's table ties to a party."""
    near = frozenset(" ".join(pieces(place)) for place in context.places)
    for conflict, parts in product(context.conflicts, cores(words)):
        for generic in context.registry.generic(conflict, parts):
            if generic.period.holds(context.date) and (not generic.near or near & generic.near):
                war = context.registry.conflicts[conflict].name
                return Found(generic.party, f"{' '.join(parts)!r} in {war}", side_in(generic.party, conflict, context))
    return None


def side_words(words: str, context: ActorContext) -> Found | None:
    """Words that mean a side in every war: its unnamed forces in this one."""
    for parts in cores(words):
        adjective, rest = _adjective(parts, context)
        side = SIDE_WORDS.get(" ".join(rest or parts)) if rest or not adjective else None
        if side is None or (adjective and rest and side is Side.GOVERNMENT):
            continue
        for conflict in context.conflicts:
            war = context.registry.conflicts[conflict]
            party = war.default(side, context.date)
            if party is not None and (adjective is None or adjective.country in (*war.countries, *war.around, None)):
                return Found(party, f"{' '.join(parts)!r} stands for the {side} side in {war.name}", side)
    return None


def state_phrase(words: str, context: ActorContext) -> Found | None:
    """An adjective, country or office holder with a word for forces or government: "Turkish artillery"."""
    parts = core(words)
    state, rest = _adjective(parts, context)
    if state is None:
        return None
    nouns = [p for p in rest if p not in FORCE_PREFIXES and p not in FILLERS]
    if len(rest) > 1 and rest[-1] in SOURCES:  # "Turkish security sources", not "Turkish sources"
        nouns = nouns[:-1]
    if nouns and not all(p in FORCES or p in GOVERNMENT for p in nouns):
        return None
    if rest and any(p in FORCES for p in nouns) and not any(p in GOVERNMENT for p in nouns):
        forces = context.registry.forces(state.id, context.date)
        if forces is not None:
            return Found(forces.id, f"{words!r}: forces of {state.name}")
        return Found(state.id, f"{words!r}: forces of {state.name}, which the registry does not list apart")
    return Found(state.id, f"{words!r}: {state.name}")


def numbered_unit(words: str, context: ActorContext) -> Found | None:
    """ "The 58th Division": a numbered unit that no registry names is one of the state's army."""
    tokens = [t for t in words.split() if t.lower() not in FILLERS]
    if not tokens or _ORDINAL.fullmatch(tokens[0].lower()) is None or singular(tokens[-1].lower()) not in UNITS:
        return None
    for conflict in context.conflicts:
        war = context.registry.conflicts[conflict]
        party = war.default(Side.GOVERNMENT, context.date)
        if party is not None:
            return Found(party, f"{words!r}: a numbered unit, of the army in {war.name}", Side.GOVERNMENT)
    return None


def _adjective(parts: Sequence[str], context: ActorContext) -> tuple[Party | None, tuple[str, ...]]:
    """The state whose adjective, name or capital opens the phrase, and what follows."""
    for length in (4, 3, 2, 1):
        if len(parts) < length:
            continue
        head = " ".join(parts[:length])
        states = [n for n in context.registry.lookup(head.upper()) if n.party.type is PartyType.STATE]
        if states:
            return states[0].party, tuple(parts[length:])
    return None, ()


def cores(words: str) -> tuple[tuple[str, ...], ...]:
    """Singular pieces, and what is left of them as words that only count or point are taken away from the head."""
    parts = tuple(singular(p) for p in pieces(words))
    found = [parts]
    while len(parts) > 1 and ((parts[0] in FILLERS and parts[0] != "pro") or parts[0].isdigit()):
        parts = parts[1:]
        found.append(parts)
    return tuple(found)


def core(words: str) -> tuple[str, ...]:
    """Singular pieces without what only counts or points."""
    return cores(words)[-1]


def side_in(actor: ActorId, conflict: ConflictId, context: ActorContext) -> Side | None:
    """Whose side a party is on in one conflict on the context's day."""
    return context.registry.side(actor, conflict, context.date)


def likeliest_side(actor: ActorId, context: ActorContext) -> Side | None:
    """The side in the likeliest conflict in which it has one; failing the day, the side it ever had there."""
    for date in (context.date, None):
        for conflict in context.conflicts:
            side = context.registry.side(actor, conflict, date)
            if side is not None:
                return side
    return None
