"""What happened: from triggers to event drafts with actor, target, places and day, one for each place an act names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from vedette.extraction.counts import person_class
from vedette.extraction.parsing import Unit
from vedette.extraction.parties import phrase
from vedette.extraction.parts import actor_of, actor_token, perpetrator, target_of, target_token
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.extraction.setting import (
    COUNTRY,
    Incident,
    Settings,
    own_place,
    own_time,
    place_of,
    time_of,
    usable_places,
)
from vedette.extraction.triggers import Trigger, event_words, find_triggers, head_of
from vedette.model.claim import EventType, VictimClass
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation
from vedette.model.times import When

__all__ = ["EventDraft", "draft_events", "perpetrator"]

#: The last sentence of a report's title and lead, which sum up what follows.
LEAD = 1
#: Words between "the attack" and a place that tells it apart.
PLACE_REACH = 6
#: Days from which an interval is a period, not a day told roughly.
PERIOD = 4
_POINTING = frozenset("the this that these those its their such both".split())
_LIST = frozenset(
    "and , the in of towns villages town village areas area as well at on neighborhoods neighbourhoods neighborhood neighbourhood districts district cities city &".split()
)
_BEGINNINGS = frozenset("war conflict uprising revolt revolution unrest crisis bloodshed".split())
_HIT_BY_DEFAULT = frozenset((EventType.ATTACK, EventType.ARMED_CLASH))
_MOBS = frozenset("villager mob crowd local resident vigilante neighbour neighbor".split())


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before it is a claim. `level` is of its place (9 where none), `told` tells how its type was found.

    `anaphoric` marks "the attack" without a place and day of its own; `weak` a type by default; `own` a place the sentence
    itself ties to it; `title` the first two sentences; `around` names
    printed right beside the place, which may hold it.
    """

    unit: int
    trigger: Trigger
    type: EventType
    actor: ActorMention | None
    target: ActorMention | None
    when: When | None
    where: PlaceMention | None
    anaphoric: bool
    level: int = 9
    weak: bool = False
    own: bool = False
    title: bool = False
    around: frozenset[str] = frozenset()

    def quote(self) -> tuple[int, int]:
        """Tokens of the trigger."""
        return self.trigger.start, self.trigger.end


def draft_events(report: Report, settings: Settings) -> tuple[EventDraft, ...]:
    """Every event of a report, a draft for each place it names, repeats included, in order."""
    drafts: list[EventDraft] = []
    for sentence in report.sentences:
        incident = settings.before[sentence.unit.index]
        told = _of_sentence(report, sentence, incident)
        if not told and drafts and sentence.unit.index - drafts[-1].unit <= 2:
            told = _by_toll(report, sentence, incident, drafts[-1])
        drafts.extend(told)
    return tuple(drafts)


def _of_sentence(report: Report, sentence: Sentence, incident: Incident) -> list[EventDraft]:
    unit = sentence.unit
    drafts = []
    for trigger in _settled(unit, find_triggers(unit.doc)):
        head = head_of(unit.doc, trigger)
        if not _happened(trigger, head):
            continue
        actor, target = _actor(sentence, head), _target(sentence, head)
        kind = typed(trigger, head)
        dated = own_time(report, sentence, head.i)
        when = dated or (None if _standing(head) else _carried(time_of(report, sentence, head.i, incident)))
        scene = _scene(sentence, head)
        for where, level, own in _places(scene, head, incident, trigger):
            pointing = _pointing(head) and unit.index > 0
            own = own and not (pointing and trigger.weak and not _follows(scene, head))
            drafts.append(
                EventDraft(
                    unit.index, trigger, kind, actor, target, when, where,
                    anaphoric=not own and (pointing or (trigger.weak and dated is None)),
                    level=level, weak=trigger.weak, own=own, title=unit.index <= LEAD,
                    around=_around(sentence, where) if own else frozenset(),
                )
            )  # fmt: skip
    return drafts


def _actor(sentence: Sentence, head: Token) -> ActorMention | None:
    """Who acts, unless the words name a place narrower than a country, or victims."""
    token = actor_token(head)
    if token is None or person_class(token.doc, token.i) is VictimClass.CIVILIAN:
        return None
    start, end = phrase(token)
    if any(p.level < COUNTRY and p.start <= start and end <= p.end for p in sentence.places):
        return None
    return actor_of(sentence.unit, head)


def _target(sentence: Sentence, head: Token) -> ActorMention | None:
    """What is hit, unless it is the bare place ("on Aleppo", not "on the town of X") or a pronoun."""
    token = target_token(head)
    if token is None or token.pos_ == "PRON" or token.lower_ in ("which", "what"):
        return None
    bare = token.lemma_.lower() in ("outskirt", "part", "suburb", "area", "areas") or any(
        p.start <= token.i < p.end and token.tag_ in ("NNP", "NNPS") for p in sentence.places
    )
    return None if bare else target_of(sentence.unit, head)


def _carried(when: When | None) -> When | None:
    """A day goes on from sentence to sentence; a period ("for a week") belongs to its own."""
    return when if when is None or when.days < PERIOD else None


def _standing(head: Token) -> bool:
    """ "has fired", "are fighting", "recent raids": what goes on or has been, on no day of the story."""
    if any(c.lower_ in ("recent", "ongoing", "repeated", "regular", "daily", "previous", "past") for c in head.lefts):
        return True
    verb = head
    for _ in range(6):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX") or (verb.dep_ == "relcl" and head.i != verb.i):
        return False
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"had", "was", "were", "did", "will"}:
        return False
    return bool(auxiliaries & {"has", "have", "is", "are"}) or verb.tag_ in ("VBZ", "VBP")


def _around(sentence: Sentence, where: PlaceMention | None) -> frozenset[str]:
    """Names printed close after a place, or right before it: "X in the east of Y province", "Ys X"."""
    here = next((p for p in sentence.places if where is not None and p.mention.span == where.span), None)
    if here is None:
        return frozenset()
    near = (p for p in sentence.places if p is not here and p.level >= here.level)
    return frozenset(p.name.lower() for p in near if 0 <= p.start - here.end <= 7 or 0 <= here.start - p.end <= 1)


def _scene(sentence: Sentence, head: Token) -> Sentence:
    """The sentence without places that are in the actor's name, or that shots come from when they land elsewhere."""
    actor = actor_token(head)
    start, end = phrase(actor) if actor is not None else (0, 0)
    places = tuple(p for p in sentence.places if not start <= p.start < end)
    doc = sentence.unit.doc
    targets = tuple(p for p in places if not _origin(doc, p.start))
    if len(targets) < len(sentence.places) and (targets or len(places) < len(sentence.places)):
        return replace(sentence, places=targets or places)
    return sentence


def _origin(doc: Doc, start: int) -> bool:
    """ "fired from X": where shots come from."""
    before = doc[max(0, start - 4) : start]
    return any(
        t.lower_ == "from" and t.head.lemma_ in ("fire", "launch", "shoot", "lob", "rocket", "missile", "take")
        for t in before
    )


def _pointing(head: Token) -> bool:
    """ "The attack", "this blast", and bare repeats ("explosion") after a title."""
    return any(c.dep_ in ("det", "poss") and c.lower_ in _POINTING for c in head.children)


def _follows(sentence: Sentence, head: Token) -> bool:
    """Whether a place stands right after a noun ("the attack in X"), as it must to make "the attack" another one."""
    return any(0 < p.start - head.i <= PLACE_REACH for p in sentence.places)


def _settled(unit: Unit, triggers: Sequence[Trigger]) -> list[Trigger]:
    """One trigger for one act: a word tied to a typed one by the parse ("strikes hit", "killed in shelling") adds nothing."""
    kept: list[Trigger] = []
    for trigger in triggers:
        if any(
            _one_act(unit, other, trigger) for other in triggers if other is not trigger and _stronger(other, trigger)
        ):
            continue
        kept.append(trigger)
    return kept


def _stronger(a: Trigger, b: Trigger) -> bool:
    def strength(t: Trigger) -> tuple[int, int, int]:
        loud = t.type in (EventType.CHEMICAL_ATTACK, EventType.SUICIDE_BOMBING)
        return (loud, 0 if t.weak else 1 if t.generic else 2, -t.start)

    return strength(a) > strength(b)


def _one_act(unit: Unit, a: Trigger, b: Trigger) -> bool:
    """Whether two triggers of a sentence tell of one act: one governs the other, or both stand in one clause near by."""
    related = a.type is b.type or a.weak or b.weak or a.generic or b.generic
    if not related:
        return False
    x, y = head_of(unit.doc, a), head_of(unit.doc, b)
    if _within_reach(x, y) or _within_reach(y, x):
        return True
    return (a.type is b.type or b.weak) and abs(a.start - b.start) <= 6


def _within_reach(low: Token, high: Token) -> bool:
    node = low
    for _ in range(3):
        if node.i == high.i:
            return True
        if node.dep_ in ("conj", "relcl", "advcl", "ccomp", "ROOT"):
            return False
        node = node.head
    return node.i == high.i


def _happened(trigger: Trigger, head: Token) -> bool:
    """Whether an agreement was made, a protest held: talk of one, and how a war began, are none."""
    if trigger.type is EventType.PEACEFUL_PROTEST:
        return not any(
            t.lower_ in _BEGINNINGS or t.lower_ in ("crackdown", "suppressed", "repression", "cracked")
            for t in head.doc
        )
    return True


def typed(trigger: Trigger, head: Token) -> EventType:
    """The type of an act, its sides considered: a raid on a post by militants is a clash, one by a state an air strike."""
    target, actor = target_token(head), actor_token(head)
    if not trigger.weak:
        return trigger.type
    if trigger.type is EventType.AIR_STRIKE and actor is not None and _fighters(actor):
        return EventType.ARMED_CLASH if _armed(target) else EventType.ATTACK
    if trigger.type is EventType.ATTACK:
        if _armed(target):
            return EventType.ARMED_CLASH
        return EventType.ATTACK
    if (
        trigger.type is EventType.EXPLOSIVE
        and trigger.words.lower().startswith("bombing")
        and actor is not None
        and not _fighters(actor)
    ):
        return EventType.AIR_STRIKE
    return trigger.type


def _fighters(token: Token) -> bool:
    words = {t.lemma_.lower() for t in token.subtree if t.i <= token.i}
    return bool(
        words
        & {
            "terrorist",
            "militant",
            "gunman",
            "gunmen",
            "rebel",
            "jihadist",
            "insurgent",
            "bomber",
            "fighter",
            "attacker",
            "extremist",
            "militia",
            "group",
            "police",
            "trooper",
            "isis",
            "isil",
            "daesh",
            "islamic",
            "assailant",
            "bandit",
            "guerrilla",
        }
    )


def _armed(target: Token | None) -> bool:
    return target is not None and target.lemma_.lower() in event_words().armed


def _places(
    sentence: Sentence, head: Token, incident: Incident, trigger: Trigger
) -> list[tuple[PlaceMention | None, int, bool]]:
    """The place of an act, or each of the places joined by "and" that it names, with level and whether it is its own."""
    own = _nearer(sentence, own_place(sentence, head.i), head.i)
    if own is None or (own.level >= COUNTRY and incident.place is not None):
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
    if len(joined) > 1 and not words_list(sentence, joined):
        joined = joined[:1]
    if (
        len(joined) > 1
        and all(p.level == 0 for p in joined)
        and trigger.type in (EventType.SHELLING, EventType.CHEMICAL_ATTACK)
    ):
        joined = joined[:1]
    return [(p.mention, p.level, True) for p in joined]


_HARMED = frozenset("kill wound injure destroy die".split())
_FROM_AFAR = frozenset((EventType.AIR_STRIKE, EventType.SHELLING, EventType.CHEMICAL_ATTACK))


def _by_toll(report: Report, sentence: Sentence, incident: Incident, last: EventDraft) -> list[EventDraft]:
    """Strikes go on in a sentence that tells only of their dead, at a place of its own ("another 40 were killed in X")."""
    if last.type not in _FROM_AFAR:
        return []
    doc = sentence.unit.doc
    drafts = []
    for verb in doc:
        passive = verb.lemma_ == "die" or any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        if verb.pos_ != "VERB" or verb.lemma_ not in _HARMED or not passive:
            continue
        own = own_place(sentence, verb.i)
        if own is None or own.level >= 2 or any(d.where is own.mention for d in drafts):
            continue
        when = own_time(report, sentence, verb.i) or _carried(time_of(report, sentence, verb.i, incident)) or last.when
        trigger = Trigger(verb.i, verb.i + 1, last.type, True, verb.text, None, True)
        target = target_of(sentence.unit, verb)
        drafts.append(
            EventDraft(
                sentence.unit.index, trigger, last.type, last.actor, target, when, own.mention,
                anaphoric=False, level=own.level, weak=True, own=True,
            )
        )  # fmt: skip
    return drafts


def _counted(doc: Doc, start: int) -> bool:
    """ "9 in X": a place with a figure of its own."""
    for i in range(start - 1, max(0, start - 4) - 1, -1):
        if doc[i].lower_ == "in":
            before = doc[i - 1] if i else doc[i]
            return before.like_num and before.text[:1] not in "12" or before.like_num and len(before.text) < 3
        if doc[i].lower_ not in ("the", "of", "neighborhood", "neighborhoods", "neighbourhood", "neighbourhoods", "town", "village", "city", "district", "districts", "each"):
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
        and (0 <= p.start - own.end <= 5 or 0 <= own.start - p.end <= 5)
    ]
    return min(near, key=lambda p: (p.level, abs(p.start - token))) if near else own


def words_list(sentence: Sentence, joined: Sequence[FoundPlace]) -> bool:
    """Whether places are listed: an "and" stands between the first and the last of them."""
    between = sentence.unit.doc[joined[0].end : joined[-1].start]
    return any(t.lower_ == "and" for t in between)
