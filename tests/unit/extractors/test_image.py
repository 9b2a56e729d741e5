import io

import numpy as np
import pytest
from PIL import ExifTags, Image

from extractors.image import LONG_SIDE, decode, perceptual_hash, to_webp, working_size
from extractors.limits import ReadLimits
from uplift.errors import UnreadableFile


def picture(width=400, height=300):
    """A smooth ramp with a bright top-left corner, so that orientation shows."""
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[:, :, 0] = np.linspace(0, 200, width)[None, :]
    pixels[:, :, 1] = np.linspace(0, 200, height)[:, None]
    pixels[: height // 4, : width // 4] = 255
    return Image.fromarray(pixels)


def encoded(image, form, **options):
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("TIFF", "image/tiff")],
)
def test_each_format_decodes_to_upright_rgb(form, media_type):
    found = decode(encoded(picture(), form), media_type, ReadLimits())
    assert found.rasters[0].shape == (300, 400, 3)
    assert found.rasters[0][5, 5].min() > 230


def test_exif_orientation_is_honoured():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # the camera was turned a quarter
    found = decode(encoded(picture(), "JPEG", exif=exif), "image/jpeg", ReadLimits())
    assert found.rasters[0].shape == (400, 300, 3)
    assert found.rasters[0][5, -5].min() > 230


def test_exif_facts_are_kept_as_text():
    exif = Image.Exif()
    exif[ExifTags.Base.Software] = "Editor 5\x00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:10:31 08:15:00"
    found = decode(encoded(picture(), "JPEG", exif=exif), "image/jpeg", ReadLimits())
    assert found.metadata == {"exif_software": "Editor 5", "exif_captured_at": "2026:10:31 08:15:00"}


def test_large_photos_are_brought_to_the_working_size():
    found = decode(encoded(picture(4000, 3000), "JPEG"), "image/jpeg", ReadLimits())
    assert max(found.rasters[0].shape) == LONG_SIDE


def test_transparent_paper_is_white():
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    assert decode(encoded(clear, "PNG"), "image/png", ReadLimits()).rasters[0].min() == 255


def test_sixteen_bit_scans_keep_their_shades():
    deep = Image.fromarray(np.full((20, 20), 40_000, dtype=np.uint16))
    shade = decode(encoded(deep, "PNG"), "image/png", ReadLimits()).rasters[0]
    assert 150 <= shade.min() <= shade.max() <= 160


def test_pages_of_a_tiff_are_counted_and_read_up_to_the_eager_cap():
    pages = [picture(60, 40) for _ in range(4)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    found = decode(data, "image/tiff", ReadLimits(eager_pages=2))
    assert (found.frame_count, len(found.rasters)) == (4, 2)
    with pytest.raises(UnreadableFile, match="4 pages"):
        decode(data, "image/tiff", ReadLimits(max_pages=3))


def test_more_pixels_than_allowed_are_refused_before_decoding():
    with pytest.raises(UnreadableFile, match="pixels"):
        decode(encoded(picture(), "PNG"), "image/png", ReadLimits(max_pixels=1000))


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic"])
def test_damaged_pictures_are_unreadable(media_type):
    for data in (b"", b"nonsense", encoded(picture(), "JPEG")[:300], encoded(picture(), "PNG")[:300]):
        with pytest.raises(UnreadableFile, match="upload"):
            decode(data, media_type, ReadLimits())


def test_bytes_of_another_format_than_announced_are_unreadable():
    with pytest.raises(UnreadableFile):
        decode(encoded(picture(), "PNG"), "image/jpeg", ReadLimits())


def test_near_equal_pictures_have_near_equal_hashes():
    original = np.asarray(picture())
    recompressed = decode(encoded(picture(), "JPEG", quality=60), "image/jpeg", ReadLimits()).rasters[0]
    other = np.ascontiguousarray(original[::-1, ::-1])

    def distance(first, second):
        return (int(perceptual_hash(first), 16) ^ int(perceptual_hash(second), 16)).bit_count()

    assert len(perceptual_hash(original)) == 16
    assert distance(original, recompressed) <= 6 < distance(original, other)


def test_page_images_are_webp_of_the_same_size():
    image = Image.open(io.BytesIO(to_webp(np.asarray(picture()))))
    assert (image.format, image.size) == ("WEBP", (400, 300))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((800, 600), (800, 600)),
        ((4000, 3000), (2000, 1500)),
        ((1080, 6000), (800, 4444)),  # a screenshot rolled far down keeps its letters
        ((600, 5000), (600, 5000)),
        ((400, 40_000), (90, 9000)),
    ],
)
def test_strips_stay_legibly_wide_and_other_pictures_are_capped(size, expected):
    assert working_size(*size) == expected
    assert working_size(*size[::-1]) == expected[::-1]


def test_a_range_of_frames_can_be_read_on_demand():
    pages = [Image.new("RGB", (60, 40), (shade, 0, 0)) for shade in (10, 90, 170, 250)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    found = decode(data, "image/tiff", ReadLimits(first_page=2, eager_pages=5))
    assert [int(raster[0, 0, 0]) for raster in found.rasters] == [170, 250]
    assert decode(data, "image/tiff", ReadLimits(first_page=9)).rasters == ()
