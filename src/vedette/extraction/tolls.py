"""Numbers of people hurt, displaced, taken: from counts and their effects to toll claims."""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.extraction.counts import Count, find_counts, person_class
from vedette.extraction.effects import Link, link_counts
from vedette.extraction.events import perpetrator
from vedette.extraction.report import Report, Sentence
from vedette.extraction.setting import place_of, time_of
from vedette.model.claim import Effect, Scope, VictimClass, Victims
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.quantity import Quantity
from vedette.model.times import Precision, When


@dataclass(frozen=True, slots=True)
class TollDraft:
    """A toll before it is a claim. `part_of` is the index of another draft of the document."""

    unit: int
    count: Count
    link: Link
    effect: Effect
    quantity: Quantity
    victims: Victims
    scope: Scope
    when: When | None
    where: PlaceMention | None
    by: ActorMention | None
    part_of: int | None = None

    @property
    def trigger(self) -> int:
        """The token that says what befell them."""
        return self.link.trigger

    def quote(self) -> tuple[int, int]:
        """Tokens from the count to the word that says what befell them."""
        return min(self.count.start, self.link.trigger), max(self.count.end, self.link.trigger + 1)


def draft_tolls(report: Report) -> tuple[TollDraft, ...]:
    """Every toll of a report, repeats included, in order."""
    drafts: list[TollDraft] = []
    for sentence in report.sentences:
        drafts.extend(_of_sentence(report, sentence, len(drafts)))
    return tuple(drafts)


def _of_sentence(report: Report, sentence: Sentence, base: int) -> list[TollDraft]:
    doc = sentence.unit.doc
    dated = {i for t in sentence.times for i in range(t.start, t.end)}
    counts = [c for c in find_counts(doc) if c.number not in dated]
    links = link_counts(doc, counts)
    order = {n: base + k for k, n in enumerate(sorted(links))}
    drafts = []
    for n in sorted(links):
        link, count = links[n][0], counts[n]
        when = time_of(report, sentence, link.trigger)
        drafts.append(
            TollDraft(
                unit=sentence.unit.index,
                count=count,
                link=link,
                effect=link.effect,
                quantity=count.quantity,
                victims=_victims(sentence, counts, links, n),
                scope=_scope(sentence, when),
                when=when,
                where=place_of(report, sentence, link.trigger),
                by=perpetrator(sentence.unit, link.trigger),
                part_of=order.get(link.part_of) if link.part_of is not None else None,
            )
        )
    return drafts


def _victims(sentence: Sentence, counts: Sequence[Count], links: dict[int, tuple[Link, ...]], n: int) -> Victims:
    count, doc = counts[n], sentence.unit.doc
    words = sentence.unit.text(count.start, count.end)
    own = _class(sentence, count)
    if own is None and n and not _bare_people(sentence, count):
        for m in range(n - 1, -1, -1):
            if m in links or counts[m].group is not None:
                inherited = _victims(sentence, counts, links, m)
                return Victims(inherited.victim_class, words, None)
    group = None
    if count.head is not None and doc[count.head].lemma_.lower() not in ("person", "people", "civilian", "other"):
        group = sentence.unit.text(count.number + 1, count.head + 1) if count.head > count.number else None
    return Victims(own or VictimClass.UNSPECIFIED, words, group)


def _bare_people(sentence: Sentence, count: Count) -> bool:
    return count.head is not None and sentence.unit.doc[count.head].lemma_.lower() in ("person", "people")


def _class(sentence: Sentence, count: Count) -> VictimClass | None:
    """The class that the count's own words give; None for "others", "more" or a bare number."""
    doc = sentence.unit.doc
    if count.head is None:
        return count.group
    if doc[count.head].lower_ in ("others", "other"):
        return person_class(doc, count.head - 1) if count.head - 1 > count.number else None
    inside = [doc[i] for i in range(count.number, count.end)]
    classes = {person_class(doc, t.i) for t in inside if t.tag_.startswith("NN") or t.tag_ == "JJ"}
    if VictimClass.CIVILIAN in classes and VictimClass.COMBATANT in classes:
        head = person_class(doc, count.head)
        return head if "and" not in [t.lower_ for t in inside] else VictimClass.MIXED
    for wanted in (VictimClass.CIVILIAN, VictimClass.COMBATANT):
        if wanted in classes:
            return wanted
    return VictimClass.UNSPECIFIED


def _scope(sentence: Sentence, when: When | None) -> Scope:
    if when is not None and when.precision in (Precision.INTERVAL, Precision.MONTH, Precision.YEAR) and when.days > 2:
        return Scope.CUMULATIVE
    words = {t.lower_ for t in sentence.unit.doc}
    if words & {"total", "overall"} and when is not None and when.days > 2:
        return Scope.CUMULATIVE
    return Scope.EVENT
