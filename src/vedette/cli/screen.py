"""What goes to the screen, and where: data to standard output, all else to standard error.

Text of reports and names of files come from outside: they are printed as plain characters, never as mark-up, and
without control characters, so that none can move the cursor or colour a screen.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from vedette.model.failure import Failure

#: Notes printed one by one; more of a kind are counted.
SHOWN = 5
#: Wider lines tire the eye.
_WIDEST = 100


def out() -> Console:
    """Standard output: coloured and fitted on a terminal, plain elsewhere."""
    console = Console(highlight=False, markup=False, emoji=False)
    if console.width > _WIDEST:
        console.width = _WIDEST
    return console


def err() -> Console:
    """Standard error, for everything that is not data."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def safe(text: str) -> str:
    """The text without characters that steer a terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def data(line: str) -> None:
    """One line of machine-readable output."""
    sys.stdout.write(line + "\n")


@contextmanager
def busy(what: str) -> Iterator[None]:
    """A spinner on a terminal while something takes its time."""
    console = err()
    if console.is_terminal:
        with console.status(what):
            yield
    else:
        yield


class Reporter:
    """Prints failures as they come and notes in short, and counts both; `code` is the exit code they lead to."""

    def __init__(self) -> None:
        self.failures = 0
        self.notes = 0
        self._unread: dict[str, int] = {}
        self._console = err()

    def failed(self, failure: Failure) -> None:
        """One item that could not be used."""
        self.failures += 1
        self._line("failed", failure, "bold red")

    def noted(self, failure: Failure) -> None:
        """Something worth knowing of an item that was used."""
        if failure.kind == "UnreadLanguage":
            self._unread[failure.reason] = self._unread.get(failure.reason, 0) + 1
            return
        self.notes += 1
        if self.notes <= SHOWN:
            self._line("note", failure, "yellow")

    def close(self) -> None:
        """Say how many notes were not printed, and how many reports no language pack reads."""
        if self.notes > SHOWN:
            self._console.print(f"note: and {self.notes - SHOWN} more notes", style="yellow")
        for reason, count in sorted(self._unread.items()):
            self._console.print(f"note: {count:,} reports {safe(reason)}", style="yellow")

    @property
    def code(self) -> int:
        """0, or 1 when an item failed."""
        return 1 if self.failures else 0

    def _line(self, word: str, failure: Failure, style: str) -> None:
        detail = f" [{failure.detail}]" if failure.detail else ""
        text = Text(f"{word}: ", style=style)
        text.append(safe(f"{failure.item}: {failure.reason}{detail}"), style="default")
        self._console.print(text)
