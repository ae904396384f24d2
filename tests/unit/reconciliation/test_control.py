import datetime as dt
import random
from dataclasses import replace
from typing import Any

from tests.stories import tell
from vedette.model.control import ControlSpan
from vedette.reconciliation.control import FADES, Timelines, spans_of
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.testimony import base

ARMY, FRONT = "Lowland army/government", "Ridge Front/opposition"


def spans(*claims: dict[str, Any]) -> tuple[list[ControlSpan], list[str]]:
    """Spans of one place from claims a day apart, each in a report of its own."""
    found, unused = spans_of(said(*claims))
    return list(found), [reason for _, reason in unused]


def said(*claims: dict[str, Any]) -> tuple[base.Testimony, ...]:
    reports = []
    for i, claim in enumerate(claims):
        words = f"Report number {i} speaks of the town in words of its own"
        day = claim.pop("day", i + 1)
        raw = {"kind": "control", "in": words, "place": "Qarat", "when": dt.date(2031, 5, day)} | claim
        reports.append(
            {
                "id": str(i),
                "outlet": f"Outlet {i}",
                "published": dt.datetime(2031, 5, day, 12 + i, tzinfo=dt.UTC),
                "text": words + ".",
                "claim": [{k: v for k, v in raw.items() if v is not None}],
            }
        )
    return weighable(*tell(reports))


def names(span: ControlSpan) -> tuple[list[str], list[str], bool]:
    return ([h.name for h in span.holders], [h.name for h in span.presence], span.contested)


def test_lost_ends_a_span_and_starts_nobody_elses() -> None:
    found, _ = spans({"relation": "captured", "party": ARMY}, {"relation": "lost", "party": ARMY})
    assert [names(s)[0] for s in found] == [["Lowland army"], []]
    assert found[0].end == found[1].start == dt.date(2031, 5, 2)


def test_who_brings_aid_lays_no_siege() -> None:
    found, unused = spans({"relation": "besieges", "party": "Lake Aid Union/humanitarian"})
    assert (found, unused) == ([], ["who watches, tells or helps holds no ground"])


def test_entered_is_presence_only() -> None:
    found, _ = spans({"relation": "entered", "party": FRONT})
    assert names(found[0]) == ([], ["Ridge Front"], False)


def test_entering_a_held_place_contests_it_and_changes_no_holder() -> None:
    found, _ = spans({"relation": "captured", "party": ARMY}, {"relation": "entered", "party": FRONT})
    assert names(found[1]) == (["Lowland army"], ["Ridge Front"], True)


def test_a_part_captured_is_presence() -> None:
    found, _ = spans({"relation": "captured", "party": FRONT, "extent": "outskirts"})
    assert names(found[0])[:2] == ([], ["Ridge Front"])


def test_competing_claims_to_hold_stand_side_by_side() -> None:
    found, _ = spans({"relation": "captured", "party": FRONT}, {"relation": "holds", "party": ARMY})
    assert names(found[1]) == (["Ridge Front", "Lowland army"], [], True)


def test_an_admitted_loss_outranks_an_older_word_that_one_still_holds() -> None:
    found, _ = spans(
        {"relation": "lost", "party": ARMY, "who": ARMY, "day": 3},
        {"relation": "captured", "party": FRONT, "who": FRONT, "day": 3},
        {
            "relation": "holds",
            "party": ARMY,
            "who": ARMY,
            "when": dt.date(2031, 5, 4),
            "spoke": dt.date(2031, 5, 2),
            "day": 4,
        },
    )
    assert names(found[-1])[0] == ["Ridge Front"]


def test_a_siege_is_a_flag_and_no_holder() -> None:
    found, _ = spans({"relation": "captured", "party": FRONT}, {"relation": "besieges", "party": ARMY})
    assert (names(found[1])[0], found[1].besieged) == (["Ridge Front"], True)


def test_a_denial_contests_and_hands_the_place_to_nobody() -> None:
    found, _ = spans(
        {"relation": "captured", "party": FRONT, "who": FRONT},
        {"relation": "captured", "party": FRONT, "who": ARMY, "status": {"fact": "denied"}},
    )
    assert names(found[1]) == (["Ridge Front"], [], True)


def test_what_is_planned_or_recalled_without_a_date_sets_no_boundary() -> None:
    found, reasons = spans(
        {"relation": "captured", "party": FRONT, "status": {"fact": "planned"}},
        {"relation": "captured", "party": FRONT, "background": True, "when": None},
        {"relation": "captured", "party": FRONT, "background": True, "since": dt.date(2030, 1, 1)},
    )
    assert found == []
    assert sorted(reasons) == [
        "it is planned",
        "recalled history that is dated too roughly sets no boundary",
        "recalled history without a date sets no boundary",
    ]


def test_the_same_claim_again_only_renews_the_evidence() -> None:
    found, _ = spans({"relation": "holds", "party": ARMY}, {"relation": "holds", "party": ARMY})
    assert len(found) == 1
    assert found[0].last_evidence == dt.date(2031, 5, 2)
    assert found[0].fades == dt.date(2031, 5, 2) + FADES
    assert not found[0].since_known


def test_timelines_of_ever_other_claims_are_those_of_the_claims_alone() -> None:
    draw = random.Random(3)
    relations = ("captured", "holds", "lost", "entered", "besieges", "contests", "withdrew")
    told = said(
        *(
            {
                "relation": draw.choice(relations),
                "party": draw.choice((ARMY, FRONT)),
                "day": draw.randrange(1, 9),
                "place": draw.choice(("Qarat", "Basra")),
            }
            for _ in range(11)
        )
    )
    copy = replace(told[3], copy_of=told[2].key)
    known, lines = dict.fromkeys(told[:3]), Timelines()
    for t in draw.choices((*told, copy), k=120):
        if t in known:
            del known[t]
        else:
            known[t] = None
        assert lines.spans_of(known) == spans_of(known)


def test_spans_before_a_new_claim_are_not_made_anew() -> None:
    told = said(
        {"relation": "captured", "party": FRONT},
        {"relation": "captured", "party": ARMY},
        {"relation": "captured", "party": FRONT},
        {"relation": "captured", "party": ARMY},
    )
    lines = Timelines()
    before, _ = lines.spans_of(told[:3])
    after, _ = lines.spans_of(told)
    assert [a is b for a, b in zip(before, after, strict=False)] == [True, True, False]  # the last one has an end now
