"""Who, where, with what, when and how many: the mentions of a text by kind."""
