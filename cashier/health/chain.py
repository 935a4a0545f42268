"""The six links of one payment, from the code on the phone to the receipt at the till.

Each link says how it was learnt. The provider tells nobody about its inner links, so they follow
from the order's state and from the cause that its answer names; what does not follow is unknown.
Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cashier.health.lights import Snapshot, State
from cashier.playbook.evidence import Evidence, Source

LinkName = Literal["code_shown", "code_read", "limit_check", "risk_decision", "booking", "callback"]
Learnt = Literal["picture", "order", "answer", "light", "register", "nothing"]
LINKS: tuple[LinkName, ...] = (
    "code_shown",
    "code_read",
    "limit_check",
    "risk_decision",
    "booking",
    "callback",
)

_ARRIVED = ("paid", "paying", "not_paid", "failed", "reversed", "closed", "refunded")
_BOOKING: dict[str, State] = {
    "paid": "ok",
    "refunded": "ok",
    "failed": "fail",
    "reversed": "fail",
    "closed": "fail",
    "paying": "warn",
    "not_paid": "warn",
}
_SHOWN: dict[str, State] = {
    "ready": "ok",
    "ask_again": "ok",
    "unclear": "ok",
    "expired": "fail",
    "used": "fail",
    "wrong_code": "fail",
    "swapped": "fail",
    "none": "fail",
}
_READ: dict[str, State] = {"ready": "ok", "ask_again": "warn", "unclear": "fail"}
LIMIT_CAUSES = (
    "customer.fenfu_limit",
    "customer.fenfu_not_open",
    "customer.fenfu_frozen",
    "customer.daily_limit",
    "customer.no_funds",
    "merchant.credit_not_enabled",
)
_SOURCES: dict[Learnt, Source] = {
    "picture": "scan",
    "order": "provider",
    "answer": "register",
    "light": "probe",
    "register": "register",
}
RISK_CAUSES = ("customer.risk_control", "customer.account_restricted")


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """What is known of one payment: None where nothing is.

    `verdict` is the scan's, `order_state` as in the contracts, `cause` the one that the provider's
    answer names, `outcome` what the register showed.
    """

    verdict: str | None = None
    order_state: str | None = None
    cause: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One link: its state and how it was learnt; words under `health-chain-<name>`."""

    name: LinkName
    state: State
    learnt: Learnt


def judge(facts: ChainFacts, snapshot: Snapshot) -> tuple[Link, ...]:
    """Return the six links in their order."""
    return (
        _shown(facts),
        _read(facts),
        _limit(facts, snapshot),
        _risk(facts),
        _booked(facts),
        _callback(facts),
    )


def broken(links: Iterable[Link]) -> Link | None:
    """Return the first link that is broken, else the first that is shaky, else nothing."""
    every = list(links)
    for state in ("fail", "warn"):
        for link in every:
            if link.state == state:
                return link
    return None


def evidence(links: Iterable[Link]) -> tuple[Evidence, ...]:
    """Return what the diagnosis may use; links of which nothing is known are left out."""
    return tuple(
        Evidence(f"chain.{link.name}", link.state, _SOURCES[link.learnt])
        for link in links
        if link.state != "unknown"
    )


def _arrived(facts: ChainFacts) -> bool:
    return facts.order_state in _ARRIVED


def _shown(facts: ChainFacts) -> Link:
    if _arrived(facts):
        return Link("code_shown", "ok", "order")
    return _by(facts.verdict, _SHOWN, "code_shown", "picture")


def _read(facts: ChainFacts) -> Link:
    if _arrived(facts):
        return Link("code_read", "ok", "order")
    return _by(facts.verdict, _READ, "code_read", "picture")


def _limit(facts: ChainFacts, snapshot: Snapshot) -> Link:
    if facts.order_state in ("paid", "refunded"):
        return Link("limit_check", "ok", "order")
    if facts.cause in LIMIT_CAUSES:
        return Link("limit_check", "fail", "answer")
    if snapshot.light("merchant.fenfu").state == "fail":
        return Link("limit_check", "fail", "light")
    return Link("limit_check", "unknown", "nothing")


def _risk(facts: ChainFacts) -> Link:
    if facts.order_state in ("paid", "refunded"):
        return Link("risk_decision", "ok", "order")
    if facts.cause in RISK_CAUSES:
        return Link("risk_decision", "fail", "answer")
    return Link("risk_decision", "unknown", "nothing")


def _booked(facts: ChainFacts) -> Link:
    return _by(facts.order_state, _BOOKING, "booking", "order")


def _callback(facts: ChainFacts) -> Link:
    if facts.order_state == "paid" and facts.outcome in ("failed", "timeout", "nothing"):
        return Link("callback", "fail", "register")
    return Link("callback", "unknown", "nothing")


def _by(known: str | None, table: dict[str, State], name: LinkName, learnt: Learnt) -> Link:
    state = table.get(known or "")
    return Link(name, "unknown", "nothing") if state is None else Link(name, state, learnt)
