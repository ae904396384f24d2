"""Where a claim lies, and the incident that a report carries on from sentence to sentence.

A place or time that belongs to the speaker ("a source in Damascus said on Monday") or to a party ("terrorists
positioned in X") places and dates nothing. Where a sentence names none, what the report was telling of before goes
on: the incident. It carries its place and day from sentence to sentence until another place or day begins a new one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vedette.extraction.attaching.anaphora import (
    LEAD,
    TOWN,
    Named,
    called_later,
    held_by,
    in_the_country,
    meant,
    named_after,
    unnamed_kind,
)
from vedette.extraction.attaching.attachment import (
    ASIDE,
    COUNTRY,
    definite_place,
    main_place,
    may_be_scene,
    own_place,
)
from vedette.extraction.attaching.dating import LENT, is_bound, is_picture, lent_time, own_time, runs_up_to
from vedette.extraction.attaching.lists import over_places
from vedette.extraction.attaching.speakers import is_speakers
from vedette.extraction.attaching.turns import ACT_NOUNS, kinds_of_acts, turns_away
from vedette.extraction.parsing.forms import lemma_set, word_set
from vedette.extraction.parsing.syntax import verb_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.perpetrators import perpetrator
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.extraction.status.statuses import doubt_of_who, doubts
from vedette.extraction.times.expression import Hint
from vedette.extraction.words.known_places import places, stands_for_state
from vedette.model.claim import Effect
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation
from vedette.model.times import DAY, Basis, Precision, When
from vedette.reference.place import PlaceKind

#: An incident not spoken of for so many sentences lends no day.
FADES = 4
#: From so many on, one figure told twice is one count.
TELLING = 4
#: What tells of no known act lends its day to so many sentences.
SOON = 2
#: How many words may stand between a place and the one that holds it.
NEXT = 3
#: Days that a night touches; a sum of no more is of what is being told.
NIGHT = 2
#: What is summed up over more days than this is no single incident.
WEEK = 7
#: Places whose kind alone may be told of another place than the one told of before.
_SETTLEMENTS = frozenset("town city village".split())
_LANDS = _SETTLEMENTS | frozenset("province region governorate state oblast".split())
PROVINCE = 2
_PARTS_OF_DAY = frozenset("dawn morning midnight noon daybreak sunrise then night overnight".split())
_ANAPHORA = frozenset(
    (
        "attack strike blast explosion bombing raid shelling airstrike assault bombardment massacre incident "
        "clash offensive battle fighting explosion victim dead wounded injured toll casualty other"
    ).split()
)


_WARS = frozenset("war conflict uprising insurgency crisis".split())
#: What a toll does that is brought up to date.
_RISEN = frozenset("risen reached climbed increased grown jumped".split())
_TRUCES = frozenset("truce ceasefire cease-fire agreement deal accord cessation".split())
#: Words for bodies that count the people of their own place.
_OF_THEIR_OWN = frozenset(
    "health rescue emergency police interior provincial local district regional municipal authorities governor mayor "
    "hospital hospitals doctor doctors medics residents".split()
)
_IT = frozenset("it this that".split())
#: The hour that opens an entry of a live blog.
_ENTRY = re.compile(r"\d{1,2}[:.]\d\d\s(?:[A-Z]{2,4}\s)?[-–—|]\s")
#: A sentence that opens so tells of another place and day.
_APART = frozenset(("elsewhere", "separately"))


#: What befell how many people, as a sentence counts them.
Figure = tuple[Effect, int]


@dataclass(frozen=True, slots=True)
class Incident:
    """What a report is telling of: its place, days and author, as far as named, and the sentence that last said so.

    `several` is the list in which its place stands ("Velm and Kesra"), for figures of all that it befell, `named` are
    the places named so far by their kind; `of_a_war` is set where a sentence goes on about a war ("It has cost the
    lives of thousands"), `brief` where its day is that of a sentence of no known act. `by_unit` is the sentence that
    named the author, `by_kinds` the kinds of act that it told of.
    """

    place: PlaceMention | None = None
    level: int = 9
    when: When | None = None
    unit: int = -1
    by: ActorMention | None = None
    country: PlaceMention | None = None
    wider: PlaceMention | None = None
    several: PlaceMention | None = None
    named: Named = ()
    of_a_war: bool = False
    brief: bool = False
    by_unit: int = -1
    by_kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settings:
    """The incident in force before each sentence of a report, the tokens that tell of events in each, and whether
    they tell how many people an event befell."""

    before: tuple[Incident, ...]
    triggers: tuple[tuple[int, ...], ...]
    counted: tuple[bool, ...] = ()


def follow_incidents(
    report: Report,
    triggers: Sequence[Sequence[int]],
    counted: Sequence[bool] | None = None,
    figures: Sequence[frozenset[Figure]] | None = None,
    ground: Sequence[Sequence[int]] | None = None,
) -> Settings:
    """The incident before each sentence; `triggers` are the tokens that tell of events, by sentence, `counted` says
    whether they tell of tolls, `figures` what befell how many (of none where not given). `ground` are the tokens of
    sentences that tell of no act but of ground taken: they lend place and day, and nobody who did what follows."""
    current = _headline(report)
    dated: dict[Figure, When] = {}
    before: list[Incident] = []
    named: Named = ()
    of_a_war = False
    country = _main_country(report)
    for sentence, tokens in zip(report.sentences, triggers, strict=True):
        counts = sorted(f for f in (figures[sentence.unit.index] if figures else ()) if f[1] >= TELLING)
        when = own_time(report, sentence, tokens[0]) if tokens else None
        again = next((dated[f] for f in counts if f in dated), None) if when is None else None
        for figure in counts:
            if when is not None and when.days <= LENT:
                dated.setdefault(figure, when)
        if {t.lower_ for t in sentence.unit.doc[:2]} & _APART:
            current = Incident()
        if _ENTRY.match(sentence.unit.doc.text):
            today = When(report.anchor, report.anchor + DAY, Precision.DAY, Basis.INFERRED) if report.anchor else None
            current = Incident(when=today, unit=sentence.unit.index)
        if again is not None:  # the count of a day that was told before is of that day, whatever came between
            current = replace(current, when=again, unit=sentence.unit.index - 1)
        goes_on = of_a_war and sentence.unit.doc[0].lower_ in _IT
        if current.named is not named or current.of_a_war != goes_on or current.country is not country:
            current = replace(current, named=named, of_a_war=goes_on, country=country)
        before.append(current)
        taken = ground[sentence.unit.index] if ground and sentence.unit.index <= LEAD else ()
        after = _after(report, sentence, tokens or taken, current)
        current = after if tokens or not taken else replace(after, by=current.by)
        named = named_after(named, sentence)
        of_a_war = _tells_of_a_war(sentence) or goes_on
    return Settings(tuple(before), tuple(tuple(t) for t in triggers), tuple(counted or [False] * len(triggers)))


def _headline(report: Report) -> Incident:
    """What a report is about before it begins: the place that its first sentence names, be it the speaker's; where it
    names none, the place it was filed from."""
    wide: FoundPlace | None = None
    for sentence in report.sentences[:2]:
        named = [p for p in sentence.places if p.mention.relation is not PlaceRelation.BETWEEN]
        scenes = [p for p in named if may_be_scene(sentence, p)]
        if not scenes:
            continue
        place = main_place(replace(sentence, places=tuple(scenes))) or min(scenes, key=lambda p: (p.level, p.start))
        if place.level < PROVINCE:
            return Incident(place.mention, place.level)
        wide = wide or place  # a title's province, until the lead names the town
    if wide is not None:
        return Incident(wide.mention, wide.level)
    return Incident(report.filed.mention, report.filed.level) if report.filed else Incident()


def _after(report: Report, sentence: Sentence, tokens: Sequence[int], current: Incident) -> Incident:
    index = sentence.unit.index
    if is_picture(sentence):
        return current
    if not tokens:
        day = _dates_what_follows(sentence)
        return _moved_on(report, sentence, current) if day is None else replace(current, when=day, unit=index)
    if current.brief and index - current.unit > FADES:
        current = replace(current, when=None)
    place = own_place(sentence, tokens[0]) or definite_place(sentence, tokens[0])
    if (place is None or place.mention.relation in ASIDE) and (called := called_later(report, sentence, tokens[0])):
        place = called
    when = own_time(report, sentence, tokens[0], back=False)
    if when is not None and _long_ago(report, when):
        return current
    news = _moved_on(report, sentence, current) if len(sentence.times) > 1 else current
    if when is not None and news is not current and news.when is not None and when.last < news.when.start:
        return news  # "hit it on Sunday, after raids that killed ten on Monday"
    if when is not None and (_up_to_now(sentence, when) or is_bound(sentence, when)):
        current, when = replace(current, when=None), None
    if when is None:
        current = replace(current, when=runs_up_to(sentence, current.when))
    if when is not None and (when.days > LENT or sentence.unit.doc[tokens[0]].lemma_.lower() in _TRUCES):
        when = None  # strikes go on from strikes, not from the day on which a truce ended
    # Who is only suspected of one deed is not taken for the author of the next.
    named = None if doubt_of_who(sentence.unit.doc[tokens[0]]) else perpetrator(sentence, tokens[0])
    told = kinds_of_acts(sentence)
    if named is not None and doubts(sentence.unit, named) is None:
        usual = not _USUAL.isdisjoint(word_set(sentence.unit.doc))
        current = replace(current, by=None if usual else named, by_unit=index, by_kinds=told)
    elif turns_away(sentence) or (told and current.by_kinds and told.isdisjoint(current.by_kinds)):
        current = replace(current, by=None)  # another act, of nobody named
    new_place = place is not None and place.level < COUNTRY and not _widens(place, current)
    if place is not None and current.level in (1, 2) and _one_of_several(sentence, place):
        new_place = False  # "raids on the quarters of A, B and C": what follows lies in their town
    if new_place and place is not None:
        wider = current.place if place.level < current.level else current.wider
        several = over_places(sentence, place.mention)
        return replace(
            current, place=place.mention, level=place.level, when=when or current.when, unit=index, wider=wider,
            several=several, brief=False,
        )  # fmt: skip
    if place is None and current.wider is not None and is_another(sentence):
        return replace(
            current, place=current.wider, level=COUNTRY, when=when or current.when, unit=index, wider=None,
            several=None, brief=False,
        )  # fmt: skip
    return replace(current, when=when or current.when, unit=index, brief=False)


#: Words of what somebody does at other times.
_USUAL = frozenset("often regularly frequently repeatedly routinely usually similar past previously".split())


def _one_of_several(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a quarter is listed with others."""
    if place.level > 0 and place.mention.kind != "district":
        return False
    beside = [p for p in sentence.places if p.mention.span != place.mention.span and p.level in (0, 1)]
    near = (p for p in beside if 0 <= p.start - place.end <= 2)
    return any(all(w in ("and", ",", "al") for w in sentence.unit.doc.words[place.end : p.start]) for p in near)


def _dates_what_follows(sentence: Sentence) -> When | None:
    """The day that is all a line says ("Tuesday, 11 June."), as bulletins print it above what happened on it."""
    if len(sentence.times) != 1:
        return None
    found = sentence.times[0]
    rest = [t for t in sentence.unit.doc if not (found.start <= t.i < found.end or t.is_punct)]
    when = found.expression.when
    return when if not rest and when is not None and when.days <= LENT else None


def _moved_on(report: Report, sentence: Sentence, current: Incident) -> Incident:
    """The incident after a sentence that tells of no act that is known, but of a day and perhaps a place ("On Friday
    shots rang out at Velm"): what follows goes on from there. What is only said of people and places moves nothing."""
    if not sentence.times:
        return current
    verb = next((t for t in sentence.unit.doc if t.head.i == t.i), None)
    if verb is None or verb.tag_ != "VBD" or any(s.cue == verb.i for s in sentence.said):
        return current
    doc = sentence.unit.doc
    if not any(verb_of(doc[t.start]).i == verb.i for t in sentence.times):
        return current
    day = own_time(report, sentence, verb.i)
    if day is None or day.days > LENT or _long_ago(report, day):
        return current
    place, index = own_place(sentence, verb.i), sentence.unit.index - (FADES - SOON)
    if place is None or verb_of(doc[place.start]).i != verb.i or place.level >= COUNTRY or _widens(place, current):
        return replace(current, when=day, unit=index, brief=True)
    return Incident(place.mention, place.level, day, index, wider=current.place, brief=True)


def _up_to_now(sentence: Sentence, when: When) -> bool:
    """ "Since Friday": the days of a sum, not of what is told next."""
    return NIGHT < when.days <= LENT and any(
        Hint.SINCE in t.expression.hints and t.expression.when == when for t in sentence.times
    )


def is_another(sentence: Sentence) -> bool:
    """ "Another strike hit a farm": one elsewhere in the wider place that the report began with."""
    return any(t.lower_ in ("another", "separate") and t.head.lemma_.lower() in ACT_NOUNS for t in sentence.unit.doc)


def _widens(place: FoundPlace, current: Incident) -> bool:
    """Whether a place is only the wider one around the incident's ("in Zubdiya, Aleppo ... chlorine in Aleppo")."""
    return current.place is not None and current.level < place.level and current.place.within == place.mention.name


def _long_ago(report: Report, when: When) -> bool:
    return report.anchor is not None and (report.anchor - when.last).days > 30


def place_of(sentence: Sentence, token: int, incident: Incident) -> PlaceMention | None:
    """The place of what a token tells."""
    own = own_place(sentence, token)
    if own is not None and (held := held_by(own, sentence, incident.named)) is not None:
        return replace(held, inferred=True)
    if own is not None and (
        own.level < COUNTRY
        or incident.place is None
        or _general(sentence)
        or own.mention.relation is not PlaceRelation.IN
    ):
        return own.mention
    if own is not None and incident.place is not None and (not _refers_back(sentence) or _of_weeks(sentence)):
        return own.mention
    if own is None and (_general(sentence) or incident.of_a_war):
        if not incident.of_a_war and (city := meant(sentence, token, incident.named)) is not None:
            return replace(city, inferred=True)
        return (
            replace(incident.country, inferred=True)
            if incident.country and (incident.of_a_war or _of_a_war(sentence))
            else None
        )
    if own is None and (there := definite_place(sentence, token)) is not None:
        return replace(there.mention, inferred=True)
    if own is None and incident.wider is not None and is_another(sentence):
        return replace(incident.wider, inferred=True)
    if own is None and (there := _of_a_local(sentence, incident) or _of_who_counts(sentence, incident)) is not None:
        return replace(there.mention, inferred=True)
    if (own is None or own.level == COUNTRY) and (again := meant(sentence, token, incident.named)) is not None:
        return replace(again, inferred=True)
    if own is None and (incident.country is not None or incident.unit < 0) and in_the_country(sentence, token):
        return replace(incident.country, inferred=True) if incident.country is not None else None
    if own is None and _is_of_another_place(sentence, token, incident):
        return replace(incident.country, inferred=True) if incident.country is not None else None
    if incident.place is not None:
        abroad = incident.level == COUNTRY and incident.country is not None
        return replace(incident.country if abroad and incident.country else incident.place, inferred=True)
    return own.mention if own is not None else None


def _is_of_another_place(sentence: Sentence, token: int, incident: Incident) -> bool:
    """ "In an eastern province", below the lead: one that was not told of before."""
    if sentence.unit.index <= LEAD:
        return False
    kind = unnamed_kind(sentence, token, _LANDS)
    return kind is not None and incident.level <= (TOWN if kind in _SETTLEMENTS else PROVINCE)


def _of_a_local(sentence: Sentence, incident: Incident) -> FoundPlace | None:
    """Where who tells of it is, when that lies in the incident's place: "a doctor in Velm, Kesra province, said"."""
    told = [p for p in sentence.places if is_speakers(sentence, p)]
    wide = next((p for p in told[1:] if incident.place is not None and p.name == incident.place.name), None)
    return told[0] if wide is not None and wide.start - told[0].end <= NEXT else None


def _of_who_counts(sentence: Sentence, incident: Incident) -> FoundPlace | None:
    """Where those who tell of it are, when nothing narrower than a country is known and they count their own people:
    "Ardan's health ministry", "authorities in Velm". Those in a capital speak of the whole country."""
    known = incident.place is not None and incident.level < COUNTRY
    sources = [s.source.words.lower().split() for s in sentence.said if s.source is not None]
    if known or not any(not _OF_THEIR_OWN.isdisjoint(words) for words in sources):
        return None
    told = [p for p in sentence.places if is_speakers(sentence, p)]
    fitting = [p for p in told if p.level >= COUNTRY or not stands_for_state(p.name)]
    return min(fitting, key=lambda p: (p.level, p.start)) if fitting else None


def _general(sentence: Sentence) -> bool:
    """Whether a sentence sums up a war ("since the conflict began", "civil war") or what has gone on since long ago;
    "since dawn" goes on with what is told."""
    words = word_set(sentence.unit.doc)
    if words & {"war", "conflict", "uprising", "crisis"}:
        return True
    return "since" in words and (_of_weeks(sentence) or not _has_lasted_days(sentence))


def _has_lasted_days(sentence: Sentence) -> bool:
    """Whether every "since" of a sentence is one of hours or days, or of no time ("since being brought")."""
    doc = sentence.unit.doc
    sinces = [t for t in doc if t.lower_ == "since"]
    return all(_is_recent(sentence, t) for t in sinces)


def _is_recent(sentence: Sentence, since: Token) -> bool:
    behind = sentence.unit.doc[since.i + 1 : since.i + 3]
    if not len(behind) or behind[0].tag_ == "VBG" or {t.lower_ for t in behind} & _PARTS_OF_DAY:
        return True
    near = [t.expression.when for t in sentence.times if since.i <= t.start <= since.i + 2 and t.expression.when]
    return bool(near) and all(w.days <= WEEK for w in near)


def _of_weeks(sentence: Sentence) -> bool:
    """Whether a sentence sums up weeks or more ("in Ardan in the last two months")."""
    return any(t.expression.when is not None and t.expression.when.days > WEEK for t in sentence.times)


def _tells_of_a_war(sentence: Sentence) -> bool:
    """ "The conflict began when ...": a war is what the sentence tells of."""
    doc = sentence.unit.doc
    return not _WARS.isdisjoint(lemma_set(doc)) and any(
        lemma in _WARS and t.dep_ in ("nsubj", "nsubjpass") for t, lemma in zip(doc.tokens, doc.lemmas, strict=True)
    )


def _of_a_war(sentence: Sentence) -> bool:
    return bool(word_set(sentence.unit.doc) & {"war", "conflict", "uprising"})


def _main_country(report: Report) -> PlaceMention | None:
    """The country that a report names most; where none stands out, the one of its lead ("Sudan's army"), or None."""
    named = [p.mention for s in report.sentences for p in s.places if _is_land(p) and may_be_scene(s, p)]
    counts = Counter(m.name for m in named).most_common(2)
    if counts and counts[0][1] > max(1, counts[1][1] if len(counts) > 1 else 0):
        return next(m for m in named if m.name == counts[0][0])
    lead = [m for s in report.read[: LEAD + 1] for m in _countries(s)]
    return lead[0] if lead else (named[0] if len(counts) == 1 else None)


def _is_land(place: FoundPlace) -> bool:
    """A country that something happens in: those that talk or fight "between" them are parties."""
    return place.level == COUNTRY and place.mention.relation is not PlaceRelation.BETWEEN


def _countries(sentence: Sentence) -> list[PlaceMention]:
    """The countries a sentence names, those that own something included."""
    doc, unit = sentence.unit.doc, sentence.unit
    found = [p.mention for p in sentence.places if _is_land(p)]
    owners = [t for t in doc if t.dep_ == "poss" and places().kind([t.text]) is PlaceKind.COUNTRY]
    found += [PlaceMention(t.text, t.text, unit.chars(t.i, t.i + 1)) for t in owners]
    return sorted(found, key=lambda m: m.span.start if m.span else 0)


def _refers_back(sentence: Sentence) -> bool:
    return any(
        t.lower_ in ("the", "this", "that") and t.head.lemma_.lower() in _ANAPHORA
        for t in sentence.unit.doc
        if t.dep_ == "det"
    )


def _has_happened(sentence: Sentence, token: int) -> bool:
    """ "Twenty people have been killed in Kilis": below a lead, what has happened by now is on no day of the story."""
    verb = verb_of(sentence.unit.doc[token])
    helped = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if sentence.unit.index <= LEAD or verb.lower_ in _RISEN:
        return False
    return not helped.isdisjoint(("has", "have")) and helped.isdisjoint(("may", "might", "could", "would"))


def time_of(report: Report, sentence: Sentence, token: int, incident: Incident) -> When | None:
    """The days of what a token tells, or None where nothing dates it."""
    own = own_time(report, sentence, token)
    if own is not None:
        return own
    if _general(sentence) or sentence.unit.index - incident.unit > FADES or _has_happened(sentence, token):
        return None
    return lent_time(report, sentence, token, incident.when)
