"""Who reads, for the commands that read much: this process, or several."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from vedette.cli.screen import busy

if TYPE_CHECKING:
    from vedette.pipeline.intake.ingest import Crew


@contextmanager
def crew_of(workers: int, make: Callable[[], "Crew"]) -> Iterator["Crew"]:
    """The crew of a run, loaded once, with other hands where more than one process is asked for."""
    if workers == 1:
        with busy("loading the language model"):
            crew = make()
        yield crew
        return
    from vedette.pipeline.intake.workers import Workers

    with Workers(workers, make) as hands:
        yield replace(hands.crew, hands=hands)
