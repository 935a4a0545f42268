"""`cashier report --export FILE`: a shift or a period as CSV, XLSX, JSON or PDF.

The kind is what the file's name ends with. Ctrl+C stops it and leaves no half file.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from cashier.core.words import Words
from cashier.history.exports.export import WRITERS, Exported, Wish, export
from cashier.history.exports.job import Job, Step
from cashier.history.exports.wording import CATALOGUES, Wording


def export_report(database: Path, wish: Wish, words: Words, zone: tzinfo | None) -> Exported:
    """Write the file and say how far it is where somebody watches.

    Raises:
        CashierError: what cannot be exported, or written.
    """
    wording = Wording(Words(words.language, CATALOGUES), zone)
    with _watched(wording.words) as step:
        return export(database, wish, wording, step, {**WRITERS, ".pdf": _write_pdf})


def _write_pdf(job: Job, path: Path) -> None:
    # Qt takes its time to load; the other kinds do without.
    from cashier.ui.printing.pdf import write

    write(job, path)


@contextmanager
def _watched(words: Words) -> Iterator[Step]:
    console = Console(file=sys.stderr)
    shape = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*shape, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def step(done: int, total: int) -> bool:
            shown = words("export-progress", done=done, total=total)
            bar.update(task, completed=done, total=total, description=shown)
            return True

        yield step
