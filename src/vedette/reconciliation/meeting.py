"""Meeting places: where a claim is found by others that it may be tied to, and where it looks for them.

Two claims that `vedette.reconciliation.ties` could tie, in whatever set of known claims, meet: the one is found where
the other looks, or they stand in one report. So a new claim is held against those of a few places, and not against the
ledger. A place here is a number, the hash of what it stands for; that too many meet costs time and changes nothing.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator

from vedette.model.claim import ControlContent
from vedette.model.ids import ActorId, EventId
from vedette.model.resolved import ResolvedClaim
from vedette.reconciliation.events import id_from
from vedette.reconciliation.joining.answers import DAYS, is_denial
from vedette.reconciliation.joining.blocking import LONG_DAYS, is_happening, keys_for
from vedette.reconciliation.reconcile import is_total, window_of
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.places import keys_of, spot_key
from vedette.reconciliation.voices.copies import words_said

#: Days that share a meeting place: fewer of them make more places a claim, more of them more strangers in each.
TOGETHER = 4


def place(*parts: object) -> int:
    """The meeting place of these words: a signed number of 64 bits."""
    told = "\n".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), signed=True)


def found_at(t: Testimony) -> frozenset[int]:
    """Where a claim is found."""
    return frozenset((*_shared(t), *_at_its_place(t), of_words(t.claim), of_event(id_from(t.key))))


def looks_at(t: Testimony) -> frozenset[int]:
    """Where a claim looks for others."""
    return frozenset((*_shared(t), *_answers(t), of_words(t.claim)))


def of_words(claim: ResolvedClaim) -> int:
    """Where all meet that say the same words: copies of one another, it may be."""
    return place("words", *words_said(claim))


def of_event(event: EventId) -> int:
    """Where the claim is found that may give an event its id."""
    return place("event", event)


def of_actor(actor: ActorId) -> int:
    """Where the claims are found that name an actor whom no registry knows."""
    return place("actor", actor)


def _shared(t: Testimony) -> Iterator[int]:
    """Where a claim is found and looks."""
    if is_happening(t):
        blocks = ((name, days if "/" in days else _bucket(dt.date.fromisoformat(days))) for name, days in keys_for(t))
        yield from (place("block", *block) for block in dict.fromkeys(blocks))
    if is_total(t):
        yield place("window", *window_of(t))
    elif isinstance(t.claim.claim.content, ControlContent) and (spot := spot_key(t.claim)) is not None:
        yield place("spot", spot)


def _at_its_place(t: Testimony) -> Iterator[int]:
    """Where a denial that names its place is found, and a happening by such denials; on a day of its own a happening
    is found in its blocks."""
    kind = "denial" if is_denial(t) else "happening" if is_happening(t) else None
    for key in keys_of(t.claim) if kind is not None else ():
        yield place(kind, key)
        if not _dated(t):
            yield place(kind, key, "at some time")
        elif kind == "denial":
            yield from (place(kind, key, bucket) for bucket in _around(t))


def _answers(t: Testimony) -> Iterator[int]:
    """Where a denial looks for happenings, and a happening for denials."""
    other = "happening" if is_denial(t) else "denial" if is_happening(t) else None
    for key in keys_of(t.claim) if other is not None else ():
        if not _dated(t):
            yield place(other, key)
            continue
        yield place(other, key, "at some time")
        yield from (place("block" if other == "happening" else other, key, bucket) for bucket in _around(t))


def _dated(t: Testimony) -> bool:
    return t.when is not None and t.when.days <= LONG_DAYS


def _around(t: Testimony) -> range:
    """The days on which a denial may answer it, or it a denial, by the places that they share."""
    if t.when is None:
        return range(0)
    return range(_bucket(t.when.start - dt.timedelta(days=DAYS)), _bucket(t.when.end + dt.timedelta(days=DAYS)) + 1)


def _bucket(day: dt.date) -> int:
    return day.toordinal() // TOGETHER
