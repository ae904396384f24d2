"""Acts of speech in a phrase that holds the speaker: "by the army's count", "in the telling of survivors", "per the
ministry", "if the committee is to be believed", "from what doctors could establish", "word from residents has it"."""

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.speech.acts import Source
from vedette.extraction.speech.cues import PRONOUNS, can_speak, is_calendar
from vedette.extraction.speech.names import BODY_WORDS
from vedette.extraction.speech.phrases import noun_phrase
from vedette.extraction.speech.sources import LONGEST, parsed, phrase_before
from vedette.extraction.speech.verbs import Cue

#: What somebody's version of things is called (forms).
_TELLINGS = frozenset("account accounts narrative recollection retelling telling testimony version words".split())
ACCOUNTS = _TELLINGS | frozenset("count counting estimate estimates figures numbers reckoning say-so tally".split())
#: Between the words that lead in an account and its speaker.
_LEADING = frozenset(("by", "in", "on", "from", "to", "with", "per"))
_OF = ("of", "from", "by", "among")
#: How an account is believed: "if X is to be believed", "can be trusted".
_TRUSTED = frozenset(("believed", "trusted", "credited"))
#: Words at which a look for such a phrase begins.
OPENERS = ACCOUNTS | _TRUSTED | frozenset(("per", "what", "it", "known"))
#: Nouns for what goes from mouth to mouth.
_TALK = frozenset("word talk news rumour rumor".split())


def account_cue(unit: Unit, token: Token) -> Cue | None:
    """The act of a phrase that holds the speaker, looked for at its marked word; None where there is none."""
    word = token.lower_
    if word in ACCOUNTS:
        return _in_account(unit, token)
    if word == "per":
        return _per(unit, token)
    if word in _TRUSTED:
        return _if_trusted(unit, token)
    if word == "what":
        return _from_what(unit, token)
    return _said_to_be(unit, token)


def _speaks(token: Token) -> bool:
    """Whether a noun can give an account: what speaks, and bodies that keep a count."""
    return can_speak(token) or token.lower_ in BODY_WORDS


def _cue(unit: Unit, start: int, source: Source, after: int) -> Cue:
    return Cue(start, unit.doc[start:after].text, "accord", source, after)


def _in_account(unit: Unit, noun: Token) -> Cue | None:
    """ "By the hospital's count", "in the telling of survivors", "going by official figures"."""
    doc, link = unit.doc, noun.head
    if noun.dep_ != "pobj" or link.lower_ not in _LEADING or link.i > noun.left_edge.i:
        return None
    if link.lower_ == "in" and noun.lower_ not in _TELLINGS:
        return None
    beside = [c for c in noun.lefts if c.dep_ in ("poss", "compound", "amod", "nmod")]
    who = next((c for c in beside if _speaks(c) or (c.dep_ == "poss" and c.tag_ == "NN" and not is_calendar(c))), None)
    end = noun.i + 1
    if who is not None and who.lower_ in PRONOUNS:
        return None
    if who is not None:
        source = Source(who.left_edge.i, who.i + 1, who.i, unit.text(who.left_edge.i, who.i + 1))
        if doc[source.start].tag_ in ("DT", "PRP$") and source.end - source.start > 1:
            source = Source(source.start + 1, source.end, source.head, unit.text(source.start + 1, source.end))
    else:
        of = next((c for c in noun.rights if c.lower_ in _OF), None)
        given = next((c for c in of.rights if c.dep_ == "pobj"), None) if of is not None else None
        if given is None or not _speaks(given):
            return None
        source = parsed(unit, given)
        end = source.end
    start = link.i
    if start and doc[start - 1].lower_ in ("going", "based"):
        start -= 1
    aside = start == 0 or doc[start - 1].text in (",", "-", "–", "—", "(") or end == len(doc) or doc[end].is_punct
    return _cue(unit, start, source, end) if aside else None


def _per(unit: Unit, token: Token) -> Cue | None:
    """ "Per the city's health office": no "per cent", no "per person"."""
    doc = unit.doc
    if token.i + 1 >= len(doc) or (token.i and doc[token.i - 1].text not in (",", "(", "-", "–", "—")):
        return None
    source = noun_phrase(unit, token.i + 1)
    if source is None or not _speaks(doc[source.head]):
        return None
    return _cue(unit, token.i, source, source.end)


def _if_trusted(unit: Unit, verb: Token) -> Cue | None:
    """ "If the committee is to be believed"."""
    doc = unit.doc
    at = next((i for i in range(verb.i - 1, max(-1, verb.i - LONGEST), -1) if doc.words[i] == "if"), None)
    if at is None or any(t.text == "," for t in doc[at : verb.i]):
        return None
    source = noun_phrase(unit, at + 1)
    return _cue(unit, at, source, verb.i + 1) if source is not None and _speaks(doc[source.head]) else None


def _from_what(unit: Unit, token: Token) -> Cue | None:
    """ "From what doctors could establish, 18 died": up to the comma."""
    doc = unit.doc
    if token.i == 0 or doc.words[token.i - 1] not in ("from", "by") or (token.i > 1 and doc[token.i - 2].text != ","):
        return None
    source = noun_phrase(unit, token.i + 1)
    if source is None or not _speaks(doc[source.head]):
        return None
    comma = next((t.i for t in doc[source.end :] if t.is_punct), len(doc))
    return _cue(unit, token.i - 1, source, comma)


def _said_to_be(unit: Unit, token: Token) -> Cue | None:
    """ "Word from residents has it that", "the ministry let it be known", "made it known that"."""
    doc, i = unit.doc, token.i
    if token.lower_ == "it":
        has = doc[i - 1] if i else None
        if has is None or has.lemma_ != "have" or not _closes(unit, i + 1):
            return None
        subject = next((c for c in has.lefts if c.dep_ == "nsubj"), None)
        if subject is None or subject.lemma_.lower() not in _TALK:
            return None
        of = next((c for c in subject.rights if c.lower_ in _OF), None)
        who = next((c for c in of.rights if c.dep_ == "pobj"), None) if of is not None else None
        if who is None or not (_speaks(who) or who.pos_ == "NOUN"):
            return None
        return Cue(has.i, has.text, "say", parsed(unit, who), i + 1)
    back = doc.words[max(0, i - 3) : i]
    verb = i - 3 if back == ["let", "it", "be"] else i - 2 if back[1:] in (["made", "it"], ["makes", "it"]) else None
    source = phrase_before(unit, verb) if verb is not None else None
    return Cue(i, doc[i].text, "say", source, i + 1) if source is not None else None


def _closes(unit: Unit, at: int) -> bool:
    return at >= len(unit.doc) or unit.doc[at].is_punct or unit.doc[at].lower_ == "that"
