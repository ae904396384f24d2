"""Incident templates of MUC-4 from Vedette's claims: `python -m benchmarks.muc4 --data DIR --out PRED`.

The original messages, in capitals, are read as any document is. Claims of violence are gathered into incidents by
place, day and kind; actors, targets, weapons and named victims fill the roles. What the task leaves out is left out
here: fighting between armed forces and guerrillas, and what is planned, denied or only thought of.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.harness import Row, arguments, document, rows, write
from benchmarks.muc4_roles import ROLES, Roles, fill_part, fill_perpetrator, fill_victim
from benchmarks.muc4_tolls import is_toll, tolls
from vedette.extraction.reader import RuleReader, load_reader
from vedette.model.claim import Claim, EventContent, EventType, TollContent
from vedette.model.document import Document
from vedette.model.provenance import Field, Status
from vedette.model.resolved import PlacePrecision, ResolvedClaim, Role
from vedette.model.times import Basis, Precision, When
from vedette.reference.gazetteer import Gazetteer
from vedette.resolution.resolver import Resolver, load_resolver

#: The task's incident type for each of Vedette's event types that is one of its incidents.
TYPES = {
    EventType.ATTACK: "attack",
    EventType.ARMED_CLASH: "attack",
    EventType.AIR_STRIKE: "attack",
    EventType.SHELLING: "attack",
    EventType.EXCESSIVE_FORCE: "attack",
    EventType.SEXUAL_VIOLENCE: "attack",
    EventType.EXPLOSIVE: "bombing",
    EventType.SUICIDE_BOMBING: "bombing",
    EventType.GRENADE: "bombing",
    EventType.ABDUCTION: "kidnapping",
    EventType.PROPERTY_DESTRUCTION: "arson",
}
#: Words of mutual combat, which the task leaves out.
COMBAT = re.compile(r"clash|fight|battle|combat|skirmish|offensive|confrontation|shootout|operation|exchange", re.I)
WEAPON = re.compile(
    r"\b(?:(?:car|truck|pipe|petrol|time)[ -]?)?bombs?\b|\bdynamite\b|\b(?:grenade|rocket|mortar|mine|rifle)s?\b|"
    r"\b(?:machine[ -]?)?guns?\b|\bexplosives?(?: (?:devices?|charges?))?\b|\b(?:molotov cocktail|booby trap)s?\b"
)
#: What the task leaves out; its key has acts that were tried or threatened, but none of their dead.
UNREAL = (Status.HYPOTHETICAL, Status.DENIED)
YET_TO_COME = (Status.PLANNED, Status.THREATENED)
#: Characters from one sentence to the next but one, within which an attack can turn out to have been a bombing.
NEAR = 300
#: Days from which an incident is history, which the task leaves out.
OLD = 61


@dataclass
class Incident:
    """Claims that tell of one thing that happened."""

    kind: str
    when: When | None
    where: ResolvedClaim | None
    sentence: int
    claims: list[ResolvedClaim] = field(default_factory=list)


def unwrapped(text: str) -> str:
    """A message with its paragraphs, told apart by blank lines, in one line each."""
    return "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip())


def gather(claims: Sequence[ResolvedClaim], published: dt.date | None = None) -> list[Incident]:
    """Incidents in the order in which they are first told; without those that are old for a report of that day."""
    found: list[Incident] = []
    for resolved in claims:
        kind = kind_of(resolved)
        when = resolved.claim.when
        if kind is None or (published and when and (published - when.last).days > OLD):
            continue
        at = resolved.claim.evidence.sentence.start if resolved.claim.evidence.sentence else 0
        home = next((i for i in reversed(found) if belongs(i, resolved, kind, at)), None)
        if home is None:
            home = Incident(kind, None, None, at)
            found.append(home)
        if kind and home.kind in ("", "attack"):
            home.kind = kind
        home.sentence = at
        home.when = home.when or resolved.claim.when
        home.where = home.where or (resolved if resolved.claim.where else None)
        home.claims.append(resolved)
    return found


def kind_of(resolved: ResolvedClaim) -> str | None:
    """The task's type; "" for a toll, which goes with any; None for what is no incident."""
    claim, content = resolved.claim, resolved.claim.content
    if claim.status in UNREAL:
        return None
    if isinstance(content, EventContent):
        if COMBAT.search(claim.evidence.quote):
            return None
        if content.type is EventType.WEAPONS_DISRUPTED and "defus" in claim.evidence.quote.lower():
            return "bombing"  # the key has bombs that did not go off
        return TYPES.get(content.type)
    told = claim.evidence
    if (
        isinstance(content, TollContent)
        and claim.status not in YET_TO_COME
        and is_toll(claim)
        and not COMBAT.search(f"{told.before} {told.quote} {told.after}")
    ):
        return ""
    return None


def told(incident: Incident) -> bool:
    """Whether more is told of an incident than that there was one: a role or a toll."""
    counted = any(isinstance(resolved.claim.content, TollContent) for resolved in incident.claims)
    return counted or any(template(incident)[role] for role in ROLES)


def belongs(incident: Incident, resolved: ResolvedClaim, kind: str, at: int) -> bool:
    """Whether a claim goes on with an incident: same kind, and neither day nor place speaks against it."""
    claim = resolved.claim
    near = at - incident.sentence <= NEAR and "attack" in (kind, incident.kind)
    if kind and incident.kind not in ("", kind) and not near:
        return False
    if incident.when and claim.when and not incident.when.overlaps(claim.when, slack=1):
        return False
    here = incident.where.claim.where if incident.where else None
    if here and claim.where and here.name.lower() != claim.where.name.lower():
        a, b = incident.where.place if incident.where else None, resolved.place
        wide = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE)
        return bool(a and b and (a.precision in wide or b.precision in wide) and a.country == b.country)
    return True


def weapons(quote: str, given: str | None) -> list[str]:
    """The weapon of an event: in its own words ("car bomb"), else the word that gave it its type."""
    own = [m.group() for m in WEAPON.finditer(quote.lower())]
    return own or ([given.replace("_", " ")] if given and WEAPON.search(given) else [])


def template(incident: Incident) -> Row:
    """The roles of an incident."""
    roles = Roles()
    for resolved in incident.claims:
        content = resolved.claim.content
        if isinstance(content, EventContent):
            for part in content.parts:
                fill_part(roles, part)
            for weapon in weapons(resolved.claim.evidence.quote, content.weapon):
                roles.add("Weapon", weapon)
        elif isinstance(content, TollContent):
            fill_victim(roles, content)
    return {"incident_type": incident.kind or "attack"} | roles.row()


def key(incident: Incident, doc: Document, places: Gazetteer) -> Row:
    """Date, place, tolls and confidence of an incident."""
    published = doc.published.date().isoformat() if doc.published else None
    when = incident.when
    row: Row = {"type": (incident.kind or "attack").upper()}
    if when is None or when.basis is Basis.PUBLISHED:
        row["date"] = {"from": None, "to": published} if published else None
    elif when.precision is Precision.YEAR:
        row["date"] = None
    else:
        row["date"] = {"from": when.start.isoformat(), "to": when.last.isoformat()}
    row["location"] = location(incident, places)
    row["tolls"] = tolls_of(incident)
    row["confidence"] = confidence(incident)
    return row


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


def tolls_of(incident: Incident) -> list[Row]:
    """The dead and injured; of numbers without an incident told beside them, which are totals, none."""
    contents = (resolved.claim.content for resolved in incident.claims)
    counted = [content for content in contents if isinstance(content, TollContent)]
    return tolls([content for content in counted if incident.kind or content.quantity.high == 1])


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
        incidents = [
            i for i in gather(resolver.resolve(doc, claims), doc.published.date() if doc.published else None) if told(i)
        ]
        yield {
            "id": doc.locator,
            "templates": [template(i) for i in incidents],
            "keys": [key(i, doc, places) for i in incidents],
        }


def main() -> None:
    """Read, extract, write."""
    args = arguments((__doc__ or "").splitlines()[0])
    write(args.out, predictions(rows(args.data), load_reader(), load_resolver()))


if __name__ == "__main__":
    main()
