from pathlib import Path

import pytest

from vedette.errors import BadSetting
from vedette.settings import Settings, describe


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_set_gives_the_defaults() -> None:
    assert Settings.load(environ={}) == Settings()


def test_flags_beat_the_environment_which_beats_the_file_which_beats_the_default(tmp_path: Path) -> None:
    (tmp_path / "vedette.toml").write_text('db = "sqlite:///file.db"\nworkers = 2\nlanguage = "fr"\n')
    environ = {"VEDETTE_DB": "sqlite:///environment.db", "VEDETTE_WORKERS": "3", "HOME": "/nowhere"}
    settings = Settings.load({"db": "sqlite:///flag.db", "workers": None}, environ=environ)
    assert settings == Settings(db="sqlite:///flag.db", language="fr", workers=3)


def test_a_named_file_is_read_instead_of_the_one_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "vedette.toml").write_text("workers = 2\n")
    other = tmp_path / "other.toml"
    other.write_text('data_dir = "/srv/vedette"\n')
    assert Settings.load(environ={"VEDETTE_CONFIG": str(other)}) == Settings(data_dir=Path("/srv/vedette"))
    assert Settings.load(environ={}, file=other).workers == 1


def test_variables_for_the_tests_are_no_settings() -> None:
    environ = {"VEDETTE_BENCH": "/data", "VEDETTE_REQUIRE": "postgres", "VEDETTE_TEST_POSTGRES": "x"}
    assert Settings.load(environ=environ) == Settings()


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        (
            {"VEDETTE_WORKER": "2"},
            r"VEDETTE_WORKER\) sets 'worker'; the settings are db, data_dir, outlets, key_file, language, viewer, ",
        ),
        ({"VEDETTE_WORKERS": "two"}, "workers to 'two'; write a whole number"),
        ({"VEDETTE_WORKERS": "0"}, "workers is 0; write 1 or more"),
        ({"VEDETTE_WORKERS": "²"}, "write a whole number"),
        ({"VEDETTE_DB": "vedette.db"}, "write an address such as sqlite:///vedette.db"),
        ({"VEDETTE_DB": " "}, "write some text"),
        ({"VEDETTE_LANGUAGE": "English"}, "a code of two or three letters"),
        ({"VEDETTE_CONFIG": "absent.toml"}, "there is no settings file absent.toml"),
    ],
)
def test_a_value_that_cannot_be_says_what_can(environ: dict[str, str], says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        Settings.load(environ=environ)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("workers = true\n", "vedette.toml sets workers to True; write a whole number"),
        ("colour = 'red'\n", "sets 'colour'; the settings are"),
        ("db = \n", "not valid TOML"),
        ("data_dir = 3\n", "write a path"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "vedette.toml").write_text(text)
    with pytest.raises(BadSetting, match=says):
        Settings.load(environ={})


def test_every_setting_has_help() -> None:
    assert [name for name, _, text in describe() if not text] == []
    assert len(describe()) == 7
