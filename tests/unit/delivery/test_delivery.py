"""Feeds, alerts, webhooks and mail on hand-made events."""

import datetime as dt
import json
import socket
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from aiosmtpd.controller import Controller

from tests.factories import document
from tests.unit.exports.cases import SURE, claims_of, killed, told
from vedette.delivery import cap, mail
from vedette.delivery.feeds import atom, json_feed
from vedette.delivery.notices import Act, Notice, notices
from vedette.delivery.outbox import Outbox
from vedette.delivery.run import Ways, deliver
from vedette.delivery.searches import Search, load
from vedette.delivery.webhooks import SIGNATURE, WAITS, Hook, Post, is_signed
from vedette.errors import BadSetting, FetchFailed, FetchRefused, StopStage
from vedette.model.claim import EventType
from vedette.model.event import Event
from vedette.model.ids import EventId
from vedette.model.provenance import Status
from vedette.model.verification import Rung

NOW = dt.datetime(2016, 7, 7, 12, tzinfo=dt.UTC)
HOSTILE = 'x</title><script>alert(1)</script>\x00"&\r\nBcc: a@b.example'
ALL = Search("all")


def of(*changes: Mapping[str, Any], title: str | None = None, outlet: str = "Example Wire") -> tuple[Notice, ...]:
    events: list[Event] = []
    claims = {}
    for change in changes or ({},):
        one = told(EventType.AIR_STRIKE, killed(16, 19))
        events.append(replace(one.event, **change))
        claims |= claims_of(one)
    report = document(outlet=outlet, title=title)
    return notices(events, claims, {report.id: report})


def taken_back() -> Notice:
    gone = replace(SURE, rung=Rung.RETRACTED, rule="those who said it took it back")
    return of({"verification": gone, "tolls": ()})[0]


class Wire:
    """A client that answers as it is told."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, bytes, Mapping[str, str]]] = []
        self.waits: list[float] = []

    def __call__(self, url: str, content: bytes, headers: Mapping[str, str]) -> None:
        self.sent.append((url, content, headers))
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer

    def post(self, dead: Path) -> Post:
        return Post(self, self.waits.append, dead)


def test_atom_and_json_feed_are_read_by_a_feed_reader() -> None:
    given = of(title=HOSTILE, outlet=HOSTILE)
    found = feedparser.parse(atom(given, title=HOSTILE))
    assert not found.bozo, found.get("bozo_exception")
    (entry,) = found.entries
    assert entry.id == "urn:vedette:event:e-air-strike"
    assert entry.updated == "2016-07-06T09:30:00Z"
    assert {t.term for t in entry.tags} == {"air-strike", "verification:reported", "record:machine"}
    feed = json.loads(json_feed(given, title="T"))
    assert feed["items"][0]["id"] == entry.id
    assert "16 to 19 people killed" in feed["items"][0]["content_text"]


def test_what_is_taken_back_keeps_its_id_and_says_so() -> None:
    entry = feedparser.parse(atom([taken_back()], title="T")).entries[0]
    assert entry.id == "urn:vedette:event:e-air-strike"
    assert entry.title == "Taken back: Air strike, Aleppo"
    assert "retracted" in {t.term for t in entry.tags}


def test_planned_denied_and_recalled_events_are_no_news() -> None:
    assert of({"status": Status.PLANNED}, {"status": Status.DENIED}, {"background": True}) == ()


def children(xml: str) -> list[str]:
    return [e.tag.partition("}")[2] for e in ET.fromstring(xml)]


def test_cap_alert_update_and_cancel_refer_to_what_was_sent() -> None:
    (one,) = of()
    xml, sent = cap.message(one, Act.ALERT, sender="desk@example.org", sent=NOW)
    assert children(xml) == ["identifier", "sender", "sent", "status", "msgType", "scope", "info"]
    later, again = cap.message(taken_back(), Act.CANCEL, sender="desk@example.org", sent=NOW, before=sent)
    space = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}
    root = ET.fromstring(later)
    assert root.findtext("c:msgType", namespaces=space) == "Cancel"
    assert (
        root.findtext("c:references", namespaces=space)
        == f"desk@example.org,{sent.identifier},2016-07-07T12:00:00-00:00"
    )
    assert root.findtext("c:info/c:certainty", namespaces=space) == "Unlikely"
    assert again.identifier != sent.identifier
    first = ET.fromstring(xml)
    told_of = [first.findtext(f"c:info/c:{n}", namespaces=space) for n in ("category", "severity", "certainty")]
    assert told_of == ["Security", "Severe", "Possible"]
    assert first.findtext("c:info/c:area/c:circle", namespaces=space) == "36.2,37.15 1"


def test_cap_refuses_a_cancel_of_nothing_and_a_sender_with_blanks() -> None:
    with pytest.raises(ValueError, match="sent before"):
        cap.message(taken_back(), Act.CANCEL, sender="desk@example.org", sent=NOW)
    with pytest.raises(ValueError, match="no blanks"):
        cap.message(of()[0], Act.ALERT, sender="our desk", sent=NOW)


def test_the_outbox_tells_news_once_changes_when_they_come_and_takes_back_only_what_it_told(tmp_path: Path) -> None:
    outbox, path = Outbox(), tmp_path / "outbox.json"
    acts = []
    steps = [of(), of(), of({"tolls": (killed(20, 20),)}), (taken_back(),), (taken_back(),)]
    for step in steps:
        acts.append([act for act, _ in outbox.due("all", step, {n.event: n for n in step})])
        deliver([ALL], step, outbox, Ways("desk@example.org"), NOW)
        outbox.write(path)
        outbox = Outbox.read(path)
    assert acts == [[Act.ALERT], [], [Act.UPDATE], [Act.CANCEL], []]
    assert list(Outbox().due("all", (taken_back(),), {})) == []


def test_an_event_that_is_gone_from_the_ledger_is_taken_back() -> None:
    outbox = Outbox()
    deliver([ALL], of(), outbox, Ways("desk@example.org"), NOW)
    ((act, one),) = outbox.due("all", (), {})
    assert (act, one.gone, one.title) == (Act.CANCEL, True, "Taken back: Air strike, Aleppo")
    assert deliver([ALL], (), outbox, Ways("desk@example.org"), NOW).cancels == 1
    assert deliver([ALL], (), outbox, Ways("desk@example.org"), NOW).cancels == 0
    assert list(outbox.due("all", of(), {n.event: n for n in of()})) != []


def test_a_broken_outbox_is_refused(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(BadSetting, match="no outbox"):
        Outbox.read(tmp_path / "o.json")


def test_a_webhook_is_signed_and_the_signature_covers_time_and_body(tmp_path: Path) -> None:
    wire, hook = Wire(), Hook("https://desk.example.org/h", b"key")
    assert wire.post(tmp_path / "dead").deliver(hook, '{"a": 1}', time=1000, identifier="d1")
    ((url, content, headers),) = wire.sent
    assert url == hook.address
    assert is_signed(headers[SIGNATURE], b"key", content, now=1100)
    assert not is_signed(headers[SIGNATURE], b"other", content, now=1100)
    assert not is_signed(headers[SIGNATURE], b"key", content + b" ", now=1100)
    assert not is_signed(headers[SIGNATURE], b"key", content, now=2000)
    assert not is_signed("nonsense", b"key", content, now=1000)


def test_a_webhook_is_tried_again_with_growing_waits(tmp_path: Path) -> None:
    wire = Wire(FetchFailed("503"), FetchFailed("no answer"), None)
    assert wire.post(tmp_path / "dead").deliver(Hook("https://a.example", b"k"), "{}", time=1, identifier="d")
    assert wire.waits == list(WAITS[:2])
    assert not (tmp_path / "dead").exists()


@pytest.mark.parametrize(
    ("answers", "tries"),
    [
        ([FetchFailed("503")] * 4, 4),
        ([FetchFailed("404", again=False)], 1),
        ([FetchRefused("10.0.0.1 is private")], 1),
    ],
)
def test_what_cannot_be_delivered_is_kept_with_its_reason(tmp_path: Path, answers: list[Exception], tries: int) -> None:
    reason, wire = str(answers[0]), Wire(*answers)
    assert not wire.post(tmp_path / "dead").deliver(Hook("https://a.example", b"k"), "{}", time=1, identifier="d")
    assert len(wire.sent) == tries
    (row,) = map(json.loads, (tmp_path / "dead").read_text(encoding="utf-8").splitlines())
    assert row == {"to": "https://a.example", "delivery": "d", "reason": reason, "body": "{}"}
    assert "k" not in row.values()


class Letters:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.got.append(envelope.content)
        return "250 OK"


def test_mail_is_taken_by_a_server_and_no_report_makes_a_header() -> None:
    letters = Letters()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        (one,) = of(title=HOSTILE, outlet=HOSTILE)
        hostile = replace(one, title=HOSTILE)
        message = mail.letter(hostile, Act.ALERT, sender="v@example.org", to=["desk@example.org"], identifier="x-1")
        mail.send(mail.Server("127.0.0.1", port, "v@example.org", tls=False), [message])
    finally:
        controller.stop()
    (content,) = letters.got
    head = content.partition(b"\r\n\r\n")[0].lower()
    assert b"to: desk@example.org" in head
    assert b"\nbcc:" not in head


def test_a_later_message_says_what_was_told_before_and_who_asked_for_it(tmp_path: Path) -> None:
    outbox, letters = Outbox(), []  # type: ignore[var-annotated]
    search = Search("front", mail=("desk@example.org",))
    ways = Ways("v@example.org", letters=letters.extend, caps=tmp_path)
    (first,) = of()
    for given in (
        first,
        replace(first, text="2016-07-05; 21 people killed (reported)"),
        replace(taken_back(), event=first.event),
    ):
        deliver([search], [given], outbox, ways, dt.datetime(2024, 12, 1, tzinfo=dt.UTC))
    alert, update, cancel = letters
    assert alert["Subject"] == "Air strike, Aleppo, 2016-07-05"
    assert "before" not in alert.get_content()
    assert f"Told before: {first.text}" in update.get_content()
    assert "does not stand any more: 2016-07-05; 21 people killed" in cancel.get_content()
    assert all("saved search “front”" in m.get_content() for m in letters)
    space = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}
    notes = {ET.parse(p).getroot().findtext("c:note", namespaces=space) for p in tmp_path.glob("*.xml")}
    assert notes == {None, f"Told before: {first.text}", "Told before: 2016-07-05; 21 people killed (reported)"}


def test_an_outbox_of_an_older_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    path.write_text('{"s": {"e": {"mark": "m", "gone": false, "title": "T", "cap": null}}}', encoding="utf-8")
    assert Outbox.read(path).before("s", EventId("e")) == ""


def test_a_mail_server_that_is_not_there_stops_the_round() -> None:
    with pytest.raises(StopStage, match="not taken"):
        mail.send(
            mail.Server("127.0.0.1", 1, tls=False),
            [mail.letter(of()[0], Act.ALERT, sender="a@b", to=["c@d"], identifier="x")],
        )


@pytest.mark.parametrize(
    ("search", "wanted"),
    [
        (Search("s", places=("aleppo",)), True),
        (Search("s", places=("Idlib",)), False),
        (Search("s", types=("shelling",)), False),
        (Search("s", conflicts=("syria",)), True),
        (Search("s", conflicts=("sudan",)), False),
        (Search("s", least_dead=17), False),
        (Search("s", rungs=("corroborated",)), False),
        (Search("s", approved_only=True), False),
    ],
)
def test_a_search_wants_what_it_says(search: Search, wanted: bool) -> None:
    assert search.wants(of()[0]) is wanted


def test_what_is_taken_back_reaches_a_search_whose_figures_it_no_longer_meets() -> None:
    assert Search("s", least_dead=17, rungs=("corroborated",)).wants(taken_back())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x = 1", "write one"),
        ('[[search]]\nname = ""', "without a name"),
        ('[[search]]\nname = "a"\ncolour = "red"', "has 'colour'; the keys are"),
        ('[[search]]\nname = "a"\ntypes = ["raid"]', "no type 'raid'; there are armed-clash"),
        ('[[search]]\nname = "a"\nleast_dead = "5"', "least_dead is '5'"),
        ('[[search]]\nname = "a"\nwebhook = "https://x.example"', "needs a secret"),
        ('[[search]]\nname = "a"\n[[search]]\nname = "a"', "two searches of one name"),
        ("[[search", "no list of searches"),
    ],
)
def test_a_wrong_list_of_searches_says_what_is_wrong(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting, match=reason):
        load(tmp_path / "s.toml")
