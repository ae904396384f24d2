"""The page of accounts, for admins: who may come in and as what, tokens, and the record of who did."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Path, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vedette.access import passwords
from vedette.access.door import Door, new_token
from vedette.access.visiting import Admin, address_of, door_of
from vedette.errors import BadRecord
from vedette.ledger.accounts import AccountStore
from vedette.model.account import Role
from vedette.web.rendering import page

router = APIRouter(prefix="/admin", include_in_schema=False)

#: What was done, as the address of the page afterwards says it: words of ours only.
_DONE = {
    "add": "the account is made",
    "role": "the role is set, and its sessions have ended",
    "password": "the password is set, and its sessions have ended",
    "disable": "the account is disabled, and its sessions have ended",
    "enable": "the account may come in again",
    "remove": "the account is gone; what it decided stays",
    "token": "the token opens nothing any more",
}
#: Lines of the record that are shown.
_VISITS = 100


def store_of(door: Annotated[Door, Depends(door_of)]) -> AccountStore:
    """The accounts; 404 where the server has none."""
    if door.store is None:
        raise HTTPException(404, "This server has no accounts.")
    return door.store


Store = Annotated[AccountStore, Depends(store_of)]
Name = Annotated[str, Path(max_length=40)]
Typed = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=2000)]


@router.get("", response_class=HTMLResponse)
def accounts(request: Request, visitor: Admin, store: Store, done: str = "") -> Response:
    """All accounts and tokens, and the last visits."""
    return _page(request, store, done=_DONE.get(done, ""))


@router.post("/accounts", response_class=HTMLResponse)
def add(
    request: Request, visitor: Admin, store: Store, name: Typed, password: Password, role: Annotated[Role, Form()]
) -> Response:
    """Make an account with a first password."""
    try:
        passwords.check(password, name.strip().casefold())
        made = store.add(name.strip().casefold(), role, passwords.hashed(password))
    except BadRecord as error:
        return _page(request, store, wrong=str(error), status=422)
    return _done(request, visitor, store, "add", f"account made: {role}", made.name)


@router.post("/accounts/{name}/role", response_class=HTMLResponse)
def change_role(request: Request, visitor: Admin, store: Store, name: Name, role: Annotated[Role, Form()]) -> Response:
    """Give an account another role; its sessions end."""
    try:
        store.set_role(name, role, keep_an_admin=True)
    except BadRecord as error:
        return _page(request, store, wrong=str(error), status=422)
    return _done(request, visitor, store, "role", f"role set: {role}", name)


@router.post("/accounts/{name}/password", response_class=HTMLResponse)
def reset(request: Request, visitor: Admin, store: Store, name: Name, password: Password) -> Response:
    """Give an account another password; its sessions end."""
    try:
        passwords.check(password, name)
        store.set_password(name, passwords.hashed(password))
    except BadRecord as error:
        return _page(request, store, wrong=str(error), status=422)
    return _done(request, visitor, store, "password", "password set", name)


@router.post("/accounts/{name}/{act}", response_class=HTMLResponse)
def let_in(request: Request, visitor: Admin, store: Store, name: Name, act: str) -> Response:
    """Keep an account out, let it in again, or take it away with its tokens."""
    if act not in ("disable", "enable", "remove"):
        raise HTTPException(404, "There is nothing here.")
    try:
        if act == "remove":
            store.remove(name, keep_an_admin=True)
        else:
            store.set_disabled(name, act == "disable", keep_an_admin=True)
    except BadRecord as error:
        return _page(request, store, wrong=str(error), status=422)
    return _done(request, visitor, store, act, f"account {act}d", name)


@router.post("/tokens", response_class=HTMLResponse)
def add_token(
    request: Request,
    visitor: Admin,
    store: Store,
    account: Typed,
    label: Annotated[str, Form(max_length=100)] = "",
    days: Annotated[int, Form(ge=1, le=366)] = 90,
) -> Response:
    """Make a token. Its secret is on the page that answers, and nowhere else ever after."""
    try:
        token, secret = new_token(store, account, label, days)
    except BadRecord as error:
        return _page(request, store, wrong=str(error), status=422)
    store.note(f"token made: {token.id}", account, f"{address_of(request)} by {visitor.name}")
    return _page(request, store, secret=secret, done=f"token {token.id} of {account}")


@router.post("/tokens/{token}/remove", response_class=HTMLResponse)
def remove_token(
    request: Request, visitor: Admin, store: Store, token: Annotated[str, Path(max_length=16)]
) -> Response:
    """Take a token away."""
    try:
        store.remove_token(token)
    except BadRecord as error:
        return _page(request, store, wrong=str(error), status=422)
    return _done(request, visitor, store, "token", f"token removed: {token}", None)


def _done(request: Request, visitor: Admin, store: AccountStore, act: str, what: str, account: str | None) -> Response:
    """Note what was done, by whom and from where, and show the page anew."""
    store.note(what, account, f"{address_of(request)} by {visitor.name}")
    return RedirectResponse(f"/admin?done={act}", status_code=303)


def _page(
    request: Request, store: AccountStore, *, done: str = "", wrong: str = "", secret: str = "", status: int = 200
) -> Response:
    answer = page(
        request, "admin.html", accounts=store.accounts(), tokens=store.tokens(), visits=store.visits(_VISITS),
        roles=tuple(Role), done=done, wrong=wrong, secret=secret, least=passwords.LEAST, now=store.clock(),
    )  # fmt: skip
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer
