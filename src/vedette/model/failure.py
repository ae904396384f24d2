"""What could not be done, kept as a row with its reason, so that nothing is dropped silently."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that a stage could not use: which (`item`: path, line, address or document id), where (`stage`), why.

    `kind` is the name of the exception's class; `detail` may hold a hash of the traceback, never the text of the item.
    """

    stage: str
    item: str
    kind: str
    reason: str
    detail: str | None = None
