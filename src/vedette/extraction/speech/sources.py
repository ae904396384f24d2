"""The phrase that names a speaker, read from the words beside a cue: the parse loses it where commas are missing.

"... landed on eastern Ghouta the observatory reported": the parser takes "Ghouta the observatory" for one phrase. A
noun phrase is scanned leftwards from the verb by parts of speech; it ends where English would start a new one.
"""

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Doc, Phrase, Token
from vedette.extraction.speech.acts import Source
from vedette.extraction.speech.cues import PRONOUNS, can_speak, is_calendar
from vedette.extraction.times.vocabulary import WEEKDAYS
from vedette.extraction.words.lexicon import lexicon

_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_NAMES = ("NNP", "NNPS")
_LINKS = frozenset("of for in at from on to with inside near".split())
_SKIPPED = frozenset(
    """
    also later earlier then meanwhile has have had previously initially reportedly separately however already
    further now today yesterday always repeatedly recently early late did would will
    """.split()
)
_PLURAL_MODIFIERS = frozenset(
    """
    rights news affairs services operations relations sources forces sports arms media nations states
    """.split()
)
_PARTICIPLES = frozenset("monitoring ruling governing visiting leading armed united allied elected acting".split())
_NAME_ARTICLES = frozenset(
    "al el deir new tal tel ras abu south north east west bab kafr khan jabal saudi sri burkina".split()
)
_TITLES = frozenset(
    """
    activist spokesman spokeswoman spokesperson director head chief minister president governor mayor commander
    general colonel captain lieutenant officer official leader analyst expert journalist resident doctor agency
    website newspaper channel broadcaster secretary ambassador envoy king emir sheikh group tank
    """.split()
)
#: A speaker's phrase is not longer than this, and the name in it than that.
LONGEST = 16
_NAME = 5


def phrase_before(unit: Unit, verb: int, floor: int = 0) -> Source | None:
    """The speaker named right before a verb of speech, or None where no speaker stands there."""
    doc = unit.doc
    last = _last_noun(doc, verb, floor)
    if last is None:
        return None
    if doc[last].lower_ in PRONOUNS:
        return Source(last, last + 1, last, doc[last].text, pronoun=True)
    start = _start(doc, last, max(floor, last - LONGEST))
    if start is None:
        return None
    return _named(unit, start, last + 1)


def phrase_apposed(unit: Unit, verb: int, floor: int = 0) -> Source | None:
    """The speaker told by name and office between commas right before the verb: "..., the district administrator,
    Tomas Badae, told reporters", "..., Najib Kakar, a senior administrator, said"; None where none stands there."""
    doc = unit.doc
    commas = [i for i in range(max(floor, verb - LONGEST), verb) if doc[i].text == ","]
    if len(commas) < 2 or commas[-1] != verb - 1:
        return None
    middle, start = commas[-2], commas[-3] + 1 if len(commas) > 2 else floor
    one, other = doc[start:middle], doc[middle + 1 : verb - 1]
    for name, office in ((one, other), (other, one)):
        if _is_name(name) and _is_office(office):
            first = start + 1 if doc[start].tag_ == "DT" else start
            head = next(t.i for t in office if t.tag_ == "NN" and _holds_office(t))
            return Source(first, verb - 1, head, unit.text(first, verb - 1))
    return None


def jointly(unit: Unit, verb: Token, last: Source) -> Source:
    """All who speak together: "the army and the River Front said", "the governor, Musa Kebe, and the police chief
    said"; the speaker itself where nobody is joined to it."""
    doc, first = unit.doc, unit.doc[last.head]
    while first.dep_ in ("conj", "appos") and first.head.i < first.i:
        first = first.head
    if (
        verb.tag_ == "VBN"
        or first.i >= last.start
        or first.dep_ != "nsubj"
        or first.head.i != verb.i
        or not can_speak(first)
    ):
        return last
    start = first.left_edge.i + (doc[first.left_edge.i].tag_ == "DT")
    between = doc[start : last.start]
    if (
        len(between) > LONGEST
        or any((t.pos_ in ("VERB", "AUX") and t.dep_ != "amod") or t.is_quote for t in between)
        or not any(t.lower_ == "and" for t in between)
    ):
        return last
    return Source(start, last.end, first.i, unit.text(start, last.end))


def _is_name(words: Phrase) -> bool:
    return 1 < len(words) <= _NAME and all(t.tag_ in _NAMES for t in words)


def _is_office(words: Phrase) -> bool:
    """Whether words are one noun phrase for somebody who can speak: "a senior administrator of the district"."""
    if not len(words) or words[0].tag_ not in ("DT", "PRP$", "NN", "JJ"):
        return False
    plain = all(t.tag_ in (*_NOUNS, "DT", "PRP$", "JJ", "IN", "HYPH", "POS") for t in words)
    return plain and any(t.tag_ == "NN" and _holds_office(t) for t in words)


def _holds_office(noun: Token) -> bool:
    lex = lexicon()
    return noun.lower_ in lex.offices or noun.lower_ in lex.persons or (noun.lower_ in _TITLES and can_speak(noun))


def phrase_after(unit: Unit, verb: int) -> Source | None:
    """The speaker named right after the verb ("... said the director of the hospital."), with no verb of its own."""
    doc, start = unit.doc, verb + 1
    if start >= len(doc):
        return None
    if doc[start].lower_ in PRONOUNS:
        return None
    end = start
    while (
        end < len(doc)
        and end - start < LONGEST
        and (
            doc[end].tag_ in (*_NOUNS, "DT", "JJ", "POS", "HYPH", "CD", "PRP$", "VBN", "NNP")
            or (doc[end].lower_ in ("of", "for") and end > start)
        )
    ):
        end += 1
    while (end > start and doc[end - 1].tag_ not in _NOUNS) or (end > start and is_calendar(doc[end - 1])):
        end -= 1
    if end <= start or (end < len(doc) and doc[end].pos_ in ("VERB", "AUX", "PART")):
        return None
    return _named(unit, start, end)


def _last_noun(doc: Doc, verb: int, floor: int) -> int | None:
    i = verb - 1
    while i >= floor and (
        doc[i].lower_ in _SKIPPED or (doc[i].tag_ in ("RB", "RBR") and doc[i].lower_ not in ("not", "n't"))
    ):
        i -= 1
    if i > floor + 1 and is_calendar(doc[i]):
        i -= 1
        if doc[i].lower_ in ("on", "late", "early", "last", "this"):
            i -= 1
    if i > floor and doc[i].text == ")":
        while i > floor and doc[i].text != "(":
            i -= 1
        i -= 1
    if i > floor and doc[i].tag_ in ("WDT", "WP"):
        i -= 2 if doc[i - 1].text == "," else 1
    if i < floor:
        return None
    if doc[i].lower_ in PRONOUNS or (doc[i].tag_ in _NOUNS and not is_calendar(doc[i])):
        return i
    return (
        i if doc[i].lower_ in ("military", "official", "local", "opposition", "un") and doc[i].pos_ != "VERB" else None
    )


def _start(doc: Doc, last: int, floor: int) -> int | None:
    """Where the phrase that ends at `last` begins."""
    j = last
    while j > floor:
        p, cur = doc[j - 1], doc[j]
        if p.text == ")" and j - 4 >= floor and doc[j - 3].text == "(" and doc[j - 4].tag_ in _NAMES:
            j -= 4  # "the River Front (RF) militant group"
            continue
        if p.tag_ in ("DT", "PDT", "PRP$"):
            linked = _link(doc, j - 1, floor)
            if linked is None:
                # "affiliated to the opposition said": what hangs on a preposition is no subject.
                return None if j - 2 >= floor and doc[j - 2].tag_ in ("IN", "TO") and _hangs(doc, j - 2) else j - 1
            j = linked
        elif p.tag_ == "CC":
            if j - 2 < floor or not (
                can_speak(doc[j - 2]) and doc[j - 2].tag_ in _NOUNS and doc[j - 2].tag_ not in _NAMES
            ):
                return j
            j -= 2
        elif p.lower_ in _LINKS:
            linked = _link(doc, j, floor)
            if linked is None:
                return _after_place(doc, j, last)
            j = linked
        elif p.tag_ in ("IN", "TO") and _hangs(doc, j - 1):
            return _after_place(doc, j, last)
        elif _modifies(p, cur):
            j -= 1
        else:
            return j
    return j


def _hangs(doc: Doc, at: int) -> bool:
    return doc[at].lower_ not in ("that", "as", "after", "while", "because", "since", "when", "if", "though", "before")


def _link(doc: Doc, at: int, floor: int) -> int | None:
    """The noun that a phrase starting at `at` is hung on by a preposition, where that noun can speak: "a source in"."""
    if at - 2 < floor or doc[at - 1].lower_ not in _LINKS:
        return None
    noun = doc[at - 2]
    if noun.lower_ in ("of", "for") or noun.tag_ not in _NOUNS or is_calendar(noun):
        return None
    if doc[at - 1].lower_ in ("of", "for"):
        return at - 2 if can_speak(noun) else None
    if doc[at - 1].lower_ == "from" and noun.tag_ in _NAMES and at - 3 >= floor and doc[at - 3].tag_ in _NAMES:
        return at - 2
    speaks = noun.lemma_.lower() in lexicon().source_heads and noun.tag_ not in _NAMES
    return at - 2 if speaks else None


def _modifies(left: Token, right: Token) -> bool:
    """Whether a word belongs to the same noun phrase as the word after it."""
    if left.tag_ in _NAMES:
        if is_calendar(left):
            return False
        adjective = right.tag_.startswith("JJ") or right.tag_.startswith("VB")
        return not (adjective and right.text[:1].islower())
    if left.tag_ in ("NN", "NNS"):
        if right.tag_ in _NAMES and right.text[:1].isupper():
            return left.lemma_.lower() in _TITLES
        if right.tag_ in ("JJ", "JJR", "CD", "VBN", "VBG") and right.lower_ not in _PARTICIPLES:
            return False
        return left.tag_ == "NN" or left.lower_ in _PLURAL_MODIFIERS
    if left.tag_ in ("JJ", "JJS", "POS", "HYPH", "ADD", "AFX"):
        return True
    if left.tag_ == "CD":
        return left.lower_ in ("one", "two", "three", "four", "five", "several") and right.tag_ not in _NAMES
    return left.lower_ in _PARTICIPLES or (left.tag_ == "VBN" and "-" in left.text)


def _after_place(doc: Doc, start: int, last: int) -> int | None:
    """ "in northern Syria Al Mayadeen TV reported": the place after a preposition ends, a speaker begins."""
    i = start
    while i < last and doc[i].tag_ not in _NAMES:
        i += 1
    i += 2 if i < last and doc[i].lower_ in _NAME_ARTICLES else 1
    return i if i <= last and (doc[i].tag_ in _NAMES or can_speak(doc[i])) else None


def _named(unit: Unit, start: int, end: int) -> Source | None:
    """The source of a phrase; its head is the last noun of its first part."""
    doc = unit.doc
    while start < end and doc[start].tag_ in ("DT", "IN", "CC", "RB", "''", "``", ",", "PDT"):
        start += 1
    if start >= end:
        return None
    head = start
    for i in range(start, end):
        if doc[i].lower_ in _LINKS or doc[i].tag_ == "CC":
            break
        if doc[i].tag_ in _NOUNS or doc[i].tag_.startswith("JJ"):
            head = i
    if not can_speak(doc[head]) and not any(can_speak(doc[i]) and doc[i].tag_ in _NAMES for i in range(start, head)):
        return None
    return Source(start, end, head, unit.text(start, end))


def parsed(unit: Unit, head: Token) -> Source:
    """The noun phrase of a subject that the parser found, without clauses hung on it."""
    doc = unit.doc
    start, end = head.left_edge.i, head.i + 1
    for child in head.children:
        if (
            (child.left_edge.i if child.dep_ == "appos" else child.i) > end + 1
            or child.i < head.i
            or child.dep_ not in ("prep", "appos", "flat", "compound", "nmod")
        ):
            continue
        if child.dep_ == "prep" and (child.lower_ not in _LINKS or any(g.lower_ in WEEKDAYS for g in child.children)):
            break  # "its report of Sunday": a day is no name
        clause = next((t.i for t in child.subtree if t.dep_ in ("relcl", "acl")), None)
        end = max(end, child.right_edge.i + 1 if clause is None else max(clause, child.i + 1))
    while start < head.i and (
        is_calendar(doc[start])  # "... in Velm on Monday | the River Watch said", without a comma
        or doc[start].dep_ in ("punct", "cc", "advmod", "mark", "prep")
        or doc[start].tag_ in ("DT", "IN", "CC", "RB", "''", "``", ",")
    ):
        start += 1
    for t in doc[start : head.i]:
        if (t.dep_ in ("relcl", "acl", "advcl") and t.head.i != head.i) or t.text in (",", ":", ";"):
            start = t.i + 1
    while end - 1 > head.i and doc[end - 1].is_punct:
        end -= 1
    return Source(start, end, head.i, unit.text(start, end), head.lower_ in PRONOUNS)
