"""What a ledger knew by a moment, ready to be weighed: its claims as analysts corrected them, the decisions in force,
and the outlets' ties; of all documents or of some."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from vedette.ledger.base import Ledger, Public, Scope
from vedette.model.document import Document
from vedette.model.ids import ActorId, ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.deriving.corrections import corrected
from vedette.pipeline.deriving.outlet_ties import tables_of
from vedette.pipeline.deriving.rulings import hidden_documents, ruling
from vedette.pipeline.deriving.spells import Spell, spells_of
from vedette.pipeline.deriving.uniting import Names
from vedette.pipeline.deriving.weaving import Decided


class Known:
    """See the module. Nothing is read of claims and documents until they are asked for."""

    def __init__(self, ledger: Ledger, scope: Scope) -> None:
        """All that was recorded by `scope.as_recorded`."""
        self._ledger = ledger
        self._cut = Scope(as_recorded=scope.as_recorded)
        self.decisions = tuple(ledger.decisions(self._cut))
        self.hidden = hidden_documents(self.decisions)
        self.decided = Decided(ruling(self.decisions))
        self.tables = tables_of(ledger, self._cut)
        #: Of each claim made a spell, the actors that no registry knows, by the ids that they had in its report.
        self.strangers: dict[ClaimKey, set[ActorId]] = {}

    def claims(self, only: Collection[DocumentId] | None = None) -> list[Public[ResolvedClaim]]:
        """The claims with their times on the public clock, as corrected; those of hidden documents are left out."""
        found = self._ledger.public_claims(self._cut, only)
        given = [p for p in found if p.value.claim.document not in self.hidden]
        claims = corrected((p.value for p in given), self.decisions).claims
        return [replace(p, value=claim) for claim, p in zip(claims, given, strict=True)]

    def spells(
        self,
        claims: Iterable[Public[ResolvedClaim]],
        names: Names,
        only: Collection[DocumentId] | None = None,
        wanted: Collection[ClaimKey] | None = None,
    ) -> list[Spell]:
        """The spells of the documents of these claims, by document; the claims are all that their documents say.
        `only`: the documents, where they are few. `wanted`: of the claims these alone are made ready."""
        told: dict[DocumentId, list[Public[ResolvedClaim]]] = defaultdict(list)
        for public in claims:
            claim = public.value
            told[claim.claim.document].append(replace(public, value=names.of(claim)))
            unknown = {a.actor for a in claim.actors if a.provisional and a.actor is not None}
            if unknown:
                self.strangers.setdefault(claim.claim.key, set()).update(unknown)
        texts: dict[DocumentId, list[Public[Document]]] = defaultdict(list)
        for text in self._ledger.public_documents(self._cut, only):
            if text.value.id in told:
                texts[text.value.id].append(text)
        rejected = self.decided.rejected(p.value.claim.key for of in told.values() for p in of)
        return [
            spell
            for document in sorted(told)
            for spell in spells_of(
                document, told[document], texts[document], rejected=rejected, tables=self.tables, wanted=wanted
            )
        ]
