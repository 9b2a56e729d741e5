"""Group income: contracts beside invoices, splitting, trading in circles, the top buyer."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_builders import AS_OF, POLICY, profile

from scoring.credit import credit_of
from scoring.evidence import Entry, Role, Weighed
from scoring.income import Income, self_income
from scoring.keys import Keys
from uplift.types import EvidenceKind, ItemState, Money

many = settings(max_examples=300, deadline=None, derandomize=True)
SLACK = 1e-6
amounts = st.integers(1, 1_000_000)
ages = st.integers(0, 330)


def paper(name: str, role: Role, yuan: float, days: int = 0, firm: str = "buyer", months: int = 1) -> Weighed:
    day = date.fromordinal(AS_OF.toordinal() - days)
    is_contract = role is Role.CONTRACT
    return Weighed(
        file_id=name,
        sha256=name,
        kind=EvidenceKind.HAULAGE_CONTRACT if is_contract else EvidenceKind.VAT_INVOICE,
        state=ItemState.IGNORED if role is Role.PURCHASE else ItemState.COUNTED,
        why="",
        keys=Keys(strong=name),
        group=None if role is Role.PURCHASE else "contract" if is_contract else "sales_invoice",
        authenticity=0.97,
        dated=day,
        entry=Entry(role=role, firm=firm, amount=Money(amount_minor=round(yuan * 100)), day=day, months=months),
    )


def income(*papers: Weighed, third_party: float = 0.0) -> Income:
    return self_income(papers, profile(), third_party, POLICY, AS_OF)


def of_firm(*papers: Weighed) -> float:
    return income(*papers).firms[0].income


invoices = st.lists(st.tuples(amounts, ages), min_size=1, max_size=5).map(
    lambda rows: [paper(f"i{n}", Role.SALE, yuan, days) for n, (yuan, days) in enumerate(rows)]
)
contracts = st.tuples(amounts, st.integers(1, 24)).map(lambda p: paper("c", Role.CONTRACT, p[0], 30, months=p[1]))


@many
@given(contracts, invoices)
def test_p10_a_contract_and_its_invoices_stay_between_the_larger_and_the_sum(
    contract: Weighed, sales: list[Weighed]
) -> None:
    both, one, other = of_firm(contract, *sales), of_firm(contract), of_firm(*sales)
    assert max(one, other) - SLACK <= both <= one + other + SLACK


@many
@given(contracts, amounts)
def test_p10_one_more_yuan_of_invoice_never_unlocks_more_than_a_yuan(contract: Weighed, yuan: int) -> None:
    less, more = of_firm(contract, paper("i", Role.SALE, yuan)), of_firm(contract, paper("i", Role.SALE, yuan + 1))
    assert less <= more <= less + 1 + SLACK


@many
@given(st.integers(1, 10_000), st.integers(2, 60), ages)
def test_p11_splitting_an_invoice_adds_no_income_and_few_proofs(each: int, parts: int, days: int) -> None:
    whole = [paper("whole", Role.SALE, each * parts, days)]
    split = [paper(f"part-{n}", Role.SALE, each, days) for n in range(parts)]
    assert abs(income(*split).documented - income(*whole).documented) < SLACK * each * parts
    group = POLICY.groups.values["sales_invoice"]
    assert credit_of(split, None, POLICY, AS_OF).total <= 1 / group.correlation


@many
@given(amounts, ages, st.integers(-90, 90))
def test_p13_selling_and_buying_back_the_same_amount_is_no_income(yuan: int, days: int, apart: int) -> None:
    bought = paper("bought", Role.PURCHASE, yuan, max(0, days + apart))
    assert income(paper("sold", Role.SALE, yuan, days), bought).documented == 0


@many
@given(st.lists(amounts, min_size=1, max_size=4), st.integers(0, 3), amounts, st.integers(0, 200_000))
def test_more_sales_to_any_buyer_never_lower_income(sales: list[int], place: int, extra: int, third_party: int) -> None:
    def papers(*more: Any) -> list[Weighed]:
        return [paper(f"i{n}", Role.SALE, yuan, 0, f"firm-{n}") for n, yuan in enumerate(sales)] + list(more)

    added = paper("extra", Role.SALE, extra, 0, f"firm-{place}")
    before = income(*papers(), third_party=third_party).documented
    assert income(*papers(added), third_party=third_party).documented >= before - SLACK
