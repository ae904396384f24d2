"""What holds of reconciliation whatever the claims: order plays no part, a copy has no weight, bounds are in order."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.stories import POINTS, tell
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.model.toll import Toll
from vedette.reconciliation.reconcile import reconcile
from vedette.reconciliation.testimony.base import Reconciled

ACTORS = (
    "Lowland army/government",
    "Lowland ministry/government",
    "Ridge Front/opposition",
    "Ridge Observatory",
    "Medics",
)
DAYS = st.dates(dt.date(2031, 5, 1), dt.date(2031, 5, 4))

figures = st.one_of(
    st.builds(lambda n: {"point": n}, st.integers(0, 400)),
    st.builds(lambda n: {"low": n}, st.integers(0, 400)),
)
tolls = st.fixed_dictionaries(
    {
        "kind": st.just("toll"),
        "effect": st.sampled_from(("killed", "injured")),
        "victims": st.sampled_from(("civilian", "combatant", "unspecified")),
        "cause": st.sampled_from(("air-strike", "shelling", "armed-clash")),
        "scope": st.sampled_from(("event", "event", "cumulative", "update")),
    },
    optional={"by": st.sampled_from(ACTORS), "status": st.sampled_from(({"fact": "denied"}, {"fact": "planned"}))},
)
events = st.fixed_dictionaries(
    {"kind": st.just("event"), "type": st.sampled_from(("air-strike", "shelling", "attack"))},
    optional={"actor": st.sampled_from(ACTORS), "status": st.sampled_from(({"fact": "denied"}, {"fact": "suspected"}))},
)
controls = st.fixed_dictionaries(
    {
        "kind": st.just("control"),
        "relation": st.sampled_from(("captured", "entered", "holds", "lost", "withdrew", "besieges", "contests")),
        "party": st.sampled_from(ACTORS),
    },
    optional={"from": st.sampled_from(ACTORS), "extent": st.sampled_from(("all", "part"))},
)
claims = st.builds(
    lambda body, figure, place, when, who: (
        body
        | (figure if body["kind"] == "toll" else {})
        | ({"place": place} if place else {})
        | ({"when": when} if when else {})
        | ({"who": who} if who else {})
    ),
    st.one_of(tolls, events, controls),
    figures,
    st.one_of(st.none(), st.sampled_from(sorted(POINTS))),
    st.one_of(st.none(), DAYS),
    st.one_of(st.none(), st.sampled_from(ACTORS)),
)
reports = st.lists(st.tuples(st.lists(claims, min_size=1, max_size=4), DAYS), min_size=1, max_size=6)


def story(drawn: list[tuple[list[dict[str, Any]], dt.date]]) -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    made = []
    for i, (bodies, day) in enumerate(drawn):
        words = [f"Sentence {j} of report {i} says something of its own here" for j in range(len(bodies))]
        made.append(
            {
                "id": str(i),
                "outlet": f"Outlet {i}",
                "published": dt.datetime(day.year, day.month, day.day, 8 + i, tzinfo=dt.UTC),
                "text": ". ".join(words) + ".",
                "claim": [b | {"in": w} for b, w in zip(bodies, words, strict=True)],
            }
        )
    return tell(made)


def tolls_in(found: Reconciled) -> list[Toll]:
    return [*found.tolls, *(t for e in found.events for t in e.tolls)]


@given(reports, st.randoms(use_true_random=False))
def test_any_order_of_claims_gives_the_same_result(drawn: Any, random: Any) -> None:
    said, documents = story(drawn)
    shuffled = [*said, *said]
    random.shuffle(shuffled)
    turned = dict(sorted(documents.items(), reverse=True))
    assert reconcile(shuffled, turned) == reconcile(said, documents)


@given(reports, st.data())
def test_a_copy_changes_nothing_but_the_copies_named(drawn: Any, data: Any) -> None:
    said, documents = story(drawn)
    before = reconcile(said, documents)
    original = data.draw(st.sampled_from(sorted(documents)))
    source = documents[original]
    copy = replace(
        source,
        id=DocumentId("copy"),
        outlet="Copying Post",
        published=(source.published or dt.datetime.now(dt.UTC)) + dt.timedelta(hours=20),
    )
    copied = [replace(c, claim=replace(c.claim, document=copy.id)) for c in said if c.claim.document == original]
    after = reconcile([*said, *copied], documents | {copy.id: copy})
    assert without_copies(after) == without_copies(before)
    named = {k for e in after.events for k in e.copies}
    happenings = {c.claim.key for c in copied if any(c.claim.key in e.copies for e in after.events)}
    assert named == happenings


def without_copies(found: Reconciled) -> tuple[object, ...]:
    def bare(event: Event) -> Event:
        return replace(event, copies=(), tolls=tuple(replace(t, copies=()) for t in event.tolls))

    return (
        tuple(bare(e) for e in found.events),
        tuple(replace(t, copies=()) for t in found.tolls),
        tuple(replace(s, copies=()) for s in found.control),
    )


@given(reports)
def test_every_happening_is_in_one_event_and_bounds_are_in_order(drawn: Any) -> None:
    said, documents = story(drawn)
    found = reconcile(said, documents)
    members = [k for e in found.events for k in e.claims]
    assert len(members) == len(set(members))
    for toll in tolls_in(found):
        assert toll.low <= (toll.low if toll.best is None else toll.best)
        assert toll.high is None or (toll.best or toll.low) <= toll.high
        used = {u.claim for u in toll.used} | {p for u in toll.used for p in u.parts}
        assert not used & {x.claim for x in toll.left_out}


@given(reports)
def test_spans_of_one_place_do_not_overlap(drawn: Any) -> None:
    said, documents = story(drawn)
    spans: dict[str, list[Any]] = {}
    for span in reconcile(said, documents).control:
        spans.setdefault(span.place.name or "", []).append(span)
    for own in spans.values():
        for earlier, later in pairwise(own):
            assert earlier.end == later.start
        assert own[-1].end is None


@given(reports, st.data())
def test_a_report_whose_claims_are_gone_plays_no_part(drawn: Any, data: Any) -> None:
    said, documents = story(drawn)
    gone = data.draw(st.sampled_from(sorted(documents)))
    kept = {key: document for key, document in documents.items() if key != gone}
    left = [c for c in said if c.claim.document != gone]
    assert reconcile(left, documents) == reconcile(left, kept)


@given(st.integers(1, 400), st.integers(1, 400), st.booleans())
def test_a_part_is_never_added_and_lifts_its_whole_to_its_own_low_at_most(whole: int, part: int, floor: bool) -> None:
    day = dt.date(2031, 5, 1)
    figure = {"low": whole} if floor else {"point": whole}
    place = sorted(POINTS)[0]
    common = {"kind": "toll", "cause": "shelling", "place": place, "when": day, "victims": "civilian"}
    said, documents = tell(
        [
            {
                "id": "one",
                "outlet": "Meridian Wire",
                "published": dt.datetime(2031, 5, 1, 9, tzinfo=dt.UTC),
                "text": "Shells killed them at noon, with children among them.",
                "claim": [
                    common | figure | {"in": "Shells killed them", "name": "all"},
                    common | {"point": part, "group": "children", "part_of": "all", "in": "children among them"},
                ],
            }
        ]
    )
    tolls = [t for t in tolls_in(reconcile(said, documents)) if t.group is None]
    assert [t.low for t in tolls] == [max(whole, part)]
