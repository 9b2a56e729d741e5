"""Names of firms as they can be compared: cleaned, stripped of region and legal form, and how alike two are."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_LEGAL_FORMS = re.compile(
    "有限责任公司|股份有限公司|有限公司|个体工商户|分公司|公司|商行|经营部|工作室|服务部|门市部|加工厂|合作社|总店|分店"
    "|便利店|超市|店$|厂$|部$|行$|COLTD|LTD$|INC$|LLC$"
)
_TRADES = re.compile("道路|货物|运输|货运|物流|餐饮|贸易|商贸|科技|食品|服装|建材|服务|管理")
_REGION = re.compile("^(?:.{2,3}?(?:省|自治区))?(?:.{2,3}?市)?(?:.{1,3}?[区县])?")


@lru_cache(maxsize=4096)
def normalise(name: str) -> str:
    """Letters, digits and Chinese characters only, full-width folded, upper case."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).upper() if c.isalnum())


@lru_cache(maxsize=4096)
def core_name(name: str) -> str:
    """The distinctive part of a firm's name; the whole normalised name when nothing distinctive is left."""
    full = normalise(name)
    core = _TRADES.sub("", _LEGAL_FORMS.sub("", _REGION.sub("", full)))
    return core if len(core) >= 2 else full


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """Share of the shorter core name that stands in the longer one in the same order, 0-1."""
    a, b = core_name(one), core_name(other)
    if a == b:
        return 1.0 if a else 0.0
    shorter = min(len(a), len(b))
    if shorter < 2:
        return 0.0
    first, second = sorted((a, b))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return float(sum(block.size for block in blocks) / shorter)


def same_code(one: str, other: str) -> bool:
    """Equal identifiers, letter case and blanks aside."""
    return normalise(one) == normalise(other)


def nearly_same_code(one: str, other: str) -> bool:
    """Identifiers of one length that differ in at most two characters, as misread print does."""
    a, b = normalise(one), normalise(other)
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= 2
