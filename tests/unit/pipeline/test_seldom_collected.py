"""How often cycles are looked for while much is derived."""

import gc

import pytest

from vedette.pipeline.deriving.sharing import COLLECTED_AFTER, seldom_collected


def test_cycles_are_looked_for_seldom_while_it_lasts_and_as_usual_after() -> None:
    usual = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() == COLLECTED_AFTER
    assert gc.get_threshold() == usual


def test_an_error_inside_leaves_it_as_usual() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="inside"), seldom_collected():
        raise ValueError("inside")
    assert gc.get_threshold() == usual
