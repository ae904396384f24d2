"""Running totals that sources give, as a brief shows them: the newest of each, what is odd about it, its derivation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vedette.model.document import Document
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.model.toll import Toll
from vedette.reconciliation.counting.totals import checked
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reports import wording
from vedette.reports.contents import Period, TollRow
from vedette.reports.happenings import toll_row
from vedette.reports.notes import Notes


def newest_of_each(totals: Sequence[Toll]) -> list[Toll]:
    """The totals in their order, of a figure that is said again from day to day ("250,000 killed since ...") only the
    newest."""
    found: dict[tuple[object, ...], Toll] = {}
    for toll in sorted(totals, key=_order_of_total):
        place = toll.place and (toll.place.place or toll.place.name or toll.place.mention)
        began = toll.when.start if toll.when is not None and toll.when.days > 1 else None
        found.setdefault((place, toll.effect, toll.victim_class, toll.victims_side, toll.group, began), toll)
    return list(found.values())


def _order_of_total(toll: Toll) -> tuple[object, ...]:
    """The widest and the newest first, then by effect, the whole before its parts."""
    effect = wording.EFFECTS.index(toll.effect) if toll.effect in wording.EFFECTS else len(wording.EFFECTS)
    end = toll.when.end.toordinal() if toll.when else 0
    return (effect, toll.group is not None, -end, toll.victim_class not in wording.WHOLE, -toll.low)


def remarks_on(
    reconciled: Reconciled,
    claims: Mapping[ClaimKey, ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    period: Period,
) -> dict[Toll, tuple[str, ...]]:
    """What the running totals' series and the events of their windows say of them. A window that begins before the
    period is compared with nothing: not all of its events are known here."""
    found = {}
    for one in checked(reconciled.tolls, reconciled.events, claims, documents):
        words = [f"Odd: {flag.fault.value}, {wording.date(flag.day)}: {flag.words}." for flag in one.flags]
        start = one.toll.when.start if one.toll.when is not None else None
        if one.incidents is not None and (period.since is None or (start is not None and start >= period.since)):
            words.append(f"Beside the events: {one.incidents}.")
        found[one.toll] = tuple(words)
    return found


def total_row(
    toll: Toll, claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes, remarks: tuple[str, ...] = ()
) -> TollRow:
    """A running total under its place and window, with its derivation."""
    where = wording.place(toll.place) if toll.place is not None else "all places"
    return replace(toll_row(toll, claims, notes, subject=f"{where}, {wording.when(toll.when)}"), remarks=remarks)


def ends_in(toll: Toll, period: Period) -> bool:
    """Whether a total was the state of things in the period: its window ends there."""
    end = toll.when.last if toll.when else None
    return end is not None and period.holds(end, wording.next_day(end))
