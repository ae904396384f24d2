"""Which outlets speak for whom: the registry of outlets, and those a user adds, as the table that reconciliation asks.

What a user adds belongs to the ledger: it stands in the manifest of the run that brought it, so that the same entries
give the same events on every machine, and a look back sees what was in force then.
"""

import csv
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from vedette.errors import BadSetting
from vedette.ledger.base import NOW, Readable, Scope
from vedette.model.ids import ActorId, ConflictId
from vedette.reconciliation.testimony.base import OutletTie, Tables
from vedette.reconciliation.testimony.naming import fold
from vedette.reference.actors import ActorRegistry, BondKind
from vedette.reference.outlets import COLUMNS, Outlet, OutletRegistry, OwnerKind, read_outlets

#: The name under which a manifest keeps a user's outlets, as CSV.
SETTING = "outlets"


def load_outlets(path: Path) -> str:
    """A user's table of outlets in the form that a manifest keeps: checked, sorted, the same for the same content.

    Raises BadSetting where the file can't be read, is no such table, or ties an outlet to nobody the registry knows.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"the table of outlets {path} can't be read: {error}") from error
    outlets = read_outlets(text, origin=str(path))
    actors = ActorRegistry.load()
    for outlet in outlets:
        if outlet.tied_to is not None and outlet.tied_to not in actors:
            raise BadSetting(
                f"{path}: {outlet.name} is tied to {outlet.tied_to!r}, which is no party; "
                "find its id with: vedette actors NAME"
            )
    return written(outlets)


def written(outlets: tuple[Outlet, ...]) -> str:
    """Outlets as CSV, by name."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for outlet in sorted(outlets, key=lambda o: (fold(o.name), o.domains)):
        cells = (getattr(outlet, column) for column in COLUMNS)
        table.writerow([";".join(cell) if isinstance(cell, tuple) else cell or "" for cell in cells])
    return out.getvalue()


def in_force(ledger: Readable, scope: Scope = NOW) -> str:
    """The outlets that users added, as of a moment; empty where nobody did. Every derivation says it, so that it is not
    sought far."""
    manifests = ledger.manifests(Scope(as_recorded=scope.as_recorded), newest_first=True)
    # Of one run that names several the last counts.
    return next((v.version for m in manifests for v in reversed(m.settings) if v.name == SETTING), "")


def registry(added: str = "") -> OutletRegistry:
    """The outlets that ship with Vedette and those added."""
    known = OutletRegistry.load()
    return known.with_outlets(read_outlets(added, origin="the ledger's outlets")) if added else known


def tables_of(ledger: Readable, scope: Scope = NOW) -> Tables:
    """The tables for reconciling what a ledger holds."""
    return tables(in_force(ledger, scope))


@lru_cache(maxsize=8)
def tables(added: str = "") -> Tables:
    """The tie of every outlet under each of its names, domains and, where only one has it, the domain's first label
    ("dailysabah" for dailysabah.com), all folded."""
    actors = ActorRegistry.load()
    outlets = registry(added).outlets
    ties = {outlet: tie_of(outlet, actors) for outlet in outlets}
    found: dict[str, OutletTie] = {}
    for outlet in outlets:
        for name in (outlet.name, *outlet.aliases, *outlet.domains):
            found.setdefault(fold(name), ties[outlet])
    labels: dict[str, list[OutletTie]] = {}
    for outlet in outlets:
        for label in {fold(domain.split(".")[0]) for domain in outlet.domains}:
            labels.setdefault(label, []).append(ties[outlet])
    found |= {label: many[0] for label, many in labels.items() if len(many) == 1 and label not in found}
    return Tables(found, {party.id: _owner(party.id, actors) for party in actors.parties})


def tie_of(outlet: Outlet, actors: ActorRegistry) -> OutletTie:
    """Whose an outlet is and for whom it speaks. A state's own outlets that speak for no party of the registry have
    one owner, that state; a public service at arm's length from its government has none."""
    if outlet.tied_to is None or outlet.tied_to not in actors:
        state = outlet.owner is OwnerKind.STATE and outlet.country
        return OutletTie(owner=f"state:{outlet.country}" if state else None, name=outlet.name)
    if outlet.owner is OwnerKind.PUBLIC:
        return OutletTie(owner=_owner(outlet.tied_to, actors), name=outlet.name)
    sides = _sides(outlet, actors)
    return OutletTie(
        owner=_owner(outlet.tied_to, actors),
        actor=outlet.tied_to,
        side=next(iter(sides.values())) if len(set(sides.values())) == 1 else None,
        name=outlet.name,
        sides=sides,
    )


def _owner(party: ActorId, actors: ActorRegistry) -> str:
    """The body at the top of what a party is part of: an agency and a ministry of one state have one owner."""
    seen = [party]
    while (above := actors.party(seen[-1]).bound(BondKind.PART_OF)) and above[0] in actors and above[0] not in seen:
        seen.append(above[0])
    return f"party:{seen[-1]}"


def _sides(outlet: Outlet, actors: ActorRegistry) -> Mapping[ConflictId, str]:
    """The party's side in each conflict; where it changed sides, the first it took."""
    if outlet.tied_to is None:
        return {}
    known = ((c, actors.side(outlet.tied_to, c)) for c in actors.conflicts_of(outlet.tied_to))
    return {conflict: side.value for conflict, side in known if side is not None}
