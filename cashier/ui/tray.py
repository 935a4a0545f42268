"""Tells of alarms on the desktop, where it has a tray; the window does without.

As rarely as the desk tells of them at all: one notification a view at most, none for what was told
before this window was there.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon

from cashier.desk.dock_views import DockView
from cashier.desk.views import AlarmView, Light
from cashier.ui.alarms import since_text
from cashier.ui.look import Look
from cashier.ui.paint import rounded, square
from cashier.ui.theme import RADIUS
from cashier.ui.words import Book

Say = Callable[[str, str, Light], None]
_SIZE = 64
_SHOWN_MS = 10_000
_ICONS = {
    Light.fail: QSystemTrayIcon.MessageIcon.Critical,
    Light.warn: QSystemTrayIcon.MessageIcon.Warning,
    Light.ok: QSystemTrayIcon.MessageIcon.Information,
}


class Notifier:
    """Turns views into notifications.

    Args:
        words: the language that is on.
        say: shows a title, a text and how bad it is.
    """

    def __init__(self, words: Book, say: Say) -> None:
        self._words = words
        self._say = say
        self._known: dict[str, AlarmView] | None = None

    def show_view(self, view: DockView) -> None:
        """Tell what was told of since the view before."""
        before, now = self._known, {one.id: one for one in view.alarms}
        self._known = now
        if before is None:
            return
        told = [one for one in now.values() if one.told > _told(before.get(one.id))]
        if told:
            kind = (
                "reminder" if all(one.id in before and one.told > 1 for one in told) else "raised"
            )
            self._tell(kind, told, told[0].state)
            return
        over = [one for one in before.values() if one.id not in now and one.told]
        if over:
            self._tell("cleared", over, Light.ok)

    def _tell(self, kind: str, alarms: list[AlarmView], state: Light) -> None:
        words = self._words
        title = words(f"alarm-title-{kind}", sentence=words.phrase(alarms[0].sentence))
        others = [words.phrase(one.sentence) for one in alarms[1:]]
        self._say(title, "\n".join([since_text(words, alarms[0]), *others]), state)


class Tray(QObject):
    """Our sign in the desktop's tray; it is there to tell, and has no menu."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon = QSystemTrayIcon(sign(look), self)
        self._icon.setToolTip(look.words("manager-title"))
        self._icon.show()

    def say(self, title: str, text: str, state: Light) -> None:
        """Show a notification, as the desktop does it."""
        self._icon.showMessage(title, text, _ICONS[state], _SHOWN_MS)


def tray(look: Look) -> Tray | None:
    """Return our sign in the tray, or nothing where the desktop has none."""
    return Tray(look) if QSystemTrayIcon.isSystemTrayAvailable() else None


def sign(look: Look) -> QIcon:
    """Return the sign: the register on the accent."""
    picture = QPixmap(QSize(_SIZE, _SIZE))
    picture.fill("transparent")
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = _SIZE / 2
    rounded(painter, square(middle, middle, _SIZE), look.tokens.accent, 2 * RADIUS)
    look.icons.draw(painter, "register", square(middle, middle, 44), look.tokens.on_accent)
    painter.end()
    return QIcon(picture)


def _told(view: AlarmView | None) -> int:
    return view.told if view is not None else 0
