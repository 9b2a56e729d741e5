"""What one file may cost the reader. The numbers come from settings; the defaults serve tests and one-off reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Caps on one file, checked before the work they bound."""

    first_page: int = 0  # 0-based; with `eager_pages` it names a range to be read on demand
    eager_pages: int = 5  # pages read at once
    max_pages: int = 200  # pages a file may have at all
    max_pixels: int = 60_000_000  # pixels of one picture or rendered page
    max_unpacked_bytes: int = 100_000_000  # of one OFD container
    max_members: int = 2_000  # files inside one OFD container

    def chosen(self, page_count: int) -> range:
        """The pages of a file with so many that are read now; empty when the range begins behind the last one."""
        return range(min(self.first_page, page_count), min(self.first_page + self.eager_pages, page_count))
