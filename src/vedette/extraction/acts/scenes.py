"""Where an act is set: which places of its sentence are its own, and what stands beside them.

Works on the places that `setting` leaves: those of the actor's name and where shots come from are no scene of an act.
"""

from collections.abc import Sequence
from dataclasses import replace

from vedette.extraction.acts.triggers import Trigger
from vedette.extraction.attaching.anaphora import held_by
from vedette.extraction.attaching.attachment import COUNTRY, own_place, usable_places
from vedette.extraction.attaching.lists import over_places
from vedette.extraction.attaching.setting import Incident, place_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.parts import actor_token
from vedette.extraction.parties.phrases import phrase
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Sentence
from vedette.extraction.words.event_words import event_words
from vedette.model.claim import EventType
from vedette.model.mention import PlaceMention, PlaceRelation

#: Words between "the attack" and a place that tells it apart.
PLACE_REACH = 6
_LIST = frozenset(
    (
        "and , the in of outskirts surroundings towns villages town village areas area as well at on neighborhoods "
        "neighbourhoods "
        "neighborhood neighbourhood districts district cities city &"
    ).split()
)

#: Several of these are each struck by themselves.
_SETTLEMENTS = frozenset("towns villages cities".split())


def follows(sentence: Sentence, head: Token) -> bool:
    """Whether a place stands right after a noun ("the attack in X"), as it must to make "the attack" another one."""
    return any(0 < p.start - head.i <= PLACE_REACH for p in sentence.places)


def around(sentence: Sentence, where: PlaceMention | None) -> frozenset[str]:
    """Names printed close after a place, or right before it: "X in the east of Y province", "Ys X"."""
    here = next((p for p in sentence.places if where is not None and p.mention.span == where.span), None)
    if here is None:
        return frozenset()
    near = (p for p in sentence.places if p is not here and p.level >= here.level)
    return frozenset(p.name.lower() for p in near if 0 <= p.start - here.end <= 7 or 0 <= here.start - p.end <= 1)


def scene(sentence: Sentence, head: Token) -> Sentence:
    """The sentence without places that are in the actor's name, or that shots come from when they land elsewhere."""
    actor = actor_token(head)
    start, end = phrase(actor) if actor is not None else (0, 0)
    doc = sentence.unit.doc
    places = tuple(p for p in sentence.places if not start <= p.start < end)
    if _is_pact(head):
        if named := tuple(p for p in places if p.end == head.i):  # "the Kesra agreement"
            return replace(sentence, places=named)
        sides = [t for c in head.rights if c.lower_ in ("between", "with") for t in c.subtree]
        places = tuple(p for p in places if all(t.i != p.start for t in sides))
    targets = tuple(p for p in places if not _origin(doc, p.start))
    if len(targets) < len(sentence.places) and (targets or len(places) < len(sentence.places)):
        return replace(sentence, places=targets or places)
    return sentence


def _is_pact(head: Token) -> bool:
    lex, lemma = event_words(), head.lemma_.lower()
    return lemma in lex.pacts or lex.specific.get((lemma,)) is EventType.AGREEMENT


def _origin(doc: Doc, start: int) -> bool:
    """ "fired from X": where shots come from."""
    before = doc[max(0, start - 4) : start]
    return any(
        t.lower_ == "from" and t.head.lemma_ in ("fire", "launch", "shoot", "lob", "rocket", "missile", "take")
        for t in before
    )


def places(
    sentence: Sentence, head: Token, incident: Incident, trigger: Trigger
) -> list[tuple[PlaceMention | None, int, bool]]:
    """The place of an act, or each that it lists, with its level and whether the sentence ties it to the act."""
    own = _nearer(sentence, own_place(sentence, head.i), head.i)
    held = own is not None and held_by(own, sentence, incident.named) is not None
    if own is None or held or (own.level >= COUNTRY and incident.place is not None):
        where = place_of(sentence, head.i, incident)
        if where is None:
            return [(None, 9, False)]
        inherited = where.inferred or own is None
        return [(where, incident.level if inherited else own.level if own else 9, not inherited)]
    counted = [p for p in sentence.places if p.start > head.i and _counted(sentence.unit.doc, p.start)]
    if len(counted) > 1:
        return [(p.mention, p.level, True) for p in counted]
    joined: list[FoundPlace] = [own]
    for place in sorted(usable_places(sentence, head.i), key=lambda p: p.start):
        if place.start <= own.start or place.level > own.level + 1:
            continue
        last = max(joined, key=lambda p: p.end)
        words = [t.lower_ for t in sentence.unit.doc[last.end : place.start]] if place.start >= last.end else ["?"]
        listed = not words or not {"and", ",", "well"}.isdisjoint(words)
        if (
            listed
            and len(words) <= 6
            and all(w in _LIST for w in words)
            and (words or len(joined) > 1 or place.level == own.level)
        ):
            joined.append(place)
    if len(joined) > 1 and not _listed(sentence, joined):
        joined = joined[:1]
    if len(joined) > 1 and own.level == 0 and trigger.type in (EventType.SHELLING, EventType.CHEMICAL_ATTACK):
        joined = joined[:1]
    if len(joined) > 1:  # "A, B and C": A is not within B
        names = {p.name for p in joined}
        joined = [
            replace(p, mention=replace(p.mention, within=None)) if p.mention.within in names else p for p in joined
        ]
    if len(joined) == 1 and own.level == 0:  # a salvo on several quarters is one act, on all of them
        several = over_places(sentence, own.mention)
        if several is not None and _SETTLEMENTS.isdisjoint(several.text.lower().split()):
            return [(several, own.level, True)]
    return [(p.mention, p.level, True) for p in joined]


def _counted(doc: Doc, start: int) -> bool:
    """ "9 in X": a place with a figure of its own."""
    for i in range(start - 1, max(0, start - 4) - 1, -1):
        if doc[i].lower_ == "in":
            before = doc[i - 1] if i else doc[i]
            return (before.like_num and before.text[:1] not in "12") or (before.like_num and len(before.text) < 3)
        if doc[i].lower_ not in (
            "the",
            "of",
            "neighborhood",
            "neighborhoods",
            "neighbourhood",
            "neighbourhoods",
            "town",
            "village",
            "city",
            "district",
            "districts",
            "each",
        ):
            return False
    return False


def _nearer(sentence: Sentence, own: FoundPlace | None, token: int) -> FoundPlace | None:
    """ "in the north of the province near the dam": the dam, when it is the narrower of the two."""
    if own is None:
        return None
    near = [
        p
        for p in usable_places(sentence, token)
        if p.mention.relation in (PlaceRelation.NEAR, PlaceRelation.OFFSET)
        and p.level < own.level
        and not (own.level < COUNTRY and sentence.unit.doc[p.start].lower_ == "outside")
        and (0 <= p.start - own.end <= 5 or 0 <= own.start - p.end <= 5)
    ]
    return min(near, key=lambda p: (p.level, abs(p.start - token))) if near else own


def _listed(sentence: Sentence, joined: Sequence[FoundPlace]) -> bool:
    """Whether places are listed: an "and" stands between the first and the last of them."""
    between = sentence.unit.doc[joined[0].end : joined[-1].start]
    return any(t.lower_ == "and" for t in between)
