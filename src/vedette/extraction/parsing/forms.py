"""What rules ask of a parse, a sentence or a report many times, found once.

What is found lies with the first argument (its `kept`) and goes with it. Neither changes once rules read it.
"""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from vedette.extraction.parsing.tokens import Doc

P = ParamSpec("P")
R = TypeVar("R")


def once(function: Callable[P, R]) -> Callable[P, R]:
    """A function of a parse, a sentence or a report, and of further arguments that can be compared, called once for
    each; sentences are compared as objects, lists by what they hold."""

    if len(signature(function).parameters) == 1:

        @wraps(function)
        def asked_alone(about: Any) -> R:
            kept: dict[object, object] = about.kept
            try:
                return kept[function]  # type: ignore[return-value]
            except KeyError:
                pass
            found = kept[function] = function(about)  # type: ignore[call-arg]
            return found

        return asked_alone  # type: ignore[return-value]

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        kept: dict[object, object] = args[0].kept  # type: ignore[attr-defined]
        key: object = (function, *args[1:])
        if kwargs:
            key = (key, *kwargs.items())
        try:
            return kept[key]  # type: ignore[return-value]
        except KeyError:
            pass
        except TypeError:  # a list among the arguments
            key = (function, *(tuple(arg) if isinstance(arg, list) else arg for arg in args[1:]), *kwargs.items())
            if key in kept:
                return kept[key]  # type: ignore[return-value]
        found = kept[key] = function(*args, **kwargs)
        return found

    return asked


def texts_of(doc: Doc) -> list[str]:
    """The tokens as printed. Not to be changed."""
    return doc.texts


def words_of(doc: Doc) -> list[str]:
    """The tokens in lower case. Not to be changed."""
    return doc.words


@once
def word_set(doc: Doc) -> frozenset[str]:
    """The different words of a sentence, in lower case."""
    return frozenset(doc.words)


@once
def lemma_set(doc: Doc) -> frozenset[str]:
    """The different lemmas of a sentence, in lower case."""
    return frozenset(doc.lemmas)


def lemmas_of(doc: Doc) -> list[str]:
    """The lemmas in lower case. Not to be changed."""
    return doc.lemmas
