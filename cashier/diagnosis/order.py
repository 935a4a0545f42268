"""What is known about the money, and whether another charge must be kept back.

The only owner of that judgement: one table, the most cautious row wins, and a till's free text can
add caution but never take it away unless it is, after normalising, exactly a provider's own final
answer. No other room may decide that it is safe to charge again.
"""

from dataclasses import dataclass
from enum import StrEnum

from cashier.diagnosis.facts import Facts
from cashier.playbook.codes import CodeTable
from cashier.playbook.model import CodeRow

_FINAL_STATES = {
    "failed": "failed",
    "reversed": "reversed",
    "closed": "reversed",
    "refunded": "reversed",
}
_OPEN_HTTP = frozenset({"timeout", "reset", "202", "429"})
_FINAL_HTTP = frozenset({"401", "refused"})
# What the register is doing, in the clerk's word: it holds an order that may yet be paid.
_OPEN_OUTCOMES = frozenset({"waiting", "timeout"})
_PHONE = "ask.phone_shows_paid"
_SCANNED = ("ask.who_scanned", "code.kind")


class OrderKind(StrEnum):
    """How the customer pays: who scans whom, and whether an order stands behind the code."""

    payment_code = "payment_code"
    dynamic = "dynamic"
    static = "static"
    none = "none"


class MoneyState(StrEnum):
    """Where the customer's money is, as far as can be known."""

    not_charged = "not_charged"
    unknown = "unknown"
    failed = "failed"
    reversed = "reversed"
    paid = "paid"


class _Answer(StrEnum):
    """What the register's answer says about the charge: over, still open, or nothing."""

    final = "final"
    open = "open"
    silent = "silent"


@dataclass(frozen=True, slots=True)
class Known:
    """The state of the money and the names of the evidence that decided it."""

    state: MoneyState
    because: tuple[str, ...] = ()

    @property
    def charge_lock(self) -> bool:
        """Whether another charge must be kept back; for good once the order is paid."""
        return self.state in (MoneyState.unknown, MoneyState.paid)


def known_money(
    facts: Facts,
    codes: CodeTable,
    order_kind: OrderKind = OrderKind.payment_code,
    *,
    charged: bool = False,
    claimed: bool = False,
) -> Known:
    """Judge the money from what is known.

    Args:
        facts: the evidence as it stands.
        codes: the playbook's answers of the providers.
        order_kind: how the customer pays.
        charged: somebody says that a charge was sent, even if no evidence does.
        claimed: the customer says that it was paid, and nobody was asked about it since: only what
            says so too is believed.
    """
    known = _by_evidence(facts, codes, order_kind, charged=charged)
    if claimed and known.state is not MoneyState.paid:
        return Known(MoneyState.unknown, known.because)
    return known


def _by_evidence(facts: Facts, codes: CodeTable, order_kind: OrderKind, *, charged: bool) -> Known:
    """Judge the money by the evidence alone, row by row."""
    kind = kind_as_seen(facts, order_kind)
    by_order = _from_order(facts, kind)
    if by_order is not None:
        return by_order
    if kind is OrderKind.static:
        return _from_phone(facts, codes, as_told=order_kind is kind)
    if kind is OrderKind.dynamic:
        return Known(MoneyState.unknown, ("order.kind",))
    names = tuple(name for name, _ in facts.starting("register."))
    sent = charged or any(name.startswith("register.") for name in facts.asked)
    if not sent:
        return Known(MoneyState.not_charged)
    if _register_answer(facts, codes) is _Answer.final:
        return Known(MoneyState.failed, names)
    return Known(MoneyState.unknown, names)


def _from_order(facts: Facts, kind: OrderKind) -> Known | None:
    """Judge by what became of the order; paid wins over everything, a final state over silence.

    A try that failed does not end an order whose code the customer can scan once more.
    """
    if not facts.order_states:
        return None
    if "paid" in facts.order_states:
        return Known(MoneyState.paid, ("order.state",))
    said = [state for state in facts.order_states if state != "unknown"]
    last = said[-1] if said else "unknown"
    if last == "failed" and kind is OrderKind.dynamic:
        last = "unknown"
    return Known(MoneyState(_FINAL_STATES.get(last, "unknown")), ("order.state",))


def kind_as_seen(facts: Facts, order_kind: OrderKind) -> OrderKind:
    """Return how the customer pays; the more dangerous reading where evidence contradicts."""
    code_kind = facts.get("code.kind") or ""
    if facts.get("ask.who_scanned") != "customer":
        return order_kind
    if order_kind in (OrderKind.dynamic, OrderKind.static):
        return order_kind
    return OrderKind.static if code_kind.endswith("_receive") else OrderKind.dynamic


def _from_phone(facts: Facts, codes: CodeTable, *, as_told: bool) -> Known:
    """Judge a static code by the customer's phone, unless the register speaks of an open charge.

    That it showed nothing counts once it is known that the customer scanned: before, it was said of
    another way of paying, and the customer may have scanned and paid since.
    """
    shown = facts.get(_PHONE)
    if shown == "yes" and to_a_stranger(facts):
        return Known(MoneyState.unknown, (_PHONE, "code.registered"))
    if shown == "no" and not as_told and not facts.told_since(_PHONE, *_SCANNED):
        return Known(MoneyState.unknown, _SCANNED)
    if shown == "no" and facts.get("register.outcome") in _OPEN_OUTCOMES:
        return Known(MoneyState.unknown, (_PHONE, "register.outcome"))
    if shown == "no" and _register_answer(facts, codes) is _Answer.open:
        return Known(MoneyState.unknown, (_PHONE, "register.code"))
    state = {"yes": MoneyState.paid, "no": MoneyState.failed}.get(shown or "", MoneyState.unknown)
    return Known(state, (_PHONE,))


def phone_was_asked(facts: Facts) -> bool:
    """Whether the customer's phone was asked about since it is known who scanned which code."""
    return facts.asked_since(_PHONE, *_SCANNED)


def to_a_stranger(facts: Facts) -> bool:
    """Whether the customer may have paid into somebody else's code, so that the shop has nothing.

    The phone's word is about whoever stands on the phone: only a name that is the shop's own makes
    it the shop's money.
    """
    ours = facts.get("ask.payee_ours")
    return ours == "no" or (ours != "yes" and facts.get("code.registered") == "changed")


def _register_answer(facts: Facts, codes: CodeTable) -> _Answer:
    """Put the register's code, text and HTTP status together: open beats final beats silent."""
    said = {_by_code_and_text(facts, codes), _by_http(facts.get("register.http"))}
    for answer in (_Answer.open, _Answer.final):
        if answer in said:
            return answer
    return _Answer.silent


def _by_code_and_text(facts: Facts, codes: CodeTable) -> _Answer:
    code, text = facts.get("register.code"), facts.get("register.text")
    by_text = codes.by_text(text) if text else ()
    if code is None:
        return _worst(by_text)
    provider, _, bare = code.partition("/")
    rows = codes.by_code(provider, bare)
    charge = tuple(row for row in rows if row.call == "charge")
    if not charge:
        return _Answer.open if rows else _worst(tuple(row for row in by_text if not row.final))
    picked = tuple(row for row in charge if row in by_text)
    contradicting = () if picked else tuple(row for row in by_text if not row.final)
    return _worst((*(picked or charge), *contradicting))


def _worst(rows: tuple[CodeRow, ...]) -> _Answer:
    if not rows:
        return _Answer.silent
    return _Answer.final if all(row.final for row in rows) else _Answer.open


def _by_http(status: str | None) -> _Answer:
    if status is None:
        return _Answer.silent
    if status in _FINAL_HTTP:
        return _Answer.final
    if status in _OPEN_HTTP or status.startswith("5"):
        return _Answer.open
    return _Answer.silent
