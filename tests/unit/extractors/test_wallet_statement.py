"""Wallet statements: proofs, bill lists of apps, and what counts as income in them."""

from datetime import date

import pytest
from extractor_papers import paper, verdicts
from statement_papers import field, opened, rows_of

from extractors import wallet_statement
from extractors.classify import choose_kind, classify
from uplift.types import EvidenceKind, Money, TextSource

EXTRACTOR = wallet_statement.EXTRACTOR
HEAD = "微信支付账单明细,,\n微信昵称：[王小明],,\n起始时间：[2026-01-01 00:00:00] 终止时间：[2026-03-31 23:59:59],,\n"
SUMS = "收入：3笔 {}元,,\n支出：1笔 12.00元,,\n,,\n"
NAMES = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
BODY = (
    '2026-03-05 08:00:00,二维码收款,赵一,"/",收入,¥20.00,零钱,已存入零钱,"1\t",/,/\n'
    '2026-03-04 08:00:00,微信红包,钱二,"/",收入,¥8.00,零钱,已存入零钱,"2\t",/,/\n'
    '2026-02-03 08:00:00,转账,赵一,"/",收入,¥30.50,零钱,已存入零钱,"3\t",/,/\n'
    "2026-02-02 08:00:00,商户消费,某超市,饮料,支出,¥12.00,零钱,支付成功,4,/,/\n"
    "2026-02-01 08:00:00,零钱提现,工商银行,/,/,¥500.00,工商银行,提现已到账,5,/,服务费¥0.50\n"
    "2026-01-30 08:00:00,二维码收款,孙三,/,收入,¥99.00,零钱,对方已退还,6,/,/\n"
)


def export(total="157.50"):
    return (HEAD + SUMS.format(total) + NAMES + BODY).encode()


def read(document):
    return EXTRACTOR.extract(document, None)


def test_an_export_of_a_wallet():
    document = opened(export())
    fields = read(document)
    assert choose_kind(classify(document))[0] is EvidenceKind.WALLET_STATEMENT
    assert field(fields, "account_name").value == "王小明"
    assert field(fields, "period_end").value == date(2026, 3, 31)
    assert field(fields, "total_credit").value == Money.of("157.50")
    rows = rows_of(fields)
    assert [row.get("credit") for row in rows] == ["20.00", "8.00", "30.50", None, None, "99.00"]
    assert rows[4]["neutral"] == "500.00"
    assert rows[0]["counterparty"] == "赵一"


def test_gifts_own_money_and_returned_payments_are_no_income():
    fields = read(opened(export()))
    parties = [[str(cell.value) for cell in row.cells] for row in field(fields, "income_by_counterparty").value]
    assert parties == [["赵一", "50.50", "2"]]


@pytest.mark.parametrize(("total", "verdict"), [("157.50", "pass"), ("1157.50", "unknown")])
def test_sums_of_wallets_that_count_otherwise_are_no_evidence(total, verdict):
    document = opened(export(total))
    assert verdicts(EXTRACTOR, document, read(document))["statement_totals"] == verdict


def bill_list(source=TextSource.OCR):
    cells = [(500, 40, "账单"), (60, 120, "2026年3月"), (60, 150, "支出¥12.00 收入¥58.50")]
    for number, (name, day, amount) in enumerate(
        (("赵一", "3月5日 08:00", "+20.00"), ("某超市", "3月4日 09:10", "-12.00"),
         ("工商银行", "3月2日 10:00", "500.00"), ("孙三", "3月1日 10:00", "+38.50"))
    ):  # fmt: skip
        top = 240 + 120 * number
        cells += [(200, top, name), (200, top + 40, day), (1000, top, amount)]
    cells += [(60, 740, "2025年12月"), (200, 800, "周四"), (200, 840, "12月31日 21:00"), (1000, 800, "+7.00")]
    return paper(*cells, source=source)


def test_a_bill_list_takes_its_years_from_the_headings():
    rows = rows_of(read(bill_list()))
    assert [row["date"] for row in rows] == ["2026-03-05", "2026-03-04", "2026-03-02", "2026-03-01", "2025-12-31"]
    assert [row.get("credit") for row in rows] == ["20.00", None, None, "38.50", "7.00"]
    assert [row["counterparty"] for row in rows] == ["赵一", "某超市", "工商银行", "孙三", "周四"]
    assert (rows[1]["debit"], rows[2]["neutral"]) == ("12.00", "500.00")


def test_a_long_name_read_with_its_amount_is_parted():
    cells = [(60, 120, "2026年3月")]
    for number in range(3):
        cells += [(200, 240 + 120 * number, f"很长的名字商贸有限公司…-{number + 1}40.86" if number else "甲乙"),
                  (200, 280 + 120 * number, "3月5日 08:00")]  # fmt: skip
    cells.append((1000, 240, "+5.00"))
    rows = rows_of(read(paper(*cells, source=TextSource.OCR, width=500)))
    assert rows[1]["counterparty"] == "很长的名字商贸有限公司"
    assert rows[1]["debit"] == "240.86"


def test_a_proof_with_the_time_in_its_last_column_and_cells_that_hang():
    names = {"收/支": 60, "交易对方": 180, "商品说明": 380, "金额": 600, "交易订单号": 720, "交易时间": 1000}
    proof = "兹证明：王小明（证件号码:1）在其支付宝账号138****5678中明细信息如下："
    cells = [(400, 40, "支付宝收支明细证明"), (60, 100, proof),
             *((left, 200, name) for name, left in names.items())]  # fmt: skip
    for number, (way, party, amount) in enumerate(
        (("收入", "赵一", "20.00"), ("支出", "某超市", "8.00"), ("不计收支", "余额宝", "5.00"))
    ):
        top = 250 + 70 * number
        cells += [(60, top, way), (180, top, party), (380, top, "转账"), (600, top, amount),
                  (720, top, "2026030522001"), (720, top + 22, "9912345"), (1000, top, f"2026-03-0{5 - number}"),
                  (1000, top + 22, "08:00:00")]  # fmt: skip
    fields = read(paper(*cells))
    rows = rows_of(fields)
    assert [row["date"] for row in rows] == ["2026-03-05", "2026-03-04", "2026-03-03"]
    assert (rows[0]["credit"], rows[1]["debit"], rows[2]["neutral"]) == ("20.00", "8.00", "5.00")
    assert field(fields, "account_name").value == "王小明"
    assert field(fields, "account_last4").value == "5678"
    assert field(fields, "period_start").raw.startswith("first row")
