"""What routes ask of the guard: who the visitor is, and that it may do what the route does."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from vedette.access.door import Door, Visitor
from vedette.model.account import Role


def visitor_of(request: Request) -> Visitor:
    """The visitor that the guard let in; nobody known where there is no guard."""
    found: Visitor = getattr(request.state, "visitor", None) or Visitor()
    return found


def door_of(request: Request) -> Door:
    """The door of the application."""
    found: Door = request.app.state.door
    return found


def address_of(request: Request) -> str:
    """From where the request comes, as far as the server can tell."""
    return request.client.host if request.client else ""


class Needs:
    """A dependency: the visitor, who may do what a role may; 401 for nobody known, 403 for an account that may not."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, visitor: Annotated[Visitor, Depends(visitor_of)]) -> Visitor:
        """The visitor."""
        if visitor.account is None:
            raise HTTPException(401, "Log in, or send a token.", {"WWW-Authenticate": "Bearer"})
        if not visitor.may(self.role):
            article = "an" if self.role.value[0] in "aeiou" else "a"
            raise HTTPException(403, f"This is for {article} {self.role}; {visitor.name} is {visitor.account.role}.")
        return visitor


Anyone = Annotated[Visitor, Depends(visitor_of)]
Analyst = Annotated[Visitor, Depends(Needs(Role.ANALYST))]
Adjudicator = Annotated[Visitor, Depends(Needs(Role.ADJUDICATOR))]


def admin_of(visitor: Annotated[Visitor, Depends(Needs(Role.ADMIN))]) -> Visitor:
    """An admin who logged in: a token that got out must not be able to make accounts. 403 for a token."""
    if visitor.by_token:
        raise HTTPException(403, "Accounts are looked after by somebody who logged in, not by a token.")
    return visitor


Admin = Annotated[Visitor, Depends(admin_of)]
