"""Contracts on A4: a haulage contract and a sale contract, born digital, stamped and signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from bench.specimens.numbers import capitals, chinese_day, grouped
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal, signature
from bench.specimens.sheet import Sheet

LEFT, RIGHT, TOP, BOTTOM = 26.0, 184.0, 26.0, 270.0
LEADING = 7.4
WORDS = Path(__file__).parent / "words"
# a run of text; with a name when it holds the true value of a field
Run = tuple[str, str, str] | str


@dataclass(frozen=True, kw_only=True)
class Contract:
    """What every contract says; `clauses` are the numbered articles after the particulars."""

    title: str
    number: str
    party_a: Party
    party_b: Party
    roles: tuple[str, str]
    signed: date
    start: date
    end: date
    amount: Decimal
    place: str
    clauses: tuple[tuple[str, tuple[tuple[Run, ...], ...]], ...]
    extra: Mapping[str, str]
    seed: int = 1
    seals: bool = True


class Flow:
    """Writes paragraphs down the page, breaking lines between characters as Chinese does."""

    def __init__(self, sheet: Sheet, y: float) -> None:
        self.sheet = sheet
        self.y = y

    def paragraph(self, runs: Sequence[Run], *, size: float = 11.5, indent: float = 8.2, bold: float = 0) -> None:
        """One paragraph; a marked run keeps its box on the line where it starts."""
        x = LEFT + indent
        self.room()
        for run in runs:
            words, mark = (run, None) if isinstance(run, str) else (run[0], (run[1], run[2]))
            while words:
                fit = self._fit(words, RIGHT - x, size)
                if fit:
                    x = self.sheet.text(x, self.y, words[:fit], size=size, bold=bold, mark=mark)
                words, mark = words[fit:], None if fit else mark
                if words:
                    x = LEFT
                    self._feed()
        self._feed()

    def _fit(self, words: str, room: float, size: float) -> int:
        count = len(words)
        while count and pdfmetrics.stringWidth(words[:count], "song", size) / mm > room + 0.01:
            count -= 1
        # no line starts with a closing mark, and none breaks inside a number
        while 0 < count < len(words) and (words[count] in "，。；、）》：" or _inside_number(words, count)):
            count -= 1
        return count

    def _feed(self) -> None:
        self.y += LEADING
        self.room()

    def room(self, needed: float = 0) -> None:
        if self.y + needed > BOTTOM:
            self.sheet.next_page()
            self.y = TOP


def _inside_number(words: str, at: int) -> bool:
    return all(char.isascii() and not char.isspace() for char in words[at - 1 : at + 1])


def draw(contract: Contract) -> Sheet:
    """Draw the contract."""
    sheet = Sheet(width=210, height=297, day=contract.signed, title=contract.title)
    end = sheet.text(LEFT, 24, "合同编号：", size=10.5)
    sheet.text(end, 24, contract.number, size=10.5, mark="contract_number")
    sheet.text(105, 38, contract.title, size=22, align="centre", bold=0.6, space=1.4)
    flow = Flow(sheet, 52)
    for letter, role, party in zip("ab", contract.roles, (contract.party_a, contract.party_b), strict=True):
        _party(flow, letter, role, party)
    flow.y += 2
    for heading, paragraphs in contract.clauses:
        flow.room(2 * LEADING)
        flow.paragraph([heading], indent=0, bold=0.35 if paragraphs else 0)
        for runs in paragraphs:
            flow.paragraph(runs)
    _signatures(flow, contract)
    return sheet


def _party(flow: Flow, letter: str, role: str, party: Party) -> None:
    flow.paragraph([role + "：", (party.name, f"party_{letter}_name", party.name)], indent=0)
    flow.paragraph(["统一社会信用代码：", (party.uscc, f"party_{letter}_id", party.uscc)], indent=0)
    flow.paragraph([f"住所：{party.address}"], indent=0)
    flow.paragraph([f"{_head_of(party)}：{party.person}        联系电话：{party.phone}"], indent=0)


def _head_of(party: Party) -> str:
    return "经营者" if party.uscc.startswith("92") else "法定代表人"


def _signatures(flow: Flow, contract: Contract) -> None:
    flow.y += 4
    flow.room(66)
    sheet, y = flow.sheet, flow.y
    sheet.text(LEFT, y, "（以下无正文，为签署部分）", size=10)
    for letter, x, role, party, seed in (
        ("a", LEFT, contract.roles[0], contract.party_a, contract.seed),
        ("b", 110.0, contract.roles[1], contract.party_b, contract.seed + 1),
    ):
        sheet.text(x, y + 12, f"{role.split('（')[0]}（盖章）：", size=11.5)
        sheet.text(x, y + 20, party.name, size=11, mark=f"party_{letter}_name")
        sheet.text(x, y + 30, f"{_head_of(party)}（签字）：", size=11.5)
        sheet.text(x, y + 44, "签订日期：", size=11.5)
        day = ("sign_date", contract.signed.isoformat())
        sheet.text(x + 21, y + 44, chinese_day(contract.signed), size=11.5, mark=day)
        if contract.seals:
            # a self-employed merchant signs and stamps a plain seal; a firm its contract seal
            foot = "合同专用章" if party.uscc.startswith("91") else "业务专用章"
            sheet.picture(signature(party.person, seed), x + 50, y + 28, 26, turn=3)
            sheet.picture(round_seal(party.name, foot, seed), x + 40, y + 27, 40, turn=-6 + seed % 9)
            box = (x + 20, y + 7, x + 60, y + 47)
            for name, value in (("has_seal", "true"), ("seal_text", party.name), ("has_signature", "true")):
                sheet.remember(name, value, box)
    sheet.text(LEFT, y + 54, f"签订地点：{contract.place}", size=11.5)


def articles(name: str) -> tuple[tuple[str, tuple[tuple[Run, ...], ...]], ...]:
    """The fixed articles in words/NAME.txt: ``# heading`` lines, each followed by its paragraphs."""
    found: list[tuple[str, tuple[tuple[Run, ...], ...]]] = []
    for line in (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found.append((line[2:], ()))
        else:
            found[-1] = (found[-1][0], (*found[-1][1], (line,)))
    return tuple(found)


def facts(contract: Contract) -> dict[str, str]:
    """The catalogue's scalar fields of this contract."""
    return {
        "party_a_name": contract.party_a.name, "party_a_id": contract.party_a.uscc,
        "party_b_name": contract.party_b.name, "party_b_id": contract.party_b.uscc,
        "contract_number": contract.number, "sign_date": contract.signed.isoformat(),
        "start_date": contract.start.isoformat(), "end_date": contract.end.isoformat(),
        "total_amount": f"{contract.amount:.2f}", "total_in_capitals": capitals(contract.amount, "元"),
        **contract.extra,
    }  # fmt: skip


def signed_facts(contract: Contract) -> dict[str, str]:
    """As `facts`, with what is told by ink and not by print."""
    if not contract.seals:
        return facts(contract) | {"has_seal": "false", "has_signature": "false"}
    names = f"{contract.party_a.name}；{contract.party_b.name}"
    return facts(contract) | {"has_seal": "true", "has_signature": "true", "seal_text": names}


def amount_runs(amount: Decimal) -> tuple[Run, ...]:
    """``人民币壹佰捌拾万元整（¥1,800,000.00）`` as marked runs."""
    words = capitals(amount, "元")
    return (
        "人民币", (words, "total_in_capitals", words), "（¥", (grouped(amount), "total_amount", f"{amount:.2f}"), "）",
    )  # fmt: skip


def term_runs(start: date, end: date) -> tuple[Run, ...]:
    """``自 … 起至 … 止`` as marked runs."""
    return (
        "自", (chinese_day(start), "start_date", start.isoformat()),
        "起至", (chinese_day(end), "end_date", end.isoformat()), "止",
    )  # fmt: skip
