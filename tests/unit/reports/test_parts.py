"""What changed, areas, gaps, chart, and the forms beside Markdown and HTML."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from tests.stories import tell
from vedette.model.document import Document
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.reconciliation.reconcile import reconcile
from vedette.reports.brief import Options, write_brief
from vedette.reports.changes import Last
from vedette.reports.chart import by_day
from vedette.reports.contents import Figure, Line, Period
from vedette.reports.gaps import gaps

HOSTILE = '#eval("1") *bold* $x$ <script> @ref \\ =1'
Told = tuple[list[ResolvedClaim], dict[DocumentId, Document]]


def report(name: str, day: int, text: str, *claims: dict[str, Any], outlet: str = "Meridian Wire") -> dict[str, Any]:
    published = dt.datetime(2031, 5, day, 18, tzinfo=dt.UTC)
    return {"id": name, "outlet": outlet, "published": published, "text": text, "claim": list(claims)}


def toll(words: str, number: int, *, who: str = "Ridge Observatory", **more: Any) -> dict[str, Any]:
    place = {"cause": "shelling", "place": "Qarat", "when": dt.date(2031, 5, 2), "who": who}
    return {"kind": "toll", "in": words, "point": number} | place | more


FIRST = report("one", 2, "Shells killed 4 people in Qarat.", toll("killed 4 people", 4))
LATER = report("two", 4, "The toll in Qarat rose to 7 dead.", toll("rose to 7 dead", 7, scope="update"))
OTHER = report("three", 4, "Shells killed 2 people in Marsin.", toll("killed 2 people", 2, place="Marsin"))
FLED = report("four", 4, "Some 900 people fled Qarat.", toll("900 people fled", 900, effect="displaced"))


def written(out: Path, told: Told, **options: Any) -> str:
    said, documents = told
    paths = write_brief(reconcile(said, documents), said, documents, out=out, options=Options(**options))
    return paths[0].read_text(encoding="utf-8")


def test_a_statement_without_a_claim_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a claim"):
        Line("It rained.", ())
    with pytest.raises(ValueError, match="without a claim"):
        Figure("4", "people killed", "somewhere", "reported", ())


def test_every_note_names_the_claims_it_stands_for(tmp_path: Path) -> None:
    said, documents = tell([FIRST, OTHER])
    text = written(tmp_path, (said, documents))
    named = {key for words in re.findall(r"claims: `([0-9a-f ]+)`$", text, re.M) for key in words.split()}
    assert named == {c.claim.key for c in said}
    html = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert {k for words in re.findall(r'data-claims="([^"]+)"', html) for k in words.split()} == named


def test_what_changed_says_new_events_and_figures_that_moved(tmp_path: Path) -> None:
    before = reconcile(*tell([FIRST]))
    text = written(tmp_path, tell([FIRST, LATER, OTHER]), last=Last(before, "2 May 2031"))
    section = text.split("## What changed since the last brief (2 May 2031)")[1].split("\n## ")[0]
    assert "Figure: Shelling, Qarat" in section
    assert "4 people killed, now 7 people killed" in section
    assert "New: Shelling, Marsin" in section
    assert [x for x in section.splitlines() if x.startswith("- ") and "[^" not in x] == []


def test_nothing_changed_is_said(tmp_path: Path) -> None:
    told = tell([FIRST])
    text = written(tmp_path, told, last=Last(reconcile(*told), "yesterday"))
    assert "(yesterday)\n\nNothing." in text
    assert "What changed" not in written(tmp_path / "b", told)


def test_areas_add_bounds_and_count_rungs(tmp_path: Path) -> None:
    text = written(tmp_path, tell([FIRST, OTHER]))
    section = text.split("## Events by area")[1].split("\n## ")[0]
    assert re.search(r"\| 1 reported \| 4 \| \[\^", section)


def test_the_displaced_have_their_section(tmp_path: Path) -> None:
    text = written(tmp_path, tell([FIRST, FLED]))
    section = text.split("## Humanitarian effects")[1].split("\n## ")[0]
    assert "900 people displaced" in section
    assert "[^" in section


def test_gaps_name_the_days_without_a_report_and_a_source_that_fell_silent() -> None:
    days = [report(f"d{n}", n, "Shells killed 4 people in Qarat.", toll("killed 4 people", 4)) for n in (1, 2, 3, 4)]
    late = report("late", 20, "Shells killed 2 people.", toll("killed 2 people", 2), outlet="Ridge Radio")
    said, documents = tell([*days, late])
    found = " ".join(gaps(said, documents, Period(dt.date(2031, 5, 1), dt.date(2031, 5, 21))))
    assert "No report of 15 days of the period: 5 May 2031" in found
    assert "Meridian Wire has been silent since 4 May 2031" in found
    assert "Meridian Wire alone carries 80 of 100 claims" in found
    full = gaps(said, documents, Period(dt.date(2031, 5, 1), dt.date(2031, 5, 5)))
    assert "There are reports of every day of the period." in full


def test_the_chart_has_a_bar_for_each_day_with_a_figure() -> None:
    said, documents = tell([FIRST, OTHER])
    assert by_day(reconcile(said, documents).events) == {dt.date(2031, 5, 2): (6, 6)}


def test_pdf_and_docx_hold_the_figures_and_take_nothing_for_markup(tmp_path: Path) -> None:
    hostile = report(
        "h", 3, f"{HOSTILE} killed 3 people.", toll("killed 3 people", 3, who=HOSTILE, place="Marsin"), outlet=HOSTILE
    )
    told = tell([FIRST, hostile])
    written(tmp_path / "a", told, title=HOSTILE, forms=("pdf", "docx"))
    written(tmp_path / "b", told, title=HOSTILE, forms=("pdf", "docx"))
    for name in ("brief.pdf", "brief.docx"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    pages = pypdf.PdfReader(io.BytesIO((tmp_path / "a" / "brief.pdf").read_bytes())).pages
    pdf = " ".join(" ".join(page.extract_text() for page in pages).split())
    word = " ".join(p.text for p in docx.Document(str(tmp_path / "a" / "brief.docx")).paragraphs)
    for text in (pdf, word):
        assert '#eval("1")' in text
        assert "4 people were killed in shelling in Qarat on 2 May 2031, Ridge Observatory said." in text
        assert "Humanitarian effects" in text
