"""Numbers at the end of a sentence use no more tokens than there are."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from vedette.extraction.quantities import modifier_at, number_at


@pytest.mark.parametrize(("words", "used"), [(["hundreds"], 1), (["several", "hundred"], 2), (["both"], 1)])
def test_a_word_of_size_at_the_end_uses_the_tokens_it_has(words: list[str], used: int) -> None:
    found = number_at(Doc(Vocab(), words=words), words, 0)
    assert found is not None
    assert found[2] == used


def test_the_longest_bound_wins() -> None:
    assert modifier_at(["no", "more", "than", "six"], 0) == (3, "most")
    assert modifier_at(["more", "than", "six"], 0) == (2, "more")
    assert modifier_at(["six"], 1) is None
