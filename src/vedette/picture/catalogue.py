"""The catalogue of the present: headings, voices and full text of all documents, brought up to date behind the readers.

A new ledger of a hundred thousand reports takes minutes; what is there meanwhile is shown with how far it has come.
Afterwards only documents that something was recorded of are read again.
"""

import contextlib
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from vedette.model.ids import DocumentId
from vedette.picture.search import Index
from vedette.picture.voices import Gathering, Report, Voices
from vedette.pipeline.showing.shown import Shown

#: Documents read at a time.
_CHUNK = 200
#: So many documents are worth waiting for.
_SOON = 1000
#: Seconds a reader waits for the catalogue before it is shown as far as it has come.
PATIENCE = 5.0


class Catalogue:
    """The documents of one ledger as one viewer may see them. May be asked by several threads. Made anew when what is
    protected changes: nothing of what was seen before stays in it."""

    def __init__(self, ledger: Shown) -> None:
        """Reads the headings at once; the rest begins with `begin`."""
        self._ledger = ledger
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="catalogue")
        self._doing: Future[None] | None = None
        self._head, self._read = 0, 0
        self._waiting: dict[DocumentId, None] = {}
        self._known: set[DocumentId] = set()
        self._anew = True
        self._gathering, self._index = Gathering(), Index()
        self._shown = (Voices({}, {}, {}), self._index)
        self.events = Index()
        self.reports: Mapping[str, Report] = {}
        self.headed()

    def headed(self) -> Mapping[str, Report]:
        """All documents without their texts, by publication, up to date with the ledger."""
        with self._lock:
            head = self._ledger.head().number
            if head == self._head and self.reports:
                return self.reports
            touched = self._ledger.touched(self._head) if self.reports else None
            if touched is None:
                found = self._headings(None)
                self._waiting = dict.fromkeys(DocumentId(name) for name in found)
                # What was erased may be found no more, not even until the rest is read again.
                self._anew, self._shown = True, (Voices({}, {}, {}), Index())
            elif touched:
                found = {k: v for k, v in self.reports.items() if k not in touched} | self._headings(sorted(touched))
                self._waiting |= dict.fromkeys(sorted(touched))
                # Of documents that are read again the words and claims of before have to go.
                self._anew = self._anew or bool(touched & self._known)
            else:
                found = dict(self.reports)
            self._head = head
            if touched is None or touched:
                self.reports = dict(sorted(found.items(), key=lambda pair: _order(pair[1])))
            return self.reports

    def begin(self) -> None:
        """Go on behind the readers, if there is anything to do."""
        with self._lock:
            if self._waiting and (self._doing is None or self._doing.done()):
                self._doing = self._worker.submit(self._go_on)

    def settled(self) -> "tuple[Voices, Index]":
        """Voices and index, complete if that does not take long."""
        self.begin()
        doing = self._doing
        if doing is not None and len(self._waiting) <= _SOON:
            with contextlib.suppress(TimeoutError):
                doing.result(PATIENCE)
        return self._shown

    @property
    def progress(self) -> tuple[int, int] | None:
        """How many documents are read, and how many there are; None where all are."""
        left = len(self._waiting)
        return None if not left else (max(0, len(self.reports) - left), len(self.reports))

    def _headings(self, ids: Iterable[DocumentId] | None) -> dict[str, Report]:
        return {
            d.id: Report(d.id, d.title or d.locator, d.outlet, d.published, d.locator, d.language, size)
            for d, size in self._ledger.headings(ids)
        }

    def _go_on(self) -> None:
        first = not self._shown[0].outlets
        while True:
            with self._lock:
                if self._anew:
                    self._anew, self._known = False, set()
                    self._waiting = dict.fromkeys(DocumentId(name) for name in self.reports)
                    self._gathering, self._index = Gathering(), Index()
                    if first:  # whoever searches meanwhile finds what is there
                        self._shown = (Voices({}, {}, {}), self._index)
                some = list(islice(self._waiting, _CHUNK))
                reports, gathering, index = self.reports, self._gathering, self._index
            if some:
                gathering.add(self._ledger.claims_json(documents=some), reports)
                index.add(self._ledger.documents_with(some))
            with self._lock:
                if self._anew:
                    continue
                self._known |= set(some)
                for name in some:
                    self._waiting.pop(name, None)
                # Voices that hear more are copied, so they are shown at every fiftieth step alone; and where there were
                # complete ones before, those stay until these are.
                if not self._waiting or (first and len(self._known) % (_CHUNK * 50) == 0):
                    self._shown = (gathering.voices(), index)
                if not self._waiting:
                    self._doing = None
                    return


def _order(report: Report) -> tuple[bool, float, str]:
    return (report.published is not None, report.published.timestamp() if report.published else 0.0, report.id)
