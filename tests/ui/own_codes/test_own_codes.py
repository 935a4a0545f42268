"""Own codes in the window: registered, forgotten and checked by showing them to the camera."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.core.privacy import Secret
from cashier.desk.own_code_views import OwnCodesView, OwnCodeView, Shown, Task, Told
from cashier.desk.views import Light, Phrase
from cashier.ui.look import Look
from cashier.ui.manager.button import Button
from cashier.ui.own_codes.check import CheckWindow
from cashier.ui.own_codes.listing import OwnCodesPart
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label
from tests.ui import fixtures
from tests.ui.conftest import Keep
from tests.ui.lens import FakeLens
from tests.ui.manager.samples import look
from tests.ui.measure import faults
from tests.ui.pseudo import longer_book

CODES = (OwnCodeView("wechat_receive", "a"), OwnCodeView("alipay_receive", "b"))
VIEW = OwnCodesView(CODES, Task.check, due=True)


@dataclass
class FakeCodes:
    """Answers at once with what it was given, and remembers what it was asked."""

    view: OwnCodesView = VIEW
    tasks: list[Task] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    forgotten: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, told: Told) -> None:
        told(self.view)

    def begin(self, task: Task, told: Told) -> None:
        self.tasks.append(task)
        told(self.view)

    def end(self) -> None:
        self.tasks.append(Task.nothing)

    def keep(self, pin: Secret, told: Told) -> None:
        self.kept.append(pin.reveal())
        self.view = replace(self.view, said=Phrase("owncodes-said-kept"), found="")
        told(self.view)

    def forget(self, mark: str, pin: Secret, told: Told) -> None:
        self.forgotten.append((mark, pin.reveal()))
        self.view = replace(self.view, codes=self.view.codes[1:])
        told(self.view)


def texts(window: QWidget) -> list[str]:
    return [one.spec.text for one in window.findChildren(Label)]


def tap(window: QWidget, text: str) -> None:
    next(one for one in window.findChildren(Button) if one.spec.text == text).click()


MakePart = Callable[[OwnCodesView], tuple[OwnCodesPart, FakeCodes, FakeLens]]


@pytest.fixture
def part(qtbot: QtBot, keep: Keep) -> MakePart:

    def make(view: OwnCodesView) -> tuple[OwnCodesPart, FakeCodes, FakeLens]:
        codes, lens = FakeCodes(view), FakeLens()
        made = OwnCodesPart(look(), codes, lens)
        keep(made)
        made.resize(520, 700)
        made.show()
        qtbot.waitUntil(lambda: made._view is not None)
        return made, codes, lens

    return make


def test_a_found_code_is_registered_with_a_tap(part: MakePart, qtbot: QtBot) -> None:
    made, codes, lens = part(replace(VIEW, found="wechat_receive"))
    tap(made, "登记一个码")
    qtbot.waitUntil(lambda: any("看到一个微信收款码" in text for text in texts(made)))
    assert (codes.tasks, lens.seen) == ([Task.register], {"register"})
    made.show_scan(fixtures.SCAN_WRONG.scan)
    tap(made, "登记这个码")
    qtbot.waitUntil(lambda: "已登记" in texts(made))
    assert codes.kept == [""]
    tap(made, "关掉画面")
    assert codes.tasks[-1] is Task.nothing
    assert lens.seen == set()


def test_forgetting_asks_first_and_for_the_pin(part: MakePart, qtbot: QtBot) -> None:
    made, codes, _ = part(replace(VIEW, asks_pin=True))
    tap(made, "取消登记")
    assert codes.forgotten == []
    pin = next(one for one in made.list.findChildren(Field))
    pin.set_text("739104")
    tap(made, "取消登记")
    assert codes.forgotten == [("a", "739104")]
    qtbot.waitUntil(lambda: not any("微信收款码" in text for text in texts(made.list)))


MakeWindow = Callable[..., CheckWindow]


@pytest.fixture
def window_of(qtbot: QtBot, keep: Keep) -> MakeWindow:
    def make(view: OwnCodesView, looks: Look | None = None) -> CheckWindow:
        window = CheckWindow(looks or look(), FakeCodes(view), FakeLens())
        keep(window)
        window.show()
        qtbot.waitUntil(lambda: window._view == view)
        return window

    return make


DONE = replace(VIEW, codes=tuple(replace(one, shown=Shown.same) for one in CODES), done=True)


@pytest.mark.parametrize(
    ("view", "state", "text", "todo"),
    [
        (VIEW, Light.unknown, "请出示", "2 个"),
        (replace(VIEW, strange="alipay_receive"), Light.fail, "支付宝收款码", "撕下来"),
        (DONE, Light.ok, "一致", "开店"),
    ],
)
def test_the_check_says_what_to_do(
    window_of: MakeWindow, view: OwnCodesView, state: Light, text: str, todo: str
) -> None:
    window = window_of(view)
    window.show_view(fixtures.SCAN_WRONG)
    said = window.verdict.spec
    assert (said.state, text in said.text, todo in said.sub) == (state, True, True)
    assert len([one for one in texts(window) if "收款码" in one]) >= len(CODES)


def test_every_new_view_is_passed_on_and_closing_ends_it(qtbot: QtBot, keep: Keep) -> None:
    codes = FakeCodes()
    window = CheckWindow(look(), codes, FakeLens())
    keep(window)
    with qtbot.waitSignal(window.told):
        window.show()
    tap(window, "关上")
    assert not window.isVisible()
    assert codes.tasks == [Task.check, Task.nothing]


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    "view",
    [
        VIEW,
        OwnCodesView(),
        replace(VIEW, strange="wechat_receive"),
        replace(VIEW, done=True),
        replace(VIEW, codes=(), refused=Phrase("error-own-codes-broken", (("file", "x"),))),
    ],
)
def test_everything_has_its_room(
    qtbot: QtBot, window_of: MakeWindow, view: OwnCodesView, language: str, longer: bool
) -> None:
    looks = look(language)
    if longer:
        looks.words = longer_book(language)
    window = window_of(view, looks)
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: faults(window) == [])
    assert looks.words.missing == set()
