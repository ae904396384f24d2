"""Every format is read by an outside reader, and says of itself what it left out."""

import csv
import datetime as dt
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import geopandas
import hxl
import jsonschema
import openpyxl
import prov.model
import pytest
from fastkml import KML
from fastkml.features import Placemark
from fastkml.utils import find_all
from followthemoney import model
from followthemoney.dataset import Dataset
from followthemoney.statement import CSV, Statement, StatementEntity, read_statements
from frictionless import Package, system
from openpyxl.utils.escape import unescape

from tests.stories import load
from tests.unit.exports.cases import Given, killed, told
from vedette.exports import datapackage, flat, plover, statements, workbook
from vedette.exports.archive import Archive
from vedette.exports.base import FORMATS, Cut, export, loss_path
from vedette.exports.cells import defused
from vedette.exports.losses import Losses
from vedette.exports.native import lines
from vedette.ledger.base import Scope
from vedette.ledger.memory import MemoryLedger
from vedette.model.claim import EventType
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import DocumentId, EventId
from vedette.model.provenance import Status
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.exchange.restore import restore
from vedette.reconciliation.reconcile import reconcile

STORIES = Path(__file__).parents[2] / "golden" / "stories"
FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture(scope="module")
def archive() -> Archive:
    return ledger_of(*all_stories())


def all_stories() -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    said: list[ResolvedClaim] = []
    documents: dict[DocumentId, Document] = {}
    for path in sorted(STORIES.glob("*.toml")):
        claims, more, _ = load(path)
        if not documents.keys() & more.keys():  # some stories give their reports the same names
            said += claims
            documents |= more
    return said, documents


def ledger_of(said: list[ResolvedClaim], documents: dict[DocumentId, Document]) -> Archive:
    clock = iter(dt.datetime(2031, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=i) for i in range(100_000))
    ledger = MemoryLedger(clock=lambda: next(clock))
    for document in documents.values():
        ledger.add_document(document)
        ledger.add_reading(document.id, "rules-1", [c for c in said if c.claim.document == document.id])
    found = reconcile(said, documents)
    events = sorted(found.events, key=_order)
    return Archive(ledger, lambda: events, lambda: found.tolls, lambda: found.control)


def _order(event: Event) -> tuple[dt.date, str]:
    return (event.when.start if event.when else dt.date.min, event.id)


def written(archive: Archive, name: str, folder: Path) -> tuple[Path, dict[str, Any]]:
    path = folder / f"{name}{FORMATS[name].suffix}"
    return path, export(FORMATS[name], archive, path, Cut())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_ledger_gives_the_same_bytes_and_a_loss_report(name: str, archive: Archive, tmp_path: Path) -> None:
    one, found = written(archive, name, tmp_path / "a")
    two, _ = written(archive, name, tmp_path / "b")
    assert one.read_bytes() == two.read_bytes()
    assert json.loads(loss_path(one).read_text(encoding="utf-8")) == found
    assert found["rows"] > 0
    assert found["cannot_say"]
    assert found["codebook"] == "1"
    assert not list(tmp_path.rglob("*.part"))


def test_what_is_left_out_and_what_is_written_are_all_events(archive: Archive, tmp_path: Path) -> None:
    events = len(list(archive.events()))
    for name in ("csv", "geojson", "ucdp", "plover", "polecat", "timemap"):
        _, found = written(archive, name, tmp_path)
        assert found["rows"] + sum(found["left_out"].values()) == events, name


def test_csv_is_read_by_libhxl(archive: Archive, tmp_path: Path) -> None:
    path, _ = written(archive, "csv", tmp_path)
    with path.open("rb") as stream, hxl.data(stream) as source:
        rows = list(source)
        tags = [c.display_tag for c in source.columns if c.display_tag]
    assert "#affected+killed" in tags
    assert len(rows) == len(list(archive.events()))
    assert all(row.get("#event+code") for row in rows)


def test_days_are_read_by_libhxl_and_hold_every_event_of_a_day(archive: Archive, tmp_path: Path) -> None:
    path, report = written(archive, "days", tmp_path)
    with path.open("rb") as stream, hxl.data(stream) as source:
        rows = list(source)
    assert len(rows) == report["rows"] > 0
    assert [r.get("#date") for r in rows] == sorted(r.get("#date") for r in rows)
    known = {e.id: e for e in archive.events()}
    for found in rows:
        ids = (found.get("#event+code") or "").split()
        assert len(ids) == int(found.get("#event+num"))
        assert {known[i].when.start.isoformat() for i in ids} <= {found.get("#date")}  # type: ignore[union-attr]
        low, high = found.get("#affected+killed+min"), found.get("#affected+killed+max")
        assert not high or int(low) <= int(high)


def test_an_event_names_the_larger_one_of_which_it_is_a_part() -> None:
    part = told(EventType.SHELLING, killed(3, 3), part_of=EventId("whole"))
    assert flat.row(part)["part_of"] == "whole"
    assert flat.row(told(EventType.SHELLING))["part_of"] is None


def test_xlsx_is_read_by_openpyxl_with_its_types(archive: Archive, tmp_path: Path) -> None:
    path, _ = written(archive, "xlsx", tmp_path)
    book = openpyxl.load_workbook(path)
    rows = list(book["events"].iter_rows(values_only=True))
    assert list(rows[0]) == [c.name for c in flat.COLUMNS]
    events = list(archive.events())
    assert [r[0] for r in rows[1:]] == [e.id for e in events]
    low = rows[0].index("killed_low")
    assert {type(r[low]) for r in rows[1:]} <= {int, type(None)}
    assert not any(cell.data_type == "f" for row in book["events"].iter_rows() for cell in row)


def test_a_workbook_keeps_every_character_that_xml_can_hold(tmp_path: Path) -> None:
    cells = [
        "  a & b <c> \u00e9\u202e ",
        "_x0041_",
        "two\nlines\tand\rmore",
        "x\x00\ud800y",
        10**15,
        -2.5,
        True,
        None,
        "",
    ]
    workbook.write(tmp_path / "one.xlsx", [workbook.Sheet("one", [cells, ["z"] * 80], frozen=True)])
    sheet = openpyxl.load_workbook(tmp_path / "one.xlsx")["one"]
    first, second = sheet.iter_rows(values_only=True)
    first = (first[0], unescape(first[1]), *first[2:])  # Excel takes _x0041_ for an A; openpyxl leaves it to its user
    assert first[:9] == (
        "  a & b <c> \u00e9\u202e ",
        "_x0041_",
        "two\nlines\tand\rmore",
        "xy",
        10**15,
        -2.5,
        True,
        None,
        None,
    )
    assert second == ("z",) * 80, "columns go on after Z"
    assert sheet.freeze_panes == "B2"


def test_rows_are_in_the_order_of_their_columns(archive: Archive) -> None:
    assert all(tuple(row) == flat.NAMES for row in flat.rows(archive.told()))


def test_parquet_and_geojson_are_read_by_geopandas(archive: Archive, tmp_path: Path) -> None:
    events = list(archive.events())
    for name, read in (("parquet", geopandas.read_parquet), ("geojson", geopandas.read_file)):
        path, _ = written(archive, name, tmp_path)
        frame = read(path)
        assert len(frame) == len(events)
        assert frame.crs is not None
        located = [e for e in events if e.place and e.place.latitude is not None]
        assert len(located) == int((~(frame.geometry.isna() | frame.geometry.is_empty)).sum()) > 0
        point = frame.geometry[events.index(located[0])]
        assert located[0].place is not None
        assert (point.x, point.y) == (located[0].place.longitude, located[0].place.latitude)


def test_control_as_geojson_has_holders_and_an_end_of_belief(archive: Archive, tmp_path: Path) -> None:
    path, _ = written(archive, "control", tmp_path)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert len(features) == len(list(archive.control()))
    assert all(f["properties"]["fades"] > f["properties"]["last_evidence"] for f in features)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_kml_is_read_by_fastkml_with_its_time_spans(archive: Archive, tmp_path: Path) -> None:
    path, found = written(archive, "kml", tmp_path)
    marks = list(find_all(KML.from_string(path.read_bytes()), of_type=Placemark))
    assert len(marks) == found["rows"]
    dated = [m for m in marks if m.times is not None]
    assert dated
    assert all(m.geometry is not None for m in marks)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_prov_is_read_by_prov_and_leads_from_event_to_report(archive: Archive, tmp_path: Path) -> None:
    path, _ = written(archive, "prov", tmp_path)
    document = prov.model.ProvDocument.deserialize(str(path), format="json")
    used = {str(r.args[0]): set() for r in document.get_records(prov.model.ProvDerivation)}
    for record in document.get_records(prov.model.ProvDerivation):
        used[str(record.args[0])].add(str(record.args[1]))
    event = next(iter(archive.events()))
    (claim, *_) = sorted(used[f"vd:event-{event.id}"])
    (words,) = used[claim]
    (report,) = used[words]
    assert report.startswith("vd:report-")


def test_annotations_find_their_words_again(archive: Archive, tmp_path: Path) -> None:
    path, found = written(archive, "annotations", tmp_path)
    page = json.loads(path.read_text(encoding="utf-8"))
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == found["rows"]
    texts = {d.id: d.text for d in archive.ledger.documents()}
    where = {f"urn:vedette:claim:{c.claim.key}": texts[c.claim.document] for c in archive.ledger.claims()}
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        text = where[item["id"]]
        assert text[position["start"] : position["end"]] == quote["exact"]


def test_statements_belong_to_entities_that_say_what_they_are(archive: Archive, tmp_path: Path) -> None:
    path, _ = written(archive, "ftm", tmp_path)
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert tuple(rows[0]) == statements.COLUMNS
    entities = {r["value"] for r in rows if r["prop"] == "id"}
    assert {r["entity_id"] for r in rows} == entities
    assert {r["value"] for r in rows if r["prop_type"] == "entity"} <= entities
    assert len({r["id"] for r in rows if r["prop"] == "id"}) == len(entities)


def test_followthemoney_reads_the_statements_and_makes_entities_of_them(archive: Archive, tmp_path: Path) -> None:
    path, report = written(archive, "ftm", tmp_path)
    entities: dict[str, list[Statement]] = {}
    every = list(read_statements(io.BytesIO(path.read_bytes()), format=CSV))
    for statement in every:
        entities.setdefault(statement.entity_id, []).append(statement)
        if statement.prop == "id":
            continue
        schema = model.get(statement.schema)
        assert schema is not None
        known = schema.get(statement.prop)
        assert known is not None, statement.prop
        assert known.type.name == statement.prop_type
        if statement.prop != "country":  # the stories are set in a country of their own
            assert known.type.clean(statement.value) == statement.value
    assert len(every) == report["rows"]
    dataset = Dataset({"name": "vedette", "title": "Vedette"})
    made = {key: StatementEntity.from_statements(dataset, some) for key, some in entities.items()}
    events = [e for e in made.values() if e.schema.name == "Event"]
    assert len(events) == len(tuple(archive.events()))
    assert all(e.caption and e.first("startDate") for e in events if e.get("startDate"))
    assert {involved for e in events for involved in e.get("involved")} <= made.keys()


def test_plover_keeps_planned_events_with_their_mark_and_polecat_leaves_them_out(tmp_path: Path) -> None:
    given: Any = Given(
        (
            told(EventType.AIR_STRIKE, killed(4, 6, best=5), id="done"),
            told(EventType.AIR_STRIKE, id="planned", status=Status.PLANNED),
            told(EventType.SHELLING, id="denied", status=Status.DENIED),
            told(EventType.SHELLING, id="recalled", background=True),
        )
    )
    plover.write_plover(given, tmp_path / "plover.jsonl", Losses())
    plover.write_polecat(given, tmp_path / "polecat.tsv", losses := Losses())
    records = [json.loads(line) for line in (tmp_path / "plover.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [r["mode"] for r in records] == [
        ["aerial"],
        ["aerial", "future"],
        ["heavy-weapons", "negation"],
        ["heavy-weapons", "historical"],
    ]
    assert (records[0]["dead"], records[0]["quad_code"], records[0]["event_scale"]) == (5, 4, -9.5)
    with (tmp_path / "polecat.tsv").open(encoding="utf-8", newline="") as source:
        (row,) = csv.DictReader(source, delimiter="\t")
    assert len(row) == 40
    assert (row["Event ID"], row["Actor COW"], row["City"]) == ("done", "652", "Aleppo")
    assert row["Primary Actor Sector"] == "MIL"
    assert sum(losses.left_out.values()) == 3


def test_native_is_read_back_without_a_loss(archive: Archive, tmp_path: Path) -> None:
    path, _ = written(archive, "native", tmp_path)
    text = path.read_text(encoding="utf-8").splitlines()
    again = MemoryLedger()
    done = restore(text, again)
    assert done.documents == len(list(archive.ledger.documents()))
    assert list(again.claims()) == list(archive.ledger.claims())
    copied = Archive(again, archive.events, archive.tolls, archive.control)
    assert list(lines(copied)) == list(lines(archive))
    assert restore(text, again).documents == 0


def test_every_claim_of_the_native_format_holds_to_the_published_schema(archive: Archive, tmp_path: Path) -> None:
    schema = json.loads((STORIES.parents[2] / "docs" / "claim.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    path, _ = written(archive, "native", tmp_path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    claims = {row["document"]: [c["claim"] for c in row["claims"]] for row in rows if row["record"] == "reading"}
    reports = [row["body"] for row in rows if row["record"] == "document"]
    told = [{"document": report, "claims": claims.get(report["id"], [])} for report in reports]
    assert sum(len(one["claims"]) for one in told) > 20
    assert [(one["document"]["id"], e.message) for one in told for e in check.iter_errors(one)] == []
    (first, *_) = (c for one in told for c in one["claims"])
    assert list(check.iter_errors({"document": reports[0], "claims": [{**first, "kind": "rumour"}]}))


def test_a_package_is_valid_for_frictionless_and_its_hashes_hold(archive: Archive, tmp_path: Path) -> None:
    forms = [FORMATS["csv"], FORMATS["geojson"]]
    labels = datapackage.Labels(licence="CC-BY-4.0")
    target = datapackage.write(forms, archive, tmp_path, Cut("Stories"), labels)
    told = json.loads(target.read_text(encoding="utf-8"))
    for resource in told["resources"]:
        found = hashlib.sha256((tmp_path / resource["path"]).read_bytes()).hexdigest()
        assert resource["hash"] == f"sha256:{found}"
    with system.use_context(trusted=True):
        package = Package(str(target))
        report = package.validate()
    assert report.valid, report.flatten(["type", "message"])[:5]
    assert package.licenses == [{"name": "CC-BY-4.0"}]


@pytest.mark.parametrize(
    "text", [FORMULA, "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "＝1", "\u00a0+1", "\n@x"]
)
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert str(defused(text)).startswith("'")


@pytest.mark.parametrize("text", ["a=b", "16 people", "", "'quoted'", "1-2"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


def test_no_cell_of_a_hostile_report_can_be_run(tmp_path: Path) -> None:
    said, documents = all_stories()
    hostile = {k: _hostile(d) for k, d in documents.items()}
    archive = ledger_of(said, hostile)
    for name in ("csv", "acled", "ucdp", "ftm", "polecat"):
        path, _ = written(archive, name, tmp_path)
        with path.open(encoding="utf-8", newline="") as source:
            cells = [c for row in csv.reader(source, delimiter="\t" if name == "polecat" else ",") for c in row]
        texts = [c for c in cells if c[:1] in "=+-@\t\r" and c and not _is_number(c)]
        assert texts == [], name
    path, _ = written(archive, "xlsx", tmp_path)
    cells = [c for row in openpyxl.load_workbook(path)["events"].iter_rows() for c in row]
    assert [c.value for c in cells if c.data_type == "f" or str(c.value).startswith("=")] == []
    assert any(str(c.value) == f"'{FORMULA}" for c in cells)


def _hostile(document: Document) -> Document:
    return Document(document.id, document.locator, document.text, FORMULA, document.published, FORMULA)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_control_characters_that_xml_forbids_do_not_break_kml(tmp_path: Path) -> None:
    said, documents = all_stories()
    archive = ledger_of(
        said, {k: Document(d.id, d.locator, d.text, "A\x00\x08\ufffe<b>&", d.published) for k, d in documents.items()}
    )
    path, _ = written(archive, "kml", tmp_path)
    assert "A&lt;b&gt;&amp;" in path.read_text(encoding="utf-8")
    KML.from_string(path.read_bytes())


def test_as_of_is_said_in_the_report_and_shows_no_claim_of_later(archive: Archive, tmp_path: Path) -> None:
    early = Scope(as_of=dt.datetime(1990, 1, 1, tzinfo=dt.UTC))
    cut = Archive(archive.ledger, tuple, tuple, tuple, early)
    found = export(FORMATS["annotations"], cut, tmp_path / "a.jsonld", Cut())
    assert found["as_of"] == "1990-01-01T00:00:00+00:00"
    assert found["rows"] == 0
