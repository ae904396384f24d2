"""Message catalogues: every heading comes from one, and a language that lacks words has the English ones."""

import re
import tomllib
from html import escape
from pathlib import Path

import pytest

from vedette.errors import BadSetting
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reports import catalogues, wording
from vedette.reports.brief import Options, write_brief

REPORTS = Path(catalogues.__file__).parent
NOTHING = Reconciled((), (), (), (), ())


def test_templates_and_blocks_use_every_heading_and_no_other() -> None:
    text = catalogues.table("text")
    used = set(re.findall(r'words\[["\'](\w+)["\']\]', (REPORTS / "blocks.py").read_text(encoding="utf-8")))
    for name in ("brief.md.j2", "brief.html.j2"):
        template = (REPORTS / "templates" / name).read_text(encoding="utf-8")
        used |= set(re.findall(r"\{\{ say\.(\w+) \}\}", template))
        assert not re.search(r"^##+ [A-Z]|<h[23][^>]*>[A-Z]", template, re.MULTILINE), (
            f"{name} has a heading of its own"
        )
    assert used == set(text)


def test_words_that_a_language_lacks_are_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("en", "xx"):
        english = (REPORTS / "messages" / "en.toml").read_text(encoding="utf-8")
        content = english if name == "en" else '[text]\nhappened = "Kio okazis"\n'
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(catalogues, "_FOLDER", tmp_path)
    catalogues.catalogue.cache_clear()
    write_brief(NOTHING, [], {}, out=tmp_path / "out", options=Options(language="xx"))
    catalogues.catalogue.cache_clear()
    text = (tmp_path / "out" / "brief.md").read_text(encoding="utf-8")
    assert "## Kio okazis" in text
    assert "## Headline figures" in text


@pytest.mark.parametrize("language", [name for name in catalogues.languages() if name != "en"])
def test_a_second_language_has_every_heading_and_is_told_in_it(language: str, tmp_path: Path) -> None:
    own = tomllib.loads((REPORTS / "messages" / f"{language}.toml").read_text(encoding="utf-8"))
    english = catalogues.catalogue("en")
    for name in ("text", "rungs"):
        assert own[name].keys() == english[name].keys()
        # A word may be the same in both ("Sources", "Notes"); a sentence is not.
        assert [k for k, words in own[name].items() if words == english[name][k] and " " in words] == []
    assert len(own["method"]["paragraphs"]) == len(english["method"]["paragraphs"])
    write_brief(NOTHING, [], {}, out=tmp_path, options=Options(language=language))
    text, page = ((tmp_path / name).read_text(encoding="utf-8") for name in ("brief.md", "brief.html"))
    for words in (own["text"]["headline_figures"], own["text"]["nothing_happened"], own["rungs"]["contested"]):
        assert words in text
        assert escape(words, quote=False).replace("'", "&#39;") in page
    assert f'<html lang="{language}">' in page


def test_a_language_without_a_catalogue_is_refused_by_name() -> None:
    with pytest.raises(BadSetting, match="no brief in 'zz'; there are en, fr"):
        catalogues.catalogue("zz")


def test_the_tables_of_kinds_name_known_words_only() -> None:
    assert wording.event_type(wording.EventType.OTHER) == catalogues.table("types")["other"]
    assert set(wording.RUNGS) == set(wording.Rung)
    assert set(wording.ACTS) == set(wording.SpeechAct)
