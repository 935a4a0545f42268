"""Pure judgements that remember what they judged: a hundred thousand histories repeat themselves.

What is remembered is the program's own answer to the very same question. Every so often one is
judged anew, and must come out the same.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Generic, TypeVar

from cashier.cases import advice
from cashier.diagnosis.actions import NextStep
from cashier.diagnosis.explain import Reason, reasons
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.learning import Counts
from cashier.diagnosis.next_step import next_step
from cashier.diagnosis.order import Known
from cashier.diagnosis.posterior import Posterior, posterior
from cashier.diagnosis.scene import Scene
from cashier.playbook.playbook import Playbook

Answer = TypeVar("Answer")
_AGAIN = 64


class Remembered(Generic[Answer]):
    """Answers by their questions."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Answer] = {}
        self._asked = 0

    def get(self, question: Hashable, judge: Callable[[], Answer]) -> Answer:
        """Return the answer, judged now if it was not judged before.

        Raises:
            RuntimeError: it comes out otherwise than before.
        """
        self._asked += 1
        known = self._answers.get(question)
        if known is None:
            return self._answers.setdefault(question, judge())
        if self._asked % _AGAIN == 0 and judge() != known:
            raise RuntimeError(f"judged otherwise than before: {question}")
        return known


def remember() -> None:
    """Let all advice in this process remember shares, reasons and next steps of one playbook."""
    shares: Remembered[Posterior] = Remembered()
    why: Remembered[tuple[Reason, ...]] = Remembered()
    steps: Remembered[NextStep] = Remembered()

    def by_facts(
        facts: Facts, playbook: Playbook, method: str | None, learned: Counts | None = None
    ) -> Posterior:
        if learned is not None:
            return posterior(facts, playbook, method, learned)
        question = (playbook, method, *_evidence(facts))
        return shares.get(question, lambda: posterior(facts, playbook, method))

    def by_weights(after: Posterior, cause: str) -> tuple[Reason, ...]:
        # Not by the shares: other evidence may come to the same ones.
        seen = tuple(item.evidence for item in after.weighed)
        question = (cause, tuple(after.prior.values()), seen)
        return why.get(question, lambda: reasons(after, cause))

    def by_scene(
        facts: Facts, known: Known, after: Posterior, playbook: Playbook, scene: Scene
    ) -> NextStep:
        # The shares follow from the facts and the scene's method. Of the order's many states only
        # the last counts once it is known what they come to, of the seconds what they have passed.
        times, last = playbook.timings, facts.order_states[-1:]
        passed = [
            (scene.charged_s or 0.0) >= due for due in (times.reverse_after_s, times.query_window_s)
        ]
        still = replace(scene, charged_s=None), scene.charged_s is None, *passed
        question = (playbook, known, still, last, *_evidence(facts))
        return steps.get(question, lambda: next_step(facts, known, after, playbook, scene))

    for name, judge in (("posterior", by_facts), ("reasons", by_weights), ("next_step", by_scene)):
        setattr(advice, name, judge)


def _evidence(facts: Facts) -> tuple[Hashable, ...]:
    return tuple(facts.values.items()), facts.asked
