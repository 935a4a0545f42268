"""What every part needs to draw itself: theme, words, type, icons, time. One object, handed in."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from cashier.config.places import Edge
from cashier.core.clock import Clock
from cashier.ui.fonts import use_fonts
from cashier.ui.hot_keys import Wish
from cashier.ui.icons import Icons
from cashier.ui.motion import keep_still
from cashier.ui.text import Typesetter
from cashier.ui.text_size import fitting
from cashier.ui.theme import THEMES, Tokens, use_text_size
from cashier.ui.turn import Turn
from cashier.ui.words import Book


@dataclass(frozen=True, slots=True)
class Taste:
    """How a person likes the window."""

    language: str = "zh_CN"
    theme: str = "light"
    reduced_motion: bool = False
    sounds: bool = True
    text_scale: float = 1.0
    edge: Edge = "right"
    hot_keys: Wish = "off"


class Look(QObject):
    """The theme and language that are on now. Parts read it whenever they paint.

    `restyled` is sent after a change; `tasted` carries the new taste for whoever keeps settings;
    `scanner_typed` says that a hand scanner typed into a field of ours, `typing_done` that a person
    finished one with Enter. `keys_told` says what became of the keys that were wished for, `turn`
    which taps come too soon after a page has changed.
    """

    restyled = Signal()
    tasted = Signal(object)
    scanner_typed = Signal()
    typing_done = Signal(object)

    def __init__(self, taste: Taste, clock: Clock, book: Book | None = None) -> None:
        super().__init__()
        self.words = book or Book(taste.language)
        self.clock = clock
        self.setter = Typesetter()
        self.icons = Icons()
        self._taste = taste
        self._screen_width: int | None = None
        self.keys_told = ""
        self.turn: Turn | None = None
        self._size_text()

    @property
    def taste(self) -> Taste:
        """What is on now."""
        return self._taste

    @property
    def tokens(self) -> Tokens:
        """The colours that are on now."""
        return THEMES[self._taste.theme]

    def use(self, taste: Taste, *, keep: bool = True) -> None:
        """Switch theme, language, text size or motion everywhere; `keep` where nobody has yet."""
        if taste == self._taste:
            return
        self._taste = taste
        self.words.switch(taste.language)
        self._size_text()
        keep_still(still=taste.reduced_motion)
        self.restyled.emit()
        if keep:
            self.tasted.emit(taste)

    def stand_on(self, width: int) -> None:
        """Let text be no larger than a screen of this width has room for."""
        self._screen_width = width
        if self._size_text():
            self.restyled.emit()

    def _size_text(self) -> bool:
        """Set the text size that is liked and fits; return whether it is another one."""
        if not use_text_size(fitting(self._taste.text_scale, self._screen_width)):
            return False
        self.setter.forget()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            use_fonts(application)
            for part in application.allWidgets():
                part.updateGeometry()
        return True
