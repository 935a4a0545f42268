"""A whole till against the sandbox's books, driven by Hypothesis: what `lockworld.floor` promises.

The benchmark `lock` plays the same world a hundred thousand times; here it is small, and shrinks.
"""

from collections.abc import Callable
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from benchmarks.lockworld.floor import Broken, Clerk
from benchmarks.lockworld.world import World
from cashier.cases.state import CaseState
from tests.helpers.playbooks import shipped


class AnyTill(RuleBasedStateMachine):
    """A till to which anything happens; whatever a promise is broken by is raised at once."""

    world: World

    @initialize(
        chance=st.randoms(use_true_random=False),
        lies=st.booleans(),
        mistaps=st.booleans(),
        linked=st.booleans(),
        undoes=st.booleans(),
    )
    def opened(
        self, chance: Random, *, lies: bool, mistaps: bool, linked: bool, undoes: bool
    ) -> None:
        clerk = Clerk(lies=lies, mistaps=mistaps, linked=linked, undoes=undoes)
        self.world = World(shipped(), chance, clerk)
        self.world.next_sale()

    @rule(which=st.integers(0, 1000))
    def something_happens(self, which: int) -> None:
        acts: tuple[Callable[[], None], ...] = self.world.acts
        acts[which % len(acts)]()
        self.world.flow()
        self.world.check_now()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            try:
                self.world.settle()
                self.world.check_now()
            finally:
                self.world.close()


def play(steps: int, examples: int) -> None:
    chosen = settings(
        deadline=None,
        max_examples=examples,
        stateful_step_count=steps,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(AnyTill, settings=chosen)


def play_until_broken() -> None:
    for seed in range(200):
        world = World(shipped(), Random(seed), Clerk(lies=True, mistaps=False, linked=True))
        try:
            world.happen(20)
        finally:
            world.close()


def test_nobody_is_charged_twice_whatever_happens_at_the_till() -> None:
    play(steps=20, examples=25)


@pytest.mark.long
def test_nobody_is_charged_twice_in_long_histories() -> None:
    play(steps=60, examples=2_000)


def test_the_world_notices_a_lock_that_comes_off_too_early(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(CaseState, "may_override", lambda case, _elapsed: bool(case.clerk_said))
    with pytest.raises(Broken, match="early override"):
        play_until_broken()
