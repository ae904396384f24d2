"""What happened: from triggers to event claims with actor, target, place and day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from vedette.extraction.parsing import Unit
from vedette.extraction.parties import is_party, is_pronoun, party
from vedette.extraction.places import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.extraction.setting import Incident, Settings, own_place, place_of, time_of, usable_places
from vedette.extraction.triggers import Trigger, find_triggers
from vedette.model.claim import EventType
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.times import When

_LIGHT = frozenset(
    "carry launch conduct mount stage wage commit perpetrate execute perform make unleash do fire use drop take start continue begin resume intensify step".split()
)
_ON = frozenset("on against at targeting over upon into near toward towards".split())


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before it is a claim."""

    unit: int
    trigger: Trigger
    type: EventType
    actor: ActorMention | None
    target: ActorMention | None
    when: When | None
    where: PlaceMention | None
    anaphoric: bool

    def quote(self) -> tuple[int, int]:
        """Tokens of the trigger."""
        return self.trigger.start, self.trigger.end


def draft_events(report: Report, settings: Settings) -> tuple[EventDraft, ...]:
    """Every event of a report, a draft for each place it names, repeats included, in order."""
    drafts: list[EventDraft] = []
    for sentence in report.sentences:
        drafts.extend(_of_sentence(report, sentence, settings.before[sentence.unit.index]))
    return tuple(drafts)


def _of_sentence(report: Report, sentence: Sentence, incident: Incident) -> list[EventDraft]:
    unit = sentence.unit
    triggers = _settled(unit, find_triggers(unit.doc))
    drafts = []
    for trigger in triggers:
        head = unit.doc[trigger.end - 1]
        actor, target = _actor(unit, head, trigger), _target(unit, head)
        kind = _retyped(trigger, actor, target, unit)
        when = time_of(report, sentence, head.i, incident)
        places = _places(sentence, head.i, incident)
        for where in places:
            drafts.append(
                EventDraft(unit.index, trigger, kind, actor, target, when, where, _anaphoric(unit, trigger, sentence))
            )
    return drafts


def _settled(unit: Unit, triggers: Sequence[Trigger]) -> list[Trigger]:
    """One trigger for one act: a generic word beside a specific one of the same clause adds nothing."""
    kept: list[Trigger] = []
    for trigger in triggers:
        same = [t for t in kept if t.type is trigger.type]
        near = [t for t in triggers if t is not trigger and not t.generic and abs(t.start - trigger.start) <= 12]
        if (
            trigger.generic
            and trigger.type in (EventType.ATTACK, EventType.EXPLOSIVE, EventType.AIR_STRIKE)
            and near
            and trigger.weapon is None
        ):
            continue
        if same and all(abs(t.start - trigger.start) <= 14 for t in same[-1:]):
            continue
        kept.append(trigger)
    return kept


def _retyped(trigger: Trigger, actor: ActorMention | None, target: ActorMention | None, unit: Unit) -> EventType:
    return trigger.type


def _anaphoric(unit: Unit, trigger: Trigger, sentence: Sentence) -> bool:
    """ "The attack", "this blast": told before, unless a place of its own comes with it."""
    head = unit.doc[trigger.end - 1]
    determined = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in head.children)
    return (
        determined
        and unit.index > 0
        and not any(p.start >= trigger.end and p.start - trigger.end <= 6 for p in sentence.places)
    )


def _places(sentence: Sentence, token: int, incident: Incident) -> list[PlaceMention | None]:
    """The place of an act, or each of the places joined by "and" that it names."""
    own = own_place(sentence, token)
    if own is None:
        return [place_of(sentence, token, incident)]
    joined: list[FoundPlace] = [own]
    ordered = sorted(usable_places(sentence, token), key=lambda p: p.start)
    for place in ordered:
        if place.mention.span == own.mention.span:
            continue
        last = max(joined, key=lambda p: p.end)
        gap = sentence.unit.doc[last.end : place.start] if place.start >= last.end else []
        words = [t.lower_ for t in gap]
        if (
            gap
            and len(words) <= 5
            and ("and" in words or "," in words)
            and all(
                w
                in ("and", ",", "the", "in", "of", "towns", "villages", "town", "village", "areas", "as", "well", "at")
                for w in words
            )
        ):
            joined.append(place)
    return [p.mention for p in joined]


def _actor(unit: Unit, head: Token, trigger: Trigger) -> ActorMention | None:
    """Who acts: the subject, the agent, the possessor or modifier of a noun, the subject of a light verb."""
    found = _actor_token(head)
    return party(unit, found) if found is not None else None


def _actor_token(head: Token) -> Token | None:
    if head.pos_ in ("VERB", "AUX"):
        return _agent_of_verb(head)
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "between", "from"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj" and is_party(grandchild):
                    return grandchild
        if child.dep_ == "agent":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj" and is_party(grandchild):
                    return grandchild
        if (
            child.dep_ in ("acl", "relcl")
            and child.lemma_ in (*_LIGHT, "blame")
            and (agent := _agent_of_verb(child)) is not None
        ):
            return agent
    for child in head.lefts:
        if (
            child.dep_ in ("poss", "compound", "amod", "nmod")
            and child.pos_ in ("NOUN", "PROPN", "ADJ")
            and is_party(child)
        ):
            return child
    verb = head.head
    if head.dep_ in ("dobj", "pobj", "nsubjpass") and verb.pos_ in ("VERB", "ADP"):
        verb = verb.head if verb.pos_ == "ADP" else verb
        if verb.lemma_ in _LIGHT or head.dep_ == "pobj":
            return _agent_of_verb(verb)
    return None


def _agent_of_verb(verb: Token, depth: int = 0) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    if passive:
        return None
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                return verb.head if is_party(verb.head) else None
            return child if is_party(child) and not is_pronoun(child) else None
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and is_party(verb.head):
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ == "VERB" and depth < 3:
        return _agent_of_verb(verb.head, depth + 1)
    return None


def perpetrator(unit: Unit, token: int) -> ActorMention | None:
    """Who did what a token tells, as far as its sentence says: agent, subject, possessor, or the weapon's owner."""
    found = _actor_token(unit.doc[token])
    if found is None:
        for child in unit.doc[token].children:
            if child.dep_ == "prep" and child.lower_ in ("in", "by", "from", "during", "after", "as"):
                for grandchild in child.children:
                    found = found or (_actor_token(grandchild) if grandchild.pos_ in ("NOUN", "PROPN") else None)
    return party(unit, found) if found is not None else None


def _target(unit: Unit, head: Token) -> ActorMention | None:
    """What is hit: the object, or what stands after "on", "against", "at"."""
    for child in head.children:
        if child.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB":
            return party(unit, child)
        if child.dep_ == "prep" and child.lower_ in _ON:
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return party(unit, grandchild)
        if child.dep_ in ("relcl", "acl") and child.lemma_ in ("target", "hit", "strike"):
            for grandchild in child.children:
                if grandchild.dep_ == "dobj":
                    return party(unit, grandchild)
    verb = head.head
    if head.dep_ == "dobj" and verb.pos_ == "VERB":
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in _ON:
                for grandchild in child.children:
                    if grandchild.dep_ == "pobj":
                        return party(unit, grandchild)
    if head.dep_ == "pobj" and head.head.lower_ in ("in", "by", "with"):
        verb = head.head.head
        for child in verb.children:
            if child.dep_ in ("dobj", "nsubjpass"):
                return party(unit, child)
    return None


def merge_events(drafts: Sequence[EventDraft]) -> tuple[EventDraft, ...]:
    """Drafts that tell of one act become one: same type, places and days that can be the same. The richest stands."""
    kept: list[EventDraft] = []
    for draft in drafts:
        for n, other in enumerate(kept):
            if _same(other, draft):
                kept[n] = _merged(other, draft)
                break
        else:
            if not draft.anaphoric or not any(_related(o.type, draft.type) for o in kept):
                kept.append(draft)
    return tuple(kept)


def _related(a: EventType, b: EventType) -> bool:
    return (
        a is b
        or EventType.ATTACK in (a, b)
        or {a, b} <= {EventType.EXPLOSIVE, EventType.SUICIDE_BOMBING, EventType.AIR_STRIKE}
    )


def _same(a: EventDraft, b: EventDraft) -> bool:
    if a.type is not b.type:
        return False
    if a.when is not None and b.when is not None and not a.when.overlaps(b.when, slack=0):
        return False
    if a.where is None or b.where is None or b.anaphoric:
        return True
    if a.where.inferred or b.where.inferred or a.unit == 0:
        return a.where.name.lower() == b.where.name.lower() or b.where.inferred or a.unit == 0
    return a.where.name.lower() == b.where.name.lower()


def _merged(a: EventDraft, b: EventDraft) -> EventDraft:
    where = (
        b.where
        if a.where is None
        or (b.where is not None and a.where.inferred and not b.where.inferred)
        or (a.unit == 0 and b.where is not None and not b.where.inferred)
        else a.where
    )
    return replace(a, when=a.when or b.when, where=where, actor=a.actor or b.actor, target=a.target or b.target)
