"""The generated stream, and what is derived from it by one process or by two."""

import statistics
import threading
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.made_reports import reports
from benchmarks.reconcile import adopt, make, measured, record, some
from vedette.ledger.base import NOW, DerivedKind
from vedette.ledger.opening import open_ledger
from vedette.model.entry import Version
from vedette.pipeline.deriving import rederive, sharing, versions
from vedette.pipeline.deriving.rebuild import rebuild
from vedette.pipeline.deriving.rederive import by_installed, derivations, refresh


def test_the_stream_is_the_same_each_time_and_has_the_skew_of_a_real_one() -> None:
    told = list(islice(reports(), 3_000))
    assert told == list(islice(reports(), 3_000))
    claims = Counter(number for report in told for number in report.happenings)
    outlets = Counter(number for report in told for number in set(report.happenings))
    assert len({c.claim.key for r in told for c in r.claims}) == sum(claims.values())
    assert 3 < statistics.mean(claims.values()) < 5
    assert statistics.median(outlets.values()) == 1
    assert max(outlets.values()) > 40
    assert 10 < sum(n * n for n in claims.values()) / sum(claims.values()) < 40


def test_two_processes_derive_what_one_does(tmp_path: Path) -> None:
    found = []
    for workers in (1, 2):
        ledger = open_ledger(f"sqlite:///{tmp_path}/{workers}.db")
        record(ledger, some(reports(), 600))
        refresh(ledger, workers=workers)
        assert ledger.counts().events > 100
        assert rebuild(ledger).same
        record(ledger, some(islice(reports(), 300, None), 30))  # upon the index that they left
        refresh(ledger)
        assert rebuild(ledger).same
        found.append([[replace(r, known_from=None) for r in ledger.derived(kind, NOW)] for kind in DerivedKind])
        ledger.close()
    assert found[0] == found[1]


def test_parts_are_given_back_in_their_order() -> None:
    words = ["one", "two", "three"]
    assert list(sharing.shared(str.upper, words, 2)) == ["ONE", "TWO", "THREE"]


def test_nothing_forks_beside_threads() -> None:
    held, seen = threading.Event(), list[int]()
    thread = threading.Thread(target=held.wait)
    thread.start()
    try:
        assert list(sharing.shared(seen.append, [1, 2], 2)) == [None, None]
    finally:
        held.set()
        thread.join()
    assert seen == [1, 2]


def test_the_benchmark_measures_what_is_derived_and_what_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = measured(400, f"sqlite:///{tmp_path}/a.db", together=5)
    assert found["claims"] >= 400
    assert found["scratch"] > 0
    assert found["events"] > 50
    again = measured(400, f"sqlite:///{tmp_path}/a.db", together=5)  # the same, told of what comes next
    assert again["events"] > found["events"]
    assert "scratch" not in again
    monkeypatch.setattr(versions, "rules", lambda: Version("reconciliation", "others"))
    ledger = open_ledger(f"sqlite:///{tmp_path}/a.db")
    assert not by_installed(derivations(ledger)[-1])
    adopt(ledger)
    assert by_installed(derivations(ledger)[-1])
    assert not refresh(ledger)  # what others derived is taken as it is
    record(ledger, some(islice(reports(), ledger.counts().documents, None), 5))
    touched = []
    monkeypatch.setattr(rederive, "whole", lambda *_, **__: touched.append(1))
    assert refresh(ledger)
    assert not touched
    ledger.close()
    ledger = open_ledger(f"sqlite:///{tmp_path}/b.db")
    record(ledger, some(reports(), 200))
    make(ledger, some(reports(), 200))
    made = ledger.counts().events
    refresh(ledger)
    assert made > 20
    assert ledger.counts().events == made
    ledger.close()
