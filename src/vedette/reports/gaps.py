"""Where a brief is blind: days without a report, sources that fell silent, one source that carries most of it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from vedette.model.document import Document
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.reports import wording
from vedette.reports.contents import Period
from vedette.reports.notes import outlet_of

#: A source that was seen on this many days and then not for as many times its usual gap is called silent.
SILENT_AFTER, SEEN_ON = 3.0, 4
#: A share of the claims from which on one source is named as carrying the brief.
HEAVY = 0.5


def gaps(claims: Sequence[ResolvedClaim], documents: Mapping[DocumentId, Document], period: Period) -> tuple[str, ...]:
    """Sentences about what reports there were. They speak of the reports themselves, and so rest on no claim."""
    days: dict[str, set[dt.date]] = defaultdict(set)
    counts: Counter[str] = Counter()
    undated = 0
    for claim in claims:
        document = documents.get(claim.claim.document)
        name = outlet_of(claim, document)
        counts[name] += 1
        if document is not None and document.published is not None:
            days[name].add(document.published.date())
        else:
            undated += 1
    found = []
    every = {d for own in days.values() for d in own}
    if every:
        first, last = period.since or min(every), (period.until or max(every) + dt.timedelta(days=1))
        empty = [d for d in _range(first, last) if d not in every]
        if empty:
            found.append(f"No report of {_count(len(empty), 'day')} of the period: {_listed(empty)}.")
        else:
            found.append("There are reports of every day of the period.")
        found += [_silent(n, own, last) for n, own in sorted(days.items()) if _is_silent(own, last)]
    total = sum(counts.values())
    for name, count in counts.most_common(1):
        if count >= HEAVY * total and len(counts) > 1:
            found.append(f"{name} alone carries {round(100 * count / total)} of 100 claims.")
    if undated:
        found.append(f"{_count(undated, 'claim')} stand in reports without a date.")
    languages = sorted({d.language for d in documents.values() if d.language})
    if languages:
        found.append(f"Languages of the reports: {', '.join(languages)}.")
    return tuple(found)


def _range(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=i) for i in range(max(0, (last - first).days))]


def _is_silent(own: set[dt.date], last: dt.date) -> bool:
    if len(own) < SEEN_ON:
        return False
    usual = (max(own) - min(own)).days / (len(own) - 1)
    return (last - max(own)).days > SILENT_AFTER * max(1.0, usual)


def _silent(name: str, own: set[dt.date], last: dt.date) -> str:
    return f"{name} has been silent since {wording.date(max(own))}, {(last - max(own)).days} days before the end."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _listed(days: Sequence[dt.date]) -> str:
    shown = ", ".join(wording.date(d) for d in days[:7])
    return shown + (f" and {len(days) - 7} more" if len(days) > 7 else "")
