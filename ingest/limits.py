"""What the door lets in: the part of the settings that ingest needs, by shape, so that no room below knows settings."""

from dataclasses import dataclass
from typing import Protocol


class UploadLimits(Protocol):
    """Anything with these numbers will do; `uplift.settings.Settings` has them all and says why each is what it is."""

    @property
    def max_upload_bytes(self) -> int:
        """Bytes of one file, and of one zip before unpacking."""

    @property
    def max_files_per_request(self) -> int:
        """Members of one zip."""

    @property
    def max_archive_bytes(self) -> int:
        """Unpacked bytes of one zip."""

    @property
    def max_pixels(self) -> int:
        """Pixels of one image."""

    @property
    def max_pages(self) -> int:
        """Pages of one TIFF; of a PDF they are counted in the reader child, which may parse it."""

    @property
    def max_files_per_merchant_day(self) -> int:
        """Files of one merchant in 24 hours."""

    @property
    def max_bytes_per_merchant(self) -> int:
        """Stored bytes of one merchant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedLimits:
    """Limits as a value, for callers without settings."""

    max_upload_bytes: int = 20_000_000
    max_files_per_request: int = 30
    max_archive_bytes: int = 200_000_000
    max_pixels: int = 60_000_000
    max_pages: int = 200
    max_files_per_merchant_day: int = 300
    max_bytes_per_merchant: int = 2_000_000_000
