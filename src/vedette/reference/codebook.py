"""Which codebook the words of this version follow: every product names it."""

#: The version that stands at the head of `docs/codebook.md`; a test keeps the two in step.
CODEBOOK = "1"
