"""What the derived tables are made with: one hash over the rules, one over the reference tables they ask."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from vedette.model.entry import Version

#: Modules whose text decides what follows from the entries.
_RULES = (
    "reconciliation",
    "pipeline/deriving/history.py",
    "pipeline/deriving/incremental.py",
    "pipeline/deriving/whole.py",
    "pipeline/deriving/known.py",
    "pipeline/deriving/weaving.py",
    "pipeline/deriving/rulings.py",
    "pipeline/deriving/spells.py",
    "pipeline/deriving/corrections.py",
    "pipeline/deriving/outlet_ties.py",
    "pipeline/deriving/uniting.py",
    "resolution/names.py",
)
_DIGITS = 16


@cache
def rules() -> Version:
    """The rules of reconciliation and of analysts' decisions: another hash, another reading of the same entries."""
    return Version("reconciliation", _hash(files("vedette").joinpath(name) for name in _RULES))


@cache
def tables() -> Version:
    """The reference tables, the gazetteer apart: places are resolved before they are recorded."""
    return Version("reference", _hash([files("vedette.reference").joinpath("data")]))


def program() -> Version:
    """Vedette itself."""
    return Version("vedette", version("vedette"))


def _hash(roots: Iterable[Traversable]) -> str:
    total = hashlib.sha256()
    for root in roots:
        for path in sorted(_all(root), key=str):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:_DIGITS]


def _all(root: Traversable) -> Iterable[Traversable]:
    if root.is_file():
        if not root.name.endswith((".sqlite", ".pyc")):
            yield root
    elif root.is_dir():
        for child in root.iterdir():
            if child.name != "__pycache__":
                yield from _all(child)
