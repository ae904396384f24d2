"""Cycles are looked for seldom while it is asked for, and as before once nobody asks."""

import gc

from vedette.garbage import seldom_collected


def test_the_collector_is_as_before_once_the_last_has_left() -> None:
    before = gc.get_threshold()
    first, second = seldom_collected(), seldom_collected()
    first.__enter__()
    seldom = gc.get_threshold()
    assert seldom[0] > before[0]
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold() == seldom
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before
