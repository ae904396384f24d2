"""The golden sentences, read: each must give the claims it lists. What does not yet is pinned, with a reason, in
`known_failures.toml`: a sentence that fails and is not listed fails here, and so does one that is listed and passes."""

import datetime as dt
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vedette.model.claim import (
    Claim,
    ControlContent,
    EventContent,
    OutlookContent,
    StanceContent,
    StatementContent,
    TollContent,
)
from vedette.model.document import Document, document_id
from vedette.model.mention import ActorMention
from vedette.model.provenance import Field

pytestmark = pytest.mark.model

HERE = Path(__file__).resolve().parent
KINDS: dict[str, type] = {
    "tolls": TollContent,
    "control": ControlContent,
    "events": EventContent,
    "stances": StanceContent,
    "statements": StatementContent,
    "outlook": OutlookContent,
}
Case = dict[str, Any]
Reads = Callable[[Claim], Any]


def cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted((HERE / "sentences").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [{"published": table["published"], "file": path.stem, **case} for case in table["case"]]
    return found


CASES = cases()
KNOWN = {
    known["text"]: known["why"]
    for known in tomllib.loads((HERE / "known_failures.toml").read_text(encoding="utf-8"))["known"]
}


@cache
def claims() -> dict[str, tuple[Claim, ...]]:
    """All sentences read in one batch, once a run."""
    from vedette.extraction.reader import load_reader

    documents = [
        Document(
            document_id(case["text"]),
            case["text"],
            case["text"],
            "The outlet",
            dt.datetime.fromisoformat(case["published"]).replace(tzinfo=dt.UTC),
            None,
        )
        for case in CASES
    ]
    return {document.text: found for document, found in load_reader().read_many(documents)}


def bare(name: str) -> str:
    words = name.lower().replace("’", "'").split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def same_name(wanted: str, found: str | None) -> bool:
    """A name agrees when one holds the other; an empty one with none."""
    if not wanted or not found:
        return not wanted and not found
    return bare(wanted) in bare(found) or bare(found) in bare(wanted)


def actor(mention: ActorMention | None) -> str | None:
    return f"{mention.text}" if mention else None


def claimant(claim: Claim) -> str | None:
    link = claim.attribution.claimant
    return f"{link.name} {link.body or ''}".strip() if link else None


#: How a key of a case is read off a claim: names, and all else.
NAMES: dict[str, Reads] = {
    "where": lambda c: c.where.name if c.where else None,
    "place": lambda c: c.where.name if c.where else None,
    "claimant": claimant,
    "beside": lambda c: ", ".join(link.name for link in c.attribution.beside),
    "party": lambda c: actor(c.content.party),
    "from": lambda c: actor(c.content.from_party),
    "by": lambda c: actor(c.content.by),
    "actor": lambda c: actor(c.content.actor),
    "target": lambda c: actor(c.content.target),
    "who": lambda c: c.content.who.name if c.content.who else None,
    "a": lambda c: c.content.a.name,
    "b": lambda c: c.content.b.name,
    "group": lambda c: c.content.victims.group,
}
VALUES: dict[str, Reads] = {
    "effect": lambda c: c.content.effect,
    "low": lambda c: c.content.quantity.low,
    "high": lambda c: "open" if c.content.quantity.high is None else c.content.quantity.high,
    "approx": lambda c: c.content.quantity.approximate,
    "victims": lambda c: c.content.victims.victim_class,
    "scope": lambda c: c.content.scope,
    "amid": lambda c: c.content.amid,
    "place_relation": lambda c: c.where.relation if c.where else None,
    "km": lambda c: c.where.distance_km if c.where else None,
    "bearing": lambda c: c.where.bearing if c.where else None,
    "when": lambda c: c.when.iso() if c.when else "",
    "part": lambda c: (c.when and c.when.part) or "",
    "by_status": lambda c: c.status_of(Field.PERPETRATOR),
    "status": lambda c: c.status,
    "hedge": lambda c: next((s.words.lower() for s in c.statuses if s.field is Field.FACT and s.words), ""),
    "background": lambda c: c.background,
    "relation": lambda c: c.content.relation,
    "extent": lambda c: c.content.extent,
    "count": lambda c: c.content.count.low if c.content.count else None,
    "type": lambda c: c.content.type,
    "since": lambda c: c.content.since.iso() if c.content.since else "",
    "act": lambda c: c.content.act,
    "what": lambda c: c.content.what,
    "condition": lambda c: c.content.condition,
}


def agrees(wanted: dict[str, Any], claim: Claim) -> bool:
    for key, value in wanted.items():
        if key == "subset_of":
            continue
        if key == "condition":
            if bool(value) != bool(VALUES[key](claim)):
                return False
        elif key in NAMES:
            if not same_name(value, NAMES[key](claim)):
                return False
        elif VALUES[key](claim) != value:
            return False
    return True


def assigned(wanted: Sequence[dict[str, Any]], found: Sequence[Claim]) -> list[Claim] | None:
    """A claim of its own for each wanted one, parts tied to their wholes; None where there is no way."""
    if not wanted:
        return []

    def search(position: int, taken: list[Claim]) -> list[Claim] | None:
        if position == len(wanted):
            return taken
        for claim in found:
            if any(claim is t for t in taken) or not agrees(wanted[position], claim):
                continue
            whole = wanted[position].get("subset_of")
            if whole is not None and claim.content.subset_of != taken[whole].key:  # type: ignore[union-attr]
                continue
            if (done := search(position + 1, [*taken, claim])) is not None:
                return done
        return None

    return search(0, [])


def faults(case: Case) -> list[str]:
    """What a case asks for and does not get, in words."""
    said = []
    for kind, content in KINDS.items():
        found = [c for c in claims()[case["text"]] if isinstance(c.content, content)]
        wanted = case.get(kind, [])
        if assigned(wanted, found) is None:
            said.append(f"{kind}: wanted {wanted}, read {[brief(c) for c in found]}")
        if kind in case.get("none", ()) and found:
            said.append(f"{kind}: wanted none, read {[brief(c) for c in found]}")
        if kind in case.get("complete", ()) and len(found) > len(wanted):
            said.append(f"{kind}: wanted no more than {len(wanted)}, read {[brief(c) for c in found]}")
    return said


def brief(claim: Claim) -> dict[str, Any]:
    told = {"quote": claim.evidence.quote, "claimant": claimant(claim), "content": claim.content}
    return told | {"when": claim.when.iso() if claim.when else "", "where": claim.where, "statuses": claim.statuses}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['text'][:50]}")
def test_a_sentence_gives_its_claims(case: Case) -> None:
    missing = faults(case)
    if case["text"] in KNOWN:
        assert missing, "this sentence is read right by now: take it out of known_failures.toml"
    else:
        assert not missing, "\n".join(missing)


def test_every_known_failure_is_a_sentence_and_has_a_reason() -> None:
    assert set(KNOWN) <= {case["text"] for case in CASES}
    assert all(len(why) > 10 for why in KNOWN.values())


def test_most_sentences_are_read_right() -> None:
    assert len(KNOWN) <= len(CASES) // 4
