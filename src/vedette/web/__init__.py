"""The ledger as pages: map, events, places, actors, sources, documents, tolls, changes, search. No build step."""
