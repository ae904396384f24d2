"""What the index of what may meet was left with: by which derivation, and the names of actors whom no registry knows,
as they were told and joined then."""

from collections import Counter
from dataclasses import dataclass

from vedette.model.codec import dumps, loads
from vedette.model.ids import ActorId
from vedette.pipeline.deriving.uniting import Names, Spellings
from vedette.resolution.names import SameName


@dataclass(frozen=True, slots=True)
class TieState:
    """`manifest` is the id of the derivation, `spelt` how often each actor was told, `names` what was made of it."""

    manifest: str
    spelt: Spellings
    names: Names


def written(state: TieState) -> str:
    """As text."""
    joined = [[m.merged, m.kept, m.reason] for m in state.names.one.values()]
    return dumps({"manifest": state.manifest, "spelt": state.spelt, "joined": joined, "called": state.names.called})


def read(body: str) -> TieState | None:
    """And back; None where there is nothing."""
    if not body:
        return None
    data = loads(body)
    one = {ActorId(a): SameName(ActorId(kept), ActorId(a), reason) for a, kept, reason in data["joined"]}
    called = {ActorId(actor): name for actor, name in data["called"].items()}
    spelt = {ActorId(actor): Counter(told) for actor, told in data["spelt"].items()}
    return TieState(data["manifest"], spelt, Names(one, called))
