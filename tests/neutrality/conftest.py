"""Every sentence read and resolved once a session, in one batch."""

from collections.abc import Callable

import pytest

from tests.neutrality.cases import Pair, document, swaps, synonyms
from tests.neutrality.coded import Coded, coded

Read = Callable[[str, Pair], tuple[Coded, ...]]


@pytest.fixture(scope="session")
def read() -> Read:
    """What the product makes of a text of a pair: the reader's claims, resolved, as codes."""
    from vedette.extraction.reader import load_reader
    from vedette.resolution.resolver import load_resolver

    wars = {(text, p.war.name): p.war for p in (*swaps(), *synonyms()) for text in (p.left, p.right)}
    documents = [document(text, war) for (text, _), war in wars.items()]
    claims = (found for _, found in load_reader().read_many(documents))
    resolver = load_resolver()
    made = {key: coded(resolver.resolve(doc, found)) for key, doc, found in zip(wars, documents, claims, strict=True)}
    return lambda text, pair: made[text, pair.war.name]
