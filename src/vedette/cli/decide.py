"""`vedette decide`: an analyst's decision, or a sheet of them."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import Db

if TYPE_CHECKING:
    from vedette.ledger.base import Ledger
    from vedette.model.decision import Decision

Person = Annotated[str, typer.Option("--person", metavar="NAME", help="Who decides.")]


def decide(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="KIND SUBJECT...", help="What is decided (see the codebook), and of which keys or ids."),
    ] = None,
    *,
    person: Person,
    reason: Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why.")] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="KIND", help="claim, event, document, actor, place, source, ...")
    ] = None,
    field: Annotated[
        str | None, typer.Option("--field", metavar="PATH", help="The corrected field or the regraded axis.")
    ] = None,
    value: Annotated[
        str | None,
        typer.Option("--value", metavar="JSON", help="Its new value, as JSON; plain words are text."),
    ] = None,
    supersedes: Annotated[
        str | None, typer.Option("--supersedes", metavar="ID", help="The decision that this one replaces or reverts.")
    ] = None,
    adjudicates: Annotated[
        list[str] | None, typer.Option("--adjudicates", metavar="ID", help="A decision settled by this; repeatable.")
    ] = None,
    comment: Annotated[str | None, typer.Option("--comment", metavar="WORDS", help="Anything else.")] = None,
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", metavar="FILE", help="Decide what a filled-in sheet (.csv, .xlsx) or a .jsonl says."),
    ] = None,
    blind: Annotated[bool, typer.Option("--blind", help="The sheet was a blind one.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be decided; decide nothing.")] = False,
    db: Db = None,
) -> None:
    """Record what a person decides, and bring events, tolls and control up to date.

    Keys and ids may be cut to their first characters. Nothing is overwritten: `revert --supersedes ID` takes a decision
    back, `--adjudicates` settles between two that disagree. `vedette sheet` writes a sheet to fill in; `--sheet` reads
    it: changed cells are corrections. `--sheet` of a .jsonl takes decisions as `vedette decisions` prints them.
    """
    from vedette.cli.keeping import kept
    from vedette.cli.screen import busy, err, out, safe
    from vedette.errors import BadRecord
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.pipeline.review.deciding import decide as record

    if (sheet is None) == (not words):
        raise typer.BadParameter("give KIND and SUBJECT..., or --sheet FILE", param_hint="KIND")
    errors: tuple[tuple[int, str], ...] = ()
    with kept(db, person=person) as ledger:
        if sheet is not None:
            made, errors = _from_sheet(ledger, sheet, person, reason, blind=blind)
        else:
            given = _Given(tuple(words or ()), about, field, value, supersedes, tuple(adjudicates or ()), comment)
            made = (_single(ledger, given, person, reason),)
        added = 0
        if not dry_run:
            with ledger.batch():
                for decision in made:
                    try:
                        added += record(ledger, decision)
                    except BadRecord as error:
                        if sheet is None:
                            raise
                        errors = (*errors, (0, str(error)))
            with busy("reconciling"):
                refresh(ledger)
    for line, wrong in errors:
        err().print(safe(f"failed: {sheet}:{line}: {wrong}" if line else f"failed: {wrong}"), style="bold red")
    console = out()
    for decision in made[:_SHOWN]:
        what = f" {decision.field} = {decision.value}" if decision.field else ""
        console.print(safe(f"{decision.id} {decision.kind} {', '.join(s[:16] for s in decision.subjects)}{what}"))
    told = f"{len(made):,} would be decided" if dry_run else f"{added:,} decided, {len(made) - added:,} there already"
    err().print(f"{told}; {len(errors):,} lines in error")
    raise typer.Exit(1 if errors else 0)


#: Decisions of a sheet printed one by one.
_SHOWN = 20


class _Given:
    """What the options say of one decision."""

    def __init__(
        self,
        words: tuple[str, ...],
        about: str | None,
        field: str | None,
        value: str | None,
        supersedes: str | None,
        adjudicates: tuple[str, ...],
        comment: str | None,
    ) -> None:
        self.words, self.about, self.field, self.value = words, about, field, value
        self.supersedes, self.adjudicates, self.comment = supersedes, adjudicates, comment


def _single(ledger: "Ledger", given: _Given, person: str, reason: str | None) -> "Decision":
    from vedette.errors import BadRecord
    from vedette.model.codebook import VERSION
    from vedette.model.decision import Decision, DecisionKind, SubjectKind
    from vedette.model.ids import DecisionId
    from vedette.pipeline.review.deciding import subjects_of, utc

    kind, *subjects = given.words
    if kind not in tuple(DecisionKind):
        raise typer.BadParameter(f"{kind!r}; valid: {', '.join(DecisionKind)}", param_hint="KIND")
    if given.about is not None and given.about not in tuple(SubjectKind):
        raise typer.BadParameter(f"{given.about!r}; valid: {', '.join(SubjectKind)}", param_hint="--about")
    if not reason:
        raise typer.BadParameter("every decision has a reason", param_hint="--reason")
    reverted = next((d for d in ledger.decisions() if d.id == given.supersedes), None)
    if kind == DecisionKind.REVERT and not subjects and reverted is not None:
        about, found = reverted.subject_kind, reverted.subjects
    elif not subjects:
        raise typer.BadParameter("name at least one key or id", param_hint="SUBJECT")
    else:
        about, found = subjects_of(ledger, subjects, SubjectKind(given.about) if given.about else None)
    try:
        return Decision(
            kind=DecisionKind(kind),
            subject_kind=about,
            subjects=found,
            person=person,
            made=utc(dt.datetime.now(dt.UTC)),
            reason=reason,
            field=given.field,
            value=_json(given.value),
            supersedes=None if given.supersedes is None else DecisionId(given.supersedes),
            adjudicates=tuple(DecisionId(a) for a in given.adjudicates),
            codebook=VERSION,
            comment=given.comment,
        )
    except ValueError as error:
        raise BadRecord(str(error)) from error


def _json(value: str | None) -> str | None:
    """The value as canonical JSON; words that are none are text."""
    from vedette.model.codec import dumps, loads

    if value is None:
        return None
    try:
        return dumps(loads(value))
    except ValueError:
        return dumps(value)


def _from_sheet(
    ledger: "Ledger", path: Path, person: str, reason: str | None, *, blind: bool
) -> "tuple[tuple[Decision, ...], tuple[tuple[int, str], ...]]":
    from vedette.model.codec import from_json, loads
    from vedette.model.decision import Decision
    from vedette.pipeline.exchange.spreadsheet import read_lines
    from vedette.pipeline.review.coding import Coder, decisions_of
    from vedette.pipeline.review.deciding import place_json, utc

    if not path.is_file():
        raise typer.BadParameter(f"no such file: {path}", param_hint="--sheet")
    if path.suffix == ".jsonl":
        made: list[Decision] = []
        errors: list[tuple[int, str]] = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                made += [from_json(Decision, loads(line))] if line.strip() else []
            except ValueError as error:
                errors.append((number, str(error)))
        return tuple(made), tuple(errors)
    lines = list(read_lines(path))
    claims = {c.claim.key: c for c in ledger.claims()}
    coder = Coder(person, utc(dt.datetime.now(dt.UTC)), reason or "coded in a sheet")
    applied = decisions_of(lines, claims, coder, place_of=place_json, blind=blind)
    return applied.decisions, applied.errors
