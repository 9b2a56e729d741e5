"""RapidOCR (PP-OCRv6 small, carried by its wheel) on OpenVINO or ONNX Runtime, one thread.

The only file that imports it.
"""

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
LARGE_SIDE = 1600  # the detector's side for pages in tiny print
MANY_LINES = 30  # fewer lines are a photo's signs, and those are never tiny print
MAX_LINES = 300  # of one page; the largest are kept
NARROWEST = 96  # pixels, of the recogniser's input 48 high; its default 320 spends a third of the time on white


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
        "Rec.rec_img_shape": [3, 48, NARROWEST],
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
    output = engine.recognize_txt(engine.crop_text_regions(picture, boxes))
    rows = zip(boxes, output.txts, output.scores, strict=True)
    return tuple(_line(box, text, score) for box, text, score in rows if text.strip())


def _detect(engine: Any, picture: Raster, side: int) -> Quadrangles:
    detector = engine._load_det_model()
    detector.limit_side_len = side
    found = detector(picture).boxes
    return np.zeros((0, 4, 2), dtype=np.float32) if found is None else np.asarray(found, dtype=np.float32)


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
