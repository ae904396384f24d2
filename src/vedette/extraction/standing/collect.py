"""All stances, statements, outlooks and signals of a report."""

from collections.abc import Sequence

from vedette.extraction.report import Report
from vedette.extraction.standing.draft import StandingDraft
from vedette.extraction.standing.outlooks import find_outlooks
from vedette.extraction.standing.signals import find_signals
from vedette.extraction.standing.stances import find_stances
from vedette.extraction.standing.statements import find_statements
from vedette.model.claim import OutlookContent, StanceContent, StatementContent
from vedette.model.provenance import Field, FieldStatus, Span, Status

#: What is yet to come; who is allied to whom is so already ("much will hang on Russia, an ally of X").
_COMING = (Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL)
_NOUNS = ("NOUN", "PROPN")
_NAMING = frozenset(("statement: call", "statement: describe"))


def draft_standing(report: Report, taken: Sequence[Span] = ()) -> tuple[StandingDraft, ...]:
    """The drafts of a report; `taken` are the quotes of its tolls, events and control, which are no comments too."""
    outlooks = find_outlooks(report)
    forecast = [report.sentences[d.unit].unit.chars(d.start, d.end) for d in outlooks]
    signals = find_signals(report)
    marks = {(d.unit, d.trigger) for d in signals}
    statements = tuple(d for d in find_statements(report, (*taken, *forecast)) if not _assesses(d, marks))
    return (*find_stances(report), *statements, *outlooks, *signals)


def statuses_for(report: Report, draft: StandingDraft, statuses: tuple[FieldStatus, ...]) -> tuple[FieldStatus, ...]:
    """What of the words around a trigger bears on its claim.

    A forecast is hypothetical, an act of speech is done, and a stance told in passing does not wait for what its
    sentence foretells.
    """
    if isinstance(draft.content, OutlookContent):
        return (FieldStatus(Field.FACT, Status.HYPOTHETICAL, draft.cue or draft.anchor),)
    if isinstance(draft.content, StanceContent) and report.sentences[draft.unit].unit.doc[draft.trigger].pos_ in _NOUNS:
        return tuple(s for s in statuses if s.status not in _COMING)
    return () if isinstance(draft.content, StatementContent) else statuses


def _assesses(draft: StandingDraft, marks: set[tuple[int, int]]) -> bool:
    """Whether a comment ("called it a turning point") is a signal already."""
    return draft.rule in _NAMING and any(u == draft.unit and draft.start <= t < draft.end for u, t in marks)
