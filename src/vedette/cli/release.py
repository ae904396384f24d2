"""`vedette release`: a published state, frozen under a name."""

from typing import Annotated

import typer

from vedette.cli.options import Db


def release(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Name of the release; none lists them.")] = None,
    *,
    check: Annotated[bool, typer.Option("--check", help="Hold an earlier release against the ledger.")] = False,
    db: Db = None,
) -> None:
    """Freeze what is shown now under a name, with the versions of code, reference, codebook and decisions.

    Without a name the releases are listed, each with the moment to give to --as-recorded: every command then shows what
    it showed. With --check the ledger is asked whether it still does.
    """
    from vedette.cli.keeping import kept
    from vedette.cli.screen import out, safe
    from vedette.pipeline.releases import digest_at, releases
    from vedette.pipeline.releases import release as freeze

    console = out()
    with kept(db) as ledger:
        if name is not None and not check:
            found = [freeze(ledger, name)]
        else:
            found = [r for r in releases(ledger) if name in (None, r.name)]
        held = {r.name: digest_at(ledger, r.known) == r.digest for r in found} if check else {}
    if not found:
        console.print(safe(f"there is no release {name!r}" if name else "no releases"))
    for one in found:
        console.print(safe(one.name), style="bold")
        console.print(f"  --as-recorded {one.known.isoformat()}", soft_wrap=True)
        console.print(safe("  " + ", ".join(f"{v.name} {v.version}" for v in one.made_with)), soft_wrap=True)
        if check:
            console.print("  as it was" if held[one.name] else "  NOT as it was")
    raise typer.Exit(0 if all(held.values()) and (found or name is None) else 1)
