import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.factories import attribution, claim, document, resolved
from tests.stories import load, tell
from tests.unit.exports.cases import SURE, aleppo, claims_of, killed
from tests.unit.exports.cases import told as cases_told
from vedette.model.claim import EventType
from vedette.model.document import Document
from vedette.model.event import Party
from vedette.model.ids import ActorId, ClaimKey, DocumentId
from vedette.model.resolved import PlacePrecision, ResolvedClaim, Role
from vedette.reconciliation.reconcile import reconcile
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reports import sentences, still_map, wording
from vedette.reports.brief import Options, write_brief
from vedette.reports.markdown import clean, escape
from vedette.reports.notes import Notes, address_of

STORIES = Path(__file__).parents[2] / "golden" / "stories"
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> [go](javascript:alert(3)) | # "x" \u202eevil'


def brief(
    out: Path, said: list[ResolvedClaim], documents: dict[DocumentId, Document], **more: Any
) -> tuple[str, str, tuple[Path, ...]]:
    options = Options(title=more.pop("title", "A week"), **more)
    paths = write_brief(reconcile(said, documents), said, documents, out=out, options=options)
    return paths[0].read_text(encoding="utf-8"), paths[1].read_text(encoding="utf-8"), paths


def all_stories() -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    said: list[ResolvedClaim] = []
    documents: dict[DocumentId, Document] = {}
    for path in sorted(STORIES.glob("*.toml")):
        claims, more, _ = load(path)
        said += claims
        documents |= more
    return said, documents


def wordy() -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    text = "The ministers agreed on a truce. If the road opens, aid will flow, an analyst said. Shells killed 4 people."
    claims = [
        {
            "kind": "statement",
            "in": "The ministers agreed on a truce",
            "act": "agrees",
            "what": "a truce",
            "who": "ministers",
        },
        {
            "kind": "outlook",
            "in": "If the road opens, aid will flow",
            "condition": "the road opens",
            "outcome": "aid will flow",
            "who": "an analyst",
        },
        {
            "kind": "toll",
            "in": "Shells killed 4 people",
            "point": 4,
            "cause": "shelling",
            "place": "Qarat",
            "when": dt.date(2031, 5, 2),
            "caveats": [{"kind": "not verified", "words": "could not be independently verified"}],
        },
    ]
    published = dt.datetime(2031, 5, 3, tzinfo=dt.UTC)
    return tell([{"id": "w", "outlet": "Meridian Wire", "published": published, "text": text, "claim": claims}])


class Tags(HTMLParser):
    """Collects tags, addresses and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name in ("href", "src"):
                self.addresses.append(value or "")
            if name == "id":
                self.ids.append(value or "")


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


def test_brief_holds_every_section_and_every_claim_of_the_stories(tmp_path: Path) -> None:
    said, documents = all_stories()
    text, html, _ = brief(tmp_path, said, documents)
    for heading in ("Headline figures", "What happened", "Who holds what", "Outlook", "Sources and coverage", "Method"):
        assert f"## {heading}" in text
        assert heading in html
    found = reconcile(said, documents)
    for key in (k for e in found.events for k in e.claims):
        quote = next(c.claim.evidence.quote for c in said if c.claim.key == key)
        assert clean(quote) in re.sub(r"\\(.)", r"\1", text)


def test_every_mark_points_to_a_note_and_every_note_is_cited(tmp_path: Path) -> None:
    text, html, _ = brief(tmp_path, *all_stories())
    body, notes = text.split("## Notes")
    cited, written = set(re.findall(r"\[\^(\d+)\]", body)), set(re.findall(r"^\[\^(\d+)\]:", notes, re.M))
    assert written
    assert cited <= written
    tags = parsed(html)
    targets = {a[1:] for a in tags.addresses if a.startswith("#")}
    assert targets <= set(tags.ids)


def test_every_event_and_toll_line_carries_a_note(tmp_path: Path) -> None:
    text, _, _ = brief(tmp_path, *all_stories())
    happened = text.split("## What happened")[1].split("## Who holds what")[0]
    lines = [x for x in happened.splitlines() if x.startswith(("*", "- "))]
    assert lines
    assert [x for x in lines if "[^" not in x] == []


def test_hostile_text_becomes_no_tag_handler_link_or_table(tmp_path: Path) -> None:
    claim = {
        "kind": "event",
        "in": HOSTILE,
        "type": "shelling",
        "actor": HOSTILE.replace("/", "") + "/side",
        "place": HOSTILE,
        "when": dt.date(2031, 5, 3),
        "who": HOSTILE.replace("/", ""),
    }
    toll = claim | {"kind": "toll", "point": 3, "cause": "shelling", "group": HOSTILE}
    said, documents = tell(
        [
            {
                "id": HOSTILE,
                "outlet": HOSTILE,
                "published": None,
                "title": HOSTILE,
                "text": HOSTILE,
                "claim": [claim, toll],
            }
        ]
    )
    text, html, _ = brief(tmp_path, said, documents, title=HOSTILE)
    tags = parsed(html)
    assert "script" not in tags.tags
    assert tags.handlers == []
    assert all(a.startswith(("#", "data:image/svg+xml;base64,", "https://example.org/")) for a in tags.addresses)
    assert not re.search(r"(?<!\\)<(?!https://example\.org/)", text)
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    assert "\u202e" not in text + html


def test_html_needs_nothing_from_outside(tmp_path: Path) -> None:
    _, html, _ = brief(tmp_path, *wordy())
    assert "default-src 'none'" in html
    assert not re.search(r"<(?:script|link|iframe|object|embed)\b", html)
    assert "@import" not in html


def test_outlook_names_condition_and_speaker(tmp_path: Path) -> None:
    text, html, _ = brief(tmp_path, *wordy())
    assert "If the road opens, then aid will flow, says an analyst" in text
    assert "If the road opens, then aid will flow, says an analyst" in html


def test_what_a_report_could_not_verify_is_said_with_its_words(tmp_path: Path) -> None:
    text, _, _ = brief(tmp_path, *wordy())
    section = text.split("## What could not be verified")[1].split("\n## ")[0]
    assert "could not be independently verified" in section
    assert "Shells killed 4 people" in section


def test_a_period_leaves_out_what_lies_outside(tmp_path: Path) -> None:
    said, documents = wordy()
    inside, _, _ = brief(tmp_path / "a", said, documents, period=(dt.date(2031, 5, 2), dt.date(2031, 5, 3)))
    outside, _, _ = brief(tmp_path / "b", said, documents, period=(dt.date(2031, 5, 3), None))
    assert "4 people killed" in inside
    assert "4 people killed" not in outside


def test_planned_events_are_counted_nowhere(tmp_path: Path) -> None:
    said, documents, _ = load(STORIES / "kept_apart.toml")
    text, _, _ = brief(tmp_path, said, documents)
    assert "Marsin" not in text.split("## What happened")[1].split("## Who holds what")[0]
    assert "threatened" in text.split("## Outlook")[1]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    said, documents = all_stories()
    first = brief(tmp_path / "a", said, documents)[2]
    second = brief(tmp_path / "b", list(reversed(said)), documents)[2]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_an_empty_ledger_makes_a_brief_that_says_so(tmp_path: Path) -> None:
    text, html, paths = brief(tmp_path, [], {})
    assert "Nothing is reported" in text
    assert "No map" in html
    assert len(paths) == 2


def test_a_map_is_drawn_of_located_events_and_of_nothing_else() -> None:
    said, documents = all_stories()
    found = reconcile(said, documents)
    pytest.importorskip("matplotlib")
    drawn = still_map.draw(found.events, found.control)
    assert drawn is not None
    assert drawn.startswith(b"<?xml")
    assert still_map.draw([], []) is None


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("# head", "\\# head"),
        ("1. list", "1\\. list"),
        ("- item", "\\- item"),
        ("a | b", "a \\| b"),
        ("http://x.example", "http:\\/\\/x.example"),
        ("two\nlines\x00", "two lines"),
        ("well-known (2)", "well-known (2)"),
    ],
)
def test_markdown_is_escaped_where_it_means_something(text: str, safe: str) -> None:
    assert escape(text) == safe


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://", "/a/b.txt", "http://[x"]
)
def test_only_web_addresses_become_links(bad: str) -> None:
    assert address_of(bad) is None
    assert address_of("https://example.org/a") == "https://example.org/a"


def shells(
    number: int, *, outlet: str | None = "Meridian Wire"
) -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    places = ("Qarat", "Tell Osra", "Marsin", "Dar Imal")
    reports = [
        {
            "id": f"r{n}",
            "outlet": outlet,
            "published": dt.datetime(2031, 5, 3, tzinfo=dt.UTC) + dt.timedelta(days=n),
            "text": f"Shells killed {n + 2} people in {places[n % 4]}.",
            "claim": [
                {
                    "kind": "toll",
                    "in": f"killed {n + 2} people",
                    "point": n + 2,
                    "cause": "shelling",
                    "place": places[n % 4],
                    "when": dt.date(2031, 5, 3) + dt.timedelta(days=n),
                }
            ],
        }
        for n in range(number)
    ]
    return tell(reports)


def test_a_long_war_is_cut_to_what_weighs_and_says_where_the_rest_is(tmp_path: Path) -> None:
    said, documents = shells(260)
    text, html, paths = brief(tmp_path, said, documents, period=(dt.date(2031, 5, 1), dt.date(2032, 5, 1)))
    assert "And 60 more: `vedette events --from 2031-05-01 --to 2032-04-30`" in text
    assert "And 60 more" in html
    assert "261 people killed" in text
    assert "Shells killed **2 people**" not in text
    assert paths[1].stat().st_size < 500_000


def test_the_weightiest_events_stand_at_the_head(tmp_path: Path) -> None:
    text, _, _ = brief(tmp_path, *shells(12))
    main = text.split("### Most serious incidents")[1].split("\n## ")[0].strip().splitlines()
    assert "13 people killed" in main[0]
    assert len(main) == 6


def test_a_note_sets_the_words_of_a_claim_apart_with_spaces_as_printed(tmp_path: Path) -> None:
    text, html, _ = brief(tmp_path, *shells(1))
    assert "“Shells **killed 2 people** in Qarat.”" in text
    assert "Shells <mark>killed 2 people</mark> in Qarat." in html


def test_claims_of_one_sentence_share_a_note(tmp_path: Path) -> None:
    text_of = "Shells killed 4 people and injured 9 others in Qarat."
    common = {"kind": "toll", "cause": "shelling", "place": "Qarat", "when": dt.date(2031, 5, 2)}
    claims = [
        common | {"in": "killed 4 people", "point": 4},
        common | {"in": "injured 9 others", "point": 9, "effect": "injured"},
    ]
    report = {"id": "w", "outlet": "Meridian Wire", "published": dt.datetime(2031, 5, 3, tzinfo=dt.UTC)}
    text, _, _ = brief(tmp_path, *tell([report | {"text": text_of, "claim": claims}]))
    assert "Shells **killed 4 people** and **injured 9 others** in Qarat." in text
    assert "[^2]" not in text


def test_an_outlet_nobody_names_is_called_unknown(tmp_path: Path) -> None:
    text, html, _ = brief(tmp_path, *shells(1, outlet=None))
    assert "outlet unknown" in text
    assert "outlet unknown" in html


def test_a_total_of_years_is_no_headline_of_a_week(tmp_path: Path) -> None:
    total = {
        "kind": "toll",
        "in": "4000 people were killed since 2029",
        "point": 4000,
        "scope": "cumulative",
        "since": dt.date(2029, 1, 1),
        "when": dt.date(2031, 5, 3),
    }
    said, documents = shells(5)
    more, others = tell(
        [
            {
                "id": "t",
                "outlet": "Ridge Radio",
                "published": dt.datetime(2031, 5, 4, tzinfo=dt.UTC),
                "text": "In all, 4000 people were killed since 2029.",
                "claim": [total],
            }
        ]
    )
    week = (dt.date(2031, 5, 1), dt.date(2031, 5, 8))
    text, _, _ = brief(tmp_path, said + more, documents | others, period=week)
    head = text.split("## Headline figures")[1].split("\n### ")[0]
    assert "4,000" not in head
    assert "4,000 people killed" in text.split("### Running totals")[1]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2031, 5, 2), (2031, 5, 2), "2 May 2031"),
        ((2031, 5, 2), (2031, 5, 9), "2 to 9 May 2031"),
        ((2031, 5, 30), (2031, 6, 2), "30 May to 2 June 2031"),
        ((2030, 12, 30), (2031, 1, 2), "30 December 2030 to 2 January 2031"),
    ],
)
def test_days_are_written_as_people_write_them(first: tuple[int, ...], last: tuple[int, ...], words: str) -> None:
    assert wording.days(dt.date(*first), dt.date(*last)) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("helicopter", True),
        ("six long-range bombers", True),
        ("aircraft", True),
        ("gunmen", False),
        ("Suicide bomber", True),
        ("Jets of the Air Force", False),
        ("", False),
    ],
)
def test_a_machine_is_no_author(name: str, means: bool) -> None:
    assert wording.is_means(name) is means


def test_a_machine_is_named_as_the_means_and_words_that_name_nobody_are_quoted(tmp_path: Path) -> None:
    by_machine = told_of("helicopter", "town of Aleppo", tmp_path)
    assert "- By means of “helicopter” [" in by_machine
    assert "Laid to" not in by_machine
    assert "Against" not in by_machine, "the place again"
    by_men = told_of("gunmen", "hospital", tmp_path)
    assert "- Laid to “gunmen” (*reported*" in by_men
    assert "- Against “hospital” [" in by_men


def told_of(actor: str, target: str, folder: Path) -> str:
    given = ((Role.ACTOR, actor), (Role.TARGET, target))
    named = tuple(Party(r, ActorId(f"provisional:{n}"), n, None, (ClaimKey("k0"),)) for r, n in given)
    one = cases_told(
        EventType.ATTACK, killed(7, 7), parties=named, perpetrator=replace(SURE, asserting=(ClaimKey("k0"),))
    )
    report = document()
    found = Reconciled((one.event,), (), (), (), ())
    write_brief(found, list(claims_of(one).values()), {report.id: report}, out=folder)
    return (folder / "brief.md").read_text(encoding="utf-8").split("## What happened")[1].split("\n## ")[0]


def test_people_counted_without_a_cause_are_mentioned_and_no_incident(tmp_path: Path) -> None:
    one = cases_told(EventType.OTHER, killed(250_000), place=aleppo(PlacePrecision.COUNTRY, name="Syria", admin1=None))
    two = cases_told(EventType.OTHER, killed(7), id="two")
    claims = list(claims_of(one).values())
    report = document()
    found = Reconciled((one.event, two.event), (), (), (), ())
    write_brief(found, claims, {report.id: report}, out=tmp_path)
    text = (tmp_path / "brief.md").read_text(encoding="utf-8")
    happened, mentioned = text.split("## What happened")[1].split("### Mentioned without a place or a cause")
    assert "Nothing is reported for this period." in happened
    assert "at least 7 people killed" in mentioned, "of people counted without a cause a reader is told, in no sum"
    assert "250,000" not in happened
    assert "250,000" in mentioned


def test_peoples_have_capitals_and_lists_commas() -> None:
    assert wording.proper("syrians and children") == "Syrians and children"
    assert [wording.listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana Reed the governor of a province beyond the river", "Ana Reed"),
        ("press office of the River Front one of the groups there", "the press office of the River Front"),
        ("Ministry of Defence of the Republic", "Ministry of Defence of the Republic"),
    ],
)
def test_a_claimant_of_many_words_is_named_without_what_explains_the_name(name: str, said: str) -> None:
    one = claim(attribution=attribution(name))
    assert sentences._speaker(resolved(one), Notes({}, {})) == said


def test_what_stands_out_is_printed_with_its_claims_and_never_without(tmp_path: Path) -> None:
    claims, documents = shells(2)
    given = (("a rule fired", (claims[0].claim.key,)), ("nothing to rest on", ()))
    write_brief(reconcile(claims, documents), claims, documents, out=tmp_path, options=Options(signals=given))
    text = (tmp_path / "brief.md").read_text(encoding="utf-8")
    section = text.split("## What stands out, by rule")[1].split("\n## ")[0]
    assert re.search(r"- a rule fired \[\^\d+\]", section)
    assert "nothing to rest on" not in text
    assert "a rule fired" in (tmp_path / "brief.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "precision", "admin1", "country", "words"),
    [
        ("Idlib", "province", "Idlib", "SY", "Idlib province"),
        ("Idlib", "town", "Idlib", "SY", "Idlib"),
        ("Kharkiv", "province", "Kharkiv", "UA", "Kharkiv region"),
        ("Taiz", "province", "Taiz", "YE", "Taiz governorate"),
        ("Gaza Strip", "province", "Gaza Strip", "PS", "Gaza Strip"),
        ("Kinshasa City", "province", "Kinshasa City", "CD", "Kinshasa City"),
        ("Texas", "province", "Texas", "US", "Texas"),
    ],
)
def test_a_province_is_no_town_of_its_name(
    name: str, precision: str, admin1: str | None, country: str, words: str
) -> None:
    assert wording.area(name, precision=precision, admin1=admin1, country=country) == words
