"""A figure that its origin takes back, from the samples to the brief, the feed, the alert, the webhook and the mail."""

import contextlib
import datetime as dt
import json
import threading
import xml.etree.ElementTree as ET
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import feedparser
import pytest

from tests.unit.exports.cases import claims_of, killed, told
from vedette.delivery.feeds import atom
from vedette.delivery.notices import Act, Notice, notices
from vedette.delivery.outbox import Outbox
from vedette.delivery.run import Ways, deliver
from vedette.delivery.searches import Search
from vedette.delivery.webhooks import SIGNATURE, Post, is_signed
from vedette.ledger.base import Scope
from vedette.ledger.memory import MemoryLedger
from vedette.model.claim import EventType
from vedette.model.ids import ClaimKey
from vedette.model.toll import LeaveReason, LeftOut
from vedette.net.client import Client
from vedette.net.guard import Guard
from vedette.pipeline import parts
from vedette.pipeline.deriving.outlet_ties import load_outlets
from vedette.pipeline.deriving.rederive import derive
from vedette.pipeline.intake.ingest import ingest
from vedette.pipeline.showing.differences import differences
from vedette.reconciliation.events import id_from
from vedette.reports.brief import Options, write_brief
from vedette.reports.changes import Last

ROOT = Path(__file__).parents[2]
BEFORE = dt.datetime(2024, 12, 1, 7, tzinfo=dt.UTC)
AFTER = dt.datetime(2024, 12, 1, 9, tzinfo=dt.UTC)
#: Half an hour later the wire takes it back too, and the figure's event is one with the strike; at noon a party denies
#: the strike; then the day is over.
LATER = (AFTER, AFTER.replace(minute=30), AFTER.replace(hour=13), AFTER.replace(hour=23))
CAP = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def ledger() -> MemoryLedger:
    found = MemoryLedger()
    with contextlib.chdir(ROOT):  # reports are known by where they stand
        ingest(["samples"], found, crew=parts.crew(), outlets=load_outlets(Path("samples/outlets.csv")))
    return found


def at(ledger: MemoryLedger, time: dt.datetime) -> tuple[Notice, ...]:
    cut = Scope(as_of=time)
    claims = {c.claim.key: c for c in ledger.claims(cut)}
    return notices(derive(ledger, cut).events, claims, {d.id: d for d in ledger.documents(cut)})


def told_first(ledger: MemoryLedger) -> Notice:
    """What an early reader was told of the 25 dead."""
    day = dt.date(2024, 12, 1)
    (one,) = [n for n in at(ledger, BEFORE) if any("25" in s.quote for s in n.sources) and n.day == day]
    return one


def still(ledger: MemoryLedger, time: dt.datetime) -> Notice:
    """The notice that bears the same id at a later time."""
    (one,) = [n for n in at(ledger, time) if n.event == told_first(ledger).event]
    return one


@pytest.mark.parametrize("time", LATER, ids=str)
def test_the_figure_stands_until_its_origin_takes_it_back_and_that_stays_told(
    ledger: MemoryLedger, time: dt.datetime
) -> None:
    first, later = told_first(ledger), still(ledger, time)
    assert (first.rung, first.least_dead, first.gone) == ("reported", 25, False)
    assert (later.rung, later.least_dead, later.gone) == ("retracted", 0, True)


def test_a_figure_taken_back_within_a_larger_event_keeps_its_notice_and_names_the_rest() -> None:
    one = told(EventType.AIR_STRIKE, killed(16, 19))
    back = LeftOut(ClaimKey("k1"), LeaveReason.RETRACTED, ClaimKey("k0"))
    event = replace(one.event, tolls=(), taken_back=(back,))
    given = {n.event: n for n in notices([event], claims_of(one), {})}
    assert "taken back: 16 or more killed" in given[event.id].text
    gone = given[id_from(ClaimKey("k1"))]
    assert (gone.gone, gone.rung) == (True, "retracted")
    assert f"urn:vedette:event:{event.id}" in gone.text


@pytest.mark.parametrize("time", LATER, ids=str)
def test_what_changed_says_that_it_was_taken_back(ledger: MemoryLedger, time: dt.datetime) -> None:
    before, after = derive(ledger, Scope(as_of=BEFORE)), derive(ledger, Scope(as_of=time))
    changes = differences(before, after, ledger.claims(Scope(as_of=time)))
    key = told_first(ledger).sources[0].claim
    holder = next(e.id for e in after.events if key in e.claims)
    assert [c.kind for c in changes if c.id == holder and c.about == "event"] == ["retracted"]


@pytest.mark.parametrize("time", LATER, ids=str)
def test_the_brief_says_that_it_was_taken_back(ledger: MemoryLedger, tmp_path: Path, time: dt.datetime) -> None:
    cut = Scope(as_of=time)
    options = Options(last=Last(derive(ledger, Scope(as_of=BEFORE)), "7 in the morning"))
    documents = {d.id: d for d in ledger.documents(cut)}
    write_brief(derive(ledger, cut), ledger.claims(cut), documents, out=tmp_path, options=options)
    text = (tmp_path / "brief.md").read_text(encoding="utf-8")
    changed = text.split("## What changed")[1].split("\n## ")[0]
    assert any(
        "Taken back" in line and ("reported, now retracted" in line or "25 killed" in line)
        for line in changed.splitlines()
    )
    assert "taken back: 25 killed (*retracted*)" in text or "*retracted*: those who said it took it back" in text
    headlines = text.split("## Headline figures")[1].split("\n## ")[0].splitlines()
    assert not any("25 people" in line and "Aleppo" in line for line in headlines)  # as many died in Idlib


@pytest.mark.parametrize("time", LATER, ids=str)
def test_the_feed_keeps_its_entry_and_says_so(ledger: MemoryLedger, time: dt.datetime) -> None:
    entries = [{e.id: e for e in feedparser.parse(atom(at(ledger, t), title="T")).entries} for t in (BEFORE, time)]
    name = f"urn:vedette:event:{told_first(ledger).event}"
    assert not entries[0][name].title.startswith("Taken back")
    assert entries[1][name].title.startswith("Taken back")
    assert entries[1][name].updated > entries[0][name].updated


class _Desk(BaseHTTPRequestHandler):
    """A receiver of webhooks."""

    got: list[tuple[bytes, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((body, self.headers[SIGNATURE]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.parametrize("after", LATER, ids=str)
def test_cap_and_webhook_cancel_what_they_alerted(ledger: MemoryLedger, tmp_path: Path, after: dt.datetime) -> None:
    _Desk.got = []
    server = HTTPServer(("127.0.0.1", 0), _Desk)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    port = server.server_address[1]
    client = Client(guard=Guard(allowed=frozenset({("127.0.0.1", int(port))})))
    post = Post(
        lambda url, content, headers: client.post(url, content, headers=headers), lambda _: None, tmp_path / "dead"
    )
    search = Search("desk", places=("Aleppo",), least_dead=25, webhook=f"http://127.0.0.1:{port}/hook", secret="KEY")
    ways = Ways("desk@example.org", post, lambda _: b"key", None, tmp_path)
    outbox = Outbox()
    rounds = []
    try:
        for time in (BEFORE, after, after):
            rounds.append(deliver([search], at(ledger, time), outbox, ways, time))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        client.close()
    event = told_first(ledger).event
    mine = [json.loads(body) for body, _ in _Desk.got if json.loads(body)["notice"]["event"] == event]
    assert [m["act"] for m in mine] == [Act.ALERT, Act.CANCEL]
    assert all(
        is_signed(header, b"key", body, now=int(after.timestamp()), tolerance=86_400) for body, header in _Desk.got
    )
    assert rounds[1].cancels == 1
    assert (rounds[2].alerts, rounds[2].updates, rounds[2].cancels) == (0, 0, 0)
    messages = [ET.fromstring(p.read_bytes()) for p in sorted(tmp_path.glob(f"vedette-{event}-*.xml"))]
    kinds = {m.findtext("c:msgType", namespaces=CAP): m for m in messages}
    assert sorted(str(k) for k in kinds) == ["Alert", "Cancel"]
    references = kinds["Cancel"].findtext("c:references", namespaces=CAP) or ""
    assert str(kinds["Alert"].findtext("c:identifier", namespaces=CAP)) in references
    assert not (tmp_path / "dead").exists()


def test_a_webhook_to_this_very_machine_is_refused_and_kept(ledger: MemoryLedger, tmp_path: Path) -> None:
    client = Client()
    post = Post(
        lambda url, content, headers: client.post(url, content, headers=headers), lambda _: None, tmp_path / "dead"
    )
    search = Search("desk", least_dead=25, webhook="http://127.0.0.1:9/hook", secret="KEY")
    done = deliver([search], (told_first(ledger),), Outbox(), Ways("a@b", post, lambda _: b"k"), BEFORE)
    client.close()
    assert done.set_aside == 1
    assert "only public addresses" in (tmp_path / "dead").read_text(encoding="utf-8")
