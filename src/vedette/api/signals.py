"""The route of signals: what stands out, by which rule, and how often that rule was right."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from vedette.api.schemas import SignalsShape
from vedette.model.codec import to_json
from vedette.picture.asking import Asked, Cursor, Limit, answer, page
from vedette.picture.standing import Standing, order
from vedette.signals.rules import RECENT, Found

router = APIRouter(tags=["signals"])


@router.get("/signals", response_model=SignalsShape)
def signals(
    request: Request,
    picture: Asked,
    days: Annotated[
        int, Query(ge=1, le=36500, description="Signals of so many days before the newest report.")
    ] = RECENT,
    rule: Annotated[list[str] | None, Query(max_length=20, description="Only these rules, by name.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """What stands out, newest first. No signal is a bare score: beside each stand the numbers compared, the claims, and
    how often its rule was right on this ledger; `rules` has every rule with its base rate and back-test."""
    out = picture.standing_out
    if out is None:
        return answer(request, {"items": [], "next": None, "last": None, "rules": []})
    found = out.recent(days, rule or ())
    shown, more = page(found, lambda one: order(one.signal), limit=limit, cursor=cursor)
    rules = [_rule(f) for f in out.found if not rule or f.rule.name in rule]
    data = {"items": [_signal(s) for s in shown], "next": more, "last": out.last.isoformat(), "rules": rules}
    return answer(request, data)


def _signal(one: Standing) -> dict[str, Any]:
    return {
        "rule": one.signal.rule,
        "day": one.signal.day.isoformat(),
        "subject": one.signal.subject,
        "words": one.signal.words,
        "claims": list(one.signal.claims),
        "states": one.rule.states,
        "verdict": one.test.words() if one.test else "",
    }


def _rule(found: Found) -> dict[str, Any]:
    test = found.test
    return {
        "name": found.rule.name,
        "states": found.rule.states,
        "tested": found.rule.tested,
        "why": found.why,
        "test": None if test is None else {**to_json(test), "base_rate": test.base_rate, "precision": test.precision},
        "verdict": test.words() if test else "",
    }
