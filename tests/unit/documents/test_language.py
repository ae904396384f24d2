"""Plain English is told by its small words; everything else is left to the model."""

import pytest

from vedette.documents import language

ENGLISH = (
    "Shells fell on the northern market of the town shortly after noon, and the hospital said that it had received "
    "eleven of the wounded. The army has not commented on the report."
)
OTHERS = {
    "nl": "Het leger had de brug over de rivier in handen, maar was volgens een woordvoerder van het ministerie nog "
    "niet aan de overkant of in het dorp daarachter.",
    "de": "Die Armee hatte die Brücke eingenommen, was ein Sprecher des Ministeriums am Abend bestätigte; an der "
    "Grenze war es ruhig, und im Dorf dahinter blieb niemand.",
    "es": "El ejército ha tomado el puente sobre el río, según dijo un portavoz del ministerio por la tarde, y en el "
    "pueblo de la otra orilla no has visto a nadie desde entonces.",
    "pl": "Wojsko zajęło most na rzece, aby odciąć drogę, by nikt nie mógł uciec, powiedział rzecznik ministerstwa "
    "wieczorem, a we wsi po drugiej stronie nie było nikogo.",
}


def test_plain_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise AssertionError("the model is asked")

    monkeypatch.setattr(language, "_identifier", fails)
    assert language.language_of(ENGLISH) == "en"
    assert language.language_of(ENGLISH.upper()) == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_told_by_the_model(code: str) -> None:
    assert language.language_of(OTHERS[code]) == code


def test_a_quote_of_english_makes_no_english_report() -> None:
    assert language.language_of(f"{OTHERS['es']} {OTHERS['es']} «We were in the market», dijo.") == "es"
