import numpy as np

from extractors.page import Document, Page, TextLine
from extractors.storefront import EXTRACTOR, sign_lines
from uplift.types import Box, EvidenceKind, TextSource


def line(text: str, left: float, top: float, right: float, bottom: float, confidence: float = 0.95) -> TextLine:
    return TextLine(text=text, box=Box(left=left, top=top, right=right, bottom=bottom, dpi=72), confidence=confidence)


def photo(*lines: TextLine) -> Document:
    page = Page(index=0, width=1600, height=1200, dpi=72, source=TextSource.OCR, lines=lines)
    return Document(media_type="image/jpeg", page_count=1, pages=(page,))


def test_the_tallest_words_above_the_door_are_the_sign() -> None:
    document = photo(
        line("顺达建材商行", 500, 300, 1100, 400),
        line("电话13800000000", 600, 420, 1000, 450),
        line("水泥 沙子 油漆", 500, 460, 900, 500),
        line("满减大促销", 300, 1000, 900, 1150),
    )
    (sign,) = EXTRACTOR.extract(document, None)
    assert (sign.name, sign.value) == ("sign_text", "顺达建材商行")
    assert sign.box is not None
    assert (sign.box.left, sign.box.bottom) == (500, 400)
    assert sign.page == 0


def test_a_name_read_in_two_parts_is_joined_left_to_right() -> None:
    document = photo(line("建材商行", 820, 302, 1200, 400), line("顺达", 600, 300, 790, 400, 0.8))
    (sign,) = EXTRACTOR.extract(document, None)
    assert sign.value == "顺达建材商行"
    assert sign.confidence == 0.8
    assert sign.box is not None
    assert (sign.box.left, sign.box.right) == (600, 1200)


def test_latin_words_keep_their_space() -> None:
    document = photo(line("COFFEE", 600, 300, 800, 400), line("HOUSE", 830, 300, 1000, 400))
    assert EXTRACTOR.extract(document, None)[0].value == "COFFEE HOUSE"


def test_the_shop_in_the_middle_outweighs_its_equal_neighbour() -> None:
    document = photo(line("五金日杂", 0, 300, 300, 400), line("福源便利店", 600, 300, 1000, 400))
    assert [part.text for part in sign_lines(document.pages[0])] == ["福源便利店"]


def test_numbers_single_characters_doubtful_and_low_lines_are_no_sign() -> None:
    document = photo(
        line("13800000000", 500, 300, 1100, 400),
        line("杂", 0, 300, 100, 420),
        line("模糊的字", 500, 200, 1100, 300, 0.3),
        line("欢迎光临", 500, 1000, 1100, 1100),
    )
    assert EXTRACTOR.extract(document, None) == ()


def test_a_photo_without_words_has_no_sign() -> None:
    assert EXTRACTOR.extract(photo(), None) == ()
    assert EXTRACTOR.kind is EvidenceKind.STOREFRONT_PHOTO
    empty = Document(media_type="image/jpeg", page_count=0, pages=())
    assert EXTRACTOR.extract(empty, None) == ()
    assert np.all([check.verdict == "unknown" for run in EXTRACTOR.checks for check in run(photo(), ())])
