"""Language-neutral string work."""
