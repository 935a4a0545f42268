"""A report as an Excel workbook: one sheet of figures, one of cases. No cell is ever a formula."""

import contextlib
import io
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cashier.core.money import Money
from cashier.history.exports.columns import COLUMNS, Cell, cells, heads
from cashier.history.exports.errors import ExportFailed, ExportTooLong
from cashier.history.exports.inert import tame
from cashier.history.exports.job import Job
from cashier.history.exports.lines import Line, facts, figures

MOST = 1_048_575
_LONGEST = 32_767
_INK, _SOFT, _ACCENT = "#1b1f24", "#f1f3f5", "#0b57d0"
_FIGURE_WIDTHS = (18, 30, 28, 14)


def write(job: Job, path: Path) -> None:
    """Write the workbook.

    Raises:
        ExportTooLong: a sheet cannot hold so many cases.
        ExportFailed: the workbook could not be put together.
    """
    if job.total > MOST:
        raise ExportTooLong(cases=job.total, most=MOST)
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix=".export-", dir=path.parent) as folder:
        book = Workbook(packed, {"constant_memory": True, "tmpdir": folder})
        try:
            _Pages(book, job).write()
        finally:
            _close(book, path)
    path.write_bytes(packed.getbuffer())


def _close(book: Workbook, path: Path) -> None:
    """Put the workbook together; what the system refuses is handed on as it is."""
    try:
        book.close()
    except XlsxWriterException as error:
        inner = error.args[0] if error.args else None
        if isinstance(inner, OSError):
            # The library leaves its archive open in there. It has to end while `write` still holds
            # what it writes to, or it complains when it is swept up later.
            traceback.clear_frames(inner.__traceback__)
            raise inner from error
        raise ExportFailed(file=path.name, reason=type(error).__name__) from error
    finally:
        # On a full disk the library leaves its own files open.
        for sheet in book.worksheets():
            for file in (sheet.row_data_fh, sheet.fh):
                if file is not None:
                    with contextlib.suppress(OSError):
                        file.close()


class _Pages:
    """Fills the sheets from top to bottom, as a workbook of constant memory wants it."""

    def __init__(self, book: Workbook, job: Job) -> None:
        self._book = book
        self._job = job
        font = {"font_name": "Microsoft YaHei", "font_size": 10, "font_color": _INK}
        top = {**font, "valign": "top", "text_wrap": True}
        self._plain = book.add_format(top)
        self._formats = {
            "money": book.add_format({**font, "num_format": "#,##0.00"}),
            "time": book.add_format({**font, "num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"}),
            "number": book.add_format({**font, "num_format": "General"}),
            "text": book.add_format(font),
        }
        bold = {**font, "bold": True}
        self._head = book.add_format({**bold, "bg_color": _SOFT, "bottom": 1, "valign": "vcenter"})
        self._title = book.add_format({**bold, "font_size": 16, "font_color": _ACCENT})
        self._group = book.add_format({**bold, "top": 1})

    def write(self) -> None:
        """Fill both sheets."""
        words = self._job.wording.words
        shift = self._job.report.shift is not None
        title = words("report-title-shift" if shift else "report-title-period")
        self._book.set_properties({"title": title})
        self._figures(self._book.add_worksheet(words("export-sheet-figures")), title)
        self._cases(self._book.add_worksheet(words("export-sheet-cases")))

    def _figures(self, sheet: Worksheet, title: str) -> None:
        for place, width in enumerate(_FIGURE_WIDTHS):
            sheet.set_column(place, place, width)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title, self._title)
        report, wording = self._job.report, self._job.wording
        number, group = 2, ""
        for line in (*facts(report, wording), *figures(report, wording)):
            if line.group != group:
                number, group = number + 1, line.group
                for place in range(len(_FIGURE_WIDTHS)):
                    sheet.write_string(number, place, "" if place else group, self._group)
                number += 1
            self._line(sheet, number, line)
            number += 1
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _line(self, sheet: Worksheet, number: int, line: Line) -> None:
        sheet.write_string(number, 1, tame(line.name), self._plain)
        self._cell(sheet, (number, 2), line.value, self._plain)
        self._cell(sheet, (number, 3), line.money, self._formats["money"])

    def _cases(self, sheet: Worksheet) -> None:
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 22)
        for place, head in enumerate(heads(self._job.wording)):
            sheet.write_string(0, place, head, self._head)
        number = 0
        for row in self._job.cases():
            number += 1
            for place, cell in enumerate(cells(row, self._job.wording)):
                shape = self._formats[COLUMNS[place].kind]
                self._cell(sheet, (number, place), cell, shape)
        sheet.autofilter(0, 0, number, len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _cell(self, sheet: Worksheet, at: tuple[int, int], cell: Cell, shape: Format) -> None:
        match cell:
            case None | "":
                return
            case str():
                sheet.write_string(*at, tame(cell)[:_LONGEST], shape)
            case Money():
                sheet.write_number(*at, cell.fen / 100, shape)
            case datetime():
                sheet.write_datetime(*at, cell.replace(microsecond=0), shape)
            case _:
                sheet.write_number(*at, cell, shape)
