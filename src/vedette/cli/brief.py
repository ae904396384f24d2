"""`vedette brief`: a situation report in which every statement carries its source."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, Without, WithRules, opened, rules_of, scope
from vedette.cli.options import Db

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from vedette.ledger.base import Scope
    from vedette.model.document import Document
    from vedette.model.ids import ClaimKey, DocumentId
    from vedette.model.resolved import ResolvedClaim
    from vedette.pipeline.showing.shown import Shown
    from vedette.reconciliation.testimony.base import Reconciled

FORMS = ("pdf", "docx")


def brief(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write into; made if it is not there.")],
    db: Db = None,
    title: Annotated[str, typer.Option(help="Title of the brief.")] = "Situation brief",
    conflict: Annotated[
        str | None, typer.Option(metavar="ID", help="Only what belongs to this conflict; ids: vedette actors.")
    ] = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
    last: Annotated[
        str | None, typer.Option("--last", metavar="TIME", help="When the last brief was made: say what changed since.")
    ] = None,
    approved_only: Annotated[
        bool, typer.Option("--approved-only", help="Only events that people approved; no totals and no control.")
    ] = False,
    form: Annotated[
        list[str] | None, typer.Option("--form", metavar="FORM", help="Beside Markdown and HTML: pdf, docx.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of headings and of the note on method.")] = "en",
    signals: Annotated[
        bool, typer.Option("--signals", help="Also what stands out, by the rules of: vedette signals.")
    ] = False,
    without: Without = None,
) -> None:
    """Write a brief of the ledger, as Markdown and as one self-contained HTML page with a still map and a chart.

    Every statement in it carries the outlet, claimant, date and exact quote it rests on, and the claims' keys. With
    --as-of it says what was known in public by then. The paths of the files written are printed.
    """
    from vedette.cli.screen import busy, data
    from vedette.ledger.base import Scope
    from vedette.pipeline.deriving.rederive import current
    from vedette.reports.brief import Options, write_brief
    from vedette.reports.catalogues import catalogue
    from vedette.reports.changes import Last

    strange = [name for name in form or () if name not in FORMS]
    if strange:
        raise typer.BadParameter(f"{strange[0]!r}; choose from {', '.join(FORMS)}", param_hint="--form")
    catalogue(language)
    cut = scope(as_of, as_recorded, since, until)
    known = Scope(as_of=cut.as_of, as_recorded=cut.as_recorded)
    with opened(db) as ledger:
        read = partial(current, ledger, rules=rules_of(rules), without=without or ())
        derived = _kept(read(cut), conflict, approved_only)
        claims = [c for c in ledger.claims(known) if conflict is None or conflict in c.conflicts]
        name = names_of_outlets(ledger, known)
        documents = {d.id: replace(d, outlet=name(d.outlet)) for d in ledger.documents(known)}
        before = None
        if last is not None:
            then = replace(cut, as_of=scope(last, None, None, None).as_of)
            before = Last(_kept(read(then), conflict, approved_only), last)
        standing_out = _signals(read(replace(cut, since=None)), claims, documents, cut.until) if signals else ()
    options = Options(title, (cut.since, cut.until), before, tuple(form or ()), standing_out, language)
    with busy("writing the brief"):
        written = write_brief(derived, claims, documents, out=out, options=options)
    for path in written:
        data(str(path))


def names_of_outlets(ledger: "Shown", scope: "Scope") -> "Callable[[str | None], str | None]":
    """Outlets as they call themselves, where a report has only a key such as the first part of an address."""
    from vedette.pipeline.deriving.outlet_ties import tables_of
    from vedette.reconciliation.testimony.naming import fold

    ties = tables_of(ledger, scope).outlets

    def name(outlet: str | None) -> str | None:
        tie = ties.get(fold(outlet)) if outlet and outlet.islower() else None
        return tie.name if tie is not None and tie.name else outlet

    return name


def _signals(
    derived: "Reconciled",
    claims: "Sequence[ResolvedClaim]",
    documents: "Mapping[DocumentId, Document]",
    until: "dt.date | None",
) -> "tuple[tuple[str, tuple[ClaimKey, ...]], ...]":
    """What stands out at the end of the period, each with its rule and how good that is here."""
    from vedette.signals.rules import ask, tallies_of
    from vedette.tallies.series import DAY

    tallies = tallies_of(derived, {c.claim.key: c for c in claims}, documents, last=until - DAY if until else None)
    return tuple(
        (
            f"{s.day.isoformat()}, {s.subject}: {s.words}. Rule {s.rule}: {f.rule.states}. "
            f"How good it is here: {f.test.words() if f.test else f.why}.",
            s.claims,
        )
        for f in ask(derived, tallies)
        for s in f.recent(tallies.last)
    )


def _kept(found: "Reconciled", conflict: str | None, approved_only: bool) -> "Reconciled":
    """The part that the brief is about."""
    from vedette.model.event import RecordState

    def about(conflicts: tuple[str, ...]) -> bool:
        return conflict is None or conflict in conflicts

    events = tuple(e for e in found.events if about(e.conflicts))
    if approved_only:
        return replace(found, events=tuple(e for e in events if e.state is RecordState.APPROVED), tolls=(), control=())
    return replace(
        found,
        events=events,
        tolls=tuple(t for t in found.tolls if about(t.conflicts)),
        control=tuple(s for s in found.control if about(s.conflicts)),
    )
