"""Exports and support packets asked for in the window: done on a thread of their own.

They read beside the writer, so the till never waits for them. One runs at a time; asking for
another stops the one before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from cashier.config.settings import Settings
from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.desk import support
from cashier.desk.support import Packet
from cashier.desk.views import Phrase, error_phrase
from cashier.health.lights import Snapshot, evidence
from cashier.history.exports.export import Wish, Writer, export
from cashier.history.exports.wording import CATALOGUES, Wording

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ExportView:
    """How far an export or a packet is; `problem` says why there is no file."""

    running: bool = False
    done: int = 0
    total: int = 0
    files: tuple[Path, ...] = ()
    problem: Phrase | None = None


Told = Callable[[ExportView], None]


class Exporting:
    """Writes files that somebody asked for.

    Failure policy: what cannot be written is told as a phrase; nothing is raised and nothing lost.
    """

    def __init__(self, home: Home, settings: Settings, clock: Clock) -> None:
        self._home = home
        self._settings = settings
        self._clock = clock
        self._worker = Worker("export")
        self._health: Mapping[str, str] = {}
        self._number = 0

    def health_changed(self, snapshot: Snapshot) -> None:
        """Note the lights for the next packet."""
        self._health = {item.name: item.value for item in evidence(snapshot)}

    def start(self, wish: Wish, language: str, writers: Mapping[str, Writer], told: Told) -> None:
        """Export; `told` is called on the export's thread, at the last with the files."""
        self._number += 1
        number = self._number

        def step(done: int, total: int) -> bool:
            told(ExportView(running=True, done=done, total=total))
            return number == self._number

        def run() -> ExportView:
            wording = Wording(Words(language, CATALOGUES))
            named = replace(wish, place=self._settings.store.name)
            made = export(self._home.database, named, wording, step, writers)
            return ExportView(done=made.cases, total=made.cases, files=made.files)

        told(ExportView(running=True))
        self._submit(run, told)

    def stop(self) -> None:
        """Stop what runs; no half file is left."""
        self._number += 1

    def gather(self, told: Callable[[Packet], None]) -> None:
        """Put a support packet together, to be listed; nothing is written."""
        around = support.Around(self._home, self._settings, self._clock, self._health)
        self._worker.offer(lambda: told(support.gather(around)))

    def write_packet(self, packet: Packet, target: Path, told: Told) -> None:
        """Write a packet that was listed before."""
        self._submit(lambda: ExportView(files=(support.write(packet, target),)), told)

    def close(self) -> None:
        """Stop what runs and end the thread."""
        self.stop()
        self._worker.close()

    def _submit(self, run: Callable[[], ExportView], told: Told) -> None:
        def guarded() -> None:
            try:
                view = run()
            except CashierError as error:
                view = ExportView(problem=error_phrase(error))
            except Exception as error:  # noqa: BLE001 - top of the thread: nobody else would see
                log.error("export_broke", kind=type(error).__name__)
                view = ExportView(problem=Phrase("error-unexpected"))
            told(view)

        self._worker.offer(guarded)
