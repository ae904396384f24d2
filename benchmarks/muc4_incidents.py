"""Incidents of MUC-4: claims of one place, day and kind together, and who and what plays which role in them."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.harness import Row
from benchmarks.muc4_roles import ROLES, Roles, fill_part, fill_victim
from benchmarks.muc4_tolls import is_toll, persons_killed, tolls, victims
from vedette.model.claim import Claim, EventContent, EventType, PartRole, TollContent, VictimClass
from vedette.model.ids import ClaimKey
from vedette.model.provenance import Status
from vedette.model.resolved import PlacePrecision, ResolvedClaim
from vedette.model.times import Basis, When

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
#: Words for an act that, made definite, speak of one told before: "the attack", "this brutal killing".
AGAIN = re.compile(
    r"(?:attack|bombing|explosion|blast|assassination|murder|killing|kidnapping|abduction|massacre|assault|raid)s?|ambush",
    re.I,
)
_DEFINITE = re.compile(r"\b(?:the|this|that)(?: \w+)?$", re.I)
KILLING = re.compile(r"\b(?:murder|assassinat|kill|massacr|execut)", re.I)
#: What the task leaves out; its key has acts that were tried or threatened, but none of their dead.
UNREAL = (Status.HYPOTHETICAL, Status.DENIED)
YET_TO_COME = (Status.PLANNED, Status.THREATENED)
#: A day that stands for another is one of so few.
FEW = 3
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


def gather(claims: Sequence[ResolvedClaim], published: dt.date | None = None) -> list[Incident]:
    """Incidents in the order in which they are first told; without those that are old for a report of that day.

    A toll goes with the act that it came from; those who count the same dead tell of one incident.
    """
    found: list[Incident] = []
    homes: dict[ClaimKey, Incident] = {}
    for resolved in claims:
        claim, kind = resolved.claim, kind_of(resolved)
        if kind is None or (published and claim.when and (published - claim.when.last).days > OLD):
            continue
        at = claim.evidence.sentence.start if claim.evidence.sentence else 0
        act = claim.content.act if isinstance(claim.content, TollContent) else claim.key
        home = homes.get(act) if act else None
        home = home or next((i for i in reversed(found) if belongs(i, resolved, kind, at)), None)
        if home is None:
            home = Incident(kind, None, None, at)
            found.append(home)
        if act:
            homes.setdefault(act, home)
        if kind and home.kind in ("", "attack"):
            home.kind = kind
        home.sentence = at
        home.when = home.when or claim.when
        home.where = home.where or (resolved if claim.where else None)
        home.claims.append(resolved)
    return joined(found)


def joined(incidents: Sequence[Incident]) -> list[Incident]:
    """Incidents without those that another counts the dead of: what is told of on several days was on the first."""
    kept: list[Incident] = []
    for incident in incidents:
        same = next((i for i in kept if _of_one_kind(i, incident) and _dead(i) & _dead(incident)), None)
        if same is None:
            kept.append(incident)
            continue
        if incident.kind and same.kind in ("", "attack"):
            same.kind = incident.kind
        first = incident.when
        if first and same.when and first.last < same.when.start and first.days <= FEW:
            same.when = first
        same.when = same.when or first
        same.where = same.where or incident.where
        same.claims.extend(incident.claims)
    return kept


def _of_one_kind(one: Incident, other: Incident) -> bool:
    kinds = {one.kind, other.kind}
    return len(kinds) == 1 or bool(kinds & {"", "attack"})


def _dead(incident: Incident) -> set[tuple[str, ...]]:
    """Who came to harm in an incident: persons by name, and groups by number and noun."""
    contents = (resolved.claim.content for resolved in incident.claims)
    counted = (victims(content) for content in contents if isinstance(content, TollContent))
    return {who for who in counted if who}


def kind_of(resolved: ResolvedClaim) -> str | None:
    """The task's type; "" for a toll, which goes with any; None for what is no incident."""
    claim, content = resolved.claim, resolved.claim.content
    if claim.status in UNREAL:
        return None
    if isinstance(content, EventContent):
        if content.type is EventType.WEAPONS_DISRUPTED and "defus" in claim.evidence.quote.lower():
            return "bombing"  # the key has bombs that did not go off
        return TYPES.get(content.type)
    counted = isinstance(content, TollContent) and claim.status not in YET_TO_COME and is_toll(claim)
    return "" if counted else None


def in_combat(claim: Claim) -> bool:
    """Whether a claim's own words are of mutual combat, in which civilians are counted all the same."""
    told, content = claim.evidence, claim.content
    if not isinstance(content, TollContent):
        return COMBAT.search(told.quote) is not None
    civil = content.victims.victim_class is VictimClass.CIVILIAN
    return not civil and COMBAT.search(f"{told.before} {told.quote} {told.after}") is not None


def belongs(incident: Incident, resolved: ResolvedClaim, kind: str, at: int) -> bool:
    """Whether a claim goes on with an incident: neither day nor place speaks against it, and it is of the same kind, or
    its sentence tells of an attack by another word (sweep 0-1000 characters: the sentence itself, 2026-11).

    What is told again ("the attack") may be an attack of any kind, and only a day or place of its own speaks against it
    (four folds: days from 0.728 to 0.732, 2026-11).
    """
    claim, again = resolved.claim, is_told_again(resolved.claim)
    same = at <= incident.sentence and "attack" in (kind, incident.kind)
    same = same or (again and (incident.kind == "attack" or claim.evidence.quote.lower().startswith("attack")))
    if kind and incident.kind not in ("", kind) and not same:
        return False
    lent = again and claim.when and claim.when.basis is not Basis.STATED
    if incident.when and claim.when and not lent and not incident.when.overlaps(claim.when):
        return False
    here = incident.where.claim.where if incident.where else None
    lent = again and claim.where and claim.where.inferred
    if here and claim.where and not lent and here.name.lower() != claim.where.name.lower():
        a, b = incident.where.place if incident.where else None, resolved.place
        wide = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE)
        return bool(a and b and (a.precision in wide or b.precision in wide) and a.country == b.country)
    return True


def is_told_again(claim: Claim) -> bool:
    """Whether a claim's words are a definite word for an act: "the attack"."""
    told = claim.evidence
    before = " ".join(told.before.split()[-3:])
    return AGAIN.fullmatch(told.quote.strip()) is not None and _DEFINITE.search(before) is not None


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


def weapons(quote: str, given: str | None) -> list[str]:
    """The weapon of an event: in its own words ("car bomb"), else the word that gave it its type."""
    own = [m.group() for m in WEAPON.finditer(quote.lower())]
    return own or ([given.replace("_", " ")] if given and WEAPON.search(given) else [])


def tolls_of(incident: Incident) -> list[Row]:
    """The dead and injured, but those of combat; and those whom a killing befell, where nobody is counted dead, or more
    single persons than are counted."""
    contents = (resolved.claim.content for resolved in incident.claims if not in_combat(resolved.claim))
    counted = tolls([content for content in contents if isinstance(content, TollContent)])
    befell = persons_killed([whom for resolved in incident.claims for whom in killed(resolved.claim)])
    dead = [row for row in counted if row["effect"] == "killed"]
    if dead:
        befell = [row for row in befell if row["low"] == 1][sum(row["low"] == 1 for row in dead) :]
    return counted + befell


def killed(claim: Claim) -> list[str]:
    """Whom an act that was done, and is in its own words a killing, has for its victims."""
    content = claim.content
    if not isinstance(content, EventContent) or claim.status in (*UNREAL, *YET_TO_COME) or in_combat(claim):
        return []
    tried = claim.evidence.after.lower().startswith("attempt")
    if tried or not KILLING.search(claim.evidence.quote):
        return []
    whom = [part.mention.name for part in content.parts if part.role is PartRole.VICTIM]
    return [content.target.text] if content.target else whom[:1]


def told(incident: Incident) -> bool:
    """Whether more is told of an incident than that there was one: a role or a toll."""
    counted = any(isinstance(resolved.claim.content, TollContent) for resolved in incident.claims)
    return counted or any(template(incident)[role] for role in ROLES)
