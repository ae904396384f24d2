"""Rederivation is light."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["vedette.pipeline.deriving.rederive", "vedette.cli.main", "vedette.cli.brief"])
def test_what_runs_after_a_decision_loads_no_parser(module: str) -> None:
    code = (
        f"import sys, importlib; importlib.import_module({module!r}); "
        "heavy = ('spacy', 'ray', 'trafilatura', 'vedette.extraction', 'vedette.documents'); "
        "print([m for m in heavy if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
