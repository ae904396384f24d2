"""One file a revision, oldest first. Released files are never edited."""
