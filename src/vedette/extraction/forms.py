"""What rules ask of a parse many times, found once.

What is kept lies with the parse (`Doc.user_data`) and goes with it. A parse does not change once rules read it.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from vedette.extraction.tokens import Doc

P = ParamSpec("P")
R = TypeVar("R")


def once_a_parse(function: Callable[P, R]) -> Callable[P, R]:
    """A function of a parse, and of further arguments that can be compared, that is called once for each."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = cast("Doc", args[0]).user_data
        rest = tuple(tuple(arg) if isinstance(arg, list) else arg for arg in args[1:])
        key = (name, rest, *kwargs.items())
        if key not in kept:
            kept[key] = function(*args, **kwargs)
        return cast("R", kept[key])

    return asked


def texts_of(doc: Doc) -> list[str]:
    """The tokens as printed. Not to be changed."""
    return doc.texts


def words_of(doc: Doc) -> list[str]:
    """The tokens in lower case. Not to be changed."""
    return doc.words


@once_a_parse
def word_set(doc: Doc) -> frozenset[str]:
    """The different words of a sentence, in lower case."""
    return frozenset(words_of(doc))


def lemmas_of(doc: Doc) -> list[str]:
    """The lemmas in lower case. Not to be changed."""
    return doc.lemmas
