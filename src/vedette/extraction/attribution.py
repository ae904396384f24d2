"""Who says so: ties words of speech to their speakers, and every token of a sentence to the chain it was handed on by.

Works a sentence at a time on the parse, then over the sentences of a document (a quote that runs on; "he added"). What a cue
covers is decided by position as much as by the parse, which is unsure of long coordinations: a speaker before the cue
covers what follows it, a speaker at the end covers what came before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from vedette.extraction.lexicon import lexicon
from vedette.extraction.parsing import Unit

#: Speech verbs that also say that something is not so; status reads them again.
DENIALS = frozenset({"deny", "reject", "dismiss", "refute"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_PRONOUNS = frozenset("he she it they".split())
_NON_SPEAKERS = frozenset(
    "strike airstrike attack offensive fighting clash war explosion blast toll number death move which that this who what there we i you operation conflict violence bomb shelling battle advance there people civilian situation day year time".split()
)
_AGENCY_CUES = ("according to", "citing", "quoting")
#: Verbs that need a clause of their own to be speech ("the army found a tunnel" is none).
_NEEDS_CLAUSE = frozenset(
    "show find post point write call ask demand urge expect fear describe record document blame monitor publish observe recall repeat suggest indicate estimate believe".split()
)


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker as the sentence names it: tokens `start` <= i < `end`, the head noun, and the words."""

    start: int
    end: int
    head: int
    words: str
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One act of speech in a sentence: who, by which cue (token), and the tokens covered (half-open pieces).

    `relay` is whom it was told to, or who quotes it ("told dpa", "TASS quoted him as saying"); `inner` is set when another
    act of the sentence lies inside this one's words.
    """

    unit: int
    source: Source | None
    cue: int
    cue_words: str
    lemma: str
    content: tuple[tuple[int, int], ...]
    relay: Source | None = None

    def covers(self, token: int) -> bool:
        """Whether a token lies in what is said."""
        return any(a <= token < b for a, b in self.content)

    @property
    def size(self) -> int:
        """Tokens covered; of two acts that cover a token, the one of fewer lies inside."""
        return sum(b - a for a, b in self.content)


def find_said(unit: Unit) -> tuple[Said, ...]:
    """The acts of speech of a sentence in the order of their cues."""
    doc = unit.doc
    found: list[Said] = []
    for token in doc:
        said = _verb(unit, token) or _according(unit, token)
        if said is not None:
            found.append(said)
    return tuple(found)


def _verb(unit: Unit, token: Token) -> Said | None:
    lex, doc = lexicon(), unit.doc
    lemma = token.lemma_.lower()
    if lemma not in lex.speech_verbs or not token.tag_.startswith("VB"):
        return None
    subject = _subject(token)
    if subject is None:
        return None
    passive = any(c.dep_ == "auxpass" for c in token.children)
    if passive and lemma not in ("quote", "cite") or subject.lemma_.lower() in _NON_SPEAKERS:
        return None
    clause = next(
        (c for c in token.children if c.dep_ in ("ccomp", "xcomp", "parataxis", "advcl") and c.i != token.i), None
    )
    if lemma in _NEEDS_CLAUSE and (clause is None or clause.dep_ == "advcl"):
        return None
    if (
        lemma in ("add", "call", "ask", "find", "show", "expect", "condemn", "demand")
        and any(c.dep_ == "dobj" for c in token.children)
        and clause is None
    ):
        return None
    source = _source(unit, subject)
    content = _content(doc, token, subject, clause, source)
    relay = _told(unit, token)
    if passive:
        return Said(unit.index, source, token.i, token.text, lemma, content, _agent(unit, token))
    return Said(unit.index, source, token.i, token.text, lemma, content, relay)


def _subject(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in _SUBJECTS:
            if child.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                return token.head
            return child
    if token.dep_ in ("conj", "xcomp", "advcl") and token.head.i != token.i and token.head.pos_ in ("VERB", "AUX"):
        if token.dep_ == "conj" or token.tag_ == "VBG":
            return _subject(token.head)
    if token.dep_ in ("acl",) and token.tag_ == "VBG":
        return token.head
    return None


def _content(
    doc: Doc, verb: Token, subject: Token, clause: Token | None, source: Source
) -> tuple[tuple[int, int], ...]:
    """What a verb of speech covers."""
    first, last = 0, len(doc)
    begin, end = min(source.start, verb.i), max(source.end, verb.i + 1)
    for other in doc:  # a coordinated second act ends the first one's words
        if (
            other.i > verb.i
            and other.dep_ == "conj"
            and other.head.i == verb.i
            and other.lemma_.lower() in lexicon().speech_verbs
            and _has_own_subject(other)
        ):
            last = min(last, min(c.left_edge.i for c in other.children if c.dep_ in _SUBJECTS))
    after = _skip_adjuncts(doc, max(end, verb.i + 1), last)
    right = last - after
    left_clause = clause is not None and clause.i < verb.i
    if left_clause or (begin > 3 and right <= 3):
        pieces = [(first, begin)]
        if right > 3:
            pieces.append((after, last))
        return tuple(p for p in pieces if p[0] < p[1])
    if (
        begin > 3
        and doc[begin - 1].text in (",", "”", '"', "''", "’")
        and doc[min(after, len(doc) - 1)].text in (",", "”")
    ):
        return tuple(p for p in ((first, begin), (after, last)) if p[0] < p[1])
    return ((after, last),) if after < last else ()


def _has_own_subject(token: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in token.children)


def _skip_adjuncts(doc: Doc, at: int, last: int) -> int:
    """Past "on Monday", "in a statement", "that", the one told, and punctuation, right after the cue."""
    while at < last:
        token = doc[at]
        if token.text in (",", ":", "that", "“", '"') or token.dep_ in ("npadvmod",) and token.tag_ in ("NNP", "NN"):
            at += 1
        elif (
            token.lower_ in ("on", "in", "late", "early", "to", "via", "through")
            and token.dep_ == "prep"
            and token.right_edge.i - token.i <= 8
            and not any(t.pos_ == "VERB" for t in token.subtree)
            and (at < last and token.head.lemma_.lower() in lexicon().speech_verbs)
        ):
            at = token.right_edge.i + 1
        else:
            break
    return min(at, last)


def _source(unit: Unit, head: Token) -> Source:
    """The speaker's noun phrase without clauses hung on it."""
    start, end = head.left_edge.i, head.i + 1
    for child in head.children:
        if (
            child.i > head.i
            and child.dep_ in ("prep", "appos", "flat", "compound", "nmod", "punct")
            and child.i <= end + 1
        ):
            if child.dep_ == "prep" and child.lower_ not in ("of", "for", "in", "at", "from", "on", "to"):
                break
            if child.dep_ == "punct":
                continue
            stop = child.right_edge.i + 1
            if any(t.pos_ == "VERB" and t.dep_ in ("relcl", "acl") for t in child.subtree):
                stop = child.i + 1
                stop = next((t.i for t in child.subtree if t.dep_ in ("relcl", "acl")), stop)
            end = max(end, stop)
    while start < head.i and (
        unit.doc[start].dep_ in ("punct", "cc", "advmod", "mark", "prep")
        or unit.doc[start].tag_ in ("DT", "IN", "CC", "RB", "''", "``", ",")
    ):
        start += 1
    for t in unit.doc[start : head.i]:
        if t.dep_ in ("relcl", "acl", "advcl") and t.head.i != head.i:
            start = t.i + 1
    return Source(start, end, head.i, unit.text(start, end), head.lower_ in _PRONOUNS)


def _told(unit: Unit, verb: Token) -> Source | None:
    """Whom it was told: the object of "told", the body after "said to", "in an interview with"."""
    if verb.lemma_.lower() in ("tell", "inform"):
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and child.pos_ in ("PROPN", "NOUN"):
                return _source(unit, child)
        nxt = verb.i + 1
        if nxt < len(unit.doc) and unit.doc[nxt].pos_ == "PROPN":
            return (
                _source(unit, unit.doc[nxt])
                if unit.doc[nxt].dep_ in ("dobj", "dative")
                else Source(nxt, nxt + 1, nxt, unit.doc[nxt].text)
            )
    return None


def _agent(unit: Unit, verb: Token) -> Source | None:
    for child in verb.children:
        if child.dep_ == "agent":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return _source(unit, grandchild)
    return None


def _according(unit: Unit, token: Token) -> Said | None:
    """ "according to X", "citing X", "quoting X"."""
    doc = unit.doc
    words = token.lower_
    if words == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        heads = [
            t
            for t in doc[token.i + 2 : min(len(doc), token.i + 14)]
            if t.dep_ == "pobj" and t.head.i in (token.i, token.i + 1)
        ]
        cue_end = token.i + 2
    elif words in ("citing", "quoting"):
        heads = [
            t
            for t in doc[token.i + 1 : min(len(doc), token.i + 14)]
            if t.dep_ in ("dobj", "pobj") and t.head.i == token.i
        ]
        cue_end = token.i + 1
    else:
        return None
    if not heads:
        nouns = [t for t in doc[cue_end : min(len(doc), cue_end + 10)] if t.pos_ in ("NOUN", "PROPN")]
        if not nouns:
            return None
        heads = [nouns[0]]
        while heads[0].i + 1 < len(doc) and doc[heads[0].i + 1].pos_ in ("NOUN", "PROPN"):
            heads[0] = doc[heads[0].i + 1]
    source = _source(unit, heads[0])
    if words == "according" and heads[0].lemma_ in ("plan", "agreement", "deal", "law", "term"):
        return None
    before, after = (0, token.i), (source.end, len(doc))
    content = tuple(p for p in (before, after) if p[1] - p[0] > 2)
    return Said(
        unit.index, source, token.i, doc[token.i : cue_end].text, "accord" if words == "according" else "cite", content
    )


def innermost(said: Sequence[Said], token: int) -> tuple[Said, ...]:
    """The acts that cover a token, from the outermost to the innermost."""
    return tuple(sorted((s for s in said if s.covers(token)), key=lambda s: -s.size))
