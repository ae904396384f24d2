"""docs/neutrality.md says what the tests hold the reader to; `--update-golden` rewrites its tables."""

import re
from pathlib import Path

from tests.neutrality.cases import groups, known, wars
from vedette.model.claim import ControlRelation, EventType
from vedette.reference.event_types import event_types

PAGE = Path(__file__).resolve().parents[2] / "docs" / "neutrality.md"


def tables() -> dict[str, str]:
    """The tables of the page, by the name of their marker."""
    types = event_types()
    parties = [f"| {w.name} | {w.a.name} | `{w.a.side}` | {w.b.name} | `{w.b.side}` |" for w in wars()]
    codes = [
        f"| ACLED's name for `{kind}` | {types.government_gains} | {types.others_gain} |"
        for kind in (EventType.TERRITORY_GAINED.value, ControlRelation.CAPTURED.value)
    ]
    words = [f"| {about} | {', '.join(words)} |" for about, words in groups()]
    failing = [f"| {text} | {why} |" for text, why in known().items()]
    return {
        "parties": "\n".join(
            ("| war | one party | its side | the other | its side |", "|---|---|---|---|---|", *parties)
        ),
        "codes": "\n".join(("| code | of the government | of anybody else |", "|---|---|---|", *codes)),
        "words": "\n".join(("| for | words |", "|---|---|", *words)),
        "known": "\n".join(("| sentence | why |", "|---|---|", *failing)),
    }


def test_the_page_is_in_step_with_the_sentences(update_golden: bool) -> None:
    text = wanted = PAGE.read_text(encoding="utf-8")
    for name, table in tables().items():
        block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        assert block.search(wanted), f"the page has no place for the table {name}"
        wanted = block.sub(lambda m, table=table: m[1] + table + "\n" + m[2], wanted)  # type: ignore[misc]
    if update_golden:
        PAGE.write_text(wanted, encoding="utf-8")
    assert update_golden or text == wanted, "run pytest tests/neutrality --update-golden"


def test_only_the_name_of_a_gain_depends_on_who_acts() -> None:
    types = event_types()
    sides = ("government", "opposition", "jihadist", "other", None)
    depending = [k for k in EventType if len({types.acled(k, side=s) for s in sides}) > 1]
    assert depending == [EventType.TERRITORY_GAINED]
