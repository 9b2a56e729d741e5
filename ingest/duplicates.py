"""Exact and near duplicates of a file, within and across merchants: evidence returned; scoring decides."""

from collections.abc import Sequence

from sqlalchemy import Connection

from uplift.records import EvidenceFile
from uplift.store import extractions, files
from uplift.types import DuplicateMatch


def find(
    conn: Connection, file: EvidenceFile, perceptual_hash: str | None, key_hashes: Sequence[str]
) -> tuple[DuplicateMatch, ...]:
    """Other stored files with the same bytes, the same canonical key, or pixels within 6 bits of perceptual hash.

    A file that matches in several ways comes once, under the strongest: bytes, then key, then pixels.
    `key_hashes` are salted with the secret key, so the index across merchants tells nobody what another one has.
    """
    found = files.same_bytes(conn, file.sha256, file.merchant_id, file.id)
    found += extractions.key_matches(conn, file.id, file.merchant_id, key_hashes)
    if perceptual_hash is not None:
        found += files.near_hashes(conn, perceptual_hash, file.merchant_id, file.id)
    strongest: dict[str, DuplicateMatch] = {}
    for match in found:
        strongest.setdefault(match.file_id, match)
    return tuple(strongest.values())
