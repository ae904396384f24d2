"""A control statement on its way from words to a claim."""

from dataclasses import dataclass

from vedette.extraction.control.extent import extent_of
from vedette.extraction.report import Report, Sentence
from vedette.extraction.setting import own_time
from vedette.extraction.times.expression import Hint
from vedette.model.claim import ControlRelation, Extent
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.quantity import Quantity
from vedette.model.times import When

#: Relations that last: only "since" dates them.
LASTING = frozenset((ControlRelation.HOLDS, ControlRelation.BESIEGES, ControlRelation.SURROUNDS))


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


@dataclass(frozen=True, slots=True)
class Statement:
    """What a rule read in a sentence: the draft without what the sentence around adds (extent, day).

    `quote` are tokens; `modality` is True where the deed is meant, not done.
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
        extent=said.extent or extent_of(sentence, start, end, said.where),
        when=_when(report, sentence, said),
        rule=said.rule,
        planned=said.planned,
        count=said.count,
    )


def _when(report: Report, sentence: Sentence, said: Statement) -> When | None:
    if said.relation in LASTING and not any(Hint.SINCE in t.expression.hints for t in sentence.times):
        return None
    if said.rule.startswith("held"):
        return None
    return own_time(report, sentence, said.trigger)
