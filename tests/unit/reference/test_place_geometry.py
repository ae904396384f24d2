import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.reference.place_geometry import distance_km, midway, moved

POINTS = st.tuples(st.floats(-60, 60), st.floats(-180, 180))


@given(POINTS, st.floats(0, 360), st.floats(0.1, 300))
def test_a_moved_point_is_as_far_as_it_was_moved(point: tuple[float, float], degrees: float, km: float) -> None:
    assert distance_km(point, moved(point, degrees, km)) == pytest.approx(km, abs=0.01)


def test_half_way_over_the_date_line_stays_there() -> None:
    assert abs(midway((0, 179), (0, -179))[1]) == 180
