"""The desk's alarms: raised from the lights it has, on record, sent, and taken up again."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cashier.alarms.errors import ChatRefused
from cashier.alarms.send import Told
from cashier.alarms.sight import Grade
from cashier.core.clock import ManualClock
from cashier.core.errors import CashierError
from cashier.desk.alarming import PACE_S
from cashier.desk.manager import ManagerView
from cashier.desk.ports import AlarmWishes
from cashier.desk.views import Light
from cashier.health.lights import NAMES, Snapshot, State
from cashier.health.lights import Light as Lamp
from cashier.history.audit import ALARM_KINDS, CHANGE_KINDS, AuditKind
from cashier.history.model import CaseFilter
from tests.helpers.desks import Till


def lights(clock: ManualClock, **states: State) -> Snapshot:
    named = {name: states.get(name.replace(".", "_"), "ok") for name in NAMES}
    return Snapshot({name: Lamp(name, state) for name, state in named.items()}, {}, clock.now())


@dataclass
class Ears:
    """A chat that takes every message, or none."""

    wrong: tuple[CashierError, ...] = ()
    heard: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def send(self, title: str, text: str, told: Told) -> None:
        self.heard.append(title)
        self.texts.append(text)
        told(self.wrong)


def kinds(till: Till) -> list[AuditKind]:
    till.settle()
    found = till.disk.submit(till.store.changes, 50, None, tuple(ALARM_KINDS)).result()
    return [one.kind for one in reversed(found)]


def offline(till: Till) -> None:
    till.desk.health_changed(lights(till.clock, internet="fail", dns="fail"))


def fine(till: Till) -> None:
    till.desk.health_changed(lights(till.clock))


def test_a_shop_that_is_offline_is_one_alarm_with_its_checklist(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        began = till.clock.now()
        offline(till)
        assert till.view().alarms == ()
        (alarm,) = till.wait(21).alarms
        assert (alarm.sentence.key, alarm.state) == ("alarm-health-internet", Light.fail)
        assert alarm.since == began
        assert alarm.checklist[:2] == ("task-call_manager", "task-router_lights")
        assert {"wechat", "alipay", "fenfu"} <= set(alarm.methods)
        assert kinds(till) == [AuditKind.alarm_raised]


def test_it_goes_when_it_has_been_fine_for_a_while(tmp_path: Path) -> None:
    ears = Ears()
    with Till(tmp_path, alarms=AlarmWishes(chat=ears, shop="幸福路店")) as till:
        offline(till)
        till.wait(600)
        fine(till)
        assert till.wait(40).alarms
        assert till.wait(41).alarms == ()
        assert kinds(till) == [AuditKind.alarm_raised, AuditKind.alarm_cleared]
        assert PACE_S not in till.network.planned
    assert ears.heard == ["【收银助手】店里断网了", "【收银助手】已恢复：店里断网了"]
    assert ears.texts[1].splitlines()[2] == "一共 10 分钟"


def test_what_is_not_seen_any_more_ends_with_words_and_not_as_mended(tmp_path: Path) -> None:
    ears = Ears()
    with Till(tmp_path, alarms=AlarmWishes(chat=ears)) as till:
        offline(till)
        assert till.wait(21).alarms
        till.desk.health_changed(lights(till.clock, internet="unknown", dns="unknown"))
        assert till.wait(3580).alarms
        assert till.wait(41).alarms == ()
        assert kinds(till)[-1] is AuditKind.alarm_cleared
    assert "查不到了" in ears.heard[-1]
    assert "不知道好了没有" in ears.texts[-1]


def test_silence_and_taking_it_on_are_kept_and_shown(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        offline(till)
        (alarm,) = till.wait(21).alarms
        till.desk.silence_alarm(alarm.id, 30)
        assert till.view().alarms[0].silenced
        assert not till.wait(1821).alarms[0].silenced
        till.desk.acknowledge_alarm(alarm.id)
        till.desk.acknowledge_alarm(alarm.id)
        till.desk.silence_alarm("health.dns:7", None)
        assert till.view().alarms[0].silenced
        assert kinds(till)[1:] == [AuditKind.alarm_silenced, AuditKind.alarm_acknowledged]


def test_after_a_restart_it_is_not_told_again_and_its_end_is(tmp_path: Path) -> None:
    clock, ears = ManualClock(), Ears()
    wishes = AlarmWishes(chat=ears)
    with Till(tmp_path, clock=clock, alarms=wishes) as till:
        offline(till)
        till.wait(30)
    began = clock.now()
    clock.advance(600)
    with Till(tmp_path, clock=clock, alarms=wishes) as till:
        assert [one.since < began for one in till.view().alarms] == [True]
        offline(till)
        till.wait(120)
        assert len(ears.heard) == 1
        fine(till)
        till.wait(120)
        assert kinds(till) == [AuditKind.alarm_raised, AuditKind.alarm_cleared]
    assert len(ears.heard) == 2


def test_a_chat_that_fails_is_an_amber_notice_until_it_works_again(tmp_path: Path) -> None:
    ears = Ears((ChatRefused(chat="wecom"),))
    with Till(tmp_path, alarms=AlarmWishes(chat=ears)) as till:
        till.desk.test_alarm()
        (notice,) = till.view().notices
        assert (notice.phrase.key, notice.state) == ("error-chat-refused", Light.warn)
        ears.wrong = ()
        till.desk.test_alarm()
        (notice,) = till.view().notices
        assert (notice.phrase.key, notice.state) == ("notice-alarm_sent", Light.ok)
    assert ears.heard == ["【收银助手】试发一条"] * 2


def test_a_trial_without_a_chat_says_what_is_missing(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.test_alarm()
        (notice,) = till.view().notices
        assert (notice.phrase.key, notice.state) == ("error-chat-not-begun", Light.warn)


def test_amber_alarms_go_to_the_chat_only_where_the_shop_wants_them(tmp_path: Path) -> None:
    for number, (least, heard) in enumerate(((Grade.fail, 0), (Grade.warn, 1))):
        ears = Ears()
        folder = tmp_path / str(number)
        folder.mkdir()
        with Till(folder, alarms=AlarmWishes(chat=ears, chat_from=least)) as till:
            till.desk.health_changed(lights(till.clock, version="fail"))
            (alarm,) = till.wait(21).alarms
            assert alarm.state is Light.warn
        assert len(ears.heard) == heard


def test_in_quiet_hours_only_the_window_tells(tmp_path: Path) -> None:
    ears = Ears()
    clock = ManualClock()
    hour = clock.now().astimezone().hour
    quiet = (hour, (hour + 2) % 24)
    with Till(tmp_path, clock=clock, alarms=AlarmWishes(chat=ears, quiet=quiet)) as till:
        offline(till)
        assert till.wait(60).alarms
        assert not ears.heard
        clock.advance(7200)
        till.network.fire_due()
        assert till.view().alarms[0].told == 1
    assert ears.heard == ["【收银助手】店里断网了"]


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [((0, 0), []), ((9, 11), [9, 10]), ((22, 2), [0, 1, 22, 23]), ((5, 5), [])],
)
def test_quiet_hours_may_go_over_midnight(quiet: tuple[int, int], hours: list[int]) -> None:
    wishes = AlarmWishes(quiet=quiet)
    assert [hour for hour in range(24) if wishes.is_quiet(hour)] == hours


def test_a_shop_that_wants_no_alarms_has_none(tmp_path: Path) -> None:
    with Till(tmp_path, alarms=AlarmWishes(on=False)) as till:
        offline(till)
        assert till.wait(60).alarms == ()
        assert kinds(till) == []


def test_the_manager_sees_them_too_and_they_are_no_change_of_rules(tmp_path: Path) -> None:
    asked: list[ManagerView] = []
    with Till(tmp_path) as till:
        offline(till)
        till.wait(21)
        till.desk.ask_manager(CaseFilter(), asked.append)
        till.settle()
        assert asked[0].alarms
        changes = till.disk.submit(till.store.changes, 50, None, tuple(CHANGE_KINDS)).result()
    assert not changes or all(one.kind not in ALARM_KINDS for one in changes)
