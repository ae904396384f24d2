"""Before any parse: where sentences end, what is printed in capitals, what can matter at all."""
