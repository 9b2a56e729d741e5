import io
import zipfile

import pytest

from extractors.limits import ReadLimits
from extractors.ofd import read_ofd
from extractors.ofd_objects import deltas
from extractors.ofd_package import OfdPackage, resolve
from extractors.ofd_render import render
from uplift.errors import UnreadableFile

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ROOT = f"""<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo><ofd:Creator>Tester</ofd:Creator><ofd:CustomDatas>
<ofd:CustomData Name="发票号码">12345678</ofd:CustomData><ofd:CustomData Name="价税合计">106.00</ofd:CustomData>
</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"""
DOCUMENT = f"""<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox>
</ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>
<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>
</ofd:Document>"""
PAGE = f"""<ofd:Page {NS}><ofd:Content><ofd:Layer>
<ofd:TextObject ID="70" Boundary="164 11.7 40 5" Size="3">
<ofd:TextCode X="0" Y="4" DeltaX="g 7 1.5">12345678</ofd:TextCode>
</ofd:TextObject>
<ofd:TextObject ID="71" Boundary="20 20 40 20" Size="4">
<ofd:TextCode X="0" Y="4" DeltaX="4 -4 4" DeltaY="0 6 0">合计金额</ofd:TextCode>
</ofd:TextObject>
<ofd:PathObject Boundary="0 0 10 1"><ofd:AbbreviatedData>M 0 0 L 10 0</ofd:AbbreviatedData></ofd:PathObject>
</ofd:Layer></ofd:Content></ofd:Page>"""
TAGS = f"<ofd:CustomTags {NS}><ofd:CustomTag><ofd:FileLoc>Tag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>"
TAG = """<fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019"><fp:InvoiceNo>
<fp:ObjectRef PageRef="10">70</fp:ObjectRef></fp:InvoiceNo></fp:eInvoice>"""
ATTACHMENTS = (
    f"<ofd:Attachments {NS}><ofd:Attachment><ofd:FileLoc>invoice.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"
)
INVOICE = """<eInvoice xmlns:fp="x"><fp:InvoiceNo>12345678</fp:InvoiceNo>
<fp:TaxInclusiveTotalAmount>106.00</fp:TaxInclusiveTotalAmount></eInvoice>"""
PARTS = {
    "OFD.xml": ROOT,
    "Doc_0/Document.xml": DOCUMENT,
    "Doc_0/Pages/Page_0/Content.xml": PAGE,
    "Doc_0/Tags/CustomTags.xml": TAGS,
    "Doc_0/Tags/Tag.xml": TAG,
    "Doc_0/Attachs/Attachments.xml": ATTACHMENTS,
    "Doc_0/Attachs/invoice.xml": INVOICE,
}


def packed(parts=PARTS, **changes):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, **changes}.items():
            if text is not None:
                archive.writestr(name, text)
    return stream.getvalue()


def test_all_three_copies_of_a_value_are_handed_on():
    found = read_ofd(packed(), ReadLimits())
    assert found.data["invoice_number"] == "12345678"
    assert found.page_data == {"invoice_number": "12345678"}
    assert found.metadata["ofd_invoice_number"] == "12345678"
    assert found.metadata["creator"] == "Tester"


def test_texts_stand_where_the_page_says_with_a_run_for_each_printed_line():
    (page,) = read_ofd(packed(), ReadLimits()).pages
    assert (page.width, page.height) == (210, 140)
    assert [(text.text, round(text.left, 1), round(text.bottom, 1)) for text in page.texts] == [
        ("12345678", 164.0, 16.1),
        ("合计", 20.0, 24.6),
        ("金额", 20.0, 30.6),
    ]


def test_a_page_is_drawn_at_the_stated_scale():
    (page,) = read_ofd(packed(), ReadLimits()).pages
    raster = render(page, 150)
    assert raster.shape == (827, 1240, 3)
    assert raster.min() < 60


def test_an_ordinary_document_has_texts_and_no_data():
    parts = {
        "OFD.xml": ROOT.replace("发票号码", "x").replace("价税合计", "y"),
        "Doc_0/Attachs/invoice.xml": "<other/>",
        "Doc_0/Tags/Tag.xml": None,
    }
    plain = read_ofd(packed(**parts), ReadLimits())
    assert plain.data == {}
    assert plain.page_data == {}
    assert len(plain.pages[0].texts) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 not really",
        packed()[:400],
        packed(**{"OFD.xml": None}),
        packed(**{"Doc_0/Document.xml": None}),
        packed(**{"Doc_0/Pages/Page_0/Content.xml": None}),
        packed(**{"Doc_0/Document.xml": DOCUMENT.replace("ofd:Page ", "ofd:Blank ")}),
        packed(**{"OFD.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}),
    ],
)
def test_damaged_and_hostile_files_are_unreadable(data):
    with pytest.raises(UnreadableFile, match="upload"):
        read_ofd(data, ReadLimits())


def test_a_container_that_unpacks_too_large_is_refused_before_unpacking():
    bomb = packed(**{"Doc_0/Res/zeros.png": "0" * 3_000_000})
    with pytest.raises(UnreadableFile, match="unpacks"):
        read_ofd(bomb, ReadLimits(max_unpacked_bytes=1_000_000))


def test_a_container_with_too_many_parts_is_refused():
    with pytest.raises(UnreadableFile, match="parts"):
        OfdPackage(packed(), ReadLimits(max_members=3))


def test_paths_cannot_climb_out_of_the_container():
    assert resolve("Doc_0/Document.xml", "../../../etc/passwd") == "etc/passwd"
    assert resolve("Doc_0/Document.xml", "/Doc_0/Signs/Signatures.xml") == "Doc_0/Signs/Signatures.xml"
    assert OfdPackage(packed(), ReadLimits()).read("../OFD.xml") == ROOT.encode()


def test_repeated_offsets_are_spelled_out_and_bounded():
    assert deltas("g 3 1.5 -2") == [1.5, 1.5, 1.5, -2.0]
    assert len(deltas("g 99999 1")) == 10_000
    assert deltas("g 2") == [0.0, 2.0]
    assert deltas("nan inf 1e99 x") == [0.0, 0.0, 0.0, 0.0]
