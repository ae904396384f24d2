"""Distances and directions on the globe, for places a few hundred kilometres apart at most."""

import math

EARTH_KM = 6371.0088


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) points in degrees."""
    p, q = math.radians(a[0]), math.radians(b[0])
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def moved(point: tuple[float, float], degrees: float, km: float) -> tuple[float, float]:
    """The point so many kilometres away in a direction (degrees from north, clockwise)."""
    lat, lon, turn, way = math.radians(point[0]), math.radians(point[1]), math.radians(degrees), km / EARTH_KM
    north = math.asin(math.sin(lat) * math.cos(way) + math.cos(lat) * math.sin(way) * math.cos(turn))
    across = math.sin(turn) * math.sin(way) * math.cos(lat)
    east = lon + math.atan2(across, math.cos(way) - math.sin(lat) * math.sin(north))
    return round(math.degrees(north), 5), round((math.degrees(east) + 540) % 360 - 180, 5)


def midway(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """The point half-way between two; the flat mean is within a kilometre at the distances met here."""
    turn = (b[1] - a[1] + 540) % 360 - 180
    return round((a[0] + b[0]) / 2, 5), round((a[1] + turn / 2 + 540) % 360 - 180, 5)
