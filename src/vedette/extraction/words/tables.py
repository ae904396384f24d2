"""The packaged word lists, `data/NAME.toml`, as they stand: each reader turns its own into look-ups."""

import tomllib
from importlib.resources import files
from typing import Any


def word_table(name: str) -> dict[str, Any]:
    """The tables of one word list."""
    return tomllib.loads((files("vedette.extraction") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
