"""Statements of payment wallets (微信支付, 支付宝, 京东 …): proofs as PDF, screenshots of the bill list, exports."""

from extractors.checks.dates import date_order
from extractors.checks.metadata import editor_software
from extractors.checks.pdf_structure import pdf_history
from extractors.checks.statement import running_balance, statement_dates, statement_totals
from extractors.extractor import Extractor
from extractors.statement import read_statement
from uplift.types import EvidenceKind

EXTRACTOR = Extractor(
    kind=EvidenceKind.WALLET_STATEMENT,
    version="1",
    required=("account_name", "period_start", "period_end"),
    extract=read_statement,
    checks=(running_balance, statement_totals, statement_dates, date_order, pdf_history, editor_software),
)
