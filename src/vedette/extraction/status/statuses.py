"""How surely, and of what time: hedges, denials, plans, threats, hypotheses, and recalled history.

Read from the words that govern a trigger, from the inside out: what modifies it, its auxiliaries, the verbs and nouns
it hangs on, then whoever says it. The innermost word that shows a status wins; what stands in a relative clause or
after a definite article is taken for known and inherits nothing from the clause around it.
"""

import datetime as dt
from collections.abc import Iterator

from vedette.extraction.chain.speakers import is_presupposed
from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.forms import once, word_set, words_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.perpetrators import BLAMED
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.attribution import innermost
from vedette.extraction.status import tone
from vedette.extraction.status.hedges import Hedges, hedges
from vedette.extraction.status.tone import coloured, is_threat
from vedette.extraction.words.lexicon import lexicon
from vedette.model.mention import ActorMention
from vedette.model.provenance import Field, FieldStatus, Status
from vedette.model.times import When

#: A dated event this many days before the report, or longer, is history.
OLD = 8
#: Steps from a trigger to the words that govern it.
STEPS = 8

Found = tuple[Status, Token]

_POSSIBLE = frozenset("would could might may can should 'd".split())
_COMING = frozenset("will shall 'll wo".split())
_DOUBTED = frozenset("may might could must".split())
_COMPLEMENTS = frozenset("ccomp xcomp dobj pobj prep acl pcomp oprd attr nsubjpass relcl advcl".split())
_NOUNS = frozenset(("NOUN", "PROPN"))
_NOBODY = frozenset("no none neither nobody nothing never nowhere nor".split())
_FRIGHTENING = frozenset("caller kidnapper hijacker abductor captor extortionist blackmailer".split())
#: Between a matter and the deed that it is about, and matters that want the deed done.
_BESIDE = frozenset("for in into over about after following concerning regarding to with".split())
_FOR_IT = frozenset("call demand wish reward permission try attempt lead".split())
_TOMORROW = frozenset("tomorrow tonight".split())
_SHOWING = frozenset("suggest indicate imply show prove point confirm".split())
_NEGATIONS = _NOBODY | {"not", "n't"}
_HAPPENING = frozenset(
    (
        "enter launch join conduct carry sign throw happen occur begin start break come follow take be erupt loom "
        "await threaten expect schedule plan resume"
    ).split()
)
_LOOKING_BACK = frozenset(
    "after during since following before over about amid because despite from without until".split()
)
_CARRIED_OUT = frozenset("be happen occur take carry conduct make launch accept sign stage throw fire commit".split())
_PERPETRATOR = frozenset("suspected alleged apparent presumed likely purported supposed".split())
_DOUBT_OF_WHO = frozenset("believe think suspect presume allege assume".split())


@once
def statuses_of(sentence: Sentence, token: int) -> tuple[FieldStatus, ...]:
    """The statuses that the words around a trigger show; none for a plain assertion.

    "Reportedly" doubts nothing, so that what it stands beside is asserted, but its writer keeps a distance: the word
    is kept.
    """
    trigger = sentence.unit.doc[token]
    if is_presupposed(sentence, token):
        return ()
    found = fact(sentence, trigger)
    if found is None and (heard := _hearsay(trigger, hedges())) is not None:
        found = Status.ASSERTED, heard
    statuses = [_of(sentence, Field.FACT, found)] if found else []
    doubt = doubt_of_who(trigger)
    if doubt is not None:
        statuses.append(_of(sentence, Field.PERPETRATOR, (Status.SUSPECTED, doubt)))
    return tuple(statuses)


def of_nobody(statuses: tuple[FieldStatus, ...]) -> tuple[FieldStatus, ...]:
    """The statuses of a toll of nought: its "no" and "nobody" are the figure, not a denial."""
    return tuple(s for s in statuses if s.status is not Status.DENIED or (s.words or "").lower() not in _NEGATIONS)


def _of(sentence: Sentence, name: Field, found: Found) -> FieldStatus:
    status, word = found
    return FieldStatus(name, status, word.text, sentence.unit.chars(word.i, word.i + 1))


@once
def fact(sentence: Sentence, trigger: Token) -> Found | None:
    """The status of what a trigger tells, and the word that shows it; None for a plain assertion."""
    lex = hedges()
    found = _beside(trigger, lex)
    if found is None and _is_done(trigger, lex):
        return None
    found = found or _governed(trigger, lex)
    if found is None or found[0] in (Status.PLANNED, Status.HYPOTHETICAL):
        found = _spoken(sentence, trigger, found)
    if found is None or (found[0] is Status.DENIED and found[1].lower_ in _NOBODY):
        return coloured(trigger, lex) or found
    return found


def _beside(trigger: Token, lex: Hedges) -> Found | None:
    """ "the alleged attack", "probably captured", "no attack", "not one fighter entered"."""
    noun = trigger.pos_ in _NOUNS
    for child in trigger.children:
        word = child.lower_
        if word in lex.modifiers and (not noun or child.dep_ in ("amod", "advmod", "nmod", "det")):
            if word == "reported" and not _unconfirmed(trigger.doc):
                continue
            if word == "any" and child.i != trigger.left_edge.i:
                continue
            return lex.modifiers[word], child
        if noun and child.dep_ == "det" and word in ("no", "neither"):
            return Status.DENIED, child
    return None


def _hearsay(trigger: Token, lex: Hedges) -> Token | None:
    """ "Reportedly killing 300", "reportedly entered and took", "a strike reportedly killed": its clause's adverb."""
    verbs = [trigger, *(node for below, node in _path(trigger) if below.dep_ in ("conj", "dobj", "nsubjpass", "nsubj"))]
    return next((c for verb in verbs for c in verb.children if c.dep_ == "advmod" and c.lower_ in lex.hearsay), None)


def _is_done(trigger: Token, lex: Hedges) -> bool:
    """ "An inquiry will look into the murder of six priests", "denied any part in the killing of Ruiz": what befell
    people, told as known beside another matter. "A plan for the murder of", "called for the death of" are not."""
    prep = trigger.head
    if trigger.pos_ != "NOUN" or trigger.dep_ != "pobj" or trigger.lemma_.lower() not in lexicon().nouns:
        return False
    if prep.lower_ not in _BESIDE or not (_definite(trigger) or prep.lower_ == "into"):
        return False
    other = prep.head.lemma_.lower()
    wanted = lex.governing.get(other, Status.DENIED) is not Status.DENIED or other in _FOR_IT
    return other not in lex.nouns and not wanted


@once
def _unconfirmed(doc: Doc) -> bool:
    text = " ".join(words_of(doc))
    return "could not be" in text or "cannot be" in text or "unconfirmed" in text


def _path(trigger: Token) -> Iterator[tuple[Token, Token]]:
    """Each word that a trigger hangs on, with the word below it, until what is taken for known."""
    below, node = trigger, trigger
    for _ in range(STEPS):
        if node.head.i == node.i:
            return
        below, node = node, node.head
        if below.dep_ == "relcl" or (below.dep_ == "advcl" and not _lends(below)):
            return
        yield below, node


def _lends(clause: Token) -> bool:
    """Whether a clause under a verb shares its standing: a participle does ("would attack, killing")."""
    return clause.tag_ in ("VBG", "VB") and not any(c.dep_ == "mark" for c in clause.children)


def _governed(trigger: Token, lex: Hedges) -> Found | None:
    if trigger.pos_ in ("VERB", "AUX") and (found := _clause(trigger, lex)):
        return found
    for below, node in _path(trigger):
        known = below.pos_ in _NOUNS and below.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj") and _definite(below)
        if below.dep_ == "conj" and below.pos_ in ("VERB", "AUX") and any(c.dep_ == "nsubj" for c in below.children):
            return None
        if below.pos_ in _NOUNS and below.dep_ == "pobj" and node.lower_ in _LOOKING_BACK:
            return None
        if below.dep_ == "pcomp" and (node.lower_ in _LOOKING_BACK or node.lower_ == "for"):
            return None
        lemma = node.lemma_.lower()
        tied = below.dep_ in ("acl", "relcl", "ccomp", "amod") or below.lower_ in ("of", "for", "to", "that")
        if node.pos_ in _NOUNS and lemma in lex.nouns and tied:
            none = next((c for c in node.lefts if c.dep_ == "det" and c.lower_ == "no"), None)
            return (lex.nouns[lemma], node) if none is None else (Status.DENIED, none)  # "has no intention of taking X"
        if node.pos_ in ("VERB", "AUX", "ADJ"):
            if below.i != trigger.i and below.pos_ == "NOUN" and below.lemma_ in lex.tidings and lemma in lex.rejecting:
                return lex.rejecting[lemma], node
            if (torn := tone.torn(below, node, lex)) is not None:
                return torn
            if lex.governing.get(lemma) is Status.DENIED and any(c.dep_ == "neg" for c in node.children):
                return None
            if lemma in lex.governing and below.dep_ in _COMPLEMENTS and (found := _complement(below, node, lex)):
                return found
            if lemma in ("call", "demand") and below.lower_ == "for" and _is_harm_for(trigger, below):
                return Status.PLANNED, node
            if lemma == "await" and below.dep_ == "nsubj":
                return Status.THREATENED, node
            if lemma in ("warn", "threaten") and below.dep_ == "dobj" and trigger.pos_ in _NOUNS:
                return (Status.THREATENED, node) if not known or below.i == trigger.i else None
            if lemma == "be" and below.dep_ == "nsubj" and (told := _predicate(node, lex)) is not None:
                return told
            if known and lemma not in _HAPPENING:
                return None
            if below.dep_ in ("ccomp", "parataxis") and _says(node):
                return None
            found = _clause(node, lex)
            if found is not None and found[0] is Status.DENIED and not _denies(found[1], trigger, below, node):
                return None
            if found is not None:
                return found
    return None


def _is_harm_for(trigger: Token, preposition: Token) -> bool:
    """ "Called for the death of ten hostages": what is asked for is no fact yet."""
    return trigger.head.i == preposition.i and trigger.lemma_.lower() in lexicon().nouns


def _denies(word: Token, trigger: Token, below: Token, verb: Token) -> bool:
    """Whether a clause's "no" or "not" is about the act itself: "no strikes were launched", "there was no battle"."""
    if below.pos_ not in _NOUNS:  # "nothing suggests that they entered"
        shown = below.dep_ == "ccomp" and word.lower_ == "nothing" and verb.lemma_ in _SHOWING
        return shown or below.dep_ in ("xcomp", "conj") or below.lower_ == "under"
    if below.i != trigger.i and (trigger.head.lower_ != "of" or trigger.head.head.i != below.i):
        return False
    if word.dep_ == "neg" and word.head.i == verb.i:
        there = any(c.dep_ == "expl" for c in verb.children)
        return there or (verb.lemma_.lower() in _CARRIED_OUT and verb.lemma_ != "be")
    return word.i == below.i or word.head.i == below.i or below.dep_ == "dobj"


def _predicate(copula: Token, lex: Hedges) -> Found | None:
    """ "An attack is possible", "is imminent"."""
    for child in copula.children:
        if child.dep_ == "acomp" and child.lower_ in lex.modifiers and child.lower_ != "any":
            return lex.modifiers[child.lower_], child
    return None


def _says(verb: Token) -> bool:
    """Whether a verb hands on what somebody told: its own hedges are not those of the content."""
    return verb.lemma_.lower() in ("say", "tell", "report", "announce", "add", "state", "claim", "write", "confirm")


def _definite(noun: Token) -> bool:
    """ "the attack", "Sunday's strikes": taken for known."""
    return any(c.lower_ in ("the", "this", "that", "these", "those") or c.dep_ == "poss" for c in noun.children)


def _complement(below: Token, node: Token, lex: Hedges) -> Found | None:
    """What a verb of doubt, denial, intent or threat does to what hangs on it."""
    lemma, status = node.lemma_.lower(), lex.governing[node.lemma_.lower()]
    verbal = below.pos_ in ("VERB", "AUX")
    negated = any(c.dep_ == "neg" for c in node.children)
    if any(t.text in (":", ";") for t in node.doc[min(node.i, below.i) : max(node.i, below.i)]):
        return None
    if status is Status.DENIED and lemma == "repudiate" and below.lemma_.lower() in lexicon().nouns:
        return None  # "repudiated the murder of a priest" condemns it
    if status is Status.DENIED and node.doc.words[node.i - 1 : node.i] == ["nor"]:
        return Status.SUSPECTED, node  # "would neither confirm nor deny it"
    if status is Status.DENIED:
        return None if negated or (lemma == "dismiss" and not verbal and below.dep_ != "dobj") else (status, node)
    if status is Status.SUSPECTED:
        return (status, node) if below.dep_ == "oprd" or (verbal and below.dep_ in ("ccomp", "xcomp")) else None
    future = verbal and (below.tag_ in ("VB", "VBG") or any(c.lower_ in _COMING | _POSSIBLE for c in below.children))
    past = verbal and any(c.lower_ in ("had", "have", "has", "was", "were", "been") for c in below.children)
    if status is Status.THREATENED:
        noun = below.dep_ == "prep" and below.lower_ in ("of", "with") and lemma in ("warn", "threaten")
        return (status, node) if (future and not past) or noun else None
    if lemma == "rule":
        open_ = negated or node.head.lemma_ in ("refuse", "decline")
        return (Status.THREATENED, node) if open_ and below.tag_ == "VBG" else None
    if status is Status.HYPOTHETICAL:
        return (status, node) if below.tag_ in ("VBG", "VB") or _clause(below, lex) else None
    if lemma in ("order", "authorize", "authorise", "approve") and below.dep_ == "dobj" and not verbal:
        return status, node
    if lemma in ("tell", "order", "call", "urge", "get", "mean", "agree", "instruct"):
        return (status, node) if below.dep_ in ("xcomp", "ccomp", "advcl") and below.tag_ == "VB" and not past else None
    if below.dep_ == "nsubjpass" and lemma in ("schedule", "plan", "set", "slate"):
        return status, node
    if lemma in ("foil", "thwart", "plan", "plot", "prepare", "gear", "expect", "schedule", "propose") and not verbal:
        return (status, node) if below.dep_ in ("dobj", "nsubjpass", "prep") and not _definite(below) else None
    return (status, node) if verbal and below.tag_ == "VB" and below.dep_ in ("xcomp", "ccomp", "advcl") else None


def _clause(verb: Token, lex: Hedges) -> Found | None:
    """What auxiliaries, marks, adverbs and negation of a clause show of its verb."""
    children = list(verb.children)
    done = any(c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in children)
    for child in children:
        word = child.lower_
        if child.dep_ in ("mark", "advmod", "prep") and word in lex.marks and child.i < verb.i:
            return Status.HYPOTHETICAL, child
        if child.dep_ in ("npadvmod", "advmod") and word in _TOMORROW and verb.tag_ in ("VBP", "VBZ"):
            return Status.PLANNED, child
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and (guess := _guessed(child, lex)) is not None:
            return Status.SUSPECTED, guess
        if child.dep_ == "advmod" and word in lex.modifiers and lex.modifiers[word] is Status.SUSPECTED:
            return Status.SUSPECTED, child
    first = verb.left_edge
    subject = next((c for c in children if c.dep_ in ("nsubj", "nsubjpass")), None)
    inverted = subject is not None and first.i < subject.i and first.head.i == verb.i
    if inverted and first.lower_ in ("had", "were", "should"):
        return Status.HYPOTHETICAL, first
    for child in children:
        word = child.lower_
        if child.dep_ == "neg" or word in ("never", "neither", "nor"):
            if any(c.lower_ in _COMING | _POSSIBLE for c in children):
                continue
            return Status.DENIED, child
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and (nobody := _nobody(child)) is not None:
            return Status.DENIED, nobody
    for child in children:
        if child.dep_ != "aux":
            continue
        word = child.lower_
        if word in _DOUBTED and done:
            return Status.SUSPECTED, child
        if word in _POSSIBLE:
            return Status.HYPOTHETICAL, child
        if word in _COMING:
            return Status.PLANNED, child
    if verb.tag_ == "VB" and verb.head.lemma_ == "be" and verb.dep_ == "xcomp":
        return Status.PLANNED, verb.head
    return None


def _guessed(noun: Token, lex: Hedges) -> Token | None:
    """ "possibly over 39 inmates", "perhaps 100 people"."""
    for child in noun.lefts:
        for word in (child, *child.lefts):
            if word.pos_ == "ADV" and lex.modifiers.get(word.lower_) is Status.SUSPECTED:
                return word
    return None


def _nobody(noun: Token) -> Token | None:
    """ "no strikes", "none of their batteries", "not one terrorist", "neither side"."""
    if noun.lower_ in _NOBODY:
        return noun
    for child in noun.children:
        if child.dep_ in ("det", "preconj", "cc") and child.lower_ in ("no", "neither"):
            following = noun.doc[child.i + 1].lower_ if child.i + 1 < len(noun.doc) else ""
            return None if following in ("fewer", "less", "more", "longer", "doubt") else child
        if child.dep_ in ("nummod", "det") and any(c.lower_ == "not" for c in child.children):
            return child
        if child.dep_ == "neg" and child.i < noun.i:
            return child
    return None


def _spoken(sentence: Sentence, trigger: Token, found: Found | None) -> Found | None:
    """What the speaker's verb makes of it: a denial, a fear, a plan told in order to frighten."""
    lex = hedges()
    coming = found is not None and (found[0] is Status.PLANNED or found[1].lower_ in ("would", "'d"))
    for said in reversed(innermost(sentence.said, trigger.i)):
        cue = trigger.doc[said.cue]
        status = lex.governing.get(said.lemma)
        if found is None and status is Status.DENIED and said.lemma != "dismiss":
            return Status.DENIED, cue
        if found is None and status is Status.SUSPECTED and said.lemma not in ("appear", "seem"):
            return Status.SUSPECTED, cue
        if coming and said.source is not None and trigger.doc[said.source.head].lemma_.lower() in _FRIGHTENING:
            return Status.THREATENED, cue
        if found is not None and coming and said.lemma in ("threaten", "warn", "vow", "swear"):
            return Status.THREATENED, cue
        if found is not None and found[1].lower_ in ("would", "'d") and not _perfect(found[1]):
            found = Status.PLANNED, found[1]
    if coming and any(lex.nouns.get(n.lemma_) is Status.THREATENED for _, n in _path(trigger)):
        return Status.THREATENED, trigger  # "the threat that it would", "put on notice that it would"
    if found is not None and found[1].lemma_ == "expect" and found[1].head.lemma_ == "tell":
        return Status.THREATENED, found[1]
    if coming and found is not None and found[1].tag_ == "MD" and is_threat(trigger, found[1], lex):
        return Status.THREATENED, found[1]
    return found


def _perfect(auxiliary: Token) -> bool:
    return any(c.lower_ == "have" and c.dep_ == "aux" for c in auxiliary.head.children)


def doubt_of_who(trigger: Token) -> Token | None:
    """The word that doubts who did it: "suspected jihadists", "jets believed to be Israeli"."""
    doc = trigger.doc
    for near in doc[max(0, trigger.i - 4) : trigger.i]:
        if near.lower_ in _PERPETRATOR and near.head.i in (trigger.i, trigger.head.i):
            return near
    blaming = next((t for t in _acts_of(trigger) if t.dep_ == "acl" and t.lemma_.lower() in BLAMED), None)
    if blaming is not None:
        return blaming
    for child in trigger.children:
        if child.dep_ not in ("nsubj", "agent"):
            continue
        who = next((g for g in child.children if g.dep_ == "pobj"), child) if child.dep_ == "agent" else child
        for word in who.children:
            if word.lower_ in _PERPETRATOR or (word.dep_ == "acl" and word.lemma_ in _DOUBT_OF_WHO):
                return word
    return None


#: Words that doubt or accuse right before a name ("likely carried out by X", "blamed on X", "accused X of").
_DOUBT_BEFORE = frozenset(
    (
        "suspected alleged presumed purported supposed likely probably possibly apparently allegedly presumably "
        "purportedly believed thought blamed blame blames blaming attributed accused accuse accuses accusing suspect "
        "suspects"
    ).split()
)
#: What may stand between such a word and the name.
_GLUE = frozenset(
    (
        "carried carry out by conducted launched staged mounted committed perpetrated dropped fired caused done by "
        "the a an to be been being have has had was were are is it on of from belonging that either both as part"
    ).split()
)
#: Right behind a name, after what helps a verb: "X is believed to have", "X was accused of", "X likely fired".
_DOUBT_AFTER = frozenset(
    "believed thought suspected presumed blamed accused alleged likely probably possibly apparently allegedly".split()
)
_HELPING = frozenset("is are was were has have had been being be".split())
#: Tokens before a name among which a doubt of it is looked for.
REACH = 8


def doubt_of_name(doc: Doc, start: int, end: int) -> Token | None:
    """The word that doubts that somebody did it, right beside the tokens of his name, or None."""
    for i in range(start - 1, max(-1, start - REACH), -1):
        if doc.words[i] in _DOUBT_BEFORE:
            return doc[i]
        if doc.words[i] not in _GLUE:
            break
    at = start - 2 if start > 1 and doc.words[start - 1] == "the" else start - 1
    if at > 0 and doc.words[at] in ("on", "to"):  # "blamed the raid on X"
        for i in range(at - 1, max(-1, at - REACH), -1):
            if doc.lemmas[i] in BLAMED:
                return doc[i]
            if doc[i].is_punct:
                break
    for i in range(end, min(end + 4, len(doc))):
        if doc.words[i] in _DOUBT_AFTER:
            return doc[i] if i > end or doc.words[i].endswith("ly") else None  # "X blamed Y": X lays it to Y
        if doc.words[i] not in _HELPING:
            break
    return None


def doubts(unit: Unit, who: ActorMention) -> Token | None:
    """The word of a sentence that doubts that somebody whom it names did it, or None."""
    at = unit.tokens_of(who.span) if who.span is not None else None
    return None if at is None else doubt_of_name(unit.doc, *at)


def _acts_of(trigger: Token) -> list[Token]:
    """What is said of an act, or of the act that a verb of harm has for a subject or cause."""
    acts = [trigger, *(c for c in trigger.children if c.dep_ in ("nsubj", "nsubjpass"))]
    acts += [g for c in trigger.children if c.dep_ in ("prep", "agent") for g in c.children if g.dep_ == "pobj"]
    return [c for act in acts for c in act.children]


def is_background(report: Report, when: When | None, sentence: Sentence, token: int) -> bool:
    """Whether a trigger recalls history: dated a week and more back, or told in words of earlier times."""
    if _long_before(report, sentence, sentence.unit.doc[token]):
        return True
    if when is not None and report.anchor is not None:
        if _is_history(when, report.anchor):
            return True
        if when.last >= report.anchor - dt.timedelta(days=2):
            return False
    words = word_set(sentence.unit.doc)
    if words & {"previously", "formerly", "historically"} and not words & {"today", "now"}:
        return True
    return _recalled(report, sentence, sentence.unit.doc[token])


def _long_before(report: Report, sentence: Sentence, trigger: Token) -> bool:
    """ "The first offensive since a ceasefire in March 2020": looked back to, with a day of its own long ago, whatever
    day its sentence is of."""
    if trigger.dep_ != "pobj" or trigger.head.lower_ not in _LOOKING_BACK or report.anchor is None:
        return False
    own = {t.i for t in trigger.subtree}
    dated = [w for t in sentence.times if t.start in own and (w := t.expression.when) is not None]
    return bool(dated) and all(_is_history(w, report.anchor) for w in dated)


def _is_history(when: When, anchor: dt.date) -> bool:
    return when.last < anchor - dt.timedelta(days=OLD)


def _recalled(report: Report, sentence: Sentence, trigger: Token) -> bool:
    """ "2020, when soldiers clashed", "which rebels had taken two years earlier": a clause that looks back."""
    former = any(c.lower_ in ("recent", "previous", "earlier", "past") for c in trigger.lefts)
    if former and trigger.dep_ == "pobj" and trigger.head.lower_ in _LOOKING_BACK:
        return True  # "tense after recent clashes"
    verb = next((t for t in (trigger, *trigger.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.dep_ not in ("relcl", "advcl") or report.anchor is None:
        return False
    clause = {t.i for t in verb.subtree}
    if any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children) and any(
        sentence.unit.doc[i].lower_ in ("earlier", "before", "ago", "previously", "years", "decades") for i in clause
    ):
        return True
    opens = any(sentence.unit.doc[i].lower_ in ("when", "where") for i in clause)
    dated = [t.expression.when for t in sentence.times if t.start in clause or (opens and t.end == min(clause) - 1)]
    dated += [t.expression.when for t in sentence.times if opens and t.end == min(clause)]
    return any(w is not None and _is_history(w, report.anchor) for w in dated)
