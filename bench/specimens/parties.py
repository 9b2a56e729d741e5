"""The invented firms, people and vehicles that the specimens speak of."""

from dataclasses import dataclass

from bench.specimens.numbers import uscc


@dataclass(frozen=True, kw_only=True)
class Party:
    """A firm or self-employed merchant."""

    name: str
    uscc: str
    address: str
    person: str  # legal representative or owner
    phone: str
    bank: str
    account: str


@dataclass(frozen=True, kw_only=True)
class Vehicle:
    """One truck."""

    plate: str
    model: str
    kind: str
    payload_t: str
    vin: str
    engine: str


HAULIER = Party(
    name="余杭区顺达货物运输户",
    uscc=uscc("92330110MA2KQ7D3"),
    address="浙江省杭州市余杭区良渚街道运河坝北路128号3幢106室",
    person="沈顺达",
    phone="13800010086",
    bank="浙江余杭田园合作银行良渚支行",
    account="2010000312584407",
)
SHIPPER = Party(
    name="杭州临江建材制造有限公司",
    uscc=uscc("91330114MA2HX5K8"),
    address="浙江省杭州市钱塘区临江街道长丰路2066号",
    person="周明远",
    phone="0571-80001234",
    bank="浙江钱塘江海银行临江支行",
    account="3301040160002217735",
)
TRADER = Party(
    name="苏州禾润农副产品贸易有限公司",
    uscc=uscc("91320507MA1WB9T2"),
    address="江苏省苏州市相城区望亭镇禾丰路19号",
    person="顾雅琴",
    phone="0512-80004321",
    bank="江苏相城田园银行望亭支行",
    account="706601830012004417",
)
GROCER = Party(
    name="余杭区满仓粮油商行",
    uscc=uscc("92330110MA2CL4N6"),
    address="浙江省杭州市余杭区瓶窑镇南山村集市路7号",
    person="何满仓",
    phone="13900020097",
    bank="浙江余杭田园合作银行瓶窑支行",
    account="2010000398811260",
)
