"""How many mentions of actors resolve: `python -m benchmarks.mentions --reports FILE [--limit N] [--json]`.

A mention is what a claim names in a role: who did it, to whom, who holds, who says so. It resolves when it comes to a
party, body or outlet that the registry knows; a provisional actor does not count. Words that name nobody ("a school",
"residents") are no mention of an actor and are counted apart. There is no gold: the share says how much of a stream the
registry covers, not that each is right.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.speed import intake_of
from vedette.model.resolved import ActorResolution, Role
from vedette.pipeline import parts

#: How many of the unresolved are shown.
SHOWN = 15


@dataclass(slots=True)
class Coverage:
    """Mentions by role: all that name somebody, and those that resolve; `nobody` name no one."""

    named: Counter[Role] = field(default_factory=Counter)
    resolved: Counter[Role] = field(default_factory=Counter)
    nobody: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    def add(self, actors: Iterable[ActorResolution]) -> None:
        """Count the mentions of one claim."""
        for actor in actors:
            if actor.actor is None:
                self.nobody += 1
                continue
            self.named[actor.role] += 1
            if actor.provisional:
                self.unknown[actor.name] += 1
            else:
                self.resolved[actor.role] += 1

    @property
    def share(self) -> float:
        """The part of the mentions that resolve; 1 where nobody is mentioned."""
        total = self.named.total()
        return self.resolved.total() / total if total else 1.0

    def report(self) -> dict[str, float | int | dict[str, float]]:
        """Everything but the unknown names."""
        by_role = {r.value: round(self.resolved[r] / n, 4) for r, n in sorted(self.named.items())}
        return {
            "share": round(self.share, 4),
            "resolved": self.resolved.total(),
            "mentions": self.named.total(),
            "naming_nobody": self.nobody,
            "by_role": by_role,
        }


def measure(reports: Path, *, limit: int | None = None) -> Coverage:
    """Read and resolve the reports as the product does."""
    reader, resolver = parts.reader(), parts.resolver()
    documents, _ = intake_of(reports, limit)
    found = Coverage()
    for document, claims in reader.read_many(documents):
        for claim in resolver.resolve(document, claims):
            found.add(claim.actors)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True, help="reports in any format that Vedette reads")
    parser.add_argument("--limit", type=int, help="at most so many reports")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    args = parser.parse_args()
    found = measure(args.reports, limit=args.limit)
    report = found.report()
    if args.json:
        print(json.dumps(report))
        return
    print(f"{report['share']:.1%} of {report['mentions']:,} mentions of actors resolve ({report['resolved']:,})")
    print("by role: ", ", ".join(f"{role} {share:.2f}" for role, share in dict(report["by_role"]).items()))  # type: ignore[call-overload]
    print("not known:", ", ".join(f"{name} ({n})" for name, n in found.unknown.most_common(SHOWN)))


if __name__ == "__main__":
    main()
