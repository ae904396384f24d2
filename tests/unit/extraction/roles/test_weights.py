"""The packaged weights: whole, neutral, and summed as they should be."""

import math

from vedette.extraction.roles.weights import SLACK, RoleWeights, role_weights
from vedette.model.claim import PartRole
from vedette.reference.demonyms import demonym_country

WEIGHTS = RoleWeights(
    (PartRole.PERPETRATOR, PartRole.OBJECT), (-1.0, -2.0), (0.0, 0.0), {"by:kill": (1.5, 0.0), "obj:burn": (-0.5, 2.5)}
)


def test_each_feature_adds_to_every_role_and_unknown_ones_to_none() -> None:
    assert WEIGHTS.sums(["by:kill", "never seen"]) == [0.5, -2.0]


def test_sums_go_on_from_sums() -> None:
    assert WEIGHTS.sums(["obj:burn"], WEIGHTS.sums(["by:kill"])) == [0.0, 0.5]


def test_a_candidate_is_hopeless_only_where_no_role_is_in_reach() -> None:
    assert WEIGHTS.hopeless([-SLACK - 0.1, -SLACK - 0.1])
    assert not WEIGHTS.hopeless([-SLACK - 0.1, -SLACK + 0.1])


def test_the_features_that_decided_are_told_strongest_first() -> None:
    assert WEIGHTS.reasons(PartRole.OBJECT, ["by:kill", "obj:burn"]) == ("obj:burn +2.5",)


def test_the_packaged_weights_are_whole() -> None:
    packaged = role_weights()
    width = len(packaged.roles)
    assert set(packaged.roles) == set(PartRole)
    assert len(packaged.starts) == len(packaged.least) == width
    assert all(len(row) == width and all(map(math.isfinite, row)) for row in packaged.features.values())


def test_no_weight_hangs_on_a_people() -> None:
    words = {name.split(":")[-1] for name in role_weights().features}
    assert [w for w in sorted(words) if demonym_country(w.capitalize()) is not None] == []
