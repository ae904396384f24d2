"""In which language a report is written (py3langid), among the languages wars are reported in."""

import re
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
#: Small words of English. They are a fifth of the words of English news, and at most a thirtieth of any other of these
#: languages' (Dutch and German "was", "had", "an"; Polish "by"; Spanish "has").
_ENGLISH = frozenset(
    (
        "the and of that with said were was has have had from by for which they their would been who his at are an not"
    ).split()
)
#: From this share on, of so many words, a text is English and no model is asked, which takes twenty times as long. It
#: tells nine in ten of 3852 English reports, and none of them otherwise than the model.
_SHARE, _WORDS = 0.15, 20
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, *, default: str = "en") -> str:
    """The ISO 639-1 code of the text's language; `default` for texts of a few words."""
    if len(text) < _SHORTEST:
        return default
    head = text[:_LONGEST]
    if _plainly_english(head):
        return "en"
    code, _ = _identifier().classify(head)
    return str(code)


def make_ready() -> None:
    """Load the model now, so that processes that part after this share it. Raises MissingPart where there is none."""
    _identifier()


def _plainly_english(text: str) -> bool:
    words = _WORD.findall(text.lower())
    return len(words) >= _WORDS and sum(map(_ENGLISH.__contains__, words)) >= _SHARE * len(words)


@cache
def _identifier() -> Any:
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError as error:
        raise MissingPart("telling languages needs py3langid: pip install 'vedette[read]'") from error
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier
