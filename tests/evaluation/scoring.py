"""How far predictions agree with the corpus's annotations: found, wrong and missed, a kind at a time.

Items are paired one to one inside a report, each with the first free item of the gold that agrees in its key. A gold
item's `alternatives` are as right as it; `optional` ones are neither owed nor held against. What the keys leave out
(days, claimants, victims) is counted over the pairs as attributes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]
Agrees = Callable[[Item, Item], bool]


def words(name: str | None) -> frozenset[str]:
    """The words of a name in lower case, without articles."""
    return frozenset(re.findall(r"\w+", (name or "").lower())) - {"the", "a", "an", "of"}


def same_name(a: str | None, b: str | None) -> bool:
    """Whether the words of one name hold those of the other; no name agrees only with no name."""
    x, y = words(a), words(b)
    return x <= y or y <= x if x and y else x == y


def overlapping(a: str, b: str) -> bool:
    """Whether two quotes share words in a row: half of the shorter one's, and two where it has them."""
    x, y = sorted((a.lower().split(), b.lower().split()), key=len)
    need = min(len(x), max(2, (len(x) + 1) // 2))
    text = f" {' '.join(y)} "
    return any(f" {' '.join(x[i : i + need])} " in text for i in range(len(x) - need + 1))


def _equal(*names: str) -> Agrees:
    return lambda gold, found: all(gold.get(n) == found.get(n) for n in names)


def _named(*names: str) -> Agrees:
    return lambda gold, found: all(same_name(gold.get(n), found.get(n)) for n in names)


def _quoted(gold: Item, found: Item) -> bool:
    return overlapping(gold["quote"], found["quote"])


def _all(*tests: Agrees) -> Agrees:
    return lambda gold, found: all(test(gold, found) for test in tests)


def _there(gold: Item, found: Item) -> bool:
    return same_name(gold["where"], found["where"]) or _quoted(gold, found)


def _stance(gold: Item, found: Item) -> bool:
    """One relation between the same two; backing is an alliance, which holds either way."""
    x, y = (_RELATIONS.get(item["relation"], item["relation"]) for item in (gold, found))
    straight = same_name(gold["a"], found["a"]) and same_name(gold["b"], found["b"])
    crossed = same_name(gold["a"], found["b"]) and same_name(gold["b"], found["a"])
    return x == y and (straight or (crossed and x in _MUTUAL))


_RELATIONS = {
    **dict.fromkeys(("backed by", "backs", "supports", "arms", "supplies"), "allied to"),
    **dict.fromkeys(("stationed forces at", "based at", "has a base in"), "stationed at"),
    **dict.fromkeys(("at war with", "fight"), "opposed to"),
    "pledged allegiance to": "loyal to",
    "mediates between": "mediates",
    "branch of": "part of",
}
_MUTUAL = frozenset(("allied to", "opposed to"))

#: What makes two items of a kind the same, and what else is looked at in those that are.
KEYS: dict[str, Agrees] = {
    "tolls": _equal("effect", "low", "high"),
    "control": _all(_equal("relation"), _named("place")),
    "events": _all(_equal("type"), _there),
    "stances": _stance,
    "statements": _all(_named("who"), _quoted),
    "outlook": _quoted,
    "signals": _all(_equal("kind"), _quoted),
    "not_verified": _quoted,
}
ATTRIBUTES: dict[str, dict[str, Agrees]] = {
    "tolls": {
        "victims": _equal("victims"),
        "when": _equal("when"),
        "where": _named("where"),
        "claimant": _named("claimant"),
        "status": _equal("status"),
    },
    "control": {"party": _named("party"), "status": _equal("status"), "background": _equal("background")},
    "events": {"actor": _named("actor"), "status": _equal("status"), "background": _equal("background")},
}


def _either(agrees: Agrees) -> Agrees:
    return lambda gold, found: any(agrees(reading, found) for reading in (gold, *gold.get("alternatives", ())))


def pairs(gold: Sequence[Item], found: Sequence[Item], agrees: Agrees) -> list[tuple[Item, Item]]:
    """Gold items with the found ones that agree, each used once; owed items choose first, closest words first."""
    free = list(found)
    paired = []
    for item in sorted(gold, key=lambda g: bool(g.get("optional"))):
        fitting = [f for f in free if agrees(item, f)]
        if fitting:
            best = max(fitting, key=lambda f: _quoted(item, f))
            free.remove(best)
            paired.append((item, best))
    return paired


def score(gold: Mapping[str, Item], found: Mapping[str, Item]) -> dict[str, float]:
    """F1 of each kind ("tolls.f1") and the share of right attributes among what was found ("tolls.when")."""
    measures: dict[str, float] = {}
    for kind, key in KEYS.items():
        hits, owed, predicted = 0, 0, 0
        right = dict.fromkeys(ATTRIBUTES.get(kind, ()), 0)
        for name, report in gold.items():
            items, answers = report.get(kind, ()), found.get(name, {}).get(kind, ())
            paired = pairs(items, answers, _either(key))
            counted = [(g, f) for g, f in paired if not g.get("optional")]
            hits += len(counted)
            owed += sum(not g.get("optional") for g in items)
            predicted += len(answers) - (len(paired) - len(counted))
            for attribute in right:
                right[attribute] += sum(_either(ATTRIBUTES[kind][attribute])(g, f) for g, f in counted)
        measures[f"{kind}.f1"] = round(2 * hits / (owed + predicted), 4) if owed + predicted else 1.0
        measures |= {f"{kind}.{a}": round(n / hits, 4) if hits else 0.0 for a, n in right.items()}
    return measures
