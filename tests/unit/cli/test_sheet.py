"""One read report on the screen."""

import io

from rich.console import Console

from vedette.cli.screen import safe
from vedette.cli.sheet import print_sheet
from vedette.cli.table import cell
from vedette.model.claim import Claim, Effect, TollContent
from vedette.model.document import Document, document_id
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span
from vedette.model.quantity import Quantity

TEXT = "It was quiet. At least 4 people were killed and 9 injured in Homs, the mayor said. " + "More came later. " * 9
DOCUMENT = Document(document_id("r"), "in/r.txt", TEXT, outlet="Harbour Wire")


def claim(words: str, effect: Effect, number: int) -> Claim:
    at = TEXT.index(words)
    sentence = Span(TEXT.index("At least"), TEXT.index(" More"))
    return Claim(
        DOCUMENT.id,
        TollContent(effect, Quantity(number, number)),
        Attribution((Link(LinkKind.OUTLET, "Harbour Wire"), Link(LinkKind.ORIGIN, "the mayor"))),
        Evidence(words, Span(at, at + len(words)), sentence),
        "x/1",
        reasons=("rule.one", "rule.two"),
    )


CLAIMS = (claim("9 injured", Effect.INJURED, 9), claim("4 people were killed", Effect.KILLED, 4))


def shown(*, terminal: bool = False, explain: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=80, force_terminal=terminal, highlight=False)
    print_sheet(console, DOCUMENT, CLAIMS, explain=explain)
    return stream.getvalue()


def test_two_claims_of_one_sentence_stand_under_it_once_in_their_order() -> None:
    sheet = shown()
    assert sheet.count("the mayor said.") == 1
    assert sheet.index("* killed: 4") < sheet.index("* injured: 9")
    assert "Tolls (2)" in sheet


def test_evidence_is_bracketed_where_styles_do_not_show() -> None:
    sheet = shown()
    assert "At least [4 people were killed] and [9 injured] in Homs" in sheet.replace("\n  ", " ").replace("  ", " ")
    assert "\x1b" not in sheet


def test_evidence_is_underlined_on_a_terminal() -> None:
    assert "\x1b[" in shown(terminal=True)
    assert "[4 people" not in shown(terminal=True)


def test_no_line_is_wider_than_the_screen() -> None:
    assert max(map(len, shown(explain=True).splitlines())) <= 80


def test_reasons_are_shown_when_asked_for() -> None:
    assert "rule.two" not in shown()
    assert "rule.two" in shown(explain=True)


def test_text_from_outside_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in safe("\x1b]0;owned\x07name")


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    assert cell('=HYPERLINK("http://x")') == '\'=HYPERLINK("http://x")'
    assert cell("Homs") == "Homs"
    assert cell(-3) == -3
