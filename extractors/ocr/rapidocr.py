"""RapidOCR (PP-OCRv6 small, carried by its wheel) on OpenVINO or ONNX Runtime, one thread.

The only file that imports it.
"""

import math
from typing import Any, Literal, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from rapidocr import EngineType, RapidOCR

from extractors.ocr.engine import OcrEngine, OcrLine
from extractors.page import Raster

Runtime: TypeAlias = Literal["openvino", "onnxruntime"]
Quadrangles: TypeAlias = npt.NDArray[np.float32]  # (boxes, 4 corners clockwise from top-left, x and y)
DETECTOR_SIDE = 960  # pixels of the long side the detector sees; larger costs more and rarely finds more
TINY_TEXT = 9.0  # pixels of line height at the detector's scale, below which lines merge and get lost
LARGE_SIDE = 1632  # the detector's side for pages in tiny print
MANY_LINES = 30  # fewer lines are a photo's signs, and those are never tiny print
MAX_LINES = 300  # of one page; the largest are kept
# OpenVINO keeps compiled code for every input shape it meets: 40 pages of free shapes took 3.4 GB of address space.
# So pictures and lines are padded to few shapes.
PICTURE_STEP = 96  # pixels; sides of the detector's input
LINE_HEIGHT = 48  # pixels; of the recogniser's input
LINE_STEP = 64  # pixels; widths of the recogniser's input up to WIDE
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
    """Detect, once more at a larger scale when the print is tiny, then recognise the boxes."""
    picture = np.ascontiguousarray(raster[:, :, ::-1])
    boxes = _detect(engine, picture, DETECTOR_SIDE)
    if _tiny_print(boxes, max(picture.shape[:2])):
        boxes = _detect(engine, picture, LARGE_SIDE)
    boxes = _largest(boxes)
    if not len(boxes):
        return ()
    output = engine.recognize_txt([_padded_line(crop) for crop in engine.crop_text_regions(picture, boxes)])
    rows = zip(boxes, output.txts, output.scores, strict=True)
    return tuple(_line(box, text, score) for box, text, score in rows if text.strip())


def _detect(engine: Any, picture: Raster, side: int) -> Quadrangles:
    detector = engine._load_det_model()
    detector.limit_side_len = side
    found = detector(_padded_picture(picture, side)).boxes
    if found is None:
        return np.zeros((0, 4, 2), dtype=np.float32)
    height, width = picture.shape[:2]
    inside = np.clip(np.asarray(found, dtype=np.float32), 0, (width - 1, height - 1))
    return np.asarray(inside[np.ptp(inside, axis=1).min(axis=1) >= 2], dtype=np.float32)


def _padded_picture(picture: Raster, side: int) -> Raster:
    """Widen by its own edge so that the detector's input has sides of whole steps; the origin stays."""
    height, width = picture.shape[:2]
    scale = min(1.0, side / max(height, width))
    bottom, right = (_up(edge * scale, PICTURE_STEP) / scale - edge for edge in (height, width))
    padded = cv2.copyMakeBorder(picture, 0, int(bottom), 0, int(right), cv2.BORDER_REPLICATE)
    return np.asarray(padded, dtype=np.uint8)


def _padded_line(crop: Raster) -> Raster:
    """Scale to the recogniser's height and widen with gray to a whole step."""
    width = max(1, round(crop.shape[1] * LINE_HEIGHT / crop.shape[0]))
    scaled = cv2.resize(crop, (width, LINE_HEIGHT))
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


def _largest(boxes: Quadrangles) -> Quadrangles:
    """At most `MAX_LINES` boxes, the largest, in reading order."""
    if len(boxes) <= MAX_LINES:
        return boxes
    areas = np.prod(boxes.max(axis=1) - boxes.min(axis=1), axis=1)
    return boxes[np.sort(np.argsort(-areas, kind="stable")[:MAX_LINES])]


def _line(box: Quadrangles, text: str, score: float) -> OcrLine:
    left, top = (float(edge) for edge in box.min(axis=0))
    right, bottom = (float(edge) for edge in box.max(axis=0))
    corners = tuple((float(x), float(y)) for x, y in box)
    return OcrLine(text=text, left=left, top=top, right=right, bottom=bottom, confidence=float(score), corners=corners)
