"""From what was reconciled to what a brief contains: selection by period and weight, sections, notes."""

import datetime as dt
from collections.abc import Mapping, Sequence

from vedette.model.claim import EventContent, OutlookContent, StanceContent, StatementContent
from vedette.model.control import ControlSpan
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import PlacePrecision, ResolvedClaim
from vedette.reconciliation.duplicates import possible_duplicates, told_again
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reports import wording
from vedette.reports.areas import areas, humanitarian
from vedette.reports.changes import Beside
from vedette.reports.changes import changes as since_last
from vedette.reports.contents import ALWAYS, Brief, ControlRow, Left, Line, Period
from vedette.reports.daily import by_day
from vedette.reports.figures import headline
from vedette.reports.followed import followed
from vedette.reports.gaps import gaps
from vedette.reports.happenings import days, in_a_line
from vedette.reports.lines import outlets_of, outlook_of, stances_of, statements_of, unverified_of
from vedette.reports.notes import Notes
from vedette.reports.running import ends_in, newest_of_each, remarks_on, total_row
from vedette.reports.selection import (
    CITED,
    HAPPENED,
    MAIN,
    MOST,
    by_weight,
    choose,
    first,
    is_clear,
    is_told,
    lies_in,
)

#: Places that are known better come first. Who holds a country is no news and seldom true: it is left out.
_COARSE = (PlacePrecision.COUNTRY, PlacePrecision.UNRESOLVED)

NOTHING_BESIDE = Beside()
#: Places with claimed control that the map shows at most.
ON_MAP = 150


def assemble(
    reconciled: Reconciled,
    claims: Sequence[ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    *,
    title: str,
    period: Period = ALWAYS,
    beside: Beside = NOTHING_BESIDE,
) -> Brief:
    """The contents of a brief. Claims of one text printed twice are cited once; nothing is added that no claim says.

    Lists are cut to what a reader takes in, the weightiest first; `left` says how much of each is in the ledger only.
    """
    last = beside.last
    by_key = {c.claim.key: c for c in claims}
    inside = [c for c in by_key.values() if _in_period(c, documents, period)]
    notes = Notes(by_key, documents)
    events = [e for e in reconciled.events if _belongs(e, period, by_key, documents)]
    told = [e for e in events if e.status in HAPPENED and not e.background]
    placed = [e for e in told if is_told(e)]
    totals = [t for t in reconciled.tolls if t.when is None or ends_in(t, period)]
    spans = [s for s in reconciled.control if _in_force(s, period) and s.place.precision is not PlacePrecision.COUNTRY]
    dated = [d.published for c in inside if (d := documents.get(c.claim.document)) and d.published is not None]
    figures = headline(told, totals, by_key, notes, period=period)
    again = possible_duplicates(placed)
    own = [e for e in placed if e.id not in again]
    main = tuple(in_a_line(e, notes) for e in [e for e in by_weight(own) if is_clear(e)][:MAIN])
    chosen = choose(own)
    changes, more_changes = _first_changes(spans, period)
    held, more_held, faded = latest(spans, period)
    sums, more_sums = first(newest_of_each(totals))
    more_sums += len(totals) - len(sums) - more_sums
    remarks = remarks_on(reconciled, by_key, documents, period)
    unplaced_events, more_mentioned = first(by_weight(e for e in told if not is_told(e)))
    expected, more_expected = first(by_weight(e for e in events if e.status not in HAPPENED))
    recalled, more_recalled = first(by_weight(e for e in events if e.status in HAPPENED and e.background))
    shown_days = days(chosen, by_key, notes, told_again(placed, again))
    rows_changed, rows_held = (tuple(_control(s, notes, period) for s in some) for some in (changes, held))
    statements, more_statements = statements_of(inside, notes)
    stances, more_stances = stances_of(inside, notes)
    outlook, more_outlook = outlook_of(inside, documents, notes)
    reserved, doubtful, aside = unverified_of(inside, told, dict(reconciled.unplaced), notes)
    outlets, more_outlets = outlets_of(inside, documents)
    told_of_change, more_changed = (
        first(since_last(last.known, reconciled, by_key, notes)) if last is not None else ((), 0)
    )
    harmed, more_harmed = first(humanitarian(told, by_key, notes))
    rows_of_areas = areas(placed, notes, again)
    rows_of_days = by_day(placed, changes_of(spans, period), period, notes)
    lines_of_stories = followed(placed, by_key, documents, notes)
    outstanding = tuple(Line(words, cited) for words, keys in beside.signals if (cited := notes.cite(keys, most=CITED)))
    return Brief(
        title=title,
        period=_period_words(period),
        reports=len({c.claim.document for c in inside}),
        claims=len(inside),
        newest=wording.date(max(dated).date()) if dated else "not known",
        figures=figures,
        main=main,
        days=shown_days,
        mentioned=tuple(in_a_line(e, notes) for e in unplaced_events),
        changes=rows_changed,
        held=rows_held,
        totals=tuple(total_row(t, by_key, notes, remarks.get(t, ())) for t in sums),
        statements=statements,
        stances=stances,
        outlook=outlook,
        expected=tuple(in_a_line(e, notes) for e in expected),
        recalled=tuple(in_a_line(e, notes) for e in recalled),
        reserved=reserved[0],
        doubtful=doubtful[0],
        aside=aside[0],
        outlets=outlets,
        notes=notes.all(),
        left=Left(
            {
                "events": chosen.left,
                "mentioned": more_mentioned,
                "changes": more_changes,
                "held": more_held,
                "faded": faded,
                "totals": more_sums,
                "statements": more_statements,
                "stances": more_stances,
                "outlook": more_outlook,
                "expected": more_expected,
                "recalled": more_recalled,
                "reserved": reserved[1],
                "doubtful": doubtful[1],
                "aside": aside[1],
                "outlets": more_outlets,
                "changed": more_changed,
                "humanitarian": more_harmed,
            },
            _options(period),
        ),
        mapped=(tuple(own), latest(spans, period, most=ON_MAP)[0]),
        extractors=tuple(sorted({c.claim.extractor for c in inside})),
        last=last.words if last is not None else "",
        changed=told_of_change,
        areas=rows_of_areas,
        humanitarian=harmed,
        signals=outstanding,
        gaps=gaps(inside, documents, period),
        charted=(tuple(placed), tuple(totals), frozenset(again)),
        by_day=rows_of_days if len(rows_of_days) > 1 else (),
        stories=lines_of_stories,
    )


def changes_of(spans: Sequence[ControlSpan], period: Period) -> list[ControlSpan]:
    """Spans that begin in the period with a change, not only with a first mention."""
    one = [s for s in spans if s.since_known and (period.since is None or period.since <= s.start)]
    return sorted(one, key=lambda s: (s.start, s.place.name or s.place.mention))


def _first_changes(spans: Sequence[ControlSpan], period: Period) -> tuple[list[ControlSpan], int]:
    """The changes with most behind them, in the order of time."""
    found = changes_of(spans, period)
    kept = {id(s) for s in sorted(found, key=_order_of_span)[:MOST]}
    return [s for s in found if id(s) in kept], max(0, len(found) - MOST)


def latest(
    spans: Sequence[ControlSpan], period: Period, *, most: int = MOST
) -> tuple[tuple[ControlSpan, ...], int, int]:
    """Who is said to hold what at the period's end, those first with most behind them; how many more there are, and how
    many are left out because their last evidence has faded by then."""
    end = period.until
    known = [s for s in spans if s.end is None or (end is not None and s.end >= end)]
    today = end or max((s.last_evidence for s in known), default=dt.date.min) + dt.timedelta(days=1)
    fresh = [s for s in known if s.fades >= today]
    shown, left = first(sorted(fresh, key=_order_of_span), most)
    return shown, left, len(known) - len(fresh)


def _order_of_span(span: ControlSpan) -> tuple[bool, bool, int, str]:
    nobody = not (span.holders or span.besiegers)
    return (span.place.precision in _COARSE, nobody, -len(span.evidence), span.place.name or span.place.mention)


def _control(span: ControlSpan, notes: Notes, period: Period) -> ControlRow:
    flags = ", ".join(f for f, on in (("contested", span.contested), ("besieged", span.besieged)) if on)
    return ControlRow(
        place=wording.place(span.place),
        since=("" if span.since_known else "by ") + wording.date(span.start),
        until=wording.date(span.end) if span.end and (period.until is None or span.end < period.until) else "",
        holders=wording.holders(span),
        flags=flags,
        rung=span.verification.rung,
        rule=span.verification.rule,
        evidence=wording.date(span.last_evidence),
        current=span.end is None,
        notes=notes.cite(span.evidence, most=CITED),
    )


def _in_period(claim: ResolvedClaim, documents: Mapping[DocumentId, Document], period: Period) -> bool:
    when = claim.claim.when
    kind = claim.claim.content
    if when is not None and not isinstance(kind, StatementContent | OutlookContent | StanceContent):
        return lies_in(when, period)
    document = documents.get(claim.claim.document)
    if document is None or document.published is None:
        return period == ALWAYS or isinstance(kind, EventContent)
    day = document.published.date()
    return (period.since is None or period.since <= day) and (period.until is None or day < period.until)


def _belongs(
    event: Event, period: Period, claims: Mapping[ClaimKey, ResolvedClaim], documents: Mapping[DocumentId, Document]
) -> bool:
    if event.when is not None:
        return lies_in(event.when, period)
    return any(_in_period(claims[k], documents, period) for k in event.claims if k in claims)


def _in_force(span: ControlSpan, period: Period) -> bool:
    after = period.since is None or span.end is None or period.since < span.end
    return after and (period.until is None or span.start < period.until)


def _period_words(period: Period) -> str:
    """The period with its last day, as people say it."""
    if period.since is not None and period.until is not None:
        return wording.days(period.since, period.until - dt.timedelta(days=1))
    if period.since is not None:
        return f"from {wording.date(period.since)}"
    return f"before {wording.date(period.until)}" if period.until is not None else "everything on record"


def _options(period: Period) -> str:
    """The options that show the same period in a listing."""
    last = period.until - dt.timedelta(days=1) if period.until else None
    parts = (f"--from {period.since.isoformat()}" if period.since else "", f"--to {last.isoformat()}" if last else "")
    return " ".join(part for part in parts if part)
