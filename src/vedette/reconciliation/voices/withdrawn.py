"""What of an event was taken back, in figures: read by all products, so that a retraction stays told wherever its event
goes, merged into another or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from vedette.model.claim import TollContent
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.resolved import ResolvedClaim


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A figure that was taken back: in words ("25 killed"), the claims that gave it and took it back, and who did.
    `by` may be empty: the outlet's own words, and the outlet not known."""

    words: str
    claims: tuple[ClaimKey, ...]
    by: tuple[str, ...]


def figures_taken_back(event: Event, claims: Mapping[ClaimKey, ResolvedClaim]) -> tuple[Withdrawn, ...]:
    """The figures of an event that were taken back, each once, in the order told. Claims that are not given are passed
    over, and so are acts: an act that all take back has the rung for it."""
    found: dict[str, dict[ClaimKey, str]] = {}
    for out in event.taken_back:
        told = claims.get(out.claim)
        if told is None or not isinstance(content := told.claim.content, TollContent):
            continue
        words = f"{content.quantity} {content.effect.replace('-', ' ')}"
        keys = found.setdefault(words, {})
        for key in (out.claim, out.instead):
            if key is not None and key in claims:
                chain = claims[key].claim.attribution
                keys[key] = (chain.claimant or chain.chain[0]).name
    return tuple(
        Withdrawn(words, tuple(keys), tuple(dict.fromkeys(n for n in keys.values() if n)))
        for words, keys in found.items()
    )
