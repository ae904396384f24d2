"""Where an event was, as event data say it: a plain name, and whether there is a point at all."""

import re

from vedette.model.resolved import PlacePrecision, PlaceResolution

_LEAD = re.compile(r"^(?:off|near|around|outside|(?:the )?(?:city|town|village) of)\s+(?=[A-Z])")


def plain_name(place: PlaceResolution) -> str:
    """The name alone: "off Aleppo" is Aleppo, with a coarser precision beside it."""
    name = place.name or place.mention
    return _LEAD.sub("", name) or name


def is_located(place: PlaceResolution | None) -> bool:
    """Whether there is a point."""
    return (
        place is not None
        and place.precision is not PlacePrecision.UNRESOLVED
        and place.latitude is not None
        and place.longitude is not None
    )
