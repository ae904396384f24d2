"""Every error of the server in one shape: problem details as RFC 9457 has them, `application/problem+json`."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from vedette.errors import VedetteError
from vedette.model.codec import to_json
from vedette.pipeline.review.desk import Moved

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong with a request (RFC 9457)."""

    type: str = Field(default="about:blank", description="What kind of problem; about:blank says no more than status.")
    title: str = Field(description="The problem in a few words.")
    status: int = Field(description="The HTTP status.")
    detail: str | None = Field(default=None, description="What exactly, and what to do.")
    instance: str | None = Field(default=None, description="The path that was asked for.")


#: For the OpenAPI document: what every route may answer beside its result.
RESPONSES: dict[int | str, dict[str, Any]] = {
    code: {"description": words, "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
    for code, words in (
        (400, "The body is no JSON."),
        (401, "Log in, or send a token."),
        (403, "Your role does not allow this."),
        (404, "There is no such thing."),
        (409, "What you decide upon has changed since you read it; `current` and `since` say how."),
        (413, "The body is too large."),
        (422, "A parameter is not what it must be."),
        (429, "Too many requests."),
    )
}


def problem(request: Request, status: int, detail: str | None = None, **more: Any) -> Response:
    """A problem as a response; `more` are members of its own (RFC 9457, 3.2)."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, instance=request.url.path)
    return JSONResponse({**body.model_dump(exclude_none=True), **more}, status_code=status, media_type=MEDIA_TYPE)


def is_api(request: Request) -> bool:
    """Whether the answer is for a program: everything below /api."""
    return request.url.path.startswith("/api/")


def install(app: FastAPI) -> None:
    """Answer errors of the API in this shape. Pages may put their own handlers above it."""

    async def on_http(request: Request, error: Exception) -> Response:
        assert_type = error if isinstance(error, HTTPException) else HTTPException(500)
        answer = problem(request, assert_type.status_code, str(assert_type.detail))
        answer.headers.update(assert_type.headers or {})
        return answer

    async def on_invalid(request: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else []
        detail = "; ".join(f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in found[:5])
        return problem(request, 422, detail)

    async def on_moved(request: Request, error: Exception) -> Response:
        if not isinstance(error, Moved):
            return problem(request, 409, str(error))
        since = [{**to_json(d), "id": d.id} for d in error.since]
        return problem(request, 409, str(error), current=error.current, since=since)

    async def on_ours(request: Request, error: Exception) -> Response:
        return problem(request, 503, str(error))

    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(Moved, on_moved)
    app.add_exception_handler(VedetteError, on_ours)
