"""CRC-16 over the payload of an invoice's QR code.

The last item of the payload is CRC-16/BUYPASS (polynomial 0x8005, start 0, not reflected) of everything up to and
including the comma before it. The issuer never published this; it was recovered from public samples and holds on most
but not all of them, so it is a soft signal only.
"""


def crc16_buypass(data: bytes) -> int:
    """The checksum, 0-0xFFFF; ``b"123456789"`` gives 0xFEE8."""
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x8005) & 0xFFFF if crc & 0x8000 else crc << 1 & 0xFFFF
    return crc
