"""All the judgement on one failed payment put together: money, causes, next step, words, offers.

The one place where the diagnosis and the choice of methods meet, so that the command line and the
window cannot advise differently.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cashier.cases.fallback import Choice, Conditions, advised_ids, choose
from cashier.cases.rules import NOWHERE, Context, Fired, fired
from cashier.cases.track import Degraded
from cashier.core.money import Money
from cashier.diagnosis.actions import NextStep
from cashier.diagnosis.explain import Reason, reasons
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.learning import Counts
from cashier.diagnosis.next_step import next_step
from cashier.diagnosis.order import (
    Known,
    MoneyState,
    OrderKind,
    kind_as_seen,
    known_money,
    to_a_stranger,
)
from cashier.diagnosis.posterior import Posterior, Ranked, posterior
from cashier.diagnosis.scene import Scene, open_questions
from cashier.playbook.evidence import Evidence
from cashier.playbook.model import UNCLEAR, Question, cause_key
from cashier.playbook.playbook import Playbook

SURE = 0.7
# From this share on a cause is named to the cashier; below it the cause is called unclear.
POSSIBLE = 0.4
# Below half of that even the likeliest is a guess.
GUESSED = POSSIBLE / 2
# From this share on a side is named where no cause can be.
MOSTLY = 0.6
_NOTHING = Choice((), ())
_PHONE_PAID = "ask.phone_shows_paid"
_LOCK_WORDS = {
    "customer.password_pending": "lock-password",
    "customer.phone_offline": "lock-phone_offline",
}

_SETTLED_WORDS = {
    MoneyState.failed: "settled-not_charged",
    MoneyState.reversed: "settled-reversed",
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known about one payment; None where nobody said."""

    evidence: tuple[Evidence, ...] = ()
    amount: Money | None = None
    method: str | None = None
    charged_s: float | None = None
    order_kind: OrderKind = OrderKind.payment_code
    number_known: bool = False
    can_query: bool = False
    overridden: bool = False
    claimed: bool = False
    degraded: Mapping[str, Degraded] = field(default_factory=dict)
    learned: Counts | None = None
    context: Context = NOWHERE


@dataclass(frozen=True, slots=True)
class Advice:
    """The judgement. `script` is the Fluent key of the words; offers are empty under lock."""

    known: Known
    charge_lock: bool
    after: Posterior
    next: NextStep
    script: str
    choice: Choice
    ask: tuple[Question, ...]
    why: tuple[Reason, ...] = field(default=())
    fired: tuple[Fired, ...] = ()

    @property
    def cause(self) -> str:
        """The likeliest cause, or `unclear` when none stands out."""
        top = self.after.top
        return top.cause if top.probability >= POSSIBLE else UNCLEAR

    @property
    def causes(self) -> tuple[Ranked, ...]:
        """All causes, likeliest first; `unclear` before them where no other stands out at all.

        What is hardly likelier than the next thing is a guess, and no guess is the first answer.
        """
        ranked = self.after.ranked
        if self.after.top.probability >= GUESSED:
            return ranked
        return tuple(sorted(ranked, key=lambda one: one.cause != UNCLEAR))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What all parts of an advice stand on; whoever looked may have opened the lock by hand."""

    facts: Facts
    kind: OrderKind
    known: Known
    opened_by_hand: bool
    after: Posterior

    @property
    def locked(self) -> bool:
        """Whether another charge is kept back."""
        return self.known.charge_lock and not self.opened_by_hand

    @property
    def paid(self) -> bool:
        """Whether nothing is left to pay, by this order or another way."""
        otherwise = self.facts.paid_otherwise and not self.locked
        return self.known.state is MoneyState.paid or otherwise

    @property
    def is_swapped(self) -> bool:
        """Whether the money went to somebody else's code on the counter."""
        shown = self.facts.get(_PHONE_PAID) == "yes"
        return self.kind is OrderKind.static and shown and to_a_stranger(self.facts)


def likely_side(after: Posterior, playbook: Playbook) -> str:
    """Return the side on which most of the belief lies; `none` where it is on no one side."""
    shares: dict[str, float] = {}
    for one in after.ranked:
        side = playbook.cause(one.cause).side
        shares[side] = shares.get(side, 0.0) + one.probability
    most, share = max(shares.items(), key=lambda pair: pair[1])
    return most if share >= MOSTLY else "none"


def advise(situation: Situation, playbook: Playbook) -> Advice:
    """Judge a situation. Pure; about a millisecond."""
    ground = _ground(situation, playbook)
    facts, known, after = ground.facts, ground.known, ground.after
    rules = _rules_that_hold(situation, ground.kind, playbook)
    choice = _NOTHING
    if not ground.locked and not ground.paid:
        conditions = Conditions(situation.method, situation.amount, situation.degraded, fired=rules)
        choice = choose(facts, after, playbook, conditions)
    scene = Scene(
        method=situation.method,
        order_kind=ground.kind,
        charged_s=situation.charged_s,
        can_query=situation.can_query or situation.number_known,
        offered=advised_ids(choice.offers),
    )
    judged = Known(MoneyState.failed, known.because) if ground.opened_by_hand else known
    return Advice(
        known=known,
        charge_lock=ground.locked,
        after=after,
        next=next_step(facts, judged, after, playbook, scene),
        script=_script(situation, ground, playbook),
        choice=choice,
        ask=open_questions(facts, known, playbook, scene),
        why=reasons(after, after.top.cause),
        fired=rules,
    )


def _ground(situation: Situation, playbook: Playbook) -> _Ground:
    facts = Facts.of(situation.evidence)
    charged = situation.charged_s is not None
    known = known_money(
        facts, playbook.codes, situation.order_kind, charged=charged, claimed=situation.claimed
    )
    sent = known.state is not MoneyState.not_charged
    return _Ground(
        facts=facts,
        kind=kind_as_seen(facts, situation.order_kind),
        known=known,
        opened_by_hand=situation.overridden and known.state is MoneyState.unknown,
        after=posterior(facts, playbook, situation.method, situation.learned, charged=sent),
    )


def _rules_that_hold(
    situation: Situation, kind: OrderKind, playbook: Playbook
) -> tuple[Fired, ...]:
    context = replace(situation.context, order_kind=kind.value)
    taken = (one.id for one in playbook.methods if one.taken or one.id == situation.method)
    return fired(playbook.rules, context, situation.amount, taken)


def _script(situation: Situation, ground: _Ground, playbook: Playbook) -> str:
    """Return the key of the words for whoever waits."""
    if ground.paid:
        return "lock-paid"
    if not ground.locked:
        script = script_key(ground.kind, ground.after, locked=False)
        return _ended(ground.known, script) if ground.after.top.cause in _LOCK_WORDS else script
    if ground.is_swapped:
        # Though the customer claims to have paid, the manager has to come all the same.
        return "lock-swapped"
    if situation.claimed:
        return "lock-claimed"
    if ground.kind is OrderKind.payment_code and _is_over(situation, ground.facts, playbook):
        return "lock-over_asked" if _PHONE_PAID in ground.facts.asked else "lock-over"
    return script_key(ground.kind, ground.after, locked=True)


def _ended(known: Known, script: str) -> str:
    """Return what is said instead of words to confirm on a phone, when that would be wrong by now.

    While nobody knows what became of the order, whoever confirms it then may pay twice.
    """
    if known.state is MoneyState.unknown:
        return "unlocked-by_hand"
    return _SETTLED_WORDS[known.state] if known.because == ("order.state",) else script


def _is_over(situation: Situation, facts: Facts, playbook: Playbook) -> bool:
    """Whether nobody can still be confirming on a phone, though the order is not known yet."""
    charged_s, timings = situation.charged_s, playbook.timings
    if charged_s is None or facts.order_states[-1:] == ("paying",):
        return False
    unpaid = facts.order_states[-1:] in (("not_paid",), ("not_found",))
    return charged_s >= (timings.reverse_after_s if unpaid else timings.query_window_s)


def script_key(order_kind: OrderKind, after: Posterior, *, locked: bool) -> str:
    """Return the key of what may be said: the lock's words while it stands, else the cause's."""
    top = after.top
    if locked and order_kind in (OrderKind.dynamic, OrderKind.static):
        return f"lock-{order_kind}"
    if locked:
        return _LOCK_WORDS.get(top.cause, "lock-wait")
    cause = top.cause if top.probability >= POSSIBLE else UNCLEAR
    return cause_key(cause)


def certainty(probability: float) -> str:
    """Return how sure in a word: likely, possible or unsure. Never a number to the cashier."""
    if probability >= SURE:
        return "likely"
    return "possible" if probability >= POSSIBLE else "unsure"
