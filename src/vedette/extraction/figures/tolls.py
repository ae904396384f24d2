"""Numbers of people hurt, displaced, taken: from counts and their effects to toll claims."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vedette.extraction.attaching.ahead import told_again, told_narrower
from vedette.extraction.attaching.anaphora import called_later
from vedette.extraction.attaching.attachment import ASIDE, COUNTRY, own_place, place_behind
from vedette.extraction.attaching.dating import LENT, begun, is_old, own_time, told_later
from vedette.extraction.attaching.lists import over_places
from vedette.extraction.attaching.setting import Settings, place_of, time_of
from vedette.extraction.counting.counts import Count, class_of, find_counts, person_class
from vedette.extraction.counting.quantities import number_at
from vedette.extraction.effects.link import Link
from vedette.extraction.effects.linking import link_counts, resumes
from vedette.extraction.effects.nobody import find_nobody
from vedette.extraction.figures.authors import author, goes_on, harms, lent_author
from vedette.extraction.figures.named_victims import NamedVictim, find_named_victims, saying_who
from vedette.extraction.figures.totals import (
    A_STORY,
    A_YEAR,
    LONG,
    adds_to,
    counted_over,
    counts_on,
    frame_of,
    is_further,
    is_of_a_war,
    scope_of,
)
from vedette.extraction.parsing.forms import once, words_of
from vedette.extraction.parsing.tokens import Doc, Phrase
from vedette.extraction.parties.perpetrators import perpetrator
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import Effect, Scope, VictimClass, Victims
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation
from vedette.model.quantity import Quantity
from vedette.model.times import When

#: The last sentence of a report's title and lead, which tell its news.
LEAD = 1
#: Sentences within which a total goes on.
GOES_ON = 2
#: The level of no place at all: wider than any.
NOWHERE = 99


@dataclass(frozen=True, slots=True)
class TollDraft:
    """A toll before it is a claim. `part_of` is the index of another draft of the document; `person` the
    name of the one who is counted, where it is one by name. `further`: people besides all who were told of before
    ("Another seven were killed in ...")."""

    unit: int
    tokens: tuple[int, int]
    number: int
    link: Link
    quantity: Quantity
    victims: Victims
    scope: Scope
    when: When | None
    where: PlaceMention | None
    by: ActorMention | None
    part_of: int | None = None
    level: int = NOWHERE
    person: str | None = None
    further: bool = False

    @property
    def effect(self) -> Effect:
        """What befell them."""
        return self.link.effect

    @property
    def trigger(self) -> int:
        """The token that says what befell them."""
        return self.link.trigger

    def quote(self) -> tuple[int, int]:
        """Tokens from the count to the word that says what befell them; of a figure in a list by places, the figure."""
        if self.link.rule == "listed by place":
            return self.tokens
        return min(self.tokens[0], self.link.trigger), max(self.tokens[1], self.link.trigger + 1)


@dataclass(frozen=True, slots=True)
class _Spot:
    """The counts of a sentence with their effects, and the tolls told before it."""

    sentence: Sentence
    counts: Sequence[Count]
    links: dict[int, tuple[Link, ...]]
    earlier: Sequence[TollDraft]


def draft_tolls(report: Report, settings: Settings) -> tuple[TollDraft, ...]:
    """Every toll of a report, repeats included, in order."""
    drafts: list[TollDraft] = []
    for sentence in report.read:
        found = _of_sentence(report, sentence, settings, drafts)
        later = (
            told_later(report, sentence.unit.index, settings.triggers) if any(d.when is None for d in found) else None
        )
        drafts.extend(
            replace(d, when=later) if d.when is None and later is not None and d.scope is Scope.EVENT else d
            for d in found
        )
    return tuple(drafts)


def _of_sentence(
    report: Report, sentence: Sentence, settings: Settings, earlier: Sequence[TollDraft]
) -> list[TollDraft]:
    doc = sentence.unit.doc
    incident = settings.before[sentence.unit.index]
    counts = counts_of(sentence)
    links = link_counts(doc, counts)
    base = len(earlier)
    for n in range(len(counts)):
        effect = next((links[m][0].effect for m in sorted(links) if m < n), None)
        if effect is None and earlier and _recent(earlier[-1], sentence):
            effect = earlier[-1].effect
        token = resumes(doc, counts, n) if n not in links and effect is not None else None
        if token is not None and effect is not None:
            lost = doc[token].lower_ == "losses"
            links[n] = (Link(Effect.KILLED if lost else effect, token, "figure resumed"),)
    who = saying_who(sentence, {counts[n]: links[n][0] for n in links})
    links = {n: of for n, of in links.items() if counts[n] not in who}
    spot = _Spot(sentence, counts, links, earlier)
    listed = {n: p for n in links if _lists(doc, counts[n], links[n]) and (p := place_behind(sentence, counts[n].end))}
    wholes = {link.part_of for n in listed for link in links[n]}
    pairs = [(n, link) for n in sorted(links) for link in links[n]]
    first = {n: base + k for k, (n, _) in reversed(list(enumerate(pairs)))}
    drafts: list[TollDraft] = []
    for n, link in pairs:
        count = counts[n]
        when = time_of(report, sentence, link.trigger, incident)
        scope = scope_of(sentence, count, link.effect, link.trigger, when)
        whole = _total_before(sentence, earlier, count, link.effect)
        over = (
            None
            if whole is not None or scope is Scope.CUMULATIVE
            else _summed(report, sentence, link, (*earlier, *drafts))
        )
        if whole is not None:
            scope, when = Scope.CUMULATIVE, whole.when
        elif over is not None:
            scope, when = Scope.CUMULATIVE, over.when
        elif scope is Scope.CUMULATIVE and (when is None or when.days <= LENT):
            when = begun(report, sentence.unit.index)
        where: PlaceMention | None
        if n in listed:
            where, level = listed[n].mention, 2 * listed[n].level
        else:
            parts = {p.start for p in listed.values()} if n in wholes else set()
            rest = tuple(p for p in sentence.places if p.start not in parts)
            apart = replace(sentence, places=rest) if parts else sentence  # a sentence knows what was found in it
            where, level = _place(report, apart, link.trigger, settings)
            if parts and where is not None and where.name in {p.name for p in listed.values()}:
                where, level = None, NOWHERE  # a whole lies where its parts lie, not where the first does
        if where is not None and not (n in listed and count.quantity.high == 1):
            where = over_places(sentence, where) or where
        strange = is_of_a_war(count, link.effect) or is_old(when, report.anchor)
        if strange and where is not None and where.inferred and level < COUNTRY:
            where, level = _country(report, sentence.unit.index)
        part_of = first.get(link.part_of) if link.part_of is not None else None
        if part_of is not None and base <= part_of < base + len(drafts):
            of_all = drafts[part_of - base]  # some of a running total are no event's either
            scope, when = (of_all.scope, of_all.when) if of_all.scope is Scope.CUMULATIVE else (scope, when)
        if part_of is None and (counted := _counted_before(sentence, earlier, count, link.effect)) is not None:
            part_of, when = counted, earlier[counted].when
            where, level = earlier[counted].where, earlier[counted].level
        drafts.append(
            TollDraft(
                unit=sentence.unit.index,
                tokens=(count.start, count.end),
                number=count.number,
                link=link,
                quantity=count.quantity,
                victims=_victims(spot, n),
                scope=scope,
                when=when,
                where=where,
                level=level,
                by=author(sentence, link.trigger, count) or lent_author(sentence, incident, link, scope, count),
                part_of=part_of,
                further=is_further(doc, count.start),
            )
        )
    for nobody in find_nobody(doc):
        words = sentence.unit.text(nobody.start, nobody.end)
        for effect in nobody.effects:
            trigger = nobody.end - 1
            when = time_of(report, sentence, trigger, incident)
            where, level = _place(report, sentence, trigger, settings)
            drafts.append(
                TollDraft(
                    unit=sentence.unit.index,
                    tokens=(nobody.start, nobody.end),
                    number=nobody.start,
                    link=Link(effect, trigger, "nobody"),
                    quantity=Quantity(0, 0, False, words),
                    victims=Victims(nobody.group, words),
                    scope=Scope.EVENT,
                    when=when,
                    where=where,
                    level=level,
                    by=None,
                )
            )
    linked = {counts[n]: links[n][0] for n in links}
    for person in find_named_victims(sentence, linked):
        own = _of_person(report, sentence, person, settings)
        wholes_of = (first[n] for n in sorted(first) if _names_one_of(person, counts[n], links[n][0]))
        drafts.append(replace(own, part_of=next(wholes_of, None)))
    return drafts


def _names_one_of(person: NamedVictim, count: Count, link: Link) -> bool:
    """Whether a person is one of those counted: "twelve people, including Mayor Ruiz"."""
    several = count.quantity.high is None or count.quantity.high > 1
    return (
        person.link.rule == "named in a list"
        and several
        and link.part_of is None
        and (link.trigger, link.effect) == (person.link.trigger, person.link.effect)
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """The days of a sum that goes on from the sentences before; of no days that are told, None."""

    when: When | None


def _summed(report: Report, sentence: Sentence, link: Link, earlier: Sequence[TollDraft]) -> _Frame | None:
    """The days of the sum of which a sentence without a day goes on to tell, or None: a total was just told ("Another
    40 have been killed in raids"), or that something has gone on for days ("Raids have grown since 3 May. They have
    killed 40")."""
    index = sentence.unit.index
    if index <= LEAD or own_time(report, sentence, link.trigger) is not None:
        return None
    last = next((d for d in reversed(earlier) if d.unit < index), None)
    if last is not None and last.scope is Scope.CUMULATIVE and index - last.unit <= GOES_ON:
        of_a_war = last.when is not None and last.when.days > A_STORY
        if not of_a_war and adds_to(sentence, link.trigger):
            return _Frame(last.when)
    if earlier and earlier[-1].unit == index and _goes_on_for_days(earlier[-1]):
        return _Frame(earlier[-1].when)  # "502 have been killed and 2,600 injured"
    if not counts_on(sentence, link.trigger):
        return None
    before, after = report.sentences[index - 1], report.sentences[index + 1 : index + 2]
    span = frame_of(before, report.anchor) if before.unit.parsed else None
    if span is None and after and after[0].unit.parsed:
        span = counted_over(after[0], report.anchor)
    return _Frame(span) if span is not None else None


def _goes_on_for_days(told: TollDraft) -> bool:
    """Whether a figure is the sum of more days than one happening takes, and of fewer than a war."""
    return told.scope is Scope.CUMULATIVE and told.when is not None and LONG < told.when.days <= A_YEAR


def _total_before(sentence: Sentence, earlier: Sequence[TollDraft], count: Count, effect: Effect) -> TollDraft | None:
    """The total just told of which a sentence counts some ("Among those killed were 40 children", "The dead include
    40 children"), or None."""
    words = [t.lower_ for t in sentence.unit.doc[:4]]
    among = words[:2] in (["among", "those"], ["among", "them"], ["of", "those"], ["of", "them"], ["among", "the"])
    if not among and not (words[1:2] in (["dead"], ["deaths"], ["toll"]) and words[2:3] in (["include"], ["includes"])):
        return None
    last = next((d for d in reversed(earlier) if d.effect is effect and d.part_of is None), None)
    total = last is not None and last.scope is Scope.CUMULATIVE and sentence.unit.index - last.unit <= 2
    return last if total and last is not None and count.quantity.low <= last.quantity.low else None


def _country(report: Report, unit: int) -> tuple[PlaceMention | None, int]:
    """The country last named up to a sentence: where a total lies that no town can have borne."""
    for sentence in reversed(report.sentences[: unit + 1]):
        for place in reversed(sentence.places):
            if place.level == COUNTRY:
                return replace(place.mention, inferred=True), COUNTRY
    return None, NOWHERE


def _lists(doc: Doc, count: Count, links: Sequence[Link]) -> bool:
    """Whether a figure is one of a list by places ("nine in Velm, two others in Kesra")."""
    bare = count.head is None or doc[count.head].lower_ in ("others", "more")
    return bare or any(link.rule == "listed by place" for link in links)


def _of_person(report: Report, sentence: Sentence, person: NamedVictim, settings: Settings) -> TollDraft:
    """The toll of one that a named victim is."""
    incident = settings.before[sentence.unit.index]
    where, level = _place(report, sentence, person.link.trigger, settings)
    return TollDraft(
        unit=sentence.unit.index,
        tokens=(person.start, person.end),
        number=person.head,
        link=person.link,
        quantity=Quantity(1, 1, False, person.name),
        victims=Victims(person.group, sentence.unit.text(person.start, person.end), None, person.office),
        scope=Scope.EVENT,
        when=time_of(report, sentence, person.link.trigger, incident),
        where=where,
        level=level,
        by=perpetrator(sentence, person.link.trigger)
        or (incident.by if harms(person.link.effect, Scope.EVENT) and goes_on(sentence, incident) else None),
        person=person.name,
    )


def _place(report: Report, sentence: Sentence, token: int, settings: Settings) -> tuple[PlaceMention | None, int]:
    """The place of what a token tells, and how narrow it is: its own level, a little less for an inferred one."""
    incident = settings.before[sentence.unit.index]
    where = place_of(sentence, token, incident)
    if incident.several is not None and incident.place is not None and where == replace(incident.place, inferred=True):
        where = replace(incident.several, inferred=True)
    own = own_place(sentence, token)
    level = own.level if own is not None else incident.level
    aside = where is not None and where.relation in ASIDE
    if (own is None or aside) and (called := called_later(report, sentence, token)) is not None:
        return replace(called.mention, inferred=True), 1
    if aside and level < COUNTRY:
        level += 1  # beside a place lies where another one's name is nearer
    narrower = told_narrower(report, settings, sentence.unit.index, level) if level > 0 else None
    if narrower is not None:
        return _in_what_was_told(narrower, own), 1
    if where is None:
        return None, NOWHERE
    again = told_again(report, settings, sentence.unit.index, where)
    if again is not None:
        return again, 1
    inferred = own is None or own.mention.span != where.span
    level = 2 * incident.level + 1 if inferred or own is None else 2 * own.level
    # What a headline calls near a town the text may place in a wider area, by its name.
    return where, level + 3 if aside and own is not None and sentence.unit.index == 0 else level


def _in_what_was_told(narrower: PlaceMention, own: FoundPlace | None) -> PlaceMention:
    """The place that a report goes on to give for what its lead told of a town: it lies there ("in Velm" ... "the blast
    hit the Kesra quarter")."""
    if own is None or own.level != 1 or own.mention.relation is not PlaceRelation.IN or narrower.within is not None:
        return narrower
    return replace(narrower, within=own.name) if narrower.kind == "district" else narrower


#: How a sentence opens that tells who some of those are who were counted before it.
_SOME = re.compile(
    r"among (?:the|those) (?:dead|killed|victims|fatalities)\b|among them\b|"
    r"(?:the|those) (?:dead|killed|victims|fatalities) (?:also )?includ(?:e|ed|es)\b"
)


def _counted_before(sentence: Sentence, earlier: Sequence[TollDraft], count: Count, effect: Effect) -> int | None:
    """The whole, told just before, whose part a figure is by the opening of its sentence ("Among the dead were four
    staff"), by its index; it is where and when its whole is."""
    if _SOME.match(" ".join(sentence.unit.doc.words[:5])) is None:
        return None
    for n in range(len(earlier) - 1, -1, -1):
        whole = earlier[n]
        if sentence.unit.index - whole.unit > 1:
            return None
        enough = whole.quantity.high is None or whole.quantity.high >= count.quantity.low
        if whole.effect is effect and whole.part_of is None and whole.scope is Scope.EVENT and enough:
            return n if whole.unit < sentence.unit.index else None
    return None


def _recent(draft: TollDraft, sentence: Sentence) -> bool:
    return sentence.unit.index - draft.unit <= 2


@once
def counts_of(sentence: Sentence) -> tuple[Count, ...]:
    """The counts of a sentence; numbers inside dates are none."""
    dated = frozenset(i for t in sentence.times for i in range(t.start, t.end))
    return tuple(c for c in find_counts(sentence.unit.doc, dated) if not _speaks(sentence, c))


def _speaks(sentence: Sentence, count: Count) -> bool:
    """ "including two children, a resident said": one who tells is not counted."""
    if sentence.unit.doc[count.number].lower_ not in ("a", "an", "one") and not count.weak:
        return False
    said = [s for s in sentence.said if s.source is not None and s.source.start < s.cue]
    return any(s.source is not None and count.head == s.source.head and not s.covers(count.number) for s in said)


def _victims(spot: "_Spot", n: int) -> Victims:
    """Who a count counts: by its own words, else as the whole count before it, after it, or of the sentence before."""
    sentence, counts = spot.sentence, spot.counts
    count, doc = counts[n], sentence.unit.doc
    words = sentence.unit.text(count.start, count.end)
    own = _class(sentence, count)
    if own is None:
        return Victims(_inherited(spot, n), words, None)
    group = None
    listed = count.weak and (count.quantity.low or 0) > 1  # "a woman and a child" are no two women
    if count.head is not None and not listed and doc[count.head].lemma_.lower() not in _NO_GROUP:
        number = number_at(doc, words_of(doc), count.number)  # "Twenty-five" are three tokens
        after = count.number + (number[2] if number is not None else 1)
        after += 2 if words_of(doc)[after : after + 2] == ["or", "more"] else 0
        group = sentence.unit.text(after, count.head + 1).lstrip('"“„«‘') if count.head >= after else None
    return Victims(own, words, group)


#: Nouns that say no more than that people were counted.
_NO_GROUP = frozenset(("person", "people", "civilian", "other", "life", "wounded", "injured", "hurt", "dead"))


def _inherited(spot: "_Spot", n: int) -> VictimClass:
    """ "18 civilians killed and dozens wounded", "Seven others were hurt": the class of what it goes on from."""
    sentence, counts, links, earlier = spot.sentence, spot.counts, spot.links, spot.earlier
    for m in range(n - 1, -1, -1):
        if counts[m].weak or (m in links and links[m][0].part_of is not None):
            continue
        own = _class(sentence, counts[m])
        if own is not None and (m in links or counts[m].group is not None):
            return own
    if n + 1 < len(counts) and n + 1 in links and counts[n].head is None and counts[n + 1].start - counts[n].end <= 3:
        return _class(sentence, counts[n + 1]) or VictimClass.UNSPECIFIED
    goes_on = counts[n].head is not None or "more" in [
        t.lower_ for t in sentence.unit.doc[counts[n].start : counts[n].end + 2]
    ]
    last = next((d for d in reversed(earlier) if d.part_of is None), None)
    if last is not None and goes_on and _recent(last, sentence):
        return last.victims.victim_class
    return VictimClass.UNSPECIFIED


def _class(sentence: Sentence, count: Count) -> VictimClass | None:
    """The class that the count's own words give; None for "others", "more" or a bare number."""
    doc = sentence.unit.doc
    if count.head is None:
        return count.group
    if doc[count.head].lower_ in ("others", "other"):
        return person_class(doc, count.head - 1) if count.head - 1 > count.number else None
    if doc[count.head].lemma_.lower() in ("member", "people", "person", "man", "one") and (
        told := _by_complement(doc, count)
    ):
        return told
    inside = [doc[i] for i in range(count.number, count.end)]
    classes = {person_class(doc, t.i) for t in inside if t.tag_.startswith("NN") or t.tag_ == "JJ"}
    if VictimClass.CIVILIAN in classes and VictimClass.COMBATANT in classes:
        head = person_class(doc, count.head)
        return head if "and" not in [t.lower_ for t in inside] else VictimClass.MIXED
    for wanted in (VictimClass.CIVILIAN, VictimClass.COMBATANT):
        if wanted in classes:
            return wanted
    return VictimClass.UNSPECIFIED


_BODIES = frozenset("group organisation organization movement network cell faction alliance gang outfit".split())
_ARMED = frozenset(
    "militia brigade division army force forces faction unit front battalion peshmerga police guard regiment corps "
    "patrol".split()
)


def _of_fighters(words: Phrase) -> bool:
    """Whether what people are members of is a body of fighters: "of the militant group", "of a rebel network"."""
    return any(
        body.lemma_.lower() in _BODIES and class_of(kind.lemma_.lower(), kind.lower_) is VictimClass.COMBATANT
        for kind, body in pairwise(words)
    )


def _by_complement(doc: Doc, count: Count) -> VictimClass | None:
    """ "three members of a pro-government militia", "12 people including civilians and rebel fighters"."""
    rest = doc[count.end : count.end + 9]
    if len(rest) and rest[0].lower_ == "of":
        armed = [t for t in rest[1:8] if t.lemma_.lower() in _ARMED or t.lower_ == "armed"]
        return VictimClass.COMBATANT if armed or _of_fighters(rest[1:8]) else None
    if len(rest) and rest[0].lower_ in ("including", "among", "most", "mainly"):
        named = [person_class(doc, t.i) for t in rest if t.tag_ in ("NNS", "NNPS")]
        if any(t.tag_ == "CD" for t in rest):
            return None
        if VictimClass.CIVILIAN in named and VictimClass.COMBATANT in named:
            return VictimClass.MIXED
    counted = {t.lower_ for t in doc[count.number : count.end]}
    return VictimClass.CIVILIAN if "displaced" in counted and counted & {"persons", "people", "person"} else None
