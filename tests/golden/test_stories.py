"""Several reports, one expected outcome: the design's counter-examples, each as a story of invented places and
parties."""

from pathlib import Path
from typing import Any

import pytest

from tests.stories import load
from vedette.model.event import Event
from vedette.model.toll import Toll
from vedette.reconciliation.reconcile import reconcile

STORIES = sorted((Path(__file__).parent / "stories").glob("*.toml"))


def _toll(toll: Toll) -> str:
    return " ".join(filter(None, (toll.effect, toll.group, str(toll))))


def _told(event: Event, wanted: dict[str, Any]) -> dict[str, Any]:
    seen = {
        "type": event.type,
        "claims": len(event.claims),
        "copies": len(event.copies),
        "rung": event.verification.rung,
        "answers": event.verification.axes.answers,
        "origins": event.verification.axes.origins,
        "interest": event.verification.axes.interest,
        "dispute": list(event.dispute),
        "status": event.status,
        "perpetrator": event.perpetrator.rung if event.perpetrator else "",
        "tolls": [_toll(t) for t in event.tolls],
        "toll_rungs": [t.verification.rung for t in event.tolls],
        "left_out": sorted(x.reason for t in event.tolls for x in t.left_out),
    }
    return {k: seen[k] for k in wanted}


@pytest.mark.parametrize("path", STORIES, ids=lambda p: p.stem)
def test_story_ends_as_expected(path: Path) -> None:
    claims, documents, expect = load(path)
    found = reconcile(claims, documents)
    events = expect.get("event", [])
    assert len(found.events) == len(events), [(e.type, e.claims, e.joins) for e in found.events]
    assert [_told(e, w) for e, w in zip(found.events, events, strict=True)] == events
    assert [_toll(t) for t in found.tolls] == expect.get("running", [])
    spans = [
        " ".join(
            filter(
                None,
                (
                    f"{s.place.name} {s.start}..{s.end or ''}",
                    "+".join(sorted(h.name for h in s.holders)) or "unknown",
                    "presence " + "+".join(sorted(h.name for h in s.presence)) if s.presence else "",
                    "contested" if s.contested else "",
                    "besieged" if s.besieged else "",
                    s.verification.rung,
                ),
            )
        )
        for s in found.control
    ]
    assert spans == expect.get("control", [])
