"""When and where a shooting was: `python -m benchmarks.gunviolence --data DIR --out PRED`.

Day and place of the one incident that an article is about; articles put together as
`vedette.reconciliation.joining.stories` does it, by their own words. The figures of killed and injured are those that
most articles of the story give first.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from benchmarks.geoparsing import WITH_NAMES, context_of, spot_of
from benchmarks.harness import Row, arguments, document, rows, write
from vedette.extraction.parsing.language_model import load_model
from vedette.extraction.places.general import find_general_places
from vedette.extraction.places.scene import scene, telling_spans
from vedette.extraction.reader import load_reader
from vedette.extraction.times.find import find_times
from vedette.model.document import Document
from vedette.model.mention import PlaceMention
from vedette.reconciliation.joining.stories import stories, told_most
from vedette.reconciliation.joining.traits import Traits, traits_of
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.local_outlets import local_home
from vedette.reference.place import Place
from vedette.resolution.places import likeliest
from vedette.resolution.unresolved import unresolved

#: Where the outlets are.
HOME = "US"
FIGURES = ("killed", "injured")
#: An article tells of a day at most so long before it was published, unless it names no other.
RECENT = dt.timedelta(days=10)


def predictions(found: list[Row]) -> Iterator[Row]:
    """The incident of each article."""
    gazetteer = Gazetteer.open()
    docs = load_model(WITH_NAMES).pipe(told(row) for row in found)
    for row, doc in zip(found, docs, strict=True):
        where = place_of(doc, str(row.get("url") or ""), gazetteer)
        when = day(doc.text, dt.date.fromisoformat(str(row["published"])[:10]))
        yield {"id": row["id"], **answer(where, when)}


def traits_in(found: Iterable[Row]) -> dict[str, Traits]:
    """The traits of each article by its id, figures as the product reads them."""
    gazetteer, ids = Gazetteer.open(), {}

    @lru_cache(maxsize=65_536)
    def is_place(name: str) -> bool:
        return bool(gazetteer.lookup(name, countries=(HOME,)))

    def taken() -> Iterator[Document]:
        for row in found:
            made = document(row)
            if made is not None:
                ids[made.id] = str(row["id"])
                yield made

    read = replace(load_reader(), everything=True).read_many(taken())  # crime is what this set is about
    return {ids[d.id]: traits_of(d, [unresolved(c) for c in claims], is_place=is_place) for d, claims in read}


def incidents(traits: dict[str, Traits]) -> dict[str, Row]:
    """The story that each article is of, with its figures."""
    by_document = {t.document: name for name, t in traits.items()}
    found: dict[str, Row] = {}
    for members in stories(traits.values()):
        ids = sorted(by_document[m] for m in members)
        given = [traits[i].figures for i in ids]
        row: Row = {"incident": ids[0]} | {f: told_most(given, f) for f in FIGURES}
        found |= {i: {k: v for k, v in row.items() if v is not None} for i in ids}
    return found


def place_of(doc: Doc, address: str, gazetteer: Gazetteer) -> Place | None:
    """Where the one incident of an article was, in the light of its outlet's home."""
    places = find_general_places(doc, gazetteer)
    home = local_home(address, gazetteer)
    mention = None if home is None else PlaceMention(home.place or home.state or "", home.place or home.state or "")
    if home is not None and home.place and home.state and mention is not None:
        mention = replace(mention, within=home.state)
    context = context_of(places, gazetteer, home=HOME, outlet=mention)
    outlet = None if mention is None else likeliest(mention, context)
    return scene(doc.text, {p: spot_of(p, context) for p in places}, home=HOME, outlet=outlet)


def told(row: Row) -> str:
    """Title and text as one."""
    return f"{row.get('title') or ''}\n\n{row['text']}"


def answer(where: Place | None, when: dt.date) -> Row:
    """The fields of one article."""
    if where is None:
        return {"date": when.isoformat()}
    return {"date": when.isoformat(), "lat": where.latitude, "lon": where.longitude}


def day(text: str, published: dt.date) -> dt.date:
    """The day that the telling sentences name first, else the day of publication."""
    telling = telling_spans(text)
    days = [
        (not any(a <= t.span.start < b for a, b in telling), t.span.start, t.when.start)
        for t in find_times(text, published)
        if t.when is not None and t.when.days == 1 and t.when.start <= published
    ]
    recent = [d for d in days if published - d[2] <= RECENT]
    return min(recent or days, default=(True, 0, published))[2]


def main() -> None:
    """Read, find, write."""
    args = arguments(__doc__)
    found = list(rows(args.data))
    told_of = incidents(traits_in(found))
    write(args.out, ({**row, **told_of.get(str(row["id"]), {})} for row in predictions(found)))


if __name__ == "__main__":
    main()
