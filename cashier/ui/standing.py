"""On which screen and at which edge the window stands, and what becomes of it when screens change.

It goes to the screen it stood on last, as soon as there is one of that name; without it, to the
first one. A new resolution, scale or task bar moves it at once.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from cashier.config.places import Edge, Place, Places
from cashier.ui.window import DockWindow

_EDGES: tuple[Edge, Edge] = ("right", "left")


class Standing(QObject):
    """Places the window. `chosen` carries the new places when a person chose one."""

    chosen = Signal(object)

    def __init__(self, window: DockWindow, places: Places) -> None:
        super().__init__(window)
        self._window = window
        self._places = places
        self._watched: list[QScreen] = []
        window.fold_chosen.connect(self._folded)
        window.menu.move_wanted.connect(self.move_on)
        window.look.restyled.connect(self.stand)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.stand)
            application.screenRemoved.connect(self._removed)
            application.primaryScreenChanged.connect(self.stand)

    def stand(self) -> None:
        """Stand where the window belongs now."""
        self._watch(QGuiApplication.screens())
        screen = self._screen()
        if screen is None:
            return
        place = self._places.screens.get(screen.name(), Place())
        edge = place.edge or self._window.look.taste.edge
        self._window.place(screen.availableGeometry(), folded=place.folded, edge=edge)

    def move_on(self) -> None:
        """Go to the next place: the other edge, then the next screen."""
        screens, now = QGuiApplication.screens(), self._screen()
        if now is None:
            return
        spots = [(screen.name(), edge) for screen in screens for edge in _EDGES]
        here = (now.name(), self._window.edge)
        place = spots.index(here) if here in spots else 0
        name, edge = spots[(place + 1) % len(spots)]
        self._keep(name, Place(edge, self._places.screens.get(name, Place()).folded))

    def _folded(self) -> None:
        screen = self._screen()
        if screen is not None:
            self._keep(screen.name(), Place(self._window.edge, self._window.folded))

    def _keep(self, name: str, place: Place) -> None:
        self._places = Places({**self._places.screens, name: place}, name)
        self.stand()
        self.chosen.emit(self._places)

    def _screen(self) -> QScreen | None:
        named = [one for one in QGuiApplication.screens() if one.name() == self._places.last]
        return named[0] if named else QGuiApplication.primaryScreen()

    def _removed(self, screen: QScreen) -> None:
        self._watched = [one for one in self._watched if one is not screen]
        self.stand()

    def _watch(self, screens: list[QScreen]) -> None:
        for screen in screens:
            if screen not in self._watched:
                self._watched.append(screen)
                screen.availableGeometryChanged.connect(self.stand)
