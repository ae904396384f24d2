"""Place, bounds and status of an incident narrative: `python -m benchmarks.airwars --data DIR --out PRED`.

The country is what the text's own names say. Figures are those of the claims that the product reads; the format counts
"several" as 2 and "dozens" as 12 to 24.
"""

from collections.abc import Iterable, Iterator

from benchmarks.geoparsing import WITH_NAMES, spot_of
from benchmarks.harness import Row, arguments, document, rows, write
from vedette.extraction.parsing.language_model import load_model
from vedette.extraction.places.general import find_general_places
from vedette.extraction.places.scene import scene
from vedette.extraction.reader import load_reader
from vedette.model.claim import Effect
from vedette.model.document import Document
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.voices.narrative import Sourcing, bounds, sourcing, vague
from vedette.reference.actors import ActorRegistry
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import Place
from vedette.resolution.conflict_context import detect_conflicts
from vedette.resolution.place_context import read_context
from vedette.resolution.unresolved import unresolved

EFFECTS = {
    "killed": frozenset({Effect.KILLED, Effect.BODIES_FOUND}),
    "injured": frozenset({Effect.INJURED}),
}
STATUSES = {
    Sourcing.DECLARED: "Declared strike",
    Sourcing.CONTESTED: "Contested strike",
    Sourcing.SINGLE: "Single source claim",
    Sourcing.SEVERAL: "Likely strike",
}
#: What the format makes of words of size, by the floor that Vedette gives them.
WORDS = {3: (2, 2), 24: (12, 24)}


def predictions(found: list[Row]) -> Iterator[Row]:
    """Place, figures and status of each narrative."""
    taken = read(found)
    gazetteer, registry = Gazetteer.open(), ActorRegistry.load()
    docs = load_model(WITH_NAMES).pipe(str(row["text"]) for row in found)
    for row, doc in zip(found, docs, strict=True):
        places = find_general_places(doc, gazetteer)
        wars = detect_conflicts(doc.text, registry)[:1]
        countries = {code for war in wars for code in registry.conflicts[war].countries}
        mentions = [p.mention for p in places if not p.people]
        context = read_context(mentions, gazetteer, conflict_countries=countries)
        spots = {p: spot_of(p, context) for p in places}
        told = taken.get(str(row["id"]), ())
        yield {
            "id": row["id"],
            **point(scene(doc.text, within(spots, countries))),
            **{name: counted for name, effects in EFFECTS.items() if (counted := bounds_row(told, effects))},
            "strike_status": STATUSES[sourcing(str(row["text"]))],
        }


def read(found: list[Row]) -> dict[str, tuple[Testimony, ...]]:
    """The claims of each narrative, by its id."""
    ids: dict[str, str] = {}

    def taken() -> Iterator[Document]:
        for row in found:
            made = document(row)
            if made is not None:
                ids[made.id] = str(row["id"])
                yield made

    return {
        ids[d.id]: weighable([unresolved(c) for c in claims], {d.id: d})
        for d, claims in load_reader().read_many(taken())
    }


def bounds_row(told: Iterable[Testimony], effects: frozenset[Effect]) -> Row | None:
    """Low and high as the format has them."""
    given = bounds(told, effects)
    if given is None:
        return None
    (low, _), (_, high) = (WORDS.get(q.low, (q.low, q.low)) if vague(q) else (q.low, q.high) for q in given)
    high = given[1].low if high is None else high
    return {"low": low, "high": max(low, high)}


def within(spots: dict, countries: set[str]) -> dict:  # type: ignore[type-arg]
    """The places in the countries of the war, all of them where none is."""
    inside = {p: spot for p, spot in spots.items() if spot is not None and spot.country in countries}
    return inside or spots


def point(place: Place | None) -> Row:
    """A place as the scorer reads it."""
    return {} if place is None else {"lat": place.latitude, "lon": place.longitude}


def main() -> None:
    """Read, find, write."""
    args = arguments(__doc__)
    write(args.out, predictions(list(rows(args.data))))


if __name__ == "__main__":
    main()
