"""RapidOCR (PP-OCRv6 small, carried by its wheel) on OpenVINO or ONNX Runtime, one thread.

The only file that imports it.
"""

import math
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from rapidocr import EngineType, RapidOCR

from extractors.ocr.engine import OcrEngine, OcrLine
from extractors.ocr.quads import TALL, Quadrangles, counted, crop, sides, turned, turned_quads
from extractors.page import Raster

Runtime: TypeAlias = Literal["openvino", "onnxruntime"]
Reading: TypeAlias = dict[int, tuple[str, float]]  # index of a box -> its text and confidence
DETECTOR_SIDE = 960  # pixels of the long side the detector sees; larger costs more and rarely finds more
TINY_TEXT = 9.0  # pixels of line height at the detector's scale, below which lines merge and get lost
TINY_LETTERS = 16.0  # pixels of box height, letters of 10 pixels; pages of such print had 4.2 % wrong characters as
# they are and 3.1 % when enlarged
STRIP = 3.0  # higher than this many widths: looked through in pieces, or the print would be shrunk away
PIECE, OVERLAP = 2.0, 0.15  # height of a piece in widths of the strip; share of it that the next piece sees again
LARGE_SIDE = 1632  # the detector's side for pages in tiny print
MANY_LINES = 30  # fewer lines are a photo's signs, and those are never tiny print
TURNED_LINES = 4  # fewer lines say nothing about how the page lies
SIDEWAYS_SHARE = 0.5  # of the lines, those taller than wide on a page that lies on its side
SAMPLE_LINES = 5  # read first, to learn which way is up
SAMPLE_ASPECT = 6.0  # width to height of the lines read first
UPRIGHT_CONFIDENCE = 0.85  # mean over the sample above which nobody doubts that the page is upright
MAX_LINES = 900  # of one page; the largest are kept. A page of a bank statement has 500 to 700 cells
# OpenVINO keeps compiled code for every input shape it meets: 40 pages of free shapes took 3.4 GB of address space.
# So pictures and lines are padded to few shapes.
PICTURE_STEP = 96  # pixels; sides of the detector's input
LINE_HEIGHT = 48  # pixels; of the recogniser's input
LINE_STEP = 64  # pixels; widths of the recogniser's input up to WIDE
SHORT = 192  # pixels; lines up to this width keep their proportions
# Cost grows with width. At 0.8 of it 41 real receipts gave 6.29 % wrong characters instead of 6.32 %, printed pages
# 3.5 % instead of 3.8 %, for a fifth less; at 0.7 receipts grew worse (6.65 %).
NARROWED = 0.8
WIDE = 960  # pixels; longer lines are padded to whole multiples of a quarter of this
GRAY = (128, 128, 128)  # zero to the networks


def load(runtime: Runtime) -> OcrEngine:
    """Build the engine; takes about a second and some 500 MB. Nothing is downloaded: the wheel carries the models."""
    cv2.setNumThreads(1)
    engine_type = EngineType.OPENVINO if runtime == "openvino" else EngineType.ONNXRUNTIME
    engine = RapidOCR(params=_params(engine_type))

    def read(raster: Raster) -> tuple[OcrLine, ...]:
        return _read(engine, raster)

    return read


def _params(engine_type: EngineType) -> dict[str, Any]:
    return {
        "Global.log_level": "error",
        "Global.use_cls": False,  # half-turned pages are found by confidence, see pages.py
        "Det.engine_type": engine_type,
        "Rec.engine_type": engine_type,
        "Rec.rec_img_shape": [3, LINE_HEIGHT, LINE_STEP],
        "Rec.rec_batch_num": 1,  # as fast as batches on one thread, and without their shapes
        "Det.limit_type": "max",
        "Det.limit_side_len": DETECTOR_SIDE,
        # The thread counts only work at this level of the configuration.
        "EngineConfig.openvino.inference_num_threads": 1,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


def _read(engine: Any, raster: Raster) -> tuple[OcrLine, ...]:
    """Find the boxes, find out how the page lies, then recognise them; corners follow the direction of reading."""
    picture = np.ascontiguousarray(raster[:, :, ::-1])
    boxes = _boxes(engine, picture)
    if not len(boxes):
        return ()
    upright, lying, quarters, known = _upright(engine, picture, boxes)
    if quarters:
        lying, known = _boxes(engine, upright), {}  # text that lies is found less well
    known |= _recognise(engine, upright, lying, [index for index in range(len(lying)) if index not in known])
    height, width = upright.shape[:2]
    places = turned(lying, -quarters, width, height)
    return tuple(_line(places[index], *known[index]) for index in range(len(places)) if known[index][0].strip())


def _boxes(engine: Any, picture: Raster) -> Quadrangles:
    """Detect; once more at a larger scale when the print is tiny, and piece by piece on long receipts."""
    height, width = picture.shape[:2]
    if height > max(STRIP * width, DETECTOR_SIDE):
        return _largest(_detect_strip(engine, picture))
    boxes = _detect(engine, picture, LARGE_SIDE if width > STRIP * height else DETECTOR_SIDE)
    if _tiny_print(boxes, max(height, width)):
        boxes = _detect(engine, picture, LARGE_SIDE)
    elif _tiny_letters(boxes) and (scale := min(2.0, LARGE_SIDE / max(height, width))) > 1:
        enlarged = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        boxes = _detect(engine, np.asarray(enlarged, np.uint8), LARGE_SIDE) / np.float32(scale)
    return _largest(boxes)


def _detect_strip(engine: Any, picture: Raster) -> Quadrangles:
    """Boxes of a long receipt or screenshot: found in overlapping pieces, each kept where its middle belongs.

    Strips that lie on their side come here once they are turned: cut across, their lines would be lost.
    """
    height, piece = picture.shape[0], int(PIECE * picture.shape[1])
    count = math.ceil((height - OVERLAP * piece) / ((1 - OVERLAP) * piece))
    starts = np.linspace(0, height - piece, count).astype(int)
    borders = [-math.inf, *((starts[1:] + starts[:-1] + piece) / 2), math.inf]
    kept: list[Quadrangles] = []
    for index, start in enumerate(starts):
        found = _detect(engine, picture[start : start + piece], DETECTOR_SIDE)
        found[..., 1] += np.float32(start)
        middles = found[..., 1].mean(axis=1)
        kept.append(found[(middles >= borders[index]) & (middles < borders[index + 1])])
    return np.concatenate(kept)


def _upright(engine: Any, picture: Raster, boxes: Quadrangles) -> tuple[Raster, Quadrangles, int, Reading]:
    """The picture and its boxes turned so that the text is level, by how many quarters, and the lines read so far.

    Tall boxes mean a page on its side. Which of the two sides, and whether a level page stands on its head, a few
    lines tell: one way round they are read with confidence.
    """
    width, height = sides(boxes)
    if len(boxes) < TURNED_LINES:
        return picture, boxes, 0, {}
    quarters = 1 if float(np.mean(height > TALL * width)) > SIDEWAYS_SHARE else 0
    upright, lying = _turned(picture, boxes, quarters)
    sample = _sample(lying)
    read = _recognise(engine, upright, lying, sample)
    if _mean_confidence(read) >= UPRIGHT_CONFIDENCE:
        return upright, lying, quarters, read
    half_turned, standing = _turned(upright, lying, 2)
    read_turned = _recognise(engine, half_turned, standing, sample)
    if _evidence(read_turned) > _evidence(read):
        return half_turned, standing, quarters + 2, read_turned
    return upright, lying, quarters, read


def _turned(picture: Raster, boxes: Quadrangles, quarters: int) -> tuple[Raster, Quadrangles]:
    if not quarters:
        return picture, boxes
    height, width = picture.shape[:2]
    return np.ascontiguousarray(np.rot90(picture, quarters)), turned_quads(boxes, quarters, width, height)


def _sample(boxes: Quadrangles) -> list[int]:
    """A few lines of a handful of characters each: long enough to tell their direction, short enough to be cheap."""
    width, height = sides(boxes)
    distance = np.abs(np.log(np.maximum(width, 1) / np.maximum(height, 1) / SAMPLE_ASPECT))
    return [int(index) for index in np.argsort(distance, kind="stable")[:SAMPLE_LINES]]


def _mean_confidence(read: Reading) -> float:
    return sum(confidence for _, confidence in read.values()) / max(1, len(read))


def _evidence(read: Reading) -> float:
    return sum(len(text) * confidence**2 for text, confidence in read.values())


def _recognise(engine: Any, picture: Raster, boxes: Quadrangles, chosen: Sequence[int]) -> Reading:
    if not chosen:
        return {}
    output = engine.recognize_txt([_padded_line(crop(picture, boxes[index])) for index in chosen])
    rows = zip(chosen, output.txts, output.scores, strict=True)
    return {index: (str(text), float(score)) for index, text, score in rows}


def _detect(engine: Any, picture: Raster, side: int) -> Quadrangles:
    detector = engine._load_det_model()
    detector.limit_side_len = side
    found = detector(_padded_picture(picture, side)).boxes
    if found is None:
        return np.zeros((0, 4, 2), dtype=np.float32)
    height, width = picture.shape[:2]
    inside = np.clip(np.asarray(found, dtype=np.float32), 0, (width - 1, height - 1))
    return counted(np.asarray(inside[np.ptp(inside, axis=1).min(axis=1) >= 2], dtype=np.float32))


def _padded_picture(picture: Raster, side: int) -> Raster:
    """Widen by its own edge so that the detector's input has sides of whole steps; the origin stays."""
    height, width = picture.shape[:2]
    scale = min(1.0, side / max(height, width))
    bottom, right = (_up(edge * scale, PICTURE_STEP) / scale - edge for edge in (height, width))
    padded = cv2.copyMakeBorder(picture, 0, int(bottom), 0, int(right), cv2.BORDER_REPLICATE)
    return np.asarray(padded, dtype=np.uint8)


def _padded_line(line: Raster) -> Raster:
    """Scale to the recogniser's height, long lines somewhat narrower, and widen with gray to a whole step."""
    width = max(1, round(line.shape[1] * LINE_HEIGHT / line.shape[0]))
    width = max(min(width, SHORT), round(width * NARROWED))
    scaled = cv2.resize(line, (width, LINE_HEIGHT))
    wanted = _up(width, LINE_STEP if width <= WIDE else WIDE // 4)
    padded = cv2.copyMakeBorder(scaled, 0, 0, 0, wanted - width, cv2.BORDER_CONSTANT, value=GRAY)
    return np.asarray(padded, dtype=np.uint8)


def _up(length: float, step: int) -> int:
    return max(1, math.ceil(length / step - 1e-6)) * step


def _tiny_print(boxes: Quadrangles, long_side: int) -> bool:
    if long_side <= DETECTOR_SIDE or len(boxes) < MANY_LINES:
        return False
    heights = np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)
    return float(np.median(heights)) * DETECTOR_SIDE / long_side < TINY_TEXT


def _tiny_letters(boxes: Quadrangles) -> bool:
    """Lines so low in the picture itself that the detector merges or loses them."""
    return len(boxes) >= TURNED_LINES and float(np.median(np.minimum(*sides(boxes)))) < TINY_LETTERS


def _largest(boxes: Quadrangles) -> Quadrangles:
    """At most `MAX_LINES` boxes, the largest, in reading order."""
    if len(boxes) <= MAX_LINES:
        return boxes
    areas = np.prod(boxes.max(axis=1) - boxes.min(axis=1), axis=1)
    return boxes[np.sort(np.argsort(-areas, kind="stable")[:MAX_LINES])]


def _line(box: npt.NDArray[np.float32], text: str, score: float) -> OcrLine:
    left, top = (float(edge) for edge in box.min(axis=0))
    right, bottom = (float(edge) for edge in box.max(axis=0))
    corners = tuple((float(x), float(y)) for x, y in box)
    return OcrLine(text=text, left=left, top=top, right=right, bottom=bottom, confidence=score, corners=corners)
