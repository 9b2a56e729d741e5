"""Reason codes R01-R15: actions a merchant can take, taken from what the formulas actually used.

A reason never tells which check failed or by how much: that would teach forging. Reviewers see the checks themselves.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from scoring.evidence import Role, Weighed
from scoring.explain import GROUP_NAMES, fen
from scoring.limit import Figures
from scoring.policy import Policy
from uplift.types import Binding, EvidenceKind, ItemState, Money, Reason, Verdict

TEXTS = {
    "R01": ("请补充销售凭证：{next_zh}", "Sales proof is missing or thin; what would help most: {next_en}."),
    "R02": (
        "销售凭证不足三个月，请补充更早月份的发票",
        "Sales proof covers less than three months; add earlier invoices.",
    ),
    "R03": ("部分凭证时间较久，请补充近期凭证", "Some proofs are older than their half-life; add recent ones."),
    "R04": (
        "合同暂无对应发票，请补充该客户的发票",
        "A contract has too few invoices behind it; add that customer's invoices.",
    ),
    "R05": (
        "部分客户信息尚未确认，请提供客户全称和税号",
        "A counterparty is not confirmed; give its full name and tax number.",
    ),
    "R06": (
        "有文件未能看清，请上传原件或重新拍摄",
        "A file could not be read or used; upload the original or a sharper photo.",
    ),
    "R07": ("有证件号码未能核对，请上传原件", "A number on a paper could not be confirmed; upload the original file."),
    "R08": (
        "有凭证内容不一致，请核对后上传原件",
        "Figures disagree between papers; check them and upload the originals.",
    ),
    "R09": ("有重复上传的凭证，已按一份计算", "Some evidence was handed in twice and counts once."),
    "R10": (
        "现有负债占用还款能力，可先减少其他借款",
        "Other debts use up repayment capacity; reducing them would help.",
    ),
    "R11": ("请保持良好还款记录，有助于提高额度", "The credit record sets the limit; keeping up repayments raises it."),
    "R12": (
        "本次已达单次提额上限，按时还款后可再申请",
        "This reaches the step cap on one increase; apply again later.",
    ),
    "R13": ("已达本产品最高额度", "This reaches the product's highest limit."),
    "R14": (
        "材料需人工核验，请等待结果或联系客服",
        "The evidence is under manual integrity review; please wait or contact us.",
    ),
    "R15": (
        "申报收入高于行业常见水平，请补充合同或流水",
        "Income is above what the industry usually shows; add contracts or statements.",
    ),
}
_FIGURE_FAMILIES = frozenset({"arithmetic", "qr", "qr_crc", "cross_document"})
_SALES_GROUPS = ("sales_invoice", "contract", "statement", "tax", "waybill")


def reasons_of(figures: Figures, items: Sequence[Weighed], policy: Policy, as_of: date) -> tuple[Reason, ...]:
    """The binding term first, with its shortfall in yuan, then what the evidence lacked; each code once."""
    if any(item.flagged for item in items):
        return (_reason("R14", figures, policy),)
    codes = [*_binding_codes(figures, items), *_sales_codes(figures, items), *_item_codes(items, policy, as_of)]
    if figures.amplified or _above_norm(figures, policy):
        codes.append("R15")
    first = codes[0]
    return tuple(_reason(code, figures, policy, with_shortfall=code == first) for code in dict.fromkeys(codes))


def shortfall(figures: Figures) -> float:
    """Yuan the binding term lacks: to the step or product cap, or beyond the cap where the cap binds."""
    cap = min(figures.step, figures.product)
    return abs(cap - figures.terms.supported)


def next_proof(figures: Figures, policy: Policy) -> str:
    """The sales proof whose next genuine item would add most to X: the largest missing N_k."""
    return max(_SALES_GROUPS, key=lambda group: _gain(figures, policy, group))


def _gain(figures: Figures, policy: Policy, group: str) -> float:
    rule = policy.groups.values.get(group)
    if rule is None:
        return 0.0
    proofs = figures.credit.proofs.get(group, 0.0)
    most = 1 / rule.correlation if rule.correlation else proofs + 1
    return rule.weight * max(0.0, most - proofs)


def _binding_codes(figures: Figures, items: Sequence[Weighed]) -> list[str]:
    fixed = {Binding.SERVICE: "R10", Binding.RISK: "R11", Binding.STEP: "R12", Binding.PRODUCT: "R13"}
    code = fixed.get(figures.formula_binding)
    if code is not None:
        return [code]
    has_debt = figures.income.documented > 0 and figures.terms.capacity < figures.multiple * figures.combined
    if _is_unproven(figures):
        return ["R01"]
    return ["R02" if _months(items) < 3 else "R01"] + (["R10"] if has_debt else [])


def _is_unproven(figures: Figures) -> bool:
    return figures.income.documented <= 0


def _sales_codes(figures: Figures, items: Sequence[Weighed]) -> list[str]:
    codes = ["R01"] if _is_unproven(figures) else []
    if not _is_unproven(figures) and _months(items) < 3:
        codes.append("R02")
    if any(firm.contract > 0 and firm.invoices <= 0 for firm in figures.income.firms):
        codes.append("R04")
    return codes


def _months(items: Iterable[Weighed]) -> int:
    """Calendar months with a counted sales invoice."""
    entries = [i.entry for i in items if i.entry is not None and i.state is ItemState.COUNTED]
    return len({(e.day.year, e.day.month) for e in entries if e.role is Role.SALE and e.amount.amount_minor > 0})


def _item_codes(items: Sequence[Weighed], policy: Policy, as_of: date) -> list[str]:
    counted = [item for item in items if item.state is ItemState.COUNTED]
    floor = policy.flat["counterparty_floor"]
    states = {item.state for item in items}
    found = {
        "R06": any(_is_unusable(item) for item in items),
        "R07": any(_fails(item, frozenset({"identifier"})) for item in items),
        "R08": any(_fails(item, _FIGURE_FAMILIES) for item in items),
        "R03": any(item.freshness(policy, as_of) < 0.5 for item in counted),
        "R05": any(item.entry is not None and item.counterparty_quality <= floor for item in counted),
        "R09": ItemState.DUPLICATE in states,
    }
    return [code for code, applies in found.items() if applies]


def _is_unusable(item: Weighed) -> bool:
    return item.state is ItemState.UNREAD or item.kind is EvidenceKind.UNKNOWN


def _fails(item: Weighed, families: frozenset[str]) -> bool:
    return any(check.verdict is Verdict.FAIL and check.family in families for check in item.checks)


def _above_norm(figures: Figures, policy: Policy) -> bool:
    income = figures.income
    return 0 < income.assets < income.documented / policy.flat["norm_excess"]


def _reason(code: str, figures: Figures, policy: Policy, *, with_shortfall: bool = False) -> Reason:
    text_zh, text_en = TEXTS[code]
    next_zh, next_en = GROUP_NAMES[next_proof(figures, policy)]
    amount = Money(amount_minor=fen(shortfall(figures))) if with_shortfall else None
    return Reason(
        code=code,
        text_zh=text_zh.format(next_zh=next_zh),
        text_en=text_en.format(next_en=next_en),
        amount=amount,
    )
