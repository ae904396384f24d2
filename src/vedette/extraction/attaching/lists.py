"""Lists of places: "killed 12 in Velm, Kesra and Ardan" tells of no more than all of them together.

A figure for several places is of none of them by itself, nor of the first that is named; so is one salvo on several
quarters. They are told as one place by their names, with what holds them all where the sentence says it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from vedette.extraction.attaching.attachment import COUNTRY
from vedette.extraction.attaching.speakers import is_speakers
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Sentence
from vedette.extraction.words.known_places import places
from vedette.extraction.words.lexicon import lexicon
from vedette.model.mention import AND, PlaceMention, PlaceRelation
from vedette.model.provenance import Span
from vedette.reference.place import PlaceKind

T = TypeVar("T")

#: Words that may stand between two places of a list, and those of them that go on with a preposition of the first.
_JOINING = frozenset((",", "and", "the", "both", "as", "well", "also"))
_AND = frozenset(("and", "well"))
_AGAIN = frozenset(("in", "on", "at", "of"))
#: How many of them at most.
_GAP = 5
#: Nouns by which a text says itself that several places follow or were told.
_SEVERAL = frozenset(
    "neighborhoods neighbourhoods districts quarters suburbs towns villages cities areas streets camps".split()
)
_PLAIN = (PlaceRelation.IN, PlaceRelation.NEAR, PlaceRelation.COUNTRYSIDE, PlaceRelation.OUTSKIRTS)
_PROVINCIAL = (PlaceRelation.IN, PlaceRelation.COUNTRYSIDE)
#: Words by which each place has one of those counted: "one in Velm, a second in Kesra and a third in Ardan".
_ORDINALS = frozenset("a another second third fourth fifth".split())
_SUBJECTS = ("nsubj", "nsubjpass")
#: How many words of names that nothing parts a list goes on with at most.
_UNPARTED = 16
#: What comes behind the last place of a phrase.
_ENDS = frozenset((".", ",", "on", "late", "early", "overnight", "during"))
#: How many words a name has at most that only its list makes a place's.
_LONGEST = 4


def over_places(sentence: Sentence, where: PlaceMention) -> PlaceMention | None:
    """The list of places in which a place stands, as one place by its names ("Velm, Kesra and Ardan"); None for a
    place alone."""
    ordered = sorted(sentence.places, key=lambda p: p.start)
    at = next((i for i, p in enumerate(ordered) if p.mention.span == where.span), None)
    if at is None:
        return None
    first = _opens_unparted(sentence, ordered, at)
    return _towns(sentence, ordered, first, where) or _provinces(sentence, ordered, at, where)


def _opens_unparted(sentence: Sentence, ordered: Sequence[FoundPlace], at: int) -> int:
    """The first place of a list without commas in which a place stands ("the towns of Velm Kesra Ardan and Tolan", of
    which Tolan may be nearest to what is told); the place itself where it stands in none."""
    doc = sentence.unit.doc
    for i in range(at):
        run = [_Item(ordered[i], ordered[i].start, ordered[i].end)]
        names = _names_unparted(doc, run, run[0].end) if ordered[i].end <= ordered[at].start else None
        if names is not None and names[0] <= _first(doc, ordered[at]) < names[1]:
            return i
    return at


@dataclass(frozen=True, slots=True)
class _Item:
    """A place of a list with what holds it by the words around it ("Velm in Kesra province", "the Kesra Hotel"): its
    tokens, `start` <= i < `end`."""

    place: FoundPlace
    start: int
    end: int
    holder: FoundPlace | None = None


def _items(sentence: Sentence, ordered: Sequence[FoundPlace]) -> list[_Item]:
    doc, found = sentence.unit.doc, list[_Item]()
    for place in ordered:
        if found and found[-1].holder is None and _is_held(doc, found[-1], place):
            found[-1] = _Item(found[-1].place, found[-1].start, place.end, place)
        elif found and found[-1].end == place.start and place.level < found[-1].place.level == 1:
            found[-1] = _Item(place, found[-1].start, place.end, found[-1].place)  # "the Velm Hotel"
        elif not is_speakers(sentence, place):
            found.append(_Item(place, place.start, place.end))
    return found


def _is_held(doc: Doc, item: _Item, whole: FoundPlace) -> bool:
    """Whether a place is what holds another by the words between ("in Aleppo city", ", Homs province")."""
    gap = [w for w in doc.words[item.end : whole.start] if w != "the" and w not in _SEVERAL]
    held = gap in (["in"], [",", "in"], ["of"], [","], []) or (
        gap[:1] == ["in"] and set(gap[1:]) <= lexicon().directions
    )
    if len(gap) < 2 and gap != ["in"] and not _SEVERAL.isdisjoint(doc.words[item.start : item.end]):
        return False  # "the towns of Velm, Kesra"
    province = places().kind(whole.name.split()) is PlaceKind.PROVINCE and gap[:1] == ["in"]
    return held and whole.level < COUNTRY and (province or whole.level > item.place.level)


def _towns(sentence: Sentence, ordered: Sequence[FoundPlace], at: int, where: PlaceMention) -> PlaceMention | None:
    doc, items = sentence.unit.doc, _items(sentence, ordered)
    first = next((i for i, item in enumerate(items) if item.place is ordered[at]), None)
    if first is None:
        return None
    run = _around(items, first, partial(_goes_with, doc))
    counted = not _ORDINALS.isdisjoint(doc.words[run[0].end : run[-1].start])
    provinces = all(item.place.level > 1 for item in run)  # told apart by `_provinces`
    if (provinces and not counted) or run[0].place.mention.relation not in _PLAIN:
        return None
    before, after = _name_before(doc, run), _name_behind(doc, run)
    joined = not _AND.isdisjoint(doc.words[run[0].place.end : run[-1].place.start]) or before or after
    if not joined or (len(run) == 1 and not (before or after)):
        return None
    names = [item.place.name for item in run]
    names = [*([sentence.unit.text(*before)] if before else []), *names]
    names += [sentence.unit.text(*after)] if after else []
    start = before[0] if before else run[0].start
    end = after[1] if after else run[-1].place.end
    whole = ordered[-1] if after and _is_held(doc, _Item(run[-1].place, start, end), ordered[-1]) else run[-1].holder
    return PlaceMention(
        sentence.unit.text(start, end),
        _as_one(names),
        sentence.unit.chars(before[0] if before else _first(doc, run[0].place), end),
        relation=run[0].place.mention.relation,
        within=whole.name if whole is not None and all(_may_lie_in(item, whole) for item in run) else None,
        inferred=where.inferred,
    )


def _around(ordered: Sequence[T], at: int, goes_with: Callable[[T, T], bool]) -> Sequence[T]:
    """The longest stretch around one thing in which each goes with the next."""
    first = last = at
    while first > 0 and goes_with(ordered[first - 1], ordered[first]):
        first -= 1
    while last + 1 < len(ordered) and goes_with(ordered[last], ordered[last + 1]):
        last += 1
    return ordered[first : last + 1]


def _as_one(names: Sequence[str]) -> str:
    """Names as `PlaceMention.listed` takes them apart: "Velm, Kesra and Ardan"."""
    return ", ".join(names) if AND in names[-1] else f"{', '.join(names[:-1])}{AND}{names[-1]}"


def _may_lie_in(item: _Item, whole: FoundPlace) -> bool:
    """Whether what holds the last of a list can hold another of it: one with no holder of its own that is narrower."""
    if item.holder is not None:
        return item.holder.name == whole.name and item.holder.start > item.place.start
    said = item.place.mention.within
    return item.place.level <= 1 and item.place.name != whole.name and said in (None, item.place.name, whole.name)


def _first(doc: Doc, place: FoundPlace) -> int:
    """The first token of a place's name, behind the words for its kind."""
    head = place.name.split()[0]
    return next((i for i in range(place.start, place.end) if head.startswith(doc[i].text)), place.start)


def _goes_with(doc: Doc, item: _Item, other: _Item) -> bool:
    """Whether two places stand in one list: towns and quarters with nothing but "and", commas and articles between."""
    a, b = item.place, other.place
    gap = _without_holder(doc.words[item.end : other.start])
    counted = gap[-1:] == ["in"] and not _ORDINALS.isdisjoint(gap)
    widest = COUNTRY - 1 if counted or not _AND.isdisjoint(gap) else 1
    if max(a.level, b.level) > widest or a.name == b.name or b.mention.relation is not PlaceRelation.IN:
        return False
    if a.name == b.mention.within or b.name == a.mention.within:
        return False
    if len(gap) > _GAP or any(not (w in _JOINING or w in _AGAIN or (counted and w in _ORDINALS)) for w in gap):
        return False
    if gap and gap[0] in _AGAIN:
        return False
    head = doc[b.end - 1]
    if doc.words[b.end : b.end + 1] in (["'s"], ["’s"]) or (head.dep_ in _SUBJECTS and head.head.i > head.i):
        return False  # "hit Velm, and Kesra fired back"
    return bool(gap) or a.level == b.level or not _SEVERAL.isdisjoint(doc.words[a.start : a.end])


def _without_holder(gap: list[str]) -> list[str]:
    """The words between two places without "in the city", said of the first."""
    return gap[3:] if gap[:2] == ["in", "the"] and gap[2:3] and lexicon().place_kinds.get(gap[2]) else gap


def _name_behind(doc: Doc, run: Sequence[_Item]) -> tuple[int, int] | None:
    """A name that only the list makes a place's: "the neighbourhoods of Velm and Sheikh Kesra", "in Velm and Tal Kesra
    on Monday"."""
    end = run[-1].end
    if doc.words[end : end + 1] != ["and"]:
        return _names_unparted(doc, run, end)
    start = end + 2 if doc.words[end + 1 : end + 2] == ["the"] else end + 1
    stop = start
    while stop < len(doc) and stop - start < _LONGEST and _is_name(doc, stop):
        stop += 1
    named = doc.words[stop : stop + 1] and doc.words[stop] in _SEVERAL
    told = _is_told_several(doc, run)
    return (start, stop) if stop > start and (told or named or _ends_phrase(doc, run[-1].place, start, stop)) else None


def _is_told_several(doc: Doc, run: Sequence[_Item]) -> bool:
    """Whether a plural before the first name says that several follow ("the towns of Velm")."""
    return not _SEVERAL.isdisjoint(doc.words[max(0, run[0].place.start - 2) : run[0].place.end])


def _names_unparted(doc: Doc, run: Sequence[_Item], end: int) -> tuple[int, int] | None:
    """Names that lost their commas ("the neighbourhoods of Velm Kesra al-Ardan and Sheikh Tolan"): up to the last."""
    if not _is_told_several(doc, run):
        return None
    stop = end
    while stop < len(doc) and stop - end < _UNPARTED and (_is_name(doc, stop) or doc.words[stop] == "and"):
        stop += 1
    named = stop > end and doc.words[stop - 1] != "and" and "and" in doc.words[end:stop]
    return (end, stop) if named else None


def _ends_phrase(doc: Doc, last: FoundPlace, start: int, stop: int) -> bool:
    """Whether a name is joined to a place alone, and nothing that it could do or own comes behind."""
    head = doc[stop - 1]
    joined = head.dep_ == "conj" and last.start <= head.head.i < last.end
    proper = all(t.pos_ == "PROPN" for t in doc[start:stop])
    return joined and proper and (stop == len(doc) or doc.words[stop] in _ENDS)


def _name_before(doc: Doc, run: Sequence[_Item]) -> tuple[int, int] | None:
    """As `_name_behind`, in front: "shells on Sheikh Kesra and Velm neighbourhoods"."""
    end = run[0].place.start - 1
    if (
        end < 1
        or doc.words[end] != "and"
        or _SEVERAL.isdisjoint(doc.words[run[-1].place.start : run[-1].place.end + 1])
    ):
        return None
    start = end
    while start > 0 and end - start < _LONGEST and _is_name(doc, start - 1):
        start -= 1
    return (start, end) if start < end and start > 0 else None


def _is_name(doc: Doc, i: int) -> bool:
    text = doc[i].text
    return (text[:1].isupper() or text.startswith(("al-", "el-")) or text in ("al", "-")) and doc[i].tag_ != "VBD"


def _provinces(sentence: Sentence, ordered: Sequence[FoundPlace], at: int, where: PlaceMention) -> PlaceMention | None:
    """A list of provinces, or of towns that provinces are called by ("attacks in Aleppo, Idlib and Homs")."""
    doc = sentence.unit.doc
    if not _is_province(ordered[at]):
        return None
    listed = _around(ordered, at, partial(_is_listed, doc))
    if len(listed) == 1:
        return None
    words = sentence.unit.text(listed[0].start, listed[-1].end)
    if "," in words and AND not in words and len(listed) == 2:
        return None  # "in Kesra province, Velm State Herald said"
    spans = [p.mention.span for p in listed if p.mention.span is not None]
    # A headline leaves out the "and": "Attacks in Aleppo Homs".
    name = words if AND in words else _as_one([p.name for p in listed])
    return PlaceMention(words, name, Span(spans[0].start, spans[-1].end), inferred=where.inferred)


def _is_listed(doc: Doc, a: FoundPlace, b: FoundPlace) -> bool:
    gap = doc.words[a.end : b.start]
    if not gap and doc.words[b.start] in lexicon().directions:
        return False  # "Velm rural Kesra": the one in the other
    joined = len(gap) <= 3 and all(w in (",", "and", "in", "the", "as", "well") for w in gap) and gap[:1] != ["in"]
    return joined and _is_province(a) and _is_province(b) and a.name != b.name


def _is_province(place: FoundPlace) -> bool:
    plain = place.mention.relation in _PROVINCIAL
    return plain and 0 < place.level < COUNTRY and places().kind(place.name.split()) is PlaceKind.PROVINCE
