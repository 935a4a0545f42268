"""A quick but human cashier by the keystroke-level model (Card, Moran and Newell, 1983).

Knows the till, the customer's answers and nothing of the program but what stands on the screen.
"""

import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.operating.screen import Seen, field, parts, says, taps
from benchmarks.operating.shop import Shop
from benchmarks.operating.told import Told
from cashier.ui.pages.question import answer_text
from cashier.ui.widgets.case_head import CaseHead
from cashier.ui.widgets.small import ChoiceTap
from cashier.ui.widgets.tile import Tile
from cashier.ui.words import ask_key

K, P, H, M, BB = 0.28, 1.1, 0.4, 1.35, 0.2
_IME_KEYS = 4
"""Keys to bring one Chinese character in by pinyin: about three letters, and the choice."""
_FEW = 3
_MOST_WORDS = 2
_MOST_MOVES = 8
_QUIET_S, _PATIENCE_S = 0.06, 0.45
_LEAD = re.compile(r"^(支付|付款|交易|收款)失败[，,：: ]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_CLAUSE = re.compile(r"[，,。；;（(]")
_NOT_WORDS = re.compile(r"[\W_a-zA-Z]+")


@dataclass(frozen=True, slots=True)
class Hand:
    """What it took: actions with F9, operator's seconds, and what was done in which order."""

    right: bool
    actions: int
    seconds: float
    asked: tuple[str, ...]
    did: tuple[str, ...]


class Person:
    """One cashier on one case; by keys where a part shows its key, or by touch throughout."""

    def __init__(self, shop: Shop, told: Told, *, touch: bool = False) -> None:
        self._shop = shop
        self._window = shop.window
        self._told = told
        self._touch = touch
        self._actions = 0
        self._seconds = 0.0
        self._asked: list[str] = []
        self._did: list[str] = []

    def work(self) -> Hand:
        """Open a case and go on until the first right sentence, or until there is no way on."""
        self._open()
        moves = 0
        while not (right := self._is_right()) and moves < _MOST_MOVES and self._move():
            moves += 1
        return Hand(right, self._actions, self._seconds, tuple(self._asked), tuple(self._did))

    def _is_right(self) -> bool:
        """Whether a right sentence stands in view, by the rule of `benchmarks.operator`."""
        window, words = self._window, self._shop.words
        for key in self._told.right:
            locked = key.startswith("lock-") and key != "lock-paid"
            if not says(window, words, f"{key}.aloud"):
                continue
            if locked:
                named = self._shows(words("banner-title")) and says(window, words, "banner-look")
            else:
                named = self._shows(words(key)) or self._names_inside(words(key))
            if named:
                return True
        return False

    def _shows(self, text: str) -> bool:
        return any(text in one.words for one in parts(self._window))

    def _names_inside(self, cause: str) -> bool:
        """Whether the card for the clerk's eyes names this cause; the clock stands meanwhile.

        The sentence to say stands already and the clerk may say it. Which cause is behind it is
        looked up only to judge the answer, and folded away again.
        """
        if not self._shows(self._shop.words("cause-discreet")):
            return False
        open_it = self._named(self._shop.words("cause-clerk_only"))
        self._unpaid_tap(open_it)
        named = self._shows(cause)
        self._unpaid_tap(open_it)
        return named

    def _unpaid_tap(self, part: QWidget) -> None:
        self._shop.clock.read(M)
        _finger(part)
        QApplication.processEvents()

    def _open(self) -> None:
        if self._touch:
            self._tap(self._named(self._shop.words("action-failed")))
            return
        # Whoever works by keys has asked for the keyboard before; it stays here until given back.
        self._window.come_forward()
        QApplication.processEvents()
        self._seconds += H
        self._press(Qt.Key.Key_F9)

    def _move(self) -> bool:
        """Read the page and do what it asks for; False when nothing on it fits."""
        self._read()
        words = self._shop.words
        if says(self._window, words, "till-title"):
            return self._read_till()
        for name, value in self._questions():
            self._asked.append(name)
            return self._choose(answer_text(words, name, value))
        return False

    def _read(self) -> None:
        """Read the page; the shop's clock goes on meanwhile, the machine's need not."""
        self._seconds += M
        self._shop.clock.read(M)

    def _questions(self) -> list[tuple[str, str]]:
        """The question in view, and the truth about it."""
        names = dict.fromkeys((*self._told.answers, *_QUESTIONS))
        return [
            (name, self._told.answers.get(name, "unknown"))
            for name in names
            if any(one.words == self._shop.words(ask_key(name)) for one in parts(self._window))
        ]

    def _read_till(self) -> bool:
        told = self._told
        if told.outcome:
            # Who saw the customer scan knows more than that the register shows nothing.
            scanned = told.answers.get("ask.who_scanned") == "customer"
            what = "customer_scanned" if scanned else told.outcome
            return self._choose(self._shop.words(f"till-outcome-{what}"))
        return self._take_tile() or (self._touch and self._take_word()) or self._search()

    def _take_tile(self) -> bool:
        fitting = [one for one in taps(self._window) if isinstance(one.part, Tile)]
        for one in fitting:
            if same(one.words, self._told.till):
                self._do(one)
                return True
        return False

    def _take_word(self) -> bool:
        """Tap a word that stands on the till too, and look at what it leads to; two at most."""
        for word in self._words_on_the_till()[:_MOST_WORDS]:
            if not self._choose(word):
                continue
            self._read()
            if self._take_tile():
                return True
        return False

    def _words_on_the_till(self) -> list[str]:
        """The words to tap that stand on the till, as one reads it."""
        till, words = self._told.till, self._shop.words
        others = {words(key) for key in ("till-amount", "till-method", "till-number")}
        shown = [one.words for one in taps(self._window) if isinstance(one.part, ChoiceTap)]
        found = [one for one in shown if one in till and one not in others]
        return sorted(found, key=till.index)

    def _search(self) -> bool:
        """Type a few characters, look at what is found, else send what was typed."""
        into = field(self._window)
        if into is None:
            return False
        if self._touch:
            self._tap(into.line)
            self._seconds += H
        elif not into.line.hasFocus():
            self._press(Qt.Key.Key_Return)
        if not into.line.hasFocus():
            self._tap(into.line)
        for letter in telling(self._told.till)[:_FEW]:
            self._type(into.line, letter)
            self._read()
            if self._take_tile():
                return True
        self._press(Qt.Key.Key_Return)
        return True

    def _choose(self, text: str) -> bool:
        one = next((one for one in taps(self._window) if one.words == text), None)
        if one is not None:
            self._do(one)
        return one is not None

    def _do(self, one: Seen) -> None:
        if self._touch or not one.key:
            self._tap(one.part)
        else:
            self._press(Qt.Key(Qt.Key.Key_0.value + int(one.key)))

    def _named(self, text: str) -> QWidget:
        return next(one.part for one in taps(self._window) if text in one.words)

    def _press(self, key: Qt.Key) -> None:
        self._actions += 1
        self._did.append(key.name)
        focused: QWidget | None = self._window.focusWidget()
        part = self._window if focused is None else focused
        self._seconds += K + self._answer(lambda: QTest.keyClick(part, key))

    def _tap(self, part: QWidget) -> None:
        self._actions += 1
        self._did.append(f"tap {part.accessibleName()}")
        if not self._touch:
            self._seconds += H
        self._seconds += P + BB + self._answer(lambda: _finger(part))

    def _type(self, line: QWidget, letter: str) -> None:
        self._actions += 1
        self._did.append(letter)
        event = QInputMethodEvent()
        event.setCommitString(letter)
        keys = 1 if letter.isascii() else _IME_KEYS
        self._seconds += keys * K + self._answer(lambda: QApplication.sendEvent(line, event))

    def _answer(self, act: Callable[[], object]) -> float:
        """Act, and return the seconds until the program's answer stands; 0 where none comes."""
        before, begun = self._words(), time.perf_counter()
        act()
        changed = begun
        seen = before
        while time.perf_counter() - max(changed, begun) < (
            _PATIENCE_S if seen == before else _QUIET_S
        ):
            self._shop.settle()
            QApplication.processEvents()
            now = self._words()
            if now != seen:
                seen, changed = now, time.perf_counter()
            time.sleep(0.005)
        return changed - begun

    def _words(self) -> list[str]:
        """What stands there, but for the running time: that it moves on is no answer."""
        shown = parts(self._window)
        return [one.words for one in shown if not isinstance(one.part, CaseHead)]


def same(one: str, other: str) -> bool:
    """Whether a person takes two texts for the same: signs, spaces, width and codes aside."""
    return _bare(one) == _bare(other)


def telling(text: str) -> str:
    """Return what of a till's text a person would type: the Chinese of its first clause."""
    clause = _CLAUSE.split(_LEAD.sub("", text))[0]
    runs = _CHINESE.findall(clause)
    return max(runs, key=len, default=text)


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return _NOT_WORDS.sub("", plain) or plain


def _finger(part: QWidget) -> None:
    middle = QRect(QPoint(0, 0), part.size()).center()
    QTest.mouseClick(part, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


_QUESTIONS = (
    "ask.phone_asks_password",
    "ask.phone_shows_paid",
    "ask.payee_ours",
    "ask.fenfu_choice",
    "ask.phone_notice",
    "ask.others_pay",
    "ask.other_method",
    "ask.who_scanned",
)
