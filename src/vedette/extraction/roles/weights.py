"""The learned weights of `data/roles.json`: for each part, what each feature adds to the odds, and the threshold.

Made by `tools/train_roles.py`; read once a process. Scores are sums of numbers in a file: nothing else is learned.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from operator import add

from vedette.errors import FixSetup
from vedette.model.claim import PartRole

#: What the lesser features together may still add: with it most candidates need not be looked at further, and
#: cross-validated role fillers stay as they are (sweep 0.5-3, 2026-11).
SLACK = 3.0


@dataclass(frozen=True, slots=True)
class RoleWeights:
    """For each feature what it adds to the log odds of each role, in the order of `roles`; where the sum begins
    (`starts`), and from what log odds on a candidate is taken (`least`)."""

    roles: tuple[PartRole, ...]
    starts: tuple[float, ...]
    least: tuple[float, ...]
    features: Mapping[str, tuple[float, ...]]

    def sums(self, features: Iterable[str], starts: Iterable[float] = ()) -> list[float]:
        """The log odds of each role: what the features add to `starts` (by default the file's)."""
        rows = filter(None, map(self.features.get, features))
        return [reduce(add, column) for column in zip(tuple(starts) or self.starts, *rows, strict=True)]

    def hopeless(self, sums: Sequence[float]) -> bool:
        """Whether features that are still to be seen will hardly bring any role over its threshold."""
        return all(value + SLACK < least for value, least in zip(sums, self.least, strict=True))

    def reasons(self, role: PartRole, features: Iterable[str], count: int = 3) -> tuple[str, ...]:
        """The features that speak most for a role, with what each adds: "obj:destroy +1.9"."""
        n = self.roles.index(role)
        told = sorted(((self.features[f][n], f) for f in features if f in self.features), key=lambda t: (-t[0], t[1]))
        return tuple(f"{name} {weight:+.1f}" for weight, name in told[:count] if weight > 0)


@cache
def role_weights() -> RoleWeights:
    """The packaged weights. Raises FixSetup where the file is damaged."""
    try:
        raw = json.loads((files("vedette.extraction") / "data" / "roles.json").read_text(encoding="utf-8"))
        return RoleWeights(
            roles=tuple(PartRole(name) for name in raw["roles"]),
            starts=tuple(raw["starts"]),
            least=tuple(math.log(t / (1 - t)) for t in raw["thresholds"]),
            features={name: tuple(row) for name, row in raw["features"].items()},
        )
    except (KeyError, ValueError, OSError) as error:
        raise FixSetup(f"extraction/data/roles.json is damaged: {error}; reinstall vedette") from error
