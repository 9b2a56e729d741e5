"""What a document is, from its words, where they stand, and for pictures from the photo network.

Each kind's words carry weights (`labels/classify/<kind>.yaml`). A kind whose score stays under the threshold, or whose
claim is contested too closely, gives `unknown`: nothing is forced into a kind.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from extractors.page import Document, Page
from uplift.types import EvidenceKind, TextSource

TITLE_PART = 0.45  # upper share of the first page in which a title is looked for
TITLE_LINES = 12  # titles of text without a place (data, screenshots) are among the first lines
PAPER_THRESHOLD = 0.65  # score from which a paper's kind is accepted
PHOTO_THRESHOLD = 0.55  # probability from which a photo's kind is accepted; the model card's figures are for it
NARROW = 1.75  # height over width; A4 has 1.41, till rolls 2 and more
TIE = 0.03  # two claims closer than this decide nothing
PAPER_CHARACTERS = 120  # characters on a picture at which text and network weigh the same
DATA_SCORE = 0.99  # of an invoice whose structured data were read
WORDS_BESIDE_DATA = 0.9  # the most that words can claim against structured data
WORDS_ALONE = 0.9  # weight of overwhelming words on a picture that does not look like paper
SURE = 0.95  # claims this strong are never tied: the one with more words wins

Scores = Mapping[EvidenceKind, float]
VOCABULARIES = Path(__file__).parent / "labels" / "classify"  # one file a kind; its README tells the form


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The weighted patterns of one kind."""

    title: tuple[tuple[re.Pattern[str], float], ...]
    words: tuple[tuple[re.Pattern[str], float], ...]
    narrow: float  # weight of a page as narrow as a till roll


def classify(document: Document) -> Scores:
    """Score of every kind that has any claim, 0-1. `unknown` is what the best claim leaves."""
    scores = {**_photo_scores(document), **_paper_scores(document)}
    if document.data_source in {TextSource.XML, TextSource.OFD} and "invoice_number" in document.data:
        scores = {kind: min(score, WORDS_BESIDE_DATA) for kind, score in scores.items()}
        scores[EvidenceKind.VAT_INVOICE] = DATA_SCORE
    scores = {kind: round(score, 6) for kind, score in scores.items() if score > 0}
    scores[EvidenceKind.UNKNOWN] = round(1 - max(scores.values(), default=0.0), 6)
    return scores


def choose_kind(scores: Scores) -> tuple[EvidenceKind, float]:
    """The kind with the highest score and its score, or `unknown` under the threshold or in a tie.

    A tie between two photo kinds or two papers is `unknown`, unless the words are overwhelming for both: then the one
    with more of them wins. Between a photo and a paper the paper wins, because words are harder to see by mistake
    than shapes.
    """
    claims = sorted(
        ((score, kind) for kind, score in scores.items() if kind is not EvidenceKind.UNKNOWN),
        key=lambda claim: (-claim[0], is_photo(claim[1]), claim[1].value),
    )
    if not claims:
        return EvidenceKind.UNKNOWN, 1.0
    best, kind = claims[0]
    if best < (PHOTO_THRESHOLD if is_photo(kind) else PAPER_THRESHOLD):
        return EvidenceKind.UNKNOWN, round(1 - best, 6)
    if len(claims) > 1 and _tied(claims[0], claims[1]):
        if is_photo(kind) == is_photo(claims[1][1]):
            return EvidenceKind.UNKNOWN, round(1 - best / 2, 6)
        best, kind = min(claims[:2], key=lambda claim: is_photo(claim[1]))
    return kind, best


def is_photo(kind: EvidenceKind) -> bool:
    """True for the photo kinds."""
    return kind.value.endswith("_photo")


def _tied(first: tuple[float, EvidenceKind], second: tuple[float, EvidenceKind]) -> bool:
    return first[0] - second[0] < TIE and first[0] < SURE


def _paper_scores(document: Document) -> dict[EvidenceKind, float]:
    title, body = _normalised(_title_text(document)), _normalised(document.text)
    share = 1.0 if document.photo is None else _paper_share(document)
    narrow = bool(document.pages) and document.pages[0].height > NARROW * document.pages[0].width
    scores = {kind: _score(vocabulary, title, body, narrow) for kind, vocabulary in load_vocabularies().items()}
    # A title and the words that belong to it are a paper, whatever the network takes the picture for.
    return {kind: score * (max(share, WORDS_ALONE) if score >= SURE else share) for kind, score in scores.items()}


def _photo_scores(document: Document) -> dict[EvidenceKind, float]:
    """Photo kinds that the network thinks likelier than "none of them"; the others have no claim."""
    if document.photo is None:
        return {}
    weight = 1 - _paper_share(document)
    kinds = document.photo.kinds.items()
    return {kind: weight * probability for kind, probability in kinds if probability > document.photo.other}


def _paper_share(document: Document) -> float:
    """How far a picture is to be taken for a paper: the network's word for it and the amount of text, together."""
    assert document.photo is not None
    text = sum(len(line.text) for page in document.pages for line in page.lines if line.confidence >= 0.8)
    by_text = text / (text + PAPER_CHARACTERS)
    seen = document.photo.document
    return max(min(1.0, by_text + seen / 2), 0.95 if by_text > 0.75 else 0.0) if text else seen * 0.2


def _score(vocabulary: Vocabulary, title: str, body: str, narrow: bool) -> float:
    total = sum(weight for pattern, weight in vocabulary.title if pattern.search(title))
    total += sum(weight for pattern, weight in vocabulary.words if pattern.search(body))
    total += vocabulary.narrow if narrow and total > 0 else 0.0
    return 1 - math.exp(-total) if total > 0 else 0.0


def _title_text(document: Document) -> str:
    if not document.pages:
        return ""
    page = document.pages[0]
    upper = [line.text for line in page.lines if line.box.top <= TITLE_PART * page.height]
    return "\n".join(upper or _first_lines(page))


def _first_lines(page: Page) -> list[str]:
    return [line.text for line in page.lines[:TITLE_LINES]]


def _normalised(text: str) -> str:
    """Chinese without the spaces that spread it; Latin words one space apart. Each line stays a line."""
    joined = re.sub(r"(?<=[\u3000-\u9fff（）：])[ \t\u3000]+(?=[\u3000-\u9fff（）：])", "", text)
    return re.sub(r"[ \t\u3000]+", " ", joined)


@cache
def load_vocabularies() -> Mapping[EvidenceKind, Vocabulary]:
    """Weighted patterns of every kind, read once per process."""
    return {EvidenceKind(path.stem): _vocabulary(_entry(path)) for path in sorted(VOCABULARIES.glob("*.yaml"))}


def _entry(path: Path) -> dict[str, dict[str, float]]:
    parsed: dict[str, dict[str, float]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return parsed


def _vocabulary(entry: dict[str, dict[str, float]]) -> Vocabulary:
    return Vocabulary(
        title=_patterns(entry.get("title", {})),
        words=_patterns({**entry.get("words", {}), **entry.get("not", {})}),
        narrow=sum(entry.get("layout", {}).values()),
    )


def _patterns(weights: dict[str, float]) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((_pattern(text), float(weight)) for text, weight in weights.items())


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text[3:] if text.startswith("re:") else re.escape(text))
