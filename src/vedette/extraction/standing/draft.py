"""What a rule for a stance, statement, outlook or signal hands on: the content and the words it stands on."""

from dataclasses import dataclass

from vedette.model.claim import OutlookContent, StanceContent, StatementContent
from vedette.model.times import When


@dataclass(frozen=True, slots=True)
class StandingDraft:
    """A claim to be: its unit, trigger token, quote (tokens `start` <= i < `end`) and content.

    `anchor` sets it apart from others on the same words; `rule` names the rule that made it. `cue` is the word that
    shows a forecast to be one, where that is not the anchor.
    """

    unit: int
    trigger: int
    start: int
    end: int
    content: StanceContent | StatementContent | OutlookContent
    rule: str
    anchor: str
    when: When | None = None
    cue: str | None = None
