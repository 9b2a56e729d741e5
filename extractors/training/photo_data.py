"""Real photos and auxiliary pictures as arrays, with the source of each: validation holds out whole sources."""

import csv
import io
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from extractors.photo_model import CLASSES, square

SIDE = 128  # px, stored a little above the network's input so that crops keep detail
Pixels = npt.NDArray[np.uint8]  # (count, SIDE, SIDE, 3), RGB

# Auxiliary folders whose content is plainly one of our classes. The rest of caltech101 and pacs_photo is "other",
# except what could honestly be farm life or a vehicle; scene15 folders not named here are left out as doubtful.
AUXILIARY_CLASSES = {
    "caltech101/car_side": "van_or_car",
    "scene15/store": "shelf_goods",
    **{f"scene15/{name}": "other" for name in ("street", "highway", "tallbuilding", "insidecity", "coast", "forest")},
    **{f"scene15/{name}": "other" for name in ("bedroom", "kitchen", "livingRoom", "office", "suburb", "mountain")},
}
AUXILIARY_REPOSITORIES = {  # where the auxiliary archives come from; the photos hold pictures of the same sources
    "caltech101": "MachineLearning2020/Homework2-Caltech101",
    "grocery": "marcusklasson/GroceryStoreDataset",
    "pacs_photo": "MachineLearning2020/Homework3-PACS",
    "scene15": "jaaumeadrover/Landscape-Image-Classification",
}
AUXILIARY_DOUBTFUL = {"pacs_photo/horse", "caltech101/llama", "caltech101/BACKGROUND_Google"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Pictures of equal size with a label and a source each."""

    pixels: Pixels
    labels: tuple[str, ...]  # class names; for auxiliary pictures "archive/folder"
    sources: tuple[str, ...]  # repository

    def __len__(self) -> int:
        """Number of pictures."""
        return len(self.labels)

    def take(self, keep: Sequence[int]) -> "Pictures":
        """The pictures at these positions."""
        return Pictures(
            pixels=self.pixels[list(keep)],
            labels=tuple(self.labels[i] for i in keep),
            sources=tuple(self.sources[i] for i in keep),
        )


def join(parts: Sequence[Pictures]) -> Pictures:
    """All parts, one after the other."""
    return Pictures(
        pixels=np.concatenate([part.pixels for part in parts]),
        labels=tuple(label for part in parts for label in part.labels),
        sources=tuple(source for part in parts for source in part.sources),
    )


def load_photos(data: Path, cache: Path) -> Pictures:
    """The real photos of `data`/photos, by the manifest's order. `cache` keeps decoded pixels between runs."""
    with (data / "MANIFEST.csv").open(encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["file"].startswith("photos/")]
    pixels = _cached(cache / "photos.npy", (str(data / row["file"]) for row in rows))
    return Pictures(
        pixels=pixels, labels=tuple(r["class"] for r in rows), sources=tuple(r["source_repo"] for r in rows)
    )


def load_auxiliary(data: Path, cache: Path) -> Pictures:
    """The auxiliary pictures of `data`/pretrain, labelled "archive/folder"."""
    archives = sorted((data / "pretrain").glob("*.tar"))
    members = [(archive, name) for archive in archives for name in _pictures_in(archive)]
    pixels = _cached(cache / "auxiliary.npy", _opened(archives))
    return Pictures(
        pixels=pixels,
        labels=tuple(f"{archive.stem}/{Path(name).parent.name}" for archive, name in members),
        sources=tuple(AUXILIARY_REPOSITORIES[archive.stem] for archive, _ in members),
    )


def auxiliary_as_photos(auxiliary: Pictures) -> Pictures:
    """Auxiliary pictures that plainly belong to one of our classes, relabelled; most are "other"."""
    keep = [i for i, label in enumerate(auxiliary.labels) if _auxiliary_class(label) is not None]
    kept = auxiliary.take(keep)
    labels = tuple(str(_auxiliary_class(label)) for label in kept.labels)
    return Pictures(pixels=kept.pixels, labels=labels, sources=kept.sources)


def assign_folds(photos: Pictures, count: int) -> npt.NDArray[np.int64]:
    """Give every photo a fold so that a source never stands in two.

    Sources go, largest first, to the fold that holds least of their classes. A class with a single source would
    vanish from training or from testing, so those files are dealt out in turn; `single_source_classes` names them.
    """
    folds = np.full(len(photos), -1, dtype=np.int64)
    held: list[Counter[str]] = [Counter() for _ in range(count)]
    single = single_source_classes(photos)
    for positions in _by_size(photos):
        free = [i for i in positions if photos.labels[i] not in single]
        amounts = Counter(photos.labels[i] for i in free)
        best = min(range(count), key=lambda fold: (_crowding(held[fold], amounts), fold))
        held[best].update(amounts)
        folds[free] = best
        for turn, i in enumerate(p for p in positions if photos.labels[p] in single):
            folds[i] = turn % count
    return folds


def _crowding(held: Counter[str], amounts: Counter[str]) -> float:
    same_class = sum(held[label] * amount for label, amount in amounts.items())
    return same_class + 0.3 * held.total() * amounts.total()  # 0.3: two giants of different classes part as well


def single_source_classes(photos: Pictures) -> frozenset[str]:
    """Classes all of whose photos come from one source: no figure of them is from an unseen source."""
    sources = defaultdict(set)
    for label, source in zip(photos.labels, photos.sources, strict=True):
        sources[label].add(source)
    return frozenset(label for label, names in sources.items() if len(names) == 1)


def targets(pictures: Pictures) -> npt.NDArray[np.int64]:
    """Position of each label in `CLASSES`."""
    return np.array([CLASSES.index(label) for label in pictures.labels], dtype=np.int64)


def _by_size(photos: Pictures) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for i, source in enumerate(photos.sources):
        groups[source].append(i)
    return [groups[source] for source in sorted(groups, key=lambda name: (-len(groups[name]), name))]


def _auxiliary_class(label: str) -> str | None:
    if label in AUXILIARY_CLASSES:
        return AUXILIARY_CLASSES[label]
    archive = label.split("/")[0]
    if label in AUXILIARY_DOUBTFUL or archive == "scene15":
        return None
    return "shelf_goods" if archive == "grocery" else "other"


def _cached(path: Path, pictures: Iterable[str | io.BytesIO]) -> Pixels:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, np.stack([_decode(picture) for picture in pictures]))
    pixels: Pixels = np.load(path)
    return pixels


def _decode(picture: str | io.BytesIO) -> Pixels:
    with Image.open(picture) as image:
        return square(np.asarray(image.convert("RGB")), SIDE)


def _pictures_in(archive: Path) -> list[str]:
    with tarfile.open(archive) as tar:
        return [member.name for member in tar.getmembers() if member.isfile()]


def _opened(archives: Sequence[Path]) -> Iterator[io.BytesIO]:
    for archive in archives:
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                stream = tar.extractfile(member)
                if member.isfile() and stream is not None:
                    yield io.BytesIO(stream.read())
