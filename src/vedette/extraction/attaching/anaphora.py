"""Places told of without their name: "the road" of the sentence before, "the same city", "the country's north".

A kind of place with an article that points back stands for the last place that the report named by that kind.
"""

from dataclasses import replace
from functools import cache

from vedette.extraction.attaching.attachment import may_be_scene, narrowest
from vedette.extraction.attaching.speakers import is_speakers, is_speaking
from vedette.extraction.parsing.forms import word_set
from vedette.extraction.parsing.syntax import clauses_between, verb_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.extraction.words.known_places import is_adjective, is_capital
from vedette.extraction.words.lexicon import lexicon
from vedette.model.mention import PlaceMention, PlaceRelation

#: The last place named by each kind noun.
Named = tuple[tuple[str, FoundPlace], ...]

#: The last sentence of a report's lead, and how many sentences ahead the body may name its place.
LEAD = 2
AHEAD = 3
#: Words of a sentence that tells of another act.
ELSEWHERE = frozenset("another separate separately elsewhere also meanwhile".split())

#: The last place named, which "there" points back to.
THERE = "there"
#: The first capital of a state that the report placed something at, which "the capital" points back to.
CAPITAL = "capital"
_POINTING = frozenset("the this that same".split())
_WHERE = frozenset("in on at inside across over throughout".split())
_SIDES = frozenset(
    "north south east west centre center part parts northeast northwest southeast southwest north-east north-west "
    "south-east south-west rest".split()
)
#: The level of a town, and what it is called.
TOWN = 1
_TOWNS = ("city", "town")
_SETTLED = frozenset(("city", "town", "village"))
#: A kind that these tell from the one named before is another place.
_ANOTHER = frozenset(
    "nearby neighbouring neighboring other another next adjacent main second third few several".split()
)
#: Too wide or too vague to point back, or the party's rather than the place's.
_VAGUE = frozenset("area zone sector front frontline field state border headquarters station pass section part".split())


@cache
def _kinds() -> frozenset[str]:
    return frozenset(lexicon().place_kinds) - _VAGUE


def kind_nouns(place: FoundPlace) -> frozenset[str]:
    """The kind nouns in a place's words, in the singular ("the town of X", "X camp")."""
    words = (*place.mention.text.lower().split(), *place.name.lower().split())
    return frozenset(w.removesuffix("s") for w in words) & _kinds()


def named_after(named: Named, sentence: Sentence) -> Named:
    """The places named by their kind up to the end of a sentence. A town without a kind that comes a second time is
    "the city" or "the town" until another is called so."""
    known = dict(named)
    new: dict[str, FoundPlace] = {}
    for place in sentence.places:
        if place.level == TOWN and not kind_nouns(place):
            key = place.name.lower()
            if key in known:
                new |= {noun: place for noun in _TOWNS if known.get(noun, place).mention.kind is None}
            new[key] = place
        new |= dict.fromkeys(sorted(kind_nouns(place)), place)
        if CAPITAL not in known and place.level == TOWN and _is_the_capital(sentence, place):
            mention = replace(place.mention, relation=PlaceRelation.IN, distance_km=None, bearing=None, kind=None)
            known[CAPITAL] = new[CAPITAL] = replace(place, mention=mention)
    last = next((p for p in reversed(sentence.places) if p.level <= TOWN), None)
    if last is not None:
        new[THERE] = narrowest(sentence, sentence.places, last)
    return tuple(sorted({**dict(named), **new}.items(), key=lambda pair: pair[0])) if new else named


def _is_the_capital(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place is a state's capital that is a scene of the report, and not who speaks or acts from there."""
    return is_capital(place.name) and not is_speakers(sentence, place) and may_be_scene(sentence, place)


def held_by(place: FoundPlace, sentence: Sentence, named: Named) -> PlaceMention | None:
    """The place that "the town in Kesra district" means, of which `place`, Kesra, is only what holds it, or None."""
    words, at = sentence.unit.doc.words, place.start - 1
    if at < 2 or words[at] != "in" or words[at - 2] not in _POINTING:
        return None
    there = dict(named).get(words[at - 1]) if words[at - 1] in _SETTLED else None
    return there.mention if there is not None and there.name != place.name else None


def meant(sentence: Sentence, token: int, named: Named) -> PlaceMention | None:
    """The place that "in the city", "on the road" in a token's clause means, or None."""
    if not named:
        return None
    known, doc = dict(named), sentence.unit.doc
    for noun in doc:
        kind = noun.lemma_.lower()
        pointing = noun.tag_ == "RB" if kind == THERE else kind in known and _points_back(noun)
        if kind in known and pointing and _near(doc, noun, token) and not is_speaking(sentence, noun.i):
            return known[kind].mention
    return None


def in_the_country(sentence: Sentence, token: int) -> bool:
    """Whether a token's clause says "in the country", "in the north of the country", "in the country's north"."""
    doc = sentence.unit.doc
    for noun in doc:
        if noun.lower_ not in ("country", "countrys") or not 2 < noun.i < len(doc) - 2:
            continue
        the = noun.i - 1 if doc[noun.i - 1].lower_ == "the" else noun.i - 2  # "across the Arab country"
        if doc[the].lower_ != "the" or (the < noun.i - 1 and doc[the + 1].pos_ not in ("ADJ", "PROPN")):
            continue
        part = doc[the - 1].lower_ == "of" and the > 1 and doc[the - 2].lower_ in _SIDES
        behind = doc[noun.i + 2] if noun.nbor().lower_ in ("'s", "’s") else noun.nbor()
        owner = noun.lower_ == "countrys" or behind.i > noun.i + 1
        inside = doc[the - 1].lower_ in _WHERE and (not owner or behind.lower_ in _SIDES)
        if (part or inside) and _near(doc, noun, token) and not is_speaking(sentence, noun.i):
            return True
    return False


def unnamed_kind(sentence: Sentence, token: int, kinds: frozenset[str] | None = None) -> str | None:
    """The kind of place, of those asked for, that a token's act fell on where only its kind is told ("on a training
    camp"), or None."""
    doc = sentence.unit.doc
    taken = {i for p in sentence.places for i in range(p.start, p.end)}
    for noun in doc:
        kind = noun.lemma_.lower()
        if kind not in (kinds or _kinds()) or noun.i in taken or noun.tag_ != "NN":
            continue
        if noun.left_edge.lower_ not in ("a", "an") or noun.dep_ not in ("pobj", "dobj"):
            continue
        if noun.dep_ == "pobj" and noun.head.lower_ not in _WHERE:
            continue
        if _near(doc, noun, token) and not is_speaking(sentence, noun.i):
            return kind
    return None


def called_later(report: Report, sentence: Sentence, token: int) -> FoundPlace | None:
    """The place whose kind a lead tells and whose name the next sentences give ("an attack on a training camp" ...
    "The Velm camp is used by ..."), or None."""
    unit = sentence.unit.index
    kind = unnamed_kind(sentence, token) if unit <= LEAD else None
    if kind is None:
        return None
    for later in report.sentences[unit + 1 : unit + 1 + AHEAD]:
        if not ELSEWHERE.isdisjoint(word_set(later.unit.doc)):
            continue
        for place in later.places:
            there = place.mention.relation is PlaceRelation.IN and not is_speakers(later, place)
            if there and kind in kind_nouns(place):
                return place
    return None


def _points_back(noun: Token) -> bool:
    lefts = {t.lower_ for t in noun.lefts}
    if not lefts & _POINTING or lefts & _ANOTHER or noun.head.lower_ not in _WHERE | {"of"}:
        return False
    if noun.i + 1 < len(noun.doc) and noun.nbor().text[:1].isupper():
        return False
    if noun.lower_ == CAPITAL and not all(w in _POINTING or is_adjective(w.title()) for w in lefts):
        return False  # "the provincial capital"
    return not any(t.lower_ in ("of", "near", "in") for t in noun.rights)


def _near(doc: Doc, noun: Token, token: int) -> bool:
    return clauses_between(doc, noun.i, token) <= 1 or _comes_of(doc, noun, token)


def _comes_of(doc: Doc, noun: Token, token: int) -> bool:
    """ "Fired on the capital, killing seven": what a token tells is what came of the act in the noun's clause."""
    verb = verb_of(doc[token])
    return noun.i < verb.i and verb.tag_ == "VBG" and verb.head.i in (noun.i, verb_of(noun).i)
