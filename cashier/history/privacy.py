"""What may be kept. Everything passes here before it is written; the chain cannot forget.

Order numbers keep their last six, free text loses long digits, and what touches a customer's
credit is not kept: credit causes become `customer.account`, and the answers about the phone's
分付 line and notices become `kept_private`. Reading such an answer back gives `unknown`. What the
register showed stands beside the chain (`beside`) until the case has ended; if it spoke of credit
it is dropped then.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cashier.core.privacy import last_six, strip_digits

ACCOUNT = "customer.account"
KEPT_PRIVATE = "kept_private"
PRIVATE_EVIDENCE = frozenset({"ask.fenfu_choice", "ask.phone_notice"})

_UNKNOWN = "unknown"
_AS_THEY_ARE = frozenset(
    {"kind", "case_id", "at", "seen_at", "elapsed_s", "order_kind", "outcome", "mood", "shift_id"}
    | {"open_cases"}
)
_CREDIT_WORDS = (
    *("额度", "限额", "逾期", "冻结", "信用", "授信", "贷", "欠款", "花呗", "白条", "未开通分付"),
    *("credit", "overdue", "frozen", "loan", "debt", "limit"),
)
_CAUSE_FIELDS = frozenset({"cause", "script"})


@dataclass(frozen=True, slots=True)
class Privacy:
    """Takes out of a record what may not be kept.

    Args:
        credit_causes: ids of the causes that speak about a customer's credit.
    """

    credit_causes: frozenset[str] = frozenset()

    def kept(self, record: Mapping[str, object]) -> dict[str, object]:
        """Return the record as it may be stored; doing it twice changes nothing."""
        return {name: self._field(name, value, record) for name, value in record.items()}

    def kept_cause(self, cause: str) -> str:
        """Return a cause as it may be kept with a case."""
        return ACCOUNT if cause in self.credit_causes else cause

    def speaks_of_credit(self, cause_kept: str, texts: Iterable[str]) -> bool:
        """Whether the texts of an ended case may tell about a customer's credit.

        Args:
            cause_kept: the case's cause as it was kept; the account stands for all of credit.
            texts: what stands beside its events.
        """
        said = (unicodedata.normalize("NFKC", text).lower() for text in texts)
        return cause_kept == ACCOUNT or any(word in text for text in said for word in _CREDIT_WORDS)

    def _field(self, name: str, value: object, record: Mapping[str, object]) -> object:
        if isinstance(value, Mapping):
            return self.kept(value)
        if isinstance(value, list):
            return [self._field(name, one, record) for one in value]
        if not isinstance(value, str) or name in _AS_THEY_ARE:
            return value
        if name == "value" and record.get("name") in PRIVATE_EVIDENCE:
            return KEPT_PRIVATE if value != _UNKNOWN else value
        if name == "order_tail":
            return last_six(_storable(value))
        if name in _CAUSE_FIELDS:
            return self.kept_cause(strip_digits(_storable(value)))
        return strip_digits(_storable(value))


def readable(record: Mapping[str, object]) -> dict[str, object]:
    """Return a stored record as it can be replayed: what was kept private is `unknown`."""
    return {
        name: readable(value)
        if isinstance(value, Mapping)
        else _UNKNOWN
        if name == "value" and value == KEPT_PRIVATE and record.get("name") in PRIVATE_EVIDENCE
        else value
        for name, value in record.items()
    }


def _storable(text: str) -> str:
    """Replace lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
