"""The real engines on rendered pages; each is loaded once for the module."""

import os

import numpy as np
import psutil
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.ocr import choose, rapidocr, tesseract
from extractors.ocr_page import read_page
from uplift.errors import InvalidInput

pytestmark = pytest.mark.integration
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
LINES = ["货物运输合同", "托运方：杭州某某商贸有限公司", "承运方：张三", "运费合计 236,500.00 元", "2026年10月31日"]


def printed(lines=LINES, size=32):
    sheet = Image.new("RGB", (900, 80 + 70 * len(lines)), "white")
    draw = ImageDraw.Draw(sheet)
    for row, line in enumerate(lines):
        draw.text((50, 40 + 70 * row), line, fill="black", font=ImageFont.truetype(CJK, size))
    return np.asarray(sheet, dtype=np.uint8)


@pytest.fixture(scope="module", params=["openvino", "onnxruntime"])
def engine(request):
    return rapidocr.load(request.param)


def test_both_runtimes_read_chinese_and_digits(engine):
    assert [line.text.replace(" ", "") for line in engine(printed())] == [line.replace(" ", "") for line in LINES]
    assert min(line.confidence for line in engine(printed())) > 0.9


def test_boxes_enclose_the_ink_they_were_read_from(engine):
    page = printed(["托运方：杭州某某商贸有限公司"])
    (line,) = engine(page)
    inked = np.argwhere(page.min(axis=2) < 100)
    assert line.left <= inked[:, 1].min() + 4
    assert line.right >= inked[:, 1].max() - 4
    assert line.top <= inked[:, 0].min() + 4
    assert line.bottom >= inked[:, 0].max() - 4


def test_a_blank_page_has_no_lines(engine):
    assert engine(np.full((300, 400, 3), 255, dtype=np.uint8)) == ()


def test_reading_twice_gives_the_same_lines(engine):
    assert engine(printed()) == engine(printed())


def test_one_page_is_read_on_one_thread(engine):
    engine(printed())
    process = psutil.Process()
    wall, before = os.times().elapsed, process.cpu_times()
    for _ in range(4):
        engine(printed())
    after, elapsed = process.cpu_times(), os.times().elapsed - wall
    assert after.user + after.system - before.user - before.system <= 1.25 * elapsed + 0.1


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_photographed_in_any_position_is_read_upright(engine, quarters):
    lying = np.ascontiguousarray(np.rot90(printed(), quarters))
    texts = [line.text.replace(" ", "") for line in read_page(lying, engine, 72).lines]
    assert texts[:3] == LINES[:3]


def test_a_slanted_page_is_read_level(engine):
    slanted = np.asarray(Image.fromarray(printed()).rotate(6, expand=True, fillcolor="white"), dtype=np.uint8)
    lines = read_page(slanted, engine, 72).lines
    assert "托运方：杭州某某商贸有限公司" in [line.text.replace(" ", "") for line in lines]
    assert all(line.box.bottom - line.box.top < 75 for line in lines)


def test_tiny_print_on_a_large_page_is_looked_at_twice(engine):
    lines = [f"第{row}条 双方约定的第{row}项内容，金额{row}00.00元整" for row in range(1, 41)]
    sheet = Image.new("RGB", (1400, 2000), "white")
    draw = ImageDraw.Draw(sheet)
    for row, line in enumerate(lines):
        draw.text((60, 40 + 26 * row), line, fill="black", font=ImageFont.truetype(CJK, 13))
    found = engine(np.asarray(sheet, dtype=np.uint8))
    assert len(found) == len(lines)


def test_tesseract_reads_the_same_page():
    texts = "".join(line.text.replace(" ", "") for line in tesseract.load()(printed()))
    assert "236,500.00" in texts
    assert "2026" in texts


def test_tesseract_reads_a_crop_of_one_line_and_nothing_from_a_blank_one():
    assert "236,500.00" in tesseract.read_line(printed(["236,500.00"])[30:110, 40:300])
    assert tesseract.read_line(np.full((40, 200, 3), 255, dtype=np.uint8)) == ""


def test_the_self_benchmark_picks_one_engine_for_the_process():
    assert choose.load_engine("auto") is choose.load_engine("auto")
    assert choose.load_engine("auto")(printed())


def test_an_engine_that_the_settings_do_not_name_is_refused():
    with pytest.raises(InvalidInput, match="tesseract"):
        choose.load_engine("abacus")


def test_pages_of_many_shapes_do_not_fill_the_address_space():
    engine = rapidocr.load("openvino")
    engine(printed())
    before = psutil.Process().memory_info().vms
    for step in range(25):
        engine(printed(LINES[: 1 + step % 5], size=20 + step)[:, : 500 + 15 * step])
    assert psutil.Process().memory_info().vms - before < 700_000_000


@pytest.mark.parametrize("lying", [False, True])
def test_a_long_strip_is_read_piece_by_piece_without_loss_or_repetition(engine, lying):
    lines = [f"商品{row:02d} 单价 {row}.50 小计 {row * 3}.50" for row in range(60)]
    sheet = Image.new("RGB", (560, 60 + 58 * len(lines)), "white")
    draw = ImageDraw.Draw(sheet)
    for row, line in enumerate(lines):
        draw.text((30, 30 + 58 * row), line, fill="black", font=ImageFont.truetype(CJK, 22))
    strip = np.asarray(sheet, dtype=np.uint8)
    found = read_page(np.ascontiguousarray(np.rot90(strip)) if lying else strip, engine, 72).lines
    assert [line.text[:4] for line in found if line.text.startswith("商品")] == [line[:4] for line in lines]


def test_letters_of_ten_pixels_are_enlarged_before_they_are_looked_for(engine):
    lines = [f"第{row}项 运费 {row}80.00 元" for row in range(1, 19)]
    sheet = Image.new("RGB", (420, 340), "white")
    draw = ImageDraw.Draw(sheet)
    for row, line in enumerate(lines):
        draw.text((20 + 200 * (row % 2), 16 + 17 * row), line, fill="black", font=ImageFont.truetype(CJK, 10))
    texts = [line.text.replace(" ", "") for line in engine(np.asarray(sheet, dtype=np.uint8))]
    assert sum(line.replace(" ", "") in texts for line in lines) >= 15
