"""From drafts to claims."""

from dataclasses import replace

from tests.unit.extraction.effects.written import report
from vedette.extraction.assembly import assemble
from vedette.model.claim import Claim, ClaimKind, Effect, TollContent

PAST = "Nothing/NN more/JJR was known/VBN ."


def tolls(*sentences: str, headed: bool = False) -> list[tuple[Claim, TollContent]]:
    told = report(*sentences)
    if headed:
        told = replace(told, document=replace(told.document, title=told.sentences[0].unit.doc.text))
    claims = assemble(told, "rules-test")
    return [(c, c.content) for c in claims if isinstance(c.content, TollContent)]


def test_a_claim_names_its_rule_and_version() -> None:
    ((claim, _),) = tolls("Two villagers were killed in Kafrun .")
    assert claim.reasons == ("toll: participle after",)
    assert claim.extractor == "rules-test"


def test_a_part_points_to_the_key_of_its_whole() -> None:
    (whole, _), (_, part) = tolls("Nine villagers were killed , including three children .")
    assert part.subset_of == whole.key


def test_a_part_of_a_repeat_points_to_the_telling_that_stands() -> None:
    found = tolls(
        "Nine villagers killed , including three children",
        "On Monday at least nine villagers were killed .",
        headed=True,
    )
    (standing,) = (claim for claim, content in found if content.quantity.low == 9)
    (part,) = (content for _, content in found if content.quantity.low == 3)
    assert part.subset_of == standing.key
    assert standing.evidence.quote == "at least nine villagers were killed"


def test_headline_and_body_give_one_claim() -> None:
    assert (
        len(tolls("Shelling kills/VBZ 18", PAST, "The army said 18 villagers were killed in Kafrun .", headed=True))
        == 1
    )


def test_no_casualties_are_two_claims_on_the_same_words() -> None:
    found = tolls("There were no casualties .")
    assert {content.effect for _, content in found} == {Effect.KILLED, Effect.INJURED}
    assert len({claim.key for claim, _ in found}) == 2
    assert len({claim.evidence.span for claim, _ in found}) == 1


def test_claims_come_in_the_order_of_their_evidence() -> None:
    claims = assemble(report("Two villagers were killed .", "Rockets wounded/VBD five soldiers in Kafrun ."), "test")
    starts = [c.evidence.span.start for c in claims if c.evidence.span]
    assert starts == sorted(starts)
    assert len(starts) == len(claims)


def test_keys_are_unique() -> None:
    claims = assemble(report("Shells killed/VBD a man , a woman and a child .", "Five soldiers died ."), "test")
    assert len({c.key for c in claims}) == len(claims)


def test_a_report_that_tells_of_nothing_has_no_claims() -> None:
    assert assemble(report(PAST, PAST), "test") == ()
    assert assemble(report(), "test") == ()


def test_events_are_claims_of_their_own() -> None:
    words = "An//det>airstrike airstrike//nsubj>killed killed/VBD two//nummod>villagers villagers//dobj>killed"
    assert {c.kind for c in assemble(report(words), "test")} == {ClaimKind.TOLL, ClaimKind.EVENT}
