"""No word takes a side: loaded synonyms change no code, and swapped parties swap what the published table says.

The sentences, and the few pairs known to fail with the reason, are in `sentences.toml`; docs/neutrality.md shows both
to readers, and test_page.py holds it to them.
"""

from collections.abc import Iterable

import pytest

from tests.neutrality.cases import Pair, known, swaps, synonyms, wars
from tests.neutrality.coded import swapped, without_names
from tests.neutrality.conftest import Read
from vedette.reference.event_types import event_types

SWAPS, SYNONYMS = tuple(swaps()), tuple(synonyms())


def cases(pairs: Iterable[Pair]) -> list[object]:
    """The pairs as parameters; a known failure must fail, so that the list of them cannot outlive its reasons."""
    failing = known()
    return [
        pytest.param(
            pair, id=pair.id, marks=pytest.mark.xfail(reason=failing[pair.right]) if pair.right in failing else ()
        )
        for pair in pairs
    ]


@pytest.mark.model
@pytest.mark.parametrize("pair", cases(SYNONYMS))
def test_a_loaded_word_changes_no_code(pair: Pair, read: Read) -> None:
    plain, loaded = read(pair.left, pair), read(pair.right, pair)
    if not pair.same_party:
        plain, loaded = (tuple(sorted(map(without_names, claims))) for claims in (plain, loaded))
    assert list(map(str, loaded)) == list(map(str, plain))


@pytest.mark.model
@pytest.mark.parametrize("pair", cases(SWAPS))
def test_swapped_parties_swap_and_nothing_else(pair: Pair, read: Read) -> None:
    a, b = pair.war.a, pair.war.b
    names = ((a.actor, b.actor), (a.state, b.state), (b.actor, a.actor), (b.state, a.state))
    actors = {x: y for x, y in names if x and y}
    types = event_types()
    gains = {types.government_gains: types.others_gain, types.others_gain: types.government_gains}
    sides = {a.side: b.side, b.side: a.side}
    expected = sorted(swapped(c, actors=actors, sides=sides, gains=gains) for c in read(pair.left, pair))
    assert list(map(str, read(pair.right, pair))) == list(map(str, expected))


@pytest.mark.model
def test_nearly_every_sentence_says_something(read: Read) -> None:
    """Two texts of which nothing is read are alike, and prove nothing. (Some places the parser takes for adverbs.)"""
    silent = [p.left for p in (*SWAPS, *SYNONYMS) if not read(p.left, p)]
    assert len(silent) * 20 < len(SWAPS) + len(SYNONYMS), silent


@pytest.mark.model
def test_both_parties_of_every_war_are_told_apart(read: Read) -> None:
    for war in wars():
        found = {(w.actor, w.side) for p in SWAPS if p.war is war for c in read(p.left, p) for w in c.who}
        assert {(war.a.actor, war.a.side), (war.b.actor, war.b.side)} <= found


def test_one_party_of_every_war_is_its_government() -> None:
    assert [w.name for w in wars() if w.a.side != "government" or w.b.side == "government"] == []


def test_there_are_more_than_two_hundred_sentences() -> None:
    assert len({text for p in (*SWAPS, *SYNONYMS) for text in (p.left, p.right)}) > 200


def test_the_known_failures_are_pairs_of_the_file() -> None:
    assert sorted(known().keys() - {p.right for p in (*SWAPS, *SYNONYMS)}) == []
