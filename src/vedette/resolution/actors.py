"""Who a mention is: from the words a report uses to a party of the registry, its side in the conflict, and why.

The rules run from the surest to the least sure: the exact name; a name inside the phrase ("Houthi rebels"); words that
mean a party in this conflict ("the rebels", "the Kremlin"); adjective and noun ("Turkish artillery"); and at last a
provisional actor, so that nobody is dropped. Works on text that has lost its commas and apostrophes.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vedette.model.ids import ActorId, ConflictId, digest
from vedette.model.resolved import ActorResolution, Role
from vedette.reference.actor_names import NameKind, pieces, singular
from vedette.reference.actors import ActorRegistry, BondKind, Named, Party, PartyType
from vedette.reference.conflicts import Side
from vedette.resolution.actor_words import (
    BACKED,
    CUTTING_TIES,
    FIGHTERS,
    FILLERS,
    FORCE_PREFIXES,
    FORCES,
    GOVERNMENT,
    NAMING_TIES,
    SIDE_WORDS,
)

_BRACKETS = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What a mention is judged by: the conflicts its document can be about, likeliest first (`detect_conflicts`), the
    day spoken of, and the names of places in the claim or document."""

    registry: ActorRegistry
    conflicts: tuple[ConflictId, ...] = ()
    date: dt.date | None = None
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Found:
    party: ActorId
    reason: str
    side: Side | None = None


def resolve_actor(text: str, name: str, context: ActorContext, *, role: Role = Role.ACTOR) -> ActorResolution:
    """The actor of a mention: `text` are its words, `name` the fullest name the document gives for it.

    An unknown name becomes a provisional actor without a side. Only a mention without letters resolves to none.
    """
    for words in dict.fromkeys((name, text)):
        found = _resolve_words(words, context)
        if found is not None:
            party = context.registry.party(found.party)
            side = found.side or _side_of(party.id, context)
            return ActorResolution(role, text, party.id, party.name, side and side.value, False, found.reason)
    parts = pieces(name)
    if not parts:
        return ActorResolution(role, text, None, name, reason="nothing is named")
    key = " ".join(p for p in parts if p not in FILLERS) or " ".join(parts)
    actor = ActorId(f"provisional:{digest('actor', key)}")
    return ActorResolution(role, text, actor, name, None, True, f"no known name, word or state in {name!r}")


def _resolve_words(words: str, context: ActorContext) -> _Found | None:
    outside = _BRACKETS.sub(" ", words).strip()
    inside = _BRACKETS.findall(words)
    for part in dict.fromkeys((words, outside, *inside)):
        found = _exact(part, context)
        if found is not None:
            return found
    return _phrase(outside or words, context)


def _phrase(words: str, context: ActorContext) -> _Found | None:
    """A phrase by its first half if a tie joins two names, else by the rules for one."""
    tokens = words.split()
    lowered = [t.lower().strip(",;:.'’\"“”") for t in tokens]
    named, rest = _split(lowered, NAMING_TIES)
    cut, _ = _split(lowered, CUTTING_TIES)
    if 0 < cut < named or (cut and not named):
        head = " ".join(tokens[:cut])
        # "the army and its allies": the first counts; where it names nobody, the second does.
        return _resolve_words(head, context) or _resolve_words(" ".join(tokens[cut + 1 :]), context)
    if named:
        second = _resolve_words(" ".join(tokens[rest:]), context)
        if second is not None and context.registry.party(second.party).type is not PartyType.STATE:
            return _Found(second.party, f"{second.reason}, named after {' '.join(tokens[named:rest])!r}", second.side)
        # "rebels from Syria" are not its government; "forces of the Syrian regime" are.
        return _single(" ".join(tokens[:named]), context) or second
    return _single(words, context)


def _split(lowered: Sequence[str], ties: Sequence[tuple[str, ...]]) -> tuple[int, int]:
    """Where the first tie starts and ends; 0 and 0 where there is none, or nothing before or after it."""
    for i in range(1, len(lowered)):
        for tie in sorted(ties, key=len, reverse=True):
            if tuple(lowered[i : i + len(tie)]) == tie and i + len(tie) < len(lowered):
                return i, i + len(tie)
    return 0, 0


def _single(words: str, context: ActorContext) -> _Found | None:
    rules: tuple[Callable[[str, ActorContext], _Found | None], ...] = (
        _exact, _generic, _name_inside, _tied, _side_word, _state_phrase, _generic_inside,
    )  # fmt: skip
    return next((found for rule in rules if (found := rule(words, context)) is not None), None)


def _exact(words: str, context: ActorContext) -> _Found | None:
    found = [n for n in context.registry.lookup(words) if n.kind is not NameKind.ADJECTIVE]
    if not found:
        found = [n for n in context.registry.lookup(_unfilled(words)) if n.kind is not NameKind.ADJECTIVE]
    best = _best(found, context)
    return None if best is None else _Found(best.party.id, _how(best, words))


def _how(named: Named, words: str) -> str:
    how = {
        NameKind.OFFICE: "holds an office of",
        NameKind.COUNTRY: "the country of",
        NameKind.ADJECTIVE: "the adjective of",
        NameKind.CAPITAL: "the capital of",
    }.get(named.kind, "a name of")
    return f"{words!r} is {how} {named.party.name}"


def _unfilled(words: str) -> str:
    """The words without articles, numbers and habits of speech at their head."""
    tokens = words.split()
    while len(tokens) > 1 and (tokens[0].lower() in FILLERS or tokens[0].strip(",").isdigit()):
        tokens = tokens[1:]
    return " ".join(tokens)


def _best(found: Sequence[Named], context: ActorContext) -> Named | None:
    """Of several of one name: those of the likeliest conflict and alive on the day go first."""

    def rank(named: Named) -> tuple[int, int, int]:
        wars = context.registry.conflicts_of(named.party.id)
        nearest = min(
            (context.conflicts.index(w) for w in wars if w in context.conflicts), default=len(context.conflicts)
        )
        own = nearest if wars and nearest < len(context.conflicts) else len(context.conflicts) + 1
        return (not named.party.period.holds(context.date), own, named.kind)

    return min(found, key=rank) if found else None


def _generic(words: str, context: ActorContext) -> _Found | None:
    """Words that this conflict's table ties to a party."""
    parts = _core(words)
    near = frozenset(" ".join(pieces(place)) for place in context.places)
    for conflict in context.conflicts:
        for generic in context.registry.generic(conflict, parts):
            if generic.period.holds(context.date) and (not generic.near or near & generic.near):
                war = context.registry.conflicts[conflict].name
                return _Found(
                    generic.party, f"{' '.join(parts)!r} in {war}", _side_in(generic.party, conflict, context)
                )
    return None


def _side_word(words: str, context: ActorContext) -> _Found | None:
    """Words that mean a side in every war: its unnamed forces in this one."""
    parts = _core(words)
    adjective, rest = _adjective(parts, context)
    side = SIDE_WORDS.get(" ".join(rest or parts)) if rest or not adjective else None
    if side is None or (adjective and rest and side is Side.GOVERNMENT):
        return None
    for conflict in context.conflicts:
        war = context.registry.conflicts[conflict]
        party = war.default(side, context.date)
        if party is not None and (adjective is None or adjective.country in (*war.countries, *war.around, None)):
            return _Found(party, f"{' '.join(parts)!r} stands for the {side} side in {war.name}", side)
    return None


def _state_phrase(words: str, context: ActorContext) -> _Found | None:
    """An adjective, country or office holder with a word for forces or government: "Turkish artillery"."""
    parts = _core(words)
    state, rest = _adjective(parts, context)
    if state is None:
        return None
    nouns = [p for p in rest if p not in FORCE_PREFIXES and p not in FILLERS]
    if nouns and not all(p in FORCES or p in GOVERNMENT for p in nouns):
        return None
    if rest and any(p in FORCES for p in nouns) and not any(p in GOVERNMENT for p in nouns):
        forces = context.registry.forces(state.id, context.date)
        if forces is not None:
            return _Found(forces.id, f"{words!r}: forces of {state.name}")
        return _Found(state.id, f"{words!r}: forces of {state.name}, which the registry does not list apart")
    return _Found(state.id, f"{words!r}: {state.name}")


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


def _name_inside(words: str, context: ActorContext) -> _Found | None:
    """The longest known name within the phrase, where what is left are words for people under arms or their things."""
    tokens = words.replace("-backed", " -backed").replace("-led", " -led").split()
    spans: list[tuple[int, int]] = []
    for i in range(len(tokens)):
        length = context.registry.names.match(tokens, i)
        if length:
            spans.append((length, i))
    # "US-backed SDF": the name after the joint is meant, not the one before it.
    spans = [s for s in spans if not _before_joint(tokens, s)] or spans
    for length, start in sorted(spans, key=lambda s: (-s[0], s[1])):
        if _before_joint(tokens, (length, start)):
            continue
        name = " ".join(tokens[start : start + length])
        best = _best([n for n in context.registry.lookup(name) if n.kind <= NameKind.OFFICE], context)
        if best is None:
            continue
        return _Found(best.party.id, f"{_how(best, name)}, in {words!r}")
    return None


def _before_joint(tokens: Sequence[str], span: tuple[int, int]) -> bool:
    length, start = span
    after = tokens[start + length].lower() if start + length < len(tokens) else ""
    before = tokens[start - 1].lower() if start else ""
    return (
        after.strip("-") in BACKED or before in {"anti", "pro"} or tokens[start].lower().startswith(("anti-", "pro-"))
    )


def _tied(words: str, context: ActorContext) -> _Found | None:
    """ "X-backed fighters", "pro-X forces", "anti-X rebels": by whom they are backed, or against whom they stand."""
    parts = pieces(words)
    if not parts:
        return None
    if "anti" in parts[:-1]:
        return _opponents(parts[parts.index("anti") + 1 :], context)
    if "pro" in parts[:-1]:
        backer, _ = _actor_at_head(parts[parts.index("pro") + 1 :], context)
        return _backed(backer, words, context)
    joint = next((i for i, p in enumerate(parts) if p in BACKED and i), None)
    if joint is None or joint + 1 >= len(parts):
        return None
    rest = " ".join(parts[joint + 1 :])
    inner = _generic(rest, context) or _side_word(rest, context)
    named = (
        inner is not None
        and parts[joint + 1 :]
        and not set(parts[joint + 1 :]) <= {"force", "forces", "troop", "troops"}
    )
    if named and inner is not None:
        return inner
    backer, _ = _actor_at_head(parts[:joint], context)
    return _backed(backer, words, context)


def _actor_at_head(parts: Sequence[str], context: ActorContext) -> tuple[Party | None, int]:
    for length in range(min(4, len(parts)), 0, -1):
        found = context.registry.lookup(" ".join(parts[:length]).upper())
        best = _best(found, context)
        if best is not None:
            return best.party, length
    return None, 0


def _backed(backer: Party | None, words: str, context: ActorContext) -> _Found | None:
    if backer is None:
        return None
    for conflict in context.conflicts:
        for party in context.registry.parties:
            if backer.id not in party.bound(BondKind.BACKED_BY, context.date) or not party.period.holds(context.date):
                continue
            side = context.registry.side(party.id, conflict, context.date)
            if party.type is PartyType.COLLECTIVE and side is not None:
                return _Found(party.id, f"{words!r}: backed by {backer.name}", side)
    for conflict in context.conflicts:
        side = context.registry.side(backer.id, conflict, context.date)
        default = side and context.registry.conflicts[conflict].default(side, context.date)
        if side is not None and default:
            return _Found(default, f"{words!r}: on the side of {backer.name}", side)
    return None


def _opponents(parts: Sequence[str], context: ActorContext) -> _Found | None:
    target, _ = _actor_at_head(parts, context)
    for conflict in context.conflicts:
        war = context.registry.conflicts[conflict]
        side = (
            context.registry.side(target.id, conflict, context.date) if target else SIDE_WORDS.get(singular(parts[0]))
        )
        default = war.default(Side.OPPOSITION, context.date)
        if side is Side.GOVERNMENT and default:
            return _Found(default, f"against {' '.join(parts[:1])} in {war.name}", Side.OPPOSITION)
    return None


def _generic_inside(words: str, context: ActorContext) -> _Found | None:
    """A word of the conflict's table, or a side word, at the end or head of a longer phrase."""
    parts = _core(words)
    for start in range(len(parts)):
        for end in (len(parts), *range(len(parts) - 1, start, -1)):
            rest = parts[end:]
            if (start == 0 and end == len(parts)) or end - start > 4 or not _harmless(rest):
                continue
            part = " ".join(parts[start:end])
            found = _generic(part, context) or _side_word(part, context)
            if found is not None and not (start and part in FIGHTERS and part not in SIDE_WORDS):
                return _Found(found.party, f"{found.reason}, in {words!r}", found.side)
    return None


def _harmless(rest: Sequence[str]) -> bool:
    return all(p in FORCES or p in FIGHTERS or p in GOVERNMENT for p in rest)


def _core(words: str) -> tuple[str, ...]:
    """Singular pieces without what only counts or points."""
    parts = [singular(p) for p in pieces(words)]
    while len(parts) > 1 and ((parts[0] in FILLERS and parts[0] != "pro") or parts[0].isdigit()):
        parts = parts[1:]
    return tuple(parts)


def _side_in(actor: ActorId, conflict: ConflictId, context: ActorContext) -> Side | None:
    return context.registry.side(actor, conflict, context.date)


def _side_of(actor: ActorId, context: ActorContext) -> Side | None:
    """The side in the likeliest conflict in which it has one; failing the day, the side it ever had there."""
    for date in (context.date, None):
        for conflict in context.conflicts:
            side = context.registry.side(actor, conflict, date)
            if side is not None:
                return side
    return None
