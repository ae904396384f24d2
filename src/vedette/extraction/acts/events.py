"""What happened: from triggers to event drafts with actor, target, places and day, one for each place an act names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vedette.extraction.acts import scenes
from vedette.extraction.acts.triggers import Trigger, find_triggers, head_of
from vedette.extraction.attaching.attachment import COUNTRY, own_place
from vedette.extraction.attaching.dating import began_on, is_old, opens_another_day, own_time, told_later
from vedette.extraction.attaching.setting import (
    Incident,
    Settings,
    time_of,
)
from vedette.extraction.attaching.turns import is_answered, turns_away
from vedette.extraction.counting.counts import person_class
from vedette.extraction.effects.linking import link_counts
from vedette.extraction.figures.tolls import counts_of
from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.forms import once, words_of
from vedette.extraction.parsing.syntax import verb_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.parts import actor_of, actor_token, target_of, target_token
from vedette.extraction.parties.perpetrators import perpetrator, tells
from vedette.extraction.parties.phrases import party, phrase
from vedette.extraction.places.evidence import in_title_case
from vedette.extraction.report import Report, Sentence
from vedette.extraction.status.statuses import doubts, statuses_of
from vedette.extraction.words.event_words import event_words
from vedette.model.claim import Effect, EventType, VictimClass
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Field, Status
from vedette.model.times import Precision, When

#: The last sentence of a report's title and lead, which sum up what follows.
LEAD = 1
#: Days from which an interval is a period, not a day told roughly.
PERIOD = 4
_OFFENSIVES = frozenset("offensive counteroffensive counter-offensive assault campaign incursion".split())
_POINTING = frozenset("the this that these those its their such both".split())
_BEGINNINGS = frozenset("war conflict uprising revolt revolution unrest crisis bloodshed".split())


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before it is a claim. `level` is of its place (9 where none).

    `anaphoric` marks "the attack" without a place and day of its own; `weak` a type by default; `own` a place the
    sentence itself ties to it; `title` the first two sentences; `around` names printed right beside the place, which
    may hold it; `figures` what befell how many people by the sentence's own words; `status` whether it happened: what
    is only planned, threatened, supposed or denied is no telling of what did; `counter` an attack that answers another;
    `lasting` what goes on or has been, on no day of the story; `standing` the same of this telling alone; `apart`
    another act than the one told before ("another raid"); `accused` that its actor is only said or thought to have
    done it; `answered` an act that another was done in revenge for.
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
    others: tuple[tuple[int, int, int], ...] = ()
    figures: frozenset[tuple[Effect, int]] = frozenset()
    status: Status = Status.ASSERTED
    counter: bool = False
    lasting: bool = False
    standing: bool = False
    apart: bool = False
    accused: bool = False
    answered: bool = False

    def goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of an act of the same type, and turns to no other day for it."""
        return not opens_another_day(sentence) and any(t.type is self.type for t in find_triggers(sentence.unit.doc))

    @property
    def tellings(self) -> tuple[tuple[int, int, int], ...]:
        """Sentence and tokens of each telling of the act, its own first."""
        return ((self.unit, self.trigger.start, self.trigger.end), *self.others)

    def quote(self) -> tuple[int, int]:
        """Tokens of the trigger."""
        return self.trigger.start, self.trigger.end


def draft_events(report: Report, settings: Settings) -> tuple[EventDraft, ...]:
    """Every event of a report, a draft for each place it names, repeats included, in order."""
    drafts: list[EventDraft] = []
    for sentence in report.read:
        incident = settings.before[sentence.unit.index]
        told = [
            d
            if d.when is not None or d.standing
            else replace(d, when=told_later(report, d.unit, settings.triggers, d.goes_on))
            for d in _of_sentence(report, sentence, incident)
        ]
        if not told and drafts and sentence.unit.index - drafts[-1].unit <= 2:
            told = _by_toll(report, sentence, incident, drafts[-1])
        drafts.extend(told)
    return tuple(drafts)


def _of_sentence(report: Report, sentence: Sentence, incident: Incident) -> list[EventDraft]:
    unit = sentence.unit
    drafts = []
    figures = figures_of(sentence)
    for trigger in _settled(unit, [t for t in find_triggers(unit.doc) if not _only_recalled(sentence, t)]):
        head = head_of(unit.doc, trigger)
        if not _happened(trigger, head) or _in_a_link(sentence, trigger) or _in_a_caption(sentence, trigger):
            continue
        aside = looked_back_at(sentence, head)
        actor, target = _actor(sentence, head), _target(sentence, head)
        kind = typed(trigger, head)
        if kind is EventType.AIR_STRIKE and trigger.weapon == "bombers" and "suicide" in report.document.text.lower():
            kind = EventType.SUICIDE_BOMBING  # who was called so before
        if trigger.weak and kind is EventType.AIR_STRIKE and head.lemma_ == "raid" and target is not None:
            kind = kind if _flies(report) else on_foot(head)  # "a raid on a prison"; raids on a bare town fly
        dated = own_time(report, aside or sentence, head.i)
        if dated is None and head.lemma_.lower() in _OFFENSIVES:
            dated = began_on(report)
        if dated is None and _measures_from(head):
            continue
        standing = _standing(head)
        if standing and dated is not None and dated.days < PERIOD and not _is_of_its_clause(sentence, head):
            dated = None  # "air strikes have gone on since the truce announced on Thursday"
        undated = aside is not None or standing or (kind is EventType.AGREEMENT and unit.index > LEAD)
        when = dated or (None if undated else _carried(time_of(report, sentence, head.i, incident)))
        scene = scenes.scene(aside or sentence, head)
        apart = aside is not None or is_old(dated, report.anchor)  # what was then, or elsewhere, is not of this scene
        around = Incident(country=incident.country) if apart and incident.level < COUNTRY else incident
        told = scenes.places(scene, head, around, trigger)
        listed = {where.name.lower() for where, _, _ in told if where is not None}
        for where, level, own in told:
            pointing = _pointing(head) and unit.index > 0
            if pointing and not own and dated is None and level >= COUNTRY and _sums_up(head):
                continue
            own = own and not (pointing and trigger.weak and not scenes.follows(scene, head))
            drafts.append(
                EventDraft(
                    unit.index, trigger, kind, actor, target, when, where,
                    anaphoric=not own and (pointing or (trigger.weak and dated is None)),
                    level=level, weak=trigger.weak, own=own, title=unit.index <= LEAD,
                    around=scenes.around(sentence, where) - listed if own else frozenset(), figures=figures,
                    status=_status(sentence, trigger), counter=_answers(unit, trigger),
                    lasting=dated is None and not figures and _again_and_again(head), standing=undated,
                    apart=turns_away(sentence, head), accused=actor is not None and doubts(unit, actor) is not None,
                    answered=bool(figures) and is_answered(head),
                )
            )  # fmt: skip
    return drafts


def _only_recalled(sentence: Sentence, trigger: Trigger) -> bool:
    """ "Two days after the ambush": of what was told before, and no place or day of its own."""
    aside = looked_back_at(sentence, head_of(sentence.unit.doc, trigger))
    return aside is not None and not (aside.places or aside.times)


def _measures_from(head: Token) -> bool:
    """ "For the second time since raids resumed": what only says since when something else has been."""
    if "since" not in head.doc.words[: head.i]:
        return False
    verb = verb_of(head)
    return verb.dep_ == "advcl" and any(c.lower_ == "since" for c in verb.lefts)


_MEASURES = frozenset("day week month year".split())


def looked_back_at(sentence: Sentence, head: Token) -> Sentence | None:
    """The sentence with the places and days of a noun's own phrase alone, where it is looked back at from another time:
    "two days after the ambush", "since the attack on X", "allegations of the massacre"; None for any other word."""
    noun = head
    while noun.dep_ in ("compound", "nmod", "conj") and noun.head.pos_ == "NOUN":
        noun = noun.head
    if noun.pos_ != "NOUN" or noun.dep_ != "pobj":
        return None
    link = noun.head
    definite = any(c.lower_ in ("the", "this", "that") for c in noun.lefts)
    measured = link.lower_ in ("after", "before") and link.i > 0 and link.nbor(-1).lemma_.lower() in _MEASURES
    denied = link.lower_ == "of" and link.head.lemma_.lower() in ("allegation", "accusation", "anniversary")
    if not (definite and (denied or measured or link.lower_ == "since")):
        return None
    inside = {t.i for t in noun.subtree}
    places = tuple(p for p in sentence.places if p.start in inside)
    return replace(sentence, places=places, times=tuple(t for t in sentence.times if t.start in inside))


#: Statuses of what has not happened, or not as told.
_UNREAL = frozenset((Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL, Status.DENIED))


def _status(sentence: Sentence, trigger: Trigger) -> Status:
    """The status of an act that did not happen; a suspected act is the one that it is suspected to be."""
    shown = (s.status for s in statuses_of(sentence, trigger.end - 1) if s.field is Field.FACT)
    return next((status for status in shown if status in _UNREAL), Status.ASSERTED)


def _answers(unit: Unit, trigger: Trigger) -> bool:
    """ "A counter-attack", "the counteroffensive"."""
    before = unit.doc[max(0, trigger.start - 2) : trigger.end]
    return any(t.lower_.startswith("counter") for t in before)


def figures_of(sentence: Sentence) -> frozenset[tuple[Effect, int]]:
    """What befell how many people, as a sentence counts them; parts of a whole left out."""
    counts = counts_of(sentence)
    links = link_counts(sentence.unit.doc, counts)
    return frozenset(
        (link.effect, counts[n].quantity.low) for n, found in links.items() for link in found if link.part_of is None
    )


def _actor(sentence: Sentence, head: Token) -> ActorMention | None:
    """Who acts, unless the words name a place narrower than a country, or victims."""
    token = actor_token(head)
    if token is None:
        return perpetrator(sentence, head.i)
    if person_class(token.doc, token.i) is VictimClass.CIVILIAN:
        return None
    if tells(sentence, token):
        return None
    start, end = phrase(token)
    if any(p.level < COUNTRY and p.start <= start and end <= p.end for p in sentence.places):
        return None
    return actor_of(sentence.unit, head)


def _target(sentence: Sentence, head: Token) -> ActorMention | None:
    """What is hit, unless it is the bare place ("on Aleppo", not "on the town of X") or a pronoun."""
    token = target_token(head)
    if token is not None and token.lower_ == "fire":  # "opened fire" on nobody named, "set fire to houses"
        link = next((t for t in token.doc[token.i + 1 : token.i + 2] if t.lower_ == "to"), None)
        burned = next((c for c in link.rights if c.dep_ == "pobj"), None) if link is not None else None
        return party(sentence.unit, burned) if burned is not None else None
    if token is None or token.pos_ in ("PRON", "NUM") or token.lower_ in ("which", "what", "people", "others"):
        return None
    bare = token.lemma_.lower() in ("outskirt", "part", "suburb", "area", "areas") or any(
        p.start <= token.i < p.end and token.tag_ in ("NNP", "NNPS") for p in sentence.places
    )
    return None if bare else target_of(sentence.unit, head)


def _carried(when: When | None) -> When | None:
    """A day goes on from sentence to sentence; a period ("for a week") belongs to its own."""
    return when if when is None or (when.days < PERIOD and when.precision is not Precision.INTERVAL) else None


#: Adverbs of what happened on other days than the story's, or on no one day.
_UNDATED = frozenset(
    "recently previously formerly lately repeatedly regularly frequently often sporadically routinely periodically "
    "occasionally usually historically".split()
)


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
    if any(c.dep_ == "advmod" and c.lower_ in _UNDATED for c in (*verb.children, *head.children)):
        return True
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.tag_ in ("VBZ", "VBP") and not _has_aux(verb):
        return True  # "faces a threat while fighting the army"
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"had", "was", "were", "did", "will"}:
        return False
    return bool(auxiliaries & {"has", "have", "is", "are"}) or verb.tag_ in ("VBZ", "VBP")


def _has_aux(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _is_of_its_clause(sentence: Sentence, head: Token) -> bool:
    """Whether a time of the sentence stands in the clause of an act, or in its own phrase."""
    verb, first, last = verb_of(head).i, head.left_edge.i, head.right_edge.i
    return any(first <= t.start <= last or verb_of(head.doc[t.start]).i == verb for t in sentence.times)


def _again_and_again(head: Token) -> bool:
    """ "Has repeatedly shelled", "is regularly bombed": on many days, and on none of the story's."""
    return any(c.dep_ == "advmod" and c.lower_ in _UNDATED for c in head.children)


def _in_a_link(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a word below the lead stands in another headline: a link, a tag, a caption in title case."""
    unit = sentence.unit
    if unit.index <= LEAD or unit.doc.text.isupper():
        return False
    printed = unit.doc[trigger.end - 1].text[:1].isupper() and trigger.end > 1
    return printed and in_title_case(unit.doc, trigger.start, trigger.end)


def _in_a_caption(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a word stands before "(archive)" or "(file photo)": an old picture was put over the text."""
    words = words_of(sentence.unit.doc)
    if "(" not in words[trigger.end :]:
        return False
    at = words.index("(", trigger.end)
    return words[at + 1 : at + 2] in (["archive"], ["archives"], ["file"])


def _pointing(head: Token) -> bool:
    """ "The attack", "this blast", and bare repeats ("explosion") after a title."""
    return any(c.dep_ in ("det", "poss") and c.lower_ in _POINTING for c in head.children)


def _sums_up(head: Token) -> bool:
    """ "The fighting has killed 400 people": a war and its toll, no act of its own."""
    verb = head.head
    done = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children)
    return head.dep_ == "nsubj" and verb.pos_ == "VERB" and done


def _settled(unit: Unit, triggers: Sequence[Trigger]) -> list[Trigger]:
    """One trigger for one act: a word that the parse ties to a typed one ("strikes hit") adds nothing."""
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
    """Whether two triggers of a sentence tell of one act: one governs the other, or both stand near by."""
    related = a.type is b.type or a.weak or b.weak or a.generic or b.generic
    if not related:
        return False
    x, y = head_of(unit.doc, a), head_of(unit.doc, b)
    if is_answered(y):
        return False
    if _within_reach(x, y) or _within_reach(y, x):
        return True
    return (a.type is b.type or b.weak) and abs(a.start - b.start) <= 6


#: What comes after these words is another act: "strikes killed 70 following rocket attacks".
_FOLLOWS = frozenset("following after before despite since".split())


def _within_reach(low: Token, high: Token) -> bool:
    node = low
    for _ in range(3):
        if node.i == high.i:
            return True
        if node.dep_ in ("conj", "relcl", "advcl", "ccomp", "ROOT") or node.lower_ in _FOLLOWS:
            return False
        node = node.head
    return node.i == high.i


_OUTDOORS = frozenset("march rally gather assemble take turn pour block demonstrate come".split())


def _happened(trigger: Trigger, head: Token) -> bool:
    """Whether an agreement was made, a protest held: talk of one, and how a war began, are none."""
    if trigger.type is EventType.PEACEFUL_PROTEST:
        purpose = head.pos_ == "VERB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children)
        if purpose and head.head.lemma_ not in _OUTDOORS:
            return False  # "resigned to protest the killing"
        if head.dep_ == "dobj" and head.head.lemma_ in ("draw", "lodge", "file", "voice", "provoke"):
            return False
        return not any(
            t.lower_ in _BEGINNINGS or t.lower_ in ("crackdown", "suppressed", "repression", "cracked")
            for t in head.doc
        )
    return trigger.type is not EventType.AGREEMENT or trigger.generic or _made(head)


#: Verbs by which an agreement comes about, is in force or ends; what is only monitored or hoped for is talk of one.
_MAKES = frozenset(
    "agree reach sign broker announce declare begin start take enter accept strike conclude negotiate establish "
    "implement approve secure mediate hold collapse expire extend come go renew observe violate break honour honor "
    "exchange swap set arrange complete lay seal finalise finalize ratify breach".split()
)


#: "Left in an evacuation deal", "despite the truce": it is there.
_BY_A_TRUCE = frozenset("in under after following despite since during".split())


def _made(head: Token) -> bool:
    """Whether words tell that an agreement was made, or what became of it: "a truce agreed in May", "it held"."""
    if head.pos_ == "VERB":
        return True
    node = head
    while node.dep_ in ("compound", "conj", "nmod") and node.head.pos_ in ("NOUN", "PROPN"):
        node = node.head
    told = [node.head, *(c for c in node.children if c.dep_ in ("acl", "relcl"))]
    if any(t.pos_ == "VERB" and t.lemma_.lower() in _MAKES for t in told):
        return True
    verb = node.head.head
    if node.dep_ == "pobj" and node.head.lower_ in _BY_A_TRUCE:
        return True
    by = node.dep_ == "pobj" and node.head.lower_ in ("on", "to", "into", "for")
    return by and verb.pos_ in ("VERB", "NOUN") and verb.lemma_.lower() in _MAKES | {"agreement", "deal", "accord"}


def typed(trigger: Trigger, head: Token) -> EventType:
    """The type of an act by what is hit: an attack on a post is a clash. Who raids, of any side, walks; raids fly."""
    if not trigger.weak:
        return trigger.type
    if trigger.type is EventType.AIR_STRIKE and head.lemma_ == "raid" and head.pos_ == "VERB":
        return on_foot(head)
    return on_foot(head) if trigger.type is EventType.ATTACK else trigger.type


def on_foot(head: Token) -> EventType:
    """An attack, or a clash where those attacked are armed."""
    return EventType.ARMED_CLASH if _armed(target_token(head)) else EventType.ATTACK


_AERIAL = re.compile(
    r"\b(?:air|aerial|air-?(?:strike|raid)s?|aircraft|(?:war)?planes?|jets?|helicopters?|drones?|bomb(?:s|ed|ings?|ers?)?"
    r"|sorties?|missiles?)\b",
    re.IGNORECASE,
)


@once
def _flies(report: Report) -> bool:
    """Whether anything in a report is in the air: "raids" where nothing is are made on the ground."""
    return _AERIAL.search(report.document.text) is not None


def _armed(target: Token | None) -> bool:
    return target is not None and target.lemma_.lower() in event_words().armed


_HARMED = frozenset("kill wound injure destroy die".split())
_FROM_AFAR = frozenset((EventType.AIR_STRIKE, EventType.SHELLING, EventType.CHEMICAL_ATTACK))


def _by_toll(report: Report, sentence: Sentence, incident: Incident, last: EventDraft) -> list[EventDraft]:
    """Strikes go on in a sentence that tells only of their dead, at a place of its own ("40 were killed in X")."""
    if last.type not in _FROM_AFAR:
        return []
    doc = sentence.unit.doc
    drafts: list[EventDraft] = []
    for verb in doc.tokens:
        if verb.lemma_ not in _HARMED or verb.pos_ != "VERB":
            continue
        if verb.lemma_ != "die" and not any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
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
