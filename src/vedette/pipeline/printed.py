"""The date printed at the top of a report."""

import datetime as dt


def dateline(text: str) -> dt.date | None:
    """None."""
    return None
