"""Names of firms and people as printed beside their labels."""

import re

from extractors.parse import full_width, normalise

_TAIL = re.compile(
    r"\((?:以下|下称|盖章|公章|签章|签字|章|全称|甲方|乙方|如有)[^)]*\)?.*$|以下简称.*$|(?:统一社会信用|纳税人识别|信用代码|法定代表|"
    r"注册地址|联系电话|联系人|身份证|营业执照|地址:|电话:|住所:|住所地|日期:|签字|盖章|委托代理|授权代表|开户).*$"
)
_HEAD = re.compile(r"^(?:\((?:[^)]{1,10})\))?[:;,.、\s_*]*")
_EDGE = re.compile(r"(?:^[购销买售方信息]{1,3} (?=\S))|(?: [购销买售方信息密码区备注]{1,3})+$")
_LABEL_ONLY = re.compile(
    r"^(?:名称|地址|电话|日期|签字|盖章|公章|合同|甲方|乙方|购买方|销售方|规格型号|单位|数量|金额|税额|密码区)"
)
COMPANY = re.compile(
    r"公司|集团|商行|商店|经营部|工厂|厂$|店$|中心|合作社|事务所|车队|物流|运输|超市|银行|医院|学校|大学|个体"
)


def chinese_party(text: str) -> str | None:
    """A firm's or person's name, 2-60 characters, without what follows it on the line; None for labels and blanks."""
    flat = _HEAD.sub("", normalise(text))
    flat = _EDGE.sub("", _TAIL.sub("", flat)).strip(" :;,._-—|*")
    plain = flat.replace(" ", "")
    if not 2 <= len(plain) <= 60 or _LABEL_ONLY.match(plain) or not re.search(r"[一-鿿]{2}|[A-Za-z]{3}", plain):
        return None
    return full_width(plain) if re.search("[一-鿿]", plain) else flat


_NO_NAME = re.compile(
    r"rechnung|invoice|factuur|facture|factura|fattura|receipt|korrektur|gutschrift|stylesheet|warenwert|seite|page|"
    r"nummer|number|\b(?:nr|no|gln|gtin|tel|fax|phone|e-?mail|iban|bic|date|datum|vat|ust|tax|total|address|terms|"
    r"payment|zahlung|account|kunden-nr|lief-nr|lieferschein|steuer|ship to|bill to|p\.?o\.? box)\b|@|www\.|https?:|"
    r"[:;€$£]|^[^a-zA-ZÀ-ÿ]*$",
    re.I,
)
_FORM_ONLY = re.compile(
    r"^(?:GmbH|AG|KG|Ltd\.?|Limited|Inc\.?|LLC|S\.?A\.?|B\.?V\.?|& Co\.?|Herrn?|Frau|Mr\.?|Mrs\.?|Ms\.?|M\.|Mme)[ .]*$",
    re.I,
)
_MAX_WORDS = 8  # longer is a sentence


def foreign_party(text: str) -> str | None:
    """A name in Latin letters; None for numbers, labels, addresses with a colon, headings and sentences."""
    flat = normalise(text).split(" - ")[0].split(" ● ")[0].strip(" :;,*|-/")
    flat = re.sub(r"^(?:M/S|Messrs\.?|To:|Name:|Herrn?|Frau|Firma) ", "", flat, flags=re.I)
    letters = sum(char.isalpha() for char in flat)
    if not 3 <= len(flat) <= 80 or letters < max(3, len(flat) / 2) or len(flat.split()) > _MAX_WORDS:
        return None
    spaced_heading = re.fullmatch(r"(?:\S )+\S", flat)
    return None if spaced_heading or _NO_NAME.search(flat) or _FORM_ONLY.match(flat) else flat
