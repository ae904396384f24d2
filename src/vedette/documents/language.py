"""In which language a report is written (py3langid), among the languages wars are reported in."""

from functools import cache
from typing import Any

from vedette.errors import MissingPart

#: Kept to languages of news on wars: with all 97, Nigerian Pidgin and Latin win over English for telegraphic headlines
#: (2 of 692 texts and 37 of 692 titles of an archive of 2011-2018; none with these).
LANGUAGES = (
    *("am", "ar", "az", "bn", "de", "el", "en", "es", "fa", "fr", "ha", "he", "hi", "hy", "id", "it", "ja", "ka"),
    *("ko", "ku", "my", "nl", "pl", "ps", "pt", "ro", "ru", "so", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh"),
)
#: Shorter texts are too little to tell by.
_SHORTEST = 60
_LONGEST = 2000


def language_of(text: str, *, default: str = "en") -> str:
    """The ISO 639-1 code of the text's language; `default` for texts of a few words."""
    if len(text) < _SHORTEST:
        return default
    code, _ = _identifier().classify(text[:_LONGEST])
    return str(code)


@cache
def _identifier() -> Any:
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError as error:
        raise MissingPart("telling languages needs py3langid: pip install 'vedette[read]'") from error
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier
