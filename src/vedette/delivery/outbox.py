"""The outbox: what each search was told last of each event, so that news is told once and what was told is taken back.

A file of JSON beside the ledger, replaced as a whole. Losing it tells everything anew; nothing is ever lost by it.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from vedette.delivery.cap import Sent
from vedette.delivery.notices import Act, Notice, vanished
from vedette.errors import BadSetting
from vedette.model.ids import EventId


@dataclass(frozen=True, slots=True)
class Told:
    """What was last told of an event: title, words and mark of the notice, and the CAP message, if one was sent."""

    mark: str
    gone: bool
    title: str
    cap: Sent | None = None
    text: str = ""


@dataclass(slots=True)
class Outbox:
    """What each search was told."""

    told: dict[str, dict[EventId, Told]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Outbox":
        """The outbox of a file; an empty one where there is none. Raises BadSetting for a file that is none."""
        if not path.exists():
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                {
                    search: {
                        EventId(event): Told(
                            t["mark"], t["gone"], t["title"], Sent(**t["cap"]) if t["cap"] else None, t.get("text", "")
                        )
                        for event, t in events.items()
                    }
                    for search, events in data.items()
                }
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadSetting(f"{path} is no outbox: {error}") from error

    def write(self, path: Path) -> None:
        """Replace the file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.part")
        data = {s: {e: asdict(t) for e, t in sorted(events.items())} for s, events in sorted(self.told.items())}
        new.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        os.replace(new, path)

    def due(
        self, search: str, wanted: Iterable[Notice], standing: Mapping[EventId, Notice]
    ) -> Iterator[tuple[Act, Notice]]:
        """What this search has to be told: news, changes, and what is taken back, the oldest first.

        An event that this search was never told of is not taken back either. One that is gone from the ledger
        (`standing` are all notices there are) has become part of another, or nothing: its message is taken back.
        """
        before = self.told.get(search, {})
        for one in sorted(wanted, key=lambda n: (n.updated or dt.datetime.min.replace(tzinfo=dt.UTC), n.event)):
            known = before.get(one.event)
            if known is None:
                if not one.gone:
                    yield Act.ALERT, one
            elif known.mark != one.mark and not (known.gone and one.gone):
                yield (Act.CANCEL if one.gone else Act.UPDATE), one
        for event, known in sorted(before.items()):
            if event not in standing and not known.gone:
                yield Act.CANCEL, vanished(event, known.title)

    def note(self, search: str, one: Notice, cap: Sent | None) -> None:
        """This was told."""
        self.told.setdefault(search, {})[one.event] = Told(one.mark, one.gone, one.title, cap, one.text)

    def last(self, search: str, event: EventId) -> Sent | None:
        """The CAP message last sent of an event."""
        known = self.told.get(search, {}).get(event)
        return known.cap if known else None

    def before(self, search: str, event: EventId) -> str:
        """The words last told of an event, "" for none."""
        known = self.told.get(search, {}).get(event)
        return known.text if known else ""
