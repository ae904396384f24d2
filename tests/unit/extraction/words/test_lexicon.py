"""The words of extraction, as the rules look them up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vedette.errors import FixSetup
from vedette.extraction.words import lexicon as module
from vedette.extraction.words import tables
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import Effect, VictimClass


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file that the lexicon is read from instead of its own."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(tables, "files", lambda _: tmp_path)
    module.lexicon.cache_clear()
    yield tmp_path / "data" / "lexicon.toml"
    module.lexicon.cache_clear()


def test_phrases_are_looked_up_by_the_word_beside_the_count_longest_first() -> None:
    lex = lexicon()
    assert all(phrase[-1] == word for word, found in lex.phrases_before.items() for phrase, _ in found)
    assert all(phrase[0] == word for word, found in lex.phrases_after.items() for phrase, _ in found)
    for found in (*lex.phrases_before.values(), *lex.phrases_after.values()):
        assert [len(p) for p, _ in found] == sorted((len(p) for p, _ in found), reverse=True)


def test_loaded_synonyms_mean_what_plain_words_mean() -> None:
    lex = lexicon()
    assert {lex.passive[w] for w in ("killed", "martyred", "neutralised", "slain")} == {Effect.KILLED}
    assert {lex.persons[w] for w in ("fighter", "terrorist", "rebel", "militant")} == {VictimClass.COMBATANT}


def test_no_word_is_both_a_person_and_a_thing() -> None:
    lex = lexicon()
    assert lex.nonpersons.isdisjoint(lex.persons)


def test_words_are_in_lower_case() -> None:
    lex = lexicon()
    words = [*lex.active, *lex.passive, *lex.nouns, *lex.counted, *lex.persons, *lex.nonpersons, *lex.place_kinds]
    assert [w for w in words if w != w.lower()] == []


def test_a_lexicon_without_a_section_is_for_setup_to_fix(broken: Path) -> None:
    broken.write_text("[effects]\n", encoding="utf-8")
    with pytest.raises(FixSetup, match=r"persons.*reinstall"):
        lexicon()


def test_a_lexicon_with_an_unknown_effect_is_for_setup_to_fix(broken: Path) -> None:
    packaged = Path(module.__file__).parents[1] / "data" / "lexicon.toml"
    text = packaged.read_text(encoding="utf-8").replace("\nbesieged = ", "\nenchanted = ", 1)
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(FixSetup, match="enchanted"):
        lexicon()
