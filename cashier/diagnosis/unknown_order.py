"""What to do while nobody knows whether the first charge went through.

Only what cannot charge again: look at the order, let the customer confirm, wait, ask, take the
order back. A reverse waits for its time and for a query that has just said that it is not paid.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cashier.diagnosis.actions import (
    WHILE_UNKNOWN,
    Focus,
    NextKind,
    NextStep,
    all_steps,
    options,
)
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, OrderKind, phone_was_asked, to_a_stranger
from cashier.diagnosis.plan import Inquiry, Search
from cashier.diagnosis.posterior import Posterior
from cashier.diagnosis.scene import (
    MOST_QUESTIONS,
    Scene,
    asked_so_far,
    open_questions,
    register_spoke,
)
from cashier.diagnosis.trying import Row, Way
from cashier.diagnosis.weigh import Likelihoods
from cashier.playbook.playbook import Playbook

_REVERSE = "reverse_order"
_QUERY = "query_order"
_CONFIRM = "confirm_on_phone"
_STILL_OPEN = (("not_paid",), ("paying",), ("not_found",))
# A question that saves less than this many seconds later is not worth a customer's attention.
_WORTH_ASKING = 1.0
_CLERK_KNOWS = frozenset({"ask.who_scanned", "ask.others_pay"})
_HAS_AN_ORDER = (OrderKind.payment_code, OrderKind.dynamic)
_Price = Callable[[Row], float]
_OVER = frozenset({"failed", "reversed", "closed", "refunded"})


def while_unknown(
    facts: Facts, known: Known, after: Posterior, playbook: Playbook, scene: Scene
) -> NextStep:
    """Choose the next step for an order in doubt."""
    if scene.order_kind is OrderKind.payment_code and not register_spoke(facts):
        return _ask("register.text", playbook)
    if scene.order_kind is OrderKind.static and not phone_was_asked(facts):
        return _ask("ask.phone_shows_paid", playbook)
    gone = facts.get("ask.phone_shows_paid") != "no" and to_a_stranger(facts)
    if scene.order_kind is OrderKind.static and gone and "ask.payee_ours" not in facts.asked:
        return _ask("ask.payee_ours", playbook)
    return _Doubt.about(facts, known, after, playbook, scene).step()


@dataclass(frozen=True, slots=True)
class _Doubt:
    """An order in doubt, as a small plan: each move's cost until the sale is closed."""

    facts: Facts
    playbook: Playbook
    scene: Scene
    focus: Focus
    ends: tuple[tuple[NextStep, Way], ...]
    search: Search
    questions: tuple[tuple[NextStep, Inquiry], ...]

    @classmethod
    def about(
        cls, facts: Facts, known: Known, after: Posterior, playbook: Playbook, scene: Scene
    ) -> "_Doubt":
        focus = Focus.of(after.shares)
        found, failed = options(playbook, facts, (method.id for method in playbook.methods))
        ways = focus.ways(found, playbook.stakes, failed)
        ends = [
            (option.step, focus.way(option, playbook.stakes, failed))
            for option in all_steps(playbook)
            if option.remedy in WHILE_UNKNOWN and f"step.{option.step.id}" not in facts.asked
            if not (option.remedy == _CONFIRM and _too_late(scene, playbook))
        ]
        asked = [
            (NextStep(NextKind.ask, one.name, one.seconds), focus.inquiry(one, playbook))
            for one in open_questions(facts, known, playbook, scene)
            if one.name.startswith("ask.")
        ]
        problem = focus.problem(playbook.stakes, [way for _, way in ways], failed)
        return cls(
            facts=facts,
            playbook=playbook,
            scene=scene,
            focus=focus,
            ends=tuple(ends),
            search=Search(problem),
            questions=tuple(asked),
        )

    def step(self) -> NextStep:
        """Return the cheapest move that may be made now."""
        shares = self.focus.shares
        moves = list(self._ends(shares))
        told: list[tuple[float, NextStep]] = []
        if self._may_reverse():
            seconds = self.playbook.step(_REVERSE).seconds
            dynamic = self.scene.order_kind is OrderKind.dynamic
            kind = NextKind.cancel_order if dynamic else NextKind.reverse
            moves.append((self._taken_back(shares), NextStep(kind, "order", seconds)))
        if not self._answered():
            moves.append((self._queried(), self._query()))
        # Where a machine looks the order up by itself, its first answer comes before any question.
        looks_first = self.scene.can_query and not self._answered()
        if not looks_first and asked_so_far(self.facts) < MOST_QUESTIONS:
            told = self._told(self._still_open, free=False)
            moves.extend(told)
        cost, step = min(moves, key=lambda move: move[0], default=(0.0, self._query()))
        too_early = not self._may_reverse() and self._taken_back(shares) < cost
        if too_early or step.kind is NextKind.query:
            return self._meanwhile(told)
        if step.kind is NextKind.wait and not self.scene.can_query:
            return self._while_waiting(step)
        return self._with_window(step)

    def _while_waiting(self, step: NextStep) -> NextStep:
        """Return a question that fills the wait for the customer, where no machine looks as well.

        Only what the clerk knows without the phone, which has a password to be typed into it.
        """
        telling = self._still_open(self.focus.shares) - _WORTH_ASKING
        free = self._told(self._still_open, free=True)
        worth = [
            (cost + asked.cost, question)
            for (cost, question), (_, asked) in zip(free, self.questions, strict=True)
            if cost < telling and question.id in _CLERK_KNOWS
        ]
        if worth and asked_so_far(self.facts) < MOST_QUESTIONS:
            return min(worth, key=lambda one: one[0])[1]
        return self._with_window(step)

    def _with_window(self, step: NextStep) -> NextStep:
        """Return a step; whoever confirms on the phone has the platform's whole window for it."""
        if step.kind is NextKind.wait and self.playbook.step(step.id).remedy == _CONFIRM:
            return replace(step, seconds=self.playbook.timings.query_window_s)
        return step

    def _meanwhile(self, told: Sequence[tuple[float, NextStep]]) -> NextStep:
        """Return what fills the wait for the order's next answer: the question that tells most.

        The answer has to be waited for in any case, so that asking takes no time from anybody; a
        machine's first look at the order comes before it. `told` has what each question costs.
        """
        if asked_so_far(self.facts) >= MOST_QUESTIONS:
            return self._query()
        if not self._answered():
            # What may tell that the order is still open, and what the customer has to do.
            return self._query() if self.scene.can_query else self._best(self._still_open, told)
        return self._best(self._closed, self._told(self._closed, free=True))

    def _best(self, price: _Price, told: Sequence[tuple[float, NextStep]]) -> NextStep:
        """Return the question that saves most of this price; the order, when none is worth it."""
        silent = price(self.focus.shares)
        cost, step = min(told, key=lambda one: one[0], default=(silent, self._query()))
        return step if cost < silent - _WORTH_ASKING else self._query()

    def _ends(self, shares: Row) -> Iterable[tuple[float, NextStep]]:
        """Yield what ends the doubt by itself, each with its cost; what fails is taken back."""
        for step, way in self.ends:
            yield self._ended(shares, way), step

    def _ended(self, shares: Row, way: Way) -> float:
        """Return the cost of one such end, of taking back what it leaves, and of the rest."""
        spent, left = self._spent(shares, way)
        return spent + self.search.trying(left)

    def _spent(self, shares: Row, way: Way) -> tuple[float, Row]:
        """Return the cost of one such end and of taking back what it leaves; and what it leaves."""
        left = way.after(shares)
        cost = way.cost * sum(shares) + self.search.naming(shares)
        return cost + _reversing(self.playbook) * sum(left), left

    def _still_open(self, shares: Row) -> float:
        """Return what an order that is still open costs.

        An end that costs more than taking the order back, whatever comes of the rest, is not
        followed.
        """
        best = self._taken_back(shares)
        for _, way in self.ends:
            spent, left = self._spent(shares, way)
            if spent + self.search.least(left) < best:
                best = min(best, spent + self.search.trying(left))
        return best

    def _taken_back(self, shares: Row) -> float:
        """Return the cost of taking the order back and paying in some other way."""
        return _reversing(self.playbook) * sum(shares) + self._closed(shares)

    def _closed(self, shares: Row) -> float:
        """Return what is left to do once the order is known not to be paid."""
        return self.search.closing(shares)

    def _queried(self) -> float:
        """Return the cost of looking at the order first."""
        cost = self.playbook.stakes.cost(self.playbook.step(_QUERY).seconds)
        for value, row in _order_answers(self.playbook):
            shares = self.focus.with_answer(row)
            if value in _OVER and self.scene.can_query:
                cost += self._closed(shares)
            elif value != "paid":
                cost += self._still_open(shares)
        return cost

    def _told(self, price: _Price, *, free: bool) -> list[tuple[float, NextStep]]:
        """Return the price once each question is answered, with what asking costs unless `free`."""
        shares = self.focus.shares
        silent = price(shares)
        told = []
        for step, asked in self.questions:
            cost = asked.silence * silent + sum(map(price, asked.told(shares)))
            told.append((cost if free else cost + asked.cost, step))
        return told

    def _query(self) -> NextStep:
        return NextStep(NextKind.query, "order", self.playbook.timings.query_every_s)

    def _answered(self) -> bool:
        return self.facts.order_states[-1:] in _STILL_OPEN

    def _may_reverse(self) -> bool:
        """Taking back waits for its time and for a query that has just said: not paid."""
        scene, after_s = self.scene, self.playbook.timings.reverse_after_s
        late = scene.charged_s is not None and scene.charged_s >= after_s
        return self._answered() and late and scene.order_kind in _HAS_AN_ORDER


@lru_cache(maxsize=8)
def _order_answers(playbook: Playbook) -> tuple[tuple[str, Likelihoods], ...]:
    """Return what a query may say, and how likely each cause makes it say so."""
    values = tuple(playbook.healthy["order.state"])
    causes = [cause.id for cause in playbook.causes]
    rows = {
        value: {cause: playbook.likelihood(cause, "order.state", value) or 0.0 for cause in causes}
        for value in values
    }
    whole = {cause: sum(row[cause] for row in rows.values()) for cause in causes}
    return tuple(
        (value, {cause: row[cause] / whole[cause] for cause in causes})
        for value, row in rows.items()
    )


def _reversing(playbook: Playbook) -> float:
    """Return the cost of taking an order back."""
    return playbook.stakes.cost(playbook.step(_REVERSE).seconds)


def _too_late(scene: Scene, playbook: Playbook) -> bool:
    """Whether the customer has had the whole window to confirm."""
    return scene.charged_s is not None and scene.charged_s >= playbook.timings.query_window_s


def _ask(name: str, playbook: Playbook) -> NextStep:
    return NextStep(NextKind.ask, name, playbook.question(name).seconds)
