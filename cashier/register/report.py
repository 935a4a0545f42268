"""A register's message as evidence: text, code, HTTP status, outcome; amount and order number.

Free text never carries an order number out of here, and loses every long run of digits before
anybody sees it: one of them may be a payment code. An answer's code is taken out of a text only
where it cannot be mistaken; two different codes in one text count as none, which keeps the lock.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from cashier.core.errors import WrongUse
from cashier.core.money import Money
from cashier.core.privacy import last_six, strip_digits
from cashier.playbook.codes import CodeTable
from cashier.playbook.evidence import PROVIDERS, Evidence, Source
from cashier.playbook.normalise import LOST, PLAIN_WORDS, normal_code
from cashier.scan.grammar.content import kind_of
from cashier.scan.grammar.kinds import is_payment

LONGEST_TEXT = 2000
_ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-|*@]{6,64}")
_BLANKS = re.compile(r"\s+")
# One letter or digit of any width; text around it is Chinese more often than blank.
_ADDRESSED = re.compile(
    rf"(?<![a-z0-9])(?P<provider>{'|'.join(PROVIDERS)})\s*/\s*(?P<code>[a-z0-9][a-z0-9_.\-]{{0,63}})",
    re.IGNORECASE,
)
_ACQUIRING = re.compile(r"(?<![A-Z0-9_.])A(?:CQ|QC)\.[A-Z][A-Z0-9_.]{2,63}", re.IGNORECASE)
_BARE = re.compile(r"(?<![A-Za-z0-9_./\-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*(?![A-Za-z0-9_/\-])")
_SHORTEST_BARE = 6
_PROVIDER_OF = {
    "fenfu": "wechat",
    "wechat": "wechat",
    "alipay": "alipay",
    "alipay_instalment": "alipay",
    "unionpay": "unionpay",
    "card": "card",
    "card_instalment": "card",
}


class TypedOrderNumberInvalid(WrongUse):
    """A text that cannot be an order number of the shop or of a provider."""

    code = "typed-order-number-invalid"


class PaymentCodeTyped(WrongUse):
    """A payment code where an order number belongs: it must go nowhere."""

    code = "payment-code-typed"


@dataclass(frozen=True, slots=True)
class OrderNumber:
    """An order number in its own field: whole in memory for a query, its last six for keeping.

    An empty one stands for none and is false.
    """

    _value: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str) -> "OrderNumber":
        """Read what was typed or scanned; blanks inside are dropped, width does not matter.

        Raises:
            PaymentCodeTyped: it is the customer's payment code.
            TypedOrderNumberInvalid: too short, too long, or signs that no order number has.
        """
        plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
        if is_payment(kind_of(plain, "Code128")):
            raise PaymentCodeTyped
        if not _ORDER_NUMBER.fullmatch(plain):
            raise TypedOrderNumberInvalid(length=len(plain))
        return cls(plain)

    def reveal(self) -> str:
        """Return the whole number, for a query; the caller answers for where it goes."""
        return self._value

    @property
    def tail(self) -> str:
        """What may be shown and kept."""
        return last_six(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __str__(self) -> str:
        return f"…{self.tail}" if self else ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the till told us about one payment; empty where it told nothing."""

    text: str = ""
    code: str = ""
    http: str = ""
    outcome: str = ""
    order_number: OrderNumber = OrderNumber()
    amount: Money | None = None
    method: str | None = None
    source: Source = "clerk"

    def evidence(self, seen_at: datetime | None = None) -> tuple[Evidence, ...]:
        """Return what diagnosis may use, the most telling first. Never the order number."""
        said = (
            ("register.code", self.code),
            ("register.text", self.text),
            ("register.http", self.http),
            ("register.outcome", self.outcome),
        )
        return tuple(
            Evidence(name, strip_digits(value), self.source, seen_at)
            for name, value in said
            if value
        )


def read_text(text: str, codes: CodeTable, method: str | None = None) -> Report:
    """Read what a clerk typed or a register wrote.

    Args:
        text: anything at all; it never fails.
        codes: the playbook's table, to know a code when it stands in a text.
        method: how the customer paid, where known: it settles whose code it is.
    """
    clean = clean_text(text)
    return Report(text=clean, code=find_code(clean, codes, method), method=method)


def clean_text(text: str) -> str:
    """Return a text fit to keep: one line, plain digits and letters, no long run of digits."""
    narrow = "".join(_narrow(char) for char in text[: 2 * LONGEST_TEXT])
    return strip_digits(_BLANKS.sub(" ", narrow).strip())[:LONGEST_TEXT]


def find_code(text: str, codes: CodeTable, method: str | None = None) -> str:
    """Return the one answer code a text holds, as `provider/CODE`; empty when none or several.

    A code whose rows are all final takes the lock away, so it counts only where the text around it
    says nothing else or is itself a final answer: "NOTENOUGH" does, "no NOTENOUGH this time" not.
    """
    found, rest = _codes_in(unicodedata.normalize("NFKC", text), codes, method)
    if len(found) != 1:
        return ""
    code = next(iter(found.values()))
    provider, _, bare = code.partition("/")
    rows = [row for row in codes.by_code(provider, bare) if row.call == "charge"]
    final = bool(rows) and all(row.final for row in rows)
    alone = codes.is_final(strip_digits(rest)) or codes.is_final(text)
    return code if alone or not final else ""


def _codes_in(
    plain: str, codes: CodeTable, method: str | None
) -> tuple[dict[tuple[str, str], str], str]:
    """Return the codes in a text by provider and spelling, and the text without them."""
    found: dict[tuple[str, str], str] = {}
    rest = plain
    for match in _ADDRESSED.finditer(plain):
        provider, code = match["provider"].lower(), match["code"].rstrip(".-")
        found.setdefault((provider, normal_code(code)), f"{provider}/{code}")
        rest = rest.replace(match.group(), " ")
    for match in _ACQUIRING.finditer(rest):
        code = match.group().rstrip(".")
        found.setdefault(("alipay", normal_code(code)), f"alipay/{code}")
        rest = rest.replace(match.group(), " ")
    for match in _BARE.finditer(rest):
        word = match.group()
        provider = _provider(word, codes, method)
        if provider:
            found.setdefault((provider, normal_code(word)), f"{provider}/{word}")
            rest = rest.replace(word, " ")
    return found, rest


def _provider(word: str, codes: CodeTable, method: str | None) -> str:
    """Return whose code a bare word is; empty when it is no code or could be several providers'."""
    if len(word) < _SHORTEST_BARE or word.lower() in PLAIN_WORDS:
        return ""
    owners = [provider for provider in PROVIDERS if codes.by_code(provider, word)]
    likely = _PROVIDER_OF.get(method or "")
    if likely in owners:
        return likely
    return owners[0] if len(owners) == 1 else ""


def _narrow(char: str) -> str:
    """Make one character plain: full-width letters and digits; what got lost leaves a gap."""
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if kind in ("Cs", "Co", "Cn"):
        return LOST
    if kind == "Cf":
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain.isascii() and plain.isalnum() else char
