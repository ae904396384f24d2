"""So many times in a window, for each key."""

from vedette.access.limits import Limit


def test_a_key_waits_when_it_has_had_its_turns_and_no_other_does() -> None:
    now = [0.0]
    limit = Limit(2, 10.0, clock=lambda: now[0])
    for _ in range(2):
        assert limit.wait("a") == 0
        limit.count("a")
    assert limit.wait("a") == 10
    assert limit.wait("b") == 0
    now[0] = 4.0
    assert limit.wait("a") == 6
    now[0] = 10.0
    assert limit.wait("a") == 0


def test_a_key_that_is_forgotten_begins_anew() -> None:
    limit = Limit(1, 10.0)
    limit.count("a")
    assert limit.wait("a") > 0
    limit.forget("a")
    assert limit.wait("a") == 0
