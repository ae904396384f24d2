import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.model.ids import ClaimKey
from vedette.reconciliation.joining.clustering import Constraints, chains, cluster, pair, spanning
from vedette.reconciliation.joining.pairs import UNPLACED, Score

A, B, C, D = (ClaimKey(x) for x in "abcd")
BEST, GOOD, WEAK = Score(0.95, ()), Score(0.9, ()), Score(0.05, ())
VETO = Score(0.0, (), "too many days apart")


def test_pairs_that_score_well_are_one() -> None:
    assert cluster([A, B, C], {pair(A, B): GOOD}) == ((A, B), (C,))


def test_a_chain_does_not_join_two_that_are_vetoed() -> None:
    scores = {pair(A, B): GOOD, pair(B, C): Score(0.8, ()), pair(A, C): VETO}
    assert cluster([A, B, C], scores) == ((A, B), (C,))


def test_one_bridge_between_two_groups_that_fit_badly_is_not_enough() -> None:
    weak = {pair(A, C): WEAK, pair(A, D): WEAK, pair(B, C): WEAK}
    scores = {pair(A, B): GOOD, pair(C, D): GOOD, pair(B, D): Score(0.2, (), least=0.2)} | weak
    assert cluster([A, B, C, D], scores) == ((A, B), (C, D))


def test_one_doubtful_veto_among_many_pairs_does_not_part_two_well_told_accounts() -> None:
    mine, theirs = [ClaimKey(f"a{i}") for i in range(5)], [ClaimKey(f"b{i}") for i in range(5)]
    everybody = [*mine, *theirs]
    scores = {pair(p, q): GOOD if p[0] != q[0] else BEST for i, p in enumerate(everybody) for q in everybody[i + 1 :]}
    assert len(cluster(everybody, scores | {pair(mine[0], theirs[0]): VETO})) == 1
    vetoed = {pair(mine[0], b): VETO for b in theirs} | {pair(mine[1], b): VETO for b in theirs}
    assert len(cluster(everybody, scores | vetoed)) > 1


def test_a_claim_without_a_place_does_not_part_two_accounts_that_others_join() -> None:
    scores = {pair(A, B): BEST, pair(C, D): BEST, pair(A, C): GOOD, pair(A, D): GOOD, pair(B, C): GOOD}
    assert len(cluster([A, B, C, D], scores | {pair(B, D): VETO})) == 2
    assert len(cluster([A, B, C, D], scores | {pair(B, D): Score(0.0, (), UNPLACED)})) == 1


@pytest.mark.parametrize("scores", [{}, {pair(A, B): VETO}])
def test_an_analysts_merge_outranks_scores_and_vetoes(scores: dict[tuple[ClaimKey, ClaimKey], Score]) -> None:
    assert cluster([A, B], scores, constraints=Constraints(must=frozenset({pair(A, B)}))) == ((A, B),)


def test_an_analysts_split_keeps_two_apart_by_way_of_others_too() -> None:
    scores = {pair(A, B): GOOD, pair(B, C): GOOD, pair(A, C): GOOD}
    found = cluster([A, B, C], scores, constraints=Constraints(cannot=frozenset({pair(A, C)})))
    assert not any({A, C} <= set(members) for members in found)


def test_the_order_of_keys_plays_no_part() -> None:
    scores = {pair(A, B): GOOD, pair(B, C): GOOD, pair(A, C): VETO, pair(C, D): GOOD}
    assert cluster([A, B, C, D], scores) == cluster([D, B, C, A], dict(reversed(list(scores.items()))))


def test_few_and_strong_pairs_hold_a_cluster_together() -> None:
    scores = {
        ("a", "b"): Score(0.7, ("first",)),
        ("a", "c"): Score(0.9, ()),
        ("b", "c"): Score(0.8, ()),
        ("c", "d"): Score(0.3, ()),  # does not join
        ("d", "e"): Score(0.7, ()),
        ("e", "x"): Score(0.9, ()),  # of a claim that was not asked for
    }
    told = {(ClaimKey(a), ClaimKey(b)): s for (a, b), s in scores.items()}
    assert spanning(map(ClaimKey, "abcde"), told) == [("a", "c"), ("b", "c"), ("d", "e")]


@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("defg")), st.floats(0.6, 1.0)))
def test_what_spans_holds_together_what_all_pairs_do(values: dict[tuple[str, str], float]) -> None:
    scores = {pair(ClaimKey(a), ClaimKey(b)): Score(v, ()) for (a, b), v in values.items()}
    found = spanning(map(ClaimKey, "abcdefg"), scores)
    assert list(chains(found)) == list(chains(scores))
    assert len(found) == sum(len(c) - 1 for c in chains(scores))
