"""Who a mention is: from the words a report uses to a party of the registry, its side in the conflict, and why.

The rules run from the surest to the least sure: the exact name; words that mean a party in this conflict ("the
rebels", "the Kremlin"); a name inside the phrase ("Houthi rebels"); compounds; adjective and noun ("Turkish
artillery"); and at last a provisional actor, so that nobody is dropped. Works on text without commas and apostrophes.
"""

import re
from collections.abc import Callable, Sequence

from vedette.model.ids import ActorId, digest
from vedette.model.resolved import ActorResolution, Role
from vedette.reference.actor_names import NameKind, pieces, singular
from vedette.reference.actors import PartyType
from vedette.reference.demonyms import demonym_country
from vedette.reference.outlets import Outlet, OutletRegistry
from vedette.reference.place_names import PlaceNames
from vedette.reference.place_words import read_place_words
from vedette.resolution.actor_rules import (
    ActorContext,
    Found,
    best_named,
    core,
    exact_name,
    generic_words,
    how_named,
    likeliest_side,
    numbered_unit,
    side_words,
    state_phrase,
)
from vedette.resolution.actor_ties import tied_words
from vedette.resolution.actor_words import (
    BACKED,
    CUTTING_TIES,
    FIGHTERS,
    FILLERS,
    FORCES,
    GOVERNMENT,
    MEDIA,
    NAMING_TIES,
    SIDE_WORDS,
    SOURCES,
    UNNAMED,
)

__all__ = ["ActorContext", "resolve_actor"]

#: Where a phrase goes on to say where its people are: "activists in rural Ardan", "a source at the ministry".
_BEFORE_WHERE = re.compile(r",|\b(?:in|at|inside|from|of|near|on|who|with|and)\b")
_WHERE = frozenset("in at inside near across".split())
_BRACKETS = re.compile(r"\(([^)]*)\)")
#: How those stand in a war who watch, tell of it or help, where its table gives them no side.
TAKES_NO_PART = {PartyType.MONITOR: "monitor", PartyType.MEDIA: "media", PartyType.AID_BODY: "humanitarian"}


def resolve_actor(text: str, name: str, context: ActorContext, *, role: Role = Role.ACTOR) -> ActorResolution:
    """The actor of a mention: `text` are its words, `name` the fullest name the document gives for it.

    An unknown name becomes a provisional actor without a side. What names nobody, letters or not, resolves to none.
    """
    for words in dict.fromkeys((name, text)):
        found = _resolve_words(words, context)
        if found is not None:
            party = context.registry.party(found.party)
            side = found.side or likeliest_side(party.id, context)
            stand = TAKES_NO_PART.get(party.type) if side is None else side.value
            return ActorResolution(role, text, party.id, party.name, stand, False, found.reason)
    outlet = _outlet(name) if role in (Role.CLAIMANT, Role.WHO, Role.TELLER) and not name.islower() else None
    if outlet is not None:
        tied = outlet.tied_to
        actor = tied or ActorId(f"outlet:{outlet.domains[0] if outlet.domains else outlet.name}")
        stand = None if tied is None else likeliest_side(tied, context)
        return ActorResolution(role, text, actor, outlet.name, stand and stand.value, False, f"{name!r} is an outlet")
    parts = pieces(name)
    if not parts or _names_nobody(name):
        return ActorResolution(role, text, None, name, reason="nothing is named")
    if role is Role.TARGET and _is_place(name, context):
        return ActorResolution(role, text, None, name, reason="a place is named, no party")
    key = " ".join(p for p in parts if p not in FILLERS) or " ".join(parts)
    actor = ActorId(f"provisional:{digest('actor', key)}")
    return ActorResolution(role, text, actor, name, None, True, f"no known name, word or state in {name!r}")


def _names_nobody(name: str) -> bool:
    """Whether words are a common noun for people or things that are no party: "activists", "a school", "civilians".

    People under arms ("masked gunmen") stay somebody, of whom more may come to be known.
    """
    words = _BEFORE_WHERE.split(name, maxsplit=1)[0].split()
    parts = [singular(p) for p in pieces(" ".join(words))]
    if parts and parts[-1] in UNNAMED and all(w.islower() or _tells_nobody(w) for w in words):
        return True
    if any(c.isupper() for c in name):
        return False
    return not any(singular(p) in FIGHTERS or singular(p) in FORCES or singular(p) in GOVERNMENT for p in pieces(name))


def _tells_nobody(word: str) -> bool:
    """Whether a capitalised word of a phrase for unnamed people is no name: it opens a sentence, or says of where they
    are."""
    part = singular(word.lower())
    return part in UNNAMED or part in FILLERS or word.isdigit() or demonym_country(word) is not None


def _outlet(name: str) -> Outlet | None:
    """The outlet of a name, or of what is left of it without words for what kind of outlet it is: "the Ardan Times
    newspaper", "the Ardan TV channel Velm News"."""
    outlets = OutletRegistry.load()
    found = outlets.lookup(name)
    words = name.split()
    nouns = [i for i, word in enumerate(words) if singular(word.lower()) in MEDIA]
    if found is not None or not nouns:
        return found
    rests = (words[nouns[-1] + 1 :], words[: nouns[0]])
    return next((o for rest in rests if rest and (o := outlets.lookup(" ".join(rest))) is not None), None)


def _is_place(name: str, context: ActorContext) -> bool:
    """Whether a target is a place by its noun ("Ardan school", "the town of Velm") or by its name."""
    return name.lower() in context.places or any(words.kinds for words in read_place_words(name))


def _resolve_words(words: str, context: ActorContext) -> Found | None:
    outside = _BRACKETS.sub(" ", words).strip()
    inside = _BRACKETS.findall(words)
    for part in dict.fromkeys((words, outside, *inside)):
        found = exact_name(part, context)
        if found is not None:
            return found
    return _phrase(outside or words, context)


def _phrase(words: str, context: ActorContext) -> Found | None:
    """A phrase by its first half if a tie joins two names, else by the rules for one."""
    tokens = words.split()
    lowered = [t.lower().strip(",;:.'’\"“”") for t in tokens]
    named, rest = _split(lowered, NAMING_TIES)
    cut, _ = _split(lowered, CUTTING_TIES)
    if 0 < cut < named or (cut and not named):
        head = " ".join(tokens[:cut])
        # "the army and its allies": the first counts; where it names nobody, the second does.
        return _resolve_words(head, context) or _tied(tokens, cut + 1, context)
    if named:
        second = _tied(tokens, rest, context)
        if second is not None and context.registry.party(second.party).type is not PartyType.STATE:
            return Found(second.party, f"{second.reason}, named after {' '.join(tokens[named:rest])!r}", second.side)
        # "rebels from Syria" are not its government; "forces of the Syrian regime" are.
        return _single(" ".join(tokens[:named]), context) or second
    return _single(words, context)


def _tied(tokens: Sequence[str], start: int, context: ActorContext) -> Found | None:
    """The actor behind a tie; no state that says but where somebody is."""
    found = _resolve_words(" ".join(tokens[start:]), context)
    if found is None or context.registry.party(found.party).type is not PartyType.STATE:
        return found
    return None if _only_where(tokens, start) else found


def _split(lowered: Sequence[str], ties: Sequence[tuple[str, ...]]) -> tuple[int, int]:
    """Where the first tie starts and ends; 0 and 0 where there is none, or nothing before or after it."""
    for i in range(1, len(lowered)):
        for tie in sorted(ties, key=len, reverse=True):
            if tuple(lowered[i : i + len(tie)]) == tie and i + len(tie) < len(lowered):
                return i, i + len(tie)
    return 0, 0


def _single(words: str, context: ActorContext) -> Found | None:
    rules: tuple[Callable[[str, ActorContext], Found | None], ...] = (
        exact_name, generic_words, _name_inside, tied_words, side_words, state_phrase, _generic_inside, numbered_unit,
    )  # fmt: skip
    return next((found for rule in rules if (found := rule(words, context)) is not None), None)


def _name_inside(words: str, context: ActorContext) -> Found | None:
    """The longest known name within the phrase, where what is left are words for people under arms or their things."""
    # A mention in lower case comes from a text without capitals, or names nobody: either way a name may show it.
    cased = words.title() if words.islower() else words
    tokens = re.sub(r"-(backed|led)", r" -\1", cased, flags=re.IGNORECASE).split()
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
        best = best_named([n for n in context.registry.lookup(name) if n.kind <= NameKind.OFFICE], context)
        if best is None or (best.party.type is PartyType.STATE and _only_where(tokens, start)):
            continue
        return Found(best.party.id, f"{how_named(best, name)}, in {words!r}")
    return None


def _only_where(tokens: Sequence[str], start: int) -> bool:
    """Whether a state's name says but where somebody is: "a monitoring centre in Syria", "east of Damascus"; "the
    government of Syria" is the state."""
    before = tokens[start - 1].lower() if start else ""
    if before in _WHERE:
        return True
    whose = singular(tokens[start - 2].lower()) if before == "of" and start > 1 else ""
    return bool(whose) and whose not in GOVERNMENT | FORCES | FIGHTERS | UNNAMED | SOURCES


def _before_joint(tokens: Sequence[str], span: tuple[int, int]) -> bool:
    length, start = span
    after = tokens[start + length].lower() if start + length < len(tokens) else ""
    before = tokens[start - 1].lower() if start else ""
    return (
        after.strip("-") in BACKED or before in {"anti", "pro"} or tokens[start].lower().startswith(("anti-", "pro-"))
    )


def _generic_inside(words: str, context: ActorContext) -> Found | None:
    """A word of the conflict's table, or a side word, at the end or head of a longer phrase."""
    parts = core(words)
    if _ends_a_name(words):
        return None
    for start in range(len(parts)):
        for end in (len(parts), *range(len(parts) - 1, start, -1)):
            rest = parts[end:]
            if (start == 0 and end == len(parts)) or end - start > 4 or not _harmless(rest):
                continue
            part = " ".join(parts[start:end])
            found = generic_words(part, context) or side_words(part, context)
            if found is not None and not (start and part in FIGHTERS and part not in SIDE_WORDS):
                return Found(found.party, f"{found.reason}, in {words!r}", found.side)
    return None


def _ends_a_name(words: str) -> bool:
    """Whether the last word is printed with a capital behind another that is a name of its own: "the Free Velmar Army",
    not "the Syrian Army" or a headline's "Aleppo Rebels"."""
    tokens = [t for t in words.split() if t[:1].isalpha()]
    if len(tokens) < 2 or not tokens[-1][:1].isupper() or words.isupper():
        return False
    before = [t for t in tokens[:-1] if t[:1].isupper() and t.lower() not in FILLERS]
    return any(not _says_where(t) and singular(t.lower()) not in FIGHTERS | FORCES | GOVERNMENT for t in before)


def _says_where(word: str) -> bool:
    return demonym_country(word) is not None or PlaceNames.load().match([word.partition("-")[0]], 0) > 0


def _harmless(rest: Sequence[str]) -> bool:
    return all(p in FORCES or p in FIGHTERS or p in GOVERNMENT for p in rest)
