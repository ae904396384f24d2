"""The words that make a phrase an actor without naming it: forces, fighters, governments, and what ties two names.

All words are singular pieces (`vedette.reference.actor_names`). They are the same in every war; what they mean there is
the conflict's table. Nothing here leans to a side: "regime", "government" and "authorities" are one word.
"""

from vedette.reference.conflicts import Side


def _words(text: str) -> frozenset[str]:
    """A set of words from running text, which reads better than a list of quoted ones."""
    return frozenset(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    """Phrases kept apart by bars."""
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


#: What a state's armed forces are called when an adjective or a name stands before them ("Turkish artillery").
FORCES = _words(
    """
    army force troop soldier military serviceman servicemen conscript commando marine paratrooper navy artillery
    tank warplane jet plane aircraft helicopter gunship drone bomber warship submarine battery howitzer missile
    rocket shell airstrike strike raid bombardment shelling bombing barrage offensive advance unit division
    brigade battalion regiment corps infantry sapper policeman policemen police gendarme gendarmerie guard
    intelligence command commander officer general colonel captain airpower sniper convoy checkpoint post
    position base barrack outpost frontline personnel patrol contingent crew pilot garrison launcher
    armour defence ally side invasion incursion occupation
    """
)

#: What numbered parts of an army are called.
UNITS = _words("division brigade battalion regiment corps command army")

#: Words that make a phrase of forces with another before them ("air force", "fighter jets", "ground troops").
FORCE_PREFIXES = _words("air armed ground special fighter security combat war naval land border self rapid joint")

#: A state's government and those who speak for it.
GOVERNMENT = _words(
    """
    government regime authority authorities administration ministry minister president presidency premier
    official leadership state parliament cabinet diplomat envoy embassy spokesman spokeswoman spokesperson
    ambassador delegation leader rule court prosecutor foreign defence prime interior medium media television
    newspaper
    """
)

#: Who speaks for forces or a government without a name; alone they are anybody's.
SOURCES = _words("source official")

#: What kind of outlet a name is of.
MEDIA = _words("newspaper paper daily weekly magazine website site outlet broadcaster channel agency network station")

#: People and things that reports quote or count without a name: nobody in particular, whatever goes before or after.
UNNAMED = _words(
    """
    activist source witness eyewitness resident civilian medic doctor villager analyst expert report medium photo
    picture video footage image local relative journalist reporter rescuer volunteer staff personnel people person
    man woman child family worker neighbour neighbor refugee teacher he she it they we i inhabitant passer student
    survivor mourner parent mother father patient nurse photographer media official ngo
    aircraft plane airplane warplane jet helicopter drone bomber tank strike airstrike raid rocket shell missile blast
    """
)

#: People under arms, of any side: alone they say nothing of the side.
FIGHTERS = _words(
    """
    fighter militant gunman gunmen combatant militia militiaman militiamen member group faction brigade cell
    commander leader element wing affiliate operative loyalist supporter partisan guerrilla guerilla party
    movement coalition alliance organization front network branch gang insurgency terrorist insurgent rebel
    jihadist extremist islamist separatist mercenary attacker assailant bomber cadre recruit suicide truck car
    paramilitary regime unit force troop chief spokesman squad
    """
)

#: Words without a name and the side they stand for wherever the conflict's table says nothing else.
SIDE_WORDS: dict[str, Side] = {
    **dict.fromkeys(
        _phrases(
            """
            government|government force|government troop|government soldier|government army|army|troop|soldier|
            military|regime|regime force|regime troop|regime army|regime soldier|security force|the military|
            state force|armed force|air force|government warplane|government jet|government aircraft|
            government helicopter|government artillery|government plane|government air force|army unit|
            army helicopter|army soldier|army troop|army force|army position|army checkpoint|army artillery|
            army warplane|authority|authorities|loyalist|loyalist force|loyalist troop|pro government force|
            pro government fighter|pro government militia|pro government militiaman|pro regime force|
            pro government troop|pro regime militia|pro regime fighter|pro government|pro regime|regime warplane|
            regime jet|regime helicopter|regime aircraft|regime plane|regime artillery|regime air force|
            federal force|federal troop|federal army|national army|junta|junta force|junta troop|junta soldier|
            ruling junta|military junta|military government|police|policeman|policemen|government side|
            military force|government ally|state army|army command|military command|government aligned force|
            allied militia|joint force|military regime|military source|army source|security source|
            government source|regime source|security official|military official|government official|
            regime official|ministry official
            """
        ),
        Side.GOVERNMENT,
    ),
    **dict.fromkeys(
        """rebel|rebel force|rebel fighter|rebel group|rebel faction|rebel alliance|rebel coalition|rebel militia|
        rebel army|rebel movement|insurgent|insurgent group|insurgent force|insurgent fighter|insurgency|opposition|
        opposition force|opposition fighter|opposition group|opposition faction|opposition militia|armed opposition|
        opposition fraction|rebel soldier|rebel leader|rebel commander|anti government force|anti government fighter|
        anti government rebel|anti government militia|anti regime force|anti regime fighter|anti government insurgent|
        resistance fighter|resistance force|revolutionary fighter|guerrilla|guerilla|guerrilla fighter|rebellion|
        guerrilla group|guerrilla force|anti government group|opposition rebel|resistance group|opposition alliance|
        separatist|separatist fighter|separatist rebel|separatist force|rebel offensive|rebel coalition force|
        anti junta force|anti junta fighter|anti junta group|resistance|anti coup fighter""".replace("\n", "").split(
            "|"
        ),
        Side.OPPOSITION,
    ),
    **dict.fromkeys(
        _phrases(
            """
            jihadist|jihadi|jihadist group|jihadist fighter|jihadist force|jihadist rebel|islamist|islamist militant|
            islamist rebel|islamist fighter|islamist group|islamist faction|islamist insurgent|extremist|
            islamist extremist|extremist group|jihadist militant|jihadi militant|jihadi group|islamic militant|
            islamic extremist|islamist militia|jihadist alliance|jihadist insurgent|extremist fighter|jihadi fighter|
            islamist armed group|jihadist organization
            """
        ),
        Side.JIHADIST,
    ),
}

#: What may stand before a side word without changing whom it means: numbers, sizes, habits of speech.
FILLERS = _words(
    """
    the a an some its his her their our this that these those many several few other all any both more most two
    three four five six seven eight nine ten dozen hundred thousand score so called self styled suspected
    alleged local armed heavily unidentified unknown foreign new main largest powerful advancing retreating
    hardline rival various certain nearly about around least fellow former senior top by of for and to what it
    named mainly northern southern eastern western central key masked pro allied group elite regular state own
    entire whole outlawed banned notorious radical moderate mainstream official
    """
)

#: Ties after which the second name says who the first is ("terrorists from Jaish al-Islam", "an alliance led by M23").
NAMING_TIES = (
    ("led", "by"), ("headed", "by"), ("dominated", "by"), ("belonging", "to"), ("belong", "to"), ("affiliated", "to"),
    ("affiliated", "with"), ("linked", "to"), ("loyal", "to"), ("allied", "to"), ("allied", "with"), ("of",), ("from",),
    ("members", "of"), ("aligned", "with"), ("supporting",), ("known", "as"), ("called",),
)  # fmt: skip

#: Ties after which the second name is another party: the first counts ("rebels backed by Fateh al-Sham").
CUTTING_TIES = (
    ("backed", "by"), ("supported", "by"), ("along", "with"), ("together", "with"), ("alongside",),
    ("as", "well", "as"),
    ("and",), ("or",), ("against",), ("in",), ("near",), ("positioned",), ("on",), ("at",), ("that", "are"), ("who",),
    ("which",), ("including",), ("after",), ("with",), ("under",), ("guarding",), ("holding",), ("stationed",),
)  # fmt: skip

#: Joints of a compound before a noun: "Iran-backed militias", "US-led coalition", "pro-Assad fighters".
BACKED = _words("backed supported funded armed trained sponsored aligned allied linked affiliated led")

#: Joints that tie to a group rather than name who stands behind: what is so linked is taken for a part of it.
LINKED = frozenset({"linked", "affiliated", "allied", "aligned", "led"})
