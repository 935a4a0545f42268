"""Turns ids, moments and amounts of a report into the words of one language and one zone.

Each word is looked up once: a hundred thousand cases share a few dozen of them.
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from cashier.core.money import Money
from cashier.core.words import Words

CATALOGUES = ("export", "report", "playbook")


class Wording:
    """The words of a report.

    Args:
        words: has the catalogues `CATALOGUES`.
        zone: whose wall clock times are shown in; None is this machine's.
    """

    def __init__(self, words: Words, zone: tzinfo | None = None) -> None:
        self.words = words
        self.zone = zone
        self._known: dict[tuple[str, str], str] = {}

    def cause(self, cause: str) -> str:
        """Return a cause's name; empty for none."""
        return self._named("cause", cause, ("report-cause-", ""), ("cause-", ""))

    def method(self, method: str) -> str:
        """Return a method's name; empty for none."""
        return self._named("method", method, ("method-", ""))

    def outcome(self, outcome: str) -> str:
        """Return how a case ended; one without an end is still looked at."""
        return self._named("outcome", outcome or "open", ("report-outcome-", ""))

    def side(self, side: str) -> str:
        """Return whose side a cause is on."""
        return self._named("side", side, ("report-side-", ""))

    def mood(self, mood: str) -> str:
        """Return how a customer took it."""
        return self._named("mood", mood, ("export-mood-", ""))

    def state(self, state: str) -> str:
        """Return what is known about the money."""
        return self._named("state", state, ("export-state-", ""))

    def local(self, moment: datetime) -> datetime:
        """Return a moment on this zone's wall clock, without zone."""
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def time(self, moment: datetime) -> str:
        """Return date and time to the minute."""
        return self.local(moment).strftime("%Y-%m-%d %H:%M")

    def money(self, money: Money) -> str:
        """Return an amount with its unit."""
        return self.words("report-money", yuan=f"{money.fen // 100:,}.{money.fen % 100:02d}")

    def duration(self, seconds: float) -> str:
        """Return a duration in minutes and seconds."""
        minutes, rest = divmod(round(seconds), 60)
        if minutes:
            return self.words("report-minutes", minutes=minutes, seconds=rest)
        return self.words("report-seconds", seconds=rest)

    def _named(self, kind: str, name: str, *ways: tuple[str, str]) -> str:
        if not name:
            return ""
        known = self._known.get((kind, name))
        if known is None:
            known = self._found(
                name, [f"{before}{name.replace('.', '-')}{after}" for before, after in ways]
            )
            self._known[kind, name] = known
        return known

    def _found(self, name: str, keys: Iterable[str]) -> str:
        return next((self.words(key) for key in keys if self.words.has(key)), name)
