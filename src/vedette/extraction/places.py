"""Which words name places: proper names in a sentence, told apart from actors and persons by name and by context.

A name is a place when the gazetteer knows it, when a noun beside it says so ("the village of X", "X district"), or when it
stands where places stand ("in X"). Actors' and persons' names are left out. The relation of the claim's place to the name
("outskirts of", "15 km north of", "the countryside around") is read from the words before it.
"""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from vedette.extraction.lexicon import lexicon
from vedette.extraction.parsing import Unit
from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.model.provenance import Span
from vedette.reference.actor_names import ActorNames, NameKind
from vedette.reference.place import PlaceKind
from vedette.reference.place_names import PlaceNames
from vedette.text.numerals import match_number

#: A name is taken as a place from this sum of evidence on; see `_evidence` for what each sign counts.
THRESHOLD = 2

_CONNECTORS = frozenset("al el ad as ash ar an at az ez es de del la las los le du der von bin ibn abu umm -".split())
_TITLES = frozenset(
    "president general gen colonel col captain lieutenant major minister mr mrs ms dr sheikh king prince commander spokesman spokeswoman chief leader ambassador secretary pope prime premier senator sir brigadier marshal emir sultan imam ayatollah head director professor named called".split()
)
_NOT_NAMES = frozenset(
    "i the a an it he she they we this that these those in on at by of for to from as and or but if when while after before since monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun meanwhile however also no not more at least some many several about around over local source sources two three four five six seven eight nine ten eleven twelve dozens hundreds thousands scores gmt utc".split()
)
_ORGANS = frozenset(
    "command center centre council observatory network brigade governor media news agency ministry university tv television radio committee police front army governor governorate's front coalition times post daily herald".split()
)
_OFFSET_BEARINGS = {
    "north": "N", "south": "S", "east": "E", "west": "W", "northeast": "NE", "northwest": "NW", "southeast": "SE", "southwest": "SW",
    "north-east": "NE", "north-west": "NW", "south-east": "SE", "south-west": "SW",
}  # fmt: skip
_KILOMETRES = {
    "km": 1.0,
    "kilometer": 1.0,
    "kilometre": 1.0,
    "kilometers": 1.0,
    "kilometres": 1.0,
    "kms": 1.0,
    "mile": 1.609,
    "miles": 1.609,
}
_AROUND = frozenset("around near outside surrounding nearby by close adjacent vicinity".split())
_COUNTRYSIDE = frozenset("countryside rural reef farmland".split())
_OUTSKIRTS = frozenset("outskirts suburbs suburb edge edges periphery entrance approaches fringes".split())


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place mention with its tokens (`start` <= i < `end`, kind nouns and directions included) in its unit.

    `level` orders how narrow it is: 0 a site or district, 1 a town, 2 a province, 3 a country, by the words and the gazetteer.
    """

    unit: int
    start: int
    end: int
    mention: PlaceMention
    level: int

    @property
    def name(self) -> str:
        """The proper name."""
        return self.mention.name


_ARTICLE_NAME = re.compile(r"(?i:al|el|ad|as|ash|ar|an|at|az|ez)-\w")


@cache
def _places() -> PlaceNames:
    return PlaceNames.load()


@cache
def _actors() -> ActorNames:
    return ActorNames.load()


def find_places(unit: Unit) -> tuple[FoundPlace, ...]:
    """The places a sentence names, in order."""
    doc = unit.doc
    tokens = [t.text for t in doc]
    words = [t.lower_ for t in doc]
    found: list[FoundPlace] = []
    i = 0
    while i < len(doc):
        if not _starts_name(doc, words, i):
            i += 1
            continue
        end = _run_end(doc, words, i)
        for start, stop, known in _pieces(tokens, words, i, end):
            place = _judge(unit, words, start, stop, known, found[-1] if found else None)
            if place is not None:
                found.append(place)
        i = max(end, i + 1)
    return tuple(found)


def _starts_name(doc: Doc, words: list[str], i: int) -> bool:
    token = doc[i]
    if not token.text[:1].isalpha() or words[i] in _NOT_NAMES and words[i] not in ("al", "el"):
        return False
    if token.text[:1].isupper():
        return not (
            token.tag_
            in ("DT", "PRP", "PRP$", "IN", "CC", "TO", "WDT", "WP", "WRB", "MD", "RB", "VBD", "VBZ", "UH", "EX")
        )
    return bool(_ARTICLE_NAME.match(token.text)) or (
        words[i] in ("al", "el") and i + 1 < len(doc) and doc[i + 1].text[:1].isupper()
    )


def _run_end(doc: Doc, words: list[str], i: int) -> int:
    end = i + 1
    while end < len(doc):
        token = doc[end]
        capital = token.text[:1].isupper() and words[end] not in _NOT_NAMES
        joined = _ARTICLE_NAME.match(token.text) is not None
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


def _pieces(tokens: list[str], words: list[str], start: int, end: int) -> list[tuple[int, int, str]]:
    """Cut a run of capitalised words into known names and what is left between them: (start, end, what it is known as)."""
    pieces: list[tuple[int, int, str]] = []
    i = rest = start
    while i < end:
        as_actor = _actors().match(tokens, i)
        as_place = _places().match(tokens, i)
        if i + as_place < end and as_place and tokens[i + as_place] == "-":
            as_place = 0
        length, known = (as_actor, "actor") if as_actor > as_place else (as_place, "place")
        if not length:
            i += 1
            continue
        if rest < i:
            pieces.append((rest, i, ""))
        pieces.append((i, i + length, known))
        i = rest = i + length
    if rest < end:
        pieces.append((rest, end, ""))
    return _rejoined(pieces, words, start, end)


def _rejoined(pieces: list[tuple[int, int, str]], words: list[str], start: int, end: int) -> list[tuple[int, int, str]]:
    """Unknown words right before a known place ("Sheikh Mustafa", "New Aleppo") make one name with it, unless they are a
    kind noun or a direction; a run with nothing known stays whole."""
    lex = lexicon()
    out: list[tuple[int, int, str]] = []
    for piece in pieces:
        if out and not out[-1][2] and not piece[2] and out[-1][1] == piece[0]:
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


@cache
def _is_adjective(word: str) -> bool:
    """Whether a word is an adjective of nation ("Syrian", "Russians"): it qualifies, it names no place."""
    hits = _actors().hits(word) or _actors().hits(word.removesuffix("s"))
    return bool(hits) and all(h.kind is NameKind.ADJECTIVE for h in hits)


def _own_name(tokens: list[str]) -> str | None:
    """The name without a possessive s whose apostrophe is lost ("Aleppos outskirts"), where only that is known."""
    last = tokens[-1]
    if len(last) > 4 and last.endswith("s") and not _places().match(tokens, 0) == len(tokens):
        shorter = [*tokens[:-1], last[:-1]]
        if _places().match(shorter, 0) == len(shorter):
            return " ".join(shorter)
    return None


def _judge(
    unit: Unit, words: list[str], start: int, end: int, known: str, last: FoundPlace | None
) -> FoundPlace | None:
    doc, lex = unit.doc, lexicon()
    tokens = [doc[i].text for i in range(start, end)]
    owner = _own_name(tokens)
    if owner is not None:
        known, tokens = "place", owner.split()
    if end - start == 1 and not known and _common(doc, start):
        return None
    if all(_is_adjective(part) for token in tokens for part in token.split("-") if part):
        return None
    if _is_dateline(unit, doc, start, end):
        return None
    score, kind, left, right = _evidence(doc, words, start, end, known)
    if last is not None and not known and score < THRESHOLD and _listed(words, last, start):
        score, kind = score + THRESHOLD, kind or last.mention.kind or ""
    if score < THRESHOLD:
        return None
    while left > 0 and words[left - 1] in lex.directions:
        left -= 1
    if known == "" and end - start > 4:
        return None
    name = owner or unit.text(start, end).removesuffix("'s").removesuffix("’s").strip(" -")
    if kind == "site" and right > end and doc[right - 1].text[:1].isupper():
        name = unit.text(start, right)
    relation, distance, bearing, begin = _relation(words, left)
    mention = PlaceMention(
        text=unit.text(min(left, start), max(right, end)),
        name=name,
        span=unit.chars(start, end),
        relation=relation,
        distance_km=distance,
        bearing=bearing or None,
        kind=kind or None,
    )
    return FoundPlace(
        unit.index,
        begin,
        max(right, end),
        mention,
        _level(kind, known, tuple(tokens), kind_before=left < start),
    )


def _listed(words: list[str], last: FoundPlace, start: int) -> bool:
    """Whether a name goes on a list of places: "the districts of A, B and C", "A and B neighbourhoods"."""
    gap = words[last.end : start]
    return len(gap) <= 2 and bool(gap) and all(w in (",", "and", "or") for w in gap) and last.mention.kind is not None


def _is_dateline(unit: Unit, doc: Doc, start: int, end: int) -> bool:
    """Where a report was filed from: "BEIRUT (Reuters) -", "Last updated at Jan 20 2015 Beirut ..."."""
    if unit.index > 2:
        return False
    before = [t.text for t in doc[max(0, start - 2) : start]]
    shouted = doc[start].text.isupper() and len(doc[start].text) > 3
    after = doc[end].text if end < len(doc) else ""
    headed = start == 0 or before[-1][-2:].isdigit() or before[-1] in (".", ":")
    if after == "(" and end + 2 < len(doc) and doc[end + 2].text == ")":
        return headed or shouted
    if after in ("-", "–", "—", "--") and headed and end < len(doc) and doc[end - 1].whitespace_:
        return True
    return headed and (
        shouted or (start > 0 and before[-1][-4:].isdigit() and end < len(doc) and doc[end].text[:1].isupper())
    )


def _common(doc: Doc, i: int) -> bool:
    """A capitalised common word ("Public Park", "Fierce Fighting"): an adjective, verb or noun by its tag."""
    return doc[i].tag_ not in ("NNP", "NNPS", "NN", "XX", "FW") and _ARTICLE_NAME.match(doc[i].text) is None


def _level(kind: str, known: str, tokens: tuple[str, ...], *, kind_before: bool) -> int:
    """0 site or district, 1 town, 2 province, 3 country. "The outskirts of Aleppo" is Aleppo; "the district of X",
    where X is no known place, is a district."""
    if known == "place":
        coarse = _places().kind(list(tokens))
        if coarse is PlaceKind.COUNTRY:
            return 3
        if kind == "province" or (
            coarse is PlaceKind.PROVINCE
            and kind == ""
            and len(tokens) > 1
            and tokens[-1].lower() in lexicon().place_kinds
        ):
            return 2
        return 0 if kind in ("district", "site") and not kind_before else 1
    return {"district": 0, "site": 0, "province": 2}.get(kind, 1)


def _evidence(doc: Doc, words: list[str], start: int, end: int, known: str) -> tuple[int, str, int, int]:
    """(score, kind noun's kind, first token of the place phrase, end of it)."""
    lex = lexicon()
    score, kind, left, right = 0, "", start, end
    if known == "place":
        score += 2
    elif known == "actor":
        score -= 4
    token = doc[end - 1]
    after = words[end] if end < len(words) else ""
    if after in ("'s", "’s"):
        after = ""
    if after in lex.place_kinds and not (end + 1 < len(words) and words[end + 1] in ("fire", "front")):
        score, kind, right = score + 3, lex.place_kinds[after], end + 1
    elif after in lex.directions and end + 1 < len(words) and words[end + 1] in lex.place_kinds:
        score, kind, right = score + 2, lex.place_kinds[words[end + 1]], end + 2
    at = start - 1
    while at >= 0 and words[at] in lex.directions:
        at -= 1
        left = at + 1
    if at >= 0 and words[at] in ("the",) and at >= 1 and words[at - 1] in lex.place_prepositions:
        at -= 1
    if at >= 1 and words[at] == "of" and _kind(doc, at - 1):
        score, kind, left = score + 3, kind or _kind(doc, at - 1), at - 1
    elif (
        at >= 1 and words[at] == "of" and doc[at - 1].lemma_.lower() in ("resident", "people", "civilian", "inhabitant")
    ):
        score += 2
    elif (
        at >= 0
        and words[at] in lex.place_kinds
        and known != "actor"
        and doc[at].dep_ in ("compound", "nmod", "pobj", "dobj", "nsubj", "appos")
        and words[at] not in ("front", "state", "base", "field", "station")
    ):
        score, kind, left = score + 2, kind or lex.place_kinds[words[at]], at
    elif at >= 0 and words[at] in lex.place_prepositions:
        score += 2 if words[at] in ("in", "at", "near", "outside", "inside", "around", "across", "throughout") else 1
    elif at >= 1 and words[at] == "and" and known == "place":
        score += 1
    if at >= 0 and words[at] in _TITLES:
        score -= 3
    if (
        known != "actor"
        and end + 1 < len(doc)
        and words[end] == "in"
        and _places().match([t.text for t in doc[end + 1 : end + 8]], _skip(words, end + 1) - end - 1)
    ):
        score += 1
    if (
        end < len(doc)
        and (doc[end].text[:1].isupper() or words[end] in ("governor", "police", "media"))
        and words[end] in _ORGANS
        or (
            end + 1 < len(doc)
            and words[end + 1] in _ORGANS
            and doc[end].text[:1].isupper()
            and doc[end + 1].text[:1].isupper()
        )
    ):
        score -= 4
    if known != "place" and (token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ == "VERB" and not kind):
        score -= 2
    if known != "place" and at >= 0 and words[at] == "by":
        score -= 2
    if known == "" and not kind and (token.tag_ in ("JJ", "NNPS") or words[end - 1] in lex.persons):
        score -= 3
    if after in (
        "said",
        "told",
        "says",
        "added",
        "-backed",
        "forces",
        "troops",
        "fighters",
        "rebels",
        "militants",
        "army",
        "soldiers",
        "warplanes",
        "spokesman",
        "agency",
        "news",
        "television",
        "group",
        "front",
    ) or (
        after == "-"
        and end + 1 < len(words)
        and words[end + 1] in ("backed", "led", "based", "allied", "affiliated", "linked")
    ):
        score -= 3
    return score, kind, left, right


def _kind(doc: Doc, i: int) -> str:
    """The kind of place that a common noun names, by form or lemma; empty for other words."""
    lex = lexicon()
    return lex.place_kinds.get(doc[i].lower_) or lex.place_kinds.get(doc[i].lemma_.lower()) or ""


def _skip(words: list[str], at: int) -> int:
    """Past articles, directions and demonyms to where a name can stand."""
    lex = lexicon()
    while at < len(words) and (words[at] in ("the", "a") or words[at] in lex.directions):
        at += 1
    return at


def _relation(words: list[str], left: int) -> tuple[PlaceRelation, float | None, str, int]:
    """The relation to the named place, kilometres, compass point, and the first token of it all."""
    at = left - 1
    if at >= 0 and words[at] == "the":
        at -= 1
    begin = left
    if at >= 1 and words[at] == "of" and words[at - 1] in _OFFSET_BEARINGS:
        bearing = _OFFSET_BEARINGS[words[at - 1]]
        distance, begin = _distance(words, at - 1)
        return PlaceRelation.OFFSET, distance, bearing, begin
    if at >= 1 and words[at] == "from" and (distance_from := _distance(words, at))[0] is not None:
        return PlaceRelation.OFFSET, distance_from[0], "", distance_from[1]
    window = words[max(0, at - 3) : at + 1]
    if at >= 0 and words[at] in _AROUND:
        begin = at
        if at and words[at - 1] in _COUNTRYSIDE:
            return PlaceRelation.COUNTRYSIDE, None, "", at - 1
        return PlaceRelation.NEAR, None, "", begin
    if at >= 0 and words[at] in ("of", "in", "to") and at:
        for offset, word in enumerate(reversed(window)):
            if word in _OUTSKIRTS:
                return PlaceRelation.OUTSKIRTS, None, "", at - offset
            if word in _COUNTRYSIDE:
                return PlaceRelation.COUNTRYSIDE, None, "", at - offset
            if word in ("vicinity", "close"):
                return PlaceRelation.NEAR, None, "", at - offset
    if at >= 0 and words[at] in ("toward", "towards"):
        return PlaceRelation.TOWARDS, None, "", at
    if at >= 0 and words[at] == "between":
        return PlaceRelation.BETWEEN, None, "", at
    return PlaceRelation.IN, None, "", begin


def _distance(words: list[str], at: int) -> tuple[float | None, int]:
    """The kilometres that end right before token `at`, and where they start: "(some 15 km) north of"."""
    end = at
    for unit_at in (at - 1, at - 2):
        if unit_at >= 1 and words[unit_at] in _KILOMETRES:
            for start in range(max(0, unit_at - 3), unit_at):
                number = match_number(words, start)
                if number is not None and start + number[1] == unit_at:
                    return number[0] * _KILOMETRES[words[unit_at]], start
    return None, end


def place_span(place: FoundPlace) -> Span | None:
    """The characters of the name in the document."""
    return place.mention.span
