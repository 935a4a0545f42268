"""Every warning that the program logs during a test, and which of them the test said it expects."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import structlog


@dataclass(frozen=True, slots=True)
class Line:
    """One logged line: its level, its event (or message) and the fields it carried."""

    level: str
    event: str
    fields: Mapping[str, Any]

    def __str__(self) -> str:
        shown = " ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{self.level} {self.event} {shown}".rstrip()


@dataclass
class Logbook:
    """What was logged at WARNING or above, by structlog or the standard library.

    A test that expects a line says so with `allow`; any other line fails it.
    """

    lines: list[Line] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, *starts: str) -> None:
        """Expect lines whose event begins with one of `starts`."""
        self.allowed.extend(starts)

    @property
    def events(self) -> list[str]:
        """The events of all lines, in order."""
        return [line.event for line in self.lines]

    def strays(self) -> list[Line]:
        """Return the lines nobody expected."""
        return [line for line in self.lines if not line.event.startswith(tuple(self.allowed))]


_LOUD = {"warning", "warn", "error", "critical", "exception", "fatal"}


def listen_to_structlog(book: Logbook) -> None:
    """Send what structlog logs into `book` instead of to the terminal."""

    def record(_logger: object, method: str, event: Mapping[str, Any]) -> NoReturn:
        if method in _LOUD:
            fields = {name: value for name, value in event.items() if name != "event"}
            book.lines.append(Line(method, str(event.get("event", "")), fields))
        raise structlog.DropEvent

    structlog.reset_defaults()
    structlog.configure(processors=[record], cache_logger_on_first_use=False)


class LogbookHandler(logging.Handler):
    """Sends what the standard library logs into a logbook."""

    def __init__(self, book: Logbook) -> None:
        super().__init__(level=logging.WARNING)
        self._book = book

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message, and the logger's name as a field."""
        line = Line(record.levelname.lower(), record.getMessage(), {"logger": record.name})
        self._book.lines.append(line)
