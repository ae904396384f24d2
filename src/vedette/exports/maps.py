"""Events and control on maps: GeoJSON (RFC 7946), KML with time spans, and the events of TimeMap."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from vedette.exports.archive import Archive, Told
from vedette.exports.cells import defused
from vedette.exports.flat import CANNOT, plain, row
from vedette.exports.losses import Losses
from vedette.model.control import ControlSpan, Holder
from vedette.model.resolved import PlaceResolution
from vedette.reference.codebook import CODEBOOK

#: Names of values as attributes: there are few, and each stands in every placemark.
_attribute = cache(quoteattr)

CANNOT_GEOJSON = (*CANNOT, "areas: a place is a point with a radius, never a border")
CANNOT_CONTROL = (
    "areas: a place is a point with a radius; nothing is drawn that nobody claimed",
    "the words of each claim: only its key",
)
CANNOT_KML = (*CANNOT, "events without a place: KML has no place for them", "areas: a place is a point")
CANNOT_TIMEMAP = (
    "bounds of figures, verification by axes, and who says what: they stand in the description only",
    "events without a date and a place",
    "who holds a place, statements, outlooks",
)


def write_geojson(archive: Archive, path: Path, losses: Losses) -> None:
    """A FeatureCollection of events; those without a point have no geometry."""
    _collection(path, (_event(told) for told in archive.told()), losses)


def write_control(archive: Archive, path: Path, losses: Losses) -> None:
    """A FeatureCollection of control spans: who is said to hold a place, from when to when, and until when to believe
    it."""
    _collection(path, map(_span, archive.control()), losses)


def _collection(path: Path, features: Iterable[dict[str, Any]], losses: Losses) -> None:
    with path.open("w", encoding="utf-8") as sink:
        sink.write('{"type": "FeatureCollection", "features": [')
        for number, feature in enumerate(features):
            sink.write(",\n" if number else "\n")
            sink.write(json.dumps(feature, ensure_ascii=False))
            losses.row()
        sink.write("\n]}\n")


def _event(told: Told) -> dict[str, Any]:
    values = {k: (plain(v) if v is not None else None) for k, v in row(told).items()}
    for name in ("background",):
        values[name] = values[name] == "true"
    for name in [n for n in values if n.endswith("_open") and values[n] is not None]:
        values[name] = values[name] == "true"
    kept = {k: v for k, v in values.items() if k not in ("latitude", "longitude") and v is not None}
    return {"type": "Feature", "id": told.event.id, "geometry": geometry(told.event.place), "properties": kept}


def geometry(place: PlaceResolution | None) -> dict[str, Any] | None:
    """The point of a place, longitude first; None where there is none."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def _span(span: ControlSpan) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry(span.place), "properties": control_values(span)}


def control_values(span: ControlSpan) -> dict[str, Any]:
    """A control span as flat values; days are half-open, `until` None means that no end is known."""
    return {
        "place": span.place.name or span.place.mention,
        "place_id": span.place.place,
        "place_precision": span.place.precision.value,
        "radius_km": span.place.radius_km,
        "from": span.start.isoformat(),
        "from_known": span.since_known,
        "until": span.end.isoformat() if span.end else None,
        "holders": _holders(span.holders),
        "present": _holders(span.presence),
        "besiegers": _holders(span.besiegers),
        "contested": span.contested,
        "besieged": span.besieged,
        "verification": span.verification.rung.value,
        "verification_rule": span.verification.rule,
        "last_evidence": span.last_evidence.isoformat(),
        "fades": span.fades.isoformat(),
        "claim_ids": list(span.evidence),
        "conflicts": list(span.conflicts),
        "codebook": CODEBOOK,
    }


def _holders(some: tuple[Holder, ...]) -> list[dict[str, Any]]:
    return [{"actor": h.actor, "name": h.name, "side": h.side, "extent": h.extent.value} for h in some]


def write_kml(archive: Archive, path: Path, losses: Losses) -> None:
    """KML 2.2: a folder of events, one of control; every placemark has a TimeSpan."""
    with path.open("w", encoding="utf-8") as sink:
        sink.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
        sink.write("<Folder><name>Events</name>\n")
        for told in archive.told():
            point = geometry(told.event.place)
            if point is None:
                losses.leave("events without a place")
                continue
            values = row(told)
            name = f"{values['event_type']}, {values['place']}"
            span = (plain(values["date_start"]), plain(values["date_end"]))
            sink.write(_placemark(name, point, span, values))
            losses.row()
        sink.write("</Folder>\n<Folder><name>Control, as claimed</name>\n")
        for held in archive.control():
            point = geometry(held.place)
            if point is None:
                losses.leave("control of places that are not located")
                continue
            values = control_values(held)
            flat = {k: json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for k, v in values.items()}
            names = ", ".join(h.name for h in held.holders) or "not known who holds it"
            sink.write(_placemark(f"{values['place']}: {names}", point, (values["from"], values["until"]), flat))
            losses.row()
        sink.write("</Folder>\n</Document></kml>\n")


def _placemark(name: str, point: dict[str, Any], span: tuple[Any, Any], values: dict[str, Any]) -> str:
    begin, end = (
        f"<{tag}>{escape(str(day))}</{tag}>" if day else "" for tag, day in zip(("begin", "end"), span, strict=True)
    )
    east, north = point["coordinates"]
    data = "".join(
        [
            f"<Data name={_attribute(key)}><value>{_text(value) if type(value) is str else plain(value)}</value></Data>"
            for key, value in values.items()
            if value is not None and value != ""
        ]
    )
    when = f"<TimeSpan>{begin}{end}</TimeSpan>" if begin or end else ""
    return (
        f"<Placemark><name>{_text(name)}</name>{when}<ExtendedData>{data}</ExtendedData>"
        f"<Point><coordinates>{east},{north}</coordinates></Point></Placemark>\n"
    )


def _text(value: Any) -> str:
    """Text for XML: control characters, which no XML file can hold, are gone."""
    text = str(value)
    safe = defused(text)
    return escape(
        safe.removeprefix("'") if safe != text and safe.startswith("'") and not text.startswith("'") else safe
    )


def write_timemap(archive: Archive, path: Path, losses: Losses) -> None:
    """A JSON array of events as TimeMap reads them."""
    with path.open("w", encoding="utf-8") as sink:
        sink.write("[")
        for number, found in enumerate(_timemap(archive, losses)):
            sink.write(",\n" if number else "\n")
            sink.write(json.dumps(found, ensure_ascii=False))
            losses.row()
        sink.write("\n]\n")


def _timemap(archive: Archive, losses: Losses) -> Iterator[dict[str, Any]]:
    for told in archive.told():
        values, when = row(told), told.event.when
        if when is None and values["latitude"] is None:
            losses.leave("events without a date and a place")
            continue
        figures = [
            f"{effect}: {values[f'{effect}_low']} or more"
            if values[f"{effect}_open"]
            else f"{effect}: {_range(values, effect)}"
            for effect in ("killed", "injured", "displaced", "captured")
            if values[f"{effect}_low"] is not None
        ]
        text = [
            f"{values['event_type']}, {values['place'] or 'place not given'}",
            *figures,
            f"({values['verification']})",
        ]
        yield {
            "id": told.event.id,
            "description": "; ".join(text) + (f". “{values['quote']}”" if values["quote"] else ""),
            "date": plain(values["date_start"]),
            "time": "",
            "time_precision": values["date_precision"] or "",
            "location": values["place"] or "",
            "latitude": "" if values["latitude"] is None else str(values["latitude"]),
            "longitude": "" if values["longitude"] is None else str(values["longitude"]),
            "type": values["event_type"],
            "category": values["event_type"],
            "category_full": f"{values['event_type']} ({values['status']})",
            "associations": [n for n in (*values["actors"].split("; "), *values["targets"].split("; ")) if n],
            "sources": list(dict.fromkeys(a.address or a.outlet for a in told.accounts if a.address or a.outlet)),
            "comments": f"record state: {values['record_state']}; coded by {values['coded_by']}; codebook {CODEBOOK}",
            "time_display": when.iso() if when else "",
            "narrative___stepStyles": [],
        }


def _range(values: dict[str, Any], effect: str) -> str:
    low, high = values[f"{effect}_low"], values[f"{effect}_high"]
    return str(low) if high in (None, low) else f"{low} to {high}"
