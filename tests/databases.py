"""Fresh databases for tests that need a server: a schema each, dropped at the end of the session."""

import os
import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Gives addresses of empty schemas on the server of VEDETTE_TEST_POSTGRES."""
    server = make_url(os.environ["VEDETTE_TEST_POSTGRES"]).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def fresh() -> str:
        made.append(f"vedette_test_{uuid.uuid4().hex[:12]}")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {made[-1]}"))
        here = server.update_query_dict({"options": f"-csearch_path={made[-1]}"})
        return here.render_as_string(hide_password=False)

    yield fresh
    with engine.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()
