"""What an act of speech covers, by position as much as by the parse, which is unsure of long coordinations.

A speaker before the cue covers what follows it; a speaker at the end of a clause covers what came before; a speaker in
the middle of quoted words covers both sides.
"""

from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.speech.acts import Source
from vedette.extraction.speech.cues import is_calendar

Pieces = tuple[tuple[int, int], ...]

_CLOSERS = frozenset((".", ";", "!", "?", ")", "--", "—", "–", "…", "|"))
_QUOTES = frozenset(('"', "“", "”", "''", "``", "’’"))
_ASIDES = frozenset(
    """
    adding putting bringing noting citing quoting stressing saying as after when while and but although though
    referring in without
    """.split()
)
_WHERE_SAID = frozenset(
    """
    statement report interview post tweet message briefing conference press video telegram twitter facebook x
    announcement remarks letter speech telephone phone address website comments bulletin article communique
    update dispatch call email
    """.split()
)
_ADVERBS = frozenset(
    """
    earlier later today yesterday late early meanwhile separately here also again overnight thursday
    """.split()
)


def covered(doc: Doc, source: Source | None, cue: int, after: int, bounds: tuple[int, int]) -> Pieces:
    """The tokens that an act covers between two bounds; `after` is the first token past the cue and its object."""
    left, right = bounds
    first = min(source.start, cue) if source is not None else cue
    first = _article(doc, first, left)
    after = skip_adjuncts(doc, after, right)
    before = (left, first)
    trailing = _holds_clause(doc, before)
    following = (after, right)
    if after >= right or doc[after].text in _CLOSERS or _words(doc, following) == 0:
        return _kept(doc, before)
    word = doc[after].lower_
    if word == "," or word in _ASIDES:
        if trailing:
            opens = next((t for t in doc[after : min(after + 3, right)] if t.text in _QUOTES), None)
            quoted = doc[first - 1].text in _QUOTES or (first > 1 and doc[first - 2].text in _QUOTES)
            opened = opens is not None and quoted
            return _kept(doc, before, following) if opened or _hangs_on(doc, before) else _kept(doc, before)
        return _kept(doc, (_past_aside(doc, after, right), right))
    if trailing and first > left and (doc[first - 1].text in _QUOTES or _mid_quote(doc, first, after)):
        return _kept(doc, before, following)
    return _kept(doc, _antecedent(doc, first, left), following)


def _hangs_on(doc: Doc, before: tuple[int, int]) -> bool:
    """ "If the truce holds, the UN says, aid will move": the first half is a clause of the second."""
    return doc[before[0]].lower_ in ("if", "when", "after", "although", "while", "because", "unless", "once", "since")


def _antecedent(doc: Doc, first: int, left: int) -> tuple[int, int]:
    """The noun that a relative clause of telling is about: "an attack which the United States says killed 1,400"."""
    at = first - 1
    if at > left and doc[at].tag_ in ("WDT", "WP"):
        at -= 1
    elif at <= left or doc[at].tag_ not in ("NN", "NNS"):
        return left, left
    start = at
    while start > left and doc[start - 1].tag_ in ("NN", "NNS", "NNP", "JJ", "DT", "CD", "HYPH", "VBN"):
        start -= 1
    return start, first


def skip_adjuncts(doc: Doc, at: int, last: int) -> int:
    """Past "on Monday", "in a statement", "by telephone", "that" and the like right after a cue."""
    moved = True
    while at < last and moved:
        moved = False
        token = doc[at]
        if token.lower_ in ("that", ":") or token.lower_ in _ADVERBS or is_calendar(token) or token.text in _QUOTES:
            at, moved = at + 1, True
            if token.lower_ in ("that", ":"):
                return at
        elif token.lower_ in (
            "on",
            "in",
            "at",
            "to",
            "via",
            "through",
            "by",
            "from",
            "during",
            "late",
            "early",
            "last",
        ):
            end = _adjunct_end(doc, at, last)
            if end > at:
                at, moved = end, True
        elif token.text == "," and at + 1 < last and doc[at + 1].lower_ in ("according", "citing", "quoting"):
            return at
    return min(at, last)


def _adjunct_end(doc: Doc, at: int, last: int) -> int:
    """Where an adjunct of telling ends; `at` where it is none."""
    for i in range(at + 1, min(at + 8, last)):
        token = doc[i]
        if is_calendar(token):
            end = i + 1
            while end < last and (doc[end].lower_ in ("morning", "evening", "night", "afternoon") or doc[end].like_num):
                end += 1
            return end
        if token.lower_ in _WHERE_SAID:
            end = i + 1
            while end < last and (
                doc[end].lower_ in _WHERE_SAID
                or (end - i < 6 and doc[end].lower_ in ("on", "to", "in", "with", "the", "a", "its", "his", "state"))
                or (end > i + 1 and is_calendar(doc[end]))
            ):
                end += 1
            return end
        if token.text in (",", ".", ";"):
            return i
        if token.pos_ in ("VERB", "AUX") or token.lower_ == "that":
            return i if token.lower_ == "that" else at
    return last if last - at <= 6 else at


def _past_aside(doc: Doc, at: int, right: int) -> int:
    """Past ", citing the army," after a cue."""
    if doc[at].text != ",":
        return at
    nxt = next((i for i in range(at + 1, right) if doc[i].text == ","), None)
    if nxt is not None and at + 1 < right and doc[at + 1].lower_ in ("citing", "quoting", "according", "in"):
        return nxt + 1
    return at + 1


def _article(doc: Doc, first: int, left: int) -> int:
    while first > left and doc[first - 1].lower_ in ("the", "a", "an"):
        first -= 1
    return first


def _holds_clause(doc: Doc, piece: tuple[int, int]) -> bool:
    """Whether there is something said in a piece: a verb, or quoted words."""
    tokens = doc[piece[0] : piece[1]]
    if piece[1] - piece[0] < 3:
        return False
    return any((t.pos_ in ("VERB", "AUX") and t.dep_ != "amod") or t.text in _QUOTES for t in tokens)


def _mid_quote(doc: Doc, first: int, after: int) -> bool:
    return doc[first - 1].text == "," and any(t.text in _QUOTES for t in doc[max(0, first - 2) : first])


def _words(doc: Doc, piece: tuple[int, int]) -> int:
    return sum(not t.is_punct and not t.is_space for t in doc[piece[0] : piece[1]])


def _kept(doc: Doc, *pieces: tuple[int, int]) -> Pieces:
    return tuple(p for p in pieces if p[0] < p[1] and _words(doc, p) > 0)
