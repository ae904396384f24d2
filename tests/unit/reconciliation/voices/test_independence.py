import datetime as dt
from dataclasses import replace

import pytest

from tests.stories import tell
from vedette.model.document import Document
from vedette.model.ids import ActorId, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.testimony import base
from vedette.reconciliation.testimony.base import OriginKind, OutletTie, Tables
from vedette.reconciliation.voices.copies import near_duplicates, sketch
from vedette.reconciliation.voices.independence import Ground, Relation, compare, independent_origins, voices
from vedette.reconciliation.voices.origins import credited_agency, nameless, without_tellers

TEXT = "Shells hit the market of Qarat on Saturday and killed 16 people."

OTHER = "Grief in the old town, where guns that opened up at noon killed 16 people, by all accounts."


def said(
    ident: str, outlet: str, who: str | None = None, *, text: str = TEXT, anonymous: bool = False, hour: int = 8
) -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    claim = {
        "kind": "toll",
        "in": "killed 16 people",
        "point": 16,
        "cause": "shelling",
        "place": "Qarat",
        "when": dt.date(2031, 5, 3),
        "anonymous": anonymous,
    }
    if who is not None:
        claim["who"] = who
    published = dt.datetime(2031, 5, 4, hour, tzinfo=dt.UTC)
    return tell([{"id": ident, "outlet": outlet, "published": published, "text": text, "claim": [claim]}])


def two(
    a: tuple[list[ResolvedClaim], dict[DocumentId, Document]],
    b: tuple[list[ResolvedClaim], dict[DocumentId, Document]],
    tables: Tables | None = None,
) -> tuple[base.Testimony, base.Testimony]:
    first, second = weighable([*a[0], *b[0]], a[1] | b[1], tables=tables or Tables())
    return first, second


def test_nine_outlets_that_quote_one_source_have_one_origin() -> None:
    stories = [said(f"r{i}", f"Outlet {i}", "Ridge Observatory", text=f"{i}: {TEXT}", hour=i) for i in range(9)]
    documents = {k: v for _, d in stories for k, v in d.items()}
    found = weighable([c for claims, _ in stories for c in claims], documents)
    assert len(independent_origins(found)) == 1
    assert compare(found[0], found[1]).ground is Ground.ONE_ORIGIN


def test_a_long_sentence_word_for_word_in_two_reports_is_a_copy() -> None:
    first, second = two(said("a", "Meridian Wire"), said("b", "Coast Daily", hour=9))
    assert second.copy_of == first.key
    assert compare(first, second).ground is Ground.COPY


def test_a_short_sentence_in_two_reports_is_no_copy() -> None:
    first, second = two(
        said("a", "Meridian Wire", text="Shells killed 16 people."),
        said("b", "Coast Daily", text="Shells killed 16 people.", hour=9),
    )
    assert second.copy_of is None
    assert compare(first, second).relation is Relation.INDEPENDENT


def test_the_earlier_report_is_the_original_whatever_the_order_of_the_claims() -> None:
    early, late = said("z", "Meridian Wire", hour=1), said("a", "Coast Daily", hour=9)
    for a, b in ((early, late), (late, early)):
        copies = {t.claim.claim.attribution.chain[0].name: t.copy_of for t in two(a, b)}
        assert copies["Meridian Wire"] is None
        assert copies["Coast Daily"] == early[0][0].claim.key


def test_two_origins_of_one_side_are_one_interest() -> None:
    first, second = two(
        said("a", "A", "Lowland army/government", text=f"One. {TEXT}"),
        said("b", "B", "Lowland ministry/government", text=OTHER),
    )
    assert compare(first, second).ground is Ground.ONE_SIDE
    assert len(independent_origins([first, second])) == 1


def test_two_foreign_states_are_not_one_side_for_both_being_other() -> None:
    first, second = two(
        said("a", "A", "Norland/other", text=f"Yes: {TEXT}"), said("b", "B", "Sudland/other", text=OTHER)
    )
    assert compare(first, second).relation is Relation.INDEPENDENT


def test_whether_unnamed_sources_are_one_is_unknown() -> None:
    first, second = two(
        said("a", "A", "a security source", anonymous=True, text=f"Yes: {TEXT}"),
        said("b", "B", "a security source", anonymous=True, text=OTHER),
    )
    assert first.origin.kind is OriginKind.ANONYMOUS
    assert compare(first, second).relation is Relation.UNKNOWN
    assert len(independent_origins([first, second])) == 1


def test_outlets_of_one_owner_are_the_same() -> None:
    tables = Tables({"a": OutletTie(owner="Harbour Group"), "b": OutletTie(owner="Harbour Group")})
    first, second = two(
        said("a", "A", text="Yes, 16 killed. killed 16 people"), said("b", "B", text="killed 16 people"), tables
    )
    assert compare(first, second).ground is Ground.ONE_OWNER


def test_an_agencys_mark_makes_the_agency_the_origin() -> None:
    first, second = two(
        said("a", "Coast Daily", text=f"QARAT (Reuters) - {TEXT}"),
        said("b", "The Harbour Post", text="Medics wept as guns fell silent. Before, they killed 16 people. --Reuters"),
    )
    assert first.origin.key == second.origin.key == "name:reuters"


def test_an_agency_named_in_passing_is_no_mark() -> None:
    assert credited_agency("Reuters reporters saw smoke. " + TEXT) is None
    assert credited_agency("A reporter for AP died (see page 3).") is None


def test_sketches_see_a_cut_copy_and_not_another_story() -> None:
    long = " ".join(f"word{i} speaks of thing{i * 7 % 31}" for i in range(120))
    assert near_duplicates(sketch(long), sketch(long + " An editor added this line of his own."))
    assert not near_duplicates(sketch(long), sketch(" ".join(f"other{i} tale{i % 13}" for i in range(240))))
    assert not near_duplicates(sketch("too short"), sketch("too short"))


@pytest.mark.parametrize(("one", "other"), [("one witness", "Witnesses"), ("a local source", "several local sources")])
def test_unnamed_voices_of_one_outlet_are_counted_by_what_they_are(one: str, other: str) -> None:
    assert nameless(one) == nameless(other)


def test_a_medical_source_is_no_military_one() -> None:
    assert nameless("a medical source") != nameless("a military source")


def test_organs_of_one_body_are_one_voice() -> None:
    tables = Tables(bodies={ActorId("ministry"): "party:state", ActorId("army"): "party:state"})
    a, b = two(said("a", "Meridian Wire", "Ministry"), said("b", "Harbour Post", "Army", text=OTHER), tables)
    assert compare(a, b).ground is Ground.ONE_OWNER
    assert len(voices([a, b])) == 1


def test_whoever_denies_it_has_a_voice_told_by_an_outlet_or_not() -> None:
    claims, documents = said("a", "Meridian Wire", "Ridge Observatory", text=TEXT + " The army denied it.")
    denial = {
        "kind": "statement",
        "act": "denies",
        "in": "The army denied it",
        "what": "it",
        "speaker": "army/government",
    }
    answer, more = tell([{"id": "b", "outlet": "Harbour Post", "text": "The army denied it.", "claim": [denial]}])
    both = weighable([*claims, *answer], documents | more)
    assert len(voices([t for t in both if t.claim.claim.kind == "toll"])) == 1
    assert len(voices(both)) == 2


def test_a_denial_that_its_sentence_gives_in_a_name_is_one_voice() -> None:
    text = "A raid hit Qarat, medics said. A spokesman of the army denied that it hit Qarat."
    act = {"kind": "event", "type": "air-strike", "place": "Qarat"}
    denial = {"kind": "statement", "act": "denies", "in": "A spokesman of the army denied", "what": "it"}
    told = [
        {**act, "in": "A raid", "who": "medics"},
        {**act, "in": "hit Qarat.", "who": "army", "status": {"fact": "denied"}},
        {**denial, "speaker": "spokesman of the army"},
    ]
    assert heard(tell([{"id": "a", "outlet": "Meridian Wire", "text": text, "claim": told}])) == 2


def test_a_leads_unnamed_voice_is_that_which_the_report_then_names() -> None:
    text = "Shells killed 16 people, activists said. The Ridge Observatory said that 16 people died."

    def heard(low: int) -> int:
        lead = {"kind": "toll", "in": "killed 16 people", "point": low, "who": "activists", "anonymous": True}
        named = {"kind": "toll", "in": "16 people died", "point": 16, "who": "Ridge Observatory"}
        claims, documents = tell([{"id": "a", "outlet": "Meridian Wire", "text": text, "claim": [lead, named]}])
        return len(voices(weighable(claims, documents)))

    assert (heard(16), heard(40)) == (1, 2)


def raid(ident: str, outlet: str, who: str, *beside: str) -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    text = f"{ident}: a raid hit Qarat on Saturday, by what {outlet} heard."
    claim = {"kind": "event", "type": "air-strike", "in": "a raid", "place": "Qarat", "who": who, "beside": beside}
    claims, documents = tell([{"id": ident, "outlet": outlet, "text": text, "claim": [claim]}])
    unknown = [replace(c, actors=tuple(replace(a, provisional=True) for a in c.actors)) for c in claims]
    return unknown, documents


def heard(*stories: tuple[list[ResolvedClaim], dict[DocumentId, Document]]) -> int:
    documents = {k: v for _, d in stories for k, v in d.items()}
    return len(voices(weighable([c for claims, _ in stories for c in claims], documents)))


def test_whoever_tells_of_an_act_beside_its_claimant_has_a_voice() -> None:
    assert heard(raid("a", "Meridian Wire", "Ridge Observatory", "Hill Radio", "Omar Qadim")) == 3


def test_a_teller_whom_another_report_quotes_is_one_voice() -> None:
    one = raid("a", "Meridian Wire", "Ridge Observatory", "Hill Radio")
    assert heard(one, raid("b", "Harbour Post", "Hill Radio", "Ridge Observatory")) == 2


def test_a_voice_that_two_reports_name_more_and_less_fully_is_one() -> None:
    one = raid("a", "Meridian Wire", "Lowland health ministry", "Qadim")
    assert heard(one, raid("b", "Harbour Post", "health ministry", "Omar Qadim")) == 2
    assert heard(one, raid("b", "Harbour Post", "interior ministry", "Omar Qadim")) == 3


def test_an_outlet_that_another_quotes_has_a_voice_and_its_own_words_beside_a_claimant_have_none() -> None:
    assert heard(raid("a", "Meridian Wire", "Ridge Observatory"), said("b", "Hill Radio")) == 1
    assert heard(raid("a", "Meridian Wire", "Ridge Observatory"), raid("b", "Harbour Post", "Hill Radio")) == 2


def test_a_teller_left_out_takes_only_his_own_voice_along() -> None:
    claims, documents = raid("a", "Meridian Wire", "Ridge Observatory", "Hill Radio", "Omar Qadim")
    left = [without_tellers(c, frozenset({"hill radio"})) for c in claims]
    assert (heard((left, documents)), len(left[0].claim.attribution.beside)) == (2, 1)


def test_what_was_told_on_one_day_did_not_happen_on_the_next() -> None:
    def day_of(spoke: dt.date) -> dt.date | None:
        claim = {"kind": "toll", "in": "killed 16 people", "point": 16, "who": "Ridge Observatory", "spoke": spoke}
        published = dt.datetime(2031, 5, 4, 8, tzinfo=dt.UTC)
        (t,) = weighable(*tell([{"id": "a", "text": TEXT, "published": published, "claim": [claim]}]))
        return t.when.start if t.when else None

    assert day_of(dt.date(2031, 5, 3)) == dt.date(2031, 5, 3)
    assert day_of(dt.date(2031, 4, 3)) == day_of(dt.date(2031, 5, 4)) == dt.date(2031, 5, 4)
