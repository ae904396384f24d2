"""Tolls as whole sentences: how many of whom suffered what, in what, where, when, and who says so, how surely.

Built from data, never free: a sentence that a claim does not support can't be made. The words are plain enough that a
reader of reports, Vedette among them, takes the same bounds, claimant, hedge, place and day out of them again.
"""

import re
from collections.abc import Mapping

from vedette.model.claim import Effect, EventType
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.provenance import Field, Status
from vedette.model.resolved import PlaceBasis, PlacePrecision, ResolvedClaim, Role
from vedette.model.times import Basis, Precision
from vedette.model.toll import Toll
from vedette.reports import wording
from vedette.reports.contents import Line
from vedette.reports.notes import Notes, claimant_name

_VERBS = {
    Effect.KILLED: ("was killed", "were killed"),
    Effect.INJURED: ("was injured", "were injured"),
    Effect.DISPLACED: ("was displaced", "were displaced"),
    Effect.CAPTURED: ("was captured", "were captured"),
    Effect.MISSING: ("went missing", "went missing"),
    Effect.EVACUATED: ("was evacuated", "were evacuated"),
}
#: The cause as a noun with its article; kinds that name no act are left out.
_CAUSES = {
    EventType.AIR_STRIKE: "an air strike",
    EventType.SHELLING: "shelling",
    EventType.ARMED_CLASH: "clashes",
    EventType.EXPLOSIVE: "an explosion",
    EventType.SUICIDE_BOMBING: "a suicide bombing",
    EventType.CHEMICAL_ATTACK: "a chemical attack",
    EventType.ATTACK: "an attack",
    EventType.GRENADE: "a grenade attack",
}
#: Single acts, for a sentence that says who is suspected of one.
_ACTS = {
    EventType.AIR_STRIKE: "air strike",
    EventType.SHELLING: "artillery attack",
    EventType.EXPLOSIVE: "bomb attack",
    EventType.SUICIDE_BOMBING: "suicide bombing",
    EventType.CHEMICAL_ATTACK: "chemical attack",
    EventType.ATTACK: "attack",
    EventType.GRENADE: "grenade attack",
}
_ACTIVE = {Effect.KILLED: "killed", Effect.INJURED: "injured"}
#: Words for somebody named before, which mean nothing outside of their report.
POINTERS = frozenset({"he", "she", "it", "they", "who", "one", "this", "that"})
#: Names of more words than these are cut before what explains them ("... the governor of ...", "... one of the ...").
_LONG_NAME = 6
_APPOSITION = re.compile(r"(?<!\bof)(?<!\bin)(?<!\bat)(?<!\bto)(?<!\bby)(?<!\bfor)\s+(?:the|an?|one of|who|which)\s.*$")
#: Words of number, which need no article.
_COUNTED = frozenset(
    "one two three four five six seven eight nine ten several some many officials residents rescuers".split()
)


def sentence(event: Event, toll: Toll, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes) -> Line | None:
    """The sentence of one toll; None for effects and figures that do not make one."""
    used = next((u.claim for u in toll.used if u.claim in claims), None)
    if used is None or toll.effect not in _VERBS or (toll.low == 0 and toll.high in (0, None)):
        return None
    cited = notes.cite(u.claim for u in toll.used)
    if not cited:
        return None
    people = f"{_number(toll)} {wording.people(toll, low=toll.low)}"
    tail = _where(event) + _day(event) + _said(toll, claims, notes)
    blamed = _suspected(event, claims[used])
    if blamed is not None and toll.effect in _ACTIVE:
        text = f"{blamed} {_ACTIVE[toll.effect]} {people}{tail}"
    else:
        one = toll.low == toll.high == 1
        text = f"{people} {_VERBS[toll.effect][0 if one else 1]}{_cause(event)}{tail}"
    return Line(wording.sentence_case(text) + ".", cited, rung=toll.verification.rung, rule=toll.verification.rule)


def _number(toll: Toll) -> str:
    if toll.high is None:
        return wording.number(toll)
    if toll.low == toll.high:
        return f"at least {toll.low:,}" if toll.open else f"{toll.low:,}"
    if toll.low == 0:
        return f"up to {toll.high:,}"
    return f"between {toll.low:,} and {toll.high:,}" + (" or more" if toll.open else "")


def _suspected(event: Event, claim: ResolvedClaim) -> str | None:
    """The act with whoever is only suspected of it, as a subject; None where nobody is, or the kind is no single act.

    The hedge stands before the act and its doer, where a reader takes it for a doubt about who did it.
    """
    blamed = next((p for p in event.parties if p.role is Role.ACTOR and not wording.is_means(p.name)), None)
    noun = _ACTS.get(event.type)
    hedged = claim.claim.status_of(Field.PERPETRATOR) is Status.SUSPECTED
    if blamed is None or noun is None or not (hedged or blamed.suspected):
        return None
    return f"a suspected {noun} by {blamed.name}"


def _cause(event: Event) -> str:
    cause = _CAUSES.get(event.type)
    return f" in {cause}" if cause is not None else ""


def _where(event: Event) -> str:
    place = event.place
    if place is None or place.precision is PlacePrecision.UNRESOLVED or not place.name:
        return ""
    if place.basis is PlaceBasis.REPORT:
        return ""
    name = wording.named(place)
    return f" {'near' if place.precision is PlacePrecision.AROUND else 'in'} {name}"


def _day(event: Event) -> str:
    when = event.when
    if when is None or when.basis is Basis.PUBLISHED:
        return ""
    if when.days == 1:
        return f" on {wording.date(when.start)}"
    if when.precision is Precision.MONTH and when.start.day == 1:
        return f" in {when.start:%B %Y}"
    start, last = when.start, when.last
    # A reader of reports understands "between 31 July and 2 August 2016" less well than both dates in full.
    first = f"{start.day}" if (start.year, start.month) == (last.year, last.month) else wording.date(start)
    return f" between {first} and {wording.date(last)}"


def _said(toll: Toll, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes) -> str:
    """Who says so: one claimant says it, or estimates it; bounds that several make are according to each of them."""
    used = [claims[u.claim] for u in toll.used if u.claim in claims]
    by_voice: dict[str, str] = {}  # one voice under several names is named once
    for claim in used:
        known = claim.actor(Role.CLAIMANT)
        if name := _speaker(claim, notes):
            by_voice.setdefault(name if known is None or known.actor is None else known.actor, name)
    names = list(dict.fromkeys(by_voice.values()))
    if not names:
        return ""
    if len(names) > 1:
        return (
            f", according to {', '.join(names[:2])} and others"
            if len(names) > 2
            else f", according to {names[0]} and {names[1]}"
        )
    first = used[0].claim
    hedged = first.status is Status.SUSPECTED or first.status_of(Field.FIGURE) is Status.SUSPECTED
    return f", {names[0]} {'estimated' if hedged else 'said'}"


def _speaker(claim: ResolvedClaim, notes: Notes) -> str:
    """The claimant as a noun phrase: a name as it stands, a description with its article, somebody whom the report only
    points to as a source of the outlet."""
    attribution = claim.claim.attribution
    outlet = notes.outlet(claim)
    claimant, full = attribution.claimant, claimant_name(claim)
    if claimant is None or full is None:
        return outlet
    if full.casefold() in POINTERS:
        return f"a source quoted by {outlet}" if outlet else "a source"
    name = full if len(full.split()) <= _LONG_NAME else _APPOSITION.sub("", full)
    if not name[:1].islower() or name.split()[0] in _COUNTED:
        return name
    if not claimant.anonymous:
        return f"the {name}"
    if wording.are_many(name):
        return name
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
