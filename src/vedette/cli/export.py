"""`vedette export`: the ledger as files in the field's formats."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, WithRules, opened, rules_of, scope
from vedette.cli.options import Db

if TYPE_CHECKING:
    from vedette.exports.archive import Archive
    from vedette.ledger.base import DerivedKind, Scope
    from vedette.model.encoding import JsonObject
    from vedette.model.event import Event
    from vedette.pipeline.deriving.rederive import Rules
    from vedette.pipeline.showing.shown import Shown


def export(
    formats: Annotated[
        list[str] | None, typer.Argument(metavar="FORMAT...", help="One format, or several for a package.")
    ] = None,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="The file; with --package, the folder.")
    ] = None,
    db: Db = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
    approved_only: Annotated[bool, typer.Option("--approved-only", help="Only events that people approved.")] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="For acled and ucdp: their own columns only, none of Vedette's behind them."),
    ] = False,
    package: Annotated[
        bool, typer.Option("--package", help="A Frictionless data package: the files with hashes and method.")
    ] = False,
    licence: Annotated[
        str | None, typer.Option(metavar="NAME", help="Licence that the package states, such as CC-BY-4.0.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title that the loss report and the package bear.")] = "Vedette export",
) -> None:
    """Export the ledger. Each file gets a loss report beside it: what the format cannot say, and what was left out.

    Without a FORMAT the formats are listed. With --as-of a file holds what was known in public by then.
    """
    from vedette.cli.screen import busy, data
    from vedette.exports import datapackage
    from vedette.exports.base import FORMATS, Cut, loss_path
    from vedette.exports.base import export as write

    if not formats:
        for form in FORMATS.values():
            data(f"{form.name:<12} {form.title}")
        return
    strange = [name for name in formats if name not in FORMATS]
    if strange:
        raise typer.BadParameter(f"{strange[0]!r}; choose from {', '.join(FORMATS)}", param_hint="FORMAT")
    if out is None:
        raise typer.BadParameter("say where to write to", param_hint="--out")
    if len(formats) > 1 and not package:
        raise typer.BadParameter("several formats need --package", param_hint="FORMAT")
    cut = scope(as_of, as_recorded, since, until)
    words = Cut(title, since, until, approved_only, strict)
    chosen = [FORMATS[name] for name in dict.fromkeys(formats)]
    with opened(db) as ledger:
        archive = archive_of(ledger, cut, rules=rules_of(rules), approved_only=approved_only)
        with busy(f"writing {', '.join(formats)}"):
            if package:
                data(str(datapackage.write(chosen, archive, out, words, datapackage.Labels(licence=licence))))
            else:
                write(chosen[0], archive, out, words)
                data(str(out))
                data(str(loss_path(out)))


def archive_of(ledger: "Shown", cut: "Scope", *, rules: "Rules", approved_only: bool = False) -> "Archive":
    """What exports read: the derived tables as they stream, or what followed at a moment in the past."""
    from vedette.exports.archive import Archive
    from vedette.ledger.base import DerivedKind
    from vedette.model.event import RecordState
    from vedette.pipeline.deriving.rederive import current
    from vedette.pipeline.showing import stream

    def kept(events: "Iterable[Event]") -> "Iterable[Event]":
        return (e for e in events if not approved_only or e.state is RecordState.APPROVED)

    def bodies(kind: "DerivedKind") -> "Iterable[JsonObject]":
        approved = approved_only and kind is DerivedKind.EVENT
        found = stream.bodies(ledger, kind, cut)
        return (b for b in found if not approved or b["state"] == RecordState.APPROVED)

    if cut.as_of is None and cut.as_recorded is None:
        return Archive(
            ledger,
            lambda: kept(stream.events(ledger, cut)),
            lambda: stream.tolls(ledger, cut),
            lambda: stream.control(ledger, cut),
            cut,
            bodies,
        )
    derived = current(ledger, cut, rules=rules)
    events = sorted(kept(derived.events), key=lambda e: (e.when.start.isoformat() if e.when else "", e.id))
    return Archive(ledger, lambda: events, lambda: derived.tolls, lambda: derived.control, cut)
