"""What the rail of the manager's window says: pages, place, whose shift, and what is alarming."""

from collections.abc import Container, Sequence

from cashier.desk.views import AlarmView, Light
from cashier.history.figures import ShiftFigures
from cashier.ui.look import Look
from cashier.ui.manager.page_names import HEALTH, ICONS
from cashier.ui.manager.rail import PageName, Rail
from cashier.ui.words import clock_time


class RailSigns:
    """Keeps what the rail says until the desk says something else.

    Args:
        look: theme and words.
        place: which shop and till this is.
        missing: the pages that there are not.
    """

    def __init__(self, look: Look, place: str, missing: Container[str]) -> None:
        self._look = look
        self._place = place
        self._there = [name for name in ICONS if name not in missing]
        self._since = self._who = ""
        self._alarm: Light | None = None
        self.rail = Rail(look, self._pages())

    def show(self, open_page: str, *, lockable: bool) -> None:
        """Say it in the colours and the language that are on now."""
        words = self._look.words
        self.rail.show_pages(self._pages(), open_page)
        lock = words("manager-lock") if lockable else ""
        place = self._place or words("manager-place")
        self.rail.show_texts(words("manager-title"), place, self._whose(), lock)

    def note_shift(self, figures: ShiftFigures | None) -> None:
        """Take whose shift runs since when."""
        shift = figures.shift if figures else None
        self._since = clock_time(shift.opened_at) if shift else ""
        self._who = shift.opened_by if shift else ""

    def note_alarms(self, alarms: Sequence[AlarmView]) -> bool:
        """Mark the page of health with the worst that stands there; whether it was another."""
        before, states = self._alarm, {one.state for one in alarms}
        self._alarm = next((one for one in (Light.fail, Light.warn) if one in states), None)
        return self._alarm is not before

    def _pages(self) -> list[PageName]:
        words = self._look.words
        return [self._page_name(name, words(f"manager-page-{name}")) for name in self._there]

    def _page_name(self, name: str, text: str) -> PageName:
        if name != HEALTH or self._alarm is None:
            return PageName(name, ICONS[name], text)
        spoken = self._look.words("manager-page-alarmed", page=text)
        return PageName(name, ICONS[name], text, self._alarm, spoken)

    def _whose(self) -> str:
        """Return whose shift runs since when."""
        if not self._since:
            return ""
        key = "manager-since_by" if self._who else "manager-since"
        return self._look.words(key, time=self._since, who=self._who)
