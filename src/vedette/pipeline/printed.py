"""Stand-in until extraction.times has it."""

import datetime as dt


def dateline(text: str) -> dt.date | None:
    """None."""
    return None
