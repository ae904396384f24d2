"""Place names in news of any kind: what the entity recogniser, our own names and the words around them say together.

Optional: reading wars goes without it, for the recogniser is a part of the model that the reader leaves out. Needs a
parse with `ner` (`load_model(("senter",))`). It proposes spans; whether and where they lie, resolution says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Chunk

from vedette.extraction.places.local import is_placed, is_side, is_street
from vedette.extraction.words.known_places import actors, is_adjective, places
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Span
from vedette.reference.demonyms import demonym_country
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import Match, PlaceKind
from vedette.reference.place_words import read_place_words

#: What the recogniser calls places, and peoples: the latter count where the word is a known one.
PLACES = frozenset({"GPE", "LOC"})
#: Names of bodies and sites: a place may stand at their head ("Lviv Oblast Council").
HOLDERS = frozenset({"ORG", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
#: Nouns that end an area's name, as printed with a capital.
AREA_NOUNS = frozenset("County Counties Parish Province Governorate Oblast Region District Borough Township".split())
#: Waters, roads and heights are places of another kind than those counted here.
_NOT_SETTLED = re.compile(r"\b(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane|Highway|Interstate)\.?$")
#: A name inside another must be of so many people, unless the text names it alone too.
SIZEABLE = 20_000
_WIDE = (PlaceKind.COUNTRY, PlaceKind.PROVINCE)
#: Words that begin or make the names of bodies everywhere, though somewhere a town is called so.
_BODY_WORDS = frozenset(
    """
    University College School Center Centre Central Interior Police Human Metro Federal Western Eastern Northern
    Southern Northwest Northeast Southwest Southeast North South East West Green Hall House Man Spring
    Eagle Liberal Superior Gulf Union Liberty National General Best Progress Victoria Normal Reserve Home Commerce
    Industry Enterprise Independence Justice Defence Mission Church Christian Trinity Capital Premier Imperial Pacific
    Atlantic Globe Star Sun Times Post Park Hospital Museum Stadium Airport Station Tower Mall Bridge Island Lake River
    Valley Bank Unity Freedom Peace Hope Santa San Los New Republic Democrat Labour
    """.split()
)
#: Abbreviations of American states in print (Associated Press style).
STATES = dict(
    pair.split("=")
    for pair in (
        "Ala.=Alabama|Ariz.=Arizona|Ark.=Arkansas|Calif.=California|Colo.=Colorado|Conn.=Connecticut|Del.=Delaware|"
        "Fla.=Florida|Ga.=Georgia|Ill.=Illinois|Ind.=Indiana|Kan.=Kansas|Ky.=Kentucky|La.=Louisiana|Md.=Maryland|"
        "Mass.=Massachusetts|Mich.=Michigan|Minn.=Minnesota|Miss.=Mississippi|Mo.=Missouri|Mont.=Montana|"
        "Neb.=Nebraska|Nev.=Nevada|N.H.=New Hampshire|N.J.=New Jersey|N.M.=New Mexico|N.Y.=New York|"
        "N.C.=North Carolina|N.D.=North Dakota|Okla.=Oklahoma|Ore.=Oregon|Pa.=Pennsylvania|R.I.=Rhode Island|"
        "S.C.=South Carolina|S.D.=South Dakota|Tenn.=Tennessee|Tex.=Texas|Vt.=Vermont|Va.=Virginia|"
        "Wash.=Washington|W.Va.=West Virginia|Wis.=Wisconsin|Wyo.=Wyoming"
    ).split("|")
)
#: What the recogniser is right about.
_NO_NAMES = frozenset({"DATE", "TIME", "NORP", "MONEY", "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY"})
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
#: Their postal codes, which count after a comma alone: "Columbus, GA".
POSTAL = dict(
    pair.split("=")
    for pair in (
        "AL=Alabama|AK=Alaska|AZ=Arizona|AR=Arkansas|CA=California|CO=Colorado|CT=Connecticut|DE=Delaware|FL=Florida|"
        "GA=Georgia|HI=Hawaii|ID=Idaho|IL=Illinois|IN=Indiana|IA=Iowa|KS=Kansas|KY=Kentucky|LA=Louisiana|ME=Maine|"
        "MD=Maryland|MA=Massachusetts|MI=Michigan|MN=Minnesota|MS=Mississippi|MO=Missouri|MT=Montana|NE=Nebraska|"
        "NV=Nevada|NH=New Hampshire|NJ=New Jersey|NM=New Mexico|NY=New York|NC=North Carolina|ND=North Dakota|OH=Ohio|"
        "OK=Oklahoma|OR=Oregon|PA=Pennsylvania|RI=Rhode Island|SC=South Carolina|SD=South Dakota|TN=Tennessee|"
        "TX=Texas|UT=Utah|VT=Vermont|VA=Virginia|WA=Washington|WV=West Virginia|WI=Wisconsin|WY=Wyoming|DC=Washington"
    ).split("|")
)
_EDGE = " \t\n.,;:!?'’\"“”()[]–—-*•"


@dataclass(frozen=True, slots=True)
class GeneralPlace:
    """A place's name with its characters in the text. `within` is the wider place printed after it ("Paris, Texas");
    `people` is set for an adjective or a people, whose country is meant."""

    name: str
    span: Span
    within: str | None = None
    people: bool = False

    @property
    def mention(self) -> PlaceMention:
        """The mention that resolution asks for."""
        return PlaceMention(self.name, self.name, self.span, within=self.within)


def find_general_places(doc: Doc, gazetteer: Gazetteer) -> tuple[GeneralPlace, ...]:
    """The places of a parsed text in their order; no two share a character. What no gazetteer bears and no noun of an
    area ends is left out: the recogniser takes many a surname for a town."""
    weigher = _Weigher(doc, gazetteer)
    taken: list[bool] = [False] * len(doc)
    found: list[tuple[int, int, bool]] = []
    for start, end, people in (
        *_coded(weigher),
        *_recognised(weigher),
        *_placed(weigher),
        *_known(weigher),
        *_held(weigher),
    ):
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append((start, end, people))
    return tuple(_with_wider(weigher, sorted(found)))


class _Weigher:
    """What one text and the gazetteer say of a name: the towns it recognises elsewhere, the surnames of its people."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.words = [t.text for t in doc]
        self.gazetteer = gazetteer
        self.places = {doc[slice(*_trimmed(e))].text for e in doc.ents if e.label_ in PLACES and len(e.text) > 3}
        self.small = {w for w in self.words if w.islower()}
        people = [e for e in doc.ents if e.label_ == "PERSON"]
        self.surnames = {w for e in people if len(e) > 1 for w in e.text.split() if w[:1].isupper()}

    def bears(self, name: str, least: int = 0) -> bool:
        """Whether the gazetteer has the name, of a province or of at least `least` people; then by its main name."""
        found = self.gazetteer.lookup(name)
        if least and (name in _BODY_WORDS or name in self.surnames or actors().match((name,), 0)):
            return False
        return any(
            (c.place.population >= least and (c.match is Match.NAME or not least)) or c.place.kind in _WIDE
            for c in found
        )

    def names(self, name: str) -> bool:
        """Whether the gazetteer has the name as some place's main one."""
        return any(c.match is Match.NAME for c in self.gazetteer.lookup(name))

    def lies_in(self, name: str, wider: str) -> bool:
        """Whether some bearer of the name lies in a country or province of the other, or nobody knows the name."""
        inner = [c.place for c in self.gazetteer.lookup(name) if c.place.kind is not PlaceKind.COUNTRY]
        outer = [c.place for c in self.gazetteer.lookup(wider) if c.place.kind in _WIDE]
        return any(
            p.country == q.country and (q.kind is PlaceKind.COUNTRY or p.admin1 == q.name) and p.id != q.id
            for p in inner
            for q in outer
        ) or (not inner and bool(outer))

    def is_surname(self, start: int, end: int) -> bool:
        """Whether one word is somebody's surname in this text, and no wider place after a comma speaks against it."""
        if end - start != 1 or self.words[start] not in self.surnames:
            return False
        return (
            self.words[end : end + 1] != [","]
            or self.doc[end + 1 : end + 2].text[:1].islower()
            or (end + 1 < len(self.doc) and self.doc[end + 1].ent_type_ not in PLACES)
        )

    def longest(self, start: int, end: int, least: int) -> int:
        """How many tokens the longest name takes that starts at a token and is known or seen in this text."""
        for stop in range(min(end, start + 4), start, -1):
            name = self.doc[start:stop].text
            if name[:1].isupper() and len(name) > 2 and (name in self.places or self.bears(name, least)):
                return stop - start
        return 0


def _coded(weigher: _Weigher) -> Iterator[tuple[int, int, bool]]:
    """American states by their postal codes, after a capitalised name and a comma."""
    words = weigher.words
    for i in range(2, len(words)):
        if words[i] in POSTAL and words[i - 1] == "," and words[i - 2][:1].isupper():
            yield i, i + 1, False


def _recognised(weigher: _Weigher) -> Iterator[tuple[int, int, bool]]:
    """Entities that are places, and words for a people."""
    doc = weigher.doc
    for entity in doc.ents:
        if entity.label_ in PLACES:
            start, end = _trimmed(entity)
            if start >= end or _NOT_SETTLED.search(doc[start:end].text) or weigher.is_surname(start, end):
                continue
            if is_street(weigher.words, end) or is_side(doc[start:end].text):
                continue
            if weigher.words[end - 1] in AREA_NOUNS or any(
                weigher.bears(r.name) for r in read_place_words(spelt_out(doc[start:end].text))
            ):
                yield start, end, False
        elif entity.label_ in {"NORP", "LANGUAGE"}:
            for token in entity:
                if _is_people(token.text):
                    yield token.i, token.i + 1, True
                elif token.text in weigher.places or (entity.label_ == "NORP" and weigher.bears(token.text, SIZEABLE)):
                    yield token.i, token.i + 1, False


def _placed(weigher: _Weigher) -> Iterator[tuple[int, int, bool]]:
    """Names that the words around them make places, where the recogniser saw a person, a body or nothing."""
    doc, words = weigher.doc, weigher.words
    i = 0
    while i < len(words):
        length = 0
        if words[i][:1].isupper() and len(words[i]) > 2 and doc[i].ent_type_ not in _NO_NAMES:
            length = next((n for n in (4, 3, 2, 1) if i + n <= len(words) and _is_town(weigher, i, i + n)), 0)
        if length:
            yield i, i + length, False
        i += max(length, 1)


def _is_town(weigher: _Weigher, start: int, end: int) -> bool:
    """Whether the tokens bear a settlement's or county's main name and stand where a place stands."""
    words = weigher.words
    if not words[end - 1][:1].isupper() or not is_placed(words, start, end) or is_street(words, end):
        return False
    name = weigher.doc[start:end].text
    if (
        name in _BODY_WORDS
        or is_side(name)
        or name.lower() in weigher.small
        or name.lower() in _DAYS
        or actors().match((name,), 0)
    ):
        return False
    return weigher.names(name)


def _known(weigher: _Weigher) -> Iterator[tuple[int, int, bool]]:
    """Known places' names outside persons' names, and adjectives of nation, that the recogniser missed."""
    doc, words = weigher.doc, weigher.words
    i = 0
    while i < len(words):
        token = doc[i]
        length = 0
        if token.ent_type_ == "" and words[i][:1].isupper() and token.pos_ == "PROPN":
            length = places().match(words, i)
            capital = words[i].isupper() and len(words[i]) > 3
            if not length and (words[i] in weigher.places or (capital and weigher.bears(words[i], SIZEABLE))):
                length = 1
            if length and not _within_longer_name(doc, i, i + length):
                yield i, i + length, False
            elif _is_people(words[i]):
                yield i, i + 1, True
        elif token.ent_type_ == "" and _is_people(words[i]):
            yield i, i + 1, True
        i += max(length, 1)


def _held(weigher: _Weigher) -> Iterator[tuple[int, int, bool]]:
    """Places inside the names of bodies and sites: "Rapides Parish Fire District", "the University of Damascus"."""
    doc, words = weigher.doc, weigher.words
    for entity in doc.ents:
        person = entity.label_ == "PERSON"
        if entity.label_ not in HOLDERS and not person:
            continue
        start, end = _trimmed(entity)
        if start < end and (is_street(words, end - 1) or is_street(words, end)):
            continue
        area = next((i for i in range(start + 1, end) if words[i] in AREA_NOUNS), None)
        if area is not None and words[area - 1][:1].isupper():
            yield start, area + 1, False
            continue
        if person:
            seen = end - start <= 2 and doc[start:end].text in weigher.places
            alone = start == end - 1 and words[end : end + 1] == [","]
            if seen or (alone and weigher.bears(words[start], SIZEABLE)):
                yield start, end, False
            continue
        for i in range(start, end):
            length = weigher.longest(i, end, SIZEABLE)
            if length:
                yield i, i + length, False
                break
            if _is_people(words[i]):
                yield i, i + 1, True


def _within_longer_name(doc: Doc, start: int, end: int) -> bool:
    """Whether capitalised neighbours make it part of some other name ("Jack London", "London Breed")."""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    return any(t is not None and t.pos_ == "PROPN" and t.text[:1].isupper() for t in (before, after))


def _is_people(word: str) -> bool:
    return word[:1].isupper() and (demonym_country(word) is not None or is_adjective(word))


def _trimmed(entity: Chunk) -> tuple[int, int]:
    """An entity's tokens without articles, possessives and punctuation at its ends."""
    start, end = entity.start, entity.end
    doc = entity.doc
    while start < end and (doc[start].lower_ in {"the", "a"} or not doc[start].text.strip(_EDGE)):
        start += 1
    while start < end and (doc[end - 1].lower_ in {"'s", "’s"} or not doc[end - 1].text.strip(_EDGE)):
        end -= 1
    return start, end


def _with_wider(weigher: _Weigher, found: list[tuple[int, int, bool]]) -> Iterator[GeneralPlace]:
    """Each place with the wider one that a comma or bracket ties to it, if it has a bearer there: lists have commas."""
    doc = weigher.doc
    for n, (start, end, people) in enumerate(found):
        following = found[n + 1] if n + 1 < len(found) else None
        first, last = doc[start], doc[end - 1]
        span = Span(first.idx, last.idx + len(last.text))
        printed = doc.text[span.start : span.end]
        coded = POSTAL.get(printed) if start and weigher.words[start - 1] == "," else None
        name = coded or spelt_out(printed)
        within = None
        if following is not None and not people and not following[2] and following[0] - end == 1:
            printed = doc[following[0] : following[1]].text
            wider = POSTAL.get(printed) or spelt_out(printed)
            if doc[end].text in {",", "("} and weigher.lies_in(name, wider):
                within = wider
        yield GeneralPlace(name, span, within, people)


def spelt_out(name: str) -> str:
    """An American state's name for its abbreviation in print; any other name as it is."""
    return STATES.get(name.replace(" ", ""), name)
