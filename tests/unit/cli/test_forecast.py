"""What `vedette forecast` says of how good it is, from a table of UCDP."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vedette.cli.main import app


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years and a half in which nothing can be learned: the same three deaths a month, in two divisions."""
    path = tmp_path_factory.mktemp("ucdp") / "ged.csv"
    rows = [
        f"{division}{month},{2030 + month // 12}-{month % 12 + 1:02}-15,3,Exland,{division}"
        for month in range(30)
        for division in ("North", "South")
    ]
    path.write_text("id,date_end,best,country,adm_1\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def forecast(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["forecast", *map(str, arguments)])


@pytest.mark.parametrize("how", [(), ("--score",)])
def test_a_forecast_that_does_not_beat_its_baseline_says_so_and_shows_the_baseline(
    table: Path, how: tuple[str, ...]
) -> None:
    said = forecast("--ucdp", table, "--origins", 3, *how)
    assert said.exit_code == 0, said.output
    words = " ".join(said.stdout.split())
    for months in ("1 month ahead", "2 months ahead", "3 months ahead"):
        assert f"{months}, conflictology: the model does not beat its baseline: CRPS" in words
    assert ("conflictology" in words and "forest" in words) if how else "Exland/North" in words
