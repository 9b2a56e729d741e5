"""Hostile and damaged files: each is refused with its own error, or read without harm. None hangs, none escapes."""

import time
from functools import cache
from pathlib import Path

import pytest

from bench.specimens.sheet import FACES
from extractors.reading import load_engines, read_file
from ingest.archive import unpack
from ingest.limits import FixedLimits
from ingest.media import ZIP, check_limits, identify
from tests.faults import make_faults
from uplift.errors import EmptyUpload, RejectedUpload, TooLarge, UnreadableFile, UnsupportedMediaType
from uplift.types import EvidenceKind, TextSource, Verdict

FILES = Path(__file__).parent / "files"
LIMITS = FixedLimits()
DEADLINE_S = 60  # generous for a loaded machine; the slowest takes a few seconds

REFUSED = {
    "empty.pdf": EmptyUpload,
    "html.pdf": UnsupportedMediaType,
    "entity_bomb.xml": UnsupportedMediaType,
    "external_entity.xml": UnsupportedMediaType,
    "pixel_bomb.png": TooLarge,
    "zip_bomb.zip": TooLarge,
    "headless.jpg": RejectedUpload,
    "truncated.jpg": UnreadableFile,
    "encrypted.pdf": UnreadableFile,
    "many_pages.pdf": UnreadableFile,
    "broken_xref.pdf": UnreadableFile,
    "ofd_bomb.ofd": UnreadableFile,
}
READ = {"garbled_text.pdf", "ofd_edited_page.ofd", "polyglot.jpg", "path_traversal.zip", "zip_in_zip.zip"}

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("golden")]


@cache
def engines():
    return load_engines()


def through_the_door(name):
    """Type by bytes, limits by headers, then read: members of a zip, or the extraction of a file."""
    data = (FILES / name).read_bytes()
    media_type = identify(data)
    check_limits(data, media_type, LIMITS)
    return list(unpack(data, LIMITS)) if media_type == ZIP else read_file(data, media_type, engines()).extraction


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_bad_file_is_refused_in_time_with_a_sentence_that_says_what_to_do(name):
    started = time.monotonic()
    with pytest.raises(REFUSED[name]) as refusal:
        through_the_door(name)
    assert type(refusal.value) is REFUSED[name]
    assert len(str(refusal.value).split(". ")) >= 2, "what happened, and what to do next"
    assert time.monotonic() - started < DEADLINE_S


def test_a_garbled_text_layer_is_not_believed_and_the_page_is_read_by_its_pixels():
    read = through_the_door("garbled_text.pdf")
    assert read.kind is EvidenceKind.VAT_INVOICE
    assert read.text_source is TextSource.OCR
    assert str(read.field_named("total_amount").value) == "20640.24"


def test_an_ofd_whose_page_was_edited_fails_where_its_copies_disagree():
    read = through_the_door("ofd_edited_page.ofd")
    failed = {check.check for check in read.checks if check.verdict is Verdict.FAIL}
    assert "ofd_copies_agree" in failed


def test_a_jpeg_that_is_also_a_zip_is_only_ever_a_jpeg():
    data = (FILES / "polyglot.jpg").read_bytes()
    assert identify(data) == "image/jpeg"
    assert through_the_door("polyglot.jpg").kind is EvidenceKind.UNKNOWN


def test_names_inside_a_zip_never_carry_a_path():
    names = [member.name for member in through_the_door("path_traversal.zip")]
    assert names == ["evil.pdf", "authorized_keys"]


def test_a_zip_inside_a_zip_stays_a_zip_that_no_reader_opens():
    (member,) = through_the_door("zip_in_zip.zip")
    assert identify(member.data) == ZIP


def test_every_bad_file_has_its_place_here_and_its_maker():
    files = {path.name for path in FILES.iterdir()}
    assert files == set(REFUSED) | READ == set(make_faults.FILES)


@pytest.mark.parametrize("name", ["zip_in_zip.zip", "truncated.jpg", "encrypted.pdf", "entity_bomb.xml"])
def test_a_bad_file_comes_out_the_same_each_time_it_is_made(name):
    if name == "zip_in_zip.zip":
        fonts_or_skip()
    assert make_faults.FILES[name]() == make_faults.FILES[name]()


def fonts_or_skip():
    if not all(path.exists() for path in FACES.values()):
        pytest.skip("Debian's fonts-arphic-ukai and fonts-arphic-uming are not installed; only drawing needs them")
