"""The pictures in use: one for the present, some for moments in the past, each rebuilt when the ledger has moved on or
an embargo has lapsed."""

import datetime as dt
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from vedette.garbage import seldom_collected
from vedette.ledger.base import NOW, Scope
from vedette.model.viewer import Viewer
from vedette.picture.catalogue import Catalogue
from vedette.picture.picture import Picture
from vedette.picture.shelf import Maker, Shelf
from vedette.pipeline.deriving.rederive import Rules
from vedette.pipeline.showing.protection import Protected
from vedette.pipeline.showing.shown import Shown

#: Moments kept beside the present; a reader who moves the slider back and forth finds them ready.
KEPT = 64
#: Seconds a reader waits for a newer picture before the one before is shown.
PATIENCE = 2.0


Moment = tuple[dt.datetime | None, dt.datetime | None, Rules]
_PRESENT: Moment = (None, None, Rules.THEN)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A picture, and the state of the ledger and of its protection that it was made from."""

    picture: Picture
    mark: str
    protected: Protected


@dataclass(frozen=True, slots=True)
class _Stood:
    """A shelf, and the state of the ledger and of its protection that it was made from."""

    shelf: Shelf
    mark: str
    protected: Protected


class Pictures:
    """The pictures of one ledger as one viewer may see it. May be asked by several threads; each is built once."""

    def __init__(self, ledger: Shown, *, kept: int = KEPT, beside: "Pictures | None" = None) -> None:
        """`beside` are those of another viewer: where both may see the same, one picture serves both."""
        self.ledger = ledger
        self._beside = beside
        self._most = kept
        self._kept: OrderedDict[Moment, _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._building: dict[Moment, Future[Picture]] = {}
        self._maker, self._making = Maker(), threading.Lock()
        self._shelf: _Stood | None = None
        self._catalogue: tuple[Catalogue, Protected] | None = None
        self._builders = ThreadPoolExecutor(max_workers=2, thread_name_prefix="picture")

    def at(self, scope: Scope = NOW, rules: Rules = Rules.THEN) -> Picture:
        """The picture at a moment, by the rules in force then or those installed; the days of the scope play no part.

        Where the ledger has moved on, the one before is shown until the next is ready, if that takes longer than
        `PATIENCE`; never when what is protected has changed.
        """
        moment = (scope.as_of, scope.as_recorded, rules)
        mark, protected = self.ledger.mark(), self.ledger.protected()
        if self._beside is not None and self._beside.ledger.protected() == protected:
            return self._beside.at(scope)
        with self._lock:
            kept = self._kept.get(moment)
            if kept is not None:
                self._kept.move_to_end(moment)
                if kept.mark == mark and kept.protected == protected:
                    return kept.picture
            building = self._begun(moment, mark, protected)
        stale = kept is not None and kept.protected == protected
        try:
            return building.result(PATIENCE if stale else None)
        except TimeoutError:
            if kept is None:
                raise
            return kept.picture

    def behind(self) -> bool:
        """Whether the present that readers are shown was made before the last of what is derived."""
        kept = self._kept.get(_PRESENT)
        return kept is None or kept.mark != self.ledger.mark()

    def warm(self) -> None:
        """Build the present before anybody asks, so that the first reader waits for nothing."""
        self.at()

    def _build(self, moment: Moment, mark: str, protected: Protected) -> Picture:
        scope = Scope(as_of=moment[0], as_recorded=moment[1])
        if moment[1] is not None or moment[2] is not Rules.THEN:
            made = Picture(self.ledger, scope, moment[2])
        else:
            stood = self._stood(mark, protected, wait=moment == _PRESENT)
            mark, shelf = stood.mark, stood.shelf
            answers = moment == _PRESENT or shelf.looks_back
            catalogue = self._catalogued(protected) if moment == _PRESENT else None
            made = Picture(self.ledger, scope, moment[2], shelf=shelf if answers else None, catalogue=catalogue)
            if catalogue is not None:
                catalogue.begin()
        if moment == _PRESENT:
            with seldom_collected():
                made.ready()
        with self._lock:
            self._kept[moment] = _Kept(made, mark, protected)
            self._kept.move_to_end(moment)
            if moment == _PRESENT:  # pictures on the shelf before would keep all of it in memory
                for old in [m for m, kept in self._kept.items() if kept.mark != mark]:
                    del self._kept[old]
            while len(self._kept) > self._most + 1:
                self._building.pop(self._kept.popitem(last=False)[0], None)
        return made

    def _catalogued(self, protected: Protected) -> Catalogue:
        """The catalogue, with the headings of all that is recorded by now."""
        with self._making:
            if self._catalogue is None or self._catalogue[1] != protected:
                self._catalogue = (Catalogue(self.ledger), protected)
            self._catalogue[0].headed()
            return self._catalogue[0]

    def _stood(self, mark: str, protected: Protected, *, wait: bool) -> "_Stood":
        """The shelf at a state of the ledger. A moment of the past does not wait long for a newer one: the one before
        tells it as well as it did a minute ago, unless what is protected has changed."""
        before = self._shelf
        if not wait and before is not None and before.protected == protected and before.mark != mark:
            with self._lock:
                building = self._begun(_PRESENT, mark, protected)
            try:
                building.result(PATIENCE)
            except TimeoutError:
                return before
            return self._shelf if self._shelf is not None and self._shelf.protected == protected else before
        with self._making:
            if self._shelf is None or (self._shelf.mark, self._shelf.protected) != (mark, protected):
                with seldom_collected():
                    self._shelf = _Stood(self._maker.of_rows(self.ledger), mark, protected)
            return self._shelf

    def _begun(self, moment: Moment, mark: str, protected: Protected) -> Future[Picture]:
        """The building of a picture, begun unless it goes on already. Under the lock."""
        building = self._building.get(moment)
        if building is None or building.done():
            building = self._builders.submit(self._build, moment, mark, protected)
            self._building[moment] = building
        return building


class Gallery:
    """The pictures of one ledger for each kind of viewer that asks."""

    def __init__(self, ledger: Shown) -> None:
        self._first = Pictures(ledger)
        self._lock = threading.Lock()
        self._by_viewer: dict[Viewer, Pictures] = {ledger.viewer: self._first}

    def of(self, viewer: Viewer | None = None) -> Pictures:
        """The pictures as a viewer may see them; as the ledger was opened, where none is named."""
        if viewer is None:
            return self._first
        with self._lock:
            if viewer not in self._by_viewer:
                self._by_viewer[viewer] = Pictures(self._first.ledger.seen_by(viewer), beside=self._first)
            return self._by_viewer[viewer]
