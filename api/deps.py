"""What handlers are given: the open house of this process, and who is asking."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Engine

from api.security import LoginBrake, same_secret
from ingest.blobs import Blobs
from uplift.db import reading
from uplift.errors import NotAllowed, NotAuthenticated
from uplift.records import Merchant
from uplift.secrets import Secrets
from uplift.settings import Settings
from uplift.store import merchants

SIGN_IN = "Send the key as 'Authorization: Bearer …'. A merchant's key begins with upl_ and was shown when it was made."

_bearer = HTTPBearer(auto_error=False, description="A merchant's API key (upl_…) or the lender's service key.")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything one API process holds open."""

    settings: Settings
    engine: Engine
    blobs: Blobs
    secrets: Secrets
    brake: LoginBrake

    @property
    def chain_key(self) -> bytes:
        """Key of the audit chain."""
        return self.secrets.secret_key.encode()


def get_house(request: Request) -> House:
    """The house that create_app opened."""
    house = request.app.state.house
    assert isinstance(house, House)
    return house


TheHouse = Annotated[House, Depends(get_house)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who is asking. Without a merchant it is the lender's own system, which may see every merchant."""

    merchant: Merchant | None
    service: bool

    @property
    def merchant_id(self) -> str | None:
        """What every store call is scoped by; None means all, and only the service key has it."""
        return self.merchant.id if self.merchant else None


def get_principal(
    house: TheHouse,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    x_service_key: Annotated[str, Header(description="Only to fix as_of for a merchant.")] = "",
) -> Principal:
    """Who is asking. Raises NotAuthenticated for a missing or unknown key."""
    if bearer is None:
        raise NotAuthenticated(SIGN_IN)
    if same_secret(bearer.credentials, house.secrets.service_key):
        return Principal(merchant=None, service=True)
    return Principal(
        merchant=_merchant(house, bearer.credentials),
        service=same_secret(x_service_key, house.secrets.service_key),
    )


def _merchant(house: House, api_key: str) -> Merchant:
    with reading(house.engine) as conn:
        merchant = merchants.merchant_by_key(conn, api_key)
    if merchant is None:
        raise NotAuthenticated(f"This key is not known or was replaced. {SIGN_IN}")
    return merchant


ThePrincipal = Annotated[Principal, Depends(get_principal)]


def get_merchant(principal: ThePrincipal) -> Merchant:
    """The merchant who is asking. Raises NotAllowed for the service key."""
    if principal.merchant is None:
        raise NotAllowed("Only a merchant may do this. Use the merchant's own API key.")
    return principal.merchant


def require_service(principal: ThePrincipal) -> None:
    """Let only the lender's own system pass. Raises NotAllowed for merchants."""
    if principal.merchant is not None:
        raise NotAllowed("Only the lender's own system may do this. Use the service key.")


TheMerchant = Annotated[Merchant, Depends(get_merchant)]
