"""Where a claim lies, and the incident that a report carries on from sentence to sentence.

A place or time that belongs to the speaker ("a source in Damascus said on Monday") or to a party ("terrorists
positioned in X") places and dates nothing. Where a sentence names none, what the report was telling of before goes
on: the incident. It carries its place and day from sentence to sentence until another place or day begins a new one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from vedette.extraction.attribution import innermost
from vedette.extraction.dating import LENT, lent_time, own_time
from vedette.extraction.forms import word_set
from vedette.extraction.perpetrators import perpetrator
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.extraction.syntax import clauses_between
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation
from vedette.model.times import When

#: A country is where a cumulative figure lies, and where one event lies only if nothing narrower is told before.
COUNTRY = 3

#: An incident not spoken of for so many sentences lends no day.
FADES = 4
#: The last sentence of a report's lead, and how far ahead the body may name the place more narrowly.
LEAD = 2
AHEAD = 3

_ACT_NOUNS = frozenset(
    "attack strike airstrike blast explosion bombing raid shelling bombardment massacre incident assault bomb shooting "
    "ambush toll dead victim fighting clash".split()
)
_ASIDE = frozenset((PlaceRelation.OFFSET, PlaceRelation.NEAR, PlaceRelation.TOWARDS))
_AREAS = frozenset("city town village district neighborhood neighbourhood quarter suburb area camp province".split())
_CARRIED = frozenset("take rush bring transfer carry transport travel return move flee ferry fly withdraw".split())
_LOCATED = frozenset("position deploy locate station base entrench spread situate garrison".split())
_NEW = frozenset("another separate separately elsewhere".split())
_ANAPHORA = frozenset(
    (
        "attack strike blast explosion bombing raid shelling airstrike assault bombardment massacre incident "
        "clash offensive battle fighting explosion victim dead wounded injured toll casualty other"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Incident:
    """What a report is telling of: its place, days and author, as far as named, and the sentence that last said so."""

    place: PlaceMention | None = None
    level: int = 9
    when: When | None = None
    unit: int = -1
    by: ActorMention | None = None
    country: PlaceMention | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The incident in force before each sentence of a report, and the tokens that tell of events in each."""

    before: tuple[Incident, ...]
    triggers: tuple[tuple[int, ...], ...]


def follow_incidents(report: Report, triggers: Sequence[Sequence[int]]) -> Settings:
    """The incident before each sentence; `triggers` are the tokens that tell of events, by sentence."""
    current = _headline(report)
    before: list[Incident] = []
    for sentence, tokens in zip(report.sentences, triggers, strict=True):
        before.append(current)
        current = _after(report, sentence, tokens, current)
    country = _main_country(report)
    before = [replace(incident, country=country) for incident in before]
    return Settings(tuple(before), tuple(tuple(t) for t in triggers))


def _headline(report: Report) -> Incident:
    """What a report is about before it begins: the place that its first sentence names, be it the speaker's; where it
    names none, the place it was filed from."""
    for sentence in report.sentences[:2]:
        if sentence.places:
            place = main_place(sentence) or min(sentence.places, key=lambda p: (p.level, p.start))
            return Incident(place.mention, place.level)
    return Incident(report.filed.mention, report.filed.level) if report.filed else Incident()


def _after(report: Report, sentence: Sentence, tokens: Sequence[int], current: Incident) -> Incident:
    index = sentence.unit.index
    if not tokens:
        return current
    place = own_place(sentence, tokens[0])
    when = own_time(report, sentence, tokens[0])
    if when is not None and _long_ago(report, when):
        return current
    if when is not None and when.days > LENT:
        when = None
    by = perpetrator(sentence, tokens[0]) or current.by
    new_place = place is not None and place.level < COUNTRY and not _widens(place, current)
    if new_place and place is not None:
        return Incident(place.mention, place.level, when or current.when, index, by)
    return Incident(current.place, current.level, when or current.when, index, by)


def _widens(place: FoundPlace, current: Incident) -> bool:
    """Whether a place is only the wider one around the incident's ("in Zubdiya, Aleppo ... chlorine in Aleppo")."""
    return current.place is not None and current.level < place.level and current.place.within == place.mention.name


def _long_ago(report: Report, when: When) -> bool:
    return report.anchor is not None and (report.anchor - when.last).days > 30


def place_of(sentence: Sentence, token: int, incident: Incident) -> PlaceMention | None:
    """The place of what a token tells."""
    own = own_place(sentence, token)
    if own is not None and (
        own.level < COUNTRY
        or incident.place is None
        or _general(sentence)
        or own.mention.relation is not PlaceRelation.IN
    ):
        return own.mention
    if own is not None and incident.place is not None and not _refers_back(sentence):
        return own.mention
    if own is None and _general(sentence):
        return replace(incident.country, inferred=True) if incident.country and _of_a_war(sentence) else None
    if own is None and (there := _definite_place(sentence, token)) is not None:
        return replace(there.mention, inferred=True)
    if incident.place is not None:
        return replace(incident.place, inferred=True)
    return own.mention if own is not None else None


def _general(sentence: Sentence) -> bool:
    """Whether a sentence sums up a war ("since the conflict began", "civil war")."""
    words = word_set(sentence.unit.doc)
    return bool(words & {"war", "conflict", "since", "uprising", "crisis"})


def _of_a_war(sentence: Sentence) -> bool:
    return bool(word_set(sentence.unit.doc) & {"war", "conflict", "uprising"})


def _main_country(report: Report) -> PlaceMention | None:
    """The country that a report names most, the first of those; None where it names none."""
    named = [p.mention for s in report.sentences for p in s.places if p.level == COUNTRY]
    counts = Counter(m.name for m in named)
    return max(named, key=lambda m: counts[m.name], default=None)


def _refers_back(sentence: Sentence) -> bool:
    return any(
        t.lower_ in ("the", "this", "that") and t.head.lemma_.lower() in _ANAPHORA
        for t in sentence.unit.doc
        if t.dep_ == "det"
    )


def told_narrower(report: Report, unit: int, level: int) -> PlaceMention | None:
    """The narrower place that the sentences after a report's lead give for what it opened with ("in Aleppo" ... "The
    blast hit the Zubdiya quarter"), or None."""
    if unit > LEAD:
        return None
    for later in report.sentences[unit + 1 : unit + 1 + AHEAD]:
        for token in later.unit.doc:
            if token.lemma_.lower() not in _ACT_NOUNS or not any(
                c.lower_ in ("the", "this", "that") for c in token.children
            ):
                continue
            found = _place_of_act(later, token)
            if found is not None and found.level < level and found.mention.relation not in _ASIDE:
                return replace(found.mention, inferred=True)
    return None


def _place_of_act(sentence: Sentence, noun: Token) -> FoundPlace | None:
    """Where an act told of before lies: right behind the noun ("the blast in Sukari"), or with the verb it is subject
    of ("the blast hit Sukari")."""
    behind = [p for p in usable_places(sentence, noun.i) if 0 < p.start - noun.i <= 4]
    if behind:
        return behind[0]
    return own_place(sentence, noun.head.i) if noun.dep_ in ("nsubj", "nsubjpass") else None


def own_place(sentence: Sentence, token: int) -> FoundPlace | None:
    """The place that the sentence itself ties to a token, or None."""
    candidates = usable_places(sentence, token)
    if not candidates:
        return None
    doc = sentence.unit.doc
    chosen = min(candidates, key=lambda p: _distance(doc, p, token))
    return _narrowest(sentence, candidates, chosen)


def usable_places(sentence: Sentence, token: int) -> tuple[FoundPlace, ...]:
    """Places of a sentence that are not the speaker's or a party's own, nor in words that somebody else says."""
    acts = innermost(sentence.said, token)
    inside = acts[-1] if acts else None
    doc = sentence.unit.doc
    usable = []
    for place in sentence.places:
        if _is_speakers(sentence, place):
            continue
        if inside is not None and not inside.covers(place.start) and any(s.covers(place.start) for s in sentence.said):
            continue
        if _houses_a_party(doc, place) or _destination(doc, place) or _crossed(doc, place):
            continue
        usable.append(place)
    return tuple(usable)


def _is_speakers(sentence: Sentence, place: FoundPlace) -> bool:
    """A place in the speaker's own phrase, or right behind it ("activists in the district of Alwaer in Homs said")."""
    for said in sentence.said:
        if said.source is None:
            continue
        behind = said.source.end <= place.start <= said.source.end + 1 and place.end == said.cue
        if behind or said.source.start <= place.start < said.source.end:
            return True
    return False


def _definite_place(sentence: Sentence, token: int) -> FoundPlace | None:
    """ "Shelling on the neighbourhood", said by activists in one: the speaker's place where nothing else is named."""
    doc = sentence.unit.doc
    definite = any(
        t.lemma_.lower() in _AREAS and t.i > token and any(c.lower_ in ("the", "this") for c in t.children) for t in doc
    )
    speakers = [p for p in sentence.places if _is_speakers(sentence, p)]
    return min(speakers, key=lambda p: (p.level, p.start)) if definite and speakers else None


def _houses_a_party(doc: Doc, place: FoundPlace) -> bool:
    """ "terrorists positioned in X": where a party stands, not where it strikes."""
    return any(t.lemma_.lower() in _LOCATED for t in doc[max(0, place.start - 5) : place.start])


def _crossed(doc: Doc, place: FoundPlace) -> bool:
    """ "tried to cross the Euphrates": a line that is crossed is not where something happened."""
    return any(t.lemma_ == "cross" and t.pos_ == "VERB" for t in doc[max(0, place.start - 3) : place.start])


def _destination(doc: Doc, place: FoundPlace) -> bool:
    """ "were taken to hospital in X": where they were brought, not where it happened."""
    before = doc[max(0, place.start - 7) : place.start]
    return any(t.lower_ in ("to", "into") and t.head.lemma_ in _CARRIED and t.i > t.head.i for t in before)


def main_place(sentence: Sentence) -> FoundPlace | None:
    """The place a sentence is about: its narrowest, the first of those."""
    usable = [
        p
        for p in sentence.places
        if not any(s.source is not None and s.source.start <= p.start < s.source.end for s in sentence.said)
    ]
    return min(usable, key=lambda p: (p.level, p.start)) if usable else None


def _distance(doc: Doc, place: FoundPlace, token: int) -> tuple[int, int]:
    gap = place.start - token if place.start >= token else (token - place.end) + 3
    aside = (
        6
        if place.mention.relation in (PlaceRelation.OFFSET, PlaceRelation.TOWARDS)
        else 2
        if place.mention.relation is PlaceRelation.NEAR
        else 0
    )
    country = 12 if place.level == COUNTRY else 0
    return (clauses_between(doc, place.start, token), gap + aside + country + 4 * place.level)


def _narrowest(sentence: Sentence, candidates: Sequence[FoundPlace], chosen: FoundPlace) -> FoundPlace:
    """The narrowest of a chain of places ("in al-Bureij, northeast of Aleppo"; "Azaz, Aleppo province")."""
    chain = [chosen]
    ordered = sorted(candidates, key=lambda p: p.start)
    at = ordered.index(chosen)
    for step in (-1, 1):
        i, last = at + step, chosen
        while 0 <= i < len(ordered):
            a, b = (ordered[i], last) if step < 0 else (last, ordered[i])
            if not _chained(sentence.unit.doc, a.end, b.start):
                break
            chain.append(ordered[i])
            last = ordered[i]
            i += step
    narrowest = _head_of_chain(sentence.unit.doc, sorted(chain, key=lambda p: p.start))
    wider = next(
        (p for p in sorted(chain, key=lambda p: p.start) if p is not narrowest and p.level >= narrowest.level), None
    )
    if wider is not None and narrowest.mention.within is None:
        return replace(narrowest, mention=replace(narrowest.mention, within=wider.name))
    return narrowest


def _head_of_chain(doc: Doc, chain: Sequence[FoundPlace]) -> FoundPlace:
    """English names the narrowest first ("in al-Bureij, northeast of Aleppo"), unless a wider name stands before it as
    its owner or modifier ("Syria's Idlib province", "Aleppo's Salah al-Din district")."""
    head = chain[0]
    for place in chain[1:]:
        if place.level >= head.level:
            break
        gap = doc[head.end : place.start]
        owned = all(t.tag_ in ("POS", "JJ", "HYPH", "VBN", "NN") for t in gap) and len(gap) <= 4
        landmark = place.mention.relation is PlaceRelation.NEAR and place.level == 0
        if not landmark and (not owned or place.mention.relation in _ASIDE):
            break
        head = place
    return head


def _chained(doc: Doc, a: int, b: int) -> bool:
    """Whether only words of place stand between the end of one name and the start of the next."""
    if b - a > 8:
        return False
    return all(
        t.tag_ in ("IN", "DT", ",", "POS", "JJ", "HYPH", "NN", "CD", "NNS", "(", "VBN")
        and t.lower_ not in ("from", "to", "by", "and", "after", "when", "on", "with", "against")
        for t in doc[a:b]
    )


def time_of(report: Report, sentence: Sentence, token: int, incident: Incident) -> When | None:
    """The days of what a token tells, or None where nothing dates it."""
    own = own_time(report, sentence, token)
    if own is not None:
        return own
    if _general(sentence) or sentence.unit.index - incident.unit > FADES:
        return None
    return lent_time(report, sentence, incident.when)
