"""Numbers with valid check digits, and the ways Chinese papers write amounts and dates.

Written apart from extractors/parse.py on purpose: a specimen must not share a mistake with its reader.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def uscc(body: str) -> str:
    """Complete 16 characters (registrar, class, region, 8 of the organisation) with both check characters."""
    organisation = body[8:]
    total = sum(weight * int(char, 36) for weight, char in zip(ORGANISATION_WEIGHTS, organisation, strict=True))
    inner = "0123456789X0"[(11 - total % 11) % 11]
    seventeen = body + inner
    total = sum(weight * USCC_ALPHABET.index(char) for weight, char in zip(USCC_WEIGHTS, seventeen, strict=True))
    return seventeen + USCC_ALPHABET[(31 - total % 31) % 31]


def old_number(body: str) -> str:
    """Complete 14 digits of an old registration number (注册号) with its check digit (ISO 7064 MOD 11,10)."""
    rest = 10
    for char in body:
        rest = (rest + int(char)) % 10 or 10
        rest = rest * 2 % 11
    return body + str((11 - rest) % 10)


def vin(text: str) -> str:
    """Set position 9 of a 17-character vehicle number to its check character."""
    values = [VIN_VALUES.get(char) or int(char if char.isdigit() else 0) for char in text]
    rest = sum(weight * value for weight, value in zip(VIN_WEIGHTS, values, strict=True)) % 11
    return text[:8] + ("X" if rest == 10 else str(rest)) + text[9:]


def crc16_buypass(text: str) -> str:
    """The four hexadecimal digits that end an invoice's QR code."""
    register = 0
    for byte in text.encode("ascii"):
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1) ^ 0x8005 if register & 0x8000 else register << 1
            register &= 0xFFFF
    return f"{register:04X}"


def invoice_qr(kind: str, code: str, number: str, amount: Decimal, day: date, check: str = "") -> str:
    """The comma list printed as QR on Chinese invoices, with its trailing check."""
    payload = f"01,{kind},{code},{number},{amount:.2f},{day:%Y%m%d},{check},"
    return f"{payload}{crc16_buypass(payload)},"


def cents(value: Decimal) -> Decimal:
    """Round to the fen, halves up, as invoicing software does."""
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def grouped(value: Decimal) -> str:
    """``1,800,000.00``."""
    return f"{value:,.2f}"


def capitals(value: Decimal, yuan: str = "圆") -> str:
    """An amount below a hundred million in bank capitals."""
    whole, fen = divmod(int(cents(value) * 100), 100)
    high, low = divmod(whole, 10_000)
    text = _group(high) + "万" if high else ""
    if high and 0 < low < 1000:
        text += "零"
    text += _group(low) + yuan
    return text + _small(fen)


def _group(value: int) -> str:
    text, pending = "", False
    for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = value // unit % 10
        if not digit:
            pending = bool(text)
            continue
        text += ("零" if pending else "") + CAPITALS[digit] + name
        pending = False
    return text


def _small(fen: int) -> str:
    jiao, rest = divmod(fen, 10)
    if not fen:
        return "整"
    text = CAPITALS[jiao] + "角" if jiao else "零"
    return text + (CAPITALS[rest] + "分" if rest else "")


def chinese_day(day: date) -> str:
    """``2026年09月18日``."""
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"
