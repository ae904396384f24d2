"""Events as a brief shows them: heading, accounts in their sources' words, versions side by side where disputed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from vedette.model.claim import EventType, TollContent
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, EventId
from vedette.model.provenance import Status
from vedette.model.resolved import ResolvedClaim, Role
from vedette.model.toll import Toll
from vedette.model.verification import Rung
from vedette.reconciliation.voices.withdrawn import figures_taken_back
from vedette.reports import wording
from vedette.reports.contents import Day, Derived, Happening, Kind, Line, TollRow, Version
from vedette.reports.notes import Note, Notes
from vedette.reports.roles import parties, rule_of
from vedette.reports.selection import CITED, LONG_DAYS, Chosen
from vedette.reports.sentences import POINTERS, sentence

#: Accounts quoted in full under an event; the rest are in the notes.
QUOTED = 4
#: Steps of a toll's derivation; the ledger has the others.
STEPS = 14
#: Voices set side by side, and sentences of each.
VOICES, SENTENCES = 8, 3


def happening(
    event: Event,
    claims: Mapping[ClaimKey, ResolvedClaim],
    notes: Notes,
    others: Mapping[EventId, Event] = MappingProxyType({}),
    again: Sequence[Event] = (),
) -> Happening:
    """One event with everything that a reader needs to judge it. `others` are those that the brief tells of, `again`
    what may be this one told again."""
    cited = notes.cite(event.claims, most=CITED)
    rows = {t: toll_row(t, claims, notes, subject=wording.heading(event)) for t in event.tolls}
    whole = others.get(event.part_of) if event.part_of is not None else None
    return Happening(
        event=event,
        heading=wording.heading(event),
        when=wording.when(event.when),
        rule=rule_of(event.verification),
        said=_said(event, rows, claims, notes),
        parties=parties(event, notes),
        tolls=tuple(rows[t] for t in wording.telling(event.tolls)),
        accounts=_accounts(cited),
        versions=_versions(event, claims, notes) if event.dispute else (),
        notes=cited,
        copies=len(event.copies),
        whole="" if whole is None else f"{wording.heading(whole)}, {wording.when(whole.when)}",
        within=sum(1 for e in others.values() if e.part_of == event.id),
        taken_back=tuple(
            Line(x.words, notes.cite(x.claims, most=CITED), label="taken back:", rung=Rung.RETRACTED)
            for x in figures_taken_back(event, claims)
        ),
        cited_more=max(0, len(event.claims) - CITED) if len(cited) == CITED else 0,
        perhaps=tuple(in_a_line(e, notes) for e in again),
    )


def _said(
    event: Event, rows: Mapping[Toll, TollRow], claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes
) -> tuple[Line, ...]:
    """The figures: a sentence each, or a phrase where the figure makes none."""
    found = []
    for toll in wording.telling(event.tolls):
        line = None if toll.group else sentence(event, toll, claims, notes)
        if line is None and (cited := rows[toll].notes):
            words = wording.sentence_case(wording.toll(toll, best=False))
            line = Line(f"{words}.", cited, rung=toll.verification.rung, rule=toll.verification.rule)
        if line is not None:
            found.append(replace(line, anchor=rows[toll].anchor))
    return tuple(found)


def in_a_line(event: Event, notes: Notes, *, most: int = 2, dated: bool = True) -> Line:
    """An event in one line: what, where, when, how many, how sure. `label` is the first account's speaker."""
    cited = notes.cite(event.claims, most=most)
    figures = [_figure(t, event) for t in wording.telling(event.tolls) if not t.group][:3]
    parts = [wording.heading(event), *([wording.when(event.when)] if dated else []), *figures]
    return Line(
        text="; ".join(parts),
        notes=cited,
        label=(cited[0].claimant or cited[0].outlet) if cited else "",
        rung=event.verification.rung,
        rule=event.verification.rule,
        quote=cited[0].sentence if cited else "",
    )


def _told_again(event: Event, notes: Notes) -> Line:
    line = in_a_line(event, notes, most=1)
    return replace(line, text=f"(perhaps the same told again) {line.text}")


def _figure(toll: Toll, event: Event) -> str:
    """A figure in a line of the event; its own rung where that is not the event's."""
    own = toll.verification.rung
    words = wording.toll(toll, best=False)
    return words if own is event.verification.rung else f"{words} ({own})"


def toll_row(toll: Toll, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes, *, subject: str) -> TollRow:
    """A toll with each claim that counts, each that does not, and why."""
    steps = []
    taken = toll.used[:STEPS]
    left = toll.left_out[: STEPS - len(taken)]
    for used in taken:
        for note in notes.cite((used.claim,)):
            steps.append(Derived(note, "; ".join(used.reasons), _value(claims.get(used.claim)), True))
        for part in used.parts:
            for note in notes.cite((part,)):
                steps.append(Derived(note, "a part of the figure above", _value(claims.get(part)), True))
    for out in left:
        for note in notes.cite((out.claim,)):
            instead = "".join(f", see note {n.number}" for n in notes.cite((out.instead,) if out.instead else ()))
            steps.append(Derived(note, f"{out.reason}{instead}", _value(claims.get(out.claim)), False))
    more = len(toll.used) + len(toll.left_out) - len(taken) - len(left)
    anchor = f"toll-{toll.used[0].claim[:8]}-{toll.effect}" if toll.used else ""
    return TollRow(subject, toll, wording.toll(toll), tuple(steps), notes.cite(toll.copies, most=3), anchor, more)


def days(
    chosen: Chosen,
    claims: Mapping[ClaimKey, ResolvedClaim],
    notes: Notes,
    again: Mapping[EventId, Sequence[Event]] = MappingProxyType({}),
) -> tuple[Day, ...]:
    """Events by the day they began, those of a longer time and undated ones last; of one day the weightiest first.
    `again` are, by event, those that may be it told again: they stand under it."""

    def start(event: Event) -> str:
        when = event.when
        if when is None:
            return "b"
        return "a" if when.days > LONG_DAYS else when.start.isoformat()

    full = {e.id for e in chosen.in_full}
    others = {e.id: e for e in (*chosen.in_full, *chosen.in_a_line)}
    # A stable sort: within a day the order by weight stays.
    ordered = sorted((*chosen.in_full, *chosen.in_a_line), key=start)
    found = []
    for _, group in groupby(ordered, key=start):
        members = list(group)
        when = members[0].when
        label = "Date not given" if when is None else wording.date(when.start)
        if when is not None and when.days > LONG_DAYS:
            label = "Over a longer time"
        told = tuple(happening(e, claims, notes, others, again.get(e.id, ())) for e in members if e.id in full)
        dated = when is None or when.days > LONG_DAYS
        short = [e for e in members if e.id not in full]
        bare = [] if dated else [e for e in short if not e.tolls]
        lines = tuple(
            line
            for e in short
            if e not in bare
            for line in (
                in_a_line(e, notes, most=1, dated=dated),
                *(_told_again(x, notes) for x in again.get(e.id, ())),
            )
        )
        found.append(Day(label, told, lines, _kinds(bare, notes)))
    return tuple(found)


def _kinds(events: Iterable[Event], notes: Notes) -> tuple[Kind, ...]:
    """Events without a figure by kind, each with its place and how sure it is."""
    found: dict[EventType, list[Line]] = {}
    for event in events:
        cited = notes.cite(event.claims, most=1)
        if cited:
            line = Line(wording.place(event.place), cited, rung=event.verification.rung)
            found.setdefault(event.type, []).append(line)
    return tuple(Kind(wording.event_type(kind), tuple(lines)) for kind, lines in found.items())


def _accounts(cited: tuple[Note, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(text=_voice(same[0]), notes=tuple(same), quote=same[0].sentence)
        for same in list(_by_sentence(cited).values())[:QUOTED]
    )


def _voice(note: Note) -> str:
    """Who says it; of somebody whom the report only points to ("she") the outlet alone is known."""
    if note.claimant and note.claimant.casefold() in POINTERS:
        return f"a source quoted by {note.outlet}"
    return note.claimant or note.outlet


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
        # Unnamed voices stand under the words for them: "activists" are not the party that they lean to.
        known = actor is not None and (claimant is None or not claimant.anonymous)
        name = actor.name if actor is not None and known else claimant.name if claimant is not None else None
        voices[name or notes.cite((key,))[0].outlet].append(key)
    versions = []
    for name, keys in list(voices.items())[:VOICES]:
        against = any(k in denying or claims[k].claim.status is Status.DENIED for k in keys)
        lines = tuple(
            Line(text="", notes=tuple(same), quote=same[0].sentence)
            for same in _by_sentence(notes.cite(keys, most=SENTENCES)).values()
        )
        versions.append(Version(name, "denies or answers" if against else "says", lines))
    return tuple(versions)


def _value(claim: ResolvedClaim | None) -> str:
    if claim is None or not isinstance(claim.claim.content, TollContent):
        return ""
    content = claim.claim.content
    return f"{wording.stated(content.quantity)} {wording.effect(content.effect)}"
