"""Evidence and its vocabulary: which names exist and which values each may take.

The names are a public contract. This module may not judge what a piece of evidence means.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal, get_args

from cashier.core.errors import WrongUse
from cashier.core.privacy import strip_digits

Source = Literal["register", "provider", "probe", "scan", "clerk"]
SOURCES: tuple[str, ...] = get_args(Source)
UNKNOWN = "unknown"

PROVIDERS = ("wechat", "alipay", "unionpay", "card")
METHODS = (
    "fenfu",
    "wechat",
    "alipay",
    "alipay_instalment",
    "unionpay",
    "ecny",
    "card",
    "card_instalment",
    "cash",
    "split",
)
HTTP_WORDS = ("timeout", "reset", "refused")
STEP_RESULTS = ("helped", "no_help", "skipped")
TRIED_RESULTS = ("failed", "paid")

_LIGHT = ("ok", "warn", "fail")
_YES_NO = ("yes", "no")
_LIGHTS = (
    "internet",
    "dns",
    "tls",
    "gateway.wechat",
    "gateway.wechat_backup",
    "gateway.alipay",
    "clock",
    "certificate",
    "merchant.wechat",
    "merchant.fenfu",
    "merchant.alipay",
    "version",
)
_LINKS = ("code_shown", "code_read", "limit_check", "risk_decision", "booking", "callback")
FAULTS = (
    "blur_focus",
    "blur_motion",
    "glare",
    "dark",
    "low_contrast",
    "tilt",
    "curved",
    "small",
    "cut_off",
    "covered",
    "damaged",
    "moire",
)
CODE_KINDS = (
    "wechat_payment",
    "alipay_payment",
    "unionpay_payment",
    "ecny_payment",
    "wechat_dynamic",
    "alipay_dynamic",
    "unionpay_dynamic",
    "wechat_receive",
    "alipay_receive",
    "unionpay_receive",
    "aggregate",
    "emv_merchant",
    "emv_customer",
    "goods_barcode",
    "other",
    "none",
)
ORDER_STATES = (
    "paid",
    "paying",
    "not_paid",
    "failed",
    "reversed",
    "closed",
    "refunded",
    "not_found",
)

CLOSED_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "register.outcome": ("failed", "waiting", "timeout", "nothing"),
        "order.state": ORDER_STATES,
        **{f"health.{light}": _LIGHT for light in _LIGHTS},
        **{f"chain.{link}": _LIGHT for link in _LINKS},
        "code.kind": CODE_KINDS,
        "code.freshness": ("first_seen", "fresh", "stale", "used"),
        "code.clarity": ("A", "B", "C", "D", "F"),
        "code.fault": (*FAULTS, "none"),
        "code.registered": ("match", "changed"),
        "ask.others_pay": _YES_NO,
        "ask.other_method": _YES_NO,
        "ask.phone_asks_password": _YES_NO,
        "ask.phone_shows_paid": _YES_NO,
        "ask.fenfu_choice": ("offered", "greyed", "missing"),
        "ask.phone_notice": ("none", "limit", "frozen", "risk", "update", "network", "other"),
        "ask.who_scanned": ("clerk", "customer"),
        "ask.payee_ours": _YES_NO,
        "recent.same_failure": ("none", "this_till", "this_store"),
    }
)
OPEN_NAMES = ("register.code", "register.text", "register.http")

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_HTTP_STATUS = re.compile(r"[1-5][0-9]{2}")


class UnknownEvidenceName(WrongUse):
    """An evidence name that the vocabulary does not have, and the nearest one that it has."""

    code = "unknown-evidence-name"

    def __init__(self, name: str, nearest: str) -> None:
        super().__init__(name=_shown(name), nearest=nearest)


class UnknownEvidenceValue(WrongUse):
    """A value that this evidence name cannot take, and the nearest one that it can."""

    code = "unknown-evidence-value"

    def __init__(self, name: str, value: str, nearest: str) -> None:
        super().__init__(name=name, value=_shown(value), nearest=nearest)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that is known about a failed payment, where it was learnt, and when."""

    name: str
    value: str
    source: Source | None = None
    seen_at: datetime | None = None

    @property
    def known(self) -> bool:
        """False for `unknown`, which only says that it need not be asked again."""
        return self.value != UNKNOWN

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Vocabulary:
    """Every evidence name and its values; refuses anything else with the nearest known one."""

    __slots__ = ("_closed", "_open_families")

    def __init__(
        self,
        closed: Mapping[str, Sequence[str]] = CLOSED_NAMES,
        *,
        steps: Iterable[str] | None = None,
        methods: Iterable[str] = METHODS,
    ) -> None:
        """`steps` None leaves `step.*` open: the contract alone does not list the steps."""
        table = {name: tuple(values) for name, values in closed.items()}
        table |= {f"step.{step}": STEP_RESULTS for step in steps or ()}
        table |= {f"tried.{method}": TRIED_RESULTS for method in methods}
        self._closed = MappingProxyType(table)
        self._open_families = {"step": STEP_RESULTS} if steps is None else {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that can be listed, the three free ones first."""
        return OPEN_NAMES + tuple(self._closed)

    def values(self, name: str) -> tuple[str, ...]:
        """The listed values of a name plus `unknown`; a free name has only `unknown`.

        Raises:
            UnknownEvidenceName: there is no such name.
        """
        if name in OPEN_NAMES:
            return (UNKNOWN,)
        listed = self._listed(name)
        if listed is None:
            raise UnknownEvidenceName(name, _nearest(name, self.names))
        return (*listed, UNKNOWN)

    def check(self, name: str, value: str) -> None:
        """Refuse a name that does not exist, and a value that it cannot take.

        Raises:
            UnknownEvidenceName, UnknownEvidenceValue: with the nearest that there is.
        """
        allowed = self.values(name)
        if value == UNKNOWN:
            return
        if name in OPEN_NAMES:
            self._check_open(name, value)
        elif value not in allowed:
            raise UnknownEvidenceValue(name, value, _nearest(value, allowed))

    def _listed(self, name: str) -> tuple[str, ...] | None:
        if name in self._closed:
            return self._closed[name]
        family, _, rest = name.partition(".")
        if family in self._open_families and _WORD.fullmatch(rest):
            return self._open_families[family]
        return None

    def _check_open(self, name: str, value: str) -> None:
        if name == "register.http":
            if value not in HTTP_WORDS and not _HTTP_STATUS.fullmatch(value):
                raise UnknownEvidenceValue(name, value, _nearest(value, HTTP_WORDS))
        elif name == "register.code":
            provider, _, code = value.partition("/") if "/" in value else ("", "", value)
            if provider not in PROVIDERS or not code.strip():
                near = _nearest(provider.casefold(), PROVIDERS)
                nearest = f"{near}/{_shown(code.strip() or 'CODE')}"
                raise UnknownEvidenceValue(name, value, nearest)
        elif not value.strip():
            raise UnknownEvidenceValue(name, value, UNKNOWN)


def _nearest(word: str, known: Iterable[str]) -> str:
    """The most similar known word; when nothing is similar, the first one."""
    listed = list(known)
    return next(iter(get_close_matches(word[:80], listed, n=1, cutoff=0.3)), listed[0])


def _shown(value: str) -> str:
    """What may stand in an error text: short, and never a long run of digits."""
    text = strip_digits(value)
    return text if len(text) <= 40 else text[:39] + "…"


CONTRACT = Vocabulary()
