"""Claims as rows of a coder's sheet, and the sheet's changes as decisions.

A cell that differs from what was read is a correction of that field; in a blind sheet the coded cells start empty, and
every cell filled in is the coder's own answer, so that two coders can be compared field by field.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vedette.model.claim import ClaimKind
from vedette.model.codebook import VERSION
from vedette.model.codec import dumps, to_json
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.document import Document
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.deriving.corrections import with_field
from vedette.pipeline.exchange.spreadsheet import Line

#: Columns that say which claim it is and are not read back.
SHOWN = ("key", "kind", "outlet", "published", "claimant", "quote")
#: The column with what is decided of the claim as a whole, and the one with why.
VERDICT, REASON, COMMENT = "decision", "reason", "comment"
#: What the columns of a field are called, the field's path in a claim's JSON, and the kinds of claim that have it.
CODED: tuple[tuple[str, str, frozenset[ClaimKind]], ...] = (
    ("type", "content.type", frozenset({ClaimKind.EVENT})),
    ("effect", "content.effect", frozenset({ClaimKind.TOLL})),
    ("low", "content.quantity", frozenset({ClaimKind.TOLL})),
    ("high", "content.quantity", frozenset({ClaimKind.TOLL})),
    ("victims", "content.victims", frozenset({ClaimKind.TOLL})),
    ("relation", "content.relation", frozenset({ClaimKind.CONTROL, ClaimKind.STANCE})),
    ("first_day", "when", frozenset(ClaimKind)),
    ("last_day", "when", frozenset(ClaimKind)),
    ("place", "place", frozenset(ClaimKind)),
    ("background", "background", frozenset(ClaimKind)),
)
COLUMNS = (*SHOWN, *(name for name, _, _ in CODED), VERDICT, REASON, COMMENT)

#: Gives the JSON of a place by its id; raises ValueError for an id that is none.
PlaceOf = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Coder:
    """Who decides, when, and the reason for rows that give none."""

    person: str
    made: dt.datetime
    reason: str = "coded in a sheet"


@dataclass(frozen=True, slots=True)
class Applied:
    """The decisions that a sheet makes, and what is wrong with which line."""

    decisions: tuple[Decision, ...]
    errors: tuple[tuple[int, str], ...]


def sample(claims: Iterable[ResolvedClaim], size: int, seed: str) -> list[ResolvedClaim]:
    """So many claims, the same for the same seed, whatever else the ledger holds: those whose keys hash lowest."""

    def rank(claim: ResolvedClaim) -> str:
        return hashlib.sha256(f"{seed}\n{claim.claim.key}".encode()).hexdigest()

    return sorted(claims, key=rank)[:size]


def sheet(
    claims: Iterable[ResolvedClaim], documents: Mapping[DocumentId, Document], *, blind: bool = False
) -> Iterator[dict[str, str]]:
    """The rows of a sheet. `blind`: what the machine read is not shown, only the words and who says them."""
    for resolved in claims:
        claim = resolved.claim
        document = documents.get(claim.document)
        row = {
            "key": claim.key,
            "kind": claim.kind.value,
            "outlet": (document.outlet or "") if document else "",
            "published": f"{document.published:%Y-%m-%d}" if document and document.published else "",
            "claimant": claim.attribution.origin.name,
            "quote": claim.evidence.quote,
        }
        yield row | ({} if blind else cells(resolved))


def cells(resolved: ResolvedClaim) -> dict[str, str]:
    """The coded cells of a claim, as it stands."""
    data = to_json(resolved)
    content = data["claim"]["content"]
    quantity, when = content.get("quantity", {}), resolved.claim.when
    values = {
        "type": content.get("type"),
        "effect": content.get("effect"),
        "low": quantity.get("low"),
        "high": quantity.get("high"),
        "victims": content.get("victims", {}).get("victim_class"),
        "relation": content.get("relation"),
        "first_day": when.start.isoformat() if when else None,
        "last_day": when.last.isoformat() if when else None,
        "place": (resolved.place.place or resolved.place.name) if resolved.place else None,
        "background": "yes" if resolved.claim.background else "no",
    }
    kinds = {name: of for name, _, of in CODED}
    return {k: "" if v is None else str(v) for k, v in values.items() if resolved.claim.kind in kinds[k]}


def decisions_of(
    lines: Iterable[Line],
    claims: Mapping[ClaimKey, ResolvedClaim],
    coder: Coder,
    *,
    place_of: PlaceOf,
    blind: bool = False,
) -> Applied:
    """What a filled-in sheet decides. A line with an error decides nothing; the others stand."""
    made: list[Decision] = []
    errors: list[tuple[int, str]] = []
    for number, row in lines:
        resolved = claims.get(ClaimKey(row.get("key", "")))
        if resolved is None:
            errors.append((number, f"no claim has the key {row.get('key', '')!r}"))
            continue
        try:
            made += _line(row, resolved, coder, place_of=place_of, blind=blind)
        except ValueError as error:
            errors.append((number, str(error)))
    return Applied(tuple(made), tuple(errors))


def _line(
    row: Mapping[str, str], resolved: ResolvedClaim, coder: Coder, *, place_of: PlaceOf, blind: bool
) -> list[Decision]:
    stands = cells(resolved)
    reason = row.get(REASON) or coder.reason
    comment = row.get(COMMENT) or None

    def decide(kind: DecisionKind, field: str | None = None, value: Any = None) -> Decision:
        return Decision(
            kind=kind,
            subject_kind=SubjectKind.CLAIM,
            subjects=(resolved.claim.key,),
            person=coder.person,
            made=coder.made,
            reason=reason,
            field=field,
            value=None if field is None else dumps(value),
            codebook=VERSION,
            comment=comment,
        )

    made = []
    verdict = row.get(VERDICT, "").casefold()
    if verdict and verdict not in (DecisionKind.ACCEPT, DecisionKind.REJECT):
        raise ValueError(f"{VERDICT} is {verdict!r}; write accept, reject or nothing")
    if verdict:
        made.append(decide(DecisionKind(verdict)))
    paths: dict[str, list[str]] = {}
    for name, path, kinds in CODED:
        given = row.get(name, "")
        if given and resolved.claim.kind not in kinds:
            raise ValueError(f"a claim of kind {resolved.claim.kind} has no {name}")
        answered = bool(given) if blind else name in row and given != stands.get(name, "")
        if answered and resolved.claim.kind in kinds:
            paths.setdefault(path, []).append(name)
    for path, names in paths.items():
        value = _value(path, row, stands, resolved, place_of)
        with_field(resolved, path, value)  # refuses what the field can't be
        as_read = all(row.get(name, "") == stands.get(name, "") for name in names)
        made.append(decide(DecisionKind.ACCEPT if as_read else DecisionKind.CORRECT, path, value))
    return made


def _value(
    path: str, row: Mapping[str, str], stands: Mapping[str, str], resolved: ResolvedClaim, place_of: PlaceOf
) -> Any:
    data = to_json(resolved)["claim"]
    match path:
        case "content.quantity":
            low = _number("low", row.get("low") or stands.get("low", "0"))
            high = _number("high", row["high"]) if row.get("high") else None
            return {
                "low": low,
                "high": high,
                "approximate": False,
                "words": data["content"]["quantity"].get("words", ""),
            }
        case "content.victims":
            return {**data["content"].get("victims", {}), "victim_class": row["victims"]}
        case "when":
            first = _day("first_day", row.get("first_day") or stands.get("first_day", ""))
            last = _day("last_day", row.get("last_day") or first.isoformat())
            if last < first:
                raise ValueError(f"last_day {last} is before first_day {first}")
            precision = "day" if first == last else "interval"
            end = (last + dt.timedelta(days=1)).isoformat()
            return {"start": first.isoformat(), "end": end, "precision": precision, "basis": "stated"}
        case "place":
            return dict(place_of(row["place"])) if row["place"] else None
        case "background":
            if row["background"] not in ("yes", "no"):
                raise ValueError(f"background is {row['background']!r}; write yes or no")
            return row["background"] == "yes"
    return row[path.rsplit(".", 1)[-1]]


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{name} is {text!r}; write a whole number")
    return int(text)


def _day(name: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{name} is {text!r}; write a day such as 2016-07-05") from error
