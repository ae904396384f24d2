"""Who said it first, and when: the origin of each claim, as a key that is the same in every document that quotes it."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from vedette.model.claim import EventType
from vedette.model.document import Document
from vedette.model.ids import ActorId, ClaimKey, ConflictId, DocumentId
from vedette.model.provenance import Link, LinkKind
from vedette.model.resolved import ActorResolution, ResolvedClaim, Role
from vedette.model.times import Basis, Precision, When, day
from vedette.reconciliation.testimony.base import NO_TABLES, Origin, OriginKind, OutletTie, Tables, Testimony
from vedette.reconciliation.testimony.naming import fold
from vedette.reconciliation.testimony.wording import NONE, Wording, wording

_AGENCIES = (
    "Reuters",
    "AFP",
    "Agence France-Presse",
    "AP",
    "Associated Press",
    "dpa",
    "UPI",
    "Xinhua",
    "TASS",
    "Interfax",
    "Anadolu",
    "ANSA",
    "EFE",
    "Kyodo",
)
_ONE_NAME = {"agence france presse": "afp", "associated press": "ap"}
#: An agency's mark at the head ("ALEPPO (Reuters) -") or the tail ("--AFP") of a report; elsewhere a name proves
#: nothing.
_CREDIT = re.compile(
    r"(?:\(\s*|[-–—]{1,2}\s?)(" + "|".join(map(re.escape, _AGENCIES)) + r")\b(?:\s*\)|\s*(?:[-–—:]|$))"
)
_HEAD, _TAIL = 200, 80
#: Days from an origin's word to a report within which the word dates news.
NEWS = 3
#: Words that say how many, and nothing of who.
_SOME = frozenset("a an the one two three some several many other another multiple".split())
#: How an outlet is called that nobody names.
NO_OUTLET = "outlet unknown"


def credited_agency(text: str) -> str | None:
    """The agency whose mark a report carries, where the outlet only hands it on; None without one."""
    found = _CREDIT.search(text[:_HEAD]) or _CREDIT.search(text.rstrip()[-_TAIL:])
    return found.group(1) if found else None


def outlet_origin(name: str, tables: Tables = NO_TABLES, conflicts: Iterable[ConflictId] = ()) -> Origin:
    """The outlet as its own origin, with its tie to a party where the table knows one; its side is that in the
    conflicts given."""
    key = fold(name)
    key = _ONE_NAME.get(key, key)
    tie = tables.outlets.get(key, OutletTie())
    side = tie.side_in(conflicts)
    if tie.actor is not None:
        return Origin(f"actor:{tie.actor}", name, OriginKind.OUTLET, tie.actor, side, tie.owner)
    key = fold(tie.name) if tie.name is not None else key
    return Origin(f"name:{_ONE_NAME.get(key, key)}", name, OriginKind.OUTLET, None, side, tie.owner)


def origin_of(claim: ResolvedClaim, document: Document | None, tables: Tables = NO_TABLES) -> Origin:
    """Who said it first: the claimant if there is one, else the agency the text is credited to, else the outlet.

    An unnamed source is one of its outlet's: "a military source" in two outlets is two keys, and whether they are one
    person stays unknown.
    """
    attribution = claim.claim.attribution
    claimant = attribution.claimant
    outlet = (document.outlet if document else None) or attribution.chain[0].name
    if claimant is None:
        agency = credited_agency(document.text) if document else None
        found = outlet_origin(agency or outlet or NO_OUTLET, tables, claim.conflicts)
        named = agency is not None or (document is not None and document.outlet is not None)
        # Without an outlet the chain holds the report's place instead: that tells reports apart, but is no name.
        return found if named or document is None else replace(found, name=NO_OUTLET)
    return _of_speaker(claim, claimant, claim.actor(Role.CLAIMANT), outlet=outlet, tables=tables)


def tellers_of(claim: ResolvedClaim, document: Document | None, tables: Tables = NO_TABLES) -> tuple[Origin, ...]:
    """The origins of those who tell of the same act beside the one whose claim it is."""
    outlet = (document.outlet if document else None) or claim.claim.attribution.chain[0].name
    return tuple(_of_speaker(claim, link, actor, outlet=outlet, tables=tables) for link, actor in _beside(claim))


def _beside(claim: ResolvedClaim) -> tuple[tuple[Link, ActorResolution], ...]:
    """Those who tell of the same act beside a claim's origin, each with who that is; none where an analyst corrected
    the ones and not the others."""
    links = claim.claim.attribution.beside
    actors = [a for a in claim.actors if a.role is Role.TELLER] if links else []
    return tuple(zip(links, actors, strict=True)) if len(actors) == len(links) else ()


def _of_speaker(
    claim: ResolvedClaim, speaker: Link, actor: ActorResolution | None, *, outlet: str, tables: Tables
) -> Origin:
    """A hand that a document names as the origin of what it prints."""
    side = actor.side if actor else None
    if speaker.anonymous:
        return Origin(
            f"anonymous:{fold(outlet)}:{nameless(speaker.name)}", speaker.name, OriginKind.ANONYMOUS, None, side
        )
    # A claimant that is an outlet is one origin with that outlet's own words, wherever it is quoted.
    tie = tables.outlets.get(fold(speaker.name)) or tables.outlets.get(fold(actor.name if actor else ""))
    unknown = actor is None or actor.provisional or (actor.actor or "").startswith("outlet:")
    if tie is not None and unknown:
        return outlet_origin(tie.name or speaker.name, tables, claim.conflicts)
    if actor is not None and actor.actor is not None and not actor.provisional:
        body = tables.bodies.get(actor.actor)
        return Origin(f"actor:{actor.actor}", actor.name, OriginKind.NAMED, actor.actor, side, body)
    name = speaker.body or speaker.name
    if speaker.kind is LinkKind.RELAY:
        return outlet_origin(name, tables, claim.conflicts)
    key = fold(name)
    return Origin(f"name:{_ONE_NAME.get(key, key)}", speaker.name, OriginKind.NAMED, _id_of(actor), side)


def nameless(words: str) -> str:
    """An unnamed source without number and articles: "one witness" and "Witnesses" of one outlet are one voice."""
    kept = [w for w in fold(words).split() if w not in _SOME] or fold(words).split()
    return " ".join([*kept[:-1], re.sub(r"(?<=ss)es$|(?<=[a-rt-z])s$", "", kept[-1])]) if kept else ""


def _id_of(actor: ActorResolution | None) -> ActorId | None:
    return None if actor is None else actor.actor


def as_testimony(
    claim: ResolvedClaim,
    documents: Mapping[DocumentId, Document],
    *,
    origin: Origin,
    copy_of: ClaimKey | None = None,
    cites: frozenset[str] = frozenset(),
    beside: EventType | None = None,
) -> Testimony:
    """A claim with its origin, as `origin_of` gives it, and its times. A claim without a date of its own is of the day
    of publication, or of the days before on which its origin spoke: what was told on Wednesday did not happen on
    Thursday. One that recalls history has none."""
    document = documents.get(claim.claim.document)
    published = document.published if document else None
    when = claim.claim.when
    if when is None and published is not None and not claim.claim.background:
        told = _spoke(claim, published, None)
        early = told < published.date() and (published.date() - told).days <= NEWS
        when = day(told if early else published.date(), basis=Basis.PUBLISHED)
    return Testimony(
        claim=claim,
        origin=origin,
        published=published,
        spoke=_spoke(claim, published, when),
        when=when,
        copy_of=copy_of,
        cites=cites,
        wording=wording_of(claim, document),
        beside=beside,
    )


def comes_from(claim: ResolvedClaim, document: Document | None, names: frozenset[str]) -> bool:
    """Whether a claim rests on one of some sources, by their folded names: printed by such an outlet, or handed on or
    said first by such a hand, wherever it is quoted."""
    said = [link.name for link in claim.claim.attribution.chain]
    said += [link.body for link in claim.claim.attribution.chain if link.body]
    claimant = claim.actor(Role.CLAIMANT)
    said += [claimant.name] if claimant is not None else []
    said += [document.outlet] if document is not None and document.outlet else []
    return any(_ONE_NAME.get(key, key) in names for key in map(fold, said))


def without_tellers(claim: ResolvedClaim, names: frozenset[str]) -> ResolvedClaim:
    """A claim as if some of those who tell of it beside its origin, by their folded names, had not spoken."""
    beside = _beside(claim)
    if not beside:
        return claim
    heard = [
        (link, actor)
        for link, actor in beside
        if names.isdisjoint(_ONE_NAME.get(key, key) for key in map(fold, (link.name, link.body or "", actor.name)))
    ]
    left = replace(claim.claim.attribution, beside=tuple(link for link, _ in heard))
    others = [a for a in claim.actors if a.role is not Role.TELLER]
    return replace(
        claim, claim=replace(claim.claim, attribution=left), actors=(*others, *(actor for _, actor in heard))
    )


def wording_of(claim: ResolvedClaim, document: Document | None) -> Wording:
    """The words of the claim's sentence, those taken away that name parties, claimants and outlet: opposed reports
    name the same ones day by day."""
    evidence = claim.claim.evidence
    sentence = evidence.sentence.of(document.text) if document and evidence.sentence else evidence.quote
    said = wording(sentence)
    stated = [a for a in claim.actors if a.role is not Role.TELLER]
    known = [a.name for a in stated] + [a.mention for a in stated]
    known += [link.name for link in claim.claim.attribution.chain]
    named = wording("in " + " ".join(known))
    names, words = said.names - named.names or NONE, said.words - named.words or NONE
    return replace(said, names=names, words=words, numbers=said.numbers or NONE)


def _spoke(claim: ResolvedClaim, published: dt.datetime | None, when: When | None) -> dt.date:
    said = claim.claim.attribution.origin.spoke
    if said is not None and said.precision in (Precision.DAY, Precision.PART_OF_DAY):
        return said.start
    if published is not None:
        return published.date()
    return when.last if when is not None else dt.date.max
