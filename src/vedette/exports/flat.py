"""An event as one row: the table behind CSV, XLSX, Parquet, and the properties of points on a map."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vedette.exports.archive import Told
from vedette.exports.cells import joined
from vedette.exports.people import overall, wholes
from vedette.model.claim import Effect, VictimClass
from vedette.model.event import Event, Party
from vedette.model.resolved import Role
from vedette.model.verification import Verification
from vedette.reference.codebook import CODEBOOK


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type (a type of Frictionless Table Schema), its HXL tag ("" for none), what it holds.

    `ours`: its text is one of a list of our words, so that nobody else can put a formula there.
    """

    name: str
    type: str
    tag: str
    what: str
    ours: bool = False


def _figures(effect: Effect, tag: str) -> list[Column]:
    name = effect.value.replace("-", "_")
    return [
        Column(f"{name}_low", "integer", f"{tag}+min", f"least number {effect.value} that the origins agree on"),
        Column(f"{name}_best", "integer", tag, f"the preferred origin's figure of people {effect.value}"),
        Column(f"{name}_high", "integer", f"{tag}+max", f"highest figure stated of people {effect.value}"),
        Column(f"{name}_open", "boolean", "", "whether an origin says 'at least'"),
    ]


_KILLED_OF = ((VictimClass.CIVILIAN, "civilian"), (VictimClass.COMBATANT, "combatant"))
_EFFECTS = (
    (Effect.KILLED, "#affected+killed"),
    (Effect.INJURED, "#affected+injured"),
    (Effect.DISPLACED, "#affected+displaced"),
    (Effect.CAPTURED, "#affected+abducted"),
)

COLUMNS: tuple[Column, ...] = (
    Column("event_id", "string", "#event+code", "stable id of the event"),
    Column("event_type", "string", "#event+type", "what happened; see the codebook", ours=True),
    Column("date_start", "date", "#date+start", "first day on which it can have happened"),
    Column("date_end", "date", "#date+end", "last day on which it can have happened, included"),
    Column("date_precision", "string", "", "part-of-day, day, week, month, year or interval", ours=True),
    Column("place", "string", "#loc+name", "the place, or its words where it is not located"),
    Column("place_id", "string", "#loc+code", "gazetteer id: gn: is GeoNames"),
    Column("place_precision", "string", "", "exact, town, around, district, province, country, unresolved", ours=True),
    Column("place_basis", "string", "", "stated, inferred, or report: not given, its report told of it", ours=True),
    Column("latitude", "number", "#geo+lat", "WGS 84, degrees north"),
    Column("longitude", "number", "#geo+lon", "WGS 84, degrees east"),
    Column("radius_km", "number", "", "how far from the point it can have been"),
    Column("admin1", "string", "#adm1+name", "first-level division"),
    Column("country", "string", "#country+code", "ISO 3166-1 alpha-2"),
    Column("actors", "string", "#group+name+first", "those it is laid to; a question mark: only suspected"),
    Column("targets", "string", "#group+name+second", "those it was done to"),
    *[c for effect, tag in _EFFECTS for c in _figures(effect, tag)],
    *[
        Column(
            f"killed_{word}s_{bound}", "integer", f"#affected+killed+{word}s+{mark}", f"{word}s killed: {bound} bound"
        )
        for _, word in _KILLED_OF
        for bound, mark in (("low", "min"), ("high", "max"))
    ],
    Column(
        "status",
        "string",
        "#status+fact",
        "asserted, suspected, denied, planned, threatened or hypothetical",
        ours=True,
    ),
    Column("background", "boolean", "", "whether reports only recall it as history"),
    Column("verification", "string", "#status+verification", "the rung: how sure it is", ours=True),
    Column("verification_rule", "string", "", "the rule that gave the rung"),
    Column("origins", "integer", "", "independent origins"),
    Column("perpetrator_verification", "string", "", "the rung of who did it", ours=True),
    Column("dispute", "string", "", "what is disputed"),
    Column("part_of", "string", "", "id of the larger event of which this is a part", ours=True),
    Column("conflicts", "string", "", "conflicts that it belongs to"),
    Column("outlets", "string", "#meta+source", "who published it"),
    Column("claimants", "string", "#meta+source+claimant", "who said it first"),
    Column("urls", "string", "#meta+url", "addresses of the reports"),
    Column("claim_ids", "string", "#meta+id", "keys of the claims that it rests on"),
    Column("quote", "string", "#description", "exact words of its first claim"),
    Column("record_state", "string", "#status+record", "machine, in review, approved or withdrawn", ours=True),
    Column("coded_by", "string", "#meta+coder", "versions that read the claims, or people"),
    Column("codebook", "string", "#meta+version", "version of the codebook", ours=True),
)

#: Names of the columns, and the effects with the beginning of the names of their columns.
NAMES = tuple(c.name for c in COLUMNS)
_NAMED = tuple((effect, effect.value.replace("-", "_")) for effect, _ in _EFFECTS)
_NO_FIGURES: dict[str, Any] = dict.fromkeys(n for n in NAMES if n.startswith(tuple(f"{name}_" for _, name in _NAMED)))

#: What this table can't say of an event, for the loss report.
CANNOT = (
    "a figure's own claims and why each other claim was left out: the native format has them",
    "who said which of several disputed versions: only the outlets and claimants of all are listed",
    "children and other groups within a toll",
    "status and hedge of each field apart: only that of the fact and the rung of who did it",
    "reasons for putting claims together",
    "claims that are no events: statements, stances, outlooks",
)


def row(told: Told) -> dict[str, Any]:
    """The row of an event by column name; None where nothing is known."""
    event, place, when = told.event, told.event.place, told.event.when
    accounts = told.accounts
    values: dict[str, Any] = {
        "event_id": event.id,
        "event_type": event.type.value,
        "date_start": when.start if when else None,
        "date_end": when.last if when else None,
        "date_precision": when.precision.value if when else None,
        "place": (place.name or place.mention) if place else None,
        "place_id": place.place if place else None,
        "place_precision": place.precision.value if place else None,
        "place_basis": place.basis.value if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "radius_km": place.radius_km if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "actors": _names(event.parties, Role.ACTOR),
        "targets": _names(event.parties, Role.TARGET),
    }
    values |= _figures_of(event)
    values |= {
        "status": event.status.value,
        "background": event.background,
        "verification": event.verification.rung.value,
        "verification_rule": event.verification.rule,
        "origins": event.verification.axes.origins,
        "perpetrator_verification": _rung(event.perpetrator),
        "dispute": joined(event.dispute),
        "part_of": event.part_of,
        "conflicts": joined(event.conflicts),
        "outlets": joined(a.outlet for a in accounts),
        "claimants": joined(a.claimant for a in accounts),
        "urls": " ".join(dict.fromkeys(a.address for a in accounts if a.address)),
        "claim_ids": " ".join(event.claims),
        "quote": accounts[0].quote if accounts else None,
        "record_state": event.state.value,
        "coded_by": told.coded_by,
        "codebook": CODEBOOK,
    }
    return values


def _figures_of(event: Event) -> dict[str, Any]:
    """The bounds by effect, None where the event has no such toll."""
    if not event.tolls:
        return _NO_FIGURES
    values = dict(_NO_FIGURES)
    for effect, name in _NAMED:
        if some := overall(wholes(event, effect)):
            low, best, high = f"{name}_low", f"{name}_best", f"{name}_high"
            values[low], values[best], values[high] = some.low, some.best, some.high
            values[f"{name}_open"] = some.open
    killed = wholes(event, Effect.KILLED)
    for victims, word in _KILLED_OF:
        if some := overall(t for t in killed if t.victim_class is victims):
            values[f"killed_{word}s_low"], values[f"killed_{word}s_high"] = some.low, some.high
    return values


def plain(value: Any) -> Any:
    """A cell as text formats write it: dates as ISO, truth as true and false, nothing as ""."""
    kind = type(value)
    if kind is str or kind is int or kind is float:
        return value
    if value is None:
        return ""
    if kind is bool:
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else value


def rows(told: Iterator[Told]) -> Iterator[dict[str, Any]]:
    """The rows of these events."""
    return map(row, told)


def _names(parties: tuple[Party, ...], role: Role) -> str:
    return joined(p.name + (" (?)" if p.suspected else "") for p in parties if p.role is role)


def _rung(verification: Verification | None) -> str | None:
    return verification.rung.value if verification else None
