"""Verification: four axes from the testimonies, and the rung from the axes. See the design's table."""

from collections.abc import Sequence

from vedette.model.provenance import CaveatKind
from vedette.model.verification import Answer, Axes, Interest, Judgement, Rung, Verification
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.sides import accused_in, interest_of, is_party
from vedette.reconciliation.voices.independence import independent_origins
from vedette.reconciliation.voices.statements import is_retraction, takes_back

#: From the least to the most telling: the axis shows the best among those who assert.
_STRENGTH = (Interest.PARTY, Interest.ALLIED, Interest.NONE, Interest.AGAINST_OWN)
_WEIGHT = (Answer.UNANSWERED, Answer.DENIED_BY_THIRD, Answer.DENIED_BY_ACCUSED, Answer.RETRACTED)


def verify(
    asserting: Sequence[Testimony],
    denying: Sequence[Testimony] = (),
    *,
    incompatible: str | None = None,
    judgement: Judgement = Judgement.NONE,
) -> Verification:
    """The axes and the rung of one thing said. `incompatible` names what independent origins say against each other.

    Copies weigh nothing on either side. Raises ValueError where nobody says anything.
    """
    voices = sorted((t for t in asserting if t.copy_of is None), key=lambda t: t.order)
    answers = sorted((t for t in denying if t.copy_of is None), key=lambda t: t.order)
    if not voices and not answers:
        raise ValueError("nothing to verify: no testimony asserts or denies it")
    axes = Axes(
        origins=len(independent_origins(voices)),
        interest=max((interest_of(t) for t in voices), key=_STRENGTH.index, default=Interest.NONE),
        answers=answer_axis(voices, answers),
        judgement=judgement,
    )
    rung, rule = rung_of(axes, incompatible=incompatible, denied_only=not voices)
    return Verification(rung, rule, axes, tuple(t.key for t in voices), tuple(t.key for t in answers))


def answer_axis(voices: Sequence[Testimony], answers: Sequence[Testimony]) -> Answer:
    """The heaviest answer: taken back by every origin; denied by the accused; by somebody else; none."""
    if voices and all(retracted(t, answers, voices) for t in voices):
        return Answer.RETRACTED
    found = Answer.UNANSWERED
    accused = [a for t in (*voices, *answers) for a in accused_in(t.claim)]
    for t in answers:
        by = Answer.DENIED_BY_ACCUSED if any(is_party(t.origin, a) for a in accused) else Answer.DENIED_BY_THIRD
        found = max(found, by, key=_WEIGHT.index)
    if found is Answer.UNANSWERED and any(c.kind is CaveatKind.DENIED for t in voices for c in t.claim.claim.caveats):
        return Answer.DENIED_BY_THIRD
    return found


def retracted(voice: Testimony, answers: Sequence[Testimony], voices: Sequence[Testimony] = ()) -> bool:
    """Whether the origin took it back: a report of its own says so, or the same origin denies it in a later one. What a
    report denies beside what it tells ("none of the positions was hit") takes nothing back."""
    if is_retraction(voice) or any(takes_back(other, voice) for other in voices):
        return True
    elsewhere = (t for t in answers if t.claim.claim.document != voice.claim.claim.document)
    return any(t.origin.key == voice.origin.key and t.spoke >= voice.spoke for t in elsewhere)


def rung_of(axes: Axes, *, incompatible: str | None = None, denied_only: bool = False) -> tuple[Rung, str]:
    """The rung and the rule that fired; the first that fits. A judgement stands above all that was said."""
    if axes.judgement is Judgement.DISCOUNTED:
        return Rung.DISCOUNTED, "an analyst discounted it, with reasons"
    if axes.judgement is Judgement.CONFIRMED:
        return Rung.CONFIRMED, "an analyst confirmed it, with reasons"
    if axes.answers is Answer.RETRACTED:
        return Rung.RETRACTED, "those who said it took it back"
    if axes.interest is Interest.AGAINST_OWN:
        return Rung.CONCEDED, "a party states it against its own interest"
    if denied_only:
        return Rung.CONTESTED, "only its denial is on record"
    if axes.answers is not Answer.UNANSWERED:
        return Rung.CONTESTED, f"{axes.answers}: a denial contests, it does not erase"
    if incompatible is not None:
        return Rung.CONTESTED, incompatible
    if axes.origins >= 2:
        return Rung.CORROBORATED, f"{axes.origins} independent origins, not of one side"
    if axes.interest is Interest.NONE:
        return Rung.REPORTED, "one independent origin that is no party"
    return Rung.CLAIMED, "only parties to it, or those tied to them, assert it"
