import datetime as dt

import pytest

from tests import factories as f
from vedette.ledger.clocks import EPOCH, maybe_micros, maybe_moment, micros, moment


@pytest.mark.parametrize("time", [EPOCH, f.PUBLISHED, f.time("1969-12-31T23:59:59.999999"), f.time("2999-01-01")])
def test_a_time_survives_to_the_microsecond(time: dt.datetime) -> None:
    assert moment(micros(time)) == time
    assert maybe_moment(maybe_micros(time)) == time
    assert maybe_moment(maybe_micros(None)) is None


def test_a_time_without_a_zone_has_no_place_on_a_clock() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        micros(dt.datetime(2016, 7, 5))
