"""Entities and relations in documents on Syria and Iraq: `python -m benchmarks.re3d --data DIR --out PRED`.

Entities are `vedette.extraction.entities`; who fights whom and who helps whom is `relations` there.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from benchmarks.geoparsing import WITH_NAMES
from benchmarks.harness import Row, arguments, rows, write
from vedette.extraction.entities.find import EntityKind, find_entities
from vedette.extraction.entities.relations import RelationKind, find_relations
from vedette.extraction.parsing.language_model import load_model

#: The set's words for the kinds.
TYPES = {kind: kind.value.capitalize() for kind in EntityKind}
RELATIONS = {RelationKind.FIGHTS: "FightingAgainst", RelationKind.HELPS: "AlliesOf"}


def predictions(found: list[Row]) -> Iterator[Row]:
    """The entities and relations of each document."""
    docs = load_model(WITH_NAMES).pipe(str(row["text"]) for row in found)
    for row, doc in zip(found, docs, strict=True):
        yield prediction(row, doc)


def prediction(row: Row, doc: Doc) -> Row:
    """One document's."""
    entities = find_entities(doc)
    return {
        "id": row["id"],
        "entities": [{"start": e.span.start, "end": e.span.end, "type": TYPES[e.kind]} for e in entities],
        "relations": [
            {"source": r.source, "target": r.target, "type": RELATIONS[r.kind]} for r in find_relations(doc, entities)
        ],
    }


def main() -> None:
    """Read, find, write."""
    args = arguments(__doc__)
    write(args.out, predictions(list(rows(args.data))))


if __name__ == "__main__":
    main()
