"""The pictures in use: one for the present, some for moments in the past, each rebuilt when the ledger has moved on or
an embargo has lapsed."""

import datetime as dt
import threading
from collections import OrderedDict
from dataclasses import dataclass

from vedette.ledger.base import NOW, Scope
from vedette.picture.picture import Picture
from vedette.pipeline.protection import Protected
from vedette.pipeline.shown import Shown

#: Moments kept beside the present; a reader who moves the slider back and forth finds them ready.
KEPT = 64

Moment = tuple[dt.datetime | None, dt.datetime | None]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A picture, and the state of the ledger and of its protection that it was made from."""

    picture: Picture
    mark: str
    protected: Protected


class Pictures:
    """The pictures of one ledger as one viewer may see it. May be asked by several threads; one builds, the others
    wait."""

    def __init__(self, ledger: Shown, *, kept: int = KEPT) -> None:
        self.ledger = ledger
        self._most = kept
        self._kept: OrderedDict[Moment, _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._building: dict[Moment, threading.Lock] = {}

    def at(self, scope: Scope = NOW) -> Picture:
        """The picture at a moment; the days of the scope play no part."""
        moment = (scope.as_of, scope.as_recorded)
        mark, protected = self.ledger.mark(), self.ledger.protected()
        found = self._known(moment, mark, protected)
        if found is not None:
            return found
        with self._lock:
            building = self._building.setdefault(moment, threading.Lock())
        with building:
            found = self._known(moment, mark, protected)
            if found is None:
                found = Picture(self.ledger, Scope(as_of=moment[0], as_recorded=moment[1]))
                with self._lock:
                    self._kept[moment] = _Kept(found, mark, protected)
                    while len(self._kept) > self._most + 1:
                        self._building.pop(self._kept.popitem(last=False)[0], None)
        return found

    def _known(self, moment: Moment, mark: str, protected: Protected) -> Picture | None:
        with self._lock:
            kept = self._kept.get(moment)
            if kept is None or kept.mark != mark or kept.protected != protected:
                return None
            self._kept.move_to_end(moment)
            return kept.picture
