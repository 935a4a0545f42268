"""What payments have shown of the merchant account that no interface tells. Pure.

A payment that went through proves that its method works; refusals that name the shop, of several
payments and with no success in between, prove that it does not. One refusal proves nothing, and
what lies long ago proves nothing either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cashier.playbook.evidence import Evidence
from cashier.providers.gateways import PROVIDERS
from cashier.providers.merchant import Readiness, State, row

FRESH = timedelta(days=7)
"""How long a success counts."""
RECENT = timedelta(days=2)
"""How long a refusal counts."""
_SUSPECT, _SURE = 2, 3
_NO_CREDIT = "merchant.credit_not_enabled"
_WRONG_CODE = "merchant.wrong_code_product"
_RESTRICTED = "merchant.account_restricted"
_ASKED_OFTEN = ("fenfu", "wechat", "alipay")


@dataclass(frozen=True, slots=True)
class Experience:
    """How one payment went: paid, or refused for what the playbook calls `cause`."""

    method: str
    at: datetime
    paid: bool
    cause: str = ""


def learnt(seen: Iterable[Experience], now: datetime) -> tuple[Readiness, ...]:
    """Return what these payments show; unknown where they show nothing."""
    known = [one for one in seen if now - FRESH <= one.at <= now]
    return (
        *(_restriction(provider, known, now) for provider in dict.fromkeys(PROVIDERS.values())),
        _credit(known, now),
        _code_product(known, now),
        *(_last_success(method, known, now) for method in _ASKED_OFTEN),
    )


def evidence_of(rows: Iterable[Readiness]) -> tuple[Evidence, ...]:
    """Return what the lights may show: 分付 either way, a restricted account only when it is."""
    found = []
    for one in rows:
        kind, _, provider = one.name.partition(".")
        if kind == "credit" and one.state != "unknown":
            found.append(Evidence("health.merchant.fenfu", one.state, "probe", one.at))
        elif kind == "restriction" and one.state in {"warn", "fail"}:
            found.append(Evidence(f"health.merchant.{provider}", one.state, "probe", one.at))
    return tuple(found)


def _restriction(provider: str, known: Sequence[Experience], now: datetime) -> Readiness:
    methods = frozenset(method for method, owner in PROVIDERS.items() if owner == provider)
    return _judged(f"restriction.{provider}", _of(known, methods), _RESTRICTED, now)


def _credit(known: Sequence[Experience], now: datetime) -> Readiness:
    return _judged("credit.fenfu", _of(known, frozenset({"fenfu"})), _NO_CREDIT, now)


def _code_product(known: Sequence[Experience], now: datetime) -> Readiness:
    refused = _refused(_of(known, frozenset({"fenfu"})), _WRONG_CODE, now)
    if refused:
        return row("code_product", "warn", refused[-1].at)
    # That 分付 once went through does not say which codes the shop's other screens show.
    return row("code_product", "unknown")


def _last_success(method: str, known: Sequence[Experience], now: datetime) -> Readiness:
    paid = _paid(_of(known, frozenset({method})))
    if not paid:
        return row(f"last_success.{method}", "unknown")
    found = row(f"last_success.{method}", "ok", paid[-1].at)
    days = ("days", (now - paid[-1].at).days)
    return Readiness(found.name, "ok", found.detail, "", paid[-1].at, (days,))


def _judged(name: str, known: Sequence[Experience], cause: str, now: datetime) -> Readiness:
    paid = _paid(known)
    refused = [one for one in _refused(known, cause, now) if not paid or one.at > paid[-1].at]
    if len(refused) >= _SUSPECT:
        state: State = "fail" if len(refused) >= _SURE else "warn"
        return row(name, state, refused[-1].at)
    return row(name, "ok", paid[-1].at) if paid else row(name, "unknown")


def _of(known: Sequence[Experience], methods: frozenset[str]) -> list[Experience]:
    return sorted((one for one in known if one.method in methods), key=lambda one: one.at)


def _paid(known: Sequence[Experience]) -> list[Experience]:
    return [one for one in known if one.paid]


def _refused(known: Sequence[Experience], cause: str, now: datetime) -> list[Experience]:
    return [one for one in known if one.cause == cause and now - one.at <= RECENT]
