"""How the server meets the world: what it tells browsers, and on which addresses it may listen."""
