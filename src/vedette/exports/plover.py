"""PLOVER events as JSON lines and POLECAT's table of 40 columns, both one line an event.

Types, modes, quads and keys: the PLOVER manual (2024) and POLECAT's published files. PLOVER specifies how to mark what
is negated, planned or recalled; those marks are used, so that such events stay in with their mark.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vedette.exports.archive import Archive, Told
from vedette.exports.cells import defused, joined
from vedette.exports.losses import Losses
from vedette.exports.parties import Actor, actors
from vedette.exports.people import overall, wholes
from vedette.exports.where import plain_name
from vedette.model.claim import Effect
from vedette.model.event import Event
from vedette.model.provenance import Status
from vedette.model.resolved import PlacePrecision, Role
from vedette.reference.actors import ActorRegistry, PartyType
from vedette.reference.codebook import CODEBOOK
from vedette.reference.countries import country
from vedette.reference.event_types import event_types

COLUMNS = tuple(
    """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary
    Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient
    COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient
    ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature
    Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version""".replace(
        "\n    ", " "
    ).split("|")
)
CANNOT_PLOVER = (
    "bounds: dead and injured are the best figure, else the lowest",
    "who claims what, denials and the rung of verification",
    "reciprocal fighting without a named party on either side",
    "who holds a place, outlooks, stances; statements that are no events",
)
CANNOT_POLECAT = (
    "how many died: POLECAT has no column for people",
    "negation and plans: such events are left out",
    "the address of a report, its claimant and the exact words",
    "bounds, disputes, verification",
    "people named in a story: private persons are never listed",
)

#: Quad code and conflict-cooperation score by type; scores of modes that differ. Source: PLOVER manual (2024).
_QUAD = {"AGREE": 1, "COERCE": 4, "ASSAULT": 4, "MOBILIZE": 4, "PROTEST": 4, "RETREAT": 2}
_SCORE = {"AGREE": 2.5, "COERCE": -7.0, "ASSAULT": -9.0, "MOBILIZE": -5.5, "PROTEST": -5.0, "RETREAT": 6.5}
_SCORE_OF_MODE = {
    "unconventional": -10.0,
    "aerial": -9.5,
    "drone": -9.5,
    "heavy-weapons": -9.5,
    "targeted": -9.5,
    "suicide-attack": -9.5,
    "beat": -7.5,
    "riot": -7.0,
    "troops": -6.5,
    "weapons": -6.5,
    "withdraw": 8.0,
    "ceasefire": 7.5,
    "disarm": 10.0,
}
_SECTOR = {
    PartyType.STATE: "GOV",
    PartyType.STATE_FORCES: "MIL",
    PartyType.REBEL_GROUP: "REB",
    PartyType.COLLECTIVE: "REB",
    PartyType.MILITIA: "PRM",
    PartyType.COMMUNAL_MILITIA: "PRM",
    PartyType.CRIMINAL_GROUP: "CRM",
    PartyType.PRIVATE_MILITARY_COMPANY: "PRM",
    PartyType.POLITICAL_BODY: "PTY",
    PartyType.INTERNATIONAL_FORCE: "MIL",
    PartyType.INTERNATIONAL_BODY: "UNK",
    PartyType.CIVILIANS: "CVL",
    PartyType.MEDIA: "JRN",
    PartyType.MONITOR: "CVL",
    PartyType.AID_BODY: "SOC",
}
_AUXILIARY = {
    Status.DENIED: "negation",
    Status.PLANNED: "future",
    Status.THREATENED: "future",
    Status.HYPOTHETICAL: "hypothetical",
}
_RESOLUTION = {
    PlacePrecision.EXACT: 5,
    PlacePrecision.TOWN: 4,
    PlacePrecision.AROUND: 3,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 2,
    PlacePrecision.COUNTRY: 1,
}


def write_plover(archive: Archive, path: Path, losses: Losses) -> None:
    """One JSON object a line."""
    registry = ActorRegistry.load()
    with path.open("w", encoding="utf-8") as sink:
        for told in _coded(archive, losses):
            sink.write(json.dumps(record(told, registry), ensure_ascii=False, sort_keys=True) + "\n")
            losses.row()


def write_polecat(archive: Archive, path: Path, losses: Losses) -> None:
    """One line an event, parted by tabs."""
    registry = ActorRegistry.load()
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow(COLUMNS)
        for told in _coded(archive, losses):
            if told.event.status in _AUXILIARY or told.event.background:
                losses.leave("events that are denied, planned, threatened, hypothetical or only recalled")
                continue
            found = polecat(told, registry)
            writer.writerow([_one_line(defused(found[name])) for name in COLUMNS])
            losses.row()


def _coded(archive: Archive, losses: Losses) -> Iterator[Told]:
    for told in archive.told():
        if event_types().plover(told.event.type) is None:
            losses.leave("events of a kind for which PLOVER has no type")
        elif told.event.when is None:
            losses.leave("events without a date")
        else:
            yield told


def record(told: Told, registry: ActorRegistry) -> dict[str, Any]:
    """An event as a PLOVER record. Empty keys are left out, as the manual allows."""
    event, when, place = told.event, told.event.when, told.event.place
    kind, mode = event_types().plover(event.type) or ("", None)
    if when is None:
        raise ValueError(f"{event.id}: no date")
    modes = [m for m in (mode, _AUXILIARY.get(event.status), "historical" if event.background else None) if m]
    first = told.accounts[0] if told.accounts else None
    entity: dict[str, Any] = {
        "id": event.id,
        "date": when.start.isoformat(),
        "enddate": when.last.isoformat() if when.days > 1 else None,
        "actor": [_entity(a) for a in actors(event, Role.ACTOR, registry)],
        "recipient": [_entity(a) for a in actors(event, Role.TARGET, registry)],
        "event": [kind],
        "mode": modes,
        "context": ["military"] if kind in ("ASSAULT", "MOBILIZE", "RETREAT") else None,
        "quad_code": _QUAD[kind],
        "event_scale": _score(kind, mode),
        "dead": _people(event, Effect.KILLED),
        "injured": _people(event, Effect.INJURED),
        "arrested": _people(event, Effect.CAPTURED),
        "coder": told.coded_by,
        "comment": f"record state: {event.state}; verification: {event.verification.rung}; codebook {CODEBOOK}",
    }
    if place is not None:
        entity["event_loc"] = _filled(
            {
                "extracted_place": place.mention,
                "resolved_place": place.name,
                "geonameid": _geoname(place.place),
                "lat": place.latitude,
                "lon": place.longitude,
                "province": place.admin1,
                "country_code": land.alpha3 if (land := country(place.country)) else None,
                "country": land.name if land else None,
                "feature_class": place.feature,
                "resolution": _RESOLUTION.get(place.precision),
            }
        )
    if first is not None:
        span = first.span
        entity["event_text"] = [a.quote for a in told.accounts]
        entity["text"] = first.quote
        entity["text_info"] = _filled({"start": span[0], "end": span[1]}) if span else None
        entity["cite_info"] = _filled(
            {
                "publication": first.outlet,
                "url": first.address,
                "title": first.report.title if first.report else None,
                "language": first.report.language if first.report else None,
                "coder": first.extractor,
                "codebook": CODEBOOK,
            }
        )
    return _filled(entity)


def polecat(told: Told, registry: ActorRegistry) -> dict[str, Any]:
    """An event as a row of POLECAT. Several parties in one column are parted by semicolons."""
    event, when, place = told.event, told.event.when, told.event.place
    kind, mode = event_types().plover(event.type) or ("", None)
    if when is None:
        raise ValueError(f"{event.id}: no date")
    land = country(place.country) if place else None
    first = told.accounts[0] if told.accounts else None
    is_town = place is not None and place.precision in (PlacePrecision.EXACT, PlacePrecision.TOWN)
    values: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    values |= {
        "Event ID": event.id,
        "Event Date": when.start.isoformat(),
        "Event Type": kind,
        "Event Mode": mode or "",
        "Intensity": _score(kind, mode),
        "Quad Code": _QUAD[kind],
        "Contexts": "military" if kind in ("ASSAULT", "MOBILIZE", "RETREAT") else "",
        "Placename": plain_name(place) if place else "",
        "City": plain_name(place) if place and is_town else "",
        "Province": (place.admin1 or "") if place else "",
        "Country": land.alpha3 if land else "",
        "Latitude": "" if place is None or place.latitude is None else place.latitude,
        "Longitude": "" if place is None or place.longitude is None else place.longitude,
        "GeoNames ID": _geoname(place.place if place else None) or "",
        "Raw Placename": place.mention if place else "",
        "Feature Type": (place.feature or "") if place else "",
        "Source": first.outlet if first else "",
        "Publication Date": first.day if first else "",
        "Language": (first.report.language or "") if first and first.report else "",
        "Version": f"{told.coded_by}; {event.state}; codebook {CODEBOOK}",
    }
    for role, word in ((Role.ACTOR, "Actor"), (Role.TARGET, "Recipient")):
        some = actors(event, role, registry)
        sectors = list(dict.fromkeys(map(_sector, some)))
        lands = [country(a.country) for a in some]
        values |= {
            f"{word} Name": joined(a.name for a in some),
            f"{word} Country": joined(x.alpha3 for x in lands if x),
            f"{word} COW": joined(str(x.gwno) for x in lands if x and x.gwno),
            f"Primary {word} Sector": sectors[0] if sectors else "",
            f"{word} Sectors": joined(sectors),
            f"{word} Name Raw": joined(a.party.name for a in some),
        }
    return values


def _entity(actor: Actor) -> dict[str, Any]:
    land = country(actor.country)
    return _filled(
        {
            "code": land.alpha3 if land else None,
            "sector": _sector(actor),
            "entity_text": actor.name,
            "identifier_id": actor.party.actor,
            "identifier_text": "vedette",
        }
    )


def _sector(actor: Actor) -> str:
    return _SECTOR[actor.known.type] if actor.known else "UNK"


def _score(kind: str, mode: str | None) -> float:
    return _SCORE_OF_MODE.get(mode or "", _SCORE[kind])


def _people(event: Event, effect: Effect) -> int | None:
    found = overall(wholes(event, effect))
    return None if found is None else (found.best if found.best is not None else found.low)


def _geoname(identifier: str | None) -> int | None:
    scheme, _, number = (identifier or "").partition(":")
    return int(number) if scheme == "gn" and number.isdecimal() else None


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v is not None and v != "" and v != []}


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value
