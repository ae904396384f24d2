"""From the place that is named to the place that is meant: near it, north of it, between it and another.

Each step widens the radius and says why. Nothing here moves a claim to another named place.
"""

from dataclasses import replace

from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.model.resolved import PlacePrecision, PlaceResolution
from vedette.reference.place_geometry import distance_km, midway, moved
from vedette.reference.place_words import bearing_degrees

#: How far beyond the place's own reach a relation without a distance extends, in km.
REACH_KM = {
    PlaceRelation.NEAR: 10.0,
    PlaceRelation.OUTSKIRTS: 3.0,
    PlaceRelation.COUNTRYSIDE: 25.0,
    PlaceRelation.OFFSET: 20.0,
    PlaceRelation.BETWEEN: 25.0,
    PlaceRelation.ROAD: 20.0,
    PlaceRelation.TOWARDS: 20.0,
}
#: Reporters round distances and measure from anywhere in a town: so much of a stated distance may be wrong.
DISTANCE_DOUBT = 0.25
#: "Northern Syria": the middle of a part lies about half the country's reach from its middle.
PART_SHIFT = 0.5
_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.DISTRICT)


def related(
    base: PlaceResolution, mention: PlaceMention, *, part: str | None = None, other: PlaceResolution | None = None
) -> PlaceResolution:
    """What is meant by a mention whose name was resolved to `base`; `part` is a compass word before the name."""
    relation = mention.relation
    if relation is PlaceRelation.OFFSET or mention.distance_km is not None:
        return _offset(base, mention)
    if relation in (PlaceRelation.BETWEEN, PlaceRelation.ROAD) and other is not None and other.place is not None:
        return _between(base, other, mention)
    if relation is PlaceRelation.ROAD and base.feature == "road":
        return base
    if relation is PlaceRelation.IN:
        return _part(base, part)
    if base.precision in _WIDE:
        return _part(base, part or mention.bearing)
    reach = REACH_KM[relation]
    resolution = replace(
        base,
        precision=PlacePrecision.AROUND,
        radius_km=round((base.radius_km or 0.0) + reach, 1),
        reason=f"{base.reason}; {relation.value}: {reach:g} km more",
    )
    degrees = bearing_degrees(part or mention.bearing)
    if degrees is None or base.latitude is None or base.longitude is None:
        return resolution
    shift = (base.radius_km or 0.0) + reach * PART_SHIFT
    lat, lon = moved((base.latitude, base.longitude), degrees, shift)
    return replace(resolution, latitude=lat, longitude=lon)


def _offset(base: PlaceResolution, mention: PlaceMention) -> PlaceResolution:
    if base.latitude is None or base.longitude is None:
        return base
    degrees = bearing_degrees(mention.bearing)
    if mention.distance_km is None:
        reach = REACH_KM[PlaceRelation.OFFSET]
        point = (base.latitude, base.longitude)
        if degrees is not None:
            point = moved(point, degrees, (base.radius_km or 0.0) + reach / 2)
        radius = (base.radius_km or 0.0) + reach / 2
    elif degrees is None:
        point, radius = (base.latitude, base.longitude), mention.distance_km + 2.0
    else:
        point = moved((base.latitude, base.longitude), degrees, mention.distance_km)
        radius = max(2.0, DISTANCE_DOUBT * mention.distance_km) + min(base.radius_km or 0.0, 5.0)
    words = mention.text if mention.text != mention.name else f"off {base.name}"
    return replace(
        base,
        place=None,
        precision=PlacePrecision.AROUND,
        name=words,
        latitude=point[0],
        longitude=point[1],
        radius_km=round(radius, 1),
        feature=None,
        reason=f"{base.reason}; {mention.distance_km or 'some'} km {mention.bearing or 'away'}",
    )


def _between(base: PlaceResolution, other: PlaceResolution, mention: PlaceMention) -> PlaceResolution:
    if None in (base.latitude, base.longitude, other.latitude, other.longitude):
        return base
    a = (base.latitude or 0.0, base.longitude or 0.0)
    b = (other.latitude or 0.0, other.longitude or 0.0)
    return replace(
        base,
        place=None,
        precision=PlacePrecision.AROUND,
        name=f"between {base.name} and {other.name}",
        latitude=midway(a, b)[0],
        longitude=midway(a, b)[1],
        radius_km=round(distance_km(a, b) / 2 + 2.0, 1),
        admin1=base.admin1 if base.admin1 == other.admin1 else None,
        feature=None,
        reason=f"{base.reason}; {mention.relation.value} it and {other.reason}",
    )


def _part(base: PlaceResolution, part: str | None) -> PlaceResolution:
    """A part of an area: its middle moved towards the side named; a part of a town is the town."""
    degrees = bearing_degrees(part)
    if part is None or base.precision not in _WIDE or base.latitude is None or base.longitude is None:
        return base
    reach = base.radius_km or 0.0
    point = (base.latitude, base.longitude)
    if degrees is not None:
        point = moved(point, degrees, reach * PART_SHIFT)
    return replace(
        base,
        latitude=point[0],
        longitude=point[1],
        radius_km=round(reach * 0.75, 1),
        reason=f"{base.reason}; its {part} part",
    )
