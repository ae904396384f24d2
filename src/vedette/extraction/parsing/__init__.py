"""The parse: from units of text to the plain tokens that rules walk."""
