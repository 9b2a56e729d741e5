"""What one file may cost the reader. The numbers come from settings; the defaults serve tests and one-off reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Caps on one file, checked before the work they bound."""

    eager_pages: int = 5  # pages read at once
    max_pages: int = 200  # pages a file may have at all
    max_pixels: int = 60_000_000  # pixels of one picture or rendered page
    max_unpacked_bytes: int = 100_000_000  # of one OFD container
    max_members: int = 2_000  # files inside one OFD container
