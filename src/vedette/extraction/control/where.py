"""The place of a control statement: the one named, those joined to it, or the one that "the city" stands for."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.extraction.control.who import acts
from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.syntax import verb_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.extraction.words.known_places import is_capital
from vedette.extraction.words.lexicon import lexicon
from vedette.model.mention import PlaceMention, PlaceRelation

#: The words in which a place may be named reach this far from a verb.
REACH = 22
#: A place this far into the object is named first only if nothing narrower follows.
_FIRST = 8
_STOPS = frozenset("who which when while where after before since that because as but amid".split())
_DETERMINERS = frozenset("the this that both its their".split())
_JOINTS = frozenset(
    "and , the of town towns village villages nearby cities city districts as well both neighborhoods "
    "centre center heart outskirts parts state capital countryside most all nearly almost much part".split()
)
#: Nouns for sites that a report names once by their town and then by the noun alone.
_SITES = frozenset("airport airfield base camp port hospital prison bridge".split())
#: How far back they are looked for, in sentences.
_KINDS_BACK = 12
_OF_A_TOWN = frozenset("hall council elder mayor official authority resident leader chief dweller".split())
_COUNTRY = 3
#: An unknown name stands this close behind its preposition.
_NAMED_WITHIN = 4
_AWAY = (PlaceRelation.NEAR, PlaceRelation.OFFSET, PlaceRelation.TOWARDS)
_WIDE = 2
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def object_end(sentence: Sentence, start: int) -> int:
    """Where the words that can name the place end: at the next verb or clause, within reach."""
    doc = sentence.unit.doc
    end = start
    while end < len(doc) and end - start < REACH:
        token = doc[end]
        if token.text in (";", ".") or (token.lower_ in _STOPS and not _as_well(token)) or _is_finite(token):
            break
        end += 1
    return end


def _as_well(token: Token) -> bool:
    return token.lower_ == "as" and "well" in (t.lower_ for t in token.doc[max(0, token.i - 1) : token.i + 2])


def _is_finite(token: Token) -> bool:
    return (
        token.pos_ in ("VERB", "AUX")
        and token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VBG")
        and token.dep_ not in ("amod", "acl", "compound")
        and token.lower_ not in ("surrounding", "neighbouring", "neighboring")
    )


def place_within(report: Report, sentence: Sentence, start: int, end: int) -> PlaceMention | None:
    """The place named in a range of tokens; "the city", "it" and the like take the place last named."""
    inside = _inside(sentence, start, end)
    if len(inside) > 1 and _owns(sentence, inside[0]) and _is_inside(sentence, inside[1]):
        inside = inside[1:]
    area = area_noun(sentence, start, end)
    if inside:
        first = _first(sentence, inside)
        if area is None or not (area + 1 < first.start and _stands_alone(sentence, area)):
            return first.mention
    if area is not None and control_words().areas[sentence.unit.doc[area].lemma_.lower()] < _COUNTRY:
        return last_place(report, sentence, area)
    return None


def _is_inside(sentence: Sentence, place: FoundPlace) -> bool:
    return place.start > 0 and sentence.unit.doc[place.start - 1].lower_ in ("in", "at", "near")


def _owns(sentence: Sentence, place: FoundPlace) -> bool:
    """ "the headquarters of Velm's command in Ardan": a name that only says whose the thing is."""
    return place.level == _COUNTRY and sentence.unit.doc[place.end - 1].dep_ == "poss"


def _first(sentence: Sentence, inside: Sequence[FoundPlace]) -> FoundPlace:
    """The place named first, or the narrower one that follows it at once ("the Damascus suburb of Y")."""
    chosen, *rest = inside
    for place in rest:
        gap = [t.lower_ for t in sentence.unit.doc[chosen.end : place.start]]
        if place.level >= chosen.level or len(gap) > 3 or {"and", ",", "in", "to", "near"} & set(gap):
            break
        chosen = place
    return chosen


def _inside(sentence: Sentence, start: int, end: int) -> list[FoundPlace]:
    near = (p for p in sentence.places if start <= p.start < end or (start - 3 <= p.start < end and p.end > start))
    return [p for p in near if not _of_speaker(sentence, p)]


def area_noun(sentence: Sentence, start: int, end: int) -> int | None:
    """The first noun for a kind of place with "the", "this" or "its" before it."""
    doc, areas = sentence.unit.doc, control_words().areas
    for i in range(start, min(end, len(doc))):
        if doc[i].lemma_.lower() not in areas or not any(t.lower_ in _DETERMINERS for t in doc[max(start, i - 3) : i]):
            continue
        if not _describes(doc[i]):
            return i
    return None


def _describes(noun: Token) -> bool:
    """The "town" of "the town hall" and "the village elders" is not what is taken."""
    return noun.dep_ == "compound" and noun.head.i == noun.i + 1 and noun.head.lemma_.lower() in _OF_A_TOWN


def _stands_alone(sentence: Sentence, area: int) -> bool:
    """Whether no name belongs to a kind noun: "the city, which ...", not "the city of X" or "the city X"."""
    doc = sentence.unit.doc
    after = doc[area + 1] if area + 1 < len(doc) else None
    named = any(p.start <= area < p.end for p in sentence.places)
    return not named and (
        after is None
        or not (after.lower_ in ("of", "in", "at", "near", "around", "outside") or after.text[:1].isupper())
    )


def last_place(report: Report, sentence: Sentence, before: int) -> PlaceMention | None:
    """The place last named before a token that the kind noun there can stand for; marked as inferred."""
    return next(iter(last_places(report, sentence, before, 1)), None)


def last_places(report: Report, sentence: Sentence, before: int, count: int) -> tuple[PlaceMention, ...]:
    """The places, up to a number, that a kind noun stands for ("the town", "both towns"), in the order of the text."""
    doc = sentence.unit.doc
    noun = doc[before].lemma_.lower() if before < len(doc) else ""
    wanted = control_words().areas.get(noun, 1)
    if count == 1 and (told := _told_before(report, sentence, before, noun)) is not None:
        return (replace(told, inferred=True),)
    for other in (sentence, *report.before(sentence.unit.index, 6 if count > 1 else 3)):
        pool = [p for p in other.places if other is not sentence or p.end <= before]
        pool = [p for p in pool if not _is_apposed(other, p)] or pool
        pool = [p for p in pool if p.level < _COUNTRY and p.mention.relation is not PlaceRelation.TOWARDS]
        pool = [p for p in pool if not _in_party(other, p) and not _of_speaker(other, p)]
        fit = [p for p in pool if abs(p.level - wanted) <= (1 if wanted < _WIDE else 0)] or pool
        if count > 1:
            pair = _joined_pair(other, fit)
            if pair:
                return tuple(replace(m, inferred=True) for m in pair)
        elif fit:
            ranked = min(fit, key=lambda p: (abs(p.level - wanted), -p.start if other is sentence else p.start))
            return (replace(ranked.mention, inferred=True),)
    return ()


def _told_before(report: Report, sentence: Sentence, before: int, noun: str) -> PlaceMention | None:
    """What a definite noun takes up by its kind: "the airport" the airport named before, "the capital" a capital."""
    capital = noun == "capital" and not any(c.dep_ in ("amod", "poss") for c in sentence.unit.doc[before].lefts)
    if not capital and noun not in _SITES:
        return None
    for other in (sentence, *report.before(sentence.unit.index, _KINDS_BACK)):
        pool = (p for p in reversed(other.places) if other is not sentence or p.end <= before)
        for place in pool:
            if is_capital(place.name) if capital else noun in place.mention.text.lower().split():
                return place.mention
    return None


def _joined_pair(sentence: Sentence, places: Sequence[FoundPlace]) -> list[PlaceMention]:
    """The last places of a sentence that are named together ("X and Y")."""
    for place in reversed(places):
        together = joined_places(sentence, place.mention, place.start)
        if len(together) > 1:
            return together
    return []


def _in_party(sentence: Sentence, place: FoundPlace) -> bool:
    """A name inside a party's phrase ("the Darfur movements") places nothing."""
    doc = sentence.unit.doc
    head = doc[place.end - 1]
    if head.dep_ in ("nsubj", "nsubjpass") and (acts(head) or _ends_name(sentence, place)):
        return True
    if any(t.lower_ == "based" for t in doc[max(0, place.start - 3) : place.end + 2]):
        return True
    return (
        head.dep_ in ("compound", "nmod", "amod") and head.head.i >= place.end and head.head.pos_ in ("NOUN", "PROPN")
    )


def _ends_name(sentence: Sentence, place: FoundPlace) -> bool:
    """ "The Alliance Fleuve X said": the last word of a longer name."""
    before = sentence.unit.doc[place.start - 1] if place.start else None
    return before is not None and before.tag_ == "NNP" and before.dep_ == "compound" and before.head.i == place.end - 1


def _is_apposed(sentence: Sentence, place: FoundPlace) -> bool:
    """ "X, the capital of Y": the name only tells more of the one before."""
    return any(
        t.dep_ == "appos" and any(p.start <= t.head.i < p.end for p in sentence.places if p is not place)
        for t in sentence.unit.doc[place.start : place.end]
    )


def _of_speaker(sentence: Sentence, place: FoundPlace) -> bool:
    return any(s.source is not None and s.source.start <= place.start < s.source.end for s in sentence.said)


def joined_places(sentence: Sentence, where: PlaceMention, start: int) -> list[PlaceMention]:
    """A place behind a token and those joined to it by "and"; an apposition behind a comma is not joined."""
    inside = sorted((p for p in sentence.places if start <= p.start), key=lambda p: p.start)
    at = next((n for n, p in enumerate(inside) if p.mention.span == where.span), None)
    if at is None:
        return [where]
    chain, closed = [inside[at]], 1
    dates = {i for t in sentence.times for i in range(t.start - 1, t.end)}  # "held X since May and Y since June"
    for place in inside[at + 1 :]:
        between = [t for t in sentence.unit.doc[chain[-1].end : place.start] if t.i not in dates]
        gap = [t.lower_ for t in between]
        # A name that no list knows, between commas, does not end a list.
        names = {t.lower_ for t in between if t.tag_ == "NNP" and gap[:1] == [","] and gap.count(",") > 1}
        also = {"as", "well"} <= set(gap)
        joints = {t for t in gap if t not in names} - {"in"}
        if _begins_clause(sentence, place) or _falls_to_another(sentence, chain[0], place):
            break
        tied = _kind_noun(sentence.unit.doc[place.end - 1])
        if (
            tied.dep_ == "conj"
            and chain[-1].start <= tied.head.i < chain[-1].end
            and "and" in gap
            and len(gap) <= REACH
            and (tied.i == place.end - 1 or not _falls_to_another(sentence, chain[0], place))
        ):
            chain.append(place)  # "took X, the second city of the region, and Y"
            closed = len(chain)
            continue
        if len(gap) > 7 or not ({"and", ","} & set(gap) or also) or not joints <= _JOINTS:
            break
        if place.level == _COUNTRY and chain[0].level < _COUNTRY:
            break
        chain.append(place)
        if "and" in gap or also:
            closed = len(chain)
    return [p.mention for p in chain[:closed]]


def _kind_noun(token: Token) -> Token:
    """The noun that a name specifies: "town" of "the town of X"; the name itself where there is none."""
    link = token.head
    if token.dep_ == "pobj" and link.lower_ == "of" and link.head.lemma_.lower() in control_words().areas:
        return link.head
    return token


def _falls_to_another(sentence: Sentence, first: FoundPlace, last: FoundPlace) -> bool:
    """Whether a verb right behind a name has it for its subject: "entered X and the town of Y fell", but neither
    "rebels holed up in X and Y fired" nor "X and the town of Y fell"."""
    doc = sentence.unit.doc
    following = doc[last.end] if last.end < len(doc) else None
    if following is None or following.tag_ not in _FINITE:
        return False
    subjects = [c for c in following.children if c.dep_ in ("nsubj", "nsubjpass")]
    if not subjects or any(c.i >= first.end for c in subjects):
        return True
    return all(c.i < first.start for c in subjects) and verb_of(doc[first.start]).dep_ not in ("acl", "relcl", "amod")


def _begins_clause(sentence: Sentence, place: FoundPlace) -> bool:
    """ "entered X and the town of Y fell": the second name is the subject of another verb."""
    tokens = (*sentence.unit.doc[place.start : place.end], _kind_noun(sentence.unit.doc[place.end - 1]))
    return any(t.dep_ in ("nsubj", "nsubjpass") and t.head.i >= place.end for t in tokens)


def place_end(sentence: Sentence, where: PlaceMention, default: int) -> int:
    """The token after a place's words; `default` where it is named elsewhere."""
    return next((p.end for p in sentence.places if p.mention.span == where.span and not where.inferred), default)


def of_noun(
    report: Report, sentence: Sentence, noun: Token, before: int, *, listed: bool = False
) -> Sequence[PlaceMention]:
    """The places of a noun phrase that ends before a token ("the villages of X and Y", "both towns", "X").

    `listed` takes the places that a list names before the noun too.
    """
    low, high = noun.left_edge.i, max(noun.i + 1, min(noun.right_edge.i + 1, before))
    named = _inside(sentence, low, high)
    own = next((p for p in reversed(sentence.places) if p.start <= noun.i < p.end), None)
    if own is not None:
        first = _first_listed(sentence, own) if listed else own
        return joined_places(sentence, first.mention, first.start)
    kind = noun.lemma_.lower() in control_words().areas
    apposed = next((p for p in sentence.places if 0 <= low - p.end <= 1), None)
    if apposed is not None and kind and noun.dep_ != "nsubj" and (not named or named[0].mention.relation in _AWAY):
        return (apposed.mention,)
    if named:
        first = _said_of(sentence, noun, named) if kind else named[0]
        return joined_places(sentence, first.mention, low)
    if kind and any(t.lower_ in _DETERMINERS or t.lower_ == "two" or t.dep_ == "poss" for t in noun.lefts):
        several = noun.tag_ == "NNS" and any(t.lower_ in ("both", "two") for t in noun.lefts)
        return last_places(report, sentence, noun.i, 2 if several else 1)
    if noun.lower_ in ("it", "which", "that"):
        return last_places(report, sentence, noun.i, 1)
    of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    whole = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if whole is not None and noun.lower_ in control_words().extents and whole.i < before:
        return of_noun(report, sentence, whole, before)
    return ()


def _first_listed(sentence: Sentence, last: FoundPlace) -> FoundPlace:
    """The first place of the list that one ends: "X, Y and Z"."""
    first, closed = last, False
    for place in sorted((p for p in sentence.places if p.end <= last.start), key=lambda p: -p.start):
        gap = {t.lower_ for t in sentence.unit.doc[place.end : first.start]}
        if not gap or not gap <= {",", "and", "the"} or not (closed or "and" in gap):
            break
        first, closed = place, True
    return first


def _said_of(sentence: Sentence, noun: Token, named: Sequence[FoundPlace]) -> FoundPlace:
    """Which of the names a kind noun belongs to: "the X suburb of Y" is Y; "X, a town near Z" is X."""
    doc = sentence.unit.doc
    of = noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ == "of"
    behind = next((p for p in named if of and noun.i < p.end - 1 and p.end - noun.i <= _FIRST), None)
    if behind is not None:
        return behind
    before = [p for p in sentence.places if 0 <= noun.left_edge.i - p.end <= 1 and p.level < _COUNTRY]
    if before and named[0].mention.relation in (PlaceRelation.NEAR, PlaceRelation.OFFSET):
        return before[-1]
    return named[0]


def is_whole_country(sentence: Sentence, where: PlaceMention) -> bool:
    """Whether a place is a country."""
    place = next((p for p in sentence.places if p.mention.span == where.span), None)
    if place is None or place.level != _COUNTRY:
        return False
    before = {t.lower_ for t in sentence.unit.doc[max(0, place.start - 1) : place.end]}
    return not before & lexicon().directions


def unknown_behind(sentence: Sentence, link: Token) -> list[PlaceMention]:
    """Names that no list knows right behind a preposition of control, with those joined to them: "out of X and Y"."""
    first = next((c for c in link.children if c.dep_ == "pobj" and c.i - link.i <= _NAMED_WITHIN), None)
    if first is None or _is_common(first) or any(t.start <= first.i < t.end for t in sentence.times):
        return []
    found = unlisted(sentence, first)
    if found is None or any(link.i < p.start < first.i for p in sentence.places):
        return []  # no name, or a known one runs into it ("into Turkey AFP")
    joined = (unlisted(sentence, c) for c in first.conjuncts if c.i > first.i and not _is_common(c))
    return [found, *(p for p in joined if p is not None)]


def _is_common(name: Token) -> bool:
    """A party, or a common noun that a headline prints with a capital: no unknown name of a place."""
    lemma, words = name.lemma_.lower(), control_words()
    return acts(name) or lemma in words.areas or lemma in words.sites or name.lower_ in words.extents


def unlisted(sentence: Sentence, noun: Token) -> PlaceMention | None:
    """A proper name that no list knows, as a place: only for verbs that make it one ("liberated X", "parts of X")."""
    if noun.tag_ != "NNP" or not noun.text[:1].isupper() or any(p.start <= noun.i < p.end for p in sentence.places):
        return None
    start = noun.i
    while (
        start > 0
        and sentence.unit.doc[start - 1].dep_ == "compound"
        and sentence.unit.doc[start - 1].text[:1].isupper()
    ):
        start -= 1
    text = sentence.unit.text(start, noun.i + 1)
    return PlaceMention(text, text, sentence.unit.chars(start, noun.i + 1))
