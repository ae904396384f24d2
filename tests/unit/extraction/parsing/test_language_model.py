"""The parser is found and checked before anything of it is loaded."""

import hashlib
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from vedette.errors import MissingPart, ModelMismatch
from vedette.extraction.parsing import language_model
from vedette.extraction.parsing.language_model import PACKAGES, load_model, locate, pinned_hashes

CONTENT = b"weights"
HASHES = {"config.cfg": hashlib.sha256(CONTENT).hexdigest(), "parser/model": hashlib.sha256(CONTENT).hexdigest()}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """A loaded model is kept for the process: these tests neither meet it nor leave theirs."""
    kept = language_model.load_model
    language_model.load_model.cache_clear()
    yield
    kept.cache_clear()


def install(root: Path, package: str, *, content: bytes = CONTENT) -> Path:
    path = root / package / f"{package}-3.8.0"
    for name in HASHES:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages in which models are looked for, with our own hashes pinned."""

    def find(name: str) -> ModuleSpec | None:
        folder = tmp_path / name
        if not folder.is_dir():
            return None
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        return spec

    monkeypatch.setattr(language_model, "find_spec", find)
    monkeypatch.setattr(language_model, "pinned_hashes", lambda: HASHES)
    return tmp_path


def test_no_model_is_a_missing_part(site: Path) -> None:
    with pytest.raises(MissingPart, match="pip install"):
        locate()
    with pytest.raises(MissingPart):
        load_model()


def test_a_package_without_the_models_folder_is_a_missing_part(site: Path) -> None:
    (site / PACKAGES[0]).mkdir()
    with pytest.raises(MissingPart):
        locate()


def test_a_model_with_the_pinned_files_is_found(site: Path) -> None:
    path = install(site, PACKAGES[1])
    found = locate()
    assert (found.package, found.path, found.wrong) == (PACKAGES[1], path, ())


def test_the_official_package_is_preferred(site: Path) -> None:
    install(site, PACKAGES[1])
    install(site, PACKAGES[0])
    assert locate().package == PACKAGES[0]


def test_files_that_differ_are_named(site: Path) -> None:
    path = install(site, PACKAGES[0])
    (path / "config.cfg").write_bytes(b"other weights")
    assert locate().wrong == ("config.cfg",)


def test_files_that_are_gone_are_named(site: Path) -> None:
    path = install(site, PACKAGES[0])
    (path / "parser/model").unlink()
    assert locate().wrong == ("parser/model",)


def test_a_model_with_other_weights_is_never_loaded(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(site, PACKAGES[0], content=b"other weights")
    monkeypatch.setattr("spacy.load", lambda *_, **__: pytest.fail("loaded"))
    with pytest.raises(ModelMismatch, match=r"config\.cfg.*reinstall"):
        load_model()


def test_a_right_model_is_loaded_by_its_path_without_unused_parts(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = install(site, PACKAGES[0])
    asked: list[tuple[object, object]] = []
    monkeypatch.setattr("spacy.load", lambda where, exclude: asked.append((where, exclude)))
    load_model()
    assert asked == [(path, ["ner", "senter"])]


def test_every_pinned_file_has_a_whole_hash() -> None:
    assert pinned_hashes()
    assert all(len(sha) == 64 and set(sha) <= set("0123456789abcdef") for sha in pinned_hashes().values())
