"""A statement that a report repeats is one statement."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from vedette.extraction.attaching.dating import is_old
from vedette.extraction.control.draft import LASTING, ControlDraft
from vedette.extraction.words.known_places import is_adjective
from vedette.model.claim import Extent
from vedette.model.mention import ActorMention

#: Words that name one party each where nothing else is said with them.
_GENERIC = (
    frozenset("rebel opposition insurgent fighter force group the".split()),
    frozenset("government regime army military troop force soldier the".split()),
)
#: What a caption or a formal name adds to them.
_PADDING = frozenset("members fighters of armed".split())
_BARE = frozenset("force troop group military army fighter the".split())


def folded(
    drafts: Iterable[ControlDraft], anchor: dt.date | None, *, headed: bool = False, wide: frozenset[str] = frozenset()
) -> tuple[ControlDraft, ...]:
    """The statements without repeats; the first stands and takes what only a later one says. `anchor` is the day of the
    report: what happened long before repeats no news. A report that is `headed` begins with its title; `wide`
    are the provinces that this names, in small letters."""
    all_ = tuple(drafts)
    kept: list[ControlDraft] = []
    for draft in all_:
        if headed and draft.unit == 0 and any(_is_told(draft, d, anchor, wide) for d in all_):
            continue
        n = next(
            (n for n, d in enumerate(kept) if _same(d, draft) and is_old(d.when, anchor) is is_old(draft.when, anchor)),
            None,
        )
        if n is None:
            kept.append(draft)
        else:
            kept[n] = _richer(kept[n], draft)
    return tuple(kept)


def _is_told(title: ControlDraft, draft: ControlDraft, anchor: dt.date | None, wide: frozenset[str]) -> bool:
    """Whether the text tells what the title says, by whatever name for the party ("RSF takes X"; "the paramilitaries
    seized X on Monday"), or names what the title only gives the province of ("takes town in X")."""
    return (
        draft.unit > 0
        and draft.relation is title.relation
        and draft.relation not in LASTING
        and (_bare(draft.where.name) == _bare(title.where.name) or title.where.name.lower() in wide)
        and draft.planned is title.planned
        and not (draft.background or is_old(draft.when, anchor))
    )


def _same(a: ControlDraft, b: ControlDraft) -> bool:
    if a.relation is not b.relation or a.planned is not b.planned:
        return False
    if _bare(a.where.name) != _bare(b.where.name) or not same_party(a.party, b.party):
        return False
    extents = {a.extent, b.extent} - {Extent.UNSPECIFIED}
    if Extent.OUTSKIRTS in extents and len(extents) > 1:  # who came to the edge has not yet come into it
        return False
    return a.when is None or b.when is None or a.when.overlaps(b.when, slack=1)


def _richer(first: ControlDraft, later: ControlDraft) -> ControlDraft:
    return replace(
        first,
        when=first.when or later.when,
        from_party=first.from_party or later.from_party,
        extent=later.extent if first.extent is Extent.UNSPECIFIED and first.unit == later.unit else first.extent,
        count=first.count or later.count,
        background=first.background and later.background,
    )


def _kind_of(name: str, words: frozenset[str]) -> bool:
    parts = [w.rstrip("s") for w in name.replace("-", " ").split() if w not in _PADDING]
    own = [w for w in parts if not is_adjective(w)]
    # A nation says nothing more of rebels; of bare "forces" it says whose they are.
    return all(w in words for w in parts) or (all(w in words for w in own) and not _BARE.issuperset(own))


def _bare(name: str) -> str:
    return name.lower().replace("-", " ").removesuffix("'s").strip()


def same_party(a: ActorMention | None, b: ActorMention | None) -> bool:
    """Whether two mentions can name one party: one name holds the other, or one is missing."""
    if a is None or b is None:
        return True
    x, y = a.name.lower(), b.name.lower()
    if any(_kind_of(x, words) and _kind_of(y, words) for words in _GENERIC):
        return True
    return x == y or x in y or y in x or x.rstrip("s") in y or y.rstrip("s") in x
