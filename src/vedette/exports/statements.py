"""FollowTheMoney statements: each value of an event or a party, with who said it and since when it is known.

Columns and meaning: followthemoney, "statements". An event is an `Event`, a party an `Organization`.
"""

import csv
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from vedette.exports.archive import Archive, Told
from vedette.exports.cells import defused
from vedette.exports.losses import Losses
from vedette.model.claim import Effect
from vedette.model.event import Party

COLUMNS = (
    "id",
    "entity_id",
    "canonical_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "origin",
)
DATASET = "vedette"
CANNOT = (
    "bounds, classes and derivation of tolls: a toll is a line of notes",
    "the rung of verification and the record state, except as notes",
    "the part that a party played: FollowTheMoney has those involved only",
    "status and hedge of each field",
    "points: the place is a name and a country",
    "who holds a place, statements, outlooks",
)
#: A property's type, by name. Source: followthemoney, schemata Thing, Interval, Event, Organization.
_TYPES = {
    "id": "checksum",
    "name": "name",
    "startDate": "date",
    "endDate": "date",
    "location": "address",
    "country": "country",
    "summary": "text",
    "notes": "text",
    "keywords": "string",
    "involved": "entity",
    "sourceUrl": "url",
    "recordId": "identifier",
}
#: Days, codes and ids, where nobody else can put a formula.
_OURS = frozenset(("id", "startDate", "endDate", "country", "keywords", "recordId", "involved"))
Value = tuple[str, str, str]


def write(archive: Archive, path: Path, losses: Losses) -> None:
    """A CSV of statements; those of one entity stand together."""
    known: set[str] = set()
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(COLUMNS)
        for told in archive.told():
            days = sorted(a.day for a in told.accounts if a.day)
            seen = (days[0], days[-1]) if days else ("", "")
            entity = f"{DATASET}-event-{told.event.id}"
            some = [_statement(entity, "Event", value, seen) for value in (("id", entity, ""), *_values(told))]
            for party in told.event.parties:
                name = party_id(party)
                if name not in known:
                    known.add(name)
                    own = (("id", name, ""), ("name", party.name, ""))
                    some += [_statement(name, "Organization", value, seen) for value in own]
            writer.writerows(some)
            losses.rows += len(some)


def party_id(party: Party) -> str:
    """The entity of a party."""
    return f"{DATASET}-actor-{party.actor or hashlib.sha1(party.name.encode(), usedforsecurity=False).hexdigest()[:20]}"


def _values(told: Told) -> Iterator[Value]:
    event = told.event
    by_key = told.by_key

    def origin(keys: tuple[str, ...]) -> str:
        some = [a for k, a in by_key.items() if k in keys]
        return next((a.claimant or a.outlet for a in some), "")

    first = told.accounts[0] if told.accounts else None
    source = (first.claimant or first.outlet) if first else ""
    place = event.place
    yield ("name", f"{event.type.replace('-', ' ')}" + (f", {place.short()}" if place else ""), source)
    yield ("recordId", event.id, "")
    if event.when:
        yield ("startDate", event.when.start.isoformat(), source)
        yield ("endDate", event.when.last.isoformat(), source)
    if place:
        yield ("location", place.name or place.mention, source)
        if place.country:
            yield ("country", place.country.lower(), source)
    for account in told.accounts:
        yield ("summary", " ".join(account.quote.split()), account.claimant or account.outlet)
        if account.address:
            yield ("sourceUrl", account.address, account.outlet)
    for party in event.parties:
        yield ("involved", party_id(party), origin(party.claims))
    for toll in event.tolls:
        people = "" if toll.victim_class == "unspecified" else f", {toll.victim_class}"
        group = f", {toll.group}" if toll.group else ""
        yield (
            "notes",
            f"{toll.effect}: {toll}{people}{group} ({toll.verification.rung})",
            origin(toll.verification.asserting),
        )
    if any(t.effect is Effect.KILLED for t in event.tolls):
        yield ("keywords", "deaths", "")
    yield ("notes", f"verification: {event.verification.rung}; record state: {event.state}; status: {event.status}", "")
    yield ("notes", f"coded by {told.coded_by}", "")


@lru_cache(maxsize=5_000)
def _teller(origin: str) -> str:
    return str(defused(origin))


def _statement(entity: str, schema: str, value: Value, seen: tuple[str, str]) -> list[str]:
    prop, words, origin = value
    number = hashlib.sha1(f"{DATASET}.{entity}.{prop}.{words}".encode(), usedforsecurity=False).hexdigest()
    return [
        number,
        entity,
        entity,
        prop,
        _TYPES[prop],
        schema,
        words if prop in _OURS else str(defused(words)),
        DATASET,
        "eng" if prop in ("summary", "notes") else "",
        "",
        "f",
        seen[0],
        seen[1],
        _teller(origin),
    ]
