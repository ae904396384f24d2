"""Events as a brief shows them: heading, accounts in their sources' words, versions side by side where disputed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from vedette.model.claim import TollContent
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.provenance import Status
from vedette.model.resolved import ResolvedClaim, Role
from vedette.model.toll import Toll
from vedette.reports import wording
from vedette.reports.contents import Day, Derived, Happening, Line, TollRow, Version
from vedette.reports.notes import Note, Notes

#: Accounts quoted in full under an event; the rest are in the notes.
QUOTED = 4
#: An event that may be anywhere in more days than these stands under no day.
LONG_DAYS = 10


def happening(event: Event, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes) -> Happening:
    """One event with everything that a reader needs to judge it."""
    cited = notes.cite(event.claims)
    parties = tuple(
        Line(
            text=p.name + (" (suspected)" if p.suspected else ""),
            notes=notes.cite(p.claims),
            label="laid to" if p.role is Role.ACTOR else "against",
        )
        for p in event.parties
    )
    who = event.perpetrator
    return Happening(
        event=event,
        heading=wording.heading(event),
        when=wording.when(event.when),
        parties=parties,
        tolls=tuple(toll_row(t, claims, notes, subject=wording.heading(event)) for t in event.tolls),
        accounts=_accounts(cited),
        versions=_versions(event, claims, notes) if event.dispute else (),
        notes=cited,
        perpetrator=None
        if who is None
        else Line("who did it", notes.cite((*who.asserting, *who.answering)), rung=who.rung, rule=who.rule),
        copies=len(event.copies),
    )


def toll_row(toll: Toll, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes, *, subject: str) -> TollRow:
    """A toll with each claim that counts, each that does not, and why."""
    steps = []
    for used in toll.used:
        for note in notes.cite((used.claim,)):
            steps.append(Derived(note, "; ".join(used.reasons), _value(claims.get(used.claim)), True))
        for note in notes.cite(used.parts):
            steps.append(Derived(note, "a part of the figure above", _value(claims.get(note.claim)), True))
    for left in toll.left_out:
        for note in notes.cite((left.claim,)):
            instead = "".join(f", see note {n.number}" for n in notes.cite((left.instead,) if left.instead else ()))
            steps.append(Derived(note, f"{left.reason}{instead}", _value(claims.get(left.claim)), False))
    anchor = f"toll-{toll.used[0].claim[:8]}-{toll.effect}" if toll.used else ""
    return TollRow(subject, toll, wording.toll(toll), tuple(steps), notes.cite(toll.copies), anchor)


def days(events: list[Happening]) -> tuple[Day, ...]:
    """Events by the day they began, those of a longer time and undated ones last; on one day by place."""

    def start(h: Happening) -> str:
        when = h.event.when
        if when is None:
            return "b"
        return "a" if when.days > LONG_DAYS else when.start.isoformat()

    ordered = sorted(events, key=lambda h: (start(h), h.heading, h.event.id))
    found = []
    for _, group in groupby(ordered, key=start):
        members = tuple(group)
        when = members[0].event.when
        if when is None:
            label = "Date not given"
        else:
            label = "Over a longer time" if when.days > LONG_DAYS else wording.date(when.start)
        found.append(Day(label, members))
    return tuple(found)


def _accounts(cited: tuple[Note, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(text=same[0].claimant or same[0].outlet, notes=tuple(same), quote=same[0].sentence)
        for same in list(_by_sentence(cited).values())[:QUOTED]
    )


def _by_sentence(cited: Iterable[Note]) -> dict[tuple[str, str], list[Note]]:
    """Notes that stand in one sentence of one speaker together: it is quoted once."""
    found: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in cited:
        found[(note.sentence.casefold(), note.claimant or note.outlet)].append(note)
    return found


def _versions(event: Event, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes) -> tuple[Version, ...]:
    """Each claimant's own account, in the order in which they spoke."""
    denying = set(event.verification.answering) | set(event.perpetrator.answering if event.perpetrator else ())
    voices: dict[str, list[ClaimKey]] = defaultdict(list)
    for key in event.claims:
        claim = claims.get(key)
        if claim is None:
            continue
        claimant = claim.claim.attribution.claimant
        actor = claim.actor(Role.CLAIMANT)
        voices[actor.name if actor else claimant.name if claimant else claim.claim.attribution.chain[0].name].append(
            key
        )
    versions = []
    for name, keys in voices.items():
        against = any(k in denying or claims[k].claim.status is Status.DENIED for k in keys)
        lines = tuple(
            Line(text="", notes=tuple(same), quote=same[0].sentence) for same in _by_sentence(notes.cite(keys)).values()
        )
        versions.append(Version(name, "denies or answers" if against else "says", lines))
    return tuple(versions)


def _value(claim: ResolvedClaim | None) -> str:
    if claim is None or not isinstance(claim.claim.content, TollContent):
        return ""
    content = claim.claim.content
    return f"{content.quantity} {wording.effect(content.effect)}"
