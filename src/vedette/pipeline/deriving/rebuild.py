"""Derived tables dropped and built again, by replaying the manifests of the derivations: the same, bit for bit.

A derivation is replayed over what was recorded when it ran. Where it was made with other rules than those installed it
can't be, and the message says which: install that version, or read everything anew by the rules of today.
"""

from dataclasses import dataclass

from vedette.errors import LedgerError
from vedette.ledger.base import DerivedKind, Ledger, Scope
from vedette.pipeline.deriving import versions
from vedette.pipeline.deriving.history import history
from vedette.pipeline.deriving.rederive import Rules, by_installed, derivations, kept_rows, known_at


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many derivations were replayed, and the hash over all derived rows before and after."""

    derivations: int
    before: str
    after: str

    @property
    def same(self) -> bool:
        """Whether every bit is as it was."""
        return self.before == self.after


def rebuild(ledger: Ledger, *, rules: Rules = Rules.THEN) -> Rebuilt:
    """Drop what is derived and replay every derivation, in one transaction.

    Raises LedgerError where one was made with other rules, unless the current ones are to be used for all: the answers
    to what was shown in the past then change with them.
    """
    manifests = derivations(ledger)
    other = [m for m in manifests if not by_installed(m)]
    if other and rules is Rules.THEN:
        made = ", ".join(str(v.name) + "@" + v.version for v in (*other[0].stages, *other[0].data))
        raise LedgerError(
            f"{len(other)} of {len(manifests)} derivations were made with other rules ({made}; installed are "
            f"{versions.rules().version}, {versions.tables().version}): install that Vedette to rebuild them as they "
            "were, or give --with-rules current"
        )
    before = ledger.derived_digest()
    with ledger.batch():
        ledger.replace_derived(dict.fromkeys(DerivedKind, ()))
        for manifest in manifests:
            known = known_at(manifest)
            ledger.revise_derived(kept_rows(ledger, history(ledger, Scope(as_recorded=known))), known)
    return Rebuilt(len(manifests), before, ledger.derived_digest())
