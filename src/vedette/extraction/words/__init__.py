"""Words: the lists that rules read, and the names of places that are known without a parse."""
