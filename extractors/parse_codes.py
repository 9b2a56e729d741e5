"""Text to identifiers: company codes, plates, VINs, invoice codes and numbers, tax rates. Pure; never raises.

A code is returned as printed even when its check digit fails, so that a check can say so. With `repair`, characters
that OCR confuses are exchanged only when exactly one exchange closes the check digit.
"""

import re
from decimal import Decimal
from itertools import product

from extractors.parse_text import compact, digits_repaired, normalise

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_USCC_ILLEGAL = str.maketrans({"O": "0", "I": "1", "S": "5", "Z": "2", "V": "Y"})
_USCC_RUN = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_MARK_INSIDE = re.compile(r"(?<=[0-9A-Z])[.·,'](?=[0-9A-Z])")  # specks that OCR reads inside a code
_CONFUSED = {"8": "B", "B": "8"}  # every further pair would mend more forgeries than slips; others are read again

_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_VIN_VALUES |= {str(digit): digit for digit in range(10)}
_VIN_RUN = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{17}(?![0-9A-Z])")

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTER, _SERIAL = "[A-HJ-NP-Z]", "[A-HJ-NP-Z0-9]"
PLATE_FORMS = {
    "new_energy_small": re.compile(rf"[{_PROVINCES}]{_LETTER}[A-HJK]{_SERIAL}[0-9]{{4}}"),
    "new_energy_large": re.compile(rf"[{_PROVINCES}]{_LETTER}[0-9]{{5}}[A-HJK]"),
    "trailer": re.compile(rf"[{_PROVINCES}]{_LETTER}{_SERIAL}{{4}}挂"),
    "driving_school": re.compile(rf"[{_PROVINCES}]{_LETTER}{_SERIAL}{{4}}学"),
    "police": re.compile(rf"[{_PROVINCES}]{_LETTER}{_SERIAL}{{4}}警"),
    "hong_kong_macao": re.compile(rf"粤Z{_SERIAL}{{4}}[港澳]"),
    "ordinary": re.compile(rf"[{_PROVINCES}]{_LETTER}{_SERIAL}{{5}}"),
}
_PLATE_RUN = re.compile(rf"[{_PROVINCES}][·.•・:\- ]?[A-Z0-9][·.•・:\- ]?[A-Z0-9·.•・\- ]{{4,9}}[挂学警港澳]?")
_RATE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,3})?) ?%")


def uscc_check_char(first17: str) -> str | None:
    """The 18th character GB 32100-2015 demands after these 17; None when one is outside the alphabet."""
    if len(first17) != 17 or any(char not in USCC_ALPHABET for char in first17):
        return None
    total = sum(USCC_ALPHABET.index(char) * weight for char, weight in zip(first17, _USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def uscc_closes(code: str) -> bool:
    """True when 18 characters carry the right check character."""
    return len(code) == 18 and uscc_check_char(code[:17]) == code[17]


def organisation_closes(code: str) -> bool:
    """True when characters 9-17 carry the inner check digit of GB 11714."""
    body = code[8:16]
    if len(code) != 18 or any(char not in USCC_ALPHABET for char in code):
        return False
    values = (int(char, 36) for char in body)
    rest = 11 - sum(value * weight for value, weight in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return code[16] == {10: "X", 11: "0"}.get(rest, str(rest))


def uscc(text: str, *, repair: bool = True) -> str | None:
    """The 18-character company code (统一社会信用代码) in the text, or None."""
    runs: list[str] = _USCC_RUN.findall(compact(text))
    closed = [run for run in runs if uscc_closes(run)]
    if closed:
        return closed[0]
    unmarked: list[str] = _USCC_RUN.findall(_MARK_INSIDE.sub("", compact(text))) if repair else []
    mended = next((run for run in unmarked if uscc_closes(run)), None)
    if mended is not None:
        return mended
    legal = [run.translate(_USCC_ILLEGAL) if repair else run for run in runs if any(char.isdigit() for char in run)]
    repaired = next((better for run in legal if repair and (better := _repaired_uscc(run))), None)
    return repaired or next((run for run in legal if set(run) <= set(USCC_ALPHABET)), None)


def _repaired_uscc(run: str) -> str | None:
    """The run when it closes, else its only neighbour by one confused character that closes; None otherwise.

    A neighbour must close the inner organisation code too: one check alone would mend too many forgeries.
    """
    if uscc_closes(run):
        return run
    neighbours = {
        run[:place] + other + run[place + 1 :] for place, char in enumerate(run) for other in _CONFUSED.get(char, "")
    }
    closing = [neighbour for neighbour in neighbours if uscc_closes(neighbour) and organisation_closes(neighbour)]
    return closing[0] if len(closing) == 1 else None


def taxpayer_id(text: str, *, repair: bool = True) -> str | None:
    """A company code, or one of the older 15-, 17- or 20-character taxpayer numbers."""
    found = uscc(text, repair=repair)
    if found:
        return found
    run = re.search(r"(?<![0-9A-Z])([0-9A-Z]{20}|[0-9A-Z]{17,18}|[0-9]{6}[0-9A-Z]{9})(?![0-9A-Z])", compact(text))
    return run[1] if run and sum(char.isdigit() for char in run[1]) >= 8 else None


def old_licence_closes(code: str) -> bool:
    """True when a 15-digit business-licence number passes ISO 7064 MOD 11,10."""
    if not re.fullmatch("[0-9]{15}", code):
        return False
    rest = 10
    for char in code[:14]:
        rest = (rest + int(char)) % 10 or 10
        rest = rest * 2 % 11
    return (rest + int(code[14])) % 10 == 1


def identity_closes(code: str) -> bool:
    """True when an 18-character identity number (GB 11643) carries the right check character."""
    if not re.fullmatch("[0-9]{17}[0-9X]", code):
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(char) * weight for char, weight in zip(code[:17], weights, strict=True))
    return "10X98765432"[total % 11] == code[17]


def luhn_closes(code: str) -> bool:
    """True when a bank card number passes Luhn."""
    if not re.fullmatch("[0-9]{8,19}", code):
        return False
    doubled = (int(char) * (1 + place % 2) for place, char in enumerate(reversed(code)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def vin_closes(code: str) -> bool:
    """True when position 9 is the check character of ISO 3779 / GB 16735."""
    if len(code) != 17 or any(char not in _VIN_VALUES for char in code):
        return False
    rest = sum(_VIN_VALUES[char] * weight for char, weight in zip(code, _VIN_WEIGHTS, strict=True)) % 11
    return code[8] == ("X" if rest == 10 else str(rest))


def vin(text: str) -> str | None:
    """The 17-character vehicle number in the text; the letters I, O and Q, which it never holds, become digits."""
    runs = [run for run in _VIN_RUN.findall(compact(text)) if sum(char.isdigit() for char in run) >= 4]
    repaired = [run.translate(str.maketrans("IOQ", "100")) for run in runs]
    return next((run for run in repaired if vin_closes(run)), repaired[0] if repaired else None)


def plate(text: str) -> str | None:
    """The first Chinese number plate in the text, without dots or spaces; I and O in its serial become digits."""
    for match in _PLATE_RUN.finditer(compact(text)):
        run = re.sub(r"[·.•・:\- ]", "", match.group())
        repaired = run[:2] + run[2:].translate(str.maketrans("IO", "10"))
        found = next((hit for form in PLATE_FORMS.values() if (hit := form.match(repaired))), None)
        if found and not repaired[found.end() : found.end() + 1].isalnum():
            return found.group()
    return None


def plate_form(code: str) -> str | None:
    """Which form of GA 36-2018 the plate has: ordinary, trailer, new_energy_small, …; None when none."""
    return next((name for name, form in PLATE_FORMS.items() if form.fullmatch(code)), None)


def invoice_number(text: str) -> str | None:
    """8 digits (paper and e-invoices) or 20 (数电票); None when the text holds neither."""
    return _digits(text, (20, 8))


def invoice_code(text: str) -> str | None:
    """10 or 12 digits; None when the text holds neither."""
    return _digits(text, (12, 10))


def check_code(text: str) -> str | None:
    """20 digits (校验码), printed in groups of five."""
    return _digits(text, (20,))


def _digits(text: str, lengths: tuple[int, ...]) -> str | None:
    spaced = re.sub(r"NO[.:]?(?= ?[0-9OIL])", " ", normalise(text).upper())
    joined = re.sub(r"\s+", "", spaced)
    for candidate, length in product((spaced, joined, digits_repaired(spaced), digits_repaired(joined)), lengths):
        match = re.search(rf"(?<![0-9]){'[0-9]' * length}(?![0-9])", candidate)
        if match:
            return match.group()
    return None


def document_number(text: str) -> str | None:
    """The first word that looks like a number somebody gave to a paper: letters, digits and ``-/._#``, with a digit."""
    for word in normalise(text).split():
        core = re.sub(r"^[:#(\[№]+|[,;:)\].]+$", "", word)
        if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9\-/._]*", core) and any(char.isdigit() for char in core):
            return core
    return None


def rate(text: str) -> Decimal | None:
    """A tax rate as a share, 0-1: ``13%`` → 0.13; 免税, 不征税 and 零税率 → 0."""
    flat = normalise(text)
    if re.search("免税|不征税|零税率", flat):
        return Decimal(0)
    match = _RATE.search(digits_repaired(flat))
    if not match:
        return None
    share = Decimal(match[1].replace(",", ".")) / 100
    return share if share <= 1 else None
