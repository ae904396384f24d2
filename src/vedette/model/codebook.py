"""The version of the codebook whose words the model uses; it stands on every decision. See `docs/codebook.md`."""

VERSION = "1"
