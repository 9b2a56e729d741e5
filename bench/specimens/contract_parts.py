"""Parts every contract has: two parties, sums, dates, articles and the block where both sign and stamp."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from bench.specimens.contract_paper import Cell, Paper, Run
from bench.specimens.drawn import Drawn, Rows
from bench.specimens.numbers import capitals, chinese_day, grouped
from bench.specimens.parties import Party
from bench.specimens.seals import round_seal, signature, thumbprint
from bench.specimens.world import Line, World

WORDS = Path(__file__).parent / "words"
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One party as this contract names it."""

    letter: str  # a or b
    role: str  # as printed before the colon: 甲方（买方）
    party: Party

    @property
    def person(self) -> bool:
        """True for a natural person, who has an identity number and no company seal."""
        return len(self.party.name) <= 4

    @property
    def name(self) -> Run:
        """The name, marked."""
        return (self.party.name, f"party_{self.letter}_name", self.party.name)

    @property
    def code(self) -> Run:
        """The company code or identity number, marked."""
        return (self.party.uscc, f"party_{self.letter}_id", self.party.uscc)

    @property
    def head(self) -> str:
        """What the person who signs is called."""
        if self.person:
            return "本人"
        return "经营者" if self.party.uscc.startswith("92") else "法定代表人"


@dataclass(kw_only=True)
class Facts:
    """The truth of one contract as it is written; what never gets onto the paper must not get in here."""

    values: dict[str, "str | Rows"] = field(default_factory=dict)

    def put(self, words: str, name: str, value: str | None = None) -> Run:
        """A marked run, its value remembered as truth."""
        self.values[name] = words if value is None else value
        return (words, name, words if value is None else value)

    def day(self, day: date, name: str, form: str = "{0}年{1:02d}月{2:02d}日") -> Run:
        """A date in any printed form, marked."""
        return self.put(form.format(day.year, day.month, day.day), name, day.isoformat())

    def digits(self, amount: Decimal, name: str = "total_amount", form: str = "{0:,.2f}") -> Run:
        """An amount in digits, marked."""
        return self.put(form.format(amount), name, f"{amount:.2f}")

    def words(self, amount: Decimal, yuan: str = "元") -> Run:
        """The total in capitals, marked."""
        return self.put(capitals(amount, yuan), "total_in_capitals")

    def sides(self, sides: Sequence[Side], *, ids: bool = True) -> None:
        """Names and codes of both parties."""
        for side in sides:
            self.values[f"party_{side.letter}_name"] = side.party.name
            if ids:
                self.values[f"party_{side.letter}_id"] = side.party.uscc


def person(world: World, place_code: str = "330110") -> Party:
    """A natural person with an identity number whose year of birth nobody living has."""
    body = (
        f"{place_code}1899{world.rng.randint(1, 12):02d}{world.rng.randint(1, 28):02d}{world.rng.randint(1, 999):03d}"
    )
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(char) * weight for char, weight in zip(body, weights, strict=True)) % 11]
    name = world.person()
    return Party(
        name=name, uscc=body + check, address=world.street(world.place()), person=name, phone=world.phone(),
        bank="", account=world.digits(19),
    )  # fmt: skip


def pool(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Articles of words/NAME.txt: ``# heading`` lines without a number, each followed by its paragraphs."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found.append((line[2:], ()))
        elif line:
            found[-1] = (found[-1][0], (*found[-1][1], line))
    return tuple(found)


def some(name: str, rng: random.Random, count: int) -> list[tuple[str, tuple[str, ...]]]:
    """`count` articles of a pool, in their own order."""
    articles = pool(name)
    kept = sorted(rng.sample(range(len(articles)), min(count, len(articles))))
    return [articles[index] for index in kept]


@dataclass
class Articles:
    """Numbers articles as they are written; styles: 第一条, 一、 or 1."""

    paper: Paper
    style: str = "第一条"
    number: int = 0

    def head(self, words: str) -> None:
        """The heading of the next article."""
        self.number += 1
        self.paper.room(2 * self.paper.look.leading)
        self.paper.line(self._label() + words, bold=0.35)

    def __call__(self, words: str, *paragraphs: Sequence[Run]) -> None:
        """One article; its paragraphs are numbered where the style does so."""
        self.head(words)
        for index, runs in enumerate(paragraphs, 1):
            mark = {
                "第一条": f"{self.number}.{index} ",
                "一、": f"{index}．" if len(paragraphs) > 1 else "",
                "1.": f"({index}) ",
            }
            self.paper.paragraph([mark[self.style], *([runs] if isinstance(runs, str) else runs)])

    def fixed(self, articles: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Articles of a pool."""
        for words, paragraphs in articles:
            self(words, *paragraphs)

    def _label(self) -> str:
        tens, ones = divmod(self.number, 10)
        numeral = ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")
        return {"第一条": f"第{numeral}条  ", "一、": f"{numeral}、", "1.": f"{self.number}. "}[self.style]


def side_lines(paper: Paper, side: Side, *, code: str = "统一社会信用代码", full: bool = True) -> None:
    """A party in lines: role and name, code, address, head and phone."""
    paper.line(f"{side.role}：", side.name)
    paper.line(f"{'身份证号码' if side.person else code}：", side.code)
    if full:
        paper.line("住址：" if side.person else "住所：", (side.party.address, "", ""))
        who = [] if side.person else [f"{side.head}：", (side.party.person, "", ""), "    "]
        paper.line(*who, "联系电话：", (side.party.phone, "", ""))


def side_table(paper: Paper, sides: Sequence[Side]) -> None:
    """Both parties side by side in a ruled table."""
    one, two = sides
    width = paper.look.right - paper.look.left
    shares = (0.15, 0.35, 0.15, 0.35)
    rows = [
        (one.role, one.name, two.role, two.name),
        (
            "信用代码" if not one.person else "身份证号",
            one.code,
            "信用代码" if not two.person else "身份证号",
            two.code,
        ),
        ("地    址", one.party.address, "地    址", two.party.address),
        (one.head, one.party.person, two.head, two.party.person),
        ("联系电话", one.party.phone, "联系电话", two.party.phone),
    ]
    paper.grid([width * share for share in shares], rows, size=9.5)


def side_matrix(paper: Paper, sides: Sequence[Side]) -> None:
    """A table with a column for each party."""
    width = paper.look.right - paper.look.left
    one, two = sides
    rows = [
        ("", one.role, two.role),
        ("单位名称", one.name, two.name),
        ("统一社会信用代码", one.code, two.code),
        ("注册地址", one.party.address, two.party.address),
        ("法定代表人/负责人", one.party.person, two.party.person),
        ("联系电话", one.party.phone, two.party.phone),
    ]
    paper.grid([width * 0.22, width * 0.39, width * 0.39], rows, size=9.5)


def goods_table(
    paper: Paper, facts: Facts, lines: Sequence[Line], heads: Sequence[str], *, total: bool = True
) -> Decimal:
    """A ruled table of wares; heads name number, ware, model, unit, quantity, price and amount. Returns the sum."""
    width = paper.look.right - paper.look.left
    shares = (0.07, 0.24, 0.2, 0.09, 0.1, 0.14, 0.16)
    amount = sum((line.net for line in lines), Decimal(0))
    top = paper.y
    rows: list[Sequence[Run]] = [heads]
    for index, line in enumerate(lines, 1):
        rows.append(
            (str(index), line.name, line.model, line.unit, str(line.quantity), f"{line.price:.2f}", f"{line.net:.2f}")
        )
    if total:
        rows.append(("合计", "", "", "", "", "", facts.digits(amount, form="{0:.2f}")))
    paper.grid([width * share for share in shares], rows, size=9.5)
    paper.sheet.remember("goods", "", (paper.look.left, top, paper.look.right, paper.y))
    facts.values["goods"] = [
        {"name": line.name, "quantity": str(line.quantity), "unit_price": f"{line.price:.2f}", "net": f"{line.net:.2f}"}
        for line in lines
    ]
    return amount


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How the two sign: labels, and what is really there."""

    day: date | None
    sealed: bool = True
    signed: bool = True
    seal_label: str = "（盖章）"
    sign_label: str = "{head}（签字）："
    date_label: str = "签订日期："
    form: str = "{0}年{1:02d}月{2:02d}日"
    seed: int = 1


def sign_columns(paper: Paper, facts: Facts, sides: Sequence[Side], end: Ending) -> None:
    """The parties sign side by side."""
    paper.room(58)
    y, middle = paper.y + 6, (paper.look.left + paper.look.right) / 2 + 3
    for x, side, seed in zip((paper.look.left, middle), sides, (end.seed, end.seed + 1), strict=True):
        _one_signs(paper, facts, side, replace(end, seed=seed), x, y)
    _note(facts, sides, end)
    paper.y = y + 50


def sign_rows(paper: Paper, facts: Facts, sides: Sequence[Side], end: Ending) -> None:
    """The parties sign one below the other."""
    for index, side in enumerate(sides):
        paper.room(46)
        _one_signs(paper, facts, side, replace(end, seed=end.seed + index), paper.look.left + 6, paper.y + 5)
        paper.y += 44
    _note(facts, sides, end)


def sign_table(paper: Paper, facts: Facts, sides: Sequence[Side], end: Ending) -> None:
    """A ruled block with the particulars of both sides, as model forms of sale have it."""
    paper.room(76)
    half, top = (paper.look.right - paper.look.left) / 2, paper.y
    rows: list[tuple[Cell, ...]] = [tuple(side.role.split("（")[0] for side in sides)]
    labels = (
        "单位名称（章）：",
        "单位地址：",
        "法定代表人：",
        "委托代理人（签字）：",
        "电话：",
        "开户银行：",
        "账号：",
    )
    rows.extend(tuple((label, *_particular(side, label)) for side in sides) for label in labels)
    paper.grid([half, half], rows, size=9.5, centred=False, height=8)
    for index, side in enumerate(sides):
        x = paper.look.left + half * (index + 0.62)
        row = paper.middles[1 + labels.index("委托代理人（签字）：")]
        _ink(paper, side, end, (x + 6, top + 24), (x + 2, row), end.seed + index)
    if end.day is not None:
        paper.line(end.date_label, facts.day(end.day, "sign_date", end.form))
    _note(facts, sides, end)


def _particular(side: Side, label: str) -> tuple[Run, ...]:
    known = {"单位名": side.name, "单位地": side.party.address, "法定代": side.party.person, "电话：": side.party.phone,
             "开户银": side.party.bank, "账号：": side.party.account}  # fmt: skip
    found = known.get(label[:3])
    return (found,) if found else ()


def _one_signs(paper: Paper, facts: Facts, side: Side, end: Ending, x: float, y: float) -> None:
    sheet, look = paper.sheet, paper.look
    role = side.role.split("（")[0]
    label = f"{role}（签字）：" if side.person else f"{role}{end.seal_label}："
    after = sheet.text(x, y, label, size=look.size, face=look.face)
    if not side.person:
        sheet.text(x, y + 8, side.party.name, size=look.size - 1, face=look.face, mark=f"party_{side.letter}_name")
        after = sheet.text(x, y + 20, end.sign_label.format(head=side.head), size=look.size, face=look.face)
    sign_y = y if side.person else y + 20
    _ink(paper, side, end, (x + 44, y + 16), (after + 16, sign_y - 1.5), end.seed)
    if end.day is not None:
        start = sheet.text(x, y + 32, end.date_label, size=look.size, face=look.face)
        words, name, value = facts.day(end.day, "sign_date", end.form)
        sheet.text(start, y + 32, words, size=look.size, face=look.face, mark=(name, value))


def _ink(
    paper: Paper, side: Side, end: Ending, stamp: tuple[float, float], pen: tuple[float, float], seed: int
) -> None:
    """The strokes of the pen, then the seal over them; a person presses a thumb instead."""
    sheet = paper.sheet
    if end.signed:
        sheet.picture(signature(side.party.person, seed), *pen, 26, turn=3)
        sheet.remember("has_signature", "true", (pen[0] - 13, pen[1] - 5, pen[0] + 13, pen[1] + 5))
        if side.person:
            sheet.picture(thumbprint(seed), pen[0] + 12, pen[1], 11, turn=seed % 40 - 20)
    if end.sealed and not side.person:
        foot = "合同专用章" if side.party.uscc.startswith("91") else "业务专用章"
        sheet.picture(round_seal(side.party.name, foot, seed), *stamp, 40, turn=seed % 25 - 12)
        box = (stamp[0] - 20, stamp[1] - 20, stamp[0] + 20, stamp[1] + 20)
        sheet.remember("has_seal", "true", box)
        sheet.remember("seal_text", side.party.name, box)


def _note(facts: Facts, sides: Sequence[Side], end: Ending) -> None:
    stamped = [side.party.name for side in sides if end.sealed and not side.person]
    facts.values["has_seal"] = "true" if stamped else "false"
    facts.values["has_signature"] = "true" if end.signed else "false"
    if stamped:
        facts.values["seal_text"] = "；".join(stamped)


def done(paper: Paper, facts: Facts) -> Drawn:
    """The drawn contract with its truth."""
    last = paper.sheet.page
    for name in ("has_seal", "has_signature"):
        if facts.values.get(name) == "false":
            paper.sheet.remember(name, "false", (paper.look.left, paper.y - 40, paper.look.right, paper.y))
    assert all(mark.page <= last for mark in paper.sheet.marks)
    return Drawn(sheet=paper.sheet, fields=dict(facts.values))


def in_words(amount: Decimal) -> str:
    """``壹佰贰拾元整`` for sums that are no field."""
    return capitals(amount, "元")


def day_of(day: date) -> str:
    """``2026年09月18日`` for days that are no field."""
    return chinese_day(day)


def money(amount: Decimal) -> str:
    """``1,800,000.00`` for sums that are no field."""
    return grouped(amount)
