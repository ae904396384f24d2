"""The OpenAPI document, and the API against questions made from it."""

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import checks

from tests import servers
from tests.products.test_desk import Office

office = Office(servers.told())
app = office.app
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def test_the_document_is_of_version_3_1_and_names_the_one_error_shape() -> None:
    document = app.openapi()
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        assert set(methods) <= ({"get", "post"} if path.endswith("/decisions") else {"get"}), path
        for method in methods.values():
            assert "application/problem+json" in method["responses"]["422"]["content"], path


@schema.exclude(path="/api/v1/stream").parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_questions_made_from_the_document_get_answers_of_its_shapes(case: schemathesis.Case) -> None:
    app.state.door.writes.forget("mira")
    case.headers = {**(case.headers or {}), "Authorization": office.bearers["mira"]}
    case.call_and_validate(checks=[checks.not_a_server_error, checks.status_code_conformance,
                                   checks.content_type_conformance, checks.response_schema_conformance])  # fmt: skip
