"""Where logs go: one file of JSON lines, every long run of digits taken out before it is written.

Nothing else in the program may configure logging.
"""

import contextlib
import io
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO, cast

import structlog

from cashier.core import UNREADABLE_ZONE
from cashier.core.privacy import strip_digits

_FILE = "cashier.log"
_LARGEST = 5_000_000
_FROM_INFO = 20


class LogFile(io.TextIOBase):
    """A log that never stands in the way: a line the disk does not take is lost, and no more."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str, /) -> int:
        """Write if that can be done."""
        with contextlib.suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Bring it to the disk if that can be done."""
        with contextlib.suppress(OSError, ValueError):
            self._file.flush()

    def close(self) -> None:
        """Close the file; what is left unwritten is lost."""
        with contextlib.suppress(OSError):
            self._file.close()


def log_to(folder: Path) -> LogFile | None:
    """Write logs into `folder`; an earlier file that has grown large is kept as `.1`.

    Returns:
        The open file, to be closed by the caller; None when it cannot be written: then there are no
        logs, which is no reason to stop.
    """
    path = folder / _FILE
    try:
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size > _LARGEST:
                path.replace(path.with_suffix(".log.1"))
        file = LogFile(path.open("a", encoding="utf-8", buffering=1))
    except OSError:
        _use(None)
        return None
    _use(file)
    if UNREADABLE_ZONE:
        structlog.get_logger().warning("zone_unreadable", zone=UNREADABLE_ZONE)
    return file


def redacted(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Take long runs of digits out of every text of a log line, however deep it stands."""
    return {name: _clean(value) for name, value in event.items()}


def _clean(value: object) -> object:
    match value:
        case str():
            return strip_digits(value)
        case int() | float() | None:
            return value
        case list() | tuple():
            return [_clean(item) for item in value]
        case dict():
            return {str(name): _clean(item) for name, item in value.items()}
        case _:
            return strip_digits(str(value))


def _use(file: LogFile | None) -> None:
    if file is None:
        structlog.configure(processors=[_drop], logger_factory=structlog.ReturnLoggerFactory())
        return
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redacted,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_FROM_INFO),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", file)),
    )


def _drop(
    _logger: object, _method: str, _event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    raise structlog.DropEvent
