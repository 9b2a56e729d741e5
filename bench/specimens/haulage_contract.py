"""The words of a haulage contract."""

from datetime import date
from decimal import Decimal

from bench.specimens.contract import Contract, amount_runs, term_runs
from bench.specimens.parties import Party


def haulage_contract(
    *, number: str, shipper: Party, carrier: Party, signed: date, start: date, end: date, amount: Decimal,
    plate: str, route_from: str, route_to: str, cargo: str, payload_t: str,
) -> Contract:  # fmt: skip
    """A twelve-month haulage contract between a shipper (甲方) and a carrier (乙方)."""
    goods = (
        (
            ("1.1 货物名称：", (cargo, "cargo", cargo), "。规格、数量以每批次发货单记载为准。"),
            ("1.2 起运地：", (route_from, "route_from", route_from), "。"),
            ("1.3 到达地：", (route_to, "route_to", route_to), "。"),
            ("1.4 承运车辆：重型半挂牵引车，车牌号", (plate, "plate_number", plate),
             f"，核定载质量{payload_t}吨。更换车辆的，乙方应提前一日告知甲方并取得同意。"),
        )
    )  # fmt: skip
    money = (
        ("2.1 运输期限", *term_runs(start, end), "，共十二个月。"),
        ("2.2 本合同运费总额（不含税）为", *amount_runs(amount), "，按月平均安排运量。"),
        ("2.3 运费按实际签收吨位逐月结算，每吨单价捌拾元（不含税）。乙方于当月向甲方开具税率为9%的增值税发票，"
         "甲方收到发票后十五日内以银行转账方式付清。",),
    )  # fmt: skip
    return Contract(
        title="货物运输合同",
        number=number,
        party_a=shipper,
        party_b=carrier,
        roles=("甲方（托运方）", "乙方（承运方）"),
        signed=signed,
        start=start,
        end=end,
        amount=amount,
        place="浙江省杭州市钱塘区",
        clauses=(
            ("鉴于甲方有长期运输需要，乙方具备道路货物运输经营资格，双方协商一致，订立本合同：", ()),
            ("第一条  运输货物与线路", goods),
            ("第二条  期限、运费与结算", money),
            *HAULAGE_ARTICLES,
        ),
        extra={"route_from": route_from, "route_to": route_to, "cargo": cargo, "plate_number": plate},
        seed=11,
    )


HAULAGE_ARTICLES = (
    ("第三条  双方责任", (
        ("3.1 甲方应于装货前一日以书面或短信方式告知货物数量、装货时间与收货人，并负责装车，保证包装牢固、"
         "所托运货物不属于国家禁止或者限制运输的物品。",),
        ("3.2 乙方应保证车辆证照齐全、状况良好，按约定线路行驶，自装车完毕起四十八小时内送达；途中发生事故、"
         "道路中断的，应立即告知甲方并采取措施防止损失扩大。",),
        ("3.3 货物自装车签收至收货人签收期间的灭失、短少、污损由乙方负责，按货物到达地的市场价格赔偿；因不可抗力、"
         "货物本身性质或者甲方包装不当造成的除外。",),
    )),
    ("第四条  保险", (
        ("乙方应为车辆投保机动车交通事故责任强制保险与承运人责任险，并在合同期内保持有效。",),
    )),
    ("第五条  违约责任", (
        ("5.1 甲方逾期付款的，每逾期一日按应付未付金额的万分之三支付违约金。",),
        ("5.2 乙方无正当理由逾期送达的，每逾期一日按该批次运费的百分之一支付违约金，累计不超过该批次运费。",),
    )),
    ("第六条  变更、解除与争议", (
        ("6.1 合同的变更须经双方书面同意。任何一方提前解除合同的，应提前三十日书面通知对方，并结清已发生的运费。",),
        ("6.2 履行中发生争议的，双方协商解决；协商不成的，向甲方住所地有管辖权的人民法院起诉。",),
    )),
    ("第七条  其他", (
        ("本合同一式两份，双方各执一份，自双方签字盖章之日起生效。发货单、签收单为本合同附件。",),
    )),
)  # fmt: skip
