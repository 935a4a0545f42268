"""The order is not known: the lock, what to say, what happened, ways out that charge nothing."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cashier.cases.outcome import Outcome
from cashier.desk.case_views import CaseView, QuestionView
from cashier.desk.commands import DeskCommands
from cashier.desk.views import Phrase
from cashier.ui.case_parts import moment
from cashier.ui.look import Look
from cashier.ui.pages.page import Page
from cashier.ui.pages.question import answer_text
from cashier.ui.pages.speech import Speech
from cashier.ui.theme import BODY_BOLD, HINT, L, M, S
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.lock_banner import LockBanner
from cashier.ui.widgets.lock_words import what_to_find
from cashier.ui.widgets.place import PlaceRow, PlaceSpec
from cashier.ui.widgets.row import Row, RowSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap
from cashier.ui.widgets.timeline import Timeline
from cashier.ui.words import ask_key

_COLUMNS = 3
# Where to look an order up, by the last part of its key.
_PLACES = {"register": "register", "terminal": "card", "merchant": "shop", "own": "shop",
           "acquirer": "phone", "bill": "phone"}  # fmt: skip
_THEIRS = "-bill"
_PHONE_PAID = "ask.phone_shows_paid"


class LockedPage(Page):
    """No cross, no accent, nothing that could charge again."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__(look, commands)
        self.body.box.setSpacing(M)
        self.banner = LockBanner(look)
        self.banner.query_wanted.connect(commands.query_now)
        self.banner.paid_seen.connect(lambda: commands.clerk_order_state("paid"))
        self.banner.reverse_wanted.connect(commands.request_reverse)
        self.banner.override_wanted.connect(commands.override_lock)
        self.banner.asked.connect(self._make_way)
        self.speech = Speech(look)
        self.question = Section(look, 4)
        self.timeline = Section(look, 4)
        self.theirs = Section(look, 4)
        self.foot = Section(look)
        # In the order in which it is done: say, hear the answer, look, and only then act.
        self.body.put([self.banner, self.speech, self.question, self.timeline, self.theirs])
        self.body.box.addStretch(1)
        self.bar.put([self.foot])
        self.taps: list[ChoiceTap] = []
        self._asked: tuple[QuestionView | None, int] | None = None
        self._case_id = ""
        self._looks = False

    def show_case(self, view: CaseView) -> None:
        """Draw the lock."""
        if view.case_id != self._case_id:
            # What was asked of one payment must not be answered for another.
            self._case_id = view.case_id
            self.banner.forget()
        if view.lock is not None:
            self.banner.show_lock(view.lock, view.amount)
        self.speech.show_script(view.script)
        question = (view.question, view.asked)
        if question != self._asked:
            # What was tapped is gone, and with it the focus: what must not be done stays in view.
            self._asked = question
            QTimer.singleShot(0, self, self.area.to_top)
        self.question.show_parts(question, lambda: self._question(view))
        looks = view.lock.lookup if view.lock is not None else ()
        self._looks = bool(looks)
        self._make_way()
        self.body.box.setSpacing(S if looks and self.taps else M)
        self._show_lines(view, looks)
        asks = view.question is not None and view.question.name == _PHONE_PAID
        told = view.lock is not None and view.lock.said_paid
        self.foot.show_parts((asks, told), lambda: self._foot(asks=asks, told=told))

    def ways(self) -> list[Row]:
        """The ways out at the foot."""
        return self.foot.findChildren(Row)

    def tick(self) -> None:
        """Count down."""
        self.banner.tick()

    def digit(self, number: int) -> bool:
        """Answer by number."""
        if self.banner.asking() or not 1 <= number <= len(self.taps):
            return False
        self.taps[number - 1].click()
        return True

    def back(self) -> bool:
        """Esc puts a question of the banner away first."""
        if not self.banner.asking():
            return False
        self.banner.ask("")
        return True

    def _make_way(self) -> None:
        """Put what may be done below answers and places; while it asks, digits are no answers."""
        asked, asking = bool(self.taps), self.banner.asking()
        box, acts, apart = self.body.box, self.banner.acts, asked or self._looks
        below = self.theirs if self._looks else self.timeline
        if apart and box.indexOf(acts) != box.indexOf(below) - 1:
            box.removeWidget(acts)
            box.insertWidget(box.indexOf(below), acts)
        self.banner.stand_apart(apart=apart, asked=asked)
        for number, tap in enumerate(self.taps, 1):
            tap.show_spec(replace(tap.spec, key="" if asking else str(number)))
        if asking:
            QTimer.singleShot(0, self, self._show_acts)

    def _show_acts(self) -> None:
        self.area.ensureWidgetVisible(self.banner.acts, 0, L)

    def _question(self, view: CaseView) -> Sequence[QWidget]:
        question = view.question
        self.taps = []
        if question is None:
            return []
        words = self.look.words
        key = ask_key(question.name)
        parts: list[QWidget] = [Label(self.look, LabelSpec(words(key), BODY_BOLD, "ink"))]
        how = words.optional(f"{key}.how")
        if how:
            parts.append(Label(self.look, LabelSpec(how, HINT, "ink2")))
        return [*parts, self._answers(question)]

    def _answers(self, question: QuestionView) -> QWidget:
        line = QWidget()
        row = Even(_COLUMNS, S)
        for number, value in enumerate(question.values):
            text = answer_text(self.look.words, question.name, value)
            spec = ChoiceSpec(text, type_=BODY_BOLD, key=str(number + 1))
            tap = ChoiceTap(self.look, spec)
            tap.clicked.connect(lambda _=False, v=value: self.commands.answer(question.name, v))
            self.taps.append(tap)
            row.addWidget(tap)
        line.setLayout(row)
        return line

    def _show_lines(self, view: CaseView, looks: tuple[Phrase, ...]) -> None:
        """Where to look, while nobody else can be asked; else what happened and what comes."""
        title = what_to_find(self.look.words, self.banner.which) if looks else ""
        lines = looks or (view.timeline if view.question is None else ())
        key = (lines, title, view.question is None)
        self.timeline.show_parts(key, lambda: self._lines(view, looks, title) if lines else [])
        theirs = tuple(one for one in looks if one.key.endswith(_THEIRS))
        self.theirs.show_parts(theirs, lambda: [self._place(one) for one in theirs])

    def _lines(self, view: CaseView, looks: Sequence[Phrase], title: str) -> Sequence[QWidget]:
        if looks:
            return self._look_here(looks, title, asks=view.question is not None)
        return [Timeline(self.look, [moment(self.look.words, one) for one in view.timeline])]

    def _look_here(self, looks: Sequence[Phrase], title: str, *, asks: bool) -> Sequence[QWidget]:
        """The shop's places, and below their title what a find means: the last of the phrases.

        The customer's phone is no such place: what it shows stands apart, below what may be done.
        Where something is asked before, the buttons alone say what a find means.
        """
        found = [] if asks else [
            LabelSpec(self.look.words.phrase(looks[-1]), HINT, "ink2", balanced=True)
        ]  # fmt: skip
        told = [LabelSpec(title, BODY_BOLD, "ink", balanced=True), *found]
        card = Card(self.look, CardSpec(gap=1, hair=46))
        card.put([self._place(one) for one in looks[:-1] if not one.key.endswith(_THEIRS)])
        return [*map(partial(Label, self.look), told), card]

    def _place(self, one: Phrase) -> QWidget:
        words, icon = self.look.words, _PLACES.get(one.key.rpartition("-")[2], "search")
        how = words.phrase(one, "how") if words.has(f"{one.key}.how") else ""
        return PlaceRow(self.look, PlaceSpec(words.phrase(one), how, icon))

    def _foot(self, *, asks: bool, told: bool) -> Sequence[QWidget]:
        """The ways out; that the customer's word was taken stands where it could be given."""
        paid = Row(self.look, self._told() if told else self._way("banner-phone_paid", "phone"))
        paid.setEnabled(not told)
        paid.clicked.connect(lambda: self.commands.answer(_PHONE_PAID, "yes"))
        aside = Row(self.look, self._way("banner-aside", "customer"))
        aside.clicked.connect(lambda: self.commands.close_case(Outcome.check_later, None, None))
        ways = [aside] if asks else [paid, aside]
        line = Column()
        row = Even(len(ways), S)
        for way in ways:
            row.addWidget(way)
        line.put_layout(row)
        return [line]

    def _way(self, key: str, icon: str) -> RowSpec:
        """Return a way out, with what it leads to below its name."""
        words = self.look.words
        lead = icon_at(icon, 20)
        return RowSpec(words(key), sub=words(f"{key}.sub"), lead=lead, indent=38, pad=8)

    def _told(self) -> RowSpec:
        return replace(self._way("banner-phone_told", "check"), title_ink="ink2")
