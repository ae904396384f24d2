"""`vedette sources`: whether the register of sources is sound, and how each source fares."""

import datetime as dt
from typing import Annotated

import typer

from vedette.cli.watch import STATE, Register


def sources(
    register: Register,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a source, for machines.")] = False,
    failing: Annotated[bool, typer.Option("--failing", help="Only those that fail or are silent.")] = False,
) -> None:
    """Check a register of sources, and list the health of each as vedette watch last saw it.

    Every error of the register is told at once, with its line (exit code 3). Health is new, well, failing, silent (it
    answers, but has brought nothing for longer than its silence allows) or off.
    """
    import json

    from vedette.cli.screen import data, out, safe
    from vedette.pipeline.intake.watch_state import kept, load_states
    from vedette.settings import Settings
    from vedette.sources.register import load_register

    listed = load_register(register)
    states = kept(load_states(Settings.load({}).data_dir / STATE), listed.sources)
    now = dt.datetime.now(dt.UTC)
    console = out()
    counts: dict[str, int] = {}
    for spec in listed.sources:
        state = states[spec.name]
        health = state.health(spec, now)
        counts[health] = counts.get(health, 0) + 1
        if failing and health not in ("failing", "silent"):
            continue
        lag = state.lag(now)
        if as_json:
            row = {
                "name": spec.name,
                "kind": spec.kind,
                "place": spec.place,
                "health": health,
                "last_success": state.succeeded.isoformat() if state.succeeded else None,
                "last_new": state.brought.isoformat() if state.brought else None,
                "lag_seconds": round(lag) if lag is not None else None,
                "error_rate": round(state.error_rate, 2),
                "items": state.items,
                "reason": state.reason or None,
            }
            data(json.dumps(row, ensure_ascii=False))
            continue
        newest = "" if lag is None else f", newest item {_span(lag)} old"
        since = "never" if state.succeeded is None else f"{_span((now - state.succeeded).total_seconds())} ago"
        console.print(f"{health:<8} {spec.name:<24} last success {since}, {state.items:,} items{newest}")
        if state.reason:
            console.print(f"         {safe(state.reason)}")
    if not as_json:
        console.print(", ".join(f"{counts[h]} {h}" for h in sorted(counts)))


def _span(seconds: float) -> str:
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
