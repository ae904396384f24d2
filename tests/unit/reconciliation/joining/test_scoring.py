"""Scores of many pairs in little room: the same as one by one, however they are cut into parts."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given

from tests.properties.test_public_clock import reports
from tests.properties.test_reconciliation import story
from vedette.model.ids import ClaimKey
from vedette.reconciliation.joining.blocking import NEARBY, Blocks, candidates, gap, keys_for
from vedette.reconciliation.joining.features import ACROSS, AT, OF_FIGURES, WITHIN
from vedette.reconciliation.joining.figures import alike
from vedette.reconciliation.joining.scoring import packed, pair_scores, part_of
from vedette.reconciliation.reconcile import scores_of, weighable
from vedette.reconciliation.testimony.places import nearness


@given(reports)
def test_all_that_share_a_block_or_stand_side_by_side_are_compared_and_no_others(drawn: Any) -> None:
    said = sorted(weighable(*story(drawn)), key=lambda t: t.key)
    wanted = [
        (a.key, b.key)
        for a, b in combinations(said, 2)
        if set(keys_for(a)) & set(keys_for(b)) or ((apart := gap(a, b)) is not None and apart <= NEARBY)
    ]
    assert [(a.key, b.key) for a, b in candidates(said)] == wanted
    for t in said:
        asked = [p for p in wanted if t.key in p]
        assert [(a.key, b.key) for a, b in candidates(said, about={t.key})] == asked


@given(reports)
def test_scores_are_the_same_however_the_claims_are_dealt_out(drawn: Any) -> None:
    said = weighable(*story(drawn))
    blocks = Blocks(said)
    wanted = scores_of(said)
    for size in (1, 3, len(said)):
        parts = [range(i, min(i + size, len(said))) for i in range(0, len(said), size)]
        found = pair_scores(blocks, (part_of(blocks, part) for part in parts))
        assert list(found.items()) == list(wanted.items())
        assert len(found) == len(wanted)
        assert all(found[p] == score for p, score in wanted.items())
    assert list(packed(wanted).items()) == sorted(wanted.items())


@given(reports)
def test_scores_among_some_claims_are_those_of_pairs_of_them(drawn: Any) -> None:
    said = weighable(*story(drawn))
    scores = scores_of(said)
    some = {t.key for t in said[::2]}
    assert packed(scores).among(some) == {p: s for p, s in scores.items() if set(p) <= some}
    assert packed(scores).among([ClaimKey("unheard of")]) == {}


def test_a_pair_without_a_score_is_missed() -> None:
    with pytest.raises(KeyError):
        packed({})[(ClaimKey("a"), ClaimKey("b"))]


@given(reports)
def test_features_that_are_not_asked_give_nothing(drawn: Any) -> None:
    for a, b in combinations(weighable(*story(drawn)), 2):
        for features in (ACROSS, WITHIN):
            for name, feature in features.items():
                unasked = AT.get(feature, nearness(a, b)) is not nearness(a, b)
                if unasked or (feature in OF_FIGURES and not alike(a, b)):
                    assert feature(a, b) == 0.0, name
