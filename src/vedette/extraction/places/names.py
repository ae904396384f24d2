"""Where a name can begin and end: runs of capitalised words, cut into known names and what is left between them."""

import re

from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.words.known_places import actors, is_adjective, places
from vedette.extraction.words.lexicon import lexicon

#: An Arabic article tied to its noun by a hyphen, in capitals or not.
ARTICLE_NAME = re.compile(r"(?i:al|el|ad|as|ash|ar|an|at|az|ez)-\w")
_CONNECTORS = frozenset("al el ad as ash ar an at az ez es de del la las los le du der von bin ibn abu umm -".split())
_NOT_NAMES = frozenset(
    (
        "i the a an it he she they we this that these those in on at by of for to from as and or but if when "
        "while after before since monday tuesday wednesday thursday friday saturday sunday january february "
        "march april may june july august september october november december jan feb mar apr jun jul aug sep "
        "sept oct nov dec mon tue wed thu fri sat sun meanwhile however also no not more at least some many "
        "several about around over local source sources two three four five six seven eight nine ten eleven "
        "twelve dozens hundreds thousands scores gmt utc"
    ).split()
)
#: "al-Velmi", "Al Velmi": from Velm; and the sides of places that are named alike (eastern, upper, ...).
_NISBA = re.compile(r"al[- ]\w{3,}i")
_SIDES = ("sharqi", "gharbi", "shamali", "janubi", "fawqani", "fouqani", "tahtani", "qibli")
#: Parts of speech that a capitalised word has without being a name.
_NO_NAME_TAGS = frozenset("DT PRP PRP$ IN CC TO WDT WP WRB MD RB VBD VBZ UH EX".split())


#: What a man is called by his eldest child.
_FATHERS = ("abu", "abou", "umm")
_DAYS = frozenset(f"{day}days" for day in "mon tues wednes thurs fri satur sun".split())


def starts_name(doc: Doc, words: list[str], i: int) -> bool:
    """Whether a name can begin at a token."""
    token = doc[i]
    if not token.text[:1].isalpha() or words[i] in _DAYS or (words[i] in _NOT_NAMES and words[i] not in ("al", "el")):
        return False
    if token.text[:1].isupper():
        return token.tag_ not in _NO_NAME_TAGS
    return bool(ARTICLE_NAME.match(token.text)) or (
        words[i] in ("al", "el") and i + 1 < len(doc) and doc[i + 1].text[:1].isupper()
    )


def run_end(doc: Doc, words: list[str], i: int) -> int:
    """Where the run of capitalised words that begins at a token ends, particles inside it included."""
    end = i + 1
    while end < len(doc):
        token = doc[end]
        capital = token.text[:1].isupper() and words[end] not in _NOT_NAMES
        joined = ARTICLE_NAME.match(token.text) is not None
        particle = (
            words[end] in _CONNECTORS
            and end + 1 < len(doc)
            and (doc[end + 1].text[:1].isupper() or words[end + 1] in _CONNECTORS)
            and (token.text not in "-" or not token.whitespace_)
        )
        if not (capital or joined or particle):
            break
        end += 1
    return end


def _is_surname(tokens: list[str], words: list[str], rest: int, start: int, stop: int, end: int) -> bool:
    """ "a blogger, Andrei Morozov, said": a known name after an unknown one, no preposition before: a last name."""
    lex = lexicon()
    if words[rest] in _FATHERS and start - rest == 2 and stop == end:  # "Abu Omar Velm led them"
        return rest == 0 or words[rest - 1] not in (*lex.place_prepositions, "the")
    if start - rest != 1 or stop != end or stop - start != 1 or rest == 0:
        return False
    first = words[rest]
    if not tokens[rest][:1].isupper() or not first.isalpha() or is_adjective(tokens[rest]):
        return False
    if first.endswith("s") and places().match([tokens[rest][:-1]], 0):  # "central Ardans Velm": its owner
        return False
    if first in lex.persons or first.removesuffix("s") in lex.persons:
        return False
    return not (
        first in lex.directions
        or first in lex.place_kinds
        or words[rest - 1] in (*lex.place_prepositions, "the", "and")
    )


def _is_forename(tokens: list[str], stop: int, end: int) -> bool:
    """ "Salah al-Din al-Velmi": a name that some place bears, and behind it the word for where a person is from. Sides
    of a place end alike."""
    rest = " ".join(tokens[stop:end]).lower()
    return _NISBA.fullmatch(rest) is not None and not rest.endswith(_SIDES)


def pieces(tokens: list[str], words: list[str], start: int, end: int) -> list[tuple[int, int, str]]:
    """A run cut into known names and the rest: (start, end, "place", "actor" or "")."""
    found: list[tuple[int, int, str]] = []
    i = rest = start
    while i < end:
        as_actor = actors().match(tokens, i)
        as_place = places().match(tokens, i)
        if i + as_place < end and as_place and tokens[i + as_place] == "-":
            as_place = 0
        length, known = (as_actor, "actor") if as_actor > as_place else (as_place, "place")
        if not length or (
            known == "place"
            and (_is_surname(tokens, words, rest, i, i + length, end) or _is_forename(tokens, i + length, end))
        ):
            i += 1
            continue
        if rest < i:
            found.append((rest, i, ""))
        found.append((i, i + length, known))
        i = rest = i + length
    if rest < end:
        found.append((rest, end, ""))
    return _rejoined(found, words)


def _is_one_name(words: list[str], known: tuple[int, int, str], rest: tuple[int, int, str]) -> bool:
    """ "the Daraja Oula district": a known name's word that a name of two words happens to begin with."""
    one = known[1] - known[0] == rest[1] - rest[0] == 1 and known[1] == rest[0]
    behind = words[rest[1]] if rest[1] < len(words) else ""
    return (
        one and words[known[0] - 1 : known[0]] == ["the"] and lexicon().place_kinds.get(behind) in ("district", "site")
    )


#: Words with which names of places begin and that no place is called by alone: hill, castle, ford, spring and the like.
_OPENING = frozenset(
    "tal tel tell tall khan deir deyr dayr kafr kfar wadi ras ain ayn bir beir beit bayt jisr jabal qasr qalat burj "
    "marj".split()
)


def _opens_name(words: list[str], first: tuple[int, int, str], rest: tuple[int, int, str]) -> bool:
    """ "Tal Velm": a word that names begin with, cut from one that is known by itself; or known itself, by some other
    place of that name alone, and cut from one that is not."""
    cut = first[1] - first[0] == 1 and first[1] == rest[0] and words[first[0]] in _OPENING
    return cut and bool(first[2]) != bool(rest[2]) and "actor" not in (first[2], rest[2])


def _rejoined(found: list[tuple[int, int, str]], words: list[str]) -> list[tuple[int, int, str]]:
    """Unknown pieces side by side make one; kind nouns and directions at their edges are no part of a name."""
    lex = lexicon()
    out: list[tuple[int, int, str]] = []
    for piece in found:
        unknown = bool(out) and not out[-1][2] and not piece[2] and out[-1][1] == piece[0]
        begun = bool(out) and out[-1][2] == "place" and not piece[2] and _is_one_name(words, out[-1], piece)
        begun = begun or (bool(out) and _opens_name(words, out[-1], piece))
        if unknown or begun:
            out[-1] = (out[-1][0], piece[1], "")
        else:
            out.append(piece)
    cut: list[tuple[int, int, str]] = []
    for s, e, known in out:
        if not known:
            while s < e and (words[s] in lex.place_kinds or words[s] in lex.directions):
                s += 1
            inner = next((j for j in range(s, e) if words[j] in lex.place_kinds), e)
            e = inner
        if s < e:
            cut.append((s, e, known))
    return cut
