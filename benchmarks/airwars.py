"""Where a strike of an incident narrative was: `python -m benchmarks.airwars --data DIR --out PRED`.

Place alone: the narratives' figures and grades are other tasks' matter. The country is what the text's own names say.
"""

from collections.abc import Iterator

from benchmarks.geoparsing import WITH_NAMES, spot_of
from benchmarks.harness import Row, arguments, rows, write
from vedette.extraction.language_model import load_model
from vedette.extraction.places.general import find_general_places
from vedette.extraction.places.scene import scene
from vedette.reference.actors import ActorRegistry
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import Place
from vedette.resolution.conflict_context import detect_conflicts
from vedette.resolution.place_context import read_context


def predictions(found: list[Row]) -> Iterator[Row]:
    """The place of each narrative."""
    gazetteer, registry = Gazetteer.open(), ActorRegistry.load()
    docs = load_model(WITH_NAMES).pipe(str(row["text"]) for row in found)
    for row, doc in zip(found, docs, strict=True):
        places = find_general_places(doc, gazetteer)
        wars = detect_conflicts(doc.text, registry)[:1]
        countries = {code for war in wars for code in registry.conflicts[war].countries}
        mentions = [p.mention for p in places if not p.people]
        context = read_context(mentions, gazetteer, conflict_countries=countries)
        spots = {p: spot_of(p, context) for p in places}
        yield {"id": row["id"], **point(scene(doc.text, within(spots, countries)))}


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
