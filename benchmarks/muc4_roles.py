"""Which role of MUC-4 a name fills: who acts is a person or an organisation, what is hit a thing or a named person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vedette.extraction.scanning.casing import casing_words
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import Part, PartRole, TollContent
from vedette.model.mention import ActorMention
from vedette.model.resolved import ActorResolution
from vedette.reference.demonyms import demonym_country

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
#: Heads of what organisations are called.
BODIES = frozenset(
    "army front movement force forces party command brigade battalion cartel mafia mafias squad squads "
    "government military organization union organizations police guard navy armed path group groups "
    "liberation regiment junta regime commandos command unit units troops league alliance coalition council".split()
)
_TITLES = frozenset("msgr businessman lieutenant first second captain leader peasant".split())
_PERSONS_OF_BODIES = frozenset("troops units commandos members".split())


@dataclass
class Roles:
    """Fillers by role, each once."""

    found: dict[str, list[str]] = field(default_factory=lambda: {r: [] for r in ROLES})

    def add(self, role: str, words: str) -> None:
        """Add a filler, unless it is there."""
        words = re.sub(r"\s+", " ", words).strip(" ,.\"'")
        if words and words.lower() not in (w.lower() for w in self.found[role]):
            self.found[role].append(words)

    def of(self, role: str) -> Sequence[str]:
        """The fillers of a role."""
        return self.found[role]

    def row(self) -> dict[str, list[list[str]]]:
        """As the scorer wants them: entities of one mention."""
        return {role: [[w] for w in words] for role, words in self.found.items()}


def is_name(word: str) -> bool:
    """Whether a word of a mention is a proper name, and no adjective of nation."""
    return word[:1].isupper() and demonym_country(word) is None and word.lower() not in casing_words().peoples


_PARTICLES = frozenset("de del la las los san y da dos von".split())


def named_part(text: str) -> str:
    """The last proper name in a mention, titles before it cut off ("MNR leader Hector Oqueli": "Hector Oqueli")."""
    words = re.sub(r"^.*[\])]\s*", "", text).split()
    while words and not is_name(words[-1]):
        words = words[:-1]
    start = len(words)
    while start and (is_name(words[start - 1]) or (words[start - 1] in _PARTICLES and start < len(words))):
        start -= 1
    words = words[start:]
    while words and (words[0] in _PARTICLES or words[0].lower().strip(".") in casing_words().titles | _TITLES):
        words = words[1:]
    return " ".join(words)


def head(text: str) -> str:
    """The last word of a mention before any "of", small."""
    return (re.split(r" of | from ", text)[0].split() or [""])[-1].lower()


def is_person(word: str) -> bool:
    """Whether a noun is for people."""
    persons = lexicon().persons
    return (
        word in persons or word.removesuffix("s") in persons or word in ("men", "women", "people", "persons", "youths")
    )


def fill_perpetrator(roles: Roles, mention: ActorMention, who: ActorResolution | None) -> None:
    """An actor as person, organisation, or both ("FMLN guerrillas")."""
    text, last = mention.text, head(mention.text)
    name = named_part(text)
    if is_person(last) or last in _PERSONS_OF_BODIES:
        roles.add("PerpInd", text)
        if name and (name.isupper() or set(name.lower().split()) & BODIES):
            roles.add("PerpOrg", name)
    elif name and (set(text.lower().split()) & BODIES or name.isupper() or (who is not None and not who.provisional)):
        roles.add("PerpOrg", name if name.isupper() else text)
    elif last in BODIES:
        roles.add("PerpOrg", text)
    elif name:
        roles.add("PerpInd", name)


#: The task's role for each part.
PARTS = {
    PartRole.PERPETRATOR: "PerpInd", PartRole.ORGANISATION: "PerpOrg", PartRole.OBJECT: "Target",
    PartRole.VICTIM: "Victim", PartRole.WEAPON: "Weapon",
}  # fmt: skip


def fill_part(roles: Roles, part: Part) -> None:
    """A part by its name."""
    roles.add(PARTS[part.role], part.mention.name)


def fill_victim(roles: Roles, toll: TollContent) -> None:
    """The one person that a toll counts, where its words name one."""
    name = named_part(toll.victims.words)
    if toll.quantity.high == 1 and name.lower() != "one":
        roles.add("Victim", name)
