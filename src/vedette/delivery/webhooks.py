"""Webhooks: one signed POST a notice, tried again with growing waits, and kept aside where it cannot be delivered.

The body is signed with HMAC-SHA256 over "TIME.BODY", so that neither can be changed nor an old one sent again. Sending
is done by the guarded client (`vedette.net`): addresses that users give are judged like any other.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vedette.errors import FetchFailed, FetchRefused

#: POSTs a body to an address with headers. Raises FetchFailed (again or not) or FetchRefused.
Send = Callable[[str, bytes, Mapping[str, str]], object]

SIGNATURE = "Vedette-Signature"
#: Seconds before the second, third ... try.
WAITS = (1.0, 5.0, 25.0)


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to, and the key to sign with."""

    address: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """How posts go out: the client, the wait between tries, and the file of what could not be delivered."""

    send: Send
    sleep: Callable[[float], object]
    dead: Path

    def deliver(self, hook: Hook, body: str, *, time: int, identifier: str) -> bool:
        """Send a body, in all tries that make sense; False where it had to be set aside, with the reason."""
        content = body.encode("utf-8")
        headers = {
            "Content-Type": "application/json",
            "Vedette-Delivery": identifier,
            SIGNATURE: signature(hook.key, content, time),
        }
        reason = ""
        for wait in (0.0, *WAITS):
            if wait:
                self.sleep(wait)
            try:
                self.send(hook.address, content, headers)
            except FetchRefused as error:
                reason = str(error)
                break
            except FetchFailed as error:
                reason = str(error)
                if not error.again:
                    break
            else:
                return True
        self._set_aside(hook, body, identifier, reason)
        return False

    def _set_aside(self, hook: Hook, body: str, identifier: str, reason: str) -> None:
        row = {"to": hook.address, "delivery": identifier, "reason": reason, "body": body}
        self.dead.parent.mkdir(parents=True, exist_ok=True)
        with self.dead.open("a", encoding="utf-8") as sink:
            sink.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")


def signature(key: bytes, content: bytes, time: int) -> str:
    """The header: time and HMAC-SHA256 over both."""
    signed = hmac.new(key, f"{time}.".encode() + content, hashlib.sha256).hexdigest()
    return f"t={time},v1={signed}"


def is_signed(header: str, key: bytes, content: bytes, *, now: int, tolerance: int = 300) -> bool:
    """Whether a received body bears our signature and is not older than `tolerance` seconds: for receivers."""
    parts = dict(p.split("=", 1) for p in header.split(",") if "=" in p)
    try:
        time = int(parts["t"])
    except (KeyError, ValueError):
        return False
    return abs(now - time) <= tolerance and hmac.compare_digest(signature(key, content, time), header)
