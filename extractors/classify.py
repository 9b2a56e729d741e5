"""What a document is, from its words, where they stand, and for pictures from the photo network.

Each kind's words carry weights (`labels/classify/<kind>.yaml`). A title counts by how it stands (`titles.py`): alone or
large it names the paper, in a sentence it only mentions one. What names a paper that is no kind at all, a quotation or
a payslip, speaks against every kind (`labels/classify/unknown.yaml`). A kind whose score stays under the threshold
gives `unknown`: nothing is forced into a kind.

Two papers that claim a file closely are an error to resolve, not a silent maximum (`resolved`): the one whose title
stands on the page wins over one that has only words; else the one with more evidence that the other does not know; and
when that decides nothing either, both keep their claims and `choose_kind` answers `unknown`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml

from extractors.invoice_qr import invoice_qr
from extractors.page import Document
from extractors.titles import Heading, headings, is_prose, joined
from uplift.types import EvidenceKind, TextSource

PAPER_THRESHOLD = 0.65  # score from which a paper's kind is accepted
PHOTO_THRESHOLD = 0.55  # probability from which a photo's kind is accepted; the model card's figures are for it
NARROW = 1.75  # height over width; A4 has 1.41, till rolls 2 and more
TIE = 0.03  # two claims closer than this decide nothing
PAPER_CHARACTERS = 120  # characters on a picture at which text and network weigh the same
QR_SCORE = 0.96  # of a paper that carries the QR code of a Chinese invoice
DATA_SCORE = 0.99  # of an invoice whose structured data were read
WORDS_BESIDE_DATA = 0.9  # the most that words can claim against structured data
WORDS_ALONE = 0.9  # weight of overwhelming words on a picture that does not look like paper
LEGIBLE = 0.8  # confidence from which a line's letters count
SURE = 0.95  # claims of words this strong stand whatever the photo network takes the picture for
TEXT_FILLS = 0.33  # share of a picture under text from which it is no photo of a thing; signs on real fronts: 0.11
CLOSE = 0.4  # two totals of evidence nearer than this are told apart by what only one of them has
NAMED = 1.2  # two totals nearer than this are told apart by which paper names itself
IN_PROSE = 0.4  # of a label's weight when only a sentence speaks of it
STANDING = 1.4  # evidence of titles from which a paper names itself
BEHIND = 0.1  # least distance of a resolved rival's score

Scores = Mapping[EvidenceKind, float]
VOCABULARIES = Path(__file__).parent / "labels" / "classify"  # one file a kind; its README tells the form


Patterns: TypeAlias = tuple[tuple[re.Pattern[str], float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The weighted patterns of one kind."""

    title: Patterns
    words: Patterns
    narrow: float  # weight of a page as narrow as a till roll


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for one kind: weights, not shares."""

    title: float
    words: Mapping[str, float]  # pattern → weight of those found, negative ones too
    narrow: float = 0.0

    @property
    def total(self) -> float:
        """All of it."""
        return self.title + sum(self.words.values()) + self.narrow


def classify(document: Document) -> Scores:
    """Score of every kind that has any claim, 0-1. `unknown` is what the best claim leaves."""
    scores = {**_photo_scores(document), **_paper_scores(document)}
    if document.data_source in {TextSource.XML, TextSource.OFD} and "invoice_number" in document.data:
        scores = {kind: min(score, WORDS_BESIDE_DATA) for kind, score in scores.items()}
        scores[EvidenceKind.VAT_INVOICE] = DATA_SCORE
    elif invoice_qr(document) is not None:
        scores[EvidenceKind.VAT_INVOICE] = max(scores.get(EvidenceKind.VAT_INVOICE, 0.0), QR_SCORE)
    scores = {kind: round(score, 6) for kind, score in scores.items() if score > 0}
    scores[EvidenceKind.UNKNOWN] = round(1 - max(scores.values(), default=0.0), 6)
    return scores


def choose_kind(scores: Scores) -> tuple[EvidenceKind, float]:
    """The kind with the highest score and its score, or `unknown` under the threshold or in a tie.

    A tie between two photo kinds or two papers is `unknown`: what tells two papers apart was weighed before. Between
    a photo and a paper the paper wins, because words are harder to see by mistake than shapes.
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
    return first[0] - second[0] < TIE


def _paper_scores(document: Document) -> dict[EvidenceKind, float]:
    share = 1.0 if document.photo is None else _paper_share(document)
    scores = resolved(evidence(document))
    # A title and the words that belong to it are a paper, whatever the network takes the picture for.
    return {kind: score * (max(share, WORDS_ALONE) if score >= SURE else share) for kind, score in scores.items()}


def evidence(document: Document) -> dict[EvidenceKind, Evidence]:
    """What speaks for each paper kind; `unknown` holds what names papers that are no kind."""
    titles, body = headings(document), joined(document.text)
    labels = "\n".join(line for line in body.split("\n") if not is_prose(line))
    narrow = bool(document.pages) and document.pages[0].height > NARROW * document.pages[0].width
    main = [heading for heading in titles if heading.main]
    found = {}
    for kind, vocabulary in load_vocabularies().items():
        title = _title(vocabulary.title, main if kind is EvidenceKind.UNKNOWN else titles)
        words = _words(vocabulary.words, body, body if is_contract(kind) else labels)
        shape = vocabulary.narrow if narrow and title + sum(words.values()) > 0 else 0.0
        found[kind] = Evidence(title=title, words=words, narrow=shape)
    return found


def is_contract(kind: EvidenceKind) -> bool:
    """True for the kinds written in sentences; all others are forms, whose words are labels."""
    return kind.value.endswith("_contract")


def _title(patterns: Patterns, titles: Sequence[Heading]) -> float:
    return sum(
        weight * max((heading.standing(pattern) for heading in titles), default=0.0) for pattern, weight in patterns
    )


def _words(patterns: Patterns, body: str, labels: str) -> dict[str, float]:
    """Weights of the patterns found: whole among labels, less where only a sentence speaks of them."""
    return {
        pattern.pattern: weight if weight < 0 or pattern.search(labels) else weight * IN_PROSE
        for pattern, weight in patterns
        if pattern.search(body)
    }


def resolved(found: Mapping[EvidenceKind, Evidence]) -> dict[EvidenceKind, float]:
    """Scores in which the winner of two close claims stands clear, and a claim that nothing decides stays tied."""
    against = found[EvidenceKind.UNKNOWN].total if EvidenceKind.UNKNOWN in found else 0.0
    totals: dict[EvidenceKind, float] = {
        kind: one.total - against for kind, one in found.items() if kind is not EvidenceKind.UNKNOWN
    }
    scores: dict[EvidenceKind, float] = {kind: 1 - math.exp(-total) for kind, total in totals.items() if total > 0}
    ranked = sorted(scores, key=lambda kind: (-totals[kind], kind.value))
    if len(ranked) < 2 or scores[ranked[0]] < PAPER_THRESHOLD:
        return scores
    winner = ranked[0]
    for rival in ranked[1:]:
        apart = _told_apart(found[winner], found[rival])
        if apart == 0:
            return scores | dict.fromkeys((winner, rival), scores[ranked[0]])
        winner = winner if apart > 0 else rival
    best = scores[ranked[0]]
    return {kind: best if kind is winner else min(score, best - BEHIND) for kind, score in scores.items()}


def _told_apart(first: Evidence, second: Evidence) -> int:
    """1 for the first, -1 for the second, 0 when neither a standing title nor words of its own tell."""
    ahead = first.total - second.total
    named = (first.title >= STANDING) - (second.title >= STANDING)
    if named and abs(ahead) < NAMED:
        return named
    if abs(ahead) >= CLOSE:
        return 1 if ahead > 0 else -1
    shared = first.words.keys() & second.words.keys()
    own, others = (one.total - sum(one.words[word] for word in shared) for one in (first, second))
    return 0 if abs(own - others) < CLOSE / 2 else 1 if own > others else -1


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
    text = sum(len(line.text) for page in document.pages for line in page.lines if line.confidence >= LEGIBLE)
    by_text = text / (text + PAPER_CHARACTERS)
    seen = document.photo.document
    if _text_share(document) >= TEXT_FILLS:
        return 1.0
    return max(min(1.0, by_text + seen / 2), 0.95 if by_text > 0.75 else 0.0) if text else seen * 0.2


def _text_share(document: Document) -> float:
    """Share of the first picture that lies under legible lines."""
    page = document.pages[0]
    sides = [line.box for line in page.lines if line.confidence >= LEGIBLE]
    covered = sum((box.right - box.left) * (box.bottom - box.top) for box in sides)
    return covered / max(page.width * page.height, 1)


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


def _patterns(weights: dict[str, float]) -> Patterns:
    return tuple((_pattern(text), float(weight)) for text, weight in weights.items())


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text[3:] if text.startswith("re:") else re.escape(text))
