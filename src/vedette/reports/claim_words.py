"""A claim in a few plain words, as a line an analyst would write."""

from collections.abc import Iterator

from vedette.model.claim import (
    Claim,
    Content,
    ControlContent,
    ControlRelation,
    EventContent,
    Extent,
    OutlookContent,
    Part,
    PartRole,
    Scope,
    StanceContent,
    StatementContent,
    TollContent,
    VictimClass,
)
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation
from vedette.model.provenance import Link, LinkKind, Status
from vedette.model.times import Basis, When
from vedette.reports import wording

_ACTS = {
    ControlRelation.CAPTURED: "captured",
    ControlRelation.ENTERED: "entered",
    ControlRelation.HOLDS: "holds",
    ControlRelation.LOST: "lost",
    ControlRelation.WITHDREW: "withdrew from",
    ControlRelation.BESIEGES: "besieges",
    ControlRelation.SURROUNDS: "surrounds",
    ControlRelation.CONTESTS: "fights for",
}
_ACTS_OF_MANY = {
    ControlRelation.HOLDS: "hold",
    ControlRelation.BESIEGES: "besiege",
    ControlRelation.SURROUNDS: "surround",
    ControlRelation.CONTESTS: "fight for",
}
_EXTENTS = {
    Extent.ALL: "all of ",
    Extent.MOST: "most of ",
    Extent.PART: "part of ",
    Extent.OUTSKIRTS: "the outskirts of ",
    Extent.UNSPECIFIED: "",
}


def headline(claim: Claim) -> str:
    """What the claim says, in one line."""
    content: Content = claim.content
    match content:
        case TollContent():
            return _toll(content)
        case ControlContent():
            return _control(content, claim.where)
        case EventContent():
            return _event(content)
        case StanceContent():
            return f"{content.a.name} {content.relation} {content.b.name}" + _since(content.since)
        case StatementContent():
            return _statement(content)
        case OutlookContent():
            outcome = f"{content.who.name}: {content.outcome}" if content.who else content.outcome
            return outcome + (f" (if: {content.condition})" if content.condition else "")


def said_by(claim: Claim, *, unnamed: bool = False) -> str:
    """Who says so, through whom: "Captain X, head of Y <- TASS <- dpa", origin first; the outlet alone has no "<-".

    `unnamed`: the outlet is not known, and stands in the chain only under the report's place.
    """
    links = [
        "this report" if unnamed and link.kind is LinkKind.OUTLET else _link(link)
        for link in reversed(claim.attribution.chain)
    ]
    if claim.attribution.origin.kind is LinkKind.OUTLET:
        return f"{links[0]} (states it itself)"
    also = ", ".join(_link(link) for link in claim.attribution.beside)
    return " <- ".join(links) + (f" (told of as well by {also})" if also else "")


def day(when: When) -> str:
    """The interval, and on what ground it is known unless the claim's own words state it."""
    part = f" {when.part}" if when.part else ""
    ground = "" if when.basis is Basis.STATED else f", {when.basis}"
    words = f' ("{when.words}"{ground})' if when.words else (f" ({when.basis})" if ground else "")
    return when.iso() + part + words


def place(where: PlaceMention) -> str:
    """The place with its relation and what it lies in."""
    if where.relation is PlaceRelation.OFFSET and where.distance_km is not None:
        told = f"{where.distance_km:g} km {where.bearing or 'from'} of {where.name}"
    elif where.relation is PlaceRelation.BETWEEN and where.other:
        told = f"between {where.name} and {where.other}"
    elif where.relation in (PlaceRelation.IN, PlaceRelation.OFFSET, PlaceRelation.BETWEEN, PlaceRelation.ROAD):
        told = where.name if where.relation is PlaceRelation.IN else where.text
    else:
        told = f"{where.relation} {where.name}"
    told += f", {where.within}" if where.within and where.within != where.name else ""
    return told + (" (from the sentences around)" if where.inferred else "")


def statuses(claim: Claim) -> str:
    """The status of the fact, and of each field that differs, with the words that show it."""
    shown = [f"{s.field}: {s.status}" + (f' ("{s.words}")' if s.words else "") for s in claim.statuses]
    if not any(s.field == "fact" for s in claim.statuses):
        shown.insert(0, str(claim.status))
    return "; ".join(shown).replace("fact: ", "", 1) + ("; recalled history" if claim.background else "")


def _toll(content: TollContent) -> str:
    victims = content.victims
    who = victims.words.removeprefix(content.quantity.words).strip() or victims.group or ""
    about = [] if victims.victim_class is VictimClass.UNSPECIFIED else [str(victims.victim_class)]
    about += [str(content.scope)] if content.scope is not Scope.EVENT else []
    about += ["part of another count"] if content.subset_of else []
    number = str(content.quantity)
    low = content.quantity.low
    if content.quantity.high is None and low > 20 and low % 10 == 1 and not content.quantity.approximate:
        said = content.quantity.words.lower()
        number = number if "at least" in said or "no fewer" in said else f"more than {low - 1:,}"  # [50,001, open]
    told = f"{content.effect}: {number}" + (f" {who}" if who else "")
    told += f" ({', '.join(about)})" if about else ""
    told += f", by {content.by.name}" if content.by else ""
    return told + (f", {content.cause}" if content.cause else "")


def _control(content: ControlContent, where: PlaceMention | None) -> str:
    party = content.party.name if content.party else "somebody"
    what = f"{_EXTENTS[content.extent]}{place(where) if where else 'a place'}"
    what = f"{content.count} places, {what}" if content.count else what
    taken = f", from {content.from_party.name}" if content.from_party else ""
    acts = {**_ACTS, **_ACTS_OF_MANY} if wording.are_many(party) else _ACTS
    return f"{party} {acts[content.relation]} {what}{taken}"


def _event(content: EventContent) -> str:
    told = str(content.type)
    told += f" by {content.actor.name}" if content.actor else ""
    told += f" on {content.target.name}" if content.target else ""
    told += f" ({content.weapon})" if content.weapon else ""
    return told + "".join(f"; {role}: {', '.join(names)}" for role, names in _parts(content.parts))


def _parts(parts: tuple[Part, ...]) -> Iterator[tuple[PartRole, list[str]]]:
    """The parts of an incident by role, with a status that is not plain assertion. Persons' names stay in the claim."""
    for role in PartRole:
        names = [
            p.mention.name + ("" if p.status is Status.ASSERTED else f" ({p.status})")
            for p in parts
            if p.role is role and not _is_person(p)
        ]
        if names:
            yield role, names


def _is_person(part: Part) -> bool:
    """Whether a part is somebody by name: a victim, or a perpetrator that no common noun describes."""
    if part.role is PartRole.PERPETRATOR:
        return part.mention.name.split()[-1][:1].isupper()
    return part.role is PartRole.VICTIM


def _statement(content: StatementContent) -> str:
    who = [content.who.name] if content.who else []
    who += [f"with {', '.join(_names(content.partners))}"] if content.partners else []
    told = wording.ACTS[content.act].lower() + (f" ({', '.join(who)})" if who else "") + f": {content.what}"
    return told + (f" [{content.signal}]" if content.signal else "") + _since(content.since)


def _names(actors: tuple[ActorMention, ...]) -> list[str]:
    return [actor.name for actor in actors]


def _since(when: When | None) -> str:
    return f", since {when.iso()}" if when else ""


def _link(link: Link) -> str:
    told = link.name + (f", {link.role}" if link.role else "") + (f" ({link.body})" if link.body else "")
    return told + (f", spoke {link.spoke.iso()}" if link.spoke else "")
