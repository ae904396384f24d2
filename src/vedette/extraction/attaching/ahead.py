"""What the sentences behind a report's lead tell of its place: more narrowly, or by its name.

A lead says "near the capital", "in Kesra province", "on a training camp"; the body says where that was.
"""

from dataclasses import replace

from vedette.extraction.attaching.anaphora import AHEAD, ELSEWHERE, LEAD
from vedette.extraction.attaching.attachment import ASIDE, own_place, usable_places
from vedette.extraction.attaching.lists import over_places
from vedette.extraction.attaching.setting import Settings, is_another
from vedette.extraction.attaching.turns import ACT_NOUNS
from vedette.extraction.parsing.forms import word_set
from vedette.extraction.parsing.syntax import clauses_between, verb_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.model.mention import PlaceMention, PlaceRelation

_BESIDE = frozenset((PlaceRelation.OFFSET, PlaceRelation.TOWARDS))
_PICTURES = frozenset("view picture photo photograph image footage video still".split())
#: Nouns for those that an act cost.
_COUNTS = frozenset(("toll", "dead", "victim"))
_HIT = frozenset("hit strike target rock shake rip tear pound".split())


def told_narrower(report: Report, settings: Settings, unit: int, level: int) -> PlaceMention | None:
    """The narrower place that the sentences after a report's lead give for what it opened with ("in Aleppo" ... "The
    blast hit the Zubdiya quarter"), or None. "The toll in Zubdiya reached 3" counts a part of it."""
    if unit > LEAD or is_another(report.sentences[unit]):
        return None  # "another strike hit a village": what follows may go on from the first
    told = {
        p.name for p in report.sentences[unit].places
    }  # "19 outside Velm and 23 in Kesra" ... "the attack in Kesra"
    for later in report.sentences[unit + 1 : unit + 1 + AHEAD]:
        for token, lemma in zip(later.unit.doc.tokens, later.unit.doc.lemmas, strict=True):
            if lemma not in ACT_NOUNS or not _same_again(token):
                continue
            if lemma in _COUNTS and settings.counted[later.unit.index]:
                continue
            found = _place_of_act(later, token)
            if found is None or found.name in told:
                continue
            if over_places(later, found.mention) is not None:
                return None  # "the strikes hit the districts of A, B and C": as wide as the lead says
            if found.level < level and found.mention.relation not in ASIDE:
                return replace(found.mention, inferred=True)
    return None


def told_again(report: Report, settings: Settings, unit: int, where: PlaceMention) -> PlaceMention | None:
    """The place inside `where` at which the sentence behind a lead tells its act again without a figure of its own
    ("in Kesra province" ... "Several raids hit Velm, a village in Kesra province"), or None."""
    if unit > 1:
        return None
    for later in report.sentences[unit + 1 : unit + 3]:
        index = later.unit.index
        if (
            settings.counted[index]
            or _is_caption(later)
            or not settings.triggers[index]
            or not ELSEWHERE.isdisjoint(word_set(later.unit.doc))
        ):
            continue
        found = own_place(later, settings.triggers[index][0])
        if found is not None and over_places(later, found.mention) is not None:
            return None
        if found is not None and found.mention.within == where.name and found.mention.relation not in _BESIDE:
            return replace(found.mention, inferred=True)
    return None


def _is_caption(sentence: Sentence) -> bool:
    """ "A view shows a market after a strike in Velm": a picture, of whichever act."""
    doc = sentence.unit.doc
    return any(
        t.lemma_ == "show" and any(c.dep_ == "nsubj" and c.lemma_.lower() in _PICTURES for c in t.lefts) for t in doc
    )


def _same_again(noun: Token) -> bool:
    """ "The blast", "this attack"; "the fiercest strikes" are some of them."""
    words = {c.lower_ for c in noun.children}
    most = any(t.tag_ in ("JJS", "RBS") for c in noun.lefts for t in (c, *c.children))
    return bool(words & {"the", "this", "that"}) and not most


def _place_of_act(sentence: Sentence, noun: Token) -> FoundPlace | None:
    """Where an act told of before lies: right behind the noun ("the blast in Sukari"), or with the verb it is subject
    of ("the blast hit Sukari")."""
    behind = [p for p in usable_places(sentence, noun.i) if 0 < p.start - noun.i <= 4]
    if behind:
        return behind[0]
    clause = [
        p for p in usable_places(sentence, noun.i) if noun.i < p.start <= noun.right_edge.i and _is_hit(sentence, p)
    ]
    if clause:
        return clause[0]
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return None
    found = own_place(sentence, noun.head.i)
    # "The attack came as talks went on in Velm": what another clause tells of is elsewhere.
    return found if found is not None and clauses_between(sentence.unit.doc, found.start, noun.head.i) == 0 else None


def _is_hit(sentence: Sentence, place: FoundPlace) -> bool:
    """ "The strikes, which are the latest to hit Velm": what the act's own clause says it hit."""
    return verb_of(sentence.unit.doc[place.start]).lemma_.lower() in _HIT
