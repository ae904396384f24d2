"""The append-only store and its read side; the only package that imports SQLAlchemy."""
