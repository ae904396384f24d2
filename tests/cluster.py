"""A run on a cluster of this machine, in a process of its own (Ray wants sockets that tests are kept from).

`python -m tests.cluster FOLDER extract|kill|reconcile` prints what came out as one JSON line.
"""

import datetime as dt
import json
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from tests.unit.pipeline.readers import CountingReader
from vedette.ledger.opening import open_ledger
from vedette.model.claim import Claim
from vedette.model.codec import canonical
from vedette.model.document import Document
from vedette.pipeline.deriving.rederive import derive
from vedette.pipeline.intake import ray_engine
from vedette.pipeline.intake.ingest import Crew, ingest
from vedette.pipeline.intake.reading import ReadOptions
from vedette.pipeline.intake.shards import Done, Shard, results, shards_of
from vedette.resolution.unresolved import Unresolved

OPTIONS = ReadOptions(now=dt.datetime(2024, 12, 2, tzinfo=dt.UTC))


class SlowReader(CountingReader):
    """Says which process reads, and takes its time, so that one can be killed at work."""

    def read(self, document: Document) -> tuple[Claim, ...]:
        folder = Path(os.environ["VEDETTE_TEST_CLUSTER"])
        (folder / f"pid-{os.getpid()}").touch()
        time.sleep(0.02)
        return super().read(document)


def counting() -> Crew:
    return Crew(CountingReader(), Unresolved())


def slow() -> Crew:
    return Crew(SlowReader(), Unresolved())


def rows(out: str, done: Iterable[Done], shards: list[Shard]) -> dict[str, list[object]]:
    """All tables in the order of the shards."""
    by_shard = {one.shard: one for one in done}
    ordered = [by_shard[shard.id] for shard in shards]
    return {table: list(results(out, ordered, table)) for table in ("documents", "claims", "failures")}


def kill_one(folder: Path) -> None:
    """Waits until two processes read, and kills one of them."""
    while len(pids := sorted(folder.glob("pid-*"))) < 2:
        time.sleep(0.05)
    os.kill(int(re.findall(r"\d+", pids[0].name)[-1]), signal.SIGKILL)
    (folder / "killed").write_text(pids[0].name)


def main() -> None:
    folder, what = Path(sys.argv[1]), sys.argv[2]
    os.environ["VEDETTE_TEST_CLUSTER"] = str(folder)
    shards = [item for item in shards_of([str(folder / "in")]) if isinstance(item, Shard)]
    out = str(folder / "out")
    with ray_engine.cluster():
        if what == "reconcile":
            ledger = open_ledger("memory://")
            ingest([folder / "in"], ledger, crew=counting(), options=OPTIONS)
            told = [canonical(event) for event in derive(ledger, scorer=ray_engine.scorer(7)).events]
            print(json.dumps({"alone": [canonical(event) for event in derive(ledger).events], "cluster": told}))
            return
        if what == "kill":
            threading.Thread(target=kill_one, args=(folder,), daemon=True).start()
        make = slow if what == "kill" else counting
        done = list(ray_engine.extract(shards, out, make, version="counting/1", options=OPTIONS, actors=2))
        print(json.dumps({"rows": rows(out, done, shards), "killed": (folder / "killed").exists()}))


if __name__ == "__main__":
    main()
