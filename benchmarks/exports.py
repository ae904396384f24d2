"""How long each export format takes over a large ledger, and that its memory stays flat.

    python -m benchmarks.exports [--events 100000] [--only csv] [--db sqlite:///out/bench/exports.db]

The ledger is made, not read: reports of ten claims each, and an event with toll and parties to every two claims. Each
format is written by a process of its own, twice: over all events and over the tenth part of the days. The bar is 20
seconds for 100,000 events, and memory that does not grow with them. Seconds are the processor's: an export is one
thread that waits for nobody, so that on an idle machine they are those of the clock, which is printed beside them.
"""

import argparse
import datetime as dt
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ledger import DAYS, EACH, FIRST, TOGETHER, report
from vedette.exports.base import FORMATS
from vedette.ledger.base import DerivedKind, DerivedRow
from vedette.ledger.opening import open_ledger
from vedette.model.claim import Effect, EventType, VictimClass
from vedette.model.codec import canonical
from vedette.model.event import Event, Party
from vedette.model.ids import ActorId
from vedette.model.resolved import Role
from vedette.model.toll import Toll, Used, UseReason
from vedette.model.verification import Answer, Axes, Interest, Rung, Verification
from vedette.reconciliation.events import id_from

#: Claims of an event, seconds for 100,000 events, and megabytes by which all may need more memory than a tenth.
TOLD, BAR, FLAT = 2, 20.0, 60.0
_SIDES = (("sy-saa", "Syrian Arab Army", "government"), ("sy-rebels", "Syrian rebels", "opposition"))


def rows(reports: int) -> Iterator[DerivedRow]:
    """An event to every two claims of the reports."""
    for number in range(reports):
        _, claims = report(number)
        for first in range(0, EACH, TOLD):
            mine = claims[first : first + TOLD]
            keys = tuple(c.claim.key for c in mine)
            sure = Verification(
                Rung.REPORTED, "one independent origin", Axes(1, Interest.NONE, Answer.UNANSWERED), keys
            )
            where, when = mine[0].place, mine[0].claim.when
            used = (Used(keys[1], (UseReason.POINT,)),)
            toll = Toll(Effect.KILLED, VictimClass.UNSPECIFIED, 3, 4, 5, False, sure, used)
            parties = tuple(
                Party(role, ActorId(actor), name, side, keys)
                for role, (actor, name, side) in zip((Role.ACTOR, Role.TARGET), _SIDES, strict=True)
            )
            event = Event(id_from(keys[0]), EventType.SHELLING, when, where, keys, sure, parties, tolls=(toll,))
            yield DerivedRow(
                DerivedKind.EVENT,
                event.id,
                canonical(event),
                "shelling",
                valid_from=when.start if when else None,
                valid_to=when.end if when else None,
                place=where.name if where else None,
            )


def fill(url: str, reports: int) -> None:
    """Make the ledger."""
    ledger = open_ledger(url)
    for start in range(0, reports, TOGETHER):
        with ledger.batch():
            for number in range(start, min(start + TOGETHER, reports)):
                document, own = report(number)
                ledger.add_document(document)
                ledger.add_reading(document.id, "bench@1", own, resolver="bench@1")
    ledger.replace_derived({DerivedKind.EVENT: rows(reports)})
    ledger.close()


def timed(name: str, url: str, out: Path, *options: str) -> tuple[float, float, float]:
    """Processor's seconds, seconds of the clock and megabytes that a process needs to write a format."""
    begun = time.perf_counter()
    script = (
        "import resource, sys; from vedette.cli.main import app\n"
        "try: app(sys.argv[1:])\n"
        "finally:\n"
        "    used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "    print('USED', used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", script, "export", name, "--out", str(out / name), "--db", url, *options]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = map(float, ran.stdout.rsplit("USED", 1)[1].split())
    return seconds, time.perf_counter() - begun, megabytes


def main() -> None:
    """Make the ledger where there is none, write each format, print a line each; exit 1 where one misses the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--only", action="append", choices=tuple(FORMATS))
    parser.add_argument("--db", help="an address; a ledger that is there is measured as it is")
    parser.add_argument("--out", type=Path, default=Path("out/bench/exports"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    url = given.db or f"sqlite:///{given.out}/exports-{given.events}.db"
    ledger = open_ledger(url)
    held = ledger.counts().events
    ledger.close()
    if not held:
        fill(url, given.events * TOLD // EACH)
        held = given.events
    late = FIRST.date() + dt.timedelta(days=DAYS - DAYS // 10)
    missed = 0
    print(f"{held:,} events; the bar is {BAR:g} s for 100,000, memory of all at most {FLAT:g} MB above that of a tenth")
    for name in given.only or FORMATS:
        took, clock, all_of_it = timed(name, url, given.out)
        *_, tenth = timed(name, url, given.out, "--from", late.isoformat())
        scaled = took * 100_000 / held
        sound = scaled <= BAR and all_of_it - tenth <= FLAT
        missed += not sound
        print(
            f"  {name:<12} {took:6.1f} s ({scaled:5.1f} s for 100,000; {clock:.1f} by the clock), "
            f"{all_of_it:4.0f} MB, a tenth {tenth:4.0f} MB{'' if sound else '  MISSED'}",
            flush=True,
        )
    raise SystemExit(missed > 0)


if __name__ == "__main__":
    main()
