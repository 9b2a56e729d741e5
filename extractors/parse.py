"""All parsers under one name: pure functions from text to a value or None; none ever raises."""

from extractors.parse_capitals import capital_money, to_capitals
from extractors.parse_codes import (
    check_code,
    document_number,
    identity_closes,
    invoice_code,
    invoice_number,
    luhn_closes,
    old_licence_closes,
    organisation_closes,
    plate,
    plate_form,
    rate,
    taxpayer_id,
    uscc,
    uscc_check_char,
    uscc_closes,
    vin,
    vin_closes,
)
from extractors.parse_dates import any_date, chinese_date, period
from extractors.parse_money import amounts, currency_of, money
from extractors.parse_text import compact, digits_repaired, full_width, normalise

__all__ = [
    "amounts",
    "any_date",
    "capital_money",
    "check_code",
    "chinese_date",
    "compact",
    "currency_of",
    "digits_repaired",
    "document_number",
    "full_width",
    "identity_closes",
    "invoice_code",
    "invoice_number",
    "luhn_closes",
    "money",
    "normalise",
    "old_licence_closes",
    "organisation_closes",
    "period",
    "plate",
    "plate_form",
    "rate",
    "taxpayer_id",
    "to_capitals",
    "uscc",
    "uscc_check_char",
    "uscc_closes",
    "vin",
    "vin_closes",
]
