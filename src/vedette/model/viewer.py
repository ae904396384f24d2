"""Who looks at the ledger: what is protected is kept from all but those who need it."""

from enum import StrEnum


class Viewer(StrEnum):
    """The public sees nothing protected. Analysts see what is hidden, embargoed or blurred, but not who a protected
    source is. Keepers see all."""

    PUBLIC = "public"
    ANALYST = "analyst"
    KEEPER = "keeper"
