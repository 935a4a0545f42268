"""The first rescue from end to end, with real parts: gateway, till process, film, desk, history."""

import queue
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from cashier.app.first import First
from cashier.app.launch import Launch
from cashier.app.parts import App
from cashier.cases.outcome import Mood, Outcome
from cashier.core.money import Money
from cashier.core.paths import Home
from cashier.core.resources import resource
from cashier.desk.case_views import CasePage, CaseView, QuestionView, SettledBy
from cashier.desk.dock_views import DockView
from cashier.desk.views import Phrase
from cashier.scan.picture import load
from cashier.scan.scanner import Scanner


class Watch:
    """Waits on the desk's own views; never on time."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._views: queue.SimpleQueue[DockView] = queue.SimpleQueue()
        app.desk.subscribe(self._views.put)

    def until(self, holds: Callable[[DockView], bool], seconds: float = 60.0) -> DockView:
        while True:
            view = self._views.get(timeout=seconds)
            if holds(view):
                return view

    def case(self, holds: Callable[[CaseView], bool]) -> CaseView:
        """Wait until a case in front holds."""
        case = self.until(lambda view: view.case is not None and holds(view.case)).case
        assert case is not None
        return case

    def page(self, page: CasePage) -> CaseView:
        return self.case(lambda case: case.page is page)

    def answered(self, case: CaseView) -> CaseView:
        """Answer what is asked, as a cashier who sees a greyed line, until nothing is asked."""
        while case.question is not None and case.page is CasePage.question:
            asked = case.question
            self.app.desk.answer(asked.name, "greyed" if "greyed" in asked.values else "unknown")
            case = self.case(partial(_asks_something_else, asked))
        return case


def _asks_something_else(asked: QuestionView, case: CaseView) -> bool:
    return case.question != asked


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    built = App(First(Launch(home=Home.at(tmp_path), demo=True)))
    yield built
    built.close()


def test_the_camera_reads_the_code_before_it_is_charged(app: App) -> None:
    watch = Watch(app)
    app.start()
    watch.until(lambda view: view.head.checked_monotonic is not None)
    app.desk.toggle_camera()
    seen = watch.until(lambda view: view.scan is not None and view.scan.kind is not None).scan
    assert seen is not None
    assert seen.kind == "wechat_payment"
    assert seen.frame is not None
    app.desk.toggle_camera()
    watch.until(lambda view: view.scan is None)


def test_from_a_failed_fenfu_payment_to_a_sale_by_another_way(app: App) -> None:
    watch = Watch(app)
    app.start()
    assert app.charge(Money(1600), "fenfu").result(60).screen == "支付失败，条码无法识别"
    app.desk.open_case()
    asked = watch.page(CasePage.till_message)
    assert (asked.amount, asked.method) == (Money(1600), "fenfu")

    app.desk.say_till_phrase(asked.phrases[0].id)
    locked = watch.page(CasePage.locked)
    assert locked.offers == ()
    assert locked.lock is not None
    assert locked.lock.can_query

    settled = watch.case(lambda case: case.settled is not None)
    assert settled.settled is not None
    assert (settled.settled.by, settled.settled.state) == (SettledBy.provider, "failed")
    cause = watch.answered(settled)
    assert cause.asked <= 2
    assert cause.page is CasePage.cause
    assert cause.cause is not None
    assert cause.cause.id == "customer.fenfu_limit"
    assert cause.offers[0].method == "wechat"
    # The demo draws no lots: its pictures show the same words each time.
    assert cause.script == Phrase("cause-customer-fenfu_limit")

    app.desk.choose_method("wechat")
    assert app.charge(Money(1600), "wechat").result(60).state == "paid"
    app.desk.close_case(Outcome.paid_other, "wechat", Mood.fine)
    done = watch.until(lambda one: one.case is None and bool(one.recent))
    assert done.recent[0].other_method == "wechat"
    assert (done.shift.failures, done.shift.saved) == (1, 1)


def test_no_payment_code_is_left_anywhere(app: App, tmp_path: Path) -> None:
    watch = Watch(app)
    app.start()
    app.desk.toggle_camera()
    watch.until(lambda view: view.scan is not None and view.scan.kind == "wechat_payment")
    app.desk.open_case()
    watch.page(CasePage.till_message)
    app.desk.toggle_camera()
    watch.until(lambda view: view.scan is None)
    shown = Scanner().read(load(resource("samples", "payment_code.png")).pixels)
    codes = {read.payload.reveal() for read in shown.reads}
    assert any(code.isdecimal() and len(code) == 18 for code in codes)
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert kept
    assert not [code for code in codes if code[4:].encode() in kept]


def test_without_a_camera_the_window_stays_usable(tmp_path: Path) -> None:
    app = App(
        First(Launch(home=Home.at(tmp_path / "home"), demo=True, camera=str(tmp_path / "no.avi")))
    )
    try:
        watch = Watch(app)
        app.start()
        app.desk.toggle_camera()
        told = watch.until(lambda view: bool(view.notices))
        assert told.notices[0].phrase.key == "error-camera-absent"
        app.desk.open_case()
        watch.page(CasePage.till_message)
    finally:
        app.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk can be had here")
def test_a_story_whose_pictures_find_no_room_says_so(tmp_path: Path) -> None:
    (tmp_path / "idle.png").symlink_to("/dev/full")
    story = [sys.executable, "-m", "cashier", "story", "--lang", "en", "--out", str(tmp_path)]
    told = subprocess.run(story, capture_output=True, text=True, check=False)
    assert told.returncode == 3
    assert "idle.png” could not be written: the disk is full" in told.stderr
    assert not list(tmp_path.iterdir())
