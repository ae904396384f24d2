"""Stories: incidents that report after report comes back to, and how the figures moved from one to the next."""

from collections.abc import Iterable, Mapping

from vedette.model.claim import Effect, EventType, TollContent
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.reports import wording
from vedette.reports.contents import Line
from vedette.reports.notes import Notes
from vedette.reports.selection import CITED, GONE, by_weight

#: Reports from which an incident is a story, and stories that are told of.
LEAST, MOST = 3, 8


def followed(
    events: Iterable[Event],
    claims: Mapping[ClaimKey, ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    notes: Notes,
) -> tuple[Line, ...]:
    """A line for each incident that `LEAST` reports tell of: how many of how many outlets and when, copies apart, and
    the figures of the dead in the order in which they were published. What most reports tell of comes first."""
    found = []
    for event in by_weight(e for e in events if e.type is not EventType.OTHER and e.verification.rung not in GONE):
        said = [claims[k] for k in event.claims if k in claims]
        reports = {c.claim.document for c in said if c.claim.document in documents}
        if len(reports) >= LEAST:
            found.append((len(reports), _line(event, reports, said, documents, notes)))
    found.sort(key=lambda x: -x[0])
    return tuple(line for _, line in found[:MOST])


def _line(
    event: Event,
    reports: set[DocumentId],
    said: Iterable[ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    notes: Notes,
) -> Line:
    dates = sorted(d.published.date() for i in reports if (d := documents[i]).published)
    outlets = {documents[i].outlet for i in reports} - {None}
    when = wording.days(dates[0], dates[-1]) if dates else "date not known"
    text = f"{len(reports)} reports of {len(outlets)} outlet{'s' if len(outlets) != 1 else ''}, published {when}"
    given = _figures(said, documents)
    if len(given) > 1:
        text += f"; killed, as it was published: {', then '.join(given)}"
    label = f"{wording.heading(event)}, {wording.when(event.when)}"
    return Line(text, notes.cite(event.claims, most=CITED), label=label, rung=event.verification.rung)


def _figures(said: Iterable[ResolvedClaim], documents: Mapping[DocumentId, Document]) -> list[str]:
    """The figures of all the dead, each once, in the order of publication."""
    dated = []
    for claim in said:
        content, document = claim.claim.content, documents.get(claim.claim.document)
        if not isinstance(content, TollContent) or content.effect is not Effect.KILLED:
            continue
        if content.victims.group or content.subset_of or document is None or document.published is None:
            continue
        dated.append((document.published, claim.claim.key, wording.stated(content.quantity)))
    return list(dict.fromkeys(words for *_, words in sorted(dated)))
