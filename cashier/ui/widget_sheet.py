"""One screen with every widget in every state, for whoever designs and for whoever checks.

Drawn for the pictures and walked by the layout matrix; no part of it is wired to a desk. Captions
are the widgets' names in the code, which need no translation.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.cases.outcome import Mood, Outcome
from cashier.config.settings import Settings, fields
from cashier.config.settings_draft import Draft
from cashier.desk.case_views import LockView
from cashier.desk.dock_views import DockView
from cashier.ui import widget_samples as samples
from cashier.ui.alarms import AlarmList
from cashier.ui.case_parts import cause_texts, moment, offer_specs, step_spec
from cashier.ui.dock_parts import ChipGrid, OpenCaseRow, head_texts, recent_row
from cashier.ui.link_chain import LinkChain
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec, EmptyWithButton
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.settings_field import SettingPart
from cashier.ui.manager.tiles import Figure, StatTile, StatTiles
from cashier.ui.notices import NoticeList
from cashier.ui.pages.question import answer_rows
from cashier.ui.pages.speech import Speech
from cashier.ui.pictures import no_desk
from cashier.ui.text_size import dock_width
from cashier.ui.theme import HINT_BOLD, MARGIN, L, S
from cashier.ui.verdict_words import verdict_spec
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.cause import CauseBlock
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.empty import EmptySpec
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.focus_ring import FocusRing
from cashier.ui.widgets.keypad import Keypad
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.lock_banner import LockBanner
from cashier.ui.widgets.outcome import Faces, Option, OutcomeCard, OutcomeSpec
from cashier.ui.widgets.row import ACCENT, Row, RowSpec
from cashier.ui.widgets.segmented import Choice, Segmented
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap, Link, LinkSpec, Tag, TagSpec
from cashier.ui.widgets.status_head import StatusHead
from cashier.ui.widgets.timeline import Timeline
from cashier.ui.widgets.undo_line import UndoLine
from cashier.ui.widgets.verdict import VerdictLine

_CHOICE, _SWITCH = "appearance.theme", "appearance.sounds"
_NUMBER, _HELD = "retention.logs_days", "store.till"
_TIMES = ("shift", "today", "week")


class WidgetSheet(QWidget):
    """Columns as wide as the dock's; the lights of `dock` are shown, the rest are samples."""

    def __init__(self, look: Look, dock: DockView) -> None:
        super().__init__()
        self.look = look
        self._dock = dock
        self._over = ChoiceList(look, self)
        self.ring = FocusRing(look, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, L, L, L)
        row.setSpacing(L + S)
        for groups in (self._lights(), self._doubt(), self._case(), self._ends(), self._office()):
            column = Column(L)
            column.setFixedWidth(dock_width() - 2 * MARGIN)
            column.put(self._group(name, parts) for name, parts in groups)
            column.box.addStretch(1)
            row.addWidget(column)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = painter_for(self)
        painter.fillRect(self.rect(), QColor(self.look.tokens.canvas))
        painter.end()

    def _group(self, name: str, parts: Iterable[QWidget]) -> QWidget:
        group = Column(S)
        group.put([Label(self.look, LabelSpec(name, HINT_BOLD, "ink3")), *parts])
        return group

    def _lights(self) -> Sequence[tuple[str, list[QWidget]]]:
        look, words = self.look, self.look.words
        heads = [
            StatusHead(look, head_texts(words, DockView(head, self._dock.shift), look.clock))
            for head in samples.HEADS
        ]
        notices = NoticeList(look)
        notices.show_notices(samples.NOTICES)
        alarms = AlarmList(look, no_desk())
        alarms.show_alarms(samples.ALARMS)
        alarms.unfold(samples.ALARMS[0].id)
        alarms.tick(samples.ALARMS[0].id, samples.ALARMS[0].checklist[0])
        return (
            ("StatusHead", [*heads]),
            ("Chip", [ChipGrid(look, self._dock.chips)]),
            ("NoticeList", [notices]),
            ("AlarmList", [alarms]),
            ("LockBanner", self._banners(samples.LOCKS[2:])),
        )

    def _doubt(self) -> Sequence[tuple[str, list[QWidget]]]:
        look, words = self.look, self.look.words
        verdicts = []
        for scan in samples.SCANS:
            line = VerdictLine(look, verdict_spec(words, scan))
            line.count_down(scan.dies_monotonic, scan.lives_s)
            verdicts.append(line)
        lines = [moment(words, one) for one in samples.TIMELINE]
        return (
            ("VerdictLine", [*verdicts]),
            ("LockBanner", self._banners(samples.LOCKS[:2])),
            ("Timeline", [Timeline(look, lines)]),
        )

    def _banners(self, locks: Iterable[LockView]) -> list[QWidget]:
        banners = []
        for lock in locks:
            banner = LockBanner(self.look)
            banner.show_lock(lock)
            banners.append(banner)
        return [*banners]

    def _case(self) -> Sequence[tuple[str, list[QWidget]]]:
        look, words = self.look, self.look.words
        speech = Speech(look)
        speech.show_script(samples.SCRIPT)
        steps = Card(look, CardSpec(gap=1, hair=52))
        steps.put(Row(look, step_spec(look, samples.CASE, one)) for one in samples.STEPS)
        offers = [Row(look, spec) for _offer, spec in offer_specs(words, samples.OFFERS)]
        causes = [CauseBlock(look, cause_texts(words, one)) for one in samples.CAUSES]
        return (
            ("CauseBlock", [*causes]),
            ("SayCard", [speech]),
            ("Row", [*answer_rows(look, samples.QUESTION)]),
            ("Row", [steps, *offers]),
        )

    def _ends(self) -> Sequence[tuple[str, list[QWidget]]]:
        look, words = self.look, self.look.words
        outcomes: list[QWidget] = []
        for end, icon in ((Outcome.paid_same, "refresh"), (Outcome.customer_left, "leave")):
            spec = OutcomeSpec(words(f"outcome-{end}"), icon, str(len(outcomes) + 1))
            card = OutcomeCard(look, spec)
            card.show_chosen(chosen=not outcomes)
            outcomes.append(card)
        faces = Faces(look, [Option(one, words(f"mood-{one}")) for one in Mood])
        faces.choose(Mood.fine)
        undo = UndoLine(look)
        undo.show_undo(samples.UNDO)
        recent = [recent_row(look, one) for one in samples.RECENT]
        return (
            ("OutcomeCard", outcomes),
            ("Faces", [faces]),
            ("OpenCaseRow", [OpenCaseRow(look, one) for one in samples.OPEN_CASES]),
            ("RecentRow", [*recent]),
            ("UndoLine", [undo]),
            ("Keypad", [Keypad(look)]),
            ("LinkChain", [LinkChain(look, samples.LINKS)]),
        )  # fmt: skip

    def _office(self) -> Sequence[tuple[str, list[QWidget]]]:
        look, words = self.look, self.look.words
        seconds = Figure(words("manager-seconds", count=38), words("manager-seconds.unit"))
        good = words("manager-saved-share", count=8)
        tiles = [
            StatTile(words("manager-tile-failures"), (Figure("14"),),
                     " · ".join(words(f"manager-failures-{part}", count=count)
                                for part, count in (("saved", 12), ("lost", 0), ("open", 2)))),
            StatTile(words("manager-tile-saved"), (Figure("12"),), good),
            StatTile(words("manager-tile-wait"), (seconds,), words("manager-wait-from")),
        ]  # fmt: skip
        empty = EmptySpec("history", words("recent-empty"), words("recent-empty.how"))
        button = Button(look, ButtonSpec(words("manager-show_all")))
        return (
            ("StatTiles", [StatTiles(look, tiles)]),
            ("EmptyState", [EmptyWithButton(look, empty, button)]),
            ("SettingPart", self._settings()),
            ("Field", self._fields()),
            ("Button", self._buttons()),
        )

    def _settings(self) -> list[QWidget]:
        """As it is, changed, wrong, and held by the environment."""
        known, parts = {one.path: one for one in fields()}, []
        draft = Draft(Settings()).put(_SWITCH, said=False).put(_NUMBER, "9999")
        for path, held in ((_CHOICE, False), (_SWITCH, False), (_NUMBER, False), (_HELD, True)):
            part = SettingPart(self.look, known[path], self._over)
            part.show_draft(draft, draft.judged(), held=held)
            parts.append(part)
        return [*parts]

    def _fields(self) -> list[QWidget]:
        words = self.look.words
        empty, typed, wrong = (Field(self.look, icon="search") for _ in range(3))
        for field in (empty, typed, wrong):
            field.name(words("manager-search"), words("manager-search.hint"))
        typed.set_text("16.00")
        wrong.set_text("16.0.0")
        wrong.show_wrong(wrong=True)
        return [empty, typed, wrong]

    def _buttons(self) -> list[QWidget]:
        look, words = self.look, self.look.words
        text = words("action-done")
        off = Button(look, ButtonSpec(text))
        off.setEnabled(False)
        track = Segmented(look, [Choice(one, words(f"manager-time-{one}")) for one in _TIMES])
        track.choose(_TIMES[0])
        return [
            Row(look, RowSpec(words("action-failed"), key="F9", tone=ACCENT)),
            Button(look, ButtonSpec(text, solid=True)),
            Button(look, ButtonSpec(text)),
            off,
            ChoiceTap(look, ChoiceSpec(text)),
            ChoiceTap(look, ChoiceSpec(text, chosen=True)),
            track,
            in_line(Tag(look, TagSpec(words("settings-held"), "lock"))),
            Link(look, LinkSpec(words("settings-default"))),
        ]
