"""One document as the rules see it: parsed sentences, the times, places and speech in each, and who the speakers are.

Built once a document and never changed. Rules for tolls, events, control and the rest only read it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.speech.attribution import Said
from vedette.extraction.times.expression import TimeExpression
from vedette.model.document import Document


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time expression with its tokens in its unit. `reporting` is set where it dates the telling, not the event."""

    unit: int
    start: int
    end: int
    expression: TimeExpression
    reporting: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A parsed unit with what was found in it; `kept` is for `forms.once`."""

    unit: Unit
    times: tuple[FoundTime, ...] = ()
    places: tuple[FoundPlace, ...] = ()
    said: tuple[Said, ...] = ()
    kept: dict[object, object] = field(default_factory=dict, init=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A document, the day it speaks from (`anchor`, None where unknown) and its sentences in order.

    `filed` is the place of its dateline, where the gazetteer knows it: often a bureau far from what is told.
    `kept` is for `forms.once`.
    """

    document: Document
    anchor: dt.date | None
    sentences: tuple[Sentence, ...]
    filed: FoundPlace | None = None
    kept: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    @property
    def read(self) -> Sequence[Sentence]:
        """The sentences that were parsed, in order: nothing is told by the others."""
        return [sentence for sentence in self.sentences if sentence.unit.parsed]

    def before(self, index: int, count: int) -> Sequence[Sentence]:
        """Up to `count` sentences before one, nearest first."""
        return self.sentences[max(0, index - count) : index][::-1]
