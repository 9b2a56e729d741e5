"""RapidOCR (PP-OCRv6 small, carried by its wheel) on OpenVINO or ONNX Runtime, one thread.

The only file that imports it.
"""

from typing import Any, Literal, TypeAlias

import cv2
import numpy as np
from rapidocr import EngineType, RapidOCR

from extractors.ocr.engine import OcrEngine, OcrLine
from extractors.page import Raster

Runtime: TypeAlias = Literal["openvino", "onnxruntime"]
DETECTOR_SIDE = 960  # pixels of the long side the detector sees; larger costs more and finds little more
TINY_TEXT = 9.0  # pixels of line height at the detector's scale below which small print gets lost
LARGE_SIDE = 1600  # the detector's side for pages in tiny print
MIN_CONFIDENCE = 0.5  # below this a line is noise more often than text


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
        "Global.text_score": 0.0,  # filtered here, after the page's mean confidence is known
        "Det.engine_type": engine_type,
        "Rec.engine_type": engine_type,
        "Det.limit_type": "max",
        "Det.limit_side_len": DETECTOR_SIDE,
        # The thread counts only work at this level of the configuration.
        "EngineConfig.openvino.inference_num_threads": 1,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


def _read(engine: Any, raster: Raster) -> tuple[OcrLine, ...]:
    output = engine(np.ascontiguousarray(raster[:, :, ::-1]))
    if getattr(output, "txts", None) is None or output.boxes is None:
        return ()
    rows = zip(output.boxes, output.txts, output.scores, strict=True)
    return tuple(_line(box, text, score) for box, text, score in rows)


def _line(box: Any, text: str, score: float) -> OcrLine:
    left, top = (float(edge) for edge in box.min(axis=0))
    right, bottom = (float(edge) for edge in box.max(axis=0))
    return OcrLine(text=text, left=left, top=top, right=right, bottom=bottom, confidence=float(score))
