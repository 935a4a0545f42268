"""Payment codes made of digits: which wallet's, by prefix and length. Pure.

How sure the patterns are: WeChat 10 to 15 and 18 digits is the provider's own word; Alipay 25 to
30 and 16 to 24 digits comes from a digest of the provider's pages; UnionPay 62 and 19 digits and
e-CNY 01 and 19 digits are what developers tell, e-CNY from one source only. Codes of other
wallets, such as Baidu's 31, are not known well enough to be named: they are `other`.
"""

import re
import unicodedata

from cashier.scan.grammar.customer import HEAD

_PATTERNS = (
    ("wechat_payment", re.compile(r"1[0-5][0-9]{16}")),
    ("alipay_payment", re.compile(r"(?:2[5-9]|30)[0-9]{14,22}")),
    ("unionpay_payment", re.compile(r"62[0-9]{17}")),
    ("ecny_payment", re.compile(r"01[0-9]{17}")),
)
_LONGEST_DRESSED = 200


def payment_kind(text: str) -> str | None:
    """Return the wallet whose payment code these digits are; None for any other text."""
    for kind, pattern in _PATTERNS:
        if pattern.fullmatch(text):
            return kind
    return None


def hides_payment(text: str) -> bool:
    """Whether a text may be somebody's payment code although it is not spelt as one.

    Wide digits, blanks or marks between them, a customer code that was cut: no till would take
    them, but whoever tidies them up holds a bearer token.
    """
    if HEAD in text:
        return True
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_DRESSED])
    if any(char.isalpha() for char in plain):
        return False
    return payment_kind("".join(char for char in plain if "0" <= char <= "9")) is not None
