"""Checks the hand-written reference data and compiles it into what the library reads.

    python tools/check_reference.py            check; fail if the compiled file is out of step
    python tools/check_reference.py --write    check and write src/vedette/reference/data/actors.json

The YAML is for people: one file per conflict, flow rows, sources as short keys. The JSON is for the machine: no YAML
parser at start-up, names already cut into keys. A name that two parties share is legal; a party, conflict or source
that does not exist is not.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from vedette.reference.actor_names import NameKind, capitals_needed, pieces
from vedette.reference.actors import BondKind, PartyType
from vedette.reference.conflicts import Side

DATA = Path(__file__).resolve().parent.parent / "src" / "vedette" / "reference" / "data"
BONDS = {"part_of": BondKind.PART_OF, "allied_to": BondKind.ALLIED_TO, "backed_by": BondKind.BACKED_BY}
PARTY_KEYS = {
    "id", "name", "aka", "local", "type", "side", "part_of", "allied_to", "backed_by", "since", "until", "country",
    "forces_of", "offices", "src", "conflicts", "adj", "capital",
}  # fmt: skip


class Faults(Exception):
    """Everything that is wrong with the reference data, a line each."""


def first_day(value: object) -> str | None:
    """The first day of a date, month or year as written in YAML; None for none."""
    if value is None:
        return None
    text = str(value)
    return text + ("-01-01", "-01", "")[text.count("-")]


def after_last_day(value: object) -> str | None:
    """The day after the last day of a date, month or year as written in YAML (`until` is inclusive there)."""
    first = first_day(value)
    if first is None:
        return None
    date = dt.date.fromisoformat(first)
    dashes = str(value).count("-")
    if dashes == 0:
        return date.replace(year=date.year + 1).isoformat()
    if dashes == 1:
        return (date + dt.timedelta(days=32)).replace(day=1).isoformat()
    return (date + dt.timedelta(days=1)).isoformat()


def period(row: Mapping[str, Any]) -> list[str | None]:
    """`since` and `until` of a row as a half-open pair."""
    return [first_day(row.get("since")), after_last_day(row.get("until"))]


def as_rows(value: Any, key: str) -> list[dict[str, Any]]:
    """A scalar, a list of scalars or of rows, as rows with `key`."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [item if isinstance(item, dict) else {key: item} for item in items]


def compile_party(
    row: Mapping[str, Any], conflicts: list[str], sources: Mapping[str, str], faults: list[str]
) -> dict[str, Any]:
    """One party as the library reads it."""
    where = row.get("id", "?")
    faults.extend(f"{where}: unknown key {key!r}" for key in row.keys() - PARTY_KEYS)
    faults.extend(f"{where}: unknown source {s!r}" for s in row.get("src", ()) if s not in sources)
    if not row.get("src"):
        faults.append(f"{where}: no source")
    if row.get("type") not in set(PartyType):
        faults.append(f"{where}: unknown type {row.get('type')!r}; one of {', '.join(PartyType)}")
    local = [name for names in (row.get("local") or {}).values() for name in names]
    aka = [*row.get("aka", ()), *local]
    faults.extend(f"{where}: alias {a!r} is not text; quote it" for a in aka if not isinstance(a, str))
    out: dict[str, Any] = {"id": row["id"], "name": row["name"], "type": row["type"]}
    sides = [
        [conflict, side["side"], *period(side)]
        for conflict in row.get("conflicts", conflicts)
        for side in as_rows(row.get("side"), "side")
    ]
    bonds = [[kind, b["party"], *period(b)] for key, kind in BONDS.items() for b in as_rows(row.get(key), "party")]
    offices = [[o["holder"], o["role"], *period(o)] for o in row.get("offices", ())]
    extra = {
        "aka": aka,
        "period": period(row) if row.get("since") or row.get("until") else None,
        "country": row.get("country"),
        "forces_of": row.get("forces_of"),
        "sides": sides,
        "bonds": bonds,
        "offices": offices,
        "sources": [sources.get(s, s) for s in row.get("src", ())],
    }
    return out | {key: value for key, value in extra.items() if value}


def is_description(name: str) -> bool:
    """Whether an alias is words without a name ("coalition warplanes"): those belong to their conflict alone."""
    return isinstance(name, str) and name.isascii() and name.islower()


def names_of(row: Mapping[str, Any]) -> Iterator[tuple[str, NameKind]]:
    """Every name under which a party is looked up, and its kind."""
    state = row["type"] == PartyType.STATE
    yield row["name"], NameKind.COUNTRY if state else NameKind.NAME
    for name in row.get("aka", ()):
        yield name, NameKind.COUNTRY if state else NameKind.NAME
    for names in (row.get("local") or {}).values():
        for name in names:
            yield name, NameKind.COUNTRY if state else NameKind.NAME
    for adjective in row.get("adj", ()):
        yield adjective, NameKind.ADJECTIVE
    for capital in row.get("capital", ()):
        yield capital, NameKind.CAPITAL
    for office in row.get("offices", ()):
        yield office["holder"], NameKind.OFFICE
        for name in office.get("aka", ()):
            yield name, NameKind.OFFICE


def compile_all(data: Path = DATA) -> dict[str, Any]:
    """All YAML files as one value. Raises Faults with a line for everything that is wrong."""
    faults: list[str] = []
    meta = yaml.safe_load((data / "conflicts.yaml").read_text(encoding="utf-8"))
    conflicts: dict[str, dict[str, Any]] = {}
    for row in meta["conflicts"]:
        conflicts[row["id"]] = {
            "id": row["id"],
            "name": row["name"],
            "countries": row["countries"],
            "around": row.get("around", []),
            "state": row["state"],
            "period": period(row),
            "cues": row.get("cues", []),
            "dyads": [[d["a"], d["b"], *period(d)] for d in row.get("dyads", ())],
            "generics": [],
            "defaults": [],
            "sources": row.get("src", []),
        }
    parties: list[dict[str, Any]] = []
    index: dict[str, list[list[int]]] = {}
    aligned: list[tuple[list[str], dict[str, Any]]] = []
    for path in sorted((data / "actors").glob("*.yaml")):
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
        own = book.get("conflicts", [])
        faults.extend(f"{path.name}: unknown conflict {c!r}" for c in own if c not in conflicts)
        for row in book.get("parties", ()):
            number = len(parties)
            parties.append(compile_party(row, own, book["sources"], faults))
            for name, kind in names_of(row):
                if not isinstance(name, str) or (own and kind is NameKind.NAME and is_description(name)):
                    continue
                entry = [number, int(kind), capitals_needed(name)]
                key = " ".join(pieces(name))
                if not key:
                    faults.append(f"{row['id']}: the name {name!r} has no letters")
                elif all(e[:2] != entry[:2] for e in index.setdefault(key, [])):
                    index[key].append(entry)
            described = [a for a in row.get("aka", ()) if is_description(a)]
            for conflict in (conflicts[c] for c in own if described and c in conflicts):
                conflict["generics"].append([described, row["id"], *period(row), []])
        aligned += [(own, row) for row in book.get("aligned", ())]
        for conflict in (conflicts[c] for c in own if c in conflicts):
            for row in book.get("generics", ()):
                if conflict["id"] in row.get("conflicts", own):
                    words = [w if isinstance(w, str) else str(w) for w in row["words"]]
                    conflict["generics"].append([words, row["party"], *period(row), sorted(row.get("near", []))])
            for row in book.get("defaults", ()):
                if conflict["id"] in row.get("conflicts", own):
                    conflict["defaults"].append([row["side"], row["party"], *period(row)])
    _align(parties, aligned, faults)
    _check(parties, conflicts, faults)
    if faults:
        raise Faults("\n".join(faults))
    return {"parties": parties, "conflicts": list(conflicts.values()), "index": dict(sorted(index.items()))}


def _align(parties: list[dict[str, Any]], aligned: list[tuple[list[str], dict[str, Any]]], faults: list[str]) -> None:
    by_id = {p["id"]: p for p in parties}
    for own, row in aligned:
        party = by_id.get(row["party"])
        if party is None:
            faults.append(f"aligned: unknown party {row['party']!r}")
            continue
        for conflict in row.get("conflicts", own):
            party.setdefault("sides", []).append([conflict, row["side"], *period(row)])
        for key, kind in BONDS.items():
            for bond in as_rows(row.get(key), "party"):
                party.setdefault("bonds", []).append([kind, bond["party"], *period({**row, **bond})])


def _check(parties: list[dict[str, Any]], conflicts: Mapping[str, Mapping[str, Any]], faults: list[str]) -> None:
    ids = [p["id"] for p in parties]
    known = set(ids)
    faults.extend(f"{i}: twice" for i in sorted(known) if ids.count(i) > 1)
    for party in parties:
        faults.extend(f"{party['id']}: unknown party {o!r}" for _, o, *_ in party.get("bonds", ()) if o not in known)
        faults.extend(
            f"{party['id']}: unknown conflict {c!r}" for c, *_ in party.get("sides", ()) if c not in conflicts
        )
        faults.extend(f"{party['id']}: unknown side {s!r}" for _, s, *_ in party.get("sides", ()) if s not in set(Side))
        if party.get("forces_of", party["id"]) not in known:
            faults.append(f"{party['id']}: forces of unknown party {party['forces_of']!r}")
        spans = [party.get("period"), *(row[2:] for key in ("sides", "bonds", "offices") for row in party.get(key, ()))]
        faults.extend(
            f"{party['id']}: ends before it starts: {s}" for s in spans if s and s[0] and s[1] and s[0] >= s[1]
        )
    for conflict in conflicts.values():
        named = [conflict["state"], *(p for d in conflict["dyads"] for p in d[:2])]
        named += [g[1] for g in conflict["generics"]] + [d[1] for d in conflict["defaults"]]
        faults.extend(f"{conflict['id']}: unknown party {p!r}" for p in named if p not in known)


def rendered(compiled: Mapping[str, Any]) -> str:
    """The compiled value as the file holds it: the same data, the same bytes."""
    lines = [json.dumps(p, ensure_ascii=False, separators=(",", ":")) for p in compiled["parties"]]
    wars = [json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in compiled["conflicts"]]
    index = json.dumps(compiled["index"], ensure_ascii=False, separators=(",", ":"))
    joined = ",\n".join(lines), ",\n".join(wars)
    return f'{{"parties":[\n{joined[0]}\n],\n"conflicts":[\n{joined[1]}\n],\n"index":{index}}}\n'


def main() -> int:
    """Check, and write if asked. The exit code is 1 where something is wrong or out of step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write the compiled file")
    options = parser.parse_args()
    target = DATA / "actors.json"
    try:
        compiled = compile_all()
    except Faults as faults:
        print(faults, file=sys.stderr)
        return 1
    text = rendered(compiled)
    if options.write:
        target.write_text(text, encoding="utf-8")
    elif not target.exists() or target.read_text(encoding="utf-8") != text:
        print(f"{target} is out of step: run this tool with --write", file=sys.stderr)
        return 1
    names = sum(len(v) for v in compiled["index"].values())
    print(f"{len(compiled['parties'])} parties, {len(compiled['conflicts'])} conflicts, {names} names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
