"""Fighting for a place: clashes told as events contest the place they are in, for the party named first."""

from collections.abc import Iterable, Iterator

from vedette.extraction.acts.events import EventDraft
from vedette.extraction.control.draft import ControlDraft
from vedette.extraction.control.extent import extent_of
from vedette.extraction.control.who import acts, mention
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation, EventType
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Status

_PROVINCE = 2
#: A party of more words than this is no party but a clause misread.
_LONGEST_NAME = 9
_NOT_FOR_GROUND = frozenset("ambush ambushed shootout attack attacks attacked raid".split())
_PUSHES = frozenset("offensive assault push campaign operation counteroffensive counterattack".split())


def by_fighting(report: Report, events: Iterable[EventDraft]) -> Iterator[ControlDraft]:
    """A statement for each clash with a party and a place of its own narrower than a country."""
    for event in events:
        where = event.where
        denied = event.status is Status.DENIED
        if event.type is not EventType.ARMED_CLASH or denied or where is None or where.inferred:
            continue
        sentence = report.sentences[event.unit]
        if _is_wide(sentence, where) or event.trigger.words.lower() in _NOT_FOR_GROUND:
            continue
        start, end = event.quote()
        if _is_in_name(sentence, where, end - 1) or _is_elsewhere(sentence, where, end - 1):
            continue
        party = _party(report, sentence, sentence.unit.doc[end - 1], event)
        if party is None or len(party.text.split()) > _LONGEST_NAME:
            continue
        place = next((p for p in sentence.places if p.mention.span == where.span), None)
        low, high = (min(start, place.start), max(end, place.end)) if place is not None else (start, end)
        yield ControlDraft(
            unit=event.unit,
            start=low,
            end=high,
            trigger=end - 1,
            relation=ControlRelation.CONTESTS,
            party=party,
            from_party=None,
            where=where,
            extent=extent_of(sentence, (low, high), where, ControlRelation.CONTESTS),
            when=event.when,
            rule="fighting",
        )


def _is_elsewhere(sentence: Sentence, where: PlaceMention, trigger: int) -> bool:
    """A capital that acts ("X is leading a coalition fighting"), or a name in another clause than an offensive."""
    place = next((p for p in sentence.places if p.mention.span == where.span), None)
    if place is None:
        return False
    doc = sentence.unit.doc
    if any(t.dep_ == "nsubj" and acts(t) for t in doc[place.start : place.end]):
        return True
    between = doc[trigger + 1 : place.start] if place.start > trigger else doc[place.end : trigger]
    return doc[trigger].lemma_.lower() in _PUSHES and any(t.tag_ in ("VBD", "VBZ", "VBP") for t in between)


def _is_in_name(sentence: Sentence, where: PlaceMention, trigger: int) -> bool:
    """A capitalised headline's "Fierce Fighting Against" is no place."""
    return any(p.mention.span == where.span and p.start <= trigger < p.end for p in sentence.places)


def _head_of(token: Token) -> Token:
    """The noun that a modifier belongs to ("regime" of "regime forces"), if it names a party too."""
    head = token.head
    return head if token.dep_ in ("compound", "amod", "nmod", "poss") and head.i > token.i and acts(head) else token


def _party(report: Report, sentence: Sentence, head: Token, event: EventDraft) -> ActorMention | None:
    """The first party of "clashes between A and B", "clashes with A"; else the event's actor."""
    doc = sentence.unit.doc
    between = next((t for t in doc[head.i + 1 : head.i + 8] if t.lower_ == "between"), None)
    first = next((t for t in doc[between.i + 1 : between.i + 7] if acts(t)), None) if between is not None else None
    if first is not None:
        return mention(report, sentence, _head_of(first))
    for child in head.subtree:
        if child.dep_ == "prep" and child.lower_ in ("between", "by", "with", "against") and child.i > head.i:
            named = next((t for t in child.subtree if t.dep_ in ("pobj", "compound", "nmod") and acts(t)), None)
            if named is not None and child.lower_ in ("between", "by"):
                return mention(report, sentence, _head_of(named))
    return _of_event(report, sentence, event.actor) if event.actor is not None else None


def _of_event(report: Report, sentence: Sentence, actor: ActorMention) -> ActorMention | None:
    """The first party in the words of an event's actor; None where they name a place, or nobody for sure."""
    tokens = sentence.unit.tokens_of(actor.span) if actor.span is not None else None
    if tokens is None:
        return actor
    if any(p.start <= tokens[0] and tokens[1] <= p.end for p in sentence.places):
        return None
    first = next((t for t in sentence.unit.doc[tokens[0] : tokens[1]] if acts(t)), None)
    return mention(report, sentence, _head_of(first)) if first is not None else None


def _is_wide(sentence: Sentence, where: PlaceMention) -> bool:
    """A country, or a side of it ("northern X")."""
    return any(p.mention.span == where.span and p.level > _PROVINCE for p in sentence.places)
