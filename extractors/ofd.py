"""OFD (GB/T 33190): structured invoice data, the values as rendered on the page, and pages of placed text.

An invoice keeps each value three times: in the metadata, in the attached XML and in the text on the page. All copies
are handed on, so that a check can see whether they agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from extractors.einvoice_xml import HEADER, Rows, is_einvoice, local_name, read_einvoice, row_elements
from extractors.limits import ReadLimits
from extractors.ofd_objects import OfdImage, OfdText, Path, page_objects
from extractors.ofd_package import OfdPackage, child_text, every, first, resolve
from uplift.errors import UnreadableFile

CUSTOM_DATA = {
    "发票代码": "invoice_code",
    "发票号码": "invoice_number",
    "开票日期": "issue_date",
    "校验码": "check_code",
    "合计金额": "net_amount",
    "合计税额": "tax_amount",
    "价税合计": "total_amount",
    "购买方名称": "buyer_name",
    "购买方纳税人识别号": "buyer_id",
    "销售方名称": "seller_name",
    "销售方纳税人识别号": "seller_id",
}
LOCAL_TO_NAME = {local: name for name, candidates in HEADER.items() for local in candidates}
A4_MM = (210.0, 297.0)
MAX_SIDE_MM = 2000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfdPage:
    """One page in millimetres: its size and everything drawn on it."""

    width: float
    height: float
    texts: tuple[OfdText, ...]
    images: tuple[OfdImage, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ofd:
    """What one OFD file holds."""

    page_count: int
    pages: tuple[OfdPage, ...]
    data: Mapping[str, str]
    rows: Rows
    page_data: Mapping[str, str]
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where the parts of the document body lie."""

    root_path: str
    document: Element
    body: Element
    page_paths: tuple[str, ...]
    page_ids: tuple[str, ...]


def read_ofd(data: bytes, limits: ReadLimits) -> Ofd:
    """Read the first document body.

    Raises:
        UnreadableFile: damaged, hostile, without pages, or with more pages or parts than allowed.
    """
    package = OfdPackage(data, limits)
    layout = _layout(package, limits)
    pages = [_page(package, layout, layout.page_paths[index]) for index in limits.chosen(len(layout.page_paths))]
    attached, rows = _attached_invoice(package, layout)
    custom = _custom_data(layout.body)
    metadata = _metadata(layout.body) | {f"ofd_{name}": value for name, value in custom.items()}
    return Ofd(
        page_count=len(layout.page_paths),
        pages=tuple(pages),
        data={**custom, **attached},
        rows=rows,
        page_data=_page_data(package, layout, pages, limits.first_page),
        metadata=metadata,
    )


def _layout(package: OfdPackage, limits: ReadLimits) -> _Layout:
    root = package.xml("OFD.xml")
    body = None if root is None else first(root, "DocBody")
    root_path = resolve("OFD.xml", child_text(body, "DocRoot"))
    document = package.xml(root_path) if root_path else None
    if body is None or document is None:
        raise UnreadableFile("The OFD file has no document inside. Please download the original again and upload it.")
    pages = [page for group in every(document, "Pages") for page in every(group, "Page")]
    if not pages:
        raise UnreadableFile("The OFD file has no pages. Please download the original again and upload it.")
    if len(pages) > limits.max_pages:
        raise UnreadableFile(f"The OFD file has {len(pages)} pages; at most {limits.max_pages} are accepted. "
                             "Please upload only the pages that matter.")  # fmt: skip
    return _Layout(
        root_path=root_path,
        document=document,
        body=body,
        page_paths=tuple(resolve(root_path, page.get("BaseLoc", "")) for page in pages),
        page_ids=tuple(page.get("ID", "") for page in pages),
    )


def _page(package: OfdPackage, layout: _Layout, path: str) -> OfdPage:
    content = package.xml(path)
    if content is None:
        raise UnreadableFile("A page of the OFD file is missing. Please download the original again and upload it.")
    sheets = [*_templates(package, layout, content), content]
    objects = [page_objects(sheet) for sheet in sheets]
    width, height = _size(content, layout.document)
    media = _media(package, layout)
    return OfdPage(
        width=width,
        height=height,
        texts=tuple(text for found in objects for text in found.texts),
        images=tuple(image.with_data(media.get(image.resource, b"")) for found in objects for image in found.images),
        paths=tuple(path for found in objects for path in found.paths),
    )


def _templates(package: OfdPackage, layout: _Layout, content: Element) -> list[Element]:
    paths = {template.get("ID"): template.get("BaseLoc", "") for template in every(layout.document, "TemplatePage")}
    wanted = [paths.get(template.get("TemplateID")) for template in every(content, "Template")]
    found = [package.xml(resolve(layout.root_path, path)) for path in wanted if path]
    return [sheet for sheet in found if sheet is not None]


def _size(content: Element, document: Element) -> tuple[float, float]:
    """Width and height in millimetres: the page's own, else the document's, else A4."""
    for element in (content, document):
        numbers = child_text(element, "PhysicalBox").split()
        try:
            width, height = float(numbers[2]), float(numbers[3])
        except (ValueError, IndexError):
            continue
        if 0 < width <= MAX_SIDE_MM and 0 < height <= MAX_SIDE_MM:
            return width, height
    return A4_MM


def _media(package: OfdPackage, layout: _Layout) -> dict[str, bytes]:
    """Pictures by resource ID."""
    found: dict[str, bytes] = {}
    for name in ("DocumentRes", "PublicRes"):
        path = child_text(layout.document, name)
        resources = package.xml(resolve(layout.root_path, path)) if path else None
        if resources is None:
            continue
        base = resolve(resolve(layout.root_path, path), resources.get("BaseLoc", "") + "/")
        for media in every(resources, "MultiMedia"):
            found[media.get("ID", "")] = package.read(f"{base}/{child_text(media, 'MediaFile')}") or b""
    return found


def _attached_invoice(package: OfdPackage, layout: _Layout) -> tuple[dict[str, str], Rows]:
    path = resolve(layout.root_path, child_text(layout.document, "Attachments"))
    listing = package.xml(path) if path else None
    for attachment in [] if listing is None else every(listing, "FileLoc"):
        location = (attachment.text or "").strip()
        root = package.xml(resolve(path, location)) if location.lower().endswith(".xml") else None
        if root is not None and is_einvoice(root):
            return read_einvoice(root)
    return {}, ()


def _custom_data(body: Element) -> dict[str, str]:
    pairs = ((data.get("Name", "").strip(), (data.text or "").strip()) for data in every(body, "CustomData"))
    return {CUSTOM_DATA[name]: value for name, value in pairs if name in CUSTOM_DATA and value}


def _metadata(body: Element) -> dict[str, str]:
    signed = "yes" if child_text(body, "Signatures") else "no"
    found = {
        "creator": child_text(body, "Creator"),
        "author": child_text(body, "Author"),
        "creation_date": child_text(body, "CreationDate"),
        "modification_date": child_text(body, "ModDate"),
        "ofd_signed": signed,
    }
    return {name: value for name, value in found.items() if value}


def _page_data(package: OfdPackage, layout: _Layout, pages: list[OfdPage], begin: int) -> dict[str, str]:
    """Values as rendered: each tag names the objects on the page whose text it is."""
    path = resolve(layout.root_path, child_text(layout.document, "CustomTags"))
    listing = package.xml(path) if path else None
    texts = {
        (page_id, text.object_id): text.text
        for page_id, page in zip(layout.page_ids[begin:], pages, strict=False)
        for text in page.texts
    }
    found: dict[str, str] = {}
    for location in [] if listing is None else every(listing, "FileLoc"):
        root = package.xml(resolve(path, (location.text or "").strip()))
        if root is not None:
            found |= _tagged(root, texts)
    return found


def _tagged(root: Element, texts: Mapping[tuple[str, str], str]) -> dict[str, str]:
    inside_rows = {id(child) for row in row_elements(root) for child in row.iter()}
    found: dict[str, str] = {}
    for element in root.iter():
        name = LOCAL_TO_NAME.get(local_name(element))
        if name is None or id(element) in inside_rows:
            continue
        parts = [
            texts.get((reference.get("PageRef", ""), (reference.text or "").strip()), "")
            for reference in every(element, "ObjectRef")
        ]
        if any(parts):
            found.setdefault(name, "".join(parts).strip())
    return found
