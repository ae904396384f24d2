"""Which place of a sentence belongs to what a word tells, and which only to a speaker, a party or a road.

A place that belongs to the speaker ("a source in Damascus said") or to a party ("terrorists positioned in X") places
nothing, nor does one that people left, crossed or were brought to.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from vedette.extraction.attaching.other_acts import is_counted_from, is_of_another_act
from vedette.extraction.attaching.speakers import is_speakers, lives_there
from vedette.extraction.parsing.forms import once
from vedette.extraction.parsing.syntax import clauses_between, verb_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.places.evidence import STATIVE
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Sentence
from vedette.extraction.speech.attribution import innermost
from vedette.extraction.words.known_places import stands_for_state
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import Effect
from vedette.model.mention import PlaceRelation

#: A country is where a cumulative figure lies, and where one event lies only if nothing narrower is told before.
COUNTRY = 3
#: Relations of a place that something is off, near or going to.
ASIDE = frozenset((PlaceRelation.OFFSET, PlaceRelation.NEAR, PlaceRelation.TOWARDS))

#: From so many places in a list on, none of them stands for the others.
SEVERAL = 3
#: Words of a list that may stand between two places of it.
NEXT = 4
#: Words that may stand between an owner and its place.
_OWNED = 4
#: Words that may stand between a place and the province that holds it.
_HOLDING = 5
_AREAS = frozenset("city town village district neighborhood neighbourhood quarter suburb area camp province".split())
_CARRIED = frozenset(
    "take rush bring transfer carry transport travel return move flee ferry fly withdraw evacuate".split()
)
#: What is done to a government, and not at its seat.
_MOVED = frozenset(
    "prompt place urge accuse blame ask tell lead push pressure back persuade criticise criticize".split()
)
_BORDERS = frozenset("border borders frontier boundary".split())
_BRANCHES = ("branch", "affiliate", "arm", "offshoot")
_CARE = frozenset("hospital hospitals clinic clinics morgue".split())
_TAKING_IN = frozenset("receive treat admit accept register count report say confirm".split())
_DEPARTED = frozenset("flee escape bring displace arrive come hail return travel evacuate transfer".split())
#: Nouns for what a government says and wants: the capital or country before them is no place.
_VOICED = frozenset(
    "promise pledge claim denial statement decision announcement demand offer insistence warning vow allegation "
    "accusation policy position ally objection request call plan".split()
)
#: What is done to a government by word, and what a country goes through without acting.
_JUDGED = frozenset("investigate accuse blame condemn urge criticise criticize sanction ask hold".split())
_UNDERGOES = STATIVE | frozenset("lose mourn bury reel erupt descend".split())
_HURT = (Effect.KILLED, Effect.INJURED)
_LOCATED = frozenset("position deploy locate station base entrench spread situate garrison".split())


@once
def own_place(sentence: Sentence, token: int) -> FoundPlace | None:
    """The place that the sentence itself ties to a token, or None."""
    candidates = usable_places(sentence, token)
    if not candidates:
        return None
    doc = sentence.unit.doc
    chosen = min(candidates, key=lambda p: _distance(doc, p, token))
    return _around_several(doc, candidates, chosen) or narrowest(sentence, candidates, chosen)


def _around_several(doc: Doc, candidates: Sequence[FoundPlace], chosen: FoundPlace) -> FoundPlace | None:
    """The town or province in which a list of quarters or villages lies, of which the one chosen is but one ("hit the
    A, B and C neighbourhoods in Velm city"); None where so few are listed that one may stand for them, or nothing
    holds them."""
    ordered = sorted(candidates, key=lambda p: p.start)
    at = ordered.index(chosen)
    first = last = at
    while first > 0 and _is_beside(doc, ordered[first - 1], ordered[first]):
        first -= 1
    while last + 1 < len(ordered) and _is_beside(doc, ordered[last], ordered[last + 1]):
        last += 1
    if last - first + 1 < SEVERAL or last + 1 == len(ordered):
        return None
    whole = ordered[last + 1]
    at = whole.start - 2 if doc[whole.start - 1].lower_ == "the" else whole.start - 1
    held = doc[at].lower_ == "in" and _is_list(doc, ordered[last].end, at)
    return whole if held and 0 < whole.level < COUNTRY else None


def _is_beside(doc: Doc, a: FoundPlace, b: FoundPlace) -> bool:
    return max(a.level, b.level) <= 1 and _is_list(doc, a.end, b.start)


def _is_list(doc: Doc, a: int, b: int) -> bool:
    """Whether nothing but commas, "and" and names, known or not, stands between two tokens."""
    return b - a <= NEXT and all(
        t.lower_ in (",", "and", "the") or t.text[:1].isupper() or t.lower_.startswith("al-") for t in doc[a:b]
    )


def place_behind(sentence: Sentence, end: int) -> FoundPlace | None:
    """The place right behind a figure ("nine in Velm", "one in each of the villages of A and B"), or None."""
    doc = sentence.unit.doc
    if end >= len(doc) or doc[end].lower_ not in ("in", "at", "near"):
        return None
    behind = [p for p in sentence.places if end < p.start <= end + 3 or p.start <= end < p.end]
    return narrowest(sentence, sentence.places, behind[0]) if behind else None


@once
def usable_places(sentence: Sentence, token: int) -> tuple[FoundPlace, ...]:
    """Places of a sentence that are not the speaker's or a party's own, nor in words that somebody else says."""
    acts = innermost(sentence.said, token)
    inside = acts[-1] if acts else None
    doc = sentence.unit.doc
    usable: list[FoundPlace] = []
    elsewhere: list[FoundPlace] = []
    for place, bearing in zip(sentence.places, _bearings(sentence), strict=True):
        if bearing == "owned":
            continue
        if inside is not None and not inside.covers(place.start) and any(s.covers(place.start) for s in sentence.said):
            continue
        with_it = bool(elsewhere) and (
            _goes_on(doc, elsewhere[-1], place)
            or _holds_home(doc, elsewhere, place)
            or _lies_off(doc, elsewhere[-1], place)
        )
        if with_it or bearing == "elsewhere":
            elsewhere.append(place)
            continue
        if bearing == "aside":
            continue
        if _left(doc, place, token):
            elsewhere.append(place)
            continue
        if bearing == "acting" or _is_bound_for(doc, place, token) or is_of_another_act(doc, place, token):
            continue
        usable.append(place)
    return tuple(usable)


#: What a place is to its sentence, whatever is told there: of the speaker or of what it only explains; where somebody
#: comes from or goes; beside the matter; who acts; none of these.
_Bearing = Literal["owned", "elsewhere", "aside", "acting", "free"]


@once
def _bearings(sentence: Sentence) -> tuple[_Bearing, ...]:
    """What each place of a sentence is to it."""
    return tuple(_bearing(sentence, place) for place in sentence.places)


def _bearing(sentence: Sentence, place: FoundPlace) -> _Bearing:
    doc = sentence.unit.doc
    if is_speakers(sentence, place) or (place.level >= COUNTRY and _owns_what_is_apposed(doc, place)):
        return "owned"
    if _houses_a_party(doc, place) or _destination(doc, place) or _hails_from(doc, place):
        return "elsewhere"
    if _crossed(doc, place) or _takes_in(doc, place) or _is_a_branchs(doc, place) or _borders(doc, place):
        return "aside"
    acting = (place.level == COUNTRY or stands_for_state(place.name)) and _acts(doc, place)
    return "acting" if acting else "free"


def definite_place(sentence: Sentence, token: int) -> FoundPlace | None:
    """ "Shelling on the neighbourhood", said by activists in one: the speaker's place where nothing else is named."""
    doc = sentence.unit.doc
    if not any(
        t.lemma_.lower() in _AREAS and any(c.lower_ in ("the", "this") for c in t.children)
        for t in doc.tokens[token + 1 :]
    ):
        return None
    speakers = [p for p in sentence.places if is_speakers(sentence, p)]
    return min(speakers, key=lambda p: (p.level, p.start)) if speakers else None


def _goes_on(doc: Doc, last: FoundPlace, place: FoundPlace) -> bool:
    """Whether a place goes on a list that another begins ("people from X and Y")."""
    gap = doc.words[last.end : place.start]
    return bool(gap) and len(gap) <= 2 and all(w in (",", "and", "or") for w in gap)


def _lies_off(doc: Doc, last: FoundPlace, place: FoundPlace) -> bool:
    """Whether a place only tells on which side of it another lies ("positioned in X village to the east of Y")."""
    gap = doc.words[last.end : place.start]
    return place.mention.relation is PlaceRelation.OFFSET and len(gap) <= 2 and set(gap) <= {"to", "the", ",", "just"}


def _holds_home(doc: Doc, homes: Sequence[FoundPlace], place: FoundPlace) -> bool:
    """Whether a place is the province of where people come from ("men from the village of X in the province of Y")."""
    gap = doc[homes[-1].end : place.start]
    held = bool(gap) and gap[0].lower_ == "in" and len(gap) <= _HOLDING and not any(t.tag_[:2] == "VB" for t in gap)
    return held and place.mention.kind == "province" and any(_hails_from(doc, home) for home in homes)


def _houses_a_party(doc: Doc, place: FoundPlace) -> bool:
    """ "terrorists positioned in X": where a party stands, not where it strikes."""
    return any(
        doc.lemmas[i] in _LOCATED and doc.tokens[i].tag_.startswith("VB") and not _is_ground(doc, doc.tokens[i])
        for i in range(max(0, place.start - 5), place.start)
    )


def _is_ground(doc: Doc, participle: Token) -> bool:
    """ "The fields located on the edge of X": ground and buildings are no party."""
    noun = doc.lemmas[participle.head.i].lower()
    return participle.dep_ == "acl" and (noun in lexicon().place_kinds or noun in _AREAS)


def _crossed(doc: Doc, place: FoundPlace) -> bool:
    """ "tried to cross the Euphrates": a line that is crossed is not where something happened."""
    return any(t.lemma_ == "cross" and t.pos_ == "VERB" for t in doc.tokens[max(0, place.start - 3) : place.start])


def _is_a_branchs(doc: Doc, place: FoundPlace) -> bool:
    """ "the Front, a branch of the movement in X": where a party is at home, not where it strikes."""
    before = [t.lower_ for t in doc[max(0, place.start - 4) : place.start]]
    return any(noun in before[: before.index("in")] for noun in _BRANCHES) if "in" in before else False


def _borders(doc: Doc, place: FoundPlace) -> bool:
    """ "a province bordering X", "on the border with X": another country than the one it happened in."""
    if place.level != COUNTRY:
        return False
    near = doc.words[max(0, place.start - 4) : place.start]
    return "bordering" in near[-2:] or any(a in _BORDERS and b == "with" for a, b in pairwise(near))


def _acts(doc: Doc, place: FoundPlace) -> bool:
    """ "agreed by Ardan and Kesra", "prompted Ardan to strike", "Ardan's promises": countries as those who act."""
    node = doc[place.end - 1]
    if place.level < COUNTRY and node.dep_ == "nsubj" and doc[max(0, place.start - 1)].lower_ in ("on", "at", "into"):
        return False  # "fired rockets on Velm killing three", by its parse Velm's doing
    if node.dep_ == "nsubj" and node.head.pos_ == "VERB" and node.head.lemma_ not in _UNDERGOES:
        return True
    if node.dep_ == "nsubjpass" and node.head.lemma_ in _JUDGED:
        return True
    if node.dep_ in ("compound", "nmod", "poss", "amod") and node.head.lemma_.lower() in _VOICED:
        return True
    bound = doc.words[place.end : place.end + 1] == ["to"] and doc[min(place.end + 1, len(doc) - 1)].tag_ == "VB"
    if bound and place.start > 0 and doc[place.start - 1].lower_ in ("to", "for"):
        return True  # "leading to Ardan to bomb"
    if node.dep_ == "nsubj" and node.head.tag_ == "VB" and any(c.lower_ == "to" for c in node.head.lefts):
        return True
    one = node.head if node.dep_ == "conj" else node
    if one.dep_ == "dobj" and one.head.lemma_ in _MOVED:
        return True
    while node.dep_ in ("conj", "appos", "compound", "pobj") and node.head.i != node.i:
        if node.dep_ == "pobj":
            return node.head.dep_ == "agent"
        node = node.head
    return False


def _takes_in(doc: Doc, place: FoundPlace) -> bool:
    """ "The Velm hospital received the bodies of 40": where the dead and hurt are brought is not where it happened."""
    node = next((t for t in doc.tokens[place.start : place.end] if t.lower_ in _CARE), None)
    return node is not None and node.dep_ == "nsubj" and node.head.lemma_ in _TAKING_IN


def _is_bound_for(doc: Doc, place: FoundPlace, token: int) -> bool:
    """ "As troops advanced towards X": where another act than the one told of was bound for."""
    towards = place.mention.relation is PlaceRelation.TOWARDS and not _is_told_of_on(doc, place)
    verb = verb_of(doc[place.start])
    return towards and verb.i != verb_of(doc[token]).i and any(c.dep_ == "nsubj" for c in verb.children)


def _is_told_of_on(doc: Doc, place: FoundPlace) -> bool:
    """ "Towards X, where fighting went on"."""
    return "where" in doc.words[place.end : place.end + 2]


def _speaks(name: Token) -> bool:
    """ "Ardan calls for a truce": a country as who speaks or acts, not where."""
    return name.dep_ == "nsubj" and name.head.pos_ == "VERB" and name.head.lemma_ in lexicon().speech_verbs


def _left(doc: Doc, place: FoundPlace, token: int) -> bool:
    """ "people who escaped from X", "the road out of X": where they came from, unless that is what is told of them."""
    near = doc.words[max(0, place.start - 4) : place.start]
    if "out of" in " ".join(near[-3:]) or near[-2:] == ["off", "from"]:  # "had taken off from X"
        return True
    return (
        "from" in near
        and any(
            t.lower_ == "from"
            and t.head.lemma_ in _DEPARTED
            and t.head.i != token
            and t.i > t.head.i
            and not any(o.lower_ == "in" for o in doc[t.i + 1 : place.start])  # "who fled from X in Y": Y is where
            for t in doc.tokens[max(0, place.start - 4) : place.start]
        )
    )


def _hails_from(doc: Doc, place: FoundPlace) -> bool:
    """ "Shot dead 23 men from X": where people come from, not where it happened."""
    at = place.start - 2 if doc[max(0, place.start - 1)].lower_ == "the" else place.start - 1
    if at < 1 or doc[at].lower_ != "from":
        return False
    head, person = doc[at].head, doc[at - 1]
    one = person.lemma_.lower()
    if person.tag_ not in ("NN", "NNS"):
        return False
    if one not in lexicon().persons and lexicon().counted.get(one) is not Effect.DISPLACED:
        return False
    return head.i == person.i or head.lemma_ == "shoot" or lexicon().active.get(head.lemma_) in _HURT


def _destination(doc: Doc, place: FoundPlace) -> bool:
    """ "were taken to hospital in X", "rushed the hurt to the X clinic": where they were brought, not where it
    happened."""
    before = doc.tokens[max(0, place.start - 7) : place.start]
    if any(t.lower_ in ("to", "into") and t.head.lemma_ in _CARRIED and t.i > t.head.i for t in before):
        return True
    if any(t.lower_ in ("towards", "toward") and t.head.lemma_ == "flee" for t in before):
        return True
    if any(t.lower_ == "for" and t.head.lemma_ in ("leave", "depart") and t.i > t.head.i for t in before[-2:]):
        return True
    if "way to" in " ".join(doc.words[max(0, place.start - 4) : place.start]):  # "were on their way to Kesra province"
        return True
    cared = not _CARE.isdisjoint(doc.words[place.start : place.end])
    moved = cared and any(t.lemma_ in _CARRIED for t in doc.tokens[max(0, place.start - 9) : place.start])
    return moved and any(t.lower_ in ("to", "into", "in") for t in before[-3:])


def may_be_scene(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place of a sentence may be where its report's acts were, at least: it is no country that acts or lies
    across a border, and nobody is bound for it or at home there."""
    doc = sentence.unit.doc
    towards = place.mention.relation is PlaceRelation.TOWARDS and not _is_told_of_on(doc, place)
    if towards or _borders(doc, place) or _hails_from(doc, place) or is_counted_from(doc, place):
        return False
    if any(lives_there(doc, place, said.cue) for said in sentence.said):
        return False
    return not ((place.level == COUNTRY or stands_for_state(place.name)) and _acts(doc, place))


def main_place(sentence: Sentence) -> FoundPlace | None:
    """The place a sentence is about: its narrowest, the first of those."""
    usable = [
        p
        for p in sentence.places
        if not any(s.source is not None and s.source.start <= p.start < s.source.end for s in sentence.said)
        and not (p.level == COUNTRY and _speaks(sentence.unit.doc[p.end - 1]))
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
    return (_clauses(doc, place.start, token), gap + aside + country + 4 * place.level)


def _clauses(doc: Doc, place: int, token: int) -> int:
    """How far apart their clauses are: 0 for a place behind the word or verb of its own clause, 1 for one in front and
    for what verbs joined by "and" share ("killed ten and wounded others in X"), 2 and more for other clauses."""
    a, b = verb_of(doc[token]), verb_of(doc[place])
    if a.i == b.i:
        return 0 if place > min(a.i, token) else 1
    if b.dep_ == "conj" and b.head.i == a.i and not any(c.dep_ == "nsubj" for c in b.children):
        return 1
    return 1 + clauses_between(doc, place, token)


def _owns_what_is_apposed(doc: Doc, place: FoundPlace) -> bool:
    """ "Velm, Ardan's second city": Ardan only tells more of Velm."""
    owner = doc[place.end - 1]
    return owner.dep_ == "poss" and owner.head.dep_ == "appos" and place.start > 0 and doc[place.start - 1].text == ","


def narrowest(sentence: Sentence, candidates: Sequence[FoundPlace], chosen: FoundPlace) -> FoundPlace:
    """The narrowest of a chain of places ("in al-Bureij, northeast of Aleppo"; "Azaz, Aleppo province")."""
    if len(candidates) < 2:
        return chosen
    chain = [chosen]
    ordered = sorted(candidates, key=lambda p: p.start)
    at = ordered.index(chosen)
    for step in (-1, 1):
        i, last = at + step, chosen
        while 0 <= i < len(ordered):
            a, b = (ordered[i], last) if step < 0 else (last, ordered[i])
            listed = a.level < b.level and _listed_in(sentence.unit.doc, a.end, b.start)
            if not (listed or _owns(sentence.unit.doc, a, b) or _chained(sentence.unit.doc, a.end, b.start)):
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
        landscape = place.start <= head.end and head.name.split()[-1].islower()
        if landscape and place.mention.kind is not None and place.level <= head.level:
            head = place  # "the Kesra valley town of Velm"
            continue
        if _owns(doc, head, place):
            head = place
            continue
        if place.level >= head.level:
            break
        gap = doc[head.end : place.start]
        owned = all(t.tag_ in ("POS", "JJ", "HYPH", "VBN", "NN") for t in gap) and len(gap) <= 4
        landmark = place.mention.relation is PlaceRelation.NEAR and place.level == 0
        if not landmark and (not owned or place.mention.relation in ASIDE):
            break
        head = place
    return head


def _owns(doc: Doc, wide: FoundPlace, narrow: FoundPlace) -> bool:
    """ "Velms Kesra", "Velms divided second city of Kesra": an owner whose apostrophe is lost, and what it owns."""
    if not wide.mention.text.endswith(f"{wide.name}s") or narrow.level > wide.level:
        return False
    gap = doc[wide.end : narrow.start]
    return len(gap) <= _OWNED and all(t.tag_ in ("JJ", "NN", "VBN", "VBD", "HYPH", "RB") for t in gap)


def _listed_in(doc: Doc, a: int, b: int) -> bool:
    """ "(the X area) and a suburb in (Y)": what one place and another are both parts of."""
    words = [t.lower_ for t in doc[a:b]]
    if not 3 <= len(words) <= 8 or words[0] not in ("and", ",") or words[-1] != "in":
        return False
    return not any(t.tag_.startswith("VB") or t.like_num for t in doc[a + 1 : b - 1])


#: "Velm, just west of Kesra".
_BARELY = frozenset("just right immediately directly".split())


def _chained(doc: Doc, a: int, b: int) -> bool:
    """Whether only words of place stand between the end of one name and the start of the next."""
    if b - a > 8 or any(t.like_num and doc[t.i + 1].lower_ in ("in", "at") for t in doc[a:b]):
        return False  # "9 in X 8 in Y": each with a figure of its own
    if [t.lower_ for t in doc[a:b]] == ["to", "the"]:  # "X, to the north of Y"
        return True
    return all(
        (t.tag_ in ("IN", "DT", ",", "POS", "JJ", "HYPH", "NN", "CD", "NNS", "(", "VBN") or t.lower_ in _BARELY)
        and t.lower_ not in ("from", "to", "by", "and", "after", "when", "on", "with", "against")
        for t in doc[a:b]
    )
