"""`vedette brief`: a situation report in which every statement carries its source."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, From, To, Without, WithRules, opened, rules_of, scope
from vedette.cli.options import Db


def brief(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write into; made if it is not there.")],
    db: Db = None,
    title: Annotated[str, typer.Option(help="Title of the brief.")] = "Situation brief",
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
    without: Without = None,
) -> None:
    """Write a brief of the ledger, as Markdown and as one self-contained HTML page with a still map.

    Every statement in it carries the outlet, claimant, date and exact quote it rests on. With --as-of it says what was
    known in public by then. The paths of the files written are printed.
    """
    from vedette.cli.screen import busy, data
    from vedette.ledger.base import Scope
    from vedette.pipeline.rederive import current
    from vedette.reports.brief import write_brief

    cut = scope(as_of, as_recorded, since, until)
    known = Scope(as_of=cut.as_of, as_recorded=cut.as_recorded)
    with opened(db) as ledger:
        derived = current(ledger, cut, rules=rules_of(rules), without=without or ())
        claims = list(ledger.claims(known))
        documents = {document.id: document for document in ledger.documents(known)}
    with busy("writing the brief"):
        written = write_brief(derived, claims, documents, out=out, title=title, period=(cut.since, cut.until))
    for path in written:
        data(str(path))
