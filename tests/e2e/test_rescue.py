"""The first rescue from end to end, with real parts: gateway, till process, film, desk, history."""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cashier.app import App, Launch
from cashier.cases.events import Mood, Outcome
from cashier.core.money import Money
from cashier.core.paths import Home
from cashier.core.resources import resource
from cashier.desk.views import CasePage, DockView, SettledBy
from cashier.scan.picture import load
from cashier.scan.scanner import Scanner


class Watch:
    """Waits on the desk's own views; never on time."""

    def __init__(self, app: App) -> None:
        self._views: queue.SimpleQueue[DockView] = queue.SimpleQueue()
        app.desk.subscribe(self._views.put)

    def until(self, holds: Callable[[DockView], bool], seconds: float = 20.0) -> DockView:
        while True:
            view = self._views.get(timeout=seconds)
            if holds(view):
                return view


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    built = App(Launch(home=Home.at(tmp_path), demo=True))
    yield built
    built.close()


def on(page: CasePage) -> Callable[[DockView], bool]:
    return lambda view: view.case is not None and view.case.page is page


def test_from_a_failed_fenfu_payment_to_a_sale_by_another_way(app: App) -> None:
    watch = Watch(app)
    app.start()
    watch.until(lambda view: view.head.checked_monotonic is not None)

    app.desk.toggle_camera()
    seen = watch.until(lambda view: view.scan is not None and view.scan.kind is not None)
    assert seen.scan is not None
    assert seen.scan.kind == "wechat_payment"
    assert seen.scan.frame is not None

    screen = app.charge(Money(1600), "fenfu").result(20)
    assert screen.screen == "支付失败，条码无法识别"

    app.desk.open_case()
    asked = watch.until(on(CasePage.till_message)).case
    assert asked is not None
    assert asked.amount == Money(1600)
    assert asked.method == "fenfu"
    app.desk.say_till_phrase(asked.phrases[0].id)
    locked = watch.until(on(CasePage.locked)).case
    assert locked is not None
    assert locked.offers == ()
    assert locked.lock is not None
    assert locked.lock.by_keys

    settled = watch.until(lambda view: view.case is not None and view.case.settled is not None)
    assert settled.case is not None
    assert settled.case.settled is not None
    assert settled.case.settled.by is SettledBy.provider
    assert settled.case.settled.state == "failed"

    view = settled
    questions = 0
    while view.case is not None and view.case.page is CasePage.question:
        question = view.case.question
        assert question is not None
        app.desk.answer(question.name, "greyed" if "greyed" in question.values else "unknown")
        questions += 1
        view = watch.until(
            lambda one, name=question.name: (
                one.case is not None
                and (one.case.question is None or one.case.question.name != name)
            )
        )
    assert questions <= 2
    assert view.case is not None
    assert view.case.page is CasePage.cause
    assert view.case.cause is not None
    assert view.case.cause.id.startswith("customer.")
    best = view.case.offers[0]
    assert best.method == "wechat"

    app.desk.choose_method("wechat")
    again = app.charge(Money(1600), "wechat").result(20)
    assert again.state == "paid"
    app.desk.close_case(Outcome.paid_other, "wechat", Mood.fine)
    done = watch.until(lambda one: one.case is None and bool(one.recent))
    assert done.recent[0].other_method == "wechat"
    assert (done.shift.failures, done.shift.saved) == (1, 1)
    app.desk.toggle_camera()


def test_no_payment_code_is_left_anywhere(app: App, tmp_path: Path) -> None:
    watch = Watch(app)
    app.start()
    app.desk.toggle_camera()
    watch.until(lambda view: view.scan is not None and view.scan.kind == "wechat_payment")
    app.desk.open_case()
    watch.until(on(CasePage.till_message))
    app.desk.toggle_camera()
    watch.until(lambda view: view.scan is None)
    shown = Scanner().read(load(resource("samples", "payment_code.png")).pixels)
    codes = {read.payload.reveal() for read in shown.reads}
    assert any(code.isdecimal() and len(code) == 18 for code in codes)
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert kept
    assert not [code for code in codes if code[4:].encode() in kept]


def test_without_a_camera_the_window_stays_usable(tmp_path: Path) -> None:
    app = App(Launch(home=Home.at(tmp_path / "home"), demo=True, camera=str(tmp_path / "no.avi")))
    try:
        watch = Watch(app)
        app.start()
        app.desk.toggle_camera()
        told = watch.until(lambda view: bool(view.notices))
        assert told.notices[0].phrase.key == "error-camera-absent"
        app.desk.open_case()
        watch.until(on(CasePage.till_message))
    finally:
        app.close()
