"""Which words name places: proper names in a sentence, told apart from actors and persons by name and by context.

A name is a place when the gazetteer knows it, when a noun beside it says so ("the village of X", "X district"), or
when it stands where places stand ("in X"). Actors' and persons' names are left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.forms import texts_of, words_of
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.places.evidence import (
    evidence_for,
    in_title_case,
    is_acronym,
    is_barred,
    is_common,
    is_dateline,
    is_teller,
    qualifies,
)
from vedette.extraction.places.names import pieces, run_end, starts_name
from vedette.extraction.places.relation import BEARINGS, relation_of
from vedette.extraction.words.event_words import event_words
from vedette.extraction.words.known_places import actors, is_adjective, is_no_town, places
from vedette.extraction.words.lexicon import lexicon
from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.model.provenance import Span
from vedette.reference.place import PlaceKind

#: A name is taken as a place from this sum of evidence on; see `evidence_for` for what each sign counts.
THRESHOLD = 2
_WHERE = (["in"], ["on"], ["at"], ["near"], ["to"], ["into"], ["of"], ["from"], ["around"], ["towards"], ["outside"])


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place mention with its tokens (`start` <= i < `end`, kind nouns and directions included) in its unit.

    `level` orders how narrow it is by its words and the gazetteer: 0 a site or district, 1 a town, 2 a province, 3 a
    country.
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


def find_places(unit: Unit) -> tuple[FoundPlace, ...]:
    """The places a sentence names, in order."""
    doc = unit.doc
    tokens, words = texts_of(doc), words_of(doc)
    found: list[FoundPlace] = []
    i = 0
    while i < len(doc):
        if _is_small(tokens[i]) or not starts_name(doc, words, i):
            i += 1
            continue
        end = run_end(doc, words, i)
        if (named := i + actors().match(tokens, i)) > end:  # "Islamic State in Iraq": a party's name, no place
            i = named
            continue
        for start, stop, known in pieces(tokens, words, i, end):
            place = _judge(unit, words, start, stop, known, found[-1] if found else None)
            if place is not None:
                found.append(place)
        i = max(end, i + 1)
    return tuple(found)


def _is_small(word: str) -> bool:
    """A word that begins no name: in small letters, and no article. Most are, and need no further look."""
    return word.islower() and "-" not in word and word not in ("al", "el")


def told_places(found: Iterable[FoundPlace]) -> dict[str, FoundPlace]:
    """By its name, each place that only the report's own words make one ("the desert town of al-Malha")."""
    told: dict[str, FoundPlace] = {}
    for place in found:
        tokens = place.name.split()
        if place.mention.kind and place.mention.kind not in tokens and places().match(tokens, 0) != len(tokens):
            told.setdefault(place.name, place)
    return told


def find_again(unit: Unit, found: tuple[FoundPlace, ...], told: Mapping[str, FoundPlace]) -> tuple[FoundPlace, ...]:
    """The places of a sentence with those that another sentence of the report made known ("the attack on al-Malha");
    the very same where there are none."""
    words, taken = words_of(unit.doc), {i for p in found for i in range(p.start, p.end)}
    more: list[FoundPlace] = []
    for name, place in told.items():
        if name not in unit.doc.text:
            continue
        size = len(name.split())
        for i in range(len(unit.doc) - size + 1):
            # Behind a preposition it is where; elsewhere it may be somebody's name.
            if (
                not name.startswith(unit.doc.texts[i])
                or unit.text(i, i + size) != name
                or i in taken
                or words[i - 1 : i] not in _WHERE
            ):
                continue
            relation, distance, bearing, begin = relation_of(words, i)
            mention = PlaceMention(name, name, unit.chars(i, i + size), relation, distance, bearing or None)
            more.append(FoundPlace(unit.index, begin, i + size, mention, place.level))
    return tuple(sorted((*found, *more), key=lambda p: p.start)) if more else found


def known_place(text: str, span: Span) -> FoundPlace | None:
    """The place that words outside any sentence name, a dateline's, where the gazetteer knows it whole."""
    tokens = text[span.start : span.end].title().split()
    if not tokens or places().match(tokens, 0) != len(tokens):
        return None
    mention = PlaceMention(text=text[span.start : span.end], name=" ".join(tokens), span=span)
    return FoundPlace(0, 0, 0, mention, _level("", "place", tuple(tokens), before=""))


def _own_name(tokens: list[str]) -> str | None:
    """The name without a possessive s whose apostrophe is lost ("Aleppos outskirts"), where only that is known."""
    last = tokens[-1]
    if len(last) > 4 and last.endswith("s") and places().match(tokens, 0) != len(tokens):
        shorter = [*tokens[:-1], last[:-1]]
        if places().match(shorter, 0) == len(shorter):
            return " ".join(shorter)
    return None


def _judge(
    unit: Unit, words: list[str], start: int, end: int, known: str, last: FoundPlace | None
) -> FoundPlace | None:
    doc, lex = unit.doc, lexicon()
    tokens = [doc[i].text for i in range(start, end)]
    owner = _own_name(tokens) if known != "actor" else None
    if owner is not None:
        known, tokens = "place", owner.split()
    if end - start == 1 and not known and is_common(doc, start):
        return None
    if all(is_adjective(part) for token in tokens for part in token.split("-") if part):
        return None
    if is_dateline(unit, doc, start, end):
        return None
    if not known and end - start == 1 and words[start] in _NO_NAMES:
        return None
    if (not known and any(_tells_an_act(w) for w in words[start:end])) or _is_a_bodys(doc, words, start):
        return None
    if not known and (doc.text.isupper() or in_title_case(doc, start, end) or is_acronym(doc, start, end)):
        return None
    if is_barred(words, start) or (not known and is_teller(words, start, end)):
        return None
    if qualifies(doc, words, start, end) and ("by" in words[start - 2 : start] or _is_country(tokens)):
        return None
    if (
        _opens_a_road(doc, words, end)
        or _sides_with(words, start)
        or (not known and _is_of_a_body(doc, words, start, end))
    ):
        return None
    score, kind, left, right = evidence_for(doc, words, start, end, known)
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
    if right < len(words) and words[right] in _ROADS and right == end:
        right += 1 if _is_joined(doc, words, start) else 0
    if _is_joined(doc, words, start) and words[right - 1] in _ROADS:
        left = start - 2
        name = unit.text(left, right)  # "the Aleppo-Damascus highway" lies in neither town
    landform = left == start - 1 and words[left] in _LANDFORMS and doc[left].text[:1].isupper()
    if landform:
        name = unit.text(left, end)  # "Lake Chad" is not Chad
    relation, distance, bearing, begin = relation_of(words, left)
    if relation is PlaceRelation.IN and (behind := _behind_words_for_it(doc, words, left)) is not None:
        relation, distance, bearing, begin = relation_of(words, behind)
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
        2 if landform else _level(kind, known, tuple(tokens), before=words[left] if left < start else ""),
    )


def _behind_words_for_it(doc: Doc, words: list[str], left: int) -> int | None:
    """Where the words for a place begin that stand between it and "near", "outside" or "west of" ("near the group's
    northern bastion X", "west of the second city X"), or None."""
    at = left - 1
    while at > 0 and left - at <= _DESCRIBED and doc[at].tag_ in _DESCRIBING:
        at -= 1
    if at == left - 1 or at < 0 or (words[at + 1] == "the" and at + 2 == left):
        return None
    beside = words[at] in ("near", "outside", "towards", "toward") or (
        words[at] == "of" and at > 0 and words[at - 1] in BEARINGS
    )
    return at + 1 if beside else None


def _sides_with(words: list[str], start: int) -> bool:
    """ "The pro-Ardan militants": whom somebody is for or against."""
    return start > 1 and words[start - 1] in _HYPHENS and words[start - 2] in ("pro", "anti")


def _is_joined(doc: Doc, words: list[str], start: int) -> bool:
    """Whether a name is the second of two that a hyphen joins."""
    return start > 1 and words[start - 1] in _HYPHENS and not doc[start - 2].text.islower()


def _opens_a_road(doc: Doc, words: list[str], end: int) -> bool:
    """Whether a name is the first end of a road that is called by both ("the Aleppo-Damascus highway")."""
    if end + 1 >= len(words) or words[end] not in _HYPHENS or not doc[end + 1].text[:1].isupper():
        return False
    return any(word in _ROADS for word in words[end + 2 : end + 4])


def _tells_an_act(word: str) -> bool:
    """ "Street Battles Rage", "6 dead in Airstrike": a headline's act, whatever its capitals."""
    lex, one = event_words(), word.removesuffix("s")
    return word in lex.first or one in lex.first or one in lex.generic


#: Words for armed bodies, as Arabic has them: army, brigade, legion, battalion, movement, party, front.
_BODIES = frozenset(
    "jaish jeish jaysh liwa liwaa faylaq failaq faylak katibat kataib harakat hizb jabhat tanzim".split()
)


def _is_a_bodys(doc: Doc, words: list[str], start: int) -> bool:
    """ "A captain in Liwa al-Velm", "Jaysh al-Velm": a name by which an armed body is called."""
    if words[start] in _BODIES:
        return True
    return start > 0 and words[start - 1] in _BODIES and doc[start - 1].text[:1].isupper()


#: Nouns with which an armed body's name ends.
_ENDING = frozenset("brigade brigades battalion battalions army front movement legion division corps party".split())
#: How many words of a name stand between "of" and such a noun.
_BETWEEN = 3


def _is_of_a_body(doc: Doc, words: list[str], start: int, end: int) -> bool:
    """Whether a name is either half of an armed body's that "of" joins ("headquarters of Hawks of Velm Brigade")."""
    if words[end - 1] in _ENDING and words[start - 1 : start] == ["of"] and start > 1:
        return doc[start - 2].text[:1].isupper() and words[start - 2] not in lexicon().place_kinds
    if words[end : end + 1] != ["of"]:
        return False
    for i in range(end + 1, min(end + 2 + _BETWEEN, len(words))):
        if words[i] in _ENDING:
            return i > end + 1 and doc[i].text[:1].isupper()
        if not doc[i].text[:1].isupper() and words[i] not in ("the", "al", "-"):
            return False
    return False


#: Nouns that no place is called by alone, whatever their capital ("across Country", "Aid to the Church in Need").
_NO_NAMES = frozenset("country need health province city town village army area region north south east west".split())
#: How many words may describe a place between it and where the act was to it, and their parts of speech.
_DESCRIBED = 7
_DESCRIBING = frozenset(("JJ", "NN", "NNS", "NNP", "NNPS", "POS", "DT", "PRP$", "HYPH", "VBN", "FW"))
_HYPHENS = ("-", "–", "‑")
_ROADS = frozenset("highway road motorway route railway expressway".split())
#: Nouns that stand before a name and are a part of it.
_LANDFORMS = frozenset("lake mount river gulf cape island".split())


def _listed(words: list[str], last: FoundPlace, start: int) -> bool:
    """Whether a name goes on a list of places: "the districts of A, B and C", "A and B neighbourhoods"."""
    gap = words[last.end : start]
    return len(gap) <= 2 and bool(gap) and all(w in (",", "and", "or") for w in gap) and last.mention.kind is not None


def _is_country(tokens: list[str]) -> bool:
    return places().kind(tokens) is PlaceKind.COUNTRY or tokens[0].upper() in ("U.S.", "US", "U.K.", "UK", "USA")


#: Nouns before "of" that name a part or surroundings of the place; others say what the place is.
_PARTS = frozenset(
    "outskirts suburbs suburb area areas zone sector pocket section environs countryside part parts side edge".split()
)


def _level(kind: str, known: str, tokens: tuple[str, ...], *, before: str) -> int:
    """0 site or district, 1 town, 2 province, 3 country. "The outskirts of Aleppo" is Aleppo; "the district of X" is a
    district."""
    if known == "place":
        coarse = places().kind(list(tokens))
        if coarse is PlaceKind.COUNTRY:
            return 3
        named = len(tokens) > 1 and tokens[-1].lower() in lexicon().place_kinds
        if (kind == "province" and coarse is not PlaceKind.TOWN) or (
            coarse is PlaceKind.PROVINCE and not kind and (named or is_no_town(" ".join(tokens)))
        ):
            return 2
        if not kind and lexicon().place_kinds.get(tokens[-1].lower()) in ("district", "site"):
            return 0
        return 0 if kind in ("district", "site") and before not in _PARTS and _small(coarse, before) else 1
    return {"district": 0, "site": 0, "province": 2}.get(kind, 1)


def _small(coarse: PlaceKind | None, before: str) -> bool:
    """Whether a known name with a district's noun can be a district: not a province's name after a direction."""
    return coarse is PlaceKind.TOWN or not before
