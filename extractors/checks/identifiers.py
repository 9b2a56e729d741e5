"""Checks of identifiers on one file: check digits and legal forms. Family `identifier`."""

import re

from extractors.page import Document
from extractors.parse import (
    identity_closes,
    old_licence_closes,
    organisation_closes,
    plate_form,
    uscc_check_char,
    uscc_closes,
    vin_closes,
)
from uplift.types import Check, Field, TextSource, Verdict

USCC_FIELDS = ("uscc", "seller_id", "buyer_id", "party_a_id", "party_b_id")
_SURE = 0.9  # reading confidence of a code below which its failing check digit proves nothing
_PROVINCES = {f"{code:02d}" for code in (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47))}
_PROVINCES |= {f"{code:02d}" for code in (*range(50, 55), *range(61, 66), *range(71, 72), 81, 82, *range(91, 96))}


def uscc_check_digit(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Every 18-character company code on the file must carry its check character (GB 32100-2015)."""
    named = [field for field in fields if field.name in USCC_FIELDS and len(str(field.value or "")) == 18]
    codes = [field for field in named if not identity_closes(str(field.value))]  # a party may be a person
    return tuple(_uscc(field) for field in codes) or (
        _unknown("uscc_check_digit", "no 18-character company code read"),
    )


def _uscc(field: Field) -> Check:
    code = str(field.value)
    expected = uscc_check_char(code[:17])
    if uscc_closes(code):
        return _check("uscc_check_digit", Verdict.PASS, f"{field.name} {code} ends in the right check character", field)
    if _doubtful(field):
        return _unknown("uscc_check_digit", f"{field.name} {code} does not close, but the scan was read with doubt")
    if expected is None:
        detail = f"{field.name} {code} holds a character no company code has"
    else:
        inner = ", though its inner organisation code is sound" if organisation_closes(code) else ""
        detail = f"{field.name} {code} ends in {code[17]}, its check character would be {expected}{inner}"
    return _check("uscc_check_digit", Verdict.FAIL, detail, field)


def _doubtful(field: Field) -> bool:
    """True when a failing check digit may be the scanner's slip and not the paper's fault."""
    return field.source is TextSource.OCR and field.confidence < _SURE


def old_number_check_digit(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """A registration number of 15 digits (注册号, before 2015) ends in its check digit (ISO 7064 MOD 11,10)."""
    field = next((field for field in fields if re.fullmatch("[0-9]{15}", str(field.value or ""))), None)
    if field is None or field.name != "uscc":
        return (_unknown("old_number_check_digit", "no registration number of 15 digits read"),)
    if old_licence_closes(str(field.value)):
        return (_check("old_number_check_digit", Verdict.PASS, f"{field.value} ends in the right digit", field),)
    if _doubtful(field):
        return (_unknown("old_number_check_digit", f"{field.value} does not close, but was read with doubt"),)
    return (_check("old_number_check_digit", Verdict.FAIL, f"{field.value} ends in the wrong check digit", field),)


def food_permit_region(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """A food permit's number names a province: JY and 1 digit, or SC and 3 digits, stand before it."""
    field = _named(fields, "permit_number")
    match = re.fullmatch("(?:JY[0-9]|SC[0-9]{3})([0-9]{2})[0-9]{9,11}", str(field.value)) if field else None
    if field is None or match is None:
        return (_unknown("food_permit_region", "no number of a food permit read"),)
    if match[1] in _PROVINCES:
        return (_check("food_permit_region", Verdict.PASS, f"{field.value} names the region {match[1]}", field),)
    if _doubtful(field):
        return (_unknown("food_permit_region", f"{field.value} names no region, but was read with doubt"),)
    return (_check("food_permit_region", Verdict.FAIL, f"{field.value} names region {match[1]} of no province", field),)


def vin_check_digit(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Position 9 of the vehicle number must be its check character (GB 16735)."""
    field = _named(fields, "vin")
    if field is None:
        return (_unknown("vin_check_digit", "no vehicle number read"),)
    verdict = Verdict.PASS if vin_closes(str(field.value)) else Verdict.FAIL
    if verdict is Verdict.FAIL and _doubtful(field):
        return (_unknown("vin_check_digit", f"{field.value} does not close, but the scan was read with doubt"),)
    words = "carries the right" if verdict is Verdict.PASS else "does not carry the right"
    return (_check("vin_check_digit", verdict, f"vehicle number {field.value} {words} check character", field),)


def plate_format(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """The plate must have one of the forms of GA 36-2018."""
    field = next((field for field in fields if field.name == "plate_number" and field.raw.strip()), None)
    if field is None:
        return (_unknown("plate_format", "no plate read"),)
    form = plate_form(str(field.value or ""))
    if form:
        return (_check("plate_format", Verdict.PASS, f"{field.value} is a plate of the form {form}", field),)
    return (_check("plate_format", Verdict.FAIL, f"{field.raw!r} has none of the forms of GA 36-2018", field),)


def invoice_number_form(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """Lengths, region and year inside a Chinese invoice's code and number must be possible."""
    number, code = _named(fields, "invoice_number"), _named(fields, "invoice_code")
    if number is None or not _is_chinese(fields):
        return (_unknown("invoice_number_form", "no Chinese invoice number read"),)
    faults = _number_faults(str(number.value), None if code is None else str(code.value), _year(fields))
    if faults:
        return (_check("invoice_number_form", Verdict.FAIL, "; ".join(faults), number),)
    shown = f"{code.value} {number.value}" if code else str(number.value)
    return (_check("invoice_number_form", Verdict.PASS, f"{shown} has a legal form", number),)


def _number_faults(number: str, code: str | None, year: int | None) -> list[str]:
    if len(number) == 20:
        return _digital_faults(number, year)
    if len(number) != 8:
        return [f"invoice number {number} has {len(number)} digits, not 8 or 20"]
    return [] if code is None else _code_faults(code, year)


def _digital_faults(number: str, year: int | None) -> list[str]:
    """Fully digital invoices: 1-2 year, 3-4 province (91-95 for the five separately planned cities)."""
    faults = []
    if number[2:4] not in _PROVINCES:
        faults.append(f"invoice number {number} names region {number[2:4]}, which does not exist")
    if year is not None and int(number[:2]) != year % 100:
        faults.append(f"invoice number {number} says year 20{number[:2]}, the invoice was issued in {year}")
    return faults


def _code_faults(code: str, year: int | None) -> list[str]:
    """10 digits: 1-4 region, 5-6 year; 12 digits: a zero, 2-5 region, 6-7 year."""
    if len(code) not in (10, 12):
        return [f"invoice code {code} has {len(code)} digits, not 10 or 12"]
    start = len(code) == 12
    # a few national 12-digit series begin with 1 instead of 0 and hold no region
    region, printed = code[start : start + 2], int(code[4 + start : 6 + start])
    faults = (
        [] if region in _PROVINCES or (code[0] == "1" and start) else [f"invoice code {code} names region {region}"]
    )
    # paper was printed before it was used: the year of the code may be earlier, never later
    if year is not None and 2000 + printed > year:
        faults.append(f"invoice code {code} was printed in 20{printed:02d}, after the issue year {year}")
    return faults


def permit_number_form(_document: Document, fields: tuple[Field, ...]) -> tuple[Check, ...]:
    """A road transport permit number ends in 12 digits: 6 of region, 6 of serial."""
    field = _named(fields, "permit_number")
    if field is None:
        return (_unknown("permit_number_form", "no permit number read"),)
    digits = re.findall("[0-9]+", str(field.value))
    sound = bool(digits) and len(digits[-1]) == 12 and digits[-1][:2] in _PROVINCES
    verdict = Verdict.PASS if sound else Verdict.FAIL
    words = "ends in a region and a serial" if sound else "does not end in 12 digits with a region of China"
    return (_check("permit_number_form", verdict, f"permit number {field.value} {words}", field),)


def _is_chinese(fields: tuple[Field, ...]) -> bool:
    """Foreign invoices keep their own numbering; a fully digital or paper number is all digits."""
    number = _named(fields, "invoice_number")
    total = _named(fields, "total_amount")
    currency = getattr(total.value, "currency", "CNY") if total else "CNY"
    return number is not None and str(number.value).isdigit() and currency == "CNY"


def _year(fields: tuple[Field, ...]) -> int | None:
    field = _named(fields, "issue_date")
    return getattr(field.value, "year", None) if field else None


def _named(fields: tuple[Field, ...], name: str) -> Field | None:
    return next((field for field in fields if field.name == name and field.value is not None), None)


def _check(name: str, verdict: Verdict, detail: str, field: Field) -> Check:
    return Check(check=name, family="identifier", verdict=verdict, detail=detail, page=field.page, box=field.box)


def _unknown(name: str, why: str) -> Check:
    return Check(check=name, family="identifier", verdict=Verdict.UNKNOWN, detail=why)
