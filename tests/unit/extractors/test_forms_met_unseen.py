"""What layouts that were drawn without sight of the rules taught: each case is a habit of genuine papers."""

from datetime import date
from decimal import Decimal

from extractor_papers import paper, values
from invoice_papers import BUYER
from statement_papers import ROWS, bank_page, field, rows_of

from extractors import (
    agricultural_insurance_policy,
    bank_statement,
    settlement_statement,
    vat_invoice,
    wallet_statement,
)
from extractors.classify import choose_kind, classify
from extractors.layout import Word, to_lines
from extractors.statement_header import account_name, last_four, printed_sum
from uplift.types import EvidenceKind, Money, TextSource

CODES = ("交易时间", "交易订单号", "交易类型", "付款方", "手续费(元)", "交易金额(元)")
TAKINGS = (
    ("2026.03.01", "75610274311085062846", "扫码收款", "胡*", "1.33", "350.00"),
    ("2026.03.05", "75610274311085062847", "退款", "用户9244", "0.00", "-188.00"),
    ("2026.03.07", "75610274311085062848", "被扫收款", "袁*", "1.06", "278.00"),
)


def collection_code():
    lefts = (80, 240, 520, 660, 800, 960)
    head = (
        (80, 60, "收款码交易流水证明"),
        (80, 100, "商户名称 余杭区禾丰粮油店"),
        (80, 140, "结算账户 田园银行余杭支行 尾号3490"),
    )
    names = tuple((left, 200, name) for left, name in zip(lefts, CODES, strict=True))
    rows = tuple(
        (left, 240 + 40 * at, text) for at, row in enumerate(TAKINGS) for left, text in zip(lefts, row, strict=True)
    )
    return paper(*head, *names, *rows)


def test_takings_of_a_collection_code_come_in_although_only_refunds_carry_a_sign():
    fields = wallet_statement.EXTRACTOR.extract(collection_code(), None)
    assert [(row.get("credit"), row.get("debit")) for row in rows_of(fields)] == [
        ("350.00", None), (None, "188.00"), ("278.00", None),
    ]  # fmt: skip
    assert field(fields, "account_name").value == "余杭区禾丰粮油店"
    assert field(fields, "account_last4").value == "3490"


def test_a_city_in_brackets_belongs_to_the_name_and_an_identity_card_does_not():
    assert account_name("鸿运装饰（杭州）有限公司") == "鸿运装饰（杭州）有限公司"
    assert account_name("沈顺达（居民身份证：330110）") == "沈顺达"
    assert last_four("工商银行余杭支行 尾号3490") == "3490"
    assert printed_sum("196.251.44") == Money.of("196251.44")


def test_an_opening_balance_and_labels_above_name_no_column():
    """The carried balance below and 产品名称：… above a header were taken for second lines of column names."""
    names = ((80, 200, "记账日"), (240, 200, "凭证种类/摘要"), (420, 200, "凭证号"), (560, 200, "借方发生额"))
    names += ((700, 200, "贷方发生额"), (860, 200, "余额 对方户名"))
    around = ((860, 168, "产品名称：单位活期存款"), (240, 230, "承前余额"), (820, 230, "4,000.00"))
    cells = (
        (80, 262, "20260105"), (240, 262, "电汇"), (420, 262, "87124210"), (710, 262, "1,200.00"),
        (820, 262, "5,200.00"), (920, 262, "杭州甲乙商贸有限公司"), (80, 294, "20260107"), (240, 294, "材料款"),
        (420, 294, "75052905"), (580, 294, "300.00"), (820, 294, "4,900.00"), (920, 294, "苏州丙丁粮油商行"),
    )  # fmt: skip
    document = paper(*names, *around, *cells, source=TextSource.OCR)
    rows = rows_of(bank_statement.EXTRACTOR.extract(document, None))
    assert [(row.get("balance"), row.get("counterparty")) for row in rows] == [
        ("5200.00", "杭州甲乙商贸有限公司"), ("4900.00", "苏州丙丁粮油商行"),
    ]  # fmt: skip


def test_the_last_day_of_a_period_may_stand_in_a_cell_of_its_own():
    head = ((80, 120, "户名：王小明"), (500, 120, "起止日期 2026-01-01"), (760, 120, "-2026-02-28"))
    fields = bank_statement.EXTRACTOR.extract(bank_page(ROWS, head=head), None)
    assert (field(fields, "period_start").value, field(fields, "period_end").value) == (
        date(2026, 1, 1), date(2026, 2, 28),
    )  # fmt: skip


def test_a_policy_with_a_cell_for_the_word_name_and_the_unit_on_a_second_line():
    document = paper(
        (400, 60, "政策性种植业保险单（正本）"),
        (80, 100, "投保单号：TNAG202642011660422188"),
        (800, 100, "保险单号：PNAG202642011614752787"),
        (80, 130, "本公司按照本保险单载明的条款承担赔偿责任。"),
        (80, 200, "被保险人"),
        (240, 200, "名称"),
        (340, 200, "合肥恒通农业科技有限公司"),
        (80, 280, "保险标的"),
        (400, 260, "保险数量"),
        (410, 284, "（亩）"),
        (700, 280, "保险金额（元）"),
        (80, 330, "油菜（完全成本）"),
        (410, 330, "369.8"),
        (700, 330, "332,820.00"),
    )
    found = values(agricultural_insurance_policy.EXTRACTOR.extract(document, None))
    assert found["insured_name"] == "合肥恒通农业科技有限公司"
    assert found["policy_number"] == "PNAG202642011614752787"
    assert (found["crop"], found["insured_area_mu"]) == ("油菜", Decimal("369.8"))


def test_the_seller_of_an_invoice_of_the_tax_office_is_the_firm_that_it_names():
    document = paper(
        (400, 40, "浙江增值税普通发票"),
        (80, 180, "名称：杭州甲乙有限公司"),
        (80, 210, f"纳税人识别号：{BUYER}"),
        (80, 300, "货物或应税劳务、服务名称"),
        (900, 300, "金额"),
        (80, 480, "价税合计（大写）"),
        (80, 580, "名称：国家税务总局杭州市余杭区税务局（代开机关）"),
        (80, 610, "纳税人识别号：11330110MB280001X8（代开机关）"),
        (80, 670, "开户行及账号：完税凭证号 332755879381935654"),
        (700, 580, "代开企业税号:92330110MA2KQ7D37F"),
        (700, 610, "代开企业名称:余杭区顺达货物运输户"),
    )
    found = values(vat_invoice.EXTRACTOR.extract(document, None))
    assert (found["seller_name"], found["buyer_name"]) == ("余杭区顺达货物运输户", "杭州甲乙有限公司")


def test_a_settlement_may_be_called_a_payment_slip():
    document = paper(
        (400, 40, "佛山福泰食品有限责任公司"),
        (440, 80, "供应商结算付款单"),
        (80, 140, "供应商名称：福泰农业科技（郑州）有限公司"),
        (640, 140, "结算周期：2026-02-01～2026-02-28"),
        (80, 400, "货款小计"),
        (80, 460, "本次实付金额"),
        (280, 460, "45,327.26"),
    )
    assert choose_kind(classify(document))[0] is EvidenceKind.SETTLEMENT_STATEMENT
    found = values(settlement_statement.EXTRACTOR.extract(document, None))
    assert found["payer_name"] == "佛山福泰食品有限责任公司"
    assert found["total_amount"] == Money.of("45327.26")


def test_a_letter_of_a_watermark_joins_no_cell():
    small = Word(text="-346.71", left=40, top=40, right=110, bottom=58)
    large = Word(text="票", left=0, top=0, right=38, bottom=146)
    assert {line.text for line in to_lines([large, small], 150)} == {"票", "-346.71"}


def test_a_printed_sum_cut_off_at_its_point_takes_the_fen_of_the_rows():
    def total(printed):
        document = bank_page(
            ROWS, source=TextSource.OCR, head=((80, 120, "户名：王小明"), (500, 120, f"贷方合计：{printed}"))
        )
        return field(bank_statement.EXTRACTOR.extract(document, None), "total_credit")

    assert total("4,090").value == Money.of("4090.50")
    assert "without fen" in total("4,090").repair
    assert total("4,190").value == Money.of("4190.00")  # other yuan are no slip of the reading
