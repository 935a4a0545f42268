"""The demo's register: charges what was typed, shows what the till says, never too late."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cashier.core.background import Worker
from cashier.core.errors import Unavailable
from cashier.core.money import Money
from cashier.ui.demo_till import DemoTill
from cashier.ui.demo_till_face import METHODS
from cashier.ui.look import Look, Taste
from tests.ui.manager.samples import look

NUMBER = "T20261122143207000001"


class Gone(Unavailable):
    """The till does not answer."""

    code = "test-till-gone"


@dataclass(frozen=True)
class Screen:
    """What a till says."""

    screen: str = "支付失败，条码无法识别"
    order_number: str = NUMBER
    state: str = "failed"


@dataclass
class Till:
    """Takes charges and answers when it is told to."""

    charged: list[tuple[Money, str]] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    futures: list["Future[Screen]"] = field(default_factory=list)

    def charge(self, amount: Money, method: str) -> "Future[Screen]":
        self.charged.append((amount, method))
        return self._next()

    def settle(self, number: str) -> "Future[Screen]":
        self.settled.append(number)
        return self._next()

    def _next(self) -> "Future[Screen]":
        self.futures.append(Future())
        return self.futures[-1]


@dataclass
class Counter:
    """The register on show and the till behind it."""

    window: DemoTill
    till: Till
    look: Look

    def settle(self) -> None:
        """Let answers arrive and layouts come to rest."""
        for _ in range(6):
            QCoreApplication.sendPostedEvents()

    def answer(self, screen: Screen) -> None:
        """Let the till answer what it was asked last."""
        self.till.futures[-1].set_result(screen)
        self.settle()


MakeCounter = Callable[..., Counter]


@pytest.fixture
def counter(qtbot: QtBot) -> MakeCounter:
    """Return a maker of registers."""

    def make(language: str = "zh_CN", theme: str = "light") -> Counter:
        till, looks = Till(), look(language, theme)
        window = DemoTill(looks, till.charge, till.settle)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made = Counter(window, till, looks)
        made.settle()
        return made

    return make


def test_it_charges_sixteen_yuan_by_fenfu_and_shows_the_screen(counter: MakeCounter) -> None:
    made = counter()
    made.window.charge_button.click()
    assert made.till.charged == [(Money(1600), "fenfu")]
    assert made.window.says.text() == "正在收款…"
    assert not made.window.charge_button.isEnabled()
    made.answer(Screen())
    assert made.window.says.text() == "支付失败，条码无法识别"
    assert made.window.number.text() == f"单号 {NUMBER}"
    assert made.window.charge_button.isEnabled()


@pytest.mark.parametrize("method", METHODS)
def test_the_chosen_method_is_charged(counter: MakeCounter, method: str) -> None:
    made = counter()
    made.window.methods[method].click()
    made.window.charge_button.click()
    assert made.till.charged == [(Money(1600), method)]


@pytest.mark.parametrize("text", ["", "16.0o", "-1", "0", "1.234"])
def test_what_is_no_amount_is_not_charged(counter: MakeCounter, text: str) -> None:
    made = counter()
    made.window.amount.setText(text)
    made.window.charge_button.click()
    assert made.till.charged == []
    assert made.window.wrong.isVisible()
    made.window.amount.setText("")
    QTest.keyClicks(made.window.amount, "20")
    assert not made.window.wrong.isVisible()
    QTest.keyClick(made.window.amount, Qt.Key.Key_Return)
    assert made.till.charged == [(Money(2000), "fenfu")]


def test_an_order_is_asked_about_again(counter: MakeCounter) -> None:
    made = counter()
    assert not made.window.settle_button.isEnabled()
    made.window.settle_now()
    made.window.charge_button.click()
    made.window.settle_now()
    made.answer(Screen())
    made.window.settle_button.click()
    assert made.till.settled == [NUMBER]
    made.answer(Screen("收款成功", NUMBER, "paid"))
    assert made.window.says.text() == "收款成功"


def test_the_last_order_is_not_shown_while_the_next_is_charged(counter: MakeCounter) -> None:
    made = counter()
    made.window.charge_button.click()
    made.answer(Screen())
    made.window.charge_button.click()
    assert NUMBER not in made.window.number.text()


def test_a_second_press_does_not_charge_again(counter: MakeCounter) -> None:
    made = counter()
    made.window.charge_now()
    made.window.charge_now()
    assert len(made.till.charged) == 1


@pytest.mark.parametrize("how", ["gone", "cancelled", "silent"])
def test_a_till_that_does_not_answer_says_so(counter: MakeCounter, how: str) -> None:
    made = counter()
    made.window.charge_button.click()
    future = made.till.futures[-1]
    if how == "cancelled":
        future.cancel()
    else:
        future.set_exception(Gone(reason="ended") if how == "gone" else TimeoutError())
    made.settle()
    assert made.window.says.text() == "演示收银机没有回应"
    assert made.window.charge_button.isEnabled()


def test_a_payment_code_is_never_shown(counter: MakeCounter) -> None:
    made = counter()
    made.window.charge_button.click()
    made.answer(Screen("码 134612345678901290 不对"))
    shown = " ".join(label.text() for label in made.window.findChildren(QLabel))
    assert "134612345678901290" not in shown


def test_an_answer_comes_from_another_thread(counter: MakeCounter, qtbot: QtBot) -> None:
    made = counter()
    made.window.charge_button.click()
    with Worker("far till") as worker:
        worker.submit(made.till.futures[-1].set_result, Screen("收款成功", NUMBER, "paid"))
        qtbot.waitUntil(lambda: made.window.says.text() == "收款成功")


def test_a_late_answer_to_a_closed_register_is_dropped(counter: MakeCounter) -> None:
    made = counter()
    made.window.charge_button.click()
    made.window.close()
    made.answer(Screen())
    assert made.window.says.text() == "等待收款"
    assert made.window.charge_button.isEnabled()


def test_a_late_answer_to_a_register_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    till = Till()
    window = DemoTill(look(), till.charge, till.settle)
    window.charge_now()
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    till.futures[0].set_result(Screen())
    QCoreApplication.sendPostedEvents()
    assert len(till.charged) == 1


def test_closing_it_does_not_end_the_program(counter: MakeCounter) -> None:
    assert not counter().window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_room(counter: MakeCounter, language: str, theme: str) -> None:
    made = counter(language, theme)
    made.window.amount.setText("?")
    made.window.charge_button.click()
    made.window.amount.setText("16")
    made.window.charge_now()
    made.answer(Screen("系统超时，请用户在手机上确认后再试一次，或者换一种付款方式"))
    made.window.wrong.show()
    made.settle()
    assert [part for part in texts(made.window) if cut_off(part)] == []
    assert made.look.words.missing == set()
    titles = {"zh_CN": "演示收银机", "en": "Demo register"}
    assert made.window.windowTitle() == made.window.heading.text() == titles[language]


def texts(window: QWidget) -> list[QLabel | QPushButton]:
    found: list[QLabel | QPushButton] = [
        *window.findChildren(QLabel),
        *window.findChildren(QPushButton),
    ]
    return [part for part in found if part.isVisible()]


def cut_off(part: QLabel | QPushButton) -> bool:
    if isinstance(part, QLabel) and part.wordWrap():
        return part.height() < part.heightForWidth(part.width())
    hint = part.minimumSizeHint()
    return part.width() < hint.width() or part.height() < hint.height()


def test_language_changes_live_and_the_theme_does_not_matter(counter: MakeCounter) -> None:
    made = counter()
    before = made.window.grab().toImage()
    made.look.use(Taste("zh_CN", "dark"))
    made.settle()
    assert made.window.grab().toImage() == before
    made.look.use(Taste("en", "dark"))
    assert made.window.charge_button.text() == "Charge"
    assert QGuiApplication.topLevelWindows()


def test_tab_reaches_everything(counter: MakeCounter) -> None:
    made = counter()
    made.window.charge_button.click()
    made.answer(Screen())
    reached: set[QWidget | None] = {QApplication.focusWidget()}
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or made.window, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    window = made.window
    chosen = window.methods["fenfu"]
    wanted: list[QLineEdit | QPushButton] = [window.amount, chosen, window.charge_button]
    assert [part for part in [*wanted, window.settle_button] if part not in reached] == []
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Right)
    assert window.method == "wechat"
