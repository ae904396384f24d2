"""Words of speech and what each asks for before it counts as an act: a clause, a figure, a speaker who can speak."""

from vedette.extraction.parsing.tokens import Token
from vedette.extraction.words.lexicon import lexicon

#: Verbs that need a clause of their own to be speech ("the army found a tunnel" is none).
NEEDS_CLAUSE = frozenset(
    """
    show find post point write call ask demand urge expect fear describe blame monitor publish observe recall
    repeat suggest indicate believe suspect respond reply condemn denounce pledge threaten vow promise accuse
    deny show mention underline underscore boast brag
    """.split()
)
#: Verbs that are speech with a figure for an object ("the ministry put the number at 40", "recorded 12 deaths").
FIGURE = frozenset(
    """
    put give count document record list tally register estimate announce report confirm claim publish speak
    boast brag detail describe
    """.split()
)
#: What such an object speaks of.
FIGURE_NOUNS = frozenset(
    """
    toll number figure death casualty killing loss victim dead injury wounded total count killed body arrest
    capture seizure civilian soldier fighter people person case fatality
    """.split()
)
#: Participles that go on with what the speaker of the clause before says.
CONTINUING = frozenset(
    """
    add note stress say claim explain warn emphasize emphasise announce confirm point tell put bring
    """.split()
)
#: Nouns that stand for what they hold: the speaker is whoever issued them.
DOCUMENTS = frozenset(
    """
    statement report data figure tally estimate count communique bulletin survey letter post message tweet
    """.split()
)
PRONOUNS = frozenset("he she it they".split())
#: Nouns that never speak, whatever the parser makes of them.
NON_SPEAKERS = frozenset(
    """
    strike airstrike attack offensive fighting clash war explosion blast toll number death move which that this
    who what there we i you operation conflict violence bomb shelling battle advance there people civilian
    situation day year time result evidence agent jet warplane nobody nothing everyone some many dozen hundred
    thousand agreement deal plan law term house city town village province neighborhood neighbourhood rocket
    missile shell raid bombing
    """.split()
)
#: Subjects that speak though they are no source nouns: persons by their part or trade.
_PEOPLE = frozenset(
    """
    soldier teacher mother father brother sister lawyer guard man woman trader farmer nurse refugee volunteer
    lawmaker senator ambassador envoy secretary general colonel captain lieutenant major admiral adviser aide
    deputy politician prosecutor investigator ombudsman member contractor scientist historian researcher
    economist professor author student spokesperson broadcaster watchdog ngo charity militant insurgent
    separatist opposition regime kremlin pentagon administration parliament embassy bureau institute party
    movement faction militia brigade staff defense defence civil monitor front alliance division bank fund
    company firm campaign candidate senator nominee administration judge court team press outlet daily emergency
    health intelligence security judge regulator operator company
    """.split()
)
_PLACEHOLDERS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun gmt
    """.split()
)


def is_acronym(token: Token) -> bool:
    """ "WHO", which the tagger takes for a relative; not in a text that is all capitals."""
    text = token.text
    return 1 < len(text) < 7 and text.isupper() and not all(t.is_upper for t in token.doc[: token.i] if t.is_alpha)


def can_speak(token: Token) -> bool:
    """Whether a noun names somebody who says things: a source noun, a person, a name."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if lower in PRONOUNS or is_acronym(token):
        return True
    if lower in NON_SPEAKERS or lemma in NON_SPEAKERS or lower in _PLACEHOLDERS:
        return False
    if lemma in lexicon().source_heads or lower in lexicon().source_heads or lemma in _PEOPLE or lower in _PEOPLE:
        return True
    return token.tag_ in ("NNP", "NNPS", "UH", "FW") and any(c.isalpha() for c in token.text)


#: Verb forms that the tagger takes for nouns at the end of a sentence ("a Turkish broadcaster claims").
_FORMS = {
    "says": "say", "said": "say", "reports": "report", "reported": "report", "claims": "claim", "claimed": "claim",
    "estimates": "estimate", "estimate": "estimate", "added": "add", "adds": "add", "announced": "announce",
}  # fmt: skip


_VERBS = frozenset("VB VBD VBG VBN VBP VBZ".split())
#: What opens an act of speech without a verb.
PHRASES = frozenset(("according", "citing", "quoting"))


def may_be_cue(token: Token) -> bool:
    """Whether a token can be the cue of an act of speech: most words need no further look."""
    word = token.lower_
    return token.tag_ in _VERBS or word in _FORMS or word in PHRASES or "." in word


def speech_lemma(token: Token) -> str | None:
    """The lemma of a verb; of a form of speech that the tagger or the tokenizer spoilt; None for other words."""
    if token.tag_.startswith("VB"):
        return token.lemma_.lower()
    form = token.lower_.split(".", 1)[0]
    if form not in _FORMS:
        return None
    if "." in token.text:
        return _FORMS[form]
    rest = token.doc[token.i + 1 : token.i + 3]
    return _FORMS[form] if token.i > 1 and all(t.is_punct or is_calendar(t) for t in rest) else None


def is_calendar(token: Token) -> bool:
    """A weekday or month."""
    return token.lower_ in _PLACEHOLDERS


def passive(token: Token) -> bool:
    """Whether a participle is a passive ("was reported") or hangs on a noun ("the reported strike")."""
    if token.tag_ != "VBN":
        return False
    if any(c.dep_ == "auxpass" for c in token.children):
        return True
    before = token.nbor(-1) if token.i else None
    return before is not None and before.lemma_.lower() == "be" and before.lower_ not in ("has", "have", "had")
