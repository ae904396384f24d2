"""The parts that a run needs, built once: the reader, which loads the language model, and the resolver."""

import gc
from pathlib import Path

from vedette.errors import MissingPart
from vedette.extraction.base import Reader
from vedette.pipeline.intake.ingest import Crew
from vedette.resolution.base import ClaimResolver
from vedette.resolution.unresolved import Unresolved


def reader() -> Reader:
    """The reader of this installation, with all its language packs.

    Takes a second or two: it checks and loads the language model.

    Raises MissingPart without the extra `read`, ModelMismatch where the model's files are not the pinned ones.
    """
    try:
        from vedette.extraction.languages import load_readers

        return load_readers()
    except ImportError as error:
        if (error.name or "").startswith("vedette"):
            raise
        raise MissingPart(f"reading reports needs more parts ({error.name}): pip install 'vedette[read]'") from error


def resolver(own_places: Path | None = None) -> ClaimResolver:
    """The resolver with its reference tables and, where it is there, a user's gazetteer.

    Raises MissingPart where a table is not installed.
    """
    from vedette.resolution.resolver import load_resolver

    return load_resolver(own_places)


def readers() -> Crew:
    """A crew that reads and resolves nothing: for claims without a ledger."""
    return Crew(reader(), Unresolved())


def crew(own_places: Path | None = None) -> Crew:
    """Both. What they hold stays as long as the process: the search for garbage is told to pass it over."""
    loaded = Crew(reader(), resolver(own_places))
    gc.freeze()
    return loaded
