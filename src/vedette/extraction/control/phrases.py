"""Verbs with a noun or preposition before the place: "took control of X", "withdrew from X", "was driven out of X"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vedette.extraction.control.draft import ControlDraft, Statement, draft
from vedette.extraction.control.meant import meant
from vedette.extraction.control.verbs import is_ground_behind, losing
from vedette.extraction.control.where import (
    is_whole_country,
    joined_places,
    last_place,
    object_end,
    place_end,
    place_within,
    unknown_behind,
)
from vedette.extraction.control.who import acts, mention, modifier, subject
from vedette.extraction.control.words import ControlWords, Crossed, control_words
from vedette.extraction.parsing.forms import lemma_set, word_set
from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.parties.phrases import is_party
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation

#: A preposition stands this close behind its verb.
_REACH = 7
#: A preposition stands this close behind the noun that it goes with ("a foothold there in").
_BEHIND = 4
_ENDS = frozenset(".,;:")
#: Prepositions of listed phrases behind which an unknown name is a place ("took control of X", "poured into X").
#: Relations whose listed phrases take no person: "lost their hold on X", "advanced on X".
_GIVING = (ControlRelation.LOST, ControlRelation.CONTESTS)
_KEEPING = frozenset("keep hold bar shut".split())
_NAMING = ("of", "into", "over")
_BODIES = ("group", "organization", "organisation", "network")
_OFFICES = frozenset("government authority state administration command agency observatory".split())
_OVER = ("of", "over", "on", "in")
_BETWEEN = ("ADV", "PART", "NOUN", "PROPN", "DET", "ADJ", "PRON", "NUM")


@dataclass(frozen=True, slots=True)
class Match:
    """What a verb phrase says of the place behind its last preposition; `loose` where any noun could stand there."""

    relation: ControlRelation
    last: Token
    loose: bool = False
    planned: bool = False


def match(verb: Token, words: ControlWords) -> Match | None:
    """The relation and the preposition of a verb phrase of control ("took full control of"), or None."""
    if verb.dep_ == "amod" and verb.head.i > verb.i:  # "the remaining fighters in X"
        return None
    return _listed(verb, words) or _crossed(verb, words) or _pushed(verb, words) or _kept_out(verb)


def _crossed(verb: Token, words: ControlWords) -> Match | None:
    """A verb with a noun and a preposition of its family: "retains a foothold in", "raised their flag over"."""
    rows = words.crossed.get(verb.lemma_.lower(), ())
    lemmas = lemma_set(verb.doc) if rows else frozenset()
    for row in rows:
        if row.nouns.isdisjoint(lemmas):
            continue
        link = _noun_and_link(verb, row)
        if link is not None:
            return Match(row.relation, link, loose=True, planned=row.planned)
    return None


def _pushed(verb: Token, words: ControlWords) -> Match | None:
    """ "Chased the fighters of the group out of", "were thrown out of", "drove them back from"."""
    if verb.lemma_.lower() not in words.pushing:
        return None
    driven = done_to(verb)
    if driven is None:
        return None
    doc = verb.doc
    back = (g for c in verb.rights if c.lower_ in ("back", "away") for g in c.rights)  # "beaten back from X"
    for link in (*verb.rights, *driven.rights, *back):
        if link.lower_ == "from" and link.i > verb.i:
            return Match(ControlRelation.CAPTURED, link, loose=True)
        if link.lower_ == "out" and link.i > verb.i and doc.words[link.i + 1 : link.i + 2] == ["of"]:
            return Match(ControlRelation.CAPTURED, doc[link.i + 1], loose=True)
    return None


def _kept_out(verb: Token) -> Match | None:
    """ "Have kept the rebels out of X": they hold it."""
    if verb.lemma_.lower() not in _KEEPING:
        return None
    kept = next((c for c in verb.rights if c.dep_ == "dobj" and acts(c)), None)
    out = next((t for t in verb.doc[kept.i + 1 : kept.i + 4] if t.lower_ == "out"), None) if kept is not None else None
    if out is None or verb.doc.words[out.i + 1 : out.i + 2] != ["of"]:
        return None
    return Match(ControlRelation.HOLDS, verb.doc[out.i + 1], loose=True)


def _noun_and_link(verb: Token, row: Crossed) -> Token | None:
    """The preposition of "hold SWAY OVER", "stood at the GATES OF": nothing but a few words may stand between."""
    doc = verb.doc
    words, lemmas = doc.words, doc.lemmas
    limit = min(len(words), verb.i + _REACH)
    for at in range(verb.i + 1, limit):
        if doc[at].pos_ in ("VERB", "AUX") or words[at] in _ENDS:
            return None
        if lemmas[at] in row.nouns:
            behind = doc[at + 1 : at + _BEHIND]
            link = next((t for t in behind if t.pos_ == "ADP" or t.lower_ in row.prepositions), None)
            return link if link is not None and link.lower_ in row.prepositions else None
    return None


def _listed(verb: Token, words: ControlWords) -> Match | None:
    rows = words.phrases.get(verb.lemma_.lower(), ())
    if not rows:
        return None
    here, lemmas = word_set(verb.doc), lemma_set(verb.doc)
    for middle, last, relation in rows:
        if last not in here or (middle and middle[0] not in here and middle[0] not in lemmas):
            continue
        found = _follow(verb, (*middle, last))
        if found is not None:
            return Match(relation, found)
    return None


def _follow(verb: Token, parts: tuple[str, ...]) -> Token | None:
    doc, at = verb.doc, verb.i + 1
    tokens, words, lemmas = doc.tokens, doc.words, doc.lemmas
    limit = min(len(tokens), verb.i + _REACH)
    for word in parts:
        while at < limit and words[at] != word and lemmas[at] != word:
            token = tokens[at]
            if token.text == "-" or token.dep_ in ("amod", "compound"):
                at += 1
                continue
            if token.pos_ == "VERB" or token.text in ".,;" or (len(parts) == 1 and token.pos_ not in _BETWEEN):
                return None
            at += 1
        if at >= limit:
            return None
        at += 1
    return doc[at - 1]


def by_phrase(report: Report, sentence: Sentence, verb: Token, told: Match) -> Iterator[ControlDraft]:
    """The statements of a verb phrase of control."""
    words = control_words()
    lemma = verb.lemma_.lower()
    relation, last = told.relation, told.last
    end = object_end(sentence, last.i + 1)
    naming = told.loose or lemma in words.pushing or last.lower_ in _NAMING or relation in _GIVING
    unknown = unknown_behind(sentence, last) if naming else []
    where = unknown[0] if unknown else place_within(report, sentence, last.i + 1, end)
    if where is None or (told.loose and not is_ground_behind(sentence, last, where)):
        return
    quote_end = place_end(sentence, where, last.i + 1)
    if lemma in words.pushing and relation is ControlRelation.CAPTURED:
        loser = done_to(verb)
        if loser is None or not (acts(loser) or loser.pos_ == "PRON" or _is_people(loser)):
            return
        beaten = mention(report, sentence, loser)
        if any(c.dep_ == "auxpass" for c in verb.children):
            span = (verb.i, quote_end if not where.inferred else min(end, last.i + _REACH))
            said = Statement(verb.i, ControlRelation.LOST, beaten, where, "driven out", (verb.i, quote_end), span=span)
            yield draft(report, sentence, meant(verb, said))
            return
    else:
        beaten = (
            losing(report, sentence, verb, min(len(verb.doc), end + 4))
            if relation is ControlRelation.CAPTURED
            else None
        )
    who = _stationed(verb) if lemma in words.staying else subject(verb)
    if who is None or not _can_act(who, relation, lemma in words.staying):
        return
    if lemma in words.staying and (is_whole_country(sentence, where) or (lemma == "base" and who.lemma_ in _BODIES)):
        return
    party = mention(report, sentence, who)
    if party is None:
        return
    rule = "stands in" if lemma in words.staying else "verb with preposition"
    for place in unknown or joined_places(sentence, where, last.i + 1):
        quote = (verb.i, place_end(sentence, place, last.i + 1))
        span = quote if not place.inferred else (verb.i, min(end, last.i + _REACH))
        said = meant(verb, Statement(verb.i, relation, party, place, rule, quote, beaten, span=span))
        yield draft(report, sentence, replace(said, planned=True) if told.planned else said)


def _is_people(noun: Token) -> bool:
    """ "Drove the Russians out of": a people by its name stands for its forces."""
    return noun.tag_ in ("NNPS", "NNP") and noun.text.endswith("s") and is_party(noun)


def _can_act(who: Token, relation: ControlRelation, staying: bool) -> bool:
    """Civilians flee, offices are based somewhere: only forces withdraw, enter or stand in a place."""
    if staying:
        return acts(who) and who.lemma_.lower() not in _OFFICES
    if relation in (ControlRelation.WITHDREW, ControlRelation.ENTERED):
        return acts(who) or who.pos_ == "PRON"
    return True


def _stationed(verb: Token) -> Token | None:
    """Who stands there: "terrorists positioned in X", "troops are deployed in X", "X-s sniper holed up in"."""
    who = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None)
    if who is None and verb.dep_ in ("acl", "relcl", "amod"):
        who = verb.head
    if who is not None and who.tag_ in ("WDT", "WP"):
        who = verb.head
    if who is not None and who.pos_ == "PROPN" and not acts(who):
        return modifier(who) or next((t for t in reversed(verb.doc[max(0, verb.i - 4) : verb.i]) if acts(t)), None)
    if who is None and verb.i and acts(verb.doc[verb.i - 1]):
        return verb.doc[verb.i - 1]
    return who


def by_bare_control(report: Report, sentence: Sentence, verb: Token) -> Iterator[ControlDraft]:
    """ "In X, the army regained control on Tuesday": of the place last named."""
    noun = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if noun is None or noun.lower_ != "control" or any(c.dep_ == "prep" and c.lower_ in _OVER for c in noun.children):
        return
    relation = ControlRelation.LOST if verb.lemma_.lower() in ("lose", "cede") else ControlRelation.CAPTURED
    who = subject(verb)
    where = last_place(report, sentence, verb.i) if who is not None and acts(who) else None
    if who is not None and where is not None:
        said = Statement(verb.i, relation, mention(report, sentence, who), where, "control", (verb.i, noun.i + 1))
        yield draft(report, sentence, meant(verb, said))


def by_leaving(report: Report, sentence: Sentence, verb: Token) -> Iterator[ControlDraft]:
    """ "said that they had pulled out", "the garrison withdrew": from the place last named."""
    lemma = verb.lemma_.lower()
    particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")}
    if lemma not in ("withdraw", "retreat") and not (lemma == "pull" and particles & {"out", "back"}):
        return
    links = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    if any(c.dep_ == "dobj" for c in verb.children) or links & {"from", "of", "to", "into"}:
        return
    who = subject(verb)
    if who is None or not (acts(who) or who.pos_ == "PRON"):
        return
    where = last_place(report, sentence, verb.i)
    if where is not None:
        quote = (min(who.i, verb.i), verb.i + 1)
        said = Statement(verb.i, ControlRelation.WITHDREW, mention(report, sentence, who), where, "left", quote)
        yield draft(report, sentence, meant(verb, said))
