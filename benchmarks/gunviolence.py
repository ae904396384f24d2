"""When and where a shooting was: `python -m benchmarks.gunviolence --data DIR --out PRED`.

Day and place of the one incident that an article is about, and articles of one day and town as one incident. The
figures of killed and injured are those of the first toll claims that an article's reading gives.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from benchmarks.geoparsing import WITH_NAMES, context_of, spot_of
from benchmarks.harness import Row, arguments, document, rows, write
from vedette.extraction.language_model import load_model
from vedette.extraction.places.general import find_general_places
from vedette.extraction.places.scene import scene, telling_spans
from vedette.extraction.reader import load_reader
from vedette.extraction.times.find import find_times
from vedette.model.claim import Claim, Effect, Scope, TollContent
from vedette.model.mention import PlaceMention
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.local_outlets import local_home
from vedette.reference.place import Place
from vedette.resolution.places import likeliest

#: Where the outlets are.
HOME = "US"
#: An article tells of a day at most so long before it was published, unless it names no other.
RECENT = dt.timedelta(days=10)


def predictions(found: list[Row]) -> Iterator[Row]:
    """The incident of each article."""
    gazetteer, reader = Gazetteer.open(), load_reader()
    docs = load_model(WITH_NAMES).pipe(told(row) for row in found)
    for row, doc in zip(found, docs, strict=True):
        where = place_of(doc, str(row.get("url") or ""), gazetteer)
        when = day(doc.text, dt.date.fromisoformat(str(row["published"])[:10]))
        taken = document(row)
        yield {"id": row["id"], **answer(where, when), **tolls(reader.read(taken) if taken else ())}


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
    label = f"{when.isoformat()} {where.id}"
    return {"incident": label, "date": when.isoformat(), "lat": where.latitude, "lon": where.longitude}


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


def tolls(claims: tuple[Claim, ...]) -> Row:
    """The first figure of the killed and of the injured in one event."""
    found: Row = {}
    for claim in claims:
        toll = claim.content
        if not isinstance(toll, TollContent) or toll.effect not in (Effect.KILLED, Effect.INJURED):
            continue
        if toll.scope is Scope.EVENT and toll.subset_of is None:
            found.setdefault(toll.effect.value, toll.quantity.low)
    if found:
        found = {"killed": 0, "injured": 0} | {k: v for k, v in found.items() if v is not None}
    return found


def main() -> None:
    """Read, find, write."""
    args = arguments(__doc__)
    write(args.out, predictions(list(rows(args.data))))


if __name__ == "__main__":
    main()
