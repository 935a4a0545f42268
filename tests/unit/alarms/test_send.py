"""Real messages to a robot on loopback: taken, refused, hanging; and no address anywhere."""

import logging
import queue
from collections.abc import Callable, Iterator

import pytest
from apprise.plugins.wecombot import NotifyWeComBot

from cashier.alarms.addresses import Address, read_addresses
from cashier.alarms.courier import deliver, says_yes
from cashier.alarms.errors import ChatRefused, ChatSilent
from cashier.alarms.send import Deliver, GroupChat
from cashier.core.background import Background
from cashier.core.errors import CashierError
from cashier.core.privacy import Secret
from tests.helpers.webhooks import Temper, Webhook, webhook

CANARY = "canary-5d1f-never-shown"
WECOM = Address("wecom", Secret(f"wecombot://{CANARY}/"))


class Outcomes(queue.SimpleQueue[tuple[CashierError, ...]]):
    """What was told, waited for."""

    def problems(self) -> list[type[CashierError]]:
        return [type(one) for one in self.get(timeout=30)]


@pytest.fixture
def network() -> Iterator[Background]:
    with Background("test-network") as background:
        yield background


@pytest.fixture
def robot_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Webhook], None]:
    def point(robot: Webhook) -> None:
        local = f"http://127.0.0.1:{robot.port}/cgi-bin/webhook/send?key={{key}}"
        monkeypatch.setattr(NotifyWeComBot, "notify_url", local)

    return point


def at_once(_seconds: float, call: Callable[[], None]) -> Callable[[], None]:
    """Stand for a deadline that has passed already."""
    call()
    return lambda: None


def never(_seconds: float, _call: Callable[[], None]) -> Callable[[], None]:
    """Stand for a deadline that is far away."""
    return lambda: None


def test_a_message_arrives_as_it_was_written(
    network: Background, robot_at: Callable[[Webhook], None]
) -> None:
    outcomes = Outcomes()
    with webhook(network) as robot:
        robot_at(robot)
        chat = GroupChat([WECOM], lambda: deliver, never)
        chat.send("【收银助手】店里断网了", "2 号收银台\n14:05 开始", outcomes.put)
        assert outcomes.problems() == []
    (message,) = robot.messages
    assert message["msgtype"] == "text"
    assert "店里断网了" in str(message["text"])
    assert "2 号收银台\\n14:05 开始" in str(message["text"])


@pytest.mark.parametrize("temper", ["no", "html", "empty", "error", "redirect", "huge", "cut"])
def test_what_is_no_clear_yes_is_a_refusal_and_is_not_tried_again(
    network: Background, robot_at: Callable[[Webhook], None], temper: Temper
) -> None:
    outcomes = Outcomes()
    with webhook(network, temper) as robot:
        robot_at(robot)
        GroupChat([WECOM], lambda: deliver, never).send("a", "b", outcomes.put)
        assert outcomes.problems() == [ChatRefused]
        assert robot.visits == 1


@pytest.mark.parametrize("temper", ["silent", "drip"])
def test_a_robot_that_hangs_is_given_up_and_spared_until_its_thread_has_ended(
    network: Background, robot_at: Callable[[Webhook], None], temper: Temper
) -> None:
    outcomes = Outcomes()
    with webhook(network, temper) as robot:
        robot_at(robot)
        chat = GroupChat([WECOM], lambda: deliver, at_once)
        for _ in range(5):
            chat.send("a", "b", outcomes.put)
            assert outcomes.problems() == [ChatSilent]
        assert robot.arrived.wait(30)
        assert robot.visits == 1
    assert outcomes.empty()


def test_the_network_threads_own_timer_is_the_deadline(
    network: Background, robot_at: Callable[[Webhook], None]
) -> None:
    outcomes = Outcomes()
    with webhook(network, "silent") as robot:
        robot_at(robot)
        soon = GroupChat([WECOM], lambda: deliver, lambda _s, call: network.after(0.05, call))
        soon.send("a", "b", outcomes.put)
        assert outcomes.problems() == [ChatSilent]
        assert robot.arrived.wait(30)


def test_a_robot_that_nobody_answers_for_is_a_refusal(
    network: Background, robot_at: Callable[[Webhook], None]
) -> None:
    with webhook(network) as gone:
        robot_at(gone)
    outcomes = Outcomes()
    GroupChat([WECOM], lambda: deliver, never).send("a", "b", outcomes.put)
    assert outcomes.problems() == [ChatRefused]


def test_one_chat_that_fails_does_not_keep_the_message_from_another() -> None:
    taken: list[str] = []

    def half(address: Secret, title: str, _text: str) -> bool:
        if "bad" in address.reveal():
            raise ValueError(address.reveal())
        taken.append(title)
        return True

    two = [Address("feishu", Secret("feishu://bad/")), Address("dingtalk", Secret("dingtalk://b/"))]
    outcomes = Outcomes()
    GroupChat(two, lambda: half, never).send("a", "b", outcomes.put)
    (problem,) = outcomes.get(timeout=30)
    assert (type(problem), problem.fields, taken) == (ChatRefused, {"chat": "feishu"}, ["a"])


def test_a_library_that_cannot_be_loaded_is_a_refusal() -> None:
    def broken() -> Deliver:
        raise ImportError("no such module")

    outcomes = Outcomes()
    GroupChat([WECOM], broken, never).send("a", "b", outcomes.put)
    assert outcomes.problems() == [ChatRefused]


@pytest.mark.parametrize("temper", ["yes", "no", "error", "cut", "redirect"])
def test_no_address_in_a_log_a_repr_or_an_error(
    network: Background,
    robot_at: Callable[[Webhook], None],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    temper: Temper,
) -> None:
    outcomes = Outcomes()
    caplog.set_level(logging.DEBUG)
    with webhook(network, temper) as robot:
        robot_at(robot)
        GroupChat([WECOM], lambda: deliver, never).send("a", "b", outcomes.put)
        problems = outcomes.get(timeout=30)
    assert robot.messages
    said = [repr(WECOM), *map(repr, problems), *map(str, problems), *capfd.readouterr()]
    assert CANARY not in " ".join([*said, caplog.text])


def test_an_address_that_cannot_be_used_is_not_in_its_error() -> None:
    with pytest.raises(CashierError) as found:
        read_addresses(Secret(f"wecombot://first-key-x/\nhttps://example.com/{CANARY}"))
    assert found.value.fields == {"line": 2}
    assert CANARY not in str(found.value)


@pytest.mark.parametrize(
    ("content", "yes"),
    [
        (b'{"errcode": 0}', True),
        (b'{"StatusCode": 0, "code": 0}', True),
        (b'{"errcode": 0, "code": 9}', False),
        (b'{"ok": true}', False),
        (b"[0]", False),
        (b"\xff\xfe", False),
        (b"[" * 5000, False),
    ],
)
def test_an_answer_is_a_yes_only_if_it_says_so(content: bytes, yes: bool) -> None:
    assert says_yes(content) is yes
