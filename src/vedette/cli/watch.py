"""`vedette watch`: sources into the ledger, for as long as it runs."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.options import Db

Register = Annotated[
    Path, typer.Argument(metavar="SOURCES.yml", help="Which sources, how often and how; see docs/watching.md.")
]
#: The name of the file that remembers sources between runs, in the setting data_dir.
STATE = "watch.json"


def watch(
    register: Register,
    *,
    db: Db = None,
    once: Annotated[bool, typer.Option("--once", help="Visit each source once, then end.")] = False,
    metrics: Annotated[
        str | None,
        typer.Option(metavar="[HOST:]PORT", help="Give metrics for Prometheus there. The host is 127.0.0.1."),
    ] = None,
    visitors: Annotated[int, typer.Option(min=1, max=256, help="Sources that are visited at a time.")] = 16,
    reconcile: Annotated[
        float,
        typer.Option(min=0, metavar="SECONDS", help="How often events, tolls and control are brought up to date."),
    ] = 60.0,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS:PORT", help="A private address that may be fetched from all the same."),
    ] = None,
) -> None:
    """Visit sources on their schedules and read what is new into the ledger.

    Only public addresses are fetched, politely: robots.txt is obeyed, a host is asked once a second at most, what has
    not changed is not sent again. A failure is a row in the ledger with its reason. On SIGTERM or Ctrl-C the visits
    that run are finished and recorded. Run it again, and it goes on where it was: nothing is missed, nothing doubled.

    Logs go to standard error, one JSON object a line. How the sources fare, vedette sources says.
    """
    from vedette.cli.keeping import vault_of
    from vedette.ledger.opening import open_ledger
    from vedette.net.base import Policy
    from vedette.net.client import Client, Hands
    from vedette.net.guard import Guard
    from vedette.pipeline import parts
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.pipeline.intake.telemetry import Telemetry
    from vedette.pipeline.intake.watching import Plan, Watch
    from vedette.reference.gazetteer_file import FILE as OWN_GAZETTEER
    from vedette.settings import Settings
    from vedette.sources.register import load_register

    settings = Settings.load({"db": db})
    listed = load_register(register)
    allowed = frozenset(_address(words) for words in allow or ())
    host, port = _address(metrics, "127.0.0.1") if metrics else ("", 0)
    telemetry = Telemetry()
    stopping = threading.Event()
    policy = Policy() if listed.agent is None else replace(Policy(), agent=listed.agent)
    plan = Plan(settings.data_dir / STATE, visitors, reconcile=reconcile, once=once, stopping=stopping)
    ledger = open_ledger(settings.db, vault=vault_of(settings))
    client = Client(policy, guard=Guard(allowed), hands=Hands(sleep=stopping.wait))
    end = telemetry.serve(host, port) if metrics else (lambda: None)
    try:
        with _stopped_by_signals(stopping):
            run = Watch(listed.sources, ledger, parts.crew(settings.data_dir / OWN_GAZETTEER), client=client, plan=plan)
            telemetry.log.info("watching", sources=len(listed.sources), ledger=settings.db.split("@")[-1])
            done = run.run(telemetry, rederive=lambda: refresh(ledger))
            telemetry.log.info("ended", reports=done.added, claims=done.claims, failures=done.failures)
    finally:
        end()
        client.close()
        ledger.close()


@contextmanager
def _stopped_by_signals(stopping: threading.Event) -> Iterator[None]:
    """SIGTERM and SIGINT stop it in good order while this lasts."""
    before = {name: signal.signal(name, lambda *_: stopping.set()) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _address(words: str, host: str | None = None) -> tuple[str, int]:
    """An address and a port. Raises typer.BadParameter."""
    given, _, port = words.rpartition(":")
    given = given.strip("[]") or (host or "")
    if not given or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise typer.BadParameter(f"{words!r}; write ADDRESS:PORT, such as 127.0.0.1:9100")
    return given, int(port)
