"""`vedette rebuild`: derived tables dropped and built again."""

import typer

from vedette.cli.listing import WithRules
from vedette.cli.options import Db


def rebuild(*, db: Db = None, rules: WithRules = "then") -> None:
    """Drop events, tolls and control and build them again from the entries, by replaying every derivation.

    The result is the same, bit for bit; where it is not, the exit code is 1. Derivations made by other rules than those
    installed are refused, unless --with-rules current reads everything anew.
    """
    from vedette.cli.keeping import kept
    from vedette.cli.listing import rules_of
    from vedette.cli.screen import busy, out
    from vedette.pipeline.deriving.rebuild import rebuild as run

    with kept(db) as ledger, busy("rebuilding"):
        done = run(ledger, rules=rules_of(rules))
    told = "the same, bit for bit" if done.same else "NOT the same as before"
    out().print(f"{done.derivations:,} derivations replayed: {told}")
    out().print(f"before {done.before}\nafter  {done.after}", soft_wrap=True)
    raise typer.Exit(0 if done.same or rules == "current" else 1)
