"""Who may do what at the server: accounts and their roles."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.viewer import Viewer

#: What an account may be called: it signs decisions, so it must read the same everywhere.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


class Role(StrEnum):
    """What an account may do; each role may do what those before it may.

    A reader reads. An analyst decides. An adjudicator approves, settles between analysts and takes back what others
    decided. An admin looks after accounts.
    """

    READER = "reader"
    ANALYST = "analyst"
    ADJUDICATOR = "adjudicator"
    ADMIN = "admin"

    def may(self, needed: "Role") -> bool:
        """Whether this role may do what `needed` may."""
        order = tuple(Role)
        return order.index(self) >= order.index(needed)

    @property
    def viewer(self) -> Viewer:
        """What it sees: whoever decides sees what is hidden, nobody at the server sees who a protected source is."""
        return Viewer.ANALYST if self.may(Role.ANALYST) else Viewer.PUBLIC


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account; `name` signs what is decided. A disabled one may not come in. Raises ValueError for a name
    that is none."""

    name: str
    role: Role
    made: dt.datetime
    disabled: bool = False

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name: 2 to 40 of a-z, 0-9, dot, dash and underscore")


@dataclass(frozen=True, slots=True)
class Token:
    """A key for programs, acting as an account until it ends. What opens the door is not kept, only its hash."""

    id: str
    account: str
    label: str
    made: dt.datetime
    ends: dt.datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A line of the record of who came in: what happened at the door, to which account, from which address."""

    at: dt.datetime
    what: str
    account: str | None
    address: str
