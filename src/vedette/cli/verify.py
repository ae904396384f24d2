"""`vedette verify`: is everything still as it was recorded."""

from typing import Annotated

import typer

from vedette.cli.options import Db

#: Faults printed one by one.
_SHOWN = 50


def verify(
    *,
    db: Db = None,
    head: Annotated[
        str, typer.Option("--head", metavar="HASH", help="A hash that an earlier run printed: it must be in the chain.")
    ] = "",
) -> None:
    """Check guards, hashes, chain, texts and every quote; name each entry that was changed or removed.

    Prints the hash of the last batch. Keep it elsewhere and give it with --head the next time: who rewrites the whole
    chain is seen by that alone. What was redacted is checked by its tombstone. The exit code is 1 if not sound.
    """
    from vedette.cli.keeping import kept
    from vedette.cli.screen import busy, err, out, safe

    wrong = 0
    with kept(db) as ledger, busy("verifying"):
        for fault in ledger.faults():
            wrong += 1
            if wrong <= _SHOWN:
                err().print(safe(f"fault: {fault}"), style="bold red")
        last = ledger.chain(head)
        counts = ledger.counts()
    if wrong > _SHOWN:
        err().print(f"and {wrong - _SHOWN:,} more faults", style="bold red")
    told = "sound" if not wrong else f"{wrong:,} faults: restore a backup, or find out who had the file"
    out().print(f"{counts.documents:,} reports, {counts.claims:,} claims: {told}")
    out().print(f"head {last}", soft_wrap=True)
    raise typer.Exit(1 if wrong else 0)
