"""Acts of speech in a sentence: cues, the phrases that name speakers, and the words covered."""
