"""The desk: decisions by page and by API, each upon what its maker saw, by whom it may be made."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests import factories as f
from tests import servers
from tests.products.test_leaks import Story, story  # noqa: F401 - a fixture
from vedette.access import passwords
from vedette.access.door import WRITES, Door, new_token
from vedette.cli.serve import application
from vedette.ledger.accounts import AccountStore, open_accounts
from vedette.ledger.base import Ledger
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import open_ledger
from vedette.model.account import Role
from vedette.model.decision import DecisionKind, SubjectKind
from vedette.model.viewer import Viewer
from vedette.pipeline.deriving.rebuild import rebuild
from vedette.pipeline.deriving.rederive import rederive
from vedette.pipeline.review.desk import Desk
from vedette.pipeline.showing.shown import Shown

V1 = "/api/v1"
PASSWORD = "seven grey herons"

pytestmark = pytest.mark.usefixtures("quick_hashing")


class Office:
    """A served ledger with one account a role, and a second analyst."""

    def __init__(self, ledger: Ledger) -> None:
        store = open_accounts("memory://", create=True)
        assert store is not None
        self.store: AccountStore = store
        self.ledger = ledger
        people = (("rea", "reader"), ("ana", "analyst"), ("abe", "analyst"), ("mira", "adjudicator"), ("head", "admin"))
        for name, role in people:
            store.add(name, Role(role), passwords.hashed(PASSWORD))
        shown = Shown(ledger)
        self.app = application(shown, Door(store, Viewer.PUBLIC), Desk.over(shown))
        self.bearers = {a.name: f"Bearer {new_token(store, a.name, '', 1)[1]}" for a in store.accounts()}

    def api(self, web: TestClient, name: str, body: dict[str, Any]) -> Any:
        return web.post(f"{V1}/decisions", json=body, headers={"Authorization": self.bearers[name]})

    def seen(self, web: TestClient, about: str, *subjects: str) -> dict[str, str]:
        asked = {"about": about, "subject": list(subjects)}
        answer = web.get(f"{V1}/versions", params=asked, headers={"Authorization": self.bearers["ana"]})
        found: dict[str, str] = answer.json()["versions"]
        return found


@pytest.fixture
def office() -> Office:
    return Office(servers.told())


@pytest.fixture
def web(office: Office) -> Iterator[TestClient]:
    with TestClient(office.app, follow_redirects=False) as client:
        yield client


def event_of(web: TestClient) -> dict[str, Any]:
    items = web.get(f"{V1}/events").json()["items"]
    found: dict[str, Any] = web.get(f"{V1}/events/{max(items, key=lambda e: e['claims'])['id']}").json()
    return found


def tolls(event: dict[str, Any]) -> list[tuple[int, int | None]]:
    return [(t["low"], t["high"]) for t in event["tolls"]]


def correction(office: Office, web: TestClient, key: str, low: int, **more: Any) -> dict[str, Any]:
    quantity = {"low": low, "high": low, "approximate": False, "words": str(low)}
    return {
        "kind": "correct", "about": "claim", "subjects": [key], "reason": "misread", "field": "content.quantity",
        "value": quantity, "versions": office.seen(web, "claim", key), **more,
    }  # fmt: skip


def toll_claim(web: TestClient, figure: int) -> str:
    for document in web.get(f"{V1}/documents").json()["items"]:
        for claim in web.get(f"{V1}/documents/{document['id']}/claims").json()["items"]:
            quantity = claim["claim"]["content"].get("quantity")
            if quantity and quantity["low"] == figure:
                return str(claim["claim"]["key"])
    raise LookupError(figure)


# --- by API ---


def test_a_correction_changes_the_event_and_survives_a_rebuild(office: Office, web: TestClient) -> None:
    before = event_of(web)
    assert (6, 6) in tolls(before) or any(high == 6 for _, high in tolls(before))
    answer = office.api(web, "ana", correction(office, web, toll_claim(web, 6), 9))
    assert answer.status_code == 201
    assert answer.json()["derived"] is True
    assert answer.json()["decision"]["person"] == "ana"
    after = event_of(web)
    assert any(high == 9 for _, high in tolls(after))
    assert rebuild(office.ledger).same
    assert event_of(web) == after


def test_a_decision_is_recorded_as_the_command_would(office: Office, web: TestClient) -> None:
    key = toll_claim(web, 6)
    made = office.api(web, "ana", correction(office, web, key, 9)).json()["decision"]
    (kept,) = office.ledger.decisions()
    assert (kept.id, kept.person, kept.kind, kept.subjects) == (made["id"], "ana", DecisionKind.CORRECT, (key,))
    assert kept.codebook


def test_whoever_was_slower_is_told_and_nothing_is_recorded(office: Office, web: TestClient) -> None:
    key = toll_claim(web, 6)
    first, second = correction(office, web, key, 9), correction(office, web, key, 7)
    assert office.api(web, "ana", first).status_code == 201
    answer = office.api(web, "abe", second)
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert [d["person"] for d in problem["since"]] == ["ana"]
    assert problem["current"] == office.seen(web, "claim", key)
    assert len(list(office.ledger.decisions())) == 1
    assert office.api(web, "abe", {**second, "versions": problem["current"]}).status_code == 201


def test_a_report_that_came_in_between_moves_the_version(office: Office, web: TestClient) -> None:
    event = event_of(web)["id"]
    seen = office.seen(web, "event", event)
    assert office.api(web, "ana", correction(office, web, toll_claim(web, 6), 9)).status_code == 201
    body = {"kind": "accept", "about": "event", "subjects": [event], "reason": "sound", "versions": seen}
    assert office.api(web, "abe", body).status_code == 409


def test_a_decision_names_the_version_of_every_subject(office: Office, web: TestClient) -> None:
    answer = office.api(web, "ana", correction(office, web, toll_claim(web, 6), 9) | {"versions": {}})
    assert answer.status_code == 422
    assert "version" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("name", "status"), [(None, 401), ("rea", 403), ("ana", 201), ("mira", 201)], ids=["nobody", "reader", "", "senior"]
)
def test_who_may_decide(office: Office, web: TestClient, name: str | None, status: int) -> None:
    body = correction(office, web, toll_claim(web, 6), 9)
    if name is None:
        answer = web.post(f"{V1}/decisions", json=body)
        assert answer.status_code == 403, "not even the page's word"
        assert web.get(f"{V1}/queue").status_code == 401
    else:
        assert office.api(web, name, body).status_code == status
    assert len(list(office.ledger.decisions())) == (status == 201)


@pytest.mark.parametrize("kind", ["approve", "withdraw"])
def test_going_out_and_being_taken_back_is_for_adjudicators(office: Office, web: TestClient, kind: str) -> None:
    event = event_of(web)["id"]
    body = {"kind": kind, "about": "event", "subjects": [event], "reason": "checked",
            "versions": office.seen(web, "event", event)}  # fmt: skip
    assert office.api(web, "ana", body).status_code == 403
    assert office.api(web, "mira", body).status_code == 201


def test_others_decisions_are_taken_back_by_adjudicators_only(office: Office, web: TestClient) -> None:
    key = toll_claim(web, 6)
    made = office.api(web, "ana", correction(office, web, key, 9)).json()["decision"]["id"]
    back = {"kind": "revert", "about": "claim", "subjects": [key], "reason": "no", "supersedes": made,
            "versions": office.seen(web, "claim", key)}  # fmt: skip
    assert office.api(web, "abe", back).status_code == 403
    assert office.api(web, "abe", {**back, "kind": "correct", "field": "when", "value": None}).status_code == 403
    assert office.api(web, "ana", back).status_code == 201
    assert any(high == 6 for _, high in tolls(event_of(web)))


@pytest.mark.parametrize(
    "more",
    [{"person": "mira"}, {"made": "2001-01-01T00:00:00Z"}, {"id": "x"}, {"role": "admin"}, {"codebook": "9"}],
    ids=lambda m: next(iter(m)),
)
def test_what_the_server_knows_better_can_not_be_given(office: Office, web: TestClient, more: dict[str, str]) -> None:
    assert office.api(web, "ana", correction(office, web, toll_claim(web, 6), 9, **more)).status_code == 422
    assert list(office.ledger.decisions()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"field": "key", "value": "x"},
        {"field": "content.nonsense.deep", "value": 3},
        {"value": {"low": -4}},
        {"subjects": ["no-such-claim"], "versions": {"no-such-claim": ""}},
        {"supersedes": "nothing"},
        {"adjudicates": ["nothing"]},
        {"reason": "   "},
        {"kind": "merge"},
        {"kind": "explode"},
        {"subjects": []},
        {"subjects": ["' OR 1=1 --"], "versions": {"' OR 1=1 --": ""}},
    ],
    ids=lambda c: " ".join(c),
)
def test_what_means_nothing_is_refused(office: Office, web: TestClient, change: dict[str, Any]) -> None:
    body = {**correction(office, web, toll_claim(web, 6), 9), **change}
    name = "mira" if "adjudicates" in change else "ana"
    assert office.api(web, name, body).status_code == 422
    assert list(office.ledger.decisions()) == []


def test_a_session_writes_only_with_its_pages_word(office: Office, web: TestClient) -> None:
    body = correction(office, web, toll_claim(web, 6), 9)
    log_in(web, "ana")
    assert web.post(f"{V1}/decisions", json=body).status_code == 403
    word = csrf(web.get("/desk"))
    assert web.post(f"{V1}/decisions", json=body, headers={"X-CSRF-Token": word}).status_code == 201


def test_writes_are_limited(office: Office, web: TestClient) -> None:
    for _ in range(WRITES):
        office.app.state.door.writes.count("ana")
    answer = office.api(web, "ana", {})
    assert answer.status_code == 429
    assert answer.headers["retry-after"]
    assert office.api(web, "abe", {}).status_code == 422


def test_the_queue_is_ordered_by_stake_and_what_is_accepted_leaves_it(office: Office, web: TestClient) -> None:
    def waiting() -> list[dict[str, Any]]:
        found = web.get(f"{V1}/queue", headers={"Authorization": office.bearers["ana"]}).json()["items"]
        assert [w["stake"] for w in found] == sorted((w["stake"] for w in found), reverse=True)
        return list(found)

    first = waiting()[0]["event"]["id"]
    body = {"kind": "accept", "about": "event", "subjects": [first], "reason": "sound",
            "versions": office.seen(web, "event", first)}  # fmt: skip
    made = office.api(web, "ana", body).json()["decision"]["id"]
    assert first not in [w["event"]["id"] for w in waiting()]
    back = {**body, "kind": "revert", "supersedes": made, "versions": office.seen(web, "event", first)}
    assert office.api(web, "ana", back).status_code == 201
    assert waiting()[0]["event"]["id"] == first


# --- what is protected ---


@pytest.mark.parametrize("how", ["embargo", "hidden"])
def test_what_is_hidden_is_there_for_analysts_only(story: Story, how: str) -> None:  # noqa: F811
    url, decisions = story
    ledger = open_ledger(url)
    strike = decisions["hidden"][0].subjects[0]
    for decision in decisions[how]:
        ledger.add_decision(decision)
    rederive(ledger)
    office = Office(ledger)
    with TestClient(office.app) as web:
        as_reader = {"Authorization": office.bearers["rea"]}
        as_analyst = {"Authorization": office.bearers["ana"]}
        for path in (f"{V1}/events/{strike}", f"/events/{strike}", f"/desk?event={strike}"):
            assert web.get(path, headers=as_reader).status_code in (403, 404), path
        assert web.get(f"{V1}/events/{strike}", headers=as_analyst).status_code == 200
        told = "".join(
            web.get(path, headers=as_analyst).text.casefold()
            for path in ("/desk", f"/desk?event={strike}", f"{V1}/decisions", "/desk/blind", f"{V1}/sources")
        )
        for secret in ("ridge observatory", "lantern radio"):
            assert secret not in told, "who a protected source is stays with the keepers"


def test_a_protected_source_can_not_be_found_by_deciding(story: Story) -> None:  # noqa: F811
    url, decisions = story
    ledger = open_ledger(url)
    for decision in decisions["hidden"]:
        ledger.add_decision(decision)
    rederive(ledger)
    protection = decisions["hidden"][1]
    office = Office(ledger)
    with TestClient(office.app) as web:
        source = "Ridge Observatory"
        body = {"kind": "revert", "about": "source", "subjects": [source], "reason": "let me see",
                "supersedes": protection.id, "versions": office.seen(web, "source", source)}  # fmt: skip
        for name in ("ana", "mira"):
            answer = office.api(web, name, body)
            assert answer.status_code == 422
            assert "no decision" in answer.json()["detail"]


# --- by page ---


def csrf(page: Any) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert found is not None
    return found[1]


def log_in(web: TestClient, name: str) -> None:
    web.cookies.clear()
    word = csrf(web.get("/login"))
    assert web.post("/login", data={"csrf": word, "name": name, "password": PASSWORD}).status_code == 303


def filled(page: Any, form: str = "work") -> dict[str, Any]:
    """The hidden fields of a form of the desk."""
    found = re.search(rf'<form id="{form}".*?</form>', page.text, re.DOTALL)
    assert found is not None
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[0]))


def claims_on(page: Any) -> list[str]:
    return re.findall(r'name="claim" value="([0-9a-f]+)" form="work"', page.text)


def send(web: TestClient, **fields: Any) -> Any:
    return web.post("/desk/decide", data=fields)


def test_the_desk_is_for_analysts(web: TestClient) -> None:
    assert web.get("/desk").headers["location"].startswith("/login?next=%2Fdesk")
    log_in(web, "rea")
    assert web.get("/desk").status_code == 403
    assert ">Desk</a>" not in web.get("/events").text
    log_in(web, "ana")
    page = web.get("/desk")
    assert page.status_code == 200
    assert ">Desk</a>" in page.text
    assert 'value="approve"' not in page.text
    log_in(web, "mira")
    assert 'value="approve"' in web.get("/desk").text


def test_accepting_goes_on_to_the_next_and_can_be_undone(office: Office, web: TestClient) -> None:
    log_in(web, "ana")
    page = web.get("/desk")
    first = filled(page)["at"]
    answer = send(web, **filled(page), act="accept", reason="sound")
    assert answer.status_code == 303
    page = web.get(answer.headers["location"])
    assert "You accepted an event." in page.text
    assert "Nothing is on the desk." in page.text, "it was the only one"
    undone = send(web, **undo(page))
    assert undone.status_code == 303
    assert [d.kind for d in office.ledger.decisions()] == [DecisionKind.ACCEPT, DecisionKind.REVERT]
    assert filled(web.get("/desk"))["at"] == first


def undo(page: Any) -> dict[str, str]:
    found = re.search(r'<form class="undo[^"]*".*?</form>', page.text, re.DOTALL)
    assert found is not None
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[0]))


def test_claims_are_rejected_and_split_off(office: Office, web: TestClient) -> None:
    log_in(web, "ana")
    event = event_of(web)
    page = web.get(f"/desk?event={event['id']}")
    keys = claims_on(page)
    assert len(keys) == len(event["claims"]) > 1
    apart = keys[-1]
    assert send(web, **filled(page), act="split", reason="another day", claim=[]).status_code == 422
    assert send(web, **filled(page), act="split", reason="another day", claim=[apart]).status_code == 303
    assert apart not in event_of(web)["claims"]
    page = web.get(f"/desk?event={event['id']}")
    assert send(web, **filled(page), act="reject", reason="a rumour", claim=[claims_on(page)[0]]).status_code == 303
    assert claims_on(page)[0] not in event_of(web)["claims"]


def test_events_are_merged_and_regraded(office: Office, web: TestClient) -> None:
    log_in(web, "mira")
    event = event_of(web)
    page = web.get(f"/desk?event={event['id']}")
    send(web, **filled(page), act="split", reason="another day", claim=[claims_on(page)[-1]])
    ids = [e["id"] for e in web.get(f"{V1}/events").json()["items"]]
    assert len(ids) == 2
    seen = office.seen(web, "event", *ids)
    both = {f"v-{k}": v for k, v in seen.items()}
    answer = send(web, csrf=csrf(web.get("/desk")), act="merge", reason="one and the same", event=ids, **both)
    assert answer.status_code == 303
    assert len(web.get(f"{V1}/events").json()["items"]) == 1
    page = web.get("/desk?event=" + event_of(web)["id"])
    graded = send(web, **filled(page), act="regrade", axis="judgement", grade="discounted", reason="staged")
    assert graded.status_code == 303
    assert event_of(web)["verification"]["rung"] == "discounted"
    page = web.get("/desk?event=" + event_of(web)["id"])
    assert send(web, **filled(page), act="regrade", axis="judgement", grade="nonsense", reason="x").status_code == 422


def test_a_place_is_found_and_given_to_all_claims(office: Office, web: TestClient) -> None:
    log_in(web, "ana")
    offered = web.get("/desk/places?q=Aleppo").text
    place = re.search(r'name="place" value="([^"]+)"', offered)
    assert place is not None
    event = event_of(web)["id"]
    page = web.get(f"/desk?event={event}")
    assert send(web, **filled(page), act="place", place=place[1], reason="the other Qarat").status_code == 303
    assert event_of(web)["place"]["place"] == place[1]


def test_a_point_of_the_map_is_kept_coarse(office: Office, web: TestClient) -> None:
    log_in(web, "ana")
    assert "Aleppo" in web.get("/desk/places?lat=36.2&lon=37.16").text
    event = event_of(web)["id"]
    page = web.get(f"/desk?event={event}")
    point = {"place": "", "place_name": "Qarat", "latitude": "35.123456", "longitude": "36.987654", "radius": "0.01"}
    assert send(web, **filled(page), act="place", reason="seen on the map", **point).status_code == 303
    place = event_of(web)["place"]
    assert (place["latitude"], place["longitude"], place["radius_km"]) == (35.12, 36.99, 2.0)
    page = web.get(f"/desk?event={event}")
    assert send(web, **filled(page), act="place", reason="x", **{**point, "latitude": "95"}).status_code == 422
    assert send(web, **filled(page), act="place", reason="x", place="gn:999999999").status_code == 422


def test_a_claim_is_corrected_by_its_fields(office: Office, web: TestClient) -> None:
    log_in(web, "ana")
    key = toll_claim(web, 6)
    event = event_of(web)["id"]
    seen = office.seen(web, "claim", key)[key]
    base = {"csrf": csrf(web.get("/desk")), "act": "correct", "claim": key, "at": event, f"v-{key}": seen}
    unchanged = {"cell-low": "6", "cell-high": "6"}
    assert send(web, **base, **unchanged, reason="as read").status_code == 422
    assert send(web, **base, **unchanged | {"cell-low": "many"}, reason="x").status_code == 422
    answer = send(web, **base, **unchanged | {"cell-low": "8", "cell-high": "8"}, reason="eight, says the text")
    assert answer.status_code == 303
    assert "corrected by an analyst" in web.get(f"/events/{event}").text


def test_the_page_of_whoever_was_slower_shows_both(office: Office, web: TestClient) -> None:
    log_in(web, "ana")
    page = web.get("/desk")
    event = filled(page)["at"]
    body = {"kind": "review", "about": "event", "subjects": [event], "reason": "mine <b>now</b>",
            "versions": office.seen(web, "event", event)}  # fmt: skip
    assert office.api(web, "abe", body).status_code == 201
    answer = send(web, **filled(page), act="accept", reason="stale & sound")
    assert answer.status_code == 409
    assert "accept: stale &amp; sound" in answer.text
    assert "mine &lt;b&gt;now&lt;/b&gt;" in answer.text
    assert [d.person for d in office.ledger.decisions()] == ["abe"]


@pytest.mark.parametrize("fields", [{}, {"act": "accept"}, {"act": "explode", "reason": "x"}, {"act": "__class__"}])
def test_a_form_that_asks_for_nothing_is_refused(web: TestClient, fields: dict[str, str]) -> None:
    log_in(web, "ana")
    page = web.get("/desk")
    assert send(web, **filled(page), **fields).status_code == 422


def test_without_the_pages_word_nothing_is_decided(office: Office, web: TestClient) -> None:
    log_in(web, "ana")
    fields = {**filled(web.get("/desk")), "act": "accept", "reason": "x"}
    del fields["csrf"]
    assert send(web, **fields).status_code == 403
    assert list(office.ledger.decisions()) == []


def test_blind_coders_do_not_see_each_other_and_are_settled_between(office: Office, web: TestClient) -> None:
    answers = {"ana": "5", "abe": "7"}
    for name, low in answers.items():
        log_in(web, name)
        while 'name="cell-decision"' in (page := web.get("/desk/blind?n=50&seed=spring")).text:
            assert "coded blind" not in page.text
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
            cells = {"cell-low": low, "cell-high": low} if "cell-low" in page.text else {"cell-decision": "accept"}
            sent = web.post("/desk/blind?n=50&seed=spring", data={**fields, **cells})
            assert sent.status_code == 303, sent.text
        assert "You have coded all" in page.text
    log_in(web, "ana")
    desk = web.get("/desk").text
    assert "<b>abe</b>" not in desk, "what the other coded is not told"
    assert web.get("/desk/agreement").status_code == 403
    log_in(web, "mira")
    assert "ana" in web.get("/desk/agreement").text
    page = web.get("/desk")
    settle = re.search(r'<form method="post" action="/desk/decide" class="stacked">.*?</form>', page.text, re.DOTALL)
    assert settle is not None
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', settle[0])
    uphold = re.findall(r'name="uphold" value="([^"]+)"', settle[0])
    body: dict[str, Any] = {name: [v for n, v in fields if n == name] for name, _ in fields}
    answer = send(web, **body, uphold=uphold[0], reason="the text says so")
    assert answer.status_code == 303, answer.text
    assert page.text.count('<details class="settle">') - 1 == web.get("/desk").text.count('<details class="settle">')


def test_the_stream_tells_who_else_is_there(office: Office, web: TestClient) -> None:
    with office.app.state.floor.stand("abe", "some-event"):
        bearer = {"Authorization": office.bearers["ana"]}
        told = web.get("/desk/stream?once=true", headers=bearer).text
    assert 'event: present\ndata: [{"person": "abe", "event": "some-event"}]' in told
    assert "[]" in web.get("/desk/stream?once=true", headers=bearer).text
    assert web.get("/desk/stream?once=true", headers={"Authorization": office.bearers["rea"]}).status_code == 403


def test_many_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    url = f"sqlite:///{tmp_path}/v.db"
    ledger = open_ledger(url)
    told = servers.told()
    for document in told.documents():
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", told.claims_of(document.id))
    rederive(ledger)
    office = Office(ledger)
    with TestClient(office.app) as web:
        event = event_of(web)["id"]
        body = {"kind": "accept", "about": "event", "subjects": [event], "versions": office.seen(web, "event", event)}
        with ThreadPoolExecutor(8) as pool:
            found = list(
                pool.map(lambda n: office.api(web, "ana", {**body, "reason": f"try {n}"}).status_code, range(8))
            )
    assert sorted(found) == [201] + [409] * 7


def test_a_sealed_ledger_has_no_desk_without_its_key() -> None:
    class Sealed(MemoryLedger):
        def locked(self) -> bool:
            return True

    from vedette.errors import LedgerError

    ledger = Sealed()
    ledger.add_document(f.document())
    with pytest.raises(LedgerError, match="key"):
        Desk.over(Shown(ledger))


def test_a_server_without_accounts_has_no_desk() -> None:
    with TestClient(servers.app()) as web:
        assert web.get("/desk", follow_redirects=False).status_code == 303
        assert web.post(f"{V1}/decisions", json={}).status_code == 403
        assert web.get(f"{V1}/me").json() == {"name": None, "role": None, "sees": "public"}


def test_kinds_of_subject_are_all_known_to_versions(office: Office, web: TestClient) -> None:
    for about in SubjectKind:
        assert set(office.seen(web, about, "nothing")) == {"nothing"}
