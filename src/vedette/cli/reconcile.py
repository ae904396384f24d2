"""`vedette reconcile`: events, tolls and control brought up to date with what the ledger holds."""

import typer

from vedette.cli.options import Address, Db, Engine, WorkersOption


def reconcile(
    *, db: Db = None, engine: Engine = "processes", workers: WorkersOption = None, address: Address = None
) -> None:
    """Bring events, tolls and control up to date with the claims and decisions in the ledger.

    Ingesting does this by itself; it is of use after claims came from elsewhere, or with --engine ray for a large
    ledger: pairs of claims are scored on the cluster, by place and day, and stitched together here. Where everything
    is derived, --workers share that. The result is the same. Nothing is written where nothing has changed.
    """
    from vedette.cli.keeping import vault_of
    from vedette.cli.screen import busy, err
    from vedette.ledger.opening import open_ledger
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.settings import Settings

    if engine not in ("processes", "ray"):
        raise typer.BadParameter(f"{engine!r}; choose from processes, ray", param_hint="--engine")
    settings = Settings.load({"db": db, "workers": workers})
    ledger = open_ledger(settings.db, vault=vault_of(settings))
    try:
        if engine == "ray":
            from vedette.pipeline.intake import ray_engine

            with ray_engine.cluster(address):
                refresh(ledger, scorer=ray_engine.scorer())
        else:
            with busy("reconciling"):
                refresh(ledger, workers=settings.workers)
        now = ledger.counts()
    finally:
        ledger.close()
    err().print(
        f"the ledger now gives {now.events:,} events, {now.tolls:,} running tolls, {now.control:,} control spans"
    )
