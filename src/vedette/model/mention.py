"""Names in a text, before anybody knows whom or what they mean."""

from dataclasses import dataclass
from enum import StrEnum

from vedette.model.provenance import Span

#: What stands before the last of several places.
AND = " and "


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor as the text names it. `name` is the fullest name the document gives for it (coreference inside the
    document: "the monitor" -> "Syrian Observatory for Human Rights"), `text` the words at `span`."""

    text: str
    name: str
    span: Span | None = None


class PlaceRelation(StrEnum):
    """How a claim's place lies to the place that is named."""

    IN = "in"
    NEAR = "near"
    OUTSKIRTS = "outskirts"
    COUNTRYSIDE = "countryside"
    OFFSET = "offset"
    BETWEEN = "between"
    ROAD = "road"
    TOWARDS = "towards"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as the text names it: the narrowest name, its relation to the claim, and what it lies in if said.

    `text` is the words as printed ("countryside around Hama"), `name` the proper name in them ("Hama"). `distance_km`
    and `bearing` (a compass point) are set for offsets ("15 km north of"); `within` is a wider place that the text
    names with it ("the Salah al-Din district of Aleppo"); `other` is the second end of "between X and Y".
    Several places that share a figure are one mention by all their names. `inferred` is set where the place is taken
    from the sentences around.
    """

    text: str
    name: str
    span: Span | None = None
    relation: PlaceRelation = PlaceRelation.IN
    distance_km: float | None = None
    bearing: str | None = None
    within: str | None = None
    other: str | None = None
    kind: str | None = None
    inferred: bool = False

    @property
    def listed(self) -> tuple[str, ...]:
        """The names of several places that are told as one ("Velm, Kesra and Ardan"); none for a place alone."""
        if AND not in self.name:
            return ()
        return tuple(name for part in self.name.split(AND) for name in part.split(", ") if name)
