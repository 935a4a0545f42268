"""Which rules hold for a payment, and why. Pure: time comes with the context.

What is not known fulfils no condition: without an amount no rule about amounts holds, without a
time none about hours. Rules choose among offers and give the clerk a line; they know nothing of
the lock on a second charge and cannot touch it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cashier.core.money import Money
from cashier.core.trade import ANY
from cashier.playbook.rules import CASH, CREDIT_METHODS, Rule

LINES_FOR_THE_CLERK = frozenset({"warn", "expect_password"})


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of a payment; `at` is read as it stands, on the shop's own clock.

    `order_kind` is how the customer pays, empty where that is not known.
    """

    at: datetime | None = None
    industry: str = ANY
    customer_group: str = ANY
    order_kind: str = ""


NOWHERE = Context()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that was met: its name in the rule, what the rule says, what was found."""

    name: str
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that holds: for which of the methods at hand, and the conditions that were met."""

    rule: Rule
    methods: tuple[str, ...]
    why: tuple[Condition, ...]

    @property
    def is_line(self) -> bool:
        """Whether it is something to tell the clerk, beyond the order of the offers."""
        return self.rule.effect in LINES_FOR_THE_CLERK


def fired(
    rules: Iterable[Rule], context: Context, amount: Money | None, methods: Iterable[str]
) -> tuple[Fired, ...]:
    """Return the rules that hold, in the playbook's order.

    Args:
        rules: all rules.
        context: the circumstances.
        amount: what is to be paid, if known.
        methods: the methods at hand; a rule that names others only is silent.
    """
    at_hand = tuple(methods)
    found = []
    for rule in rules:
        touched = tuple(one for one in at_hand if not rule.methods or one in rule.methods)
        met = [*_conditions(rule, context, amount)] if touched else [None]
        why = tuple(one for one in met if one is not None)
        if len(why) == len(met):
            found.append(Fired(rule, touched, why))
    return tuple(found)


def kept_back(found: Iterable[Fired]) -> frozenset[str]:
    """Return the methods that are not to be offered; cash never is among them."""
    methods = (set(one.methods) for one in found if one.rule.effect == "do_not_offer")
    return frozenset(set().union(*methods)) - {CASH}


def recommended(found: Iterable[Fired]) -> frozenset[str]:
    """Return the methods that move up; credit never is among them."""
    methods = (set(one.methods) for one in found if one.rule.effect == "recommend")
    return frozenset(set().union(*methods)) - CREDIT_METHODS


def _conditions(rule: Rule, context: Context, amount: Money | None) -> Iterator[Condition | None]:
    """Yield every condition of the rule: what met it, or None."""
    fen = None if amount is None else amount.fen
    if rule.min_fen is not None:
        met = fen is not None and fen >= rule.min_fen
        yield Condition("min_fen", str(rule.min_fen), str(fen)) if met else None
    if rule.max_fen is not None:
        met = fen is not None and fen <= rule.max_fen
        yield Condition("max_fen", str(rule.max_fen), str(fen)) if met else None
    if rule.hours:
        yield _hour(rule, context.at)
    for name, wanted, value in (
        ("industry", rule.industries, context.industry),
        ("customer_group", rule.customer_groups, context.customer_group),
        ("order_kind", rule.order_kinds, context.order_kind),
    ):
        if wanted:
            yield Condition(name, ", ".join(wanted), value) if value in wanted else None


def _hour(rule: Rule, at: datetime | None) -> Condition | None:
    if at is None:
        return None
    minute = at.hour * 60 + at.minute
    hours = next((one for one in rule.hours if one.hold(minute)), None)
    return Condition("hours", str(hours), f"{at:%H:%M}") if hours else None
