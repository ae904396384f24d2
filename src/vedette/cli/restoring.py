"""`vedette import native`: what `vedette export native` wrote, back into a ledger."""

from pathlib import Path


def restored(file: Path, db: str | None) -> None:
    """Read a native export (.jsonl, also as .gz) into a ledger, made if it is not there; what it has is passed over."""
    import gzip

    from vedette.cli.screen import busy, data
    from vedette.ledger.opening import open_ledger
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.pipeline.exchange.restore import restore
    from vedette.settings import Settings

    ledger = open_ledger(Settings.load({"db": db}).db)
    try:
        opener = gzip.open if file.suffix == ".gz" else open
        with opener(file, "rt", encoding="utf-8") as lines, busy("reading the export"):
            done = restore(lines, ledger)
        with busy("deriving"):
            refresh(ledger)
        now = ledger.counts()
    finally:
        ledger.close()
    data(f"{done.documents} reports with {done.claims} claims and {done.decisions} decisions added, {done.known} known")
    data(f"the ledger now gives {now.events} events")
