"""What licences and permits say in the same way: people, running words, terms of validity, numbers. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from extractors.parse import chinese_date, compact, full_width, normalise, old_licence_closes, period
from uplift.types import Field, FieldValue

FOR_EVER = re.compile("长期|永久|无固定期限|长斯|至今")
WITHOUT_END = ""  # a term that never ends: `ended` turns it into a field with raw text and no value
_OLD_NUMBER = re.compile(r"(?<![0-9A-Z])[0-9OQDILZSB]{15}(?![0-9A-Z])")
_OLD_SLIPS = str.maketrans("OQDILZSB", "00011258")
_FIRM = re.compile(
    r"[一-鿿A-Za-z0-9()·]{2,30}(?:公司|商行|经营部|商店|店|超市|工厂|加工厂|厂|合作社|中心|运输户|批发部|饭店|车队|门市部|服务部|"
    r"工作室|家庭农场|农场|养殖场|饭庄|餐馆|酒楼|茶楼|药房|药店|诊所|面馆|餐厅|宾馆|酒店|旅馆|小吃铺|烘焙坊)(?:\([一-鿿]{2,8}\))?"
)
_NO_FIRM = re.compile(
    r"^(?:其他|一人)?(?:有限责任公司|股份有限公司|有限公司|合伙|个人独资|个体工商户|农民专业合作社)|类型|监督|管理局|名称|登记机关|"
    r"审批|服务中心$|公示系统|经营场所"
)
_COMMA_IN_DAY = re.compile(
    r"(?<=(?:19|20)[0-9]{2}),(?=[0-9]{1,2}[.,-])|(?<=20[0-9]{2}[.-][0-9]{2}),(?=[0-9]{2}(?![0-9]))"
)
_NAME = re.compile(r"[一-鿿]{1,10}(?:[·•.・][一-鿿]{1,10})?|[A-Za-z]{3,40}")


def person(text: str) -> str | None:
    """A person's name of 2-15 Chinese characters (minority names hold a dot), or Latin letters."""
    flat = normalise(text).replace(" ", "")
    match = _NAME.match(flat)
    if match is None or len(match.group()) < 2:
        return None
    return re.sub("[•.・]", "·", match.group())


def words(text: str) -> str | None:
    """At least two letters or characters of running text."""
    flat = normalise(text).strip(" :;,._|")
    return full_width(flat) if len(re.findall(r"[^\W\d_]", flat)) >= 2 else None


def chinese_words(text: str) -> str | None:
    """As `words`, with at least two Chinese characters."""
    return words(text) if len(re.findall("[一-鿿]", text)) >= 2 else None


def end_of_term(text: str) -> FieldValue:
    """The last day of a period, or a single day; `WITHOUT_END` when it says so."""
    flat = _COMMA_IN_DAY.sub(".", normalise(text))
    first, second = period(re.sub("^自", "", flat))
    if second is None and FOR_EVER.search(flat):
        return WITHOUT_END
    return second or _joined_end(flat) or first


def _joined_end(flat: str) -> date | None:
    """The second of two dates whose ``至`` was not read, or was read as a dash."""
    days = re.findall(r"[0-9]{4} ?[年./-] ?[0-9]{1,2} ?[月./-] ?[0-9]{1,2}", flat)
    return chinese_date(days[1]) if len(days) == 2 else None


def whole_term(text: str) -> FieldValue:
    """The last day of a period that is printed with both its days; for terms that stand without a label."""
    first, second = period(re.sub("^自", "", normalise(text)))
    return second if first is not None and second is not None and second > first else None


def ended(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields; a term without end keeps its raw text and has no value."""
    return tuple(replace(field, value=None) if field.value == WITHOUT_END else field for field in fields)


def old_number(text: str) -> str | None:
    """A registration number of 15 digits, as licences before 2015 carry (注册号); letters read for digits mended."""
    for run in _OLD_NUMBER.findall(compact(text)):
        digits: str = run.translate(_OLD_SLIPS)
        if digits == run or old_licence_closes(digits):
            return digits
    return None


def firm_alone(text: str) -> str | None:
    """A whole line that is a firm's name, for one whose label was not read; no legal form and no authority."""
    flat = normalise(text).replace(" ", "")
    return full_width(flat) if _FIRM.fullmatch(flat) and not _NO_FIRM.search(flat) else None


def first_of(*parsers: Callable[[str], FieldValue]) -> Callable[[str], FieldValue]:
    """The value of the first parser that has one."""

    def parse(text: str) -> FieldValue:
        return next((value for parser in parsers if (value := parser(text)) is not None), None)

    return parse
