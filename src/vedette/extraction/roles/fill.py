"""Who and what played a part in each incident of a report: scored noun phrases, tied to the act told nearest to them.

Looked for in the sentences that tell of an act of force and in those right after or before them: a report names the
killers, the car and the burned school a sentence later. Names are given in their fullest form, and a thing told of
twice is one part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.extraction.acts.events import EventDraft
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Report, Sentence
from vedette.extraction.roles.candidates import Candidate, heads, phrase_of
from vedette.extraction.roles.features import Seen, core_features, further_features
from vedette.extraction.roles.weights import RoleWeights, role_weights
from vedette.extraction.status.statuses import statuses_of
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import EventType, Part, PartRole
from vedette.model.mention import ActorMention
from vedette.model.provenance import Status

#: Acts that have perpetrators, victims and things hit; protests, agreements and captures of places have none.
INCIDENTS = frozenset(
    (
        EventType.ATTACK, EventType.ARMED_CLASH, EventType.AIR_STRIKE, EventType.SHELLING, EventType.EXPLOSIVE,
        EventType.SUICIDE_BOMBING, EventType.CHEMICAL_ATTACK, EventType.GRENADE, EventType.ABDUCTION,
        EventType.SEXUAL_VIOLENCE, EventType.PROPERTY_DESTRUCTION, EventType.EXCESSIVE_FORCE, EventType.MOB_VIOLENCE,
        EventType.VIOLENT_DEMONSTRATION,
    )
)  # fmt: skip
#: Sentences after an act, and before it, that may still name its parts.
AFTER, BEFORE = 3, 1
_NAMES = frozenset(("name", "party", "acronym", "body", "placename"))
_BODIES = frozenset(("kind:party", "kind:acronym", "kind:body"))
_COUNTING = frozenset(
    (
        "several some various many numerous another other others few more less least most about approximately around "
        "nearly almost over presumed alleged suspected apparent self-styled so-called dozens scores hundreds thousands"
    ).split()
)
_SMALL = frozenset("de del da do dos la las los van von der bin ibn al el y".split())


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A part with the words that decided, the unit and head it stands at, and its log odds."""

    part: Part
    unit: int
    head: int
    odds: float
    named: bool
    because: tuple[str, ...]


def find_parts(report: Report, drafts: Sequence[EventDraft]) -> dict[int, tuple[FoundPart, ...]]:
    """The parts of each incident among the drafts, by its index, most likely first."""
    homes = _homes(report, drafts)
    if not homes:
        return {}
    weights = role_weights()
    seen = Seen(report)
    found: dict[int, list[FoundPart]] = {}
    for unit in sorted(homes):
        sentence = report.sentences[unit]
        for token in heads(sentence.unit.doc):
            for part in _scored(seen, sentence, token, weights):
                found.setdefault(_nearest(homes[unit], token.i), []).append(part)
    names = _full_names(part for parts in found.values() for part in parts)
    return {n: _distinct(parts, names) for n, parts in found.items()}


def _homes(report: Report, drafts: Sequence[EventDraft]) -> dict[int, tuple[tuple[int, int], ...]]:
    """For each sentence to be looked through, the acts it goes with: token (-1 where told elsewhere) and draft."""
    told: dict[int, list[tuple[int, int]]] = {}
    for n, draft in enumerate(drafts):
        if draft.type in INCIDENTS:
            for unit, start, _ in draft.tellings:
                told.setdefault(unit, []).append((start, n))
    homes: dict[int, tuple[tuple[int, int], ...]] = {unit: tuple(sorted(acts)) for unit, acts in told.items()}
    for unit in range(len(report.sentences)):
        if unit in homes or not report.sentences[unit].unit.parsed:
            continue
        near = [unit - step for step in range(1, AFTER + 1)] + [unit + step for step in range(1, BEFORE + 1)]
        first = next((u for u in near if u in told), None)
        if first is not None:
            acts = sorted(told[first])
            homes[unit] = ((-1, (acts[-1] if first < unit else acts[0])[1]),)
    return homes


def _nearest(acts: Sequence[tuple[int, int]], token: int) -> int:
    return min(acts, key=lambda act: abs(act[0] - token))[1]


def _scored(seen: Seen, sentence: Sentence, token: Token, weights: RoleWeights) -> Iterator[FoundPart]:
    core = core_features(sentence, token)
    sums = weights.sums(core)
    if weights.hopeless(sums) and {"owned", "accused"}.isdisjoint(core):
        return
    candidate = phrase_of(token)
    further = further_features(seen, sentence, candidate, core)
    for role, odds, least in zip(weights.roles, weights.sums(further, sums), weights.least, strict=True):
        charged = role is PartRole.ORGANISATION and core[0] in _BODIES and not {"owned", "accused"}.isdisjoint(core)
        if (odds < least and not charged) or (role is PartRole.PERPETRATOR and _is_counted_in(token)):
            continue
        told = core + further
        named = told[0].removeprefix("kind:") in _NAMES
        mention = _mention(sentence, candidate, role)
        if mention is None:
            continue
        status = Status.SUSPECTED if charged and "accused" in core else _status(sentence, candidate, role)
        part = Part(role, mention, status)
        yield FoundPart(part, sentence.unit.index, candidate.head, odds, named, weights.reasons(role, told))


def _is_counted_in(token: Token) -> bool:
    """ "182, including 19 fighters": some of those harmed did not do it."""
    return token.dep_ == "pobj" and token.head.lower_ == "including" and any(c.dep_ == "nummod" for c in token.lefts)


def _status(sentence: Sentence, candidate: Candidate, role: PartRole) -> Status:
    """How surely the perpetrator is told: "the Front is held responsible" suspects it."""
    if role not in (PartRole.PERPETRATOR, PartRole.ORGANISATION):
        return Status.ASSERTED
    statuses = statuses_of(sentence, candidate.head)
    return statuses[-1].status if statuses else Status.ASSERTED


def _mention(sentence: Sentence, candidate: Candidate, role: PartRole) -> ActorMention | None:
    """The words, and the name in them: of a victim without titles, of a thing or body without numbers and hedges."""
    unit = sentence.unit
    start, end = candidate.start, candidate.end
    text, span = unit.text(start, end), unit.chars(start, end)
    if role is PartRole.VICTIM:
        first = _name_start(sentence, candidate)
        return ActorMention(text, unit.text(first, candidate.bare), span) if first is not None else None
    first = start
    if role is PartRole.PERPETRATOR:
        return ActorMention(text, text, span)
    while first < candidate.head and _counts(sentence, first):
        first += 1
    return ActorMention(text, unit.text(first, end), span)


def _name_start(sentence: Sentence, candidate: Candidate) -> int | None:
    """Where a person's name begins behind titles and bodies; None where no name ends the phrase."""
    doc, at = sentence.unit.doc, candidate.head + 1
    while at > candidate.start and (
        (doc[at - 1].text[:1].isupper() and doc[at - 1].lower_.strip(".") not in lexicon().offices)
        or (doc[at - 1].lower_ in _SMALL and at <= candidate.head)
    ):
        at -= 1
    while at < candidate.head and doc[at].lower_ in _SMALL:
        at += 1
    return at if at <= candidate.head and doc[at].text[:1].isupper() else None


def _counts(sentence: Sentence, at: int) -> bool:
    token, after = sentence.unit.doc[at], sentence.unit.doc[at + 1]
    if token.tag_ == "CD":
        return after.text != "-"  # "81-mm mortars"
    return token.tag_ in ("RB", "JJR", "JJS", "IN", ",") or token.lower_ in _COUNTING


def _full_names(found: Iterator[FoundPart]) -> Mapping[str, str]:
    """For each name the fullest one of the report that ends or begins with it: "Ruiz" is "Pablo Ruiz"."""
    names = sorted({p.part.mention.name for p in found if p.named}, key=lambda name: (-len(name.split()), name))
    full: dict[str, str] = {}
    for name in names:
        words = name.lower().split()
        longer = (n for n in names if len(n.split()) > len(words))
        full[name] = next((n for n in longer if _ends(n.lower().split(), words)), name)
    return full


def _ends(longer: list[str], words: list[str]) -> bool:
    return longer[-len(words) :] == words or longer[: len(words)] == words


def _distinct(found: Sequence[FoundPart], names: Mapping[str, str]) -> tuple[FoundPart, ...]:
    """Each part once, by its name or by its head noun; the likeliest telling stands."""
    kept: dict[tuple[PartRole, str], FoundPart] = {}
    for part in sorted(found, key=lambda p: (-p.odds, p.unit, p.head)):
        mention = part.part.mention
        name = names.get(mention.name, mention.name) if part.named else mention.name
        key = (part.part.role, name.lower() if part.named else _noun(name))
        if key not in kept:
            kept[key] = part if name == mention.name else _by_name(part, name)
    return tuple(kept.values())


def _by_name(found: FoundPart, name: str) -> FoundPart:
    return replace(found, part=replace(found.part, mention=replace(found.part.mention, name=name)))


def _noun(name: str) -> str:
    """The head noun of a phrase, in the singular as far as an "s" tells."""
    return name.lower().split(" of ")[0].split()[-1].removesuffix("s")
