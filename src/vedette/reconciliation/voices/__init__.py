"""Voices: who said it first, who only repeats it, what each says now, and how sure that makes a thing."""
