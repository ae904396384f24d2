"""Capture to document: main text, dates, language."""
