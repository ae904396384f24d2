"""The resolver that knows no tables."""

from vedette.model.claim import Claim, ControlContent, ControlRelation
from vedette.model.document import Document, document_id
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span
from vedette.model.resolved import PlacePrecision, Role
from vedette.resolution.unresolved import Unresolved

DOCUMENT = Document(document_id("r"), "r", "Rebels took Homs from the army.")


def claim(party: str) -> Claim:
    content = ControlContent(
        ControlRelation.CAPTURED, ActorMention(party, party), from_party=ActorMention("army", "army")
    )
    origin = Link(LinkKind.ORIGIN, "the mayor")
    chain = Attribution((Link(LinkKind.OUTLET, "r"), origin))
    return Claim(
        DOCUMENT.id, content, chain, Evidence("took Homs", Span(7, 16)), "x/1", where=PlaceMention("Homs", "Homs")
    )


def test_every_name_is_kept_as_a_provisional_actor_in_its_role() -> None:
    (resolved,) = Unresolved().resolve(DOCUMENT, [claim("Rebels")])
    assert {a.role: a.name for a in resolved.actors} == {
        Role.CLAIMANT: "the mayor",
        Role.PARTY: "Rebels",
        Role.FROM_PARTY: "army",
    }
    assert all(a.provisional and a.actor for a in resolved.actors)


def test_the_same_name_is_the_same_actor_whatever_its_case() -> None:
    a, b = Unresolved().resolve(DOCUMENT, [claim("Rebels"), claim("rebels")])
    first, second = a.actor(Role.PARTY), b.actor(Role.PARTY)
    assert first is not None
    assert second is not None
    assert first.actor == second.actor


def test_a_place_stays_unresolved_with_its_words() -> None:
    (resolved,) = Unresolved().resolve(DOCUMENT, [claim("Rebels")])
    assert resolved.place is not None
    assert (resolved.place.precision, resolved.place.mention) == (PlacePrecision.UNRESOLVED, "Homs")
