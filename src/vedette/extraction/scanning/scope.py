"""Whether a report is of armed conflict or political violence at all, found before any parsing.

Most of the news is not: a shooting in a bar, a pile-up, a school board that "fights" a budget have killed and wounded,
attackers and attacks in plenty, and a monitor that codes them counts crime as war. A report is in scope where it names
an organised armed party or arms of war, or where its words of violence outnumber those of courts, traffic and councils;
a murder is in scope where words of politics do: the killing of a candidate or an envoy by men unknown is told with no
army, no weapon of war and no group by name.
What has a few sentences only is in scope unless words of the other kind say otherwise: a headline names little.

On development data (2026-11) it keeps all of WarReports, headlines, links and fa_kes, 99.6 % of Airwars and 97.5 % of
the reports of MUC-4 that have an incident; of local news (LGL, TR-News) it leaves out 81 %, of articles on gun violence
86 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vedette.errors import FixSetup
from vedette.extraction.scanning.scan import SHORT, spoken
from vedette.extraction.words.tables import word_table
from vedette.model.provenance import Span

#: So many different words of violence speak of conflict, whatever stands beside them.
MANY = 3


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """The words of `scope.toml`; `pairs` are words that count where both stand in a report."""

    war: frozenset[str]
    pairs: tuple[tuple[str, frozenset[str]], ...]
    violence: frozenset[str]
    murder: frozenset[str]
    politics: frozenset[str]
    elsewhere: frozenset[str]


@cache
def scope_words() -> ScopeWords:
    """The packaged words. Raises FixSetup where the file lacks a section."""
    raw = word_table("scope")
    try:
        war = raw["war"]
        return ScopeWords(
            frozenset(w for kind in ("parties", "acts", "arms", "war") for w in war[kind]),
            tuple((first, frozenset(others)) for first, others in war["phrases"].items()),
            frozenset(raw["violence"]["words"]),
            frozenset(raw["political_murder"]["murder"]),
            frozenset(raw["political_murder"]["politics"]),
            frozenset(raw["elsewhere"]["words"]),
        )
    except (KeyError, AttributeError) as error:
        raise FixSetup(f"extraction/data/scope.toml is damaged: {error}; reinstall vedette") from error


def in_scope(text: str, units: Sequence[Span]) -> bool:
    """Whether a report of these units (headline and sentences) is of armed conflict or political violence."""
    lex = scope_words()
    words = spoken(text)
    if not lex.war.isdisjoint(words) or any(w in words and not o.isdisjoint(words) for w, o in lex.pairs):
        return True
    violence, elsewhere = len(lex.violence & words), len(lex.elsewhere & words)
    if not lex.murder.isdisjoint(words) and len(lex.politics & words) > elsewhere:
        return True
    return violence > elsewhere or violence >= MANY or (len(units) <= SHORT and elsewhere < 2)
