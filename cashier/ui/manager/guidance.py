"""The page `guidance`: what was learned, the rules, the scripts, and the records of both."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cashier.desk.guidance_views import GuidanceView, TryWish
from cashier.desk.views import Phrase
from cashier.ui.look import Look
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.learned import LearnedPart
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.records import RecordsPart
from cashier.ui.manager.records_words import CHANGES as CHANGES_COLUMNS
from cashier.ui.manager.records_words import FIRED as FIRED_COLUMNS
from cashier.ui.manager.records_words import change_lines, fired_lines
from cashier.ui.manager.rules import RulesPart
from cashier.ui.manager.scripts import ScriptsPart
from cashier.ui.manager.today import PAGE, PageHead
from cashier.ui.theme import BODY_BOLD, HINT, M
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.segmented import Choice, Segmented

LEARNED, RULES, SCRIPTS = "learned", "rules", "scripts"
FIRED, CHANGES = "fired", "changes"
PARTS = (LEARNED, RULES, SCRIPTS, FIRED, CHANGES)


class GuidancePage(QWidget):
    """Sends the payment to try, and changes with the PIN; whoever owns it brings the view."""

    wished = Signal(object)
    confirmed = Signal(object, str)

    def __init__(self, look: Look, over: ChoiceList) -> None:
        super().__init__()
        self.look = look
        self._view: GuidanceView | None = None
        self._open = LEARNED
        self.head = PageHead(look)
        self.tabs = Section(look)
        self.segments: Segmented | None = None
        self.notes = Section(look, M)
        self.learned = LearnedPart(look)
        self.rules = RulesPart(look, over)
        self.scripts = ScriptsPart(look)
        self.fired = RecordsPart(look, FIRED, FIRED_COLUMNS, fired_lines)
        self.changes = RecordsPart(look, CHANGES, CHANGES_COLUMNS, change_lines)
        self.parts: dict[str, QWidget] = {
            LEARNED: self.learned,
            RULES: self.rules,
            SCRIPTS: self.scripts,
            FIRED: self.fired,
            CHANGES: self.changes,
        }
        self.stack = QStackedWidget()
        self.empty = Section(look)
        self._arrange()
        self.show_view(None)

    @property
    def wish(self) -> TryWish:
        """The payment that is tried now, and the pages that are looked at."""
        fired, changes = self.fired.before, self.changes.before
        return replace(self.rules.form.wish, fired_before=fired, changes_before=changes)

    def open_part(self, name: str) -> None:
        """Open one of the parts."""
        self._open = name
        self.stack.setCurrentWidget(self.parts[name])
        if self.segments is not None:
            self.segments.choose(name)

    def show_view(self, view: GuidanceView | None) -> None:
        """Draw what is known; None while nothing has been read yet."""
        self._view = view
        self._show_texts()
        self.stack.setVisible(view is not None)
        self.empty.show_parts(view is None, self._reading)
        self.rest.setVisible(view is None)
        if view is None:
            return
        self.learned.show_learning(view.learning)
        self.rules.show_view(view)
        self.scripts.show_view(view)
        self._show_records(view)

    def show_change(self, view: GuidanceView) -> None:
        """Draw what became of a change."""
        self.show_view(view)
        for part in (self.rules, self.scripts):
            part.ask.show_answer(view.refused)

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self._show_texts()
        if self._view is not None:
            self.learned.show_learning(self._view.learning)
        for part in (self.rules, self.scripts, self.fired, self.changes):
            part.restyle()
        self.empty.show_parts(self._view is None, self._reading)

    def _arrange(self) -> None:
        for part in self.parts.values():
            self.stack.addWidget(part)
        for sender in (self.rules, self.scripts):
            sender.confirmed.connect(self.confirmed)
        self.rules.wished.connect(self.wished)
        for records in (self.fired, self.changes):
            records.turned.connect(lambda: self.wished.emit(self.wish))
        self.rest = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, PAGE.top(), 0, 0)
        column.setSpacing(M)
        head = Column(M, (PAGE.left(), 0, PAGE.right(), 0))
        head.put([self.head, self.tabs, self.notes, self.empty])
        column.addWidget(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.rest, 1)

    def _show_texts(self) -> None:
        words, view = self.look.words, self._view
        self.head.show_texts(words("manager-page-guidance"), words("manager-guide-line"))
        self.tabs.show_parts("tabs", self._tabs)
        told = view.troubles if view else ()
        done = view.done if view else None
        self.notes.show_parts((told, done), lambda: self._notes(told))
        self.open_part(self._open)

    def _show_records(self, view: GuidanceView) -> None:
        found = view.records
        last = found.fired[-1].seq if found.fired else 0
        self.fired.show_page(view, last, more=found.fired_more)
        last = found.changes[-1].seq if found.changes else 0
        self.changes.show_page(view, last, more=found.changes_more)

    def _tabs(self) -> list[QWidget]:
        words = self.look.words
        self.segments = Segmented(
            self.look,
            [Choice(name, words(f"manager-guide-tab-{name}")) for name in PARTS],
            tall=True,
        )
        self.segments.chosen.connect(self.open_part)
        return [in_line(self.segments)]

    def _notes(self, told: Sequence[Phrase]) -> list[QWidget]:
        cards = [self._note(phrase) for phrase in told]
        done = self._view is not None and self._view.done is not None
        return [*cards, self._done()] if done else cards

    def _note(self, phrase: Phrase) -> QWidget:
        words = self.look.words
        card = Card(self.look, CardSpec("warn_tint", "warn_line", (14, 9, 14, 9)))
        said = LabelSpec(words.phrase(phrase), BODY_BOLD, "warn", "warn")
        card.box.addWidget(Label(self.look, said))
        if words.has(f"{phrase.key}.do"):
            todo = LabelSpec(words.phrase(phrase, "do"), HINT, "ink2")
            card.box.addWidget(Label(self.look, todo))
        return card

    def _done(self) -> QWidget:
        card = Card(self.look, CardSpec("ok_tint", "ok_line", (14, 9, 14, 9)))
        said = self.look.words("manager-guide-done")
        card.box.addWidget(Label(self.look, LabelSpec(said, HINT, "ok", "check")))
        return card

    def _reading(self) -> list[QWidget]:
        if self._view is not None:
            return []
        words = self.look.words
        spec = EmptySpec("history", words("manager-reading"), words("manager-reading.how"))
        return [EmptyState(self.look, spec)]
