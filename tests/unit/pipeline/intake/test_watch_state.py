"""What watching remembers, and how it judges a source."""

import datetime as dt
from pathlib import Path

import pytest

from vedette.errors import BadSetting
from vedette.net.base import Validators
from vedette.pipeline.intake.watch_state import Outcome, SourceState, after_visit, kept, load_states, save_states
from vedette.sources.register import SourceSpec
from vedette.sources.visits import Memory

NOW = dt.datetime(2024, 12, 2, 12, tzinfo=dt.UTC)
SPEC = SourceSpec("harbour", "feed", "https://harbour.example/rss", every=600, silence=3600)
MEMORY = Memory(Validators('"a"', "then"), "0f", {"https://harbour.example/1": "done"})


def after(state: SourceState, outcome: Outcome, minutes: int = 0) -> SourceState:
    return after_visit(state, SPEC, outcome, now=NOW + dt.timedelta(minutes=minutes), chance=0.5)


def seconds_to_wait(state: SourceState) -> float:
    assert state.due is not None
    assert state.visited is not None
    return (state.due - state.visited).total_seconds()


def test_a_visit_that_goes_well_is_followed_by_the_next_after_its_interval() -> None:
    state = after(SourceState(), Outcome(MEMORY, 3, NOW - dt.timedelta(hours=1)))
    assert seconds_to_wait(state) == 600
    assert (state.items, state.error_rate, state.health(SPEC, NOW)) == (3, 0.0, "well")
    assert state.lag(NOW) == 3600


def test_failures_slow_visits_down_and_a_success_ends_that() -> None:
    state, waits = SourceState(), []
    for minute in range(8):
        state = after(state, Outcome(MEMORY, reason="the server answered 500"), minute)
        waits.append(seconds_to_wait(state))
    assert waits == [1200, 2400, 4800, 9600, 9600, 9600, 9600, 9600]
    assert (state.health(SPEC, NOW), state.error_rate) == ("failing", 1.0)
    assert state.succeeded is None
    better = after(state, Outcome(MEMORY), 9)
    assert seconds_to_wait(better) == 600
    assert (better.health(SPEC, NOW), better.reason, round(better.error_rate, 2)) == ("well", "", 0.89)


def test_a_server_that_asks_for_time_gets_it() -> None:
    assert seconds_to_wait(after(SourceState(), Outcome(MEMORY, reason="busy", after=7200))) == 7200


def test_a_source_that_answers_and_brings_nothing_is_silent_in_time() -> None:
    state = after(after(SourceState(), Outcome(MEMORY, 1)), Outcome(MEMORY), 30)
    assert not state.silent(SPEC, NOW + dt.timedelta(minutes=59))
    assert state.health(SPEC, NOW + dt.timedelta(minutes=61)) == "silent"


def test_states_survive_a_restart_and_forget_sources_that_are_gone(tmp_path: Path) -> None:
    state = after(SourceState(), Outcome(MEMORY, 1, NOW, "why"))
    save_states(tmp_path / "new" / "watch.json", {"harbour": state, "gone": SourceState()})
    loaded = load_states(tmp_path / "new" / "watch.json")
    assert loaded == {"harbour": state, "gone": SourceState()}
    assert kept(loaded, [SPEC]) == {"harbour": state}
    assert load_states(tmp_path / "none.json") == {}


@pytest.mark.parametrize("content", ["", "[]", '{"version": 2}', '{"version": 1, "sources": {"a": 1}}'])
def test_another_file_is_no_state(tmp_path: Path, content: str) -> None:
    (tmp_path / "watch.json").write_text(content)
    with pytest.raises(BadSetting, match="no state of vedette watch"):
        load_states(tmp_path / "watch.json")
