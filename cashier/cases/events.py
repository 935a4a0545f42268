"""What can happen to a case, in the past tense. History keeps these and nothing else.

Every event carries the wall time for people (`at`) and the seconds since the case was opened for
durations (`elapsed_s`): a wall clock that jumps does not shorten a lock. Events hold no payment
code; order numbers keep their last six.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from cashier.cases.outcome import Mood, Outcome
from cashier.core.money import Money
from cashier.diagnosis.order import OrderKind
from cashier.playbook.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Happened:
    """Common to all events."""

    case_id: str
    at: datetime
    elapsed_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(_Happened):
    """A cashier said that a payment failed, or asked about the last one."""

    till: str
    cashier: str = ""
    method: str | None = None
    amount: Money | None = None
    order_kind: OrderKind = OrderKind.payment_code
    order_tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsNoted(_Happened):
    """Amount, method or order number became known later; None leaves a field as it was."""

    amount: Money | None = None
    method: str | None = None
    order_kind: OrderKind | None = None
    order_tail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSeen(_Happened):
    """A sense or the register reported something."""

    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(_Happened):
    """The cashier answered; answering again replaces the earlier answer."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTakenBack(_Happened):
    """The cashier went back: the answer to this question is withdrawn."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLocked(_Happened):
    """From here on the order is not known: nothing may charge again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRestored(_Happened):
    """The program started again with the order still unknown: the lock counts from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAnswered(_Happened):
    """Somebody who can know said what became of the order: provider, or clerk who looked."""

    state: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderUnanswered(_Happened):
    """A query brought no answer; `reason` is an error code."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseAsked(_Happened):
    """A person wants the order taken back; it is not done until the order itself says so.

    A payment code's order is reversed, one that the customer scanned is closed.
    """

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseAnswered(_Happened):
    """What the provider said to a reverse: reversed, still_paying, refused, not_found, unknown."""

    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockOverridden(_Happened):
    """A clerk looked, found the order not paid, and took the lock off after its time."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentClaimed(_Happened):
    """The customer says that the payment went through, though it counts as not charged.

    The order is in doubt again until somebody who can know is asked anew.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(_Happened):
    """A step was ticked. `result`: helped, no_help or skipped; empty while nobody knows."""

    step: str
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptShown(_Happened):
    """These words were on the screen; `version` is empty where the script has only one."""

    script: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFired(_Happened):
    """From here on exactly these rules hold for the payment, by their ids."""

    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodSwitched(_Happened):
    """The cashier went on with another method. Refused while the order is not known."""

    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(_Happened):
    """The case ended. `cause` is the likeliest one then; credit is kept as the account only.

    `confirmed` says whether the cause was sure enough for the store to learn from it.
    """

    outcome: Outcome
    method: str | None = None
    mood: Mood | None = None
    cause: str = ""
    confirmed: bool = False


Event: TypeAlias = (
    CaseOpened
    | DetailsNoted
    | EvidenceSeen
    | QuestionAnswered
    | AnswerTakenBack
    | ChargeLocked
    | LockRestored
    | OrderAnswered
    | OrderUnanswered
    | ReverseAsked
    | ReverseAnswered
    | LockOverridden
    | PaymentClaimed
    | StepDone
    | ScriptShown
    | RulesFired
    | MethodSwitched
    | CaseClosed
)
