"""The page of health: strips, links, alarms of a period, and what it says while there is none."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cashier.desk.health_views import HealthWish, StripPoint
from cashier.desk.views import Beat, Light
from cashier.ui.manager.health import PastRow
from cashier.ui.manager.strips import Strips, axis, beats, figures, probed_text
from cashier.ui.widgets.row import Row
from cashier.ui.widgets.small import ChoiceTap
from tests.ui.alarm_fixtures import ALARMS, NOW
from tests.ui.manager.conftest import MakeOffice, Office
from tests.ui.manager.healths import CALM, DAY, PAGE, UNPROBED
from tests.ui.manager.samples import Desk, book, look
from tests.ui.measure import faults
from tests.ui.screens import each_look

HOUR = HealthWish(NOW - timedelta(hours=1), NOW)


def said(part: QWidget) -> str:
    return " ".join(one.accessibleName() for one in part.findChildren(QWidget) if one.isVisible())


def page(office: MakeOffice, desk: Desk | None = None, language: str = "zh_CN") -> Office:
    return office(desk or Desk(health=PAGE), look(language), page="health")


def test_it_says_what_is_open_and_draws_every_light(office: MakeOffice) -> None:
    made = page(office)
    assert made.window.health.head.line.spec.text == "现在有 2 条告警"
    (strips,) = made.window.health.findChildren(Strips)
    assert len(strips.strips) == len(PAGE.strips)
    assert "上网: 不通, 一般 " in strips.accessibleName()
    assert made.window.health.look.words.missing == set()


def test_the_links_say_how_they_are_known_and_when(office: MakeOffice) -> None:
    spoken = said(page(office).window.health.links)
    assert "记账: 查单查到 · " in spoken
    assert "条件核对: 最近没看到" in spoken


def test_alarms_of_the_period_with_how_long_and_who(office: MakeOffice) -> None:
    rows = page(office).window.health.findChildren(PastRow)
    assert rows[0].title == "店里断网了"
    assert rows[0].time.endswith("起，还没好")
    assert rows[1].time.endswith("38 分钟 · 李敏处理")
    assert rows[2].time.endswith("1 分钟")


def test_another_period_is_asked_for(office: MakeOffice) -> None:
    made = page(office)
    times = made.window.health.times
    assert times is not None
    times.segments["week"].click()
    made.settle()
    last = made.desk.periods[-1]
    assert last.end - last.begin == timedelta(days=7)


def test_an_open_alarm_can_be_taken_on(office: MakeOffice) -> None:
    made = page(office)
    alarms = made.window.health.open
    next(row for row in alarms.findChildren(Row) if row.isVisible()).click()
    made.settle()
    next(tap for tap in alarms.findChildren(ChoiceTap) if tap.isVisible()).click()
    assert made.desk.alarm_wishes == [("acknowledge", ALARMS[0].id)]


def test_the_rail_marks_the_page_while_an_alarm_stands(office: MakeOffice) -> None:
    made = office(Desk(alarms=ALARMS, health=CALM))
    tap = made.window.rail.taps["health"]
    assert tap.page.alarm is Light.fail
    assert tap.accessibleName() == "健康，有告警"
    made.window.go_to("health")
    made.settle()
    assert tap.page.alarm is None


def test_the_rail_says_whose_shift_it_is(office: MakeOffice) -> None:
    assert office().window.rail.foot.spec.text.startswith("李敏 · ")


def test_today_lists_the_alarms_too(office: MakeOffice) -> None:
    made = office(Desk(alarms=ALARMS))
    assert "店里断网了" in said(made.window.today.alarms)
    assert faults(made.window) == []
    without = office()
    assert not without.window.today.alarms.isVisible()


def test_where_nothing_is_known_it_says_what_will_come(office: MakeOffice) -> None:
    made = page(office, Desk())
    spoken = said(made.window.health)
    assert "还没有走势" in spoken
    assert "这段时间没有告警" in spoken
    assert made.window.health.head.line.spec.text == "现在没有告警"
    assert faults(made.window) == []


def test_control_and_five_opens_it(office: MakeOffice) -> None:
    made = office()
    QTest.keyClick(made.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    made.settle()
    assert made.window.stack.currentWidget() is made.window.health


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("view", [PAGE, CALM], ids=["full", "calm"])
def test_everything_has_its_room(office: MakeOffice, language: str, view: object) -> None:
    assert view in (PAGE, CALM)
    desk = Desk(health=PAGE if view is PAGE else CALM)
    made = office(desk, look(language), page="health")
    made.window.resize(1024, 680)
    for _theme in each_look(made.look):
        made.settle()
        made.window.grab()
        assert faults(made.window) == []
    assert made.window.look.words.missing == set()


def test_a_language_switched_while_it_is_open(office: MakeOffice) -> None:
    made = page(office)
    made.look.words.switch("en")
    made.look.use(look("en").taste)
    made.settle()
    assert "Names resolving" in said(made.window.health) or "Usual" in said(made.window.health)
    assert book().missing == set()


def kinds(points: list[StripPoint], count: int) -> str:
    letters = {Beat.ok: "o", Beat.slow: "s", Beat.fail: "f", Beat.none: "-"}
    return "".join(letters[one.beat] for one in beats(points, HOUR, count))


def every(minutes: int, states: str) -> list[StripPoint]:
    lights = {"o": Light.ok, "s": Light.warn, "f": Light.fail, "-": Light.unknown}
    return [
        StripPoint(HOUR.begin + timedelta(minutes=minutes * number), lights[letter], 40.0)
        for number, letter in enumerate(states)
    ]


def test_a_column_shows_the_worst_that_was_in_it() -> None:
    assert kinds(every(5, "oosfoooooooo"), 6) == "ofoooo"


def test_a_point_speaks_until_the_next_one_and_a_gap_is_a_gap() -> None:
    assert kinds(every(10, "ooo"), 12) == "oooooo------"
    points = every(5, "oo------oooo")
    assert kinds([one for one in points if one.state is not Light.unknown], 12) == "oo------oooo"


def test_what_was_not_probed_is_a_dot() -> None:
    assert [one.beat for one in beats(UNPROBED.points, DAY, 4)] == [Beat.none] * 4
    assert beats([], HOUR, 0) == []


@given(
    st.lists(st.tuples(st.integers(-200, 200), st.sampled_from(list(Light))), max_size=30),
    st.integers(0, 40),
)
def test_whatever_was_measured_there_is_a_bar_a_column(
    found: list[tuple[int, Light]], count: int
) -> None:
    points = [
        StripPoint(NOW + timedelta(minutes=minutes), state) for minutes, state in sorted(found)
    ]
    assert len(beats(points, HOUR, count)) == count


def test_the_axis_goes_from_begin_to_end() -> None:
    marks = axis(book(), DAY)
    assert marks[-1] == (1.0, "现在")
    assert marks[0][1].startswith("昨天 ")
    assert [text for _, text in marks if text.startswith("今天")] == ["今天 00:00"]
    shares = [share for share, _ in marks]
    assert shares == sorted(shares)
    assert shares[0] >= 0


def test_what_has_no_speed_says_how_it_stands(office: MakeOffice) -> None:
    (strips,) = page(office).window.health.findChildren(Strips)
    spoken = strips.accessibleName()
    assert "时钟准" in spoken
    assert "毫秒" not in spoken


def test_a_timeout_is_no_speed_and_failures_are_counted() -> None:
    strip = PAGE.strips[0]
    assert figures(book(), strip) == ("0.03 秒", "0.76 秒")
    assert probed_text(book(), strip) == "查 2,280 次，44 次没通"
