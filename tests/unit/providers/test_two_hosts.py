import asyncio

import pytest

from cashier.core.clock import ManualClock
from cashier.providers.errors import GatewayUnreachable, UnreachableKind
from cashier.providers.exchange import Patience, Received
from cashier.providers.host_choice import FAILURES_TO_LEAVE, GOOD_TO_RETURN, TRIAL_S
from cashier.providers.two_hosts import Reply, TwoHosts

PATIENCE = Patience(3.0, 5.0)
Heard = int | UnreachableKind


class World:
    """Two hosts, each of which answers with a status or fails."""

    def __init__(self, main: Heard = 200, backup: Heard = 200, *, alone: bool = False) -> None:
        self.clock = ManualClock()
        self.answers: dict[str, Heard] = {"main": main, "backup": backup}
        self.asked: list[tuple[str, float]] = []
        self.hosts = TwoHosts("main", None if alone else "backup", self.clock)

    async def send(self, base: str, patience: Patience) -> Received:
        self.asked.append((base, patience.connect_s))
        heard = self.answers[base]
        if isinstance(heard, UnreachableKind):
            raise GatewayUnreachable(heard, base)
        return Received(heard, {}, b"", self.clock.now(), 1.0, None)

    def ask(self, *, repeat: bool = True) -> Reply:
        return asyncio.run(self.hosts.ask(self.send, PATIENCE, repeat=repeat))

    def bases(self) -> list[str]:
        found, self.asked = [base for base, _ in self.asked], []
        return found


def test_a_sound_main_host_is_all_that_is_asked() -> None:
    world = World()
    assert not world.ask().by_backup
    assert world.bases() == ["main"]


@pytest.mark.parametrize("main", [UnreachableKind.dns, UnreachableKind.connect, 502, 500])
def test_a_question_that_failed_goes_to_the_backup_at_once(main: Heard) -> None:
    world = World(main)
    assert world.ask().by_backup
    assert world.bases() == ["main", "backup"]


@pytest.mark.parametrize("kind", [UnreachableKind.timeout, UnreachableKind.reset])
def test_what_may_have_arrived_is_not_repeated_but_remembered(kind: UnreachableKind) -> None:
    world = World(kind)
    for _ in range(FAILURES_TO_LEAVE):
        with pytest.raises(GatewayUnreachable):
            world.ask()
        assert world.bases() == ["main"]
    assert world.ask().by_backup
    assert world.bases() == ["backup"]


@pytest.mark.parametrize("main", [UnreachableKind.connect, UnreachableKind.reset])
def test_what_acts_is_sent_once(main: UnreachableKind) -> None:
    world = World(main)
    with pytest.raises(GatewayUnreachable):
        world.ask(repeat=False)
    assert world.bases() == ["main"]


def test_an_act_that_heard_5xx_is_not_repeated_either() -> None:
    world = World(500)
    assert world.ask(repeat=False).answer.status == 500
    assert world.bases() == ["main"]


def test_the_main_host_is_tried_with_little_patience_and_taken_up_again() -> None:
    world = World(UnreachableKind.connect)
    for _ in range(FAILURES_TO_LEAVE):
        world.ask()
    world.bases()
    world.ask()
    assert world.bases() == ["backup"]
    world.answers["main"] = 200
    for _ in range(GOOD_TO_RETURN):
        world.clock.advance(TRIAL_S)
        assert not world.ask().by_backup
        assert world.asked == [("main", 1.0)]
        world.bases()
    world.ask()
    assert world.asked == [("main", 3.0)]


def test_a_trial_that_fails_costs_the_question_nothing() -> None:
    world = World(UnreachableKind.connect)
    for _ in range(FAILURES_TO_LEAVE):
        world.ask()
    world.clock.advance(TRIAL_S)
    world.bases()
    assert world.ask().by_backup
    assert world.bases() == ["main", "backup"]


def test_an_act_is_never_a_trial() -> None:
    world = World(UnreachableKind.connect)
    for _ in range(FAILURES_TO_LEAVE):
        world.ask()
    world.clock.advance(TRIAL_S)
    world.bases()
    assert world.ask(repeat=False).by_backup
    assert world.bases() == ["backup"]


def test_without_any_network_no_host_is_blamed() -> None:
    world = World(UnreachableKind.dns, UnreachableKind.dns)
    for _ in range(5):
        with pytest.raises(GatewayUnreachable):
            world.ask()
    world.bases()
    world.answers = {"main": 200, "backup": 200}
    world.ask()
    assert world.bases() == ["main"]


def test_when_both_are_in_trouble_the_first_answer_stands() -> None:
    world = World(503, UnreachableKind.connect)
    reply = world.ask()
    assert (reply.answer.status, reply.by_backup) == (503, False)
    reply = World(503, 500).ask()
    assert (reply.answer.status, reply.by_backup) == (503, False)
    reply = World(UnreachableKind.connect, 500).ask()
    assert (reply.answer.status, reply.by_backup) == (500, True)


def test_without_a_backup_a_question_that_never_arrived_is_asked_once_more() -> None:
    world = World(UnreachableKind.connect, alone=True)
    with pytest.raises(GatewayUnreachable):
        world.ask()
    assert world.bases() == ["main", "main"]
    world.answers["main"] = 500
    assert world.ask().answer.status == 500
    assert world.bases() == ["main"]
