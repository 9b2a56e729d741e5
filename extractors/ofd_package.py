"""The container of an OFD file: a zip opened with caps, its members found by the paths the format uses."""

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element

from extractors.einvoice_xml import local_name, parse_xml
from extractors.limits import ReadLimits
from uplift.errors import UnreadableFile

ZIP_ERRORS = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
              RuntimeError, KeyError)  # fmt: skip


class OfdPackage:
    """Members by absolute path inside the container. Nothing is ever written to disk."""

    def __init__(self, data: bytes, limits: ReadLimits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_ERRORS as error:
            raise _damaged() from error
        self._names = {_clean(info.filename): info for info in self._zip.infolist()}
        self._check(limits)

    def read(self, path: str) -> bytes | None:
        """Bytes of one member; None when it is not there.

        Raises:
            UnreadableFile: a damaged member.
        """
        info = self._names.get(_clean(path))
        if info is None:
            return None
        try:
            return self._zip.read(info)
        except ZIP_ERRORS as error:
            raise _damaged() from error

    def xml(self, path: str) -> Element | None:
        """Parsed member; None when it is not there."""
        data = self.read(path)
        return None if data is None else parse_xml(data)

    def _check(self, limits: ReadLimits) -> None:
        infos = list(self._names.values())
        unpacked = sum(info.file_size for info in infos)
        if len(infos) > limits.max_members or unpacked > limits.max_unpacked_bytes:
            raise UnreadableFile(
                f"The OFD file unpacks to {len(infos)} parts and {unpacked:,} bytes, more than any document needs. "
                "Please download the original again and upload it unchanged."
            )


def resolve(base: str, path: str) -> str:
    """A path as the format writes it: absolute from the container's root, or relative to the file that names it."""
    return _clean(path) if path.startswith("/") else _clean(posixpath.join(posixpath.dirname(base), path))


def child_text(element: Element | None, name: str) -> str:
    """Text of the first descendant called `name`, stripped; empty when there is none."""
    found = None if element is None else first(element, name)
    return "" if found is None else (found.text or "").strip()


def first(element: Element, name: str) -> Element | None:
    """The first descendant with that local name."""
    return next(iter(every(element, name)), None)


def every(element: Element, name: str) -> list[Element]:
    """All descendants with that local name, in document order."""
    return [child for child in element.iter() if local_name(child) == name]


def _clean(path: str) -> str:
    """Normalised, without a leading slash; parts that climb out of the container are dropped."""
    parts = [part for part in posixpath.normpath(path.replace("\\", "/")).split("/") if part not in {"", ".", ".."}]
    return "/".join(parts)


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "The OFD file is damaged or cut off and cannot be opened. Please download the original again and upload it."
    )
