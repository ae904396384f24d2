"""The actors that a claim's content names, by the part they play: one walk, for every resolver."""

from collections.abc import Iterator

from vedette.model.claim import (
    Claim,
    ControlContent,
    EventContent,
    OutlookContent,
    StanceContent,
    StatementContent,
    TollContent,
)
from vedette.model.mention import ActorMention
from vedette.model.resolved import Role


def content_mentions(claim: Claim) -> Iterator[tuple[Role, ActorMention]]:
    """Each role at most once; the claimant, who stands outside the content, is left to the caller."""
    pairs: tuple[tuple[Role, ActorMention | None], ...]
    match claim.content:
        case EventContent(actor=actor, target=target):
            pairs = ((Role.ACTOR, actor), (Role.TARGET, target))
        case TollContent(by=by):
            pairs = ((Role.BY, by),)
        case ControlContent(party=party, from_party=loser):
            pairs = ((Role.PARTY, party), (Role.FROM_PARTY, loser))
        case StanceContent(a=a, b=b):
            pairs = ((Role.A, a), (Role.B, b))
        case StatementContent(who=who) | OutlookContent(who=who):
            pairs = ((Role.WHO, who),)
    yield from ((role, mention) for role, mention in pairs if mention is not None)
