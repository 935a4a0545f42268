"""Our policy: do what the program advises, step by step, and tell it what came of it.

The harness answers for the cashier and the customer; it never helps the program out. If a charge is
advised while the order may be pending and was not asked for, the rules' query comes first, and the
advice counts as a second charge if the order really was pending.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.simulation.sale import CHARGES_NOTHING, Sale
from cashier.cases.advice import Advice, Situation, advise
from cashier.core.money import Money
from cashier.diagnosis.actions import NextKind, NextStep
from cashier.diagnosis.learning import Counts
from cashier.playbook.evidence import UNKNOWN, Evidence
from cashier.playbook.playbook import Playbook

MOST_ROUNDS = 14
# The charge was sent this long before the till said that it failed.
SENT_BEFORE_S = 3.0
METHOD = "fenfu"
_SEEN_BY_OURSELVES = ("health.", "code.", "recent.")
_MOST_KEPT = 300_000
_READ_OFF_THE_TILL = ("register.text", "register.code")

Said = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What counts of an advice: the next step and the likeliest cause."""

    next: NextStep
    cause: str
    probability: float


@dataclass(frozen=True, slots=True)
class Closed:
    """What the program knew when a sale was closed, and which step or method closed it."""

    evidence: Said
    cause: str
    probability: float
    by: str


Learn = Callable[[Closed], None]


class Judge:
    """The program's judgement; the same situation is judged once."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        timings = playbook.timings
        self._turns = sorted({timings.reverse_after_s, timings.clerk_override_after_s})
        self._kept: dict[tuple[Said, float], Verdict] = {}

    def judge(self, evidence: Said, charged_s: float) -> Verdict:
        """Judge; the seconds count only by the playbook's turning points."""
        passed = [turn for turn in self._turns if charged_s >= turn]
        key = evidence, passed[-1] if passed else SENT_BEFORE_S
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            advice = self.advise(_situation(*key))
            top = advice.after.top
            self._kept[key] = Verdict(advice.next, top.cause, top.probability)
        return self._kept[key]

    def advise(self, situation: Situation) -> Advice:
        """Ask the program."""
        return advise(situation, self.playbook)


class LearnedJudge(Judge):
    """The judgement of a program that has learnt from its shop."""

    def __init__(self, playbook: Playbook, counts: Counts) -> None:
        super().__init__(playbook)
        self._counts = counts

    def advise(self, situation: Situation) -> Advice:
        """Ask the program, with what the shop has confirmed."""
        return advise(replace(situation, learned=self._counts), self.playbook)


def _situation(evidence: Said, charged_s: float) -> Situation:
    return Situation(
        evidence=tuple(Evidence(name, value) for name, value in evidence),
        amount=Money(1600),
        method=METHOD,
        charged_s=charged_s,
        can_query=True,
    )


class Guided:
    """One sale led by the program's advice."""

    def __init__(self, sale: Sale, judge: Judge, *, blind: bool = False) -> None:
        self._sale = sale
        self._judge = judge
        self._facts: dict[str, str] = {}
        self._order_states: list[str] = []
        for name in sale.truth.world.names:
            ours = name.startswith(_SEEN_BY_OURSELVES)
            if name == "register.outcome" or (ours and not blind):
                value = sale.truth.sees(name)
                if value is not None and value != UNKNOWN:
                    self._facts[name] = value

    def play(self, learn: Learn | None = None) -> None:
        """Follow the advice until the sale is paid, or nothing is left."""
        verdict, by = self._verdict(), "supervisor"
        for _ in range(MOST_ROUNDS):
            if verdict.next.kind is NextKind.close:
                break
            self._take(verdict.next)
            if self._sale.paid:
                by = verdict.next.id
                break
            verdict = self._verdict()
        self._sale.close()
        if learn is not None:
            learn(Closed(self._evidence(), verdict.cause, verdict.probability, by))

    def _verdict(self) -> Verdict:
        return self._judge.judge(self._evidence(), self._sale.seconds + SENT_BEFORE_S)

    def _evidence(self) -> Said:
        """All that is known, sorted so that it is judged once; the order's states come last."""
        states = (("order.state", state) for state in self._order_states)
        return (*sorted(self._facts.items()), *states)

    def _take(self, step: NextStep) -> None:
        """Do what the advice says, and note what came of it."""
        if step.kind is NextKind.query or (step.kind, step.id) == (NextKind.ask, "order.state"):
            self._query()
        elif step.kind is NextKind.ask:
            self._ask(step.id)
        elif step.kind in (NextKind.reverse, NextKind.cancel_order):
            self._sale.reverse()
            self._order_states.append("reversed")
        elif step.kind is NextKind.switch:
            self._try(self._judge.playbook.method(step.id).remedy, f"tried.{step.id}", "failed")
        else:
            self._do(step.id)

    def _do(self, step_id: str) -> None:
        remedy = self._judge.playbook.step(step_id).remedy
        if remedy == "query":
            self._query()
        elif remedy == "reverse":
            self._sale.reverse()
            self._order_states.append("reversed")
        else:
            self._try(remedy, f"step.{step_id}", "no_help")

    def _try(self, remedy: str, name: str, if_not: str) -> None:
        sale = self._sale
        if sale.may_be_pending and not sale.queried:
            if sale.pending and remedy not in CHARGES_NOTHING:
                sale.second_charges += 1
            self._query()
        elif not sale.apply(remedy):
            self._facts[name] = if_not

    def _query(self) -> None:
        self._order_states.append(self._sale.query())

    def _ask(self, name: str) -> None:
        if name in _READ_OFF_THE_TILL:
            self._read_till()
            return
        self._sale.spend("ask")
        self._sale.steps.append((name, 0.0))
        values = self._judge.playbook.question(name).values
        self._facts[name] = self._sale.truth.answer(name, values)

    def _read_till(self) -> None:
        """Say what stands on the till: reading it was paid for when the sale failed."""
        truth = self._sale.truth
        if truth.code:
            self._facts["register.code"] = truth.code
        if truth.text or not truth.code:
            self._facts["register.text"] = truth.text or UNKNOWN
