"""Papers that are forms: every field stands near its label, so a kind is a table of fields and their parsers.

The labels of each field are data (`labels/<name>.yaml`, with `stop` for the labels that end a value); what a value may
look like is the parser's business.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from extractors.blocks import block_after
from extractors.extractor import Extract, SecondOpinion
from extractors.find import Parser, first_anywhere, value_after
from extractors.labels import Labels, load_labels
from extractors.page import Document
from extractors.second_reading import reread_codes
from uplift.types import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How one field of a form is found."""

    parse: Parser
    block: bool = False  # its value may run over several lines; the parser must then give text
    alone: float = 0.0  # certainty (0-1) when only the value's own form tells it; 0 = never taken without a label
    strictly: Parser | None = None  # what takes it without a label, where `parse` would take too much


FormFields = Mapping[str, Entry | Parser]


def read_form(
    document: Document, second_opinion: SecondOpinion | None, *, labels: str, fields: FormFields
) -> tuple[Field, ...]:
    """Every field of the form that was found, in the form's own order; codes that fail their check are read again."""
    return reread_codes(document, tuple(form_fields(document, load_labels(labels), fields)), second_opinion)


def form_fields(document: Document, labels: Labels, fields: FormFields) -> Iterator[Field]:
    """The fields as found; for kinds that add more of their own."""
    for name, given in fields.items():
        entry = given if isinstance(given, Entry) else Entry(parse=given)
        found = _found(document, name, entry, labels)
        if found is not None:
            yield found


def form(labels: str, fields: FormFields) -> Extract:
    """The `extract` of a kind that is nothing but a form."""
    return partial(read_form, labels=labels, fields=fields)


def _found(document: Document, name: str, entry: Entry, labels: Labels) -> Field | None:
    stops = labels.get("stop", ())
    if entry.block:
        others = tuple(synonym for key, synonyms in labels.items() if key != "stop" for synonym in synonyms)
        near = block_after(document, name, labels[name], stops, entry.parse, others)
    else:
        near = value_after(document, name, labels[name], entry.parse, stops)
    if near is None and entry.alone:
        return first_anywhere(document, name, entry.strictly or entry.parse, certainty=entry.alone)
    return near
