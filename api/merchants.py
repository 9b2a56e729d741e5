"""Merchants: made by the lender's own system, which also hands out their keys."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.deps import TheHouse, require_service
from api.schemas import MerchantOut, ProfileIn
from uplift.db import transaction
from uplift.ids import new_id
from uplift.records import Merchant
from uplift.store import merchants
from uplift.store.events import append_event

router = APIRouter(prefix="/v1/merchants", tags=["merchants"], dependencies=[Depends(require_service)])

MerchantId = Annotated[str, Path(description="The id from POST /v1/merchants.")]


@router.post("", status_code=201, summary="Make a merchant", response_model=MerchantOut)
def make_merchant(body: ProfileIn, house: TheHouse) -> MerchantOut:
    """Store a merchant with what third parties know of it. The API key is shown once. Needs the service key."""
    profile = body.to_profile()
    with transaction(house.engine) as conn:
        merchant = merchants.add_merchant(conn, body.merchant_id or f"uplift-{new_id()}", profile)
        key = merchants.issue_key(conn, merchant.id)
        append_event(conn, "service", "merchant_made", f"merchant:{merchant.id}", {}, house.chain_key)
    return _out(merchant, key)


@router.put("/{merchant_id}/profile", status_code=204, summary="Replace what third parties know")
def replace_profile(merchant_id: MerchantId, body: ProfileIn, house: TheHouse) -> None:
    """The next scoring uses the new profile; stored recommendations keep the one they were made with."""
    profile = body.to_profile()
    with transaction(house.engine) as conn:
        merchants.merchant(conn, merchant_id)
        merchants.save_profile(conn, merchant_id, profile)
        append_event(conn, "service", "profile_replaced", f"merchant:{merchant_id}", {}, house.chain_key)


@router.post("/{merchant_id}/keys", status_code=201, summary="Rotate the API key", response_model=MerchantOut)
def rotate_key(merchant_id: MerchantId, house: TheHouse) -> MerchantOut:
    """Make a new key and revoke all older ones of this merchant at once."""
    with transaction(house.engine) as conn:
        merchant = merchants.merchant(conn, merchant_id)
        merchants.revoke_keys(conn, merchant_id)
        key = merchants.issue_key(conn, merchant_id)
        append_event(conn, "service", "key_rotated", f"merchant:{merchant_id}", {}, house.chain_key)
    return _out(merchant, key)


def _out(merchant: Merchant, key: str) -> MerchantOut:
    return MerchantOut(id=merchant.id, merchant_id=merchant.external_id, name=merchant.name, api_key=key)
