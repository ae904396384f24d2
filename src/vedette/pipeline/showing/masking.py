"""Masking: the words that could give a protected source or place away, taken out of whatever is shown.

Works on the JSON form of a value, so that no field is forgotten: a name is masked wherever it stands. Text keeps its
length, so that spans still fit.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from vedette.model.claim import Claim
from vedette.model.codec import from_json, to_json
from vedette.model.ids import ClaimKey
from vedette.model.provenance import Span
from vedette.model.resolved import PlacePrecision, PlaceResolution, ResolvedClaim

#: What stands for a masked character.
BLOCK = "\N{FULL BLOCK}"
#: What stands for a protected name where a name has to stand.
PROTECTED = "protected source"
#: Kilometres to a degree of latitude, on the mean sphere of the Earth (radius 6,371 km).
KM_A_DEGREE = 111.195

_NAMES = frozenset({"name", "outlet", "author", "body", "by", "who", "mention", "text"})
#: Where the words of a report stand in a claim.
_WORDS = frozenset(
    {
        "quote",
        "before",
        "after",
        "anchor",
        "words",
        "what",
        "outcome",
        "condition",
        "role",
        "body",
        "text",
        "mention",
        "translation",
    }
)


@dataclass(frozen=True, slots=True)
class Blur:
    """A place to be shown only to `radius_km`, and the words that name it."""

    radius_km: float
    names: tuple[str, ...] = ()


def mask_names(text: str, names: Collection[str]) -> str:
    """The text with every character of every such name a block, whatever its case, hyphened and run together too."""
    if not names:
        return text
    return _pattern(tuple(sorted(names))).sub(lambda found: BLOCK * len(found[0]), text)


def mask_spans(text: str, spans: Iterable[Span]) -> str:
    """The text with the characters of the spans blocked out."""
    for span in spans:
        text = text[: span.start] + BLOCK * (min(span.end, len(text)) - span.start) + text[span.end :]
    return text


def mask_json(data: Any, names: Collection[str], *, key: str = "") -> Any:
    """JSON data with the names masked in every string; a field that holds nothing but the name gets a word for it."""
    if isinstance(data, dict):
        return {k: mask_json(v, names, key=k) for k, v in data.items()}
    if isinstance(data, list):
        return [mask_json(v, names, key=key) for v in data]
    if isinstance(data, str):
        masked = mask_names(data, names)
        bare = key in _NAMES and masked != data and not masked.replace(BLOCK, "").strip()
        return PROTECTED if bare else masked
    return data


def keys_in(data: Any) -> set[ClaimKey]:
    """All strings in JSON data, the keys of claims among them."""
    if isinstance(data, dict):
        return {k for v in data.values() for k in keys_in(v)}
    if isinstance(data, list):
        return {k for v in data for k in keys_in(v)}
    return {ClaimKey(data)} if isinstance(data, str) else set()


def mask_voices(data: Any, voices: Mapping[ClaimKey, tuple[str, ...]]) -> Any:
    """JSON data of a derived thing without the names of the protected ones whose claims it rests on."""
    if not voices:
        return data
    names = {name for key in keys_in(data) & voices.keys() for name in voices[key]}
    return mask_json(data, names) if names else data


def mask_words(data: Any, *, key: str = "") -> Any:
    """JSON data of a claim without any words of its report: blocks of their length."""
    if isinstance(data, dict):
        return {k: mask_words(v, key=k) for k, v in data.items()}
    if isinstance(data, list):
        return [mask_words(v, key=key) for v in data]
    return BLOCK * len(data) if isinstance(data, str) and key in _WORDS else data


def masked_claim(resolved: ResolvedClaim, change: Callable[[Any], Any]) -> ResolvedClaim:
    """A claim whose JSON went through `change`; it keeps its key, or nothing would find it any more."""
    data = change(to_json(resolved))
    key = resolved.claim.key
    for derived in ("key", "id"):
        data["claim"].pop(derived, None)
    masked = from_json(ResolvedClaim, data)
    return replace(masked, claim=with_key(masked.claim, key))


def with_key(claim: Claim, key: ClaimKey) -> Claim:
    """The claim under the key that it had. For a changed copy that nobody else holds yet: it is the one that is set."""
    object.__setattr__(claim, "key", key)
    return claim


def blurred(place: PlaceResolution, blur: Blur) -> PlaceResolution:
    """The place as the cell of a fixed grid, about twice the radius wide, that it lies in: its centre says nothing of
    where in the cell it is."""
    where = place.admin1 or place.country or "a place"
    coarse = PlaceResolution(
        mention=where,
        precision=PlacePrecision.PROVINCE if place.admin1 else PlacePrecision.COUNTRY,
        name=where,
        country=place.country,
        admin1=place.admin1,
        reason=f"shown only to {blur.radius_km:g} km, for somebody's safety",
    )
    if place.latitude is None or place.longitude is None:
        return coarse
    height = 2 * blur.radius_km / KM_A_DEGREE
    latitude = (math.floor(place.latitude / height) + 0.5) * height
    width = height / max(0.01, math.cos(math.radians(latitude)))
    longitude = (math.floor(place.longitude / width) + 0.5) * width
    # Half the diagonal of the square cell: the place is certain to lie within.
    radius = round(blur.radius_km * math.sqrt(2), 1)
    return replace(coarse, latitude=round(latitude, 4), longitude=round(longitude, 4), radius_km=radius)


def place_names(place: PlaceResolution | None, *more: str | None) -> tuple[str, ...]:
    """The words that name a place; none for what it lies in."""
    if place is None:
        return tuple(dict.fromkeys(name for name in more if name))
    outer = {place.admin1, place.country}
    return tuple(dict.fromkeys(name for name in (place.name, place.mention, *more) if name and name not in outer))


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    forms = (r"[\W_]*".join(map(re.escape, re.findall(r"\w+", name))) for name in names)
    return re.compile(
        r"(?<![^\W_])(?:" + "|".join(sorted(filter(None, forms), key=len, reverse=True)) + r")(?![^\W_])", re.IGNORECASE
    )
