"""Incident templates of MUC-4 from Vedette's claims: `python -m benchmarks.muc4 --data DIR --out PRED`.

The original messages, in capitals, are read as any document is. Claims of violence are gathered into incidents by
place, day and kind; actors, targets, weapons and named victims fill the roles. Of all incidents those are kept that
the task would have (`muc4_choice`): no fighting between armed forces and guerrillas, no history, nothing general.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.harness import Row, arguments, document, rows, write
from benchmarks.muc4_choice import Reported, chosen
from benchmarks.muc4_incidents import Incident, gather, template, tolls_of
from benchmarks.muc4_roles import Roles, fill_perpetrator
from vedette.extraction.reader import RuleReader, load_reader
from vedette.extraction.scanning.casing import recased
from vedette.model.claim import Claim, EventContent, TollContent
from vedette.model.document import Document
from vedette.model.provenance import Field, Status
from vedette.model.resolved import PlacePrecision, Role
from vedette.model.times import Basis, When
from vedette.reference.gazetteer import Gazetteer
from vedette.resolution.resolver import Resolver, load_resolver

#: Days that "on or before" a day reaches back, as the scorer reads it.
REACH = dt.timedelta(days=14)


def whole_reader() -> RuleReader:
    """The reader without its own choice of reports: what is of the task is chosen after reading (`muc4_choice`)."""
    return replace(load_reader(), everything=True)


def unwrapped(text: str) -> str:
    """A message with its paragraphs, told apart by blank lines, in one line each."""
    return "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip())


def key(incident: Incident, doc: Document, places: Gazetteer) -> Row:
    """Date, place, tolls and confidence of an incident."""
    return {
        "type": (incident.kind or "attack").upper(),
        "date": date(incident.when, doc.published.date() if doc.published else None),
        "location": location(incident, places),
        "tolls": tolls_of(incident),
        "confidence": confidence(incident),
    }


def date(when: When | None, published: dt.date | None) -> Row | None:
    """The days of an incident; as the key has it, "on or before" the header's day where the text gives none for it.

    Nor does the text give a day that another sentence lends, unless it is the header's own or too long ago for that
    answer. A day after the header's is of what is to come, not of what is reported.
    """
    if when is None or when.basis is Basis.PUBLISHED or (published and when.start > published):
        return {"from": None, "to": published.isoformat()} if published else None
    if published and when.basis is Basis.INFERRED and published - REACH <= when.last < published:
        return {"from": None, "to": published.isoformat()}
    return {"from": when.start.isoformat(), "to": min(when.last, published or when.last).isoformat()}


def location(incident: Incident, places: Gazetteer) -> Row | None:
    """Country and places, from general to specific."""
    resolved = incident.where
    if resolved is None or resolved.claim.where is None:
        return None
    mention, place = resolved.claim.where, resolved.place
    country = places.country(place.country) if place and place.country else None
    narrow = place is None or place.precision is not PlacePrecision.COUNTRY
    admin = [place.admin1] if place and place.admin1 and narrow and place.admin1.lower() != mention.name.lower() else []
    return {"country": country.name if country else None, "places": [*admin, mention.name] if narrow else []}


def confidence(incident: Incident) -> list[Row]:
    """How surely each organisation did it, by status and claimant."""
    found: dict[str, str] = {}
    for resolved in incident.claims:
        content, claim = resolved.claim.content, resolved.claim
        actor = (
            content.actor
            if isinstance(content, EventContent)
            else content.by
            if isinstance(content, TollContent)
            else None
        )
        if actor is None:
            continue
        roles = Roles()
        fill_perpetrator(roles, actor, resolved.actor(Role.ACTOR) or resolved.actor(Role.BY))
        for org in roles.of("PerpOrg"):
            found.setdefault(org, value(claim))
    return [{"org": org, "value": said} for org, said in found.items()]


def value(claim: Claim) -> str:
    """The task's word for how surely a perpetrator is named."""
    suspected = Status.SUSPECTED in (claim.status, claim.status_of(Field.PERPETRATOR))
    if not suspected:
        return "REPORTED AS FACT"
    by = claim.attribution.claimant
    official = by and re.search(
        r"army|police|official|government|military|minister|authorit|general|colonel", by.name, re.I
    )
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if official else "SUSPECTED OR ACCUSED"


def predictions(messages: Iterator[Row], reader: RuleReader, resolver: Resolver) -> Iterator[Row]:
    """Templates and keys of every message."""
    places = Gazetteer.open()
    documents = (document(row | {"text": unwrapped(row["raw_text"])}) for row in messages)
    for doc, claims in reader.read_many(d for d in documents if d is not None):
        resolved = resolver.resolve(doc, claims)
        found = gather(resolved, doc.published.date() if doc.published else None)
        incidents = chosen(Reported(doc, recased(reader.nlp, doc.text), resolved, found))
        yield {
            "id": doc.locator,
            "templates": [template(i) for i in incidents],
            "keys": [key(i, doc, places) for i in incidents],
        }


def main() -> None:
    """Read, extract, write."""
    args = arguments((__doc__ or "").splitlines()[0])
    write(args.out, predictions(rows(args.data), whole_reader(), load_resolver()))


if __name__ == "__main__":
    main()
