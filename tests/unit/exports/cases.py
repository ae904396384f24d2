"""Hand-made events for the tests of exports: an event with its parties, tolls and the words of its claims."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.factories import claim, evidence
from tests.factories import event as happened
from vedette.exports.archive import Account, Report, Told
from vedette.model.claim import Effect, EventType, TollContent, VictimClass, Victims
from vedette.model.codec import from_json, to_json
from vedette.model.event import Event, Party
from vedette.model.ids import ActorId, ClaimKey, ConflictId, EventId, PlaceId
from vedette.model.quantity import Quantity
from vedette.model.resolved import PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.model.times import DAY, Precision, When, day
from vedette.model.toll import Toll, Used, UseReason
from vedette.model.verification import Answer, Axes, Interest, Rung, Verification

FIFTH = dt.date(2016, 7, 5)
SURE = Verification(Rung.REPORTED, "one independent origin that is no party", Axes(1, Interest.NONE, Answer.UNANSWERED))
#: Actors of the registry by a short name, with their side in the Syrian war.
KNOWN = {
    "army": ("sy-saa", "Syrian Arab Army", "government"),
    "state": ("sy", "Syria", "government"),
    "assad": ("sy-assad", "Assad government", "government"),
    "russia": ("ru", "Russia", "government"),
    "rebels": ("sy-rebels", "Syrian rebels", "opposition"),
    "unknown": ("provisional:1", "River Brigade", None),
}
WIRE = Report(
    claim().document,
    "https://wire.example/one",
    "Example Wire",
    dt.datetime(2016, 7, 6, 9, 30, tzinfo=dt.UTC),
    "A strike",
    "en",
)


@dataclass(frozen=True)
class Given:
    """An archive of hand-made events."""

    events: tuple[Told, ...]

    def told(self) -> Iterator[Told]:
        """See `Archive.told`."""
        return iter(self.events)


def parties(*, by: str = "", on: str = "", suspected: bool = False) -> tuple[Party, ...]:
    """Doers and targets by their short names, in order."""
    found = []
    for role, names in ((Role.ACTOR, by), (Role.TARGET, on)):
        for name in names.split():
            actor, words, side = KNOWN[name]
            found.append(Party(role, ActorId(actor), words, side, (ClaimKey("k0"),), suspected))
    return tuple(found)


def killed(
    low: int,
    high: int | None = None,
    *,
    best: int | None = None,
    of: VictimClass = VictimClass.UNSPECIFIED,
    effect: Effect = Effect.KILLED,
    side: str | None = None,
    group: str | None = None,
) -> Toll:
    """A toll on claim k1; one number is a point, no high an open top."""
    return Toll(
        effect,
        of,
        low,
        best if best is not None else (low if low == high else None),
        high,
        high is None,
        SURE,
        (Used(ClaimKey("k1"), (UseReason.FLOOR,)),),
        group=group,
        victims_side=side,
    )


def aleppo(precision: PlacePrecision = PlacePrecision.TOWN, **changes: Any) -> PlaceResolution:
    """Aleppo, by a precision."""
    values: dict[str, Any] = {
        "name": "Aleppo",
        "latitude": 36.2,
        "longitude": 37.15,
        "country": "SY",
        "admin1": "Aleppo",
    }
    mention = changes.pop("mention", "in Aleppo")
    return PlaceResolution(mention, precision, PlaceId("gn:170063"), **(values | changes))


def days(first: dt.date, count: int, precision: Precision = Precision.INTERVAL) -> When:
    """So many days from the first."""
    return When(first, first + count * DAY, precision)


def told(type_: EventType, *tolls: Toll, words: str = "", quote: str = "Jets struck Aleppo", **changes: Any) -> Told:
    """An event told by one report: claim k0 says that it happened, k1 gives the figure in `words`."""
    low = tolls[0].low if tolls else 0
    toll = TollContent(Effect.KILLED, Quantity(low, None, words=words), Victims())
    made = [(ClaimKey("k0"), claim(happened(type_), evidence=evidence(quote)))]
    if tolls:
        made.append((ClaimKey("k1"), claim(toll, evidence=evidence(f"{words or low} dead"))))
    accounts = []
    for key, one in made:
        object.__setattr__(one, "key", key)
        accounts.append(Account(to_json(ResolvedClaim(one))["claim"], WIRE))
    values: dict[str, Any] = {
        "when": day(FIFTH),
        "place": aleppo(),
        "claims": tuple(key for key, _ in made),
        "verification": SURE,
        "conflicts": (ConflictId("syria"),),
        "parties": parties(by="army"),
    }
    name = EventId(changes.pop("id", f"e-{type_}"))
    values["tolls"] = tuple(replace(t, event=name) for t in tolls)
    return Told(Event(name, type_, **(values | changes)), tuple(accounts))


def claims_of(one: Told) -> dict[ClaimKey, ResolvedClaim]:
    """The claims that an event was told by, whole, by their keys."""
    found = {}
    for account in one.accounts:
        true = {name: value for name, value in account.claim.items() if name not in ("key", "id")}
        read = from_json(ResolvedClaim, {"claim": true})
        object.__setattr__(read.claim, "key", account.key)
        found[account.key] = read
    return found
