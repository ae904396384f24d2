"""`vedette read`: what one report says, claim by claim."""

from typing import Annotated

import typer

from vedette.cli.options import Form, Map, Outlet, PublishedOn, existing, read_options


def read(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A report, or several in one file; - reads standard input.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a report, for machines.")] = False,
    explain: Annotated[bool, typer.Option(help="Also print the rules that made each claim, and its key.")] = False,
    outlet: Outlet = None,
    published: PublishedOn = None,
    form: Form = None,
    columns: Map = None,
) -> None:
    """Read a report and print its claims, each under the sentence it came from.

    Claims are grouped by kind: tolls, control of places, events, stances, statements, outlook. The words a claim
    stands on are underlined (in [brackets] where the output is no terminal), with who says it, how surely, when and
    where. Nothing is stored and no ledger is needed.

    Weekdays in a report count from its date of publication. It is taken from the report, its header or feed, from
    --published, or from a date in the file's name.
    """
    from vedette.cli.records import record
    from vedette.cli.screen import Reporter, busy, data, out
    from vedette.cli.sheet import print_sheet
    from vedette.model.failure import Failure
    from vedette.pipeline import parts
    from vedette.pipeline.intake.extracting import read_claims
    from vedette.pipeline.intake.reading import is_note, read_documents

    options = read_options(outlet, published, form, columns)
    inputs = existing([file])
    reporter = Reporter()
    with busy("loading the language model"):
        reader = parts.reader()
    console = out()
    shown = 0
    for item in read_claims(read_documents(inputs, options=options), reader):
        if isinstance(item, Failure):
            (reporter.noted if is_note(item) else reporter.failed)(item)
        elif as_json:
            data(record(item.document, item.claims))
        else:
            if shown:
                console.rule()
            print_sheet(console, item.document, item.claims, explain=explain)
            shown += 1
    reporter.close()
    raise typer.Exit(reporter.code)
