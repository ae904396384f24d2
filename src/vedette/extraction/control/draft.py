"""A control statement on its way from words to a claim."""

from dataclasses import dataclass

from vedette.extraction.attaching.dating import own_time
from vedette.extraction.control.extent import extent_of
from vedette.extraction.report import Report, Sentence
from vedette.extraction.times.expression import Hint
from vedette.model.claim import ControlRelation, Extent
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.quantity import Quantity
from vedette.model.times import Precision, When

#: Relations that last: only "since" dates them.
LASTING = frozenset((ControlRelation.HOLDS, ControlRelation.BESIEGES, ControlRelation.SURROUNDS))
#: Rules whose words describe a place in passing: what dates the sentence does not date them.
UNDATED = ("held", "besieged", "stronghold")


@dataclass(frozen=True, slots=True)
class ControlDraft:
    """A control statement before it is a claim. `planned` where it is meant, not done; `rule` names what made it.

    `start`, `end` are the tokens of the quote, `trigger` the word that tells.
    """

    unit: int
    start: int
    end: int
    trigger: int
    relation: ControlRelation
    party: ActorMention | None
    from_party: ActorMention | None
    where: PlaceMention
    extent: Extent
    when: When | None
    rule: str
    planned: bool = False
    count: Quantity | None = None
    background: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What a rule read in a sentence: the draft without what the sentence around adds (extent, day).

    `quote` are tokens; `span` those that can tell the extent, where they are others; `planned` where the deed is meant,
    not done; `background` where the words tell of a time that is over.
    """

    trigger: int
    relation: ControlRelation
    party: ActorMention | None
    where: PlaceMention
    rule: str
    quote: tuple[int, int]
    loser: ActorMention | None = None
    planned: bool = False
    count: Quantity | None = None
    extent: Extent | None = None
    span: tuple[int, int] | None = None
    background: bool = False


def draft(report: Report, sentence: Sentence, said: Statement) -> ControlDraft:
    """The statement with its extent and its day."""
    start, end = said.quote
    return ControlDraft(
        unit=sentence.unit.index,
        start=min(start, said.trigger),
        end=max(end, said.trigger + 1),
        trigger=said.trigger,
        relation=said.relation,
        party=said.party,
        from_party=said.loser,
        where=said.where,
        extent=said.extent or extent_of(sentence, said.span or said.quote, said.where, said.relation),
        when=_when(report, sentence, said),
        rule=said.rule,
        planned=said.planned,
        count=said.count,
        background=said.background,
    )


def _when(report: Report, sentence: Sentence, said: Statement) -> When | None:
    if said.rule in UNDATED:
        return None
    when = own_time(report, sentence, _dated_at(sentence, said))
    if when is None:
        return None
    since = any(t.expression.when == when and Hint.SINCE in t.expression.hints for t in sentence.times)
    if said.relation in LASTING:
        lasts = since or (when.precision is Precision.INTERVAL and when.last == report.anchor)
        return when if lasts or said.background else None
    if not since and said.relation is not ControlRelation.CONTESTS:
        # A span drawn out to the day of the report ("since it took X in May") dates a deed by its beginning.
        return next((t.expression.when for t in sentence.times if _begins(t.expression.when, when)), when)
    return when


def _dated_at(sentence: Sentence, said: Statement) -> int:
    """The token whose day is meant: the place's, where each of a list has its own ("took X in May and Y in June")."""
    if len(sentence.times) < 2 or said.where.inferred:
        return said.trigger
    place = next((p for p in sentence.places if p.mention.span == said.where.span), None)
    if place is None or not any(0 <= t.start - place.end <= 1 for t in sentence.times):
        return said.trigger
    return place.end - 1 if place.start > said.trigger else said.trigger


def _begins(stated: When | None, drawn: When) -> bool:
    return stated is not None and stated.start == drawn.start and stated.end < drawn.end
