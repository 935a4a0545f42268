"""What stands first: the lights are live before the rest is there, and nothing is told twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from cashier.app.first import First
from cashier.app.launch import Launch
from cashier.app.parts import App
from cashier.core.paths import Home
from cashier.desk.dock_views import DockView
from cashier.desk.views import Light
from tests.helpers.hosts import UNREACHED


@pytest.fixture
def place(home: Path) -> Home:
    return Home.at(home).make()


@pytest.fixture
def make(place: Home) -> Iterator[Callable[[str], First]]:
    """Return a maker of what stands first, with these settings; it is taken down after the test."""
    made: list[First] = []

    def build(settings: str = UNREACHED) -> First:
        place.settings_file.write_text(settings, encoding="utf-8")
        made.append(First(Launch(home=place)))
        return made[-1]

    yield build
    for one in made:
        one.close()
        one.close()


Make = Callable[..., First]


def test_the_lights_are_live_before_the_rest_is_there(make: Make) -> None:
    shown: Queue[DockView] = Queue()
    first = make()
    first.begin(shown.put)
    view = shown.get(timeout=60)
    assert view.head.state is Light.fail
    assert view.head.checked_monotonic is not None
    assert {chip.method for chip in view.chips} == {"fenfu", "wechat", "alipay", "unionpay"}
    assert {one.state for one in view.lights if one.name == "gateway.wechat"} == {Light.fail}
    assert view.shift.since is None


def test_the_desk_begins_with_the_lights_of_now(make: Make) -> None:
    early: Queue[DockView] = Queue()
    first = make()
    first.begin(early.put)
    early.get(timeout=60)
    app, shown = App(first), Queue[DockView]()
    app.start()
    app.desk.subscribe(shown.put)
    view = shown.get(timeout=60)
    app.close()
    assert view.head.checked_monotonic is not None
    assert view.shift.since is not None


def test_where_nothing_is_probed_there_is_nothing_to_show(make: Make) -> None:
    first = make("[health]\nenabled = false\n")
    first.begin(lambda _: pytest.fail("there is no light"))
    assert first.monitor is None


def test_an_account_that_is_known_too_late_changes_nothing(make: Make) -> None:
    first = make()
    first.begin()
    first.close()
    first.know_account(lambda: pytest.fail("nobody asks any more"), None)
