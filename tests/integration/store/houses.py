"""Small builders for store tests: a merchant, a submission, a file."""

from secrets import token_hex

from uplift.db import transaction
from uplift.records import NewFile
from uplift.store import files, merchants, submissions
from uplift.types import EvidenceKind, Extraction, Industry, Money, PageImage, Profile, ReadResult, TextSource


def profile(name="王师傅", limit=100_000):
    return Profile(merchant_id="", name=name, industry=Industry.TRANSPORT, current_limit=Money.of(limit))


def a_merchant(engine, number=None):
    with transaction(engine) as conn:
        return merchants.add_merchant(conn, number or f"M-{token_hex(4)}", profile())


def a_submission(engine, merchant=None):
    merchant = merchant or a_merchant(engine)
    with transaction(engine) as conn:
        return submissions.open_submission(conn, merchant.id)


def new_file(submission, sha256=None, size=10):
    return NewFile(
        submission_id=submission.id,
        merchant_id=submission.merchant_id,
        sha256=sha256 or token_hex(32),
        name="evidence.jpg",
        media_type="image/jpeg",
        size_bytes=size,
    )


def a_file(engine, submission=None, sha256=None, size=10):
    submission = submission or a_submission(engine)
    with transaction(engine) as conn:
        return files.add_file(conn, new_file(submission, sha256, size))[0]


def read_result(kind=EvidenceKind.TRUCK_PHOTO, webp=b"a page"):
    extraction = Extraction(
        kind=kind,
        kind_confidence=0.9,
        kind_scores={kind: 0.9},
        extractor="truck_photo",
        extractor_version="1",
        page_count=1,
        text_source=TextSource.NONE,
        fields=(),
        checks=(),
        quality=0.9,
    )
    image = PageImage(page=0, width=20, height=10, dpi=72, webp=webp)
    return ReadResult(extraction=extraction, page_images=(image,), seconds=0.5, cpu_seconds=0.4)
