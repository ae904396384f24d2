"""Verbs whose object is the place: "captured X", "X was taken by", "X, which they hold"."""

from collections.abc import Iterator
from dataclasses import replace

from vedette.extraction.control.draft import LASTING, ControlDraft, Statement, draft
from vedette.extraction.control.meant import meant
from vedette.extraction.control.where import joined_places, object_end, of_noun, place_end, place_within, unlisted
from vedette.extraction.control.who import acts, is_acronym, mention, subject
from vedette.extraction.control.words import control_words
from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.forms import words_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.phrases import is_party
from vedette.extraction.report import Report, Sentence
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import ControlRelation, VictimClass
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation
from vedette.model.quantity import Quantity
from vedette.text.numerals import match_number

_NEEDING_AGENT = (
    ControlRelation.LOST,
    ControlRelation.ENTERED,
    ControlRelation.WITHDREW,
    ControlRelation.HOLDS,
    ControlRelation.CONTESTS,
)
_ATTACKING = ("attack", "assault")
#: Houses of civil life that gunmen storm without holding ground.
_CIVIL = frozenset("school prison penitentiary jail hospital bank hotel office church mosque university home".split())
#: Taken only where the object is a road: "cut the X road", not "cut supplies to X".
_AWAY = (PlaceRelation.NEAR, PlaceRelation.OFFSET, PlaceRelation.TOWARDS)
_CUTTING = ("cut", "sever", "reopen")
#: Verbs whose object, if it is an unknown name, is a place.
_SURE = frozenset(
    "capture seize retake recapture liberate conquer cleanse occupy overrun reclaim lose besiege enter desert".split()
)
_RINGING = frozenset("besiege surround encircle".split())
#: A name stands this close behind a preposition that takes it, where the parse shows nothing.
_NEAR = 5
_WEAPONS = frozenset("rocket shell missile mortar artillery drone bomb grenade".split())


def by_verb(
    report: Report, sentence: Sentence, verb: Token, relation: ControlRelation, *, particle: bool = False
) -> Iterator[ControlDraft]:
    """The statements of a verb of control, with a `particle` or without; what takes off takes nothing."""
    if not particle and any(c.lower_ == "off" and c.dep_ in ("prt", "advmod") for c in verb.children):
        return
    if _is_passive(verb) or _is_freed(sentence, verb, relation):
        yield from _passive(report, sentence, verb, relation)
        return
    who = subject(verb)
    if who is None or (relation is ControlRelation.WITHDREW and not _can_leave(verb, who)):
        return
    end = object_end(sentence, verb.i + 1)
    places = _relative(report, sentence, verb)
    rule = "verb, relative clause" if places else "verb"
    if not places:
        where = _object_place(report, sentence, verb, end)
        places = joined_places(sentence, where, verb.i + 1) if where is not None else []
        if where is not None and verb.lemma_ in _CUTTING and not _is_road(where):
            places = [replace(where, relation=PlaceRelation.ROAD)]  # "severed the road between X and Y": neither town
    party = mention(report, sentence, who)
    if party is None:
        return
    loser = losing(report, sentence, verb, end) if relation is ControlRelation.CAPTURED else None
    for place in places:
        stop = max(place_end(sentence, place, verb.i + 1), verb.i + 1)
        said = Statement(
            trigger=verb.i,
            relation=relation,
            party=party,
            where=place,
            rule=rule,
            quote=(verb.i, stop),
            loser=loser,
            count=_count(sentence, verb),
            span=_span(verb, place, stop, rule),
            background=relation in LASTING and is_over(verb),
        )
        yield draft(report, sentence, meant(verb, said))


def _span(verb: Token, place: PlaceMention, stop: int, rule: str) -> tuple[int, int]:
    """The words that tell the extent: those to the place; of a place named before, the phrase that takes it up."""
    if rule != "verb":
        return verb.head.left_edge.i, verb.i + 1
    noun = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if place.inferred and noun is not None:
        return verb.i, max(stop, min(noun.right_edge.i + 1, noun.i + 6))
    return verb.i, stop


def _can_leave(verb: Token, who: Token) -> bool:
    return (acts(who) or who.pos_ == "PRON") and verb.tag_ != "VBG"


def is_over(verb: Token) -> bool:
    """A state told in the past perfect, or of another time ("had held", "last held", "when it controlled")."""
    forms = {c.lower_ for c in verb.children if c.dep_ in ("aux", "advmod", "auxpass")}
    above = verb.head
    if verb.dep_ in ("ccomp", "conj") and above.tag_ in ("VBD", "VBN") and above.lemma_ in lexicon().speech_verbs:
        forms -= {"had"}  # "said that it had surrounded X": it surrounds X
    if forms & {"had", "last", "once", "previously", "formerly"}:
        return True
    return verb.dep_ == "advcl" and verb.tag_ == "VBD" and "when" in {c.lower_ for c in verb.children}


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") and not is_acronym(c) for c in verb.children) or (
        verb.dep_ in ("acl", "pcomp", "amod")
        and verb.tag_ in ("VBN", "VBD")
        and (verb.dep_ == "acl" or any(c.dep_ == "agent" for c in verb.children))
        and not any(c.dep_ in ("dobj", "nsubj") for c in verb.children)
    )


def _is_freed(sentence: Sentence, verb: Token, relation: ControlRelation) -> bool:
    """ "X and Y liberated from the invaders": a participle that the parser takes for the verb of a place."""
    following = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    if relation is not ControlRelation.CAPTURED or following not in ("from", "by") or verb.tag_ not in ("VBD", "VBN"):
        return False
    return any(p.end == verb.i and p.level < 3 for p in sentence.places)


def _passive(report: Report, sentence: Sentence, verb: Token, relation: ControlRelation) -> Iterator[ControlDraft]:
    head = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if head is None and _is_freed(sentence, verb, relation):
        head = verb.doc[verb.i - 1]
    if head is None and verb.dep_ in ("acl", "relcl", "conj"):
        head = verb.head
    if head is None and verb.dep_ in ("xcomp", "pcomp", "ccomp", "oprd", "prep"):
        governor = verb.head if verb.head.pos_ == "VERB" else verb.head.head
        head = next((c for c in governor.children if c.dep_ in ("nsubjpass", "nsubj")), None)
    if head is None:
        return
    if head.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        head = verb.head
    agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    needing = relation in _NEEDING_AGENT and verb.lemma_.lower() not in ("contest", "lose")
    if agent is None and verb.lemma_.lower() == "lose" and (taker := _lost_to(verb)) is not None:
        agent, relation = taker, ControlRelation.CAPTURED  # "X was lost to the rebels"
    if (agent is not None and not is_party(agent)) or (needing and agent is None):
        return
    if head.pos_ not in ("NOUN", "PROPN", "PRON") and head.lower_ not in control_words().extents:
        return
    party = mention(report, sentence, agent) if agent is not None else None
    loser = (
        losing(report, sentence, verb, min(len(verb.doc), verb.i + 8)) if relation is ControlRelation.CAPTURED else None
    )
    stop = agent.right_edge.i + 1 if agent is not None and agent.right_edge.i - agent.i < 9 else verb.i + 1
    several = not any(c.lower_ in ("is", "was") for c in verb.children)
    own = any(p.start <= head.i < p.end for p in sentence.places)
    for where in of_noun(report, sentence, head, verb.i, listed=several):
        if not (own or _is_ground(sentence, head, where)):
            continue
        said = Statement(verb.i, relation, party, where, "verb, passive", (min(head.left_edge.i, verb.i), stop), loser)
        yield draft(report, sentence, meant(verb, said))


def _lost_to(verb: Token) -> Token | None:
    """Whom a place was lost to."""
    links = (c for c in verb.rights if c.dep_ in ("prep", "dative") and c.lower_ == "to")
    return next((g for c in links for g in c.children if g.dep_ == "pobj" and acts(g)), None)


def _relative(report: Report, sentence: Sentence, verb: Token) -> list[PlaceMention]:
    """The head of a clause whose verb lacks its object: "the palace, which the RSF had held", "the town they took"."""
    node = verb
    while node.dep_ in ("conj", "xcomp") and node.head.pos_ == "VERB":
        node = node.head
    if node.dep_ != "relcl" or node.head.pos_ not in ("NOUN", "PROPN"):
        return []
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    dates = {i for t in sentence.times for i in range(t.start, t.end)}
    if any(c.tag_ not in ("WDT", "WP") and c.i not in dates for c in objects):
        return []
    doer = next((c for c in node.children if c.dep_ == "nsubj"), None)
    if doer is None or doer.tag_ in ("WDT", "WP") or doer.i > verb.i:
        return []
    return [p for p in of_noun(report, sentence, node.head, doer.left_edge.i) if _is_ground(sentence, node.head, p)]


def _object_place(report: Report, sentence: Sentence, verb: Token, end: int) -> PlaceMention | None:
    """The place in a verb's object, if the object is ground at all: "captured 20 soldiers in X" takes no place."""
    noun = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if noun is not None and noun.lower_ in ("it", "them") and noun.i == verb.i + 1:
        return next(iter(of_noun(report, sentence, noun, noun.i)), None)
    if noun is None and not _right_before_place(sentence, verb):
        return None
    if noun is not None and noun.lower_ == "part" and not any(c.lower_ == "of" for c in noun.children):
        return None
    where = place_within(report, sentence, verb.i + 1, end)
    if where is not None and where.inferred and noun is not None:
        where = place_within(report, sentence, verb.i + 1, min(end, _phrase_end(noun)))
    away = where is None or where.relation in _AWAY
    if away and noun is not None and verb.lemma_.lower() in _SURE:
        where = unlisted(sentence, noun) or where  # "captured A east of B", where no list knows A
    ringed = noun is not None and verb.lemma_.lower() in _RINGING and acts(noun)  # "encircled the fighters in X"
    if where is None or (noun is not None and not ringed and not _is_ground(sentence, noun, where)):
        return None
    if noun is not None and where.inferred and not any(t.lemma_.lower() in control_words().areas for t in noun.subtree):
        return None
    if noun is not None and (noun.lower_ == "part" or (verb.lemma_ == "storm" and noun.lemma_.lower() in _CIVIL)):
        return None
    road = noun is not None and noun.lemma_.lower() in control_words().roads
    if verb.lemma_ in _CUTTING and not road and not _is_road(where):
        return None
    if verb.lemma_ in _ATTACKING and (noun is None or any(t.lemma_.lower() in _WEAPONS for t in verb.subtree)):
        return None
    if verb.lemma_ in _ATTACKING and _kills_civilians(verb):
        return None  # a massacre is no fight for ground
    if verb.lemma_ in _ATTACKING and noun is not None and not _is_named(sentence, noun, where):
        return None
    if where.relation in _AWAY and noun is not None and noun.lemma_.lower() not in control_words().areas:
        return None
    return where


def _kills_civilians(verb: Token) -> bool:
    """ "Attacked the village, killing ten residents"."""
    killed = (g for c in verb.rights if c.lemma_ == "kill" for g in c.rights if g.dep_ == "dobj")
    return any(person_class(g.doc, g.i) is VictimClass.CIVILIAN for g in killed)


def _is_road(where: PlaceMention) -> bool:
    return any(w in control_words().roads for w in where.text.lower().split())


def _phrase_end(noun: Token) -> int:
    """Where a noun's own words end: at the next verb."""
    return next((t.i for t in noun.doc[noun.i + 1 : noun.right_edge.i + 1] if t.pos_ == "VERB"), noun.right_edge.i + 1)


def _right_before_place(sentence: Sentence, verb: Token) -> bool:
    return any(0 < p.start - verb.i <= 3 for p in sentence.places)


def _is_ground(sentence: Sentence, noun: Token, where: PlaceMention) -> bool:
    """Whether a noun is a place, a kind or part of one, or a site in it."""
    words, lex = control_words(), lexicon()
    lemma = noun.lemma_.lower()
    if lemma in ("cent", "percent", "kilometre", "kilometer", "mile", "third", "fifth", "tenth", "half"):
        return True
    if noun.pos_ == "NUM" and any(c.lower_ in ("of", "out") for c in noun.rights):
        return True  # "11 of the 14 districts of X"
    if (
        (_is_side(noun) and not where.inferred)
        or lemma in words.areas
        or noun.lower_ in words.extents
        or lemma in words.sites
        or lemma in words.roads
    ):
        return True
    if lemma in lex.place_kinds and noun.head.lemma_ != "storm":
        return True
    if not any(p.mention.span == where.span for p in sentence.places):
        return noun.pos_ in ("PRON", "PROPN")
    return _is_named(sentence, noun, where)


def is_ground_behind(sentence: Sentence, link: Token, where: PlaceMention) -> bool:
    """Whether what follows a preposition is the place itself, a part of it or a site in it: no "control of the trade
    in X"."""
    place = next((p for p in sentence.places if p.mention.span == where.span and not where.inferred), None)
    noun = next((c for c in link.children if c.dep_ == "pobj"), None)
    if noun is None:
        return place is not None and place.start - link.i <= _NEAR
    if place is not None and place.start - link.i <= _NEAR and noun.i >= place.start:
        return True
    return _is_ground(sentence, noun, where)


def _is_side(noun: Token) -> bool:
    """ "the west of X", "the north and west of X", "the eastern bank of the river in X": a part of it."""
    if noun.lower_ in ("bank", "side", "flank"):
        return any(c.lower_ in lexicon().directions for c in noun.lefts)
    return noun.lower_ in lexicon().directions and any(c.lower_ == "the" for c in noun.lefts)


def _is_named(sentence: Sentence, noun: Token, where: PlaceMention) -> bool:
    """Whether a noun stands in, or right beside, a place's name."""
    place = next((p for p in sentence.places if p.mention.span == where.span), None)
    if place is None:
        return False
    return place.start - 1 <= noun.i < place.end + 1 or noun.i in [t.i for t in noun.doc[place.start : place.end]]


def losing(report: Report, sentence: Sentence, verb: Token, end: int) -> ActorMention | None:
    """The side that lost it: "captured X from Y"."""
    doc = sentence.unit.doc
    for token in doc[verb.i : min(len(doc), end + 3)]:
        if token.lower_ == "from" and token.pos_ == "ADP":
            for child in token.children:
                if (
                    child.dep_ == "pobj"
                    and acts(child)
                    and not any(p.start <= child.i < p.end for p in sentence.places)
                ):
                    return mention(report, sentence, child)
    return None


def _count(sentence: Sentence, verb: Token) -> Quantity | None:
    """How many places: "captured at least 11 villages"."""
    areas = control_words().areas
    noun = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in areas and c.tag_ == "NNS"), None)
    number = next((c for c in noun.lefts if c.dep_ == "nummod"), None) if noun is not None else None
    if noun is None or number is None:
        return None
    words = words_of(sentence.unit.doc)
    read = match_number(words, number.i)
    if read is None:
        return None
    value = int(read[0])
    least = words[max(0, number.i - 2) : number.i] == ["at", "least"]
    return Quantity(value, None if least else value, words=number.text)
