"""From what was reconciled to what a brief contains: selection by period, headline figures, sections, notes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vedette.model.claim import EventContent, EventType, OutlookContent, StanceContent, StatementContent
from vedette.model.control import ControlSpan
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import CaveatKind, Status
from vedette.model.resolved import ResolvedClaim
from vedette.model.toll import Toll
from vedette.model.verification import Rung
from vedette.reconciliation.base import Reconciled
from vedette.reports import wording
from vedette.reports.contents import ALWAYS, Brief, ControlRow, Figure, Line, Outlet, Period, TollRow
from vedette.reports.happenings import days, happening, toll_row
from vedette.reports.notes import Notes

_HAPPENED = (Status.ASSERTED, Status.SUSPECTED, Status.DENIED)
#: Rungs whose figures are not put together with the others: one side's word only, or disputed.
_WEAK = (Rung.CLAIMED, Rung.CONTESTED)
_GONE = (Rung.RETRACTED, Rung.DISCOUNTED)
#: Effects in the order in which a reader looks for them.
SHORT_DAYS = 3
_EFFECTS = ("killed", "dead-or-missing", "injured", "casualties", "missing", "displaced", "captured")


def assemble(
    reconciled: Reconciled,
    claims: Sequence[ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    *,
    title: str,
    period: Period = ALWAYS,
) -> Brief:
    """The contents of a brief. Claims of one text printed twice are cited once; nothing is added that no claim says."""
    by_key = {c.claim.key: c for c in claims}
    inside = [c for c in by_key.values() if _in_period(c, documents, period)]
    notes = Notes(by_key, documents)
    events = [e for e in reconciled.events if _touches(e, period, by_key, documents)]
    told = [e for e in events if e.status in _HAPPENED and not e.background]
    totals = [t for t in reconciled.tolls if t.when is None or period.holds(t.when.start, t.when.end)]
    spans = [s for s in reconciled.control if period.since is None or s.end is None or period.since < s.end]
    spans = [s for s in spans if period.until is None or s.start < period.until]
    figures = headline(told, totals, by_key, notes)
    happenings = [happening(e, by_key, notes) for e in told]
    dated = [d.published for d in documents.values() if d.published is not None]
    return Brief(
        title=title,
        period=_period_words(period),
        reports=len({c.claim.document for c in inside}),
        claims=len(inside),
        newest=wording.date(max(dated).date()) if dated else "not known",
        figures=figures,
        days=days([h for h in happenings if _told_of(h.event)]),
        mentioned=tuple(h for h in happenings if not _told_of(h.event)),
        changes=tuple(_control(s, notes, spans) for s in changes_of(spans, period)),
        held=tuple(_control(s, notes, spans) for s in spans if s.end is None),
        totals=tuple(_total(t, by_key, notes) for t in totals),
        statements=statements_of(inside, notes),
        stances=stances_of(inside, notes),
        outlook=outlook_of(inside, notes),
        expected=tuple(happening(e, by_key, notes) for e in events if e.status not in _HAPPENED),
        recalled=tuple(happening(e, by_key, notes) for e in events if e.status in _HAPPENED and e.background),
        unverified=unverified_of(inside, told, reconciled, notes),
        outlets=outlets_of(inside, documents),
        rungs=tuple((rung.value, words) for rung, words in wording.RUNGS.items()),
        notes=notes.all(),
        extractors=tuple(sorted({c.claim.extractor for c in inside})),
    )


def headline(
    events: Sequence[Event], totals: Sequence[Toll], claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes
) -> tuple[Figure, ...]:
    """Headline figures: totals as sources give them, then the bounds of the incidents added, sound and weak apart."""
    figures = []
    for toll in newest(totals):
        cited = notes.cite(u.claim for u in toll.used)
        since = f"total for {wording.when(toll.when)}" if toll.when is not None else "total"
        source = ", ".join(dict.fromkeys(n.claimant or n.outlet for n in cited))
        basis = f"{since}, {wording.place(toll.place) + ', ' if toll.place else ''}according to {source}"
        figures.append(
            Figure(
                str(toll), f"{wording.people(toll)} {wording.effect(toll.effect)}", basis, toll.verification.rung, cited
            )
        )
    for effect in _EFFECTS:
        for weak in (False, True):
            figure = _added(effect, [t for e in events for t in _wholes(e) if t.effect == effect], weak, notes)
            if figure is not None:
                figures.append(figure)
    return tuple(figures)


def newest(totals: Sequence[Toll]) -> list[Toll]:
    """Of the totals that sources give, the one whose window ends last for each effect and kind of people."""
    found: dict[tuple[str, str, str], Toll] = {}
    for toll in sorted(totals, key=lambda t: (t.when is not None, t.when.end.isoformat() if t.when else "", t.low)):
        if not toll.group:
            found[(toll.effect, toll.victim_class, toll.victims_side or "")] = toll
    return sorted(found.values(), key=lambda t: (_EFFECTS.index(t.effect) if t.effect in _EFFECTS else 99, -t.low))


def _told_of(event: Event) -> bool:
    """Whether enough is known of an event to show it among those of its day."""
    return event.place is not None or (bool(event.tolls) and event.type is not EventType.OTHER)


def _wholes(event: Event) -> list[Toll]:
    """An event's tolls that may be added over events: for each effect everybody if counted, else the largest part.

    Only of events with a place, a cause and a few days at most: what is vaguer may be a total in other words.
    """
    if event.verification.rung in _GONE or event.place is None or event.type is EventType.OTHER:
        return []
    if event.when is None or event.when.days > SHORT_DAYS:
        return []
    found: list[Toll] = []
    for effect in sorted({t.effect for t in event.tolls}):
        mine = [t for t in event.tolls if t.effect is effect and not t.group]
        whole = [t for t in mine if t.victim_class in ("unspecified", "mixed")]
        # Without a whole only the largest part is taken: two parts that are not from one account may overlap.
        found += whole[:1] or sorted(mine, key=lambda t: (-t.low, t.victim_class, t.victims_side or ""))[:1]
    return found


def _added(effect: str, tolls: Sequence[Toll], weak: bool, notes: Notes) -> Figure | None:
    mine = [t for t in tolls if (t.verification.rung in _WEAK) is weak and t.verification.rung not in _GONE]
    if not mine:
        return None
    low, high = sum(t.low for t in mine), sum(t.low if t.high is None else t.high for t in mine)
    tail = " or more" if any(t.open for t in mine) else ""
    number = (f"{low:,}" if low == high else f"{low:,} to {high:,}") + tail
    events = "1 incident" if len(mine) == 1 else f"{len(mine)} incidents"
    basis = f"in {events} listed below" + (
        "; one side's word only, or disputed" if weak else "; bounds added up, right if none is told twice"
    )
    cited = notes.cite(u.claim for t in mine for u in t.used)
    return Figure(number, f"people {effect.replace('-', ' ')}", basis, "claimed or contested" if weak else "", cited)


def changes_of(spans: Sequence[ControlSpan], period: Period) -> list[ControlSpan]:
    """Spans that begin in the period with a change, not only with a first mention."""
    one = [s for s in spans if s.since_known and (period.since is None or period.since <= s.start)]
    return sorted(one, key=lambda s: (s.start, s.place.name or s.place.mention))


def _control(span: ControlSpan, notes: Notes, spans: Sequence[ControlSpan]) -> ControlRow:
    newest = max((s.last_evidence for s in spans), default=span.last_evidence)
    flags = ", ".join(f for f, on in (("contested", span.contested), ("besieged", span.besieged)) if on)
    return ControlRow(
        place=wording.place(span.place),
        since=("" if span.since_known else "by ") + wording.date(span.start),
        until=wording.date(span.end) if span.end else "",
        holders=wording.holders(span),
        flags=flags,
        rung=span.verification.rung,
        rule=span.verification.rule,
        evidence=wording.date(span.last_evidence),
        current=span.end is None and newest < span.fades,
        notes=notes.cite(span.evidence),
    )


def _total(toll: Toll, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes) -> TollRow:
    where = wording.place(toll.place) if toll.place is not None else "all places"
    return toll_row(toll, claims, notes, subject=f"{where}, {wording.when(toll.when)}")


def statements_of(claims: Iterable[ResolvedClaim], notes: Notes) -> tuple[Line, ...]:
    """Statements, each quotation once, by publication."""
    lines: dict[tuple[str, str], Line] = {}
    for claim, content in ((c, c.claim.content) for c in claims):
        if not isinstance(content, StatementContent):
            continue
        claimant = claim.claim.attribution.claimant
        who = content.who.name if content.who else claimant.name if claimant else ""
        quote = claim.claim.evidence.quote
        partners = " with " + ", ".join(p.name for p in content.partners) if content.partners else ""
        signal = f" (words of change: {content.signal})" if content.signal else ""
        lead = f"{who or 'It is said that somebody'} {wording.ACTS[content.act]}{partners}{signal}"
        known = (who.casefold(), " ".join(quote.casefold().split()))
        if known not in lines:
            lines[known] = Line(text=content.what, notes=notes.cite((claim.claim.key,)), label=lead, quote=quote)
    return tuple(lines.values())


def stances_of(claims: Iterable[ResolvedClaim], notes: Notes) -> tuple[Line, ...]:
    """Who is said to stand with whom; one line for each relation, with all its sources."""
    found: dict[str, list[ClaimKey]] = defaultdict(list)
    for claim, content in ((c, c.claim.content) for c in claims):
        if isinstance(content, StanceContent):
            found[f"{content.a.name} {wording.STANCES[content.relation]} {content.b.name}"].append(claim.claim.key)
    return tuple(Line(text=text, notes=notes.cite(keys)) for text, keys in found.items())


def outlook_of(claims: Iterable[ResolvedClaim], notes: Notes) -> tuple[Line, ...]:
    """Forecasts: "If ... then ..., says ..."."""
    lines = []
    for claim, content in ((c, c.claim.content) for c in claims):
        if not isinstance(content, OutlookContent):
            continue
        claimant = claim.claim.attribution.claimant
        outlet = claim.claim.attribution.chain[0].name
        who = content.who.name if content.who else claimant.name if claimant else outlet
        text = f"If {content.condition}, then {content.outcome}" if content.condition else content.outcome
        lines.append(
            Line(text=f"{text}, says {who}", notes=notes.cite((claim.claim.key,)), quote=claim.claim.evidence.quote)
        )
    return tuple(lines)


def unverified_of(
    claims: Iterable[ResolvedClaim], events: Iterable[Event], reconciled: Reconciled, notes: Notes
) -> tuple[Line, ...]:
    """What could not be verified: what reports say so of, what only parties assert, what is disputed or unused."""
    lines = []
    for claim in claims:
        for caveat in claim.claim.caveats:
            if caveat.kind is CaveatKind.NOT_VERIFIED:
                words = caveat.words or "not independently verified"
                key = claim.claim.key
                lines.append(
                    Line(words, notes.cite((key,)), label="Said by the report itself", quote=claim.claim.evidence.quote)
                )
    for event in events:
        if event.verification.rung in (*_WEAK, *_GONE):
            text = f"{wording.heading(event)}, {wording.when(event.when)}"
            cited = notes.cite((*event.verification.asserting, *event.verification.answering))
            lines.append(Line(text, cited, rung=event.verification.rung, rule=event.verification.rule))
    keys = {c.claim.key for c in claims}
    for key, reason in reconciled.unplaced:
        if key in keys:
            lines.append(
                Line(f"A claim on who holds a place was not used: {reason}", notes.cite((key,)), label="Left aside")
            )
    return tuple(lines)


def outlets_of(claims: Iterable[ResolvedClaim], documents: Mapping[DocumentId, Document]) -> tuple[Outlet, ...]:
    """How much each outlet carries, the most used first."""
    reports: dict[str, set[DocumentId]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for claim in claims:
        document = documents.get(claim.claim.document)
        name = (document.outlet if document else None) or claim.claim.attribution.chain[0].name or "unnamed outlet"
        reports[name].add(claim.claim.document)
        counts[name] += 1
    found = []
    for name in sorted(reports, key=lambda n: (-counts[n], n)):
        dates = sorted(d.published.date() for i in reports[name] if (d := documents.get(i)) and d.published)
        first, last = (wording.date(dates[0]), wording.date(dates[-1])) if dates else ("not known", "not known")
        found.append(Outlet(name, len(reports[name]), counts[name], first, last))
    return tuple(found)


def _in_period(claim: ResolvedClaim, documents: Mapping[DocumentId, Document], period: Period) -> bool:
    when = claim.claim.when
    kind = claim.claim.content
    if when is not None and not isinstance(kind, StatementContent | OutlookContent | StanceContent):
        return period.holds(when.start, when.end)
    document = documents.get(claim.claim.document)
    if document is None or document.published is None:
        return period == ALWAYS or isinstance(kind, EventContent)
    day = document.published.date()
    return (period.since is None or period.since <= day) and (period.until is None or day < period.until)


def _touches(
    event: Event, period: Period, claims: Mapping[ClaimKey, ResolvedClaim], documents: Mapping[DocumentId, Document]
) -> bool:
    if event.when is not None:
        return period.holds(event.when.start, event.when.end)
    return any(_in_period(claims[k], documents, period) for k in event.claims if k in claims)


def _period_words(period: Period) -> str:
    if period.since is not None and period.until is not None:
        return f"{wording.date(period.since)} up to {wording.date(period.until)} (not included)"
    if period.since is not None:
        return f"from {wording.date(period.since)}"
    return f"before {wording.date(period.until)}" if period.until is not None else "everything on record"
