"""QR codes of a page: zxing-cpp first, then OpenCV's detector. The only file that imports zxing-cpp."""

import cv2
import numpy as np
import zxingcpp

from extractors.page import QrCode, Raster
from uplift.types import Box

MAX_CODES = 8  # of one page; more is a sheet of labels, not an invoice


def read_qr_codes(raster: Raster, page: int, dpi: int, *, photographed: bool) -> tuple[QrCode, ...]:
    """All QR codes found on one page, top to bottom. Photographed pages get a second, slower try."""
    found = _by_zxing(raster, page, dpi)
    if not found and photographed:
        found = _by_opencv(raster, page, dpi)
    return tuple(sorted(found, key=lambda code: (code.box.top, code.box.left))[:MAX_CODES])


def _by_zxing(raster: Raster, page: int, dpi: int) -> list[QrCode]:
    results = zxingcpp.read_barcodes(
        np.ascontiguousarray(raster), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [
        QrCode(text=result.text, page=page, box=_box([(c.x, c.y) for c in _corners(result.position)], dpi))
        for result in results
        if result.text
    ]


def _corners(position: zxingcpp.Position) -> tuple[zxingcpp.Point, ...]:
    return (position.top_left, position.top_right, position.bottom_right, position.bottom_left)


def _by_opencv(raster: Raster, page: int, dpi: int) -> list[QrCode]:
    """Slower, but finds some blurred codes that zxing-cpp misses."""
    try:
        found, texts, corners, _ = cv2.QRCodeDetector().detectAndDecodeMulti(cv2.cvtColor(raster, cv2.COLOR_RGB2GRAY))
    except cv2.error:
        return []
    if not found or corners is None:
        return []
    pairs = zip(texts, corners, strict=True)
    return [QrCode(text=text, page=page, box=_box(list(points), dpi)) for text, points in pairs if text]


def _box(points: list[tuple[float, float]], dpi: int) -> Box:
    across = [float(point[0]) for point in points]
    down = [float(point[1]) for point in points]
    return Box(left=min(across), top=min(down), right=max(across), bottom=max(down), dpi=dpi)
