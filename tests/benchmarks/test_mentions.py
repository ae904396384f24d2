"""What the benchmark of mentions counts."""

from benchmarks.mentions import Coverage
from vedette.model.ids import ActorId
from vedette.model.resolved import ActorResolution, Role


def test_a_provisional_actor_is_a_mention_that_does_not_resolve_and_nobody_is_no_mention() -> None:
    found = Coverage()
    found.add(
        (
            ActorResolution(Role.ACTOR, "the army", ActorId("army"), "Army"),
            ActorResolution(Role.BY, "the Velm Guard", ActorId("provisional:1"), "Velm Guard", provisional=True),
            ActorResolution(Role.TARGET, "a school", None, "a school"),
        )
    )
    assert found.share == 0.5
    assert found.report()["by_role"] == {"actor": 1.0, "by": 0.0}
    assert (found.nobody, found.unknown["Velm Guard"]) == (1, 1)


def test_where_nobody_is_mentioned_nothing_is_missing() -> None:
    assert Coverage().share == 1.0
