"""Noun phrases beside a word, read by parts of speech, and who is behind "which", "its" and "a group".

The parser loses the head of a phrase where names are foreign and commas many; parts of speech it keeps.
"""

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.standing.words import standing_words
from vedette.model.mention import ActorMention

#: A phrase is not longer than this.
LONGEST = 12

_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_INSIDE = (*_NOUNS, "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "AFX", "ADD", "FW")
_LINKS = frozenset(("of", "for"))
_RELATIVES = frozenset(("which", "who", "that", "whose", "where"))
_LEADING = ("DT", "PRP$", "PDT", "``", "''", ",", "RB")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight overnight week month year".split()
)
_BY_HYPHEN = frozenset("backed led held run aligned linked supported funded armed allied affiliated".split())
_COUNTERPARTS = frozenset(
    "counterpart counterparts delegation envoy envoys minister ministers leader officials".split()
)

Range = tuple[int, int]


def phrase_after(doc: Doc, at: int) -> Range | None:
    """The noun phrase that begins at a token, articles left out; None where none begins there."""
    start = at
    while start < len(doc) and start - at < 3 and doc[start].tag_ in _LEADING and doc[start].text != ",":
        start += 1
    end = start
    while end < len(doc) and end - start < LONGEST and _goes_on(doc, end, start):
        end += 1
    while end > start and doc[end - 1].tag_ not in _NOUNS and not is_capital(doc[end - 1]):
        end -= 1
    return (start, end) if end > start and any(t.tag_ in _NOUNS or is_capital(t) for t in doc[start:end]) else None


def _goes_on(doc: Doc, at: int, start: int) -> bool:
    token = doc[at]
    if token.lower_ in _CALENDAR or token.lower_ in ("more", "most", "other"):
        return False
    if token.tag_ in _INSIDE or (token.tag_.startswith("VB") and _hyphened(doc, at)):
        return True
    if token.tag_ == "VBN" and token.dep_ == "amod" and at == start:
        return True  # "loyal to the exiled government"
    if is_capital(token) and token.i > 0 and token.pos_ not in ("PRON", "DET", "ADP", "VERB", "AUX"):
        return True
    linked = token.lower_ in _LINKS or (token.tag_ == "DT" and at > start and doc[at - 1].lower_ in _LINKS)
    return linked and at > start and at + 1 < len(doc) and doc[at + 1].tag_ in (*_INSIDE, "DT")


def is_capital(token: Token) -> bool:
    """Whether a word is written as a name: "Aleppo", "al-Assad"."""
    return token.text[:1].isupper() or ("-" in token.text and any(c.isupper() for c in token.text))


def _hyphened(doc: Doc, at: int) -> bool:
    return (at > 0 and doc[at - 1].text == "-") or (at + 1 < len(doc) and doc[at + 1].text == "-")


def phrase_before(doc: Doc, at: int, *, across: bool = True) -> Range | None:
    """The noun phrase that ends right before a token, brackets skipped; `across` lets it reach over "of" and "for"."""
    end = _before_brackets(doc, at)
    start = end
    while start > 0 and end - start < LONGEST:
        token = doc[start - 1]
        if (token.tag_ in _INSIDE and token.lower_ not in _CALENDAR) or _participle(doc, start - 1):
            start -= 1
        elif across and _linked(doc, start):
            start = _linked(doc, start)
        else:
            break
    while start < end and doc[start].tag_ in ("POS", "HYPH", "CD") and doc[start].tag_ != "CD":
        start += 1
    if end <= start or doc[end - 1].tag_ not in (*_NOUNS, "JJ"):
        return None
    return start, end


def _before_brackets(doc: Doc, at: int) -> int:
    if at > 0 and doc[at - 1].text == ")":
        opening = next((i for i in range(at - 1, max(-1, at - 8), -1) if doc[i].text == "("), None)
        return at if opening is None else opening
    return at


def _participle(doc: Doc, at: int) -> bool:
    return doc[at].lower_ in _BY_HYPHEN and at > 0 and doc[at - 1].text == "-"


def _linked(doc: Doc, start: int) -> int:
    """The token after which a phrase goes on to the left over "of (the)"; 0 where it does not."""
    at = start - 1
    if at > 0 and doc[at].tag_ in ("DT", "PRP$"):
        at -= 1
    return at if at > 0 and doc[at].lower_ in _LINKS and doc[at - 1].tag_ in _NOUNS else 0


def has_article(doc: Doc, phrase: Range) -> bool:
    """Whether "a" or "an" stands before a phrase: it describes somebody named before."""
    return phrase[0] > 0 and doc[phrase[0] - 1].lower_ in ("a", "an")


def antecedent(doc: Doc, at: int) -> Range | None:
    """Who a description, relative or participle that begins at a token is about: the phrase before it and its comma."""
    i = at
    while i > 0 and (doc[i - 1].text in (",", "-", "–", "—") or doc[i - 1].lower_ in (*_RELATIVES, "a", "an", "the")):
        i -= 1
    return phrase_before(doc, i) if i > 0 else None


def named_before(doc: Doc, phrase: Range) -> Range:
    """ "X, a group loyal to": the phrase of X where the one given only describes it, else the one given."""
    article = phrase[0] - 1
    if not has_article(doc, phrase) or article < 1 or doc[article - 1].text != ",":
        return phrase
    return phrase_before(doc, article - 1, across=False) or phrase


def head_of(doc: Doc, phrase: Range) -> Token:
    """The noun that a phrase is about: the last one before its first "of" or "for"."""
    head = doc[phrase[1] - 1]
    for token in doc[phrase[0] : phrase[1]]:
        if token.lower_ in _LINKS:
            break
        if token.tag_ in _NOUNS:
            head = token
    return head


def mention(unit: Unit, phrase: Range) -> ActorMention:
    """A phrase as an actor mention; a lone word for a nation's people or things becomes the nation."""
    text = unit.text(*phrase).strip(' ,"“”')
    return ActorMention(text, standing_words().nations.get(text, text), unit.chars(*phrase))


def nation(unit: Unit, phrase: Range) -> ActorMention:
    """The country behind "Turkish counterpart" or "Israeli delegation"; the phrase itself where it names none."""
    names = standing_words().nations
    doc = unit.doc
    if any(t.lower_ in _COUNTERPARTS for t in doc[phrase[0] : phrase[1]]):
        for i in range(*phrase):
            if doc[i].text in names:
                return ActorMention(doc[i].text, names[doc[i].text], unit.chars(i, i + 1))
    return mention(unit, phrase)


def subject(token: Token) -> Token | None:
    """The subject of a verb; who "which" and "who" stand for, and the verb it is joined to, are looked up."""
    for child in token.lefts:
        if child.dep_ in ("nsubj", "nsubjpass"):
            if child.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                return token.head
            return child
    if token.dep_ in ("conj", "xcomp") and token.head.i != token.i and token.head.pos_ in ("VERB", "AUX"):
        return subject(token.head)
    if token.dep_ in ("acl", "relcl") and token.head.pos_ in ("NOUN", "PROPN"):
        return token.head
    return None


def around(doc: Doc, head: Token) -> Range:
    """The phrase around a head noun: to its left by parts of speech, to its right over names, brackets and "of"."""
    before = phrase_before(doc, head.i + 1, across=False) or (head.i, head.i + 1)
    after = phrase_after(doc, head.i)
    return before[0], max(before[1], after[1] if after else 0)


def is_heading(doc: Doc) -> bool:
    """Whether a sentence is a headline: no full stop, most words with a capital."""
    if not doc.texts or doc.texts[-1] in (".", "”", '"', "?", "!"):
        return False
    words = [t.text for t in doc.tokens if t.form.is_alpha and len(t.text) > 2]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def trimmed(doc: Doc, phrase: Range) -> Range:
    """Without punctuation and joining words at either end."""
    start, end = phrase
    while end - 1 > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "CC"):
        end -= 1
    while start < end - 1 and (
        doc[start].is_punct or doc[start].is_space or doc[start].lower_ in ("and", "but", "that")
    ):
        start += 1
    return start, end
