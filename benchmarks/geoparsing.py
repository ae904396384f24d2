"""Places in news of any kind: `python -m benchmarks.geoparsing --data DIR --out PRED`.

Recognition is `vedette.extraction.places.general`; the rest is Vedette's resolver, with one difference: where it would
rather not say, the likeliest candidate is given, since the scorer counts an answer not given as wrong.
"""

from collections.abc import Iterator

from benchmarks.harness import Row, arguments, rows, write
from vedette.extraction.parsing.language_model import load_model
from vedette.extraction.places.general import AREA_NOUNS, GeneralPlace, find_general_places
from vedette.model.mention import PlaceMention
from vedette.reference.demonyms import demonym_country
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import Place
from vedette.resolution.coherence import middle, supported
from vedette.resolution.place_context import PlaceContext, read_context
from vedette.resolution.places import likeliest

#: All of the model but the splitter of sentences, which the parser does as well.
WITH_NAMES = ("senter",)


def predictions(found: list[Row]) -> Iterator[Row]:
    """The places of each text."""
    gazetteer = Gazetteer.open()
    docs = load_model(WITH_NAMES).pipe(str(row["text"]) for row in found)
    for row, doc in zip(found, docs, strict=True):
        places = find_general_places(doc, gazetteer)
        context = context_of(places, gazetteer)
        yield {"id": row["id"], "places": all_located(places, context)}


def context_of(
    places: tuple[GeneralPlace, ...],
    gazetteer: Gazetteer,
    *,
    home: str | None = None,
    outlet: PlaceMention | None = None,
) -> PlaceContext:
    """What a text's places say of each other; `home` is the country of its outlet and `outlet` where it is at home, as
    far as known."""
    peoples = {code for p in places if p.people and (code := demonym_country(p.name))}
    mentions = [p.mention for p in places if not p.people] + ([outlet] if outlet is not None else [])
    context = read_context(mentions, gazetteer, named_countries=peoples, outlet_country=home)
    return supported(context, mentions)


def all_located(places: tuple[GeneralPlace, ...], context: PlaceContext) -> list[Row]:
    """Each place with its point. A county or parish that no gazetteer row bears lies where the text's towns lie."""
    spots = {place: spot_of(place, context) for place in places}
    heart = middle({p.name: spot for p, spot in spots.items() if spot is not None})
    found = []
    for place, spot in spots.items():
        unknown_area = spot is None and place.name.split()[-1] in AREA_NOUNS
        point = (spot.latitude, spot.longitude) if spot else heart if unknown_area else None
        lat, lon = point or (None, None)
        found.append({"start": place.span.start, "end": place.span.end, "lat": lat, "lon": lon})
    return found


def spot_of(place: GeneralPlace, context: PlaceContext) -> Place | None:
    """The gazetteer's place that is most likely meant."""
    if place.people:
        code = demonym_country(place.name)
        return context.gazetteer.country(code) if code else None
    return likeliest(place.mention, context)


def main() -> None:
    """Read, find, write."""
    args = arguments(__doc__)
    write(args.out, predictions(list(rows(args.data))))


if __name__ == "__main__":
    main()
