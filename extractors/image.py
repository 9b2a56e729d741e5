"""Pictures: decoding with caps, hashing and re-encoding. The only file that imports Pillow's decoders and pi_heif."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import imagehash
import numpy as np
import pi_heif
from PIL import ExifTags, Image, ImageOps, ImageSequence, UnidentifiedImageError

from extractors.limits import ReadLimits
from extractors.page import Raster
from uplift.errors import UnreadableFile

LONG_SIDE = 2000  # pixels; a 12 MP photo of an A4 page still has 170 dpi at this size
STRIP_SHORT, STRIP_LONG = 800, 9000  # pixels; long receipts and screenshots keep this width, up to this length
WEBP_QUALITY = 80
HASHED_SIDE = 256  # pixels of the long side before hashing; the hash itself looks at 32 x 32
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/heic": "HEIF",
    "image/heif": "HEIF",
}
# What Pillow's decoders are documented or known to raise on damaged bytes.
DECODE_ERRORS = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    OverflowError,
    TypeError,
    KeyError,
    RuntimeError,
    ArithmeticError,
)
METADATA_TAGS = {
    ExifTags.Base.Software: "exif_software",
    ExifTags.Base.Make: "exif_make",
    ExifTags.Base.Model: "exif_model",
    ExifTags.Base.DateTime: "exif_modified_at",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A decoded picture file: one raster for each frame read, upright, and what its header says of the camera."""

    rasters: tuple[Raster, ...]
    frame_count: int
    metadata: Mapping[str, str]


def decode(data: bytes, media_type: str, limits: ReadLimits) -> Picture:
    """Decode the frames that `limits` chooses, upright by EXIF, in the size at which they are read (`working_size`).

    Raises:
        UnreadableFile: damaged bytes, or more pixels or frames than allowed.
    """
    with _opened(data, media_type) as image:
        _check_size(image, limits)
        frame_count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if frame_count > limits.max_pages:
            raise UnreadableFile(
                f"The picture file has {frame_count} pages; at most {limits.max_pages} are accepted. "
                "Please upload only the pages that matter."
            )
        metadata = _metadata(image)
        rasters = tuple(_frames(image, limits.chosen(frame_count), limits))
    return Picture(rasters=rasters, frame_count=frame_count, metadata=metadata)


def perceptual_hash(raster: Raster) -> str:
    """64-bit DCT hash as 16 hex digits; near-equal pictures differ in few bits."""
    scale = min(1.0, HASHED_SIDE / max(raster.shape[:2]))
    small = cv2.resize(raster, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return str(imagehash.phash(Image.fromarray(small)))


def to_webp(raster: Raster) -> bytes:
    """Lossy WebP made from pixels, so that nothing of the upload but its looks reaches a viewer."""
    stream = io.BytesIO()
    Image.fromarray(raster).save(stream, "WEBP", quality=WEBP_QUALITY, method=2)
    return stream.getvalue()


def working_size(width: int, height: int) -> tuple[int, int]:
    """Pixels at which a picture is read: the long side at most `LONG_SIDE`, but strips stay legibly wide."""
    long, short = max(width, height), max(1, min(width, height))
    scale = min(1.0, max(LONG_SIDE / long, min(STRIP_SHORT / short, STRIP_LONG / long)))
    return max(1, round(width * scale)), max(1, round(height * scale))


@contextmanager
def _opened(data: bytes, media_type: str) -> Iterator[Image.Image]:
    if media_type not in FORMATS:
        raise UnreadableFile(f"{media_type} is not a picture format read here. Please upload a JPEG or PNG.")
    if FORMATS[media_type] == "HEIF":
        pi_heif.register_heif_opener()
    try:
        with Image.open(io.BytesIO(data), formats=[FORMATS[media_type]]) as image:
            yield image
    except DECODE_ERRORS as error:
        raise UnreadableFile(
            "The picture is damaged or cut off and cannot be opened. Please take or export it again and upload the "
            "new file."
        ) from error


def _check_size(image: Image.Image, limits: ReadLimits) -> None:
    if image.width * image.height > limits.max_pixels:
        raise UnreadableFile(
            f"The picture has {image.width} x {image.height} pixels, more than the {limits.max_pixels:,} accepted. "
            "Please save it smaller and upload it again."
        )


def _frames(image: Image.Image, wanted: range, limits: ReadLimits) -> Iterator[Raster]:
    for index, frame in enumerate(ImageSequence.Iterator(image)):
        if index >= wanted.stop:
            return
        if index in wanted:
            _check_size(frame, limits)
            yield _upright(frame)


def _upright(frame: Image.Image) -> Raster:
    size = working_size(*frame.size)
    # JPEG decodes straight to a smaller size, which saves half the time of a 12 MP photo.
    frame.draft("RGB", size)
    frame.thumbnail(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    return np.asarray(_on_white(ImageOps.exif_transpose(frame)), dtype=np.uint8)


def _on_white(image: Image.Image) -> Image.Image:
    """Flatten transparency on white paper: a transparent scan would otherwise turn black."""
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB")
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    paper = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(paper, rgba).convert("RGB")


def _metadata(image: Image.Image) -> dict[str, str]:
    exif = image.getexif()
    found = {name: _clean(exif.get(tag)) for tag, name in METADATA_TAGS.items()}
    capture = exif.get_ifd(ExifTags.IFD.Exif)
    found["exif_captured_at"] = _clean(capture.get(ExifTags.Base.DateTimeOriginal))
    found["exif_digitised_at"] = _clean(capture.get(ExifTags.Base.DateTimeDigitized))
    return {name: text for name, text in found.items() if text}


def _clean(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return "".join(character for character in text if character.isprintable()).strip()[:100]
