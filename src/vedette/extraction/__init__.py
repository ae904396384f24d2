"""Document to claims, coreference inside a document included; the only package that imports spaCy."""
