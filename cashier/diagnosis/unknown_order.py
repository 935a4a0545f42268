"""What to do while nobody knows whether the first charge went through.

Only what cannot charge again: look at the order, let the customer confirm, wait, ask, take the
order back. A reverse waits for its time and for a query that has just said that it is not paid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from cashier.diagnosis.actions import (
    WHILE_UNKNOWN,
    Focus,
    NextKind,
    NextStep,
    all_steps,
    options,
)
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, OrderKind
from cashier.diagnosis.plan import Inquiry, Problem, Way, cost_of_trying
from cashier.diagnosis.posterior import Posterior
from cashier.diagnosis.scene import (
    MOST_QUESTIONS,
    Scene,
    asked_so_far,
    open_questions,
    register_spoke,
)
from cashier.playbook.playbook import Playbook

_REVERSE = "reverse_order"
_QUERY = "query_order"
_CONFIRM = "confirm_on_phone"
_STILL_OPEN = (("not_paid",), ("paying",), ("not_found",))
_OVER = frozenset({"failed", "reversed", "closed", "refunded"})


def while_unknown(
    facts: Facts, known: Known, after: Posterior, playbook: Playbook, scene: Scene
) -> NextStep:
    """Choose the next step for an order in doubt."""
    if scene.order_kind is OrderKind.payment_code and not register_spoke(facts):
        return _ask("register.text", playbook)
    if scene.order_kind is OrderKind.static and "ask.phone_shows_paid" not in facts.asked:
        return _ask("ask.phone_shows_paid", playbook)
    return _Doubt.about(facts, known, after, playbook, scene).step()


@dataclass(frozen=True, slots=True)
class _Doubt:
    """An order in doubt, as a small plan: each move's cost until the sale is closed."""

    facts: Facts
    playbook: Playbook
    scene: Scene
    focus: Focus
    ends: tuple[tuple[NextStep, Way], ...]
    afterwards: tuple[Way, ...]
    questions: tuple[tuple[NextStep, Inquiry], ...]

    @classmethod
    def about(
        cls, facts: Facts, known: Known, after: Posterior, playbook: Playbook, scene: Scene
    ) -> "_Doubt":
        focus = Focus.of(after.shares)
        found, failed = options(playbook, facts, (method.id for method in playbook.methods))
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
        return cls(
            facts=facts,
            playbook=playbook,
            scene=scene,
            focus=focus,
            ends=tuple(ends),
            afterwards=tuple(focus.way(option, playbook.stakes, failed) for option in found),
            questions=tuple(asked),
        )

    def step(self) -> NextStep:
        """Return the cheapest move that may be made now."""
        shares = self.focus.shares
        moves = list(self._ends(shares))
        if self._may_reverse():
            reverse = self.playbook.step(_REVERSE)
            moves.append(
                (self._taken_back(shares), NextStep(NextKind.reverse, "order", reverse.seconds))
            )
        if not self._answered():
            moves.append((self._queried(), self._query()))
        if asked_so_far(self.facts) < MOST_QUESTIONS:
            moves.extend((self._asked(inquiry), step) for step, inquiry in self.questions)
        cost, step = min(moves, key=lambda move: move[0], default=(0.0, self._query()))
        too_early = not self._may_reverse() and self._taken_back(shares) < cost
        return self._query() if too_early else step

    def _ends(self, shares: Sequence[float]) -> Iterable[tuple[float, NextStep]]:
        """Yield what ends the doubt by itself, each with its cost; what fails is taken back."""
        wrong = self.playbook.stakes.wrong_words_s * (sum(shares) - max(shares))
        for step, way in self.ends:
            left = [share * (1 - chance) for share, chance in zip(shares, way.chances, strict=True)]
            yield way.cost * sum(shares) + wrong + self._taken_back(left), step

    def _still_open(self, shares: Sequence[float]) -> float:
        """Return what an order that is still open costs."""
        return min([cost for cost, _ in self._ends(shares)] + [self._taken_back(shares)])

    def _taken_back(self, shares: Sequence[float]) -> float:
        """Return the cost of taking the order back and paying in some other way."""
        seconds = self.playbook.step(_REVERSE).seconds
        return self.playbook.stakes.cost(seconds) * sum(shares) + self._closed(shares)

    def _closed(self, shares: Sequence[float]) -> float:
        """Return what is left to do once the order is known not to be paid."""
        left = sum(shares)
        if left < 1e-9:
            return 0.0
        scaled = tuple(share / left for share in shares)
        stakes = self.playbook.stakes
        problem = Problem(
            scaled, self.afterwards, stuck=stakes.lost_sale_s, wrong_words=stakes.wrong_words_s
        )
        return left * cost_of_trying(problem)

    def _queried(self) -> float:
        """Return the cost of looking at the order first."""
        cost = self.playbook.stakes.cost(self.playbook.step(_QUERY).seconds)
        values, chances = _order_answers(self.focus, self.playbook)
        for value, row in zip(values, chances, strict=True):
            shares = tuple(map(mul, self.focus.shares, row))
            if value in _OVER and self.scene.can_query:
                cost += self._closed(shares)
            elif value != "paid":
                cost += self._still_open(shares)
        return cost

    def _asked(self, question: Inquiry) -> float:
        """Return the cost of asking the customer first."""
        cost = question.cost
        for row in question.answers:
            shares = tuple(map(mul, self.focus.shares, row))
            cost += self._still_open(shares)
        return cost

    def _query(self) -> NextStep:
        return NextStep(NextKind.query, "order", self.playbook.timings.query_every_s)

    def _answered(self) -> bool:
        return self.facts.order_states[-1:] in _STILL_OPEN

    def _may_reverse(self) -> bool:
        """A reverse waits for its time and for a query that has just said that it is not paid."""
        scene, after_s = self.scene, self.playbook.timings.reverse_after_s
        late = scene.charged_s is not None and scene.charged_s >= after_s
        return self._answered() and late and scene.order_kind is OrderKind.payment_code


def _order_answers(
    focus: Focus, playbook: Playbook
) -> tuple[tuple[str, ...], tuple[tuple[float, ...], ...]]:
    """Return what a query may say, and how likely each cause makes it say so."""
    values = tuple(playbook.healthy["order.state"])
    rows = [
        [playbook.likelihood(cause, "order.state", value) or 0.0 for cause in focus.causes]
        for value in values
    ]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    scaled = (tuple(x / total for x, total in zip(row, sums, strict=True)) for row in rows)
    return values, tuple(scaled)


def _too_late(scene: Scene, playbook: Playbook) -> bool:
    """Whether the customer has had the whole window to confirm."""
    return scene.charged_s is not None and scene.charged_s >= playbook.timings.query_window_s


def _ask(name: str, playbook: Playbook) -> NextStep:
    return NextStep(NextKind.ask, name, playbook.question(name).seconds)
