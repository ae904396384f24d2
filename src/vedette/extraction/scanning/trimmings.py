"""What a page prints between and below its paragraphs, when a text keeps it on the same line: tags, and links to other
articles. Neither tells of anything: a tag is a bare word, a link is another report's headline.
"""

import re
from collections.abc import Iterator

#: Links stand below the text: a word like "Related" in its first half is a part of it.
BELOW = 0.5
#: Characters behind "Tags" among which the text must go on.
TAGS = 240

_LINKS = re.compile(
    r"\s(?:(?:\.\.\.|…)\s*)?(?:\d+\s+)?(?:Related(?: News| Articles| Stories)?:?\s(?=[A-Z])|Read Also\b)"
)
_TAGS = re.compile(r"(?<=\s)Tags:?\s(?=[A-Za-z])")
_FOOT = re.compile(r"(?:Community standards|Comment via)")
#: Words that tags have none of: from here on it is a sentence.
_SENTENCE = re.compile(
    r"\s(?:has|have|had|was|were|are|is|said|says|killed|hit|struck|in|on|at|to|by|from|that|as|least|than|with|after|a|an)\s"
)
#: Words with which sentences begin, and tags do not.
_OPENER = re.compile(
    r"\b(?:A|An|The|At|In|On|More|Dozens|Scores|Hundreds|Thousands|Several|Some|Nearly|About|Around|Over|Two|Three|Four"
    r"|Five|Six|Seven|Eight|Nine|Ten|\d+)\s"
)
_CAPITAL = re.compile(r"(?<=[a-z]\s)[A-Z]")
_STOP = re.compile(r"[.!?]\s")


def prose(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a paragraph's characters that are its own sentences, without tags and links."""
    if (links := _LINKS.search(text, start + int((end - start) * BELOW), end)) is not None:
        end = links.start()
    while (tags := _TAGS.search(text, start, end)) is not None:
        yield start, tags.start()
        start = _behind(text, tags.end(), end)
    yield start, end


def _behind(text: str, start: int, end: int) -> int:
    """Where the text goes on behind tags that begin at `start`."""
    last = min(end, start + TAGS)
    if _FOOT.search(text, start, last):
        return end
    if (stop := _STOP.search(text, start, last)) is not None:
        last = stop.end()
    words = _SENTENCE.search(text, start, last)
    if words is None:
        return last if stop is not None or last == end else start
    openers = [m.start() for m in _OPENER.finditer(text, start, words.start() + 1)]
    capitals = [m.start() for m in _CAPITAL.finditer(text, start, words.start() + 1)]
    if openers or capitals:
        return (openers or capitals)[-1]
    space = text.rfind(" ", start, words.start())
    return max(start, space + 1)
