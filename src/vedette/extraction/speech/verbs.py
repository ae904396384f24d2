"""Acts of speech by a verb: "said", "put the number at", "SANA quoted a source as saying", "adding that"."""

from dataclasses import dataclass

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.syntax import done_to
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.speech.acts import Source
from vedette.extraction.speech.cues import (
    CONTINUING,
    FIGURE,
    FIGURE_NOUNS,
    NEEDS_CLAUSE,
    NON_SPEAKERS,
    can_speak,
    passive,
    speech_lemma,
)
from vedette.extraction.speech.sources import jointly, parsed, phrase_after, phrase_apposed, phrase_before
from vedette.extraction.words.lexicon import lexicon

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLAUSES = ("ccomp", "xcomp", "parataxis")
_QUOTERS = ("quote", "cite")
_TELLING = ("tell", "inform")
_PAST = ("VBD", "VBN")
_FINITE = ("VBD", "VBZ", "VBP")
#: How far before the verb of a relative clause its "which" stands.
_RELATIVE = 4
#: What a figure is called that somebody sets at a number.
_SET = frozenset("toll count figure tally estimate number".split())
#: What a figure, or the paper it stands in, is called that somebody gave.
_FIGURES = frozenset(
    "toll count figure tally estimate number account record list log register note memo document testimony data "
    "bulletin file dossier paper statistic".split()
)
#: How one who speaks between or after quotation marks may do so, whatever the verb ("sobbed a resident").
_SPOKE = frozenset(("VBD", "VBZ"))
_QUOTE_ENDS = frozenset((",", "!", "?"))
#: Those who listen to a speech hand nothing on.
_AUDIENCES = frozenset(
    """
    conference council parliament summit assembly meeting congress senate court committee lawmakers deputies crowd
    rally forum troops audience supporters ministers diplomats ambassadors counterpart session hearing mps
    reporters journalists newsmen briefing
    """.split()
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech with its speaker, before what it covers is settled. `after` is the first token past it."""

    token: int
    words: str
    lemma: str
    source: Source | None
    after: int
    relay: Source | None = None
    inside: bool = False


#: A teller stands this close before "told", from its comma on.
_TELLER = 9


def verb_cue(unit: Unit, token: Token, earlier: tuple[Cue, ...]) -> Cue | None:
    """The act that a verb is the cue of, or None."""
    lemma = speech_lemma(token)
    if lemma is None or not (lemma in lexicon().speech_verbs or lemma in FIGURE or _sets(token, lemma)):
        return _in_a_manner(unit, token)
    if lemma in _QUOTERS:
        return _quoting(unit, token, lemma)
    if passive(token) or token.dep_ == "amod":
        return None
    if token.tag_ == "VBG":
        return _continuing(unit, token, lemma, earlier)
    source = _speaker(unit, token, earlier)
    if source is None or not _is_speech(unit, token, lemma, source):
        return None
    relay, after = _told(unit, token, lemma)
    if source.start > token.i:
        after = max(after, source.end)
    return Cue(token.i, token.text, lemma, source, after, relay)


def _sets(verb: Token, lemma: str) -> bool:
    """Whether somebody gives a figure by a verb that is no speech elsewhere: "placed the toll at 50", "set the number
    of the dead at 12"."""
    if lemma not in ("place", "set"):
        return False
    return any(c.dep_ == "dobj" and c.lemma_.lower() in _SET for c in verb.rights)


def _in_a_manner(unit: Unit, token: Token) -> Cue | None:
    """ "Ten are dead," sobbed a resident: beside the close of a quotation and a person every verb is of speech."""
    doc, i = unit.doc, token.i
    if i < 2 or token.tag_ not in _SPOKE:
        return None
    if doc[i - 1].is_quote and doc[i - 2].text in _QUOTE_ENDS:
        source = phrase_after(unit, i)
        return Cue(i, token.text, "say", source, source.end) if source is not None else None
    if not _ends_here(token) or not any(t.is_quote for t in doc[max(0, i - _TELLER) : i]):
        return None
    source = phrase_before(unit, i)  # "..., a mother in the camp whispered."
    first = source.start - (doc[source.start - 1].tag_ == "DT") if source is not None else 0
    told = first > 1 and doc[first - 1].is_quote and doc[first - 2].text in _QUOTE_ENDS
    return Cue(i, token.text, "say", source, i + 1) if told else None


def _speaker(unit: Unit, token: Token, earlier: tuple[Cue, ...]) -> Source | None:
    given = _giver(unit, token)
    found = given if given is not None else _speaker_alone(unit, token, earlier)
    return found if found is None or found.pronoun or found.start > token.i else jointly(unit, token, found)


def _giver(unit: Unit, verb: Token) -> Source | None:
    """ "A toll given by the army spoke of 12 dead", "a count by the ministry", "its figures put the dead at":
    whoever gave the figure."""
    if verb.lemma_.lower() not in FIGURE:
        return None
    figure = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.lemma_.lower() in _FIGURES), None)
    if figure is None:
        return None
    owner = next((c for c in figure.lefts if c.dep_ in ("poss", "compound", "nmod") and can_speak(c)), None)
    if owner is not None and owner.pos_ != "PRON":
        start = owner.left_edge.i + (owner.left_edge.tag_ == "DT")
        return Source(start, owner.i + 1, owner.i, unit.text(start, owner.i + 1))
    given = [c for c in figure.rights if c.dep_ in ("acl", "prep")]
    by = [c for g in given for c in (g, *g.children) if c.lower_ in ("by", "from") and c.i < verb.i]
    who = next((c for b in by for c in b.children if c.dep_ == "pobj"), None)
    return parsed(unit, who) if who is not None and can_speak(who) else None


def _speaker_alone(unit: Unit, token: Token, earlier: tuple[Cue, ...]) -> Source | None:
    doc = unit.doc
    floor = earlier[-1].token + 1 if earlier else 0
    beside = phrase_before(unit, token.i, floor)
    if beside is not None:
        whose = _before_relative(unit, beside.start, floor) if _is_object(doc, beside.start, floor) else None
        return beside if whose is None or whose.pronoun else whose
    shared = _shared(token, earlier)
    if shared is not None:
        return shared
    subject = _subject(token)
    apposed = phrase_apposed(unit, token.i, floor)
    if apposed is not None:
        return apposed
    if subject is None and token.lemma_ == "tell" and (teller := _after_comma(unit, token, floor)) is not None:
        return teller
    inverted = subject is not None and subject.i > token.i
    if inverted or (subject is None and _may_invert(token)):
        after = phrase_after(unit, token.i)
        if after is not None:
            return after
    if subject is None and token.i and doc[token.i - 1].lower_ in ("and", "but", "also") and earlier:
        return earlier[-1].source
    if subject is None or subject.tag_ == "EX":
        return _before_relative(unit, token.i, floor)
    if subject.lower_ in NON_SPEAKERS or subject.lemma_.lower() in NON_SPEAKERS:
        return None
    if subject.tag_ in ("WDT", "WP") and not subject.text.isupper():
        return None
    if not can_speak(subject) and not _has_clause(token):
        return None
    if subject.i < token.i and not can_speak(subject) and token.i - subject.i > 8:
        return None
    return parsed(unit, subject)


def _is_object(doc: Doc, start: int, floor: int) -> bool:
    """Whether a phrase is what a verb of a relative clause is about: "the monitor, which follows the war, said"."""
    at = start - 1
    if at > floor and doc[at].tag_ in ("DT", "PRP$"):
        at -= 1
    before = doc[max(floor, at - _RELATIVE) : max(floor, at)]
    return at > floor and doc[at].tag_ in _FINITE and any(t.lower_ in ("who", "which") for t in before)


def _shared(token: Token, earlier: tuple[Cue, ...]) -> Source | None:
    """ "X said it would stay, and urged residents": X urges, though the parser joins the verb to what X said.

    Two verbs that share a subject stand side by side; what is said rather has a pronoun, a thing, a modal or a comma.
    """
    first = token
    while first.dep_ == "conj" and not any(c.dep_ in _SUBJECTS for c in first.lefts) and first.head.i != first.i:
        first = first.head
    said = next((c for c in earlier if first.dep_ == "ccomp" and first.head.i == c.token), None)
    if first is token or said is None or (token.tag_ in _PAST) != (token.doc[said.token].tag_ in _PAST):
        return None
    subject = next((c for c in first.lefts if c.dep_ in _SUBJECTS), None)
    if subject is None or subject.i < said.token:
        return None
    comma = any(t.text == "," and t.nbor().dep_ == "cc" for t in token.doc[token.i - 2 : token.i])
    modal = any(c.tag_ == "MD" for c in first.lefts)
    return said.source if comma or modal or subject.pos_ == "PRON" or not can_speak(subject) else None


def _after_comma(unit: Unit, verb: Token, floor: int) -> Source | None:
    """ "Eleven died in X, a lawmaker from the area told local radio", where the parser ties the teller to X."""
    doc = unit.doc
    comma = next((i for i in range(verb.i - 1, max(floor, verb.i - _TELLER), -1) if doc[i].text == ","), None)
    if comma is None:
        return None
    head = next((t for t in doc[comma + 1 : verb.i] if t.pos_ in ("NOUN", "PROPN")), None)
    return parsed(unit, head) if head is not None and can_speak(head) and head.dep_ != "compound" else None


def _before_relative(unit: Unit, verb: int, floor: int) -> Source | None:
    """ "two soldiers who fought there told": the noun before a relative clause that the parser did not close."""
    doc = unit.doc
    for i in range(verb - 1, max(floor, verb - 12), -1):
        if doc[i].lower_ in ("who", "which") and any(t.pos_ == "VERB" for t in doc[i + 1 : verb]):
            return phrase_before(unit, i - 1 if doc[i - 1].text == "," else i, floor)
    return None


def _may_invert(token: Token) -> bool:
    doc = token.doc
    if token.i == 0 or token.tag_ not in ("VBD", "VBZ"):
        return False
    before = doc[token.i - 1]
    if before.is_quote or before.text in (",", "”", "’’", "''"):
        return True
    rest = doc[token.i + 1 :]
    return len(rest) <= 14 and not any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBG" for t in rest)


def _subject(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in _SUBJECTS:
            if child.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                return token.head
            return child
    if token.dep_ == "conj" and token.head.i != token.i and token.head.pos_ in ("VERB", "AUX"):
        return _subject(token.head)
    return None


def _has_clause(token: Token) -> bool:
    return any(c.dep_ in _CLAUSES and (c.pos_ in ("VERB", "AUX") or c.dep_ == "ccomp") for c in token.children)


#: What is claimed as one's own, or taken: who claims an attack owns up to it, and is no source of its toll.
_CLAIMED = frozenset(
    "life responsibility victory attack bombing blast assault raid ambush shooting explosion strike".split()
)


def _is_speech(unit: Unit, token: Token, lemma: str, source: Source) -> bool:
    doc = unit.doc
    figure = (lemma in FIGURE or _sets(token, lemma)) and _has_figure(token)
    if lemma not in lexicon().speech_verbs:
        return figure and can_speak(doc[source.head])
    if lemma == "accuse":
        return any(c.lower_ == "of" for c in doc[token.i + 1 : token.i + 12])
    if lemma in ("record", "document") and not _has_clause(token):
        return figure
    if lemma in ("add", "note", "tell") and any(
        c.lower_ in ("to", "up") and c.dep_ in ("prep", "prt") for c in token.children
    ):
        return False
    if lemma == "claim" and any(c.dep_ == "dobj" and c.lemma_.lower() in _CLAIMED for c in token.children):
        return False
    if lemma == "continue":
        return _next(doc, token.i) in (":", '"', "“") or _ends_here(token)
    if lemma not in NEEDS_CLAUSE or (lemma in ("write", "post") and _posts(token)):
        return True
    return figure or _has_clause(token) or _next(doc, token.i) in ("that", '"', "“", ":", "``") or _ends_here(token)


def _ends_here(token: Token) -> bool:
    """Whether the clause ends with the verb: what it tells came before."""
    rest = [t for t in token.doc[token.i + 1 : token.i + 6] if not t.is_space]
    return not rest or rest[0].text in (".", "”", ";")


def _posts(token: Token) -> bool:
    """ "..., the governor wrote on Telegram." """
    rest = [t for t in token.doc[token.i + 1 : token.i + 6] if not t.is_space]
    stop = next((n for n, t in enumerate(rest) if t.text in (".", ",", ";")), None)
    return stop is not None and stop > 1 and rest[0].lower_ in ("on", "in", "via") and rest[stop - 1].pos_ != "VERB"


def _next(doc: object, i: int) -> str:
    return doc[i + 1].lower_ if i + 1 < len(doc) else ""  # type: ignore[index,arg-type]


def _has_figure(token: Token) -> bool:
    ahead = token.doc[token.i + 1 : token.i + 14]
    return any(t.lemma_.lower() in FIGURE_NOUNS or (t.like_num and t.head.i != token.i) for t in ahead)


def _continuing(unit: Unit, token: Token, lemma: str, earlier: tuple[Cue, ...]) -> Cue | None:
    """ "..., adding that": the speaker of the act before goes on."""
    if token.i and unit.doc[token.i - 1].lower_ == "as":
        return None
    if lemma in ("put", "bring"):
        return _giving(token, lemma, earlier)
    if lemma not in CONTINUING or not earlier or earlier[-1].source is None:
        return None
    objects = [c for c in token.children if c.dep_ == "dobj"]
    if (
        _next(unit.doc, token.i) != "that"
        and not _has_clause(token)
        and (objects or lemma not in ("add", "note", "say", "stress"))
    ):
        return None
    return Cue(token.i, token.text, lemma, earlier[-1].source, token.i + 1, earlier[-1].relay)


def _giving(token: Token, lemma: str, earlier: tuple[Cue, ...]) -> Cue | None:
    """ "..., putting the death toll at 70": the speaker of the act before gives a figure."""
    if not earlier or earlier[-1].source is None or not _has_figure(token):
        return None
    return Cue(token.i, token.text, lemma, earlier[-1].source, token.i + 1, earlier[-1].relay)


def _quoting(unit: Unit, token: Token, lemma: str) -> Cue | None:
    """ "SANA quoted a source as saying": the source speaks, whoever quotes it hands it on."""
    doc = unit.doc
    quoted = done_to(token)
    if passive(token):
        return (
            None
            if quoted is None
            else Cue(token.i, token.text, lemma, parsed(unit, quoted), _as_saying(doc, token.i + 1))
        )
    if token.tag_ == "VBG":
        return None
    by = phrase_before(unit, token.i)
    if by is None:
        return None
    after = quoted.i + 1 if quoted is not None and quoted.i > token.i else token.i + 1
    said = phrase_until_as(unit, token.i + 1) if quoted is None or quoted.lower_ not in ("him", "her", "them") else None
    if said is None and quoted is not None:
        said = parsed(unit, quoted)
        said = Source(said.start, said.end, said.head, said.words, quoted.lower_ in ("him", "her", "them", "it"))
    if said is None:
        return None
    return Cue(token.i, token.text, lemma, said, _as_saying(doc, max(after, said.end)), by)


def phrase_until_as(unit: Unit, start: int) -> Source | None:
    """The phrase between "quoted" and "as saying"."""
    doc = unit.doc
    stop = next((i for i in range(start, min(start + 14, len(doc))) if doc[i].lower_ == "as"), None)
    if stop is None or stop == start:
        return None
    nouns = [t for t in doc[start:stop] if t.pos_ in ("NOUN", "PROPN")]
    if not nouns:
        return None
    head = next((t for t in nouns if can_speak(t)), nouns[0])
    first = start + 1 if doc[start].tag_ == "DT" else start
    return Source(first, stop, head.i, unit.text(first, stop))


def _as_saying(doc: object, at: int) -> int:
    size = len(doc)  # type: ignore[arg-type]
    for i in range(at, min(at + 12, size)):
        if doc[i].lower_ == "as" and i + 1 < size and doc[i + 1].tag_ == "VBG":  # type: ignore[index]
            return i + 2
    return at


def _told(unit: Unit, verb: Token, lemma: str) -> tuple[Source | None, int]:
    """Whom it was told ("told dpa", "said to AFP"), and the first token past it."""
    doc, i = unit.doc, verb.i + 1
    if lemma not in _TELLING:
        return None, i
    start = i + 1 if i < len(doc) and doc[i].tag_ in ("DT", "PRP$") else i
    end = start
    while (
        end < len(doc)
        and end - start < 8
        and (doc[end].tag_ in ("NNP", "NNPS", "NN", "NNS", "POS", "HYPH") or doc[end].tag_ == "JJ")
        and not _starts_clause(doc, end, start)
    ):
        end += 1
    if (
        end == start
        and start + 1 < len(doc)
        and doc[start + 1].lower_ in (".", ",", "that", "the")
        and doc[start].is_alpha
    ):
        end = start + 1 if doc[start].lower_ not in ("that", "him", "her", "them", "us", "me", "you", "it") else start
    if end == start:
        return None, i + 1 if i < len(doc) and doc[i].tag_ == "PRP" else i
    ordered = any(
        c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB" and any(g.lower_ == "to" for g in c.lefts) for c in verb.rights
    )
    if ordered or any(t.lower_ in _AUDIENCES for t in doc[start:end]):
        return None, end  # "told the garrison to leave": who is to leave hands nothing on
    return Source(start, end, end - 1, unit.text(start, end)), end


def _starts_clause(doc: object, at: int, start: int) -> bool:
    """Whether a lower-case noun after a name begins what was told ("told SANA terrorists fired")."""
    token, before = doc[at], doc[at - 1]  # type: ignore[index]
    return bool(
        at > start
        and before.tag_ in ("NNP", "NNPS")
        and token.text[:1].islower()
        and token.lower_
        not in (
            "news",
            "agency",
            "newspaper",
            "television",
            "radio",
            "website",
            "tv",
            "correspondent",
            "channel",
            "reporter",
            "reporters",
        )
        and token.tag_ != "POS"
    )
