"""Maps from the columns of other monitors' tables to the fields of a claim, one TOML file a format."""
