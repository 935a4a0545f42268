"""The page `export`: reports as files, and the support packet, its content listed first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cashier.desk.exporting import ExportView, Told
from cashier.desk.support import Packet
from cashier.history.exports.export import WRITERS, Wish, Writer
from cashier.history.model import CaseFilter
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.today import PAGE, PageHead
from cashier.ui.manager.wanted import period
from cashier.ui.printing.pdf import write as write_pdf
from cashier.ui.theme import BODY, HINT, SECTION, L, M, S
from cashier.ui.widgets.containers import Card, CardSpec, Column, Scroll
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.segmented import Choice, Segmented

TIMES = ("shift", "week", "month", "all")
KINDS = ("xlsx", "pdf", "csv", "json")
Choose = Callable[[str], str]
_PAD = (19, 16, 19, 18)
_IDLE = ExportView()


class Exports(Protocol):
    """What writes files, as the page sees it. Calls return at once."""

    def start(self, wish: Wish, language: str, writers: Mapping[str, Writer], told: Told) -> None:
        """Export; `told` may be called on any thread."""

    def stop(self) -> None:
        """Stop what runs."""

    def gather(self, told: Callable[[Packet], None]) -> None:
        """Put a support packet together."""

    def write_packet(self, packet: Packet, target: Path, told: Told) -> None:
        """Write a packet."""


@dataclass(frozen=True, slots=True)
class _State:
    """What the page shows besides the choice of the period."""

    report: ExportView = _IDLE
    packet: Packet | None = None
    written: ExportView = _IDLE


class _Told(QObject):
    """Brings what the export's thread says onto the window's; has no parent on purpose."""

    report = Signal(object)
    packet = Signal(object)
    written = Signal(object)


class ExportPage(QWidget):
    """Choose a period and a kind, watch it being written; list the support packet and write it.

    Args:
        look: theme and words.
        exports: what writes the files.
        choose: asks where to put a file of this name; empty for nowhere.
    """

    def __init__(self, look: Look, exports: Exports, choose: Choose | None = None) -> None:
        super().__init__()
        self.look = look
        self.time = TIMES[0]
        self.shift: str | None = None
        self._exports = exports
        self._choose = choose or self._ask_where
        self._state = _State()
        self._told = _Told()
        queued = Qt.ConnectionType.QueuedConnection
        self._told.report.connect(self._report_told, queued)
        self._told.packet.connect(self._packet_told, queued)
        self._told.written.connect(self._written_told, queued)
        self.head = PageHead(look)
        self.report = Section(look)
        self.support = Section(look)
        inner = Column(L, (PAGE.left(), PAGE.top(), PAGE.right(), PAGE.bottom()))
        inner.put([self.head, self.report, self.support])
        inner.box.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.area = Scroll(look, inner)
        column.addWidget(self.area)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        words = self.look.words
        self.head.show_texts(words("manager-page-export"), words("exports-line"))
        self._show()

    def show_shift(self, shift: str | None) -> None:
        """Note which shift is the present one."""
        self.shift = shift

    def choose_time(self, name: str) -> None:
        """Take another period."""
        self.time = name
        self._show()

    def export(self, kind: str) -> None:
        """Ask where to and begin."""
        stem = self.look.words(f"exports-name-{self.time}")
        day = self.look.clock.now().astimezone().strftime("%Y-%m-%d")
        where = self._choose(f"{stem} {day}.{kind}")
        if not where:
            return
        target = Path(where)
        if target.suffix.lower() != f".{kind}":
            target = target.with_name(f"{target.name}.{kind}")
        writers = {**WRITERS, ".pdf": write_pdf}
        told = self._told.report.emit
        self._exports.start(self._wish(target), self.look.taste.language, writers, told)

    def gather(self) -> None:
        """List what a support packet would hold."""
        self._exports.gather(self._told.packet.emit)

    def write_packet(self) -> None:
        """Write the packet that is listed."""
        packet = self._state.packet
        where = self._choose(packet.file_name) if packet is not None else ""
        if packet is not None and where:
            self._exports.write_packet(packet, Path(where), self._told.written.emit)

    def _wish(self, target: Path) -> Wish:
        if self.time == "shift" and self.shift is not None:
            return Wish(target, self.shift)
        name = "today" if self.time == "shift" else self.time
        begin, end = period(name, self.look.clock.now())
        return Wish(target, wanted=CaseFilter(opened_from=begin, opened_before=end))

    def _ask_where(self, name: str) -> str:
        places = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(places) or QDir.homePath()
        title = self.look.words("exports-where")
        return QFileDialog.getSaveFileName(self, title, str(Path(folder) / name))[0]

    def _report_told(self, view: ExportView) -> None:
        self._state = _State(view, self._state.packet, self._state.written)
        self._show()

    def _packet_told(self, packet: Packet) -> None:
        self._state = _State(self._state.report, packet)
        self._show()

    def _written_told(self, view: ExportView) -> None:
        self._state = _State(self._state.report, None if view.files else self._state.packet, view)
        self._show()

    def _show(self) -> None:
        self.report.show_parts((self.time, self._state.report), self._report_parts)
        key = (self._state.packet, self._state.written)
        self.support.show_parts(key, self._support_parts)

    def _report_parts(self) -> list[QWidget]:
        words = self.look.words
        card = self._card("exports-report")
        times = Segmented(
            self.look,
            [Choice(name, words(f"exports-time-{name}")) for name in TIMES],
            tall=True,
        )
        times.choose(self.time)
        times.chosen.connect(self.choose_time)
        card.box.addWidget(in_line(times))
        card.box.addSpacing(M)
        view = self._state.report
        if view.running:
            text = words("export-progress", done=view.done, total=view.total)
            card.box.addWidget(Label(self.look, LabelSpec(text, BODY, "ink2")))
            stop = Button(self.look, ButtonSpec(words("exports-stop"), "close"))
            stop.clicked.connect(self._exports.stop)
            card.box.addWidget(in_line(stop))
            return [card]
        buttons = [
            Button(self.look, ButtonSpec(words(f"exports-kind-{kind}"), solid=kind == KINDS[0]))
            for kind in KINDS
        ]
        for button, kind in zip(buttons, KINDS, strict=True):
            button.clicked.connect(self._exporter(kind))
        card.box.addWidget(in_line(*buttons))
        self._say(card, view)
        return [card]

    def _support_parts(self) -> list[QWidget]:
        words, packet = self.look.words, self._state.packet
        card = self._card("exports-support")
        if packet is None:
            ask = Button(self.look, ButtonSpec(words("exports-gather"), "search"))
            ask.clicked.connect(self.gather)
            card.box.addWidget(in_line(ask))
            self._say(card, self._state.written)
            return [card]
        for entry in packet.entries:
            size = max(1, round(entry.size / 1024))
            line = words("exports-entry", name=entry.name, size=size, what=words(entry.key))
            card.box.addWidget(Label(self.look, LabelSpec(line, BODY, "ink")))
        card.box.addWidget(Label(self.look, LabelSpec(words("support-never"), HINT, "ink3")))
        card.box.addSpacing(S)
        save = Button(self.look, ButtonSpec(words("exports-save-packet"), "check"))
        save.clicked.connect(self.write_packet)
        card.box.addWidget(in_line(save))
        self._say(card, self._state.written)
        return [card]

    def _exporter(self, kind: str) -> Callable[[], None]:
        return lambda: self.export(kind)

    def _card(self, key: str) -> Card:
        words = self.look.words
        card = Card(self.look, CardSpec(pad=_PAD, gap=6))
        card.box.addWidget(Label(self.look, LabelSpec(words(key), SECTION, "ink")))
        card.box.addWidget(Label(self.look, LabelSpec(words(f"{key}.hint"), HINT, "ink3")))
        card.box.addSpacing(S)
        return card

    def _say(self, card: Card, view: ExportView) -> None:
        """Say what became of it: the files, or why there are none and what to do."""
        words = self.look.words
        for file in view.files:
            text = words("exports-written", file=file.name)
            card.box.addWidget(Label(self.look, LabelSpec(text, BODY, "ok", "check")))
        if view.problem is not None:
            said = LabelSpec(words.phrase(view.problem), BODY, "fail", "warn")
            card.box.addWidget(Label(self.look, said))
            if words.has(f"{view.problem.key}.do"):
                what = LabelSpec(words.phrase(view.problem, "do"), BODY, "ink2")
                card.box.addWidget(Label(self.look, what))
