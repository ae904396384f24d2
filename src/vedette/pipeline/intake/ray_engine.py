"""The same work on a cluster, by Ray: shards read by actors that load the model once, pairs scored block by block.

The only module that imports Ray. Everything that decides a result lies elsewhere: here work is only handed out and
gathered, so that a result can't hang on who did it. A machine that is lost costs what it had in hand: Ray gives that to
another, and what a run as a whole loses the next run finds undone.
"""

import logging
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from vedette.errors import MissingPart, StopStage
from vedette.pipeline.intake.ingest import Crew
from vedette.pipeline.intake.reading import ReadOptions
from vedette.pipeline.intake.shards import Done, Shard, finished, read_shard
from vedette.reconciliation.joining.blocking import keys_for
from vedette.reconciliation.joining.clustering import Pair
from vedette.reconciliation.joining.pairs import Score
from vedette.reconciliation.reconcile import scores_of
from vedette.reconciliation.testimony.base import Testimony

#: How often a shard is begun anew whose actor was lost; more often it is the shard that kills them.
RETRIES = 4
#: Parts that the blocks are dealt into: enough for a large cluster to share evenly, few enough to be worth sending.
PARTS = 256


@contextmanager
def cluster(address: str | None = None) -> Iterator[Any]:
    """Ray, connected to a cluster ("auto", "ray://HOST:PORT", "HOST:PORT") or, for None, to one on this machine alone.

    Raises MissingPart without the extra `ray`, StopStage where no cluster answers.
    """
    try:
        import ray
    except ImportError as error:
        raise MissingPart("a cluster needs Ray: pip install 'vedette[ray]'") from error
    try:
        options: dict[str, Any] = {"include_dashboard": False} if address is None else {"address": address}
        ray.init(ignore_reinit_error=False, log_to_driver=False, logging_level=logging.ERROR, **options)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise StopStage(f"no Ray cluster at {address or 'this machine'}: {error}") from error
    try:
        yield ray
    finally:
        ray.shutdown()


class ShardReader:
    """An actor: loads the parts once, then reads the shards that it is given."""

    def __init__(self, make: Callable[[], Crew], out: str, options: ReadOptions) -> None:
        self._crew = make()
        self._out = out
        self._options = options

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """A batch of shards to what became of them."""
        rows = zip(batch["path"], batch["name"], batch["stamp"], strict=True)
        shards = [Shard(str(path), str(name), str(stamp)) for path, name, stamp in rows]
        done = [read_shard(shard, self._out, self._crew.reader, options=self._options) for shard in shards]
        told = [asdict(one) for one in done]
        return {name: [row[name] for row in told] for name in told[0]}


def extract(
    shards: Sequence[Shard],
    out: str,
    make: Callable[[], Crew],
    *,
    version: str,
    options: ReadOptions,
    actors: int | None = None,
) -> Iterator[Done]:
    """What became of each shard, in the order in which they are done; those that were done before come first.

    Needs a `cluster`. `actors` None: as many as it has processors. Raises StopStage where Ray gives up on a shard.
    """
    import ray
    from ray.exceptions import RayError

    left = []
    for shard in shards:
        before = finished(shard, out, version)
        if before is None:
            left.append({"path": shard.path, "name": shard.name, "stamp": shard.stamp})
        else:
            yield before
    if not left:
        return
    resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    most = max(1, min(actors or int(resources.get("CPU", 1)), len(left)))
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    rows = ray.data.from_items(left, override_num_blocks=len(left)).map_batches(
        ShardReader,
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(size=most),
        fn_constructor_args=(make, out, options),
        num_cpus=1,
        max_restarts=RETRIES,
        max_task_retries=RETRIES,
    )
    try:
        for row in rows.iter_rows():
            yield Done(**row)
    except RayError as error:
        raise StopStage(f"the cluster gave up ({type(error).__name__}); what is done stays: run again") from error


def scorer(parts: int = PARTS) -> Callable[[Sequence[Testimony]], Mapping[Pair, Score]]:
    """Scores pairs on the cluster.

    Claims are dealt out by their blocks (place and day) and by their report, so that any two that share one meet in
    some part; what two parts both scored is the same score, and all is stitched into one table.
    """
    import ray

    task = ray.remote(max_retries=RETRIES)(scores_of)

    def scored(happenings: Sequence[Testimony]) -> Mapping[Pair, Score]:
        dealt = parts_of(happenings, parts)
        under_way = [task.remote(some) for some in dealt]
        found: dict[Pair, Score] = {}
        for scores in ray.get(under_way):
            found |= scores
        return {key: found[key] for key in sorted(found)}

    return scored


def parts_of(happenings: Iterable[Testimony], parts: int) -> list[list[Testimony]]:
    """The claims by part: in each, those with a block or a report of that part."""
    dealt: dict[int, dict[str, Testimony]] = defaultdict(dict)
    for t in happenings:
        for key in (*keys_for(t), ("report", str(t.claim.claim.document))):
            dealt[zlib.crc32("\x1f".join(key).encode()) % parts][t.key] = t
    return [list(dealt[part].values()) for part in sorted(dealt)]
