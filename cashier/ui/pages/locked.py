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
from cashier.ui.theme import BODY_BOLD, HINT, M, S
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.lock_banner import LockBanner
from cashier.ui.widgets.place import PlaceRow, PlaceSpec
from cashier.ui.widgets.row import LOCKED_SOLID, SURFACE, Row, RowSpec
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
        self.foot = Section(look)
        # In the order in which it is done: say, hear the answer, and only then act.
        self.body.put([self.banner, self.speech, self.question, self.timeline])
        self.body.box.addStretch(1)
        self.bar.put([self.foot])
        self.taps: list[ChoiceTap] = []
        self._asked: tuple[QuestionView | None, int] | None = None
        self._case_id = ""

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
        self._make_way()
        looks = view.lock.lookup if view.lock is not None else ()
        lines = looks or (view.timeline if view.question is None else ())
        self.timeline.show_parts(lines, lambda: self._lines(view, looks) if lines else [])
        asks = view.question is not None and view.question.name == _PHONE_PAID
        told = view.lock is not None and view.lock.phone_paid == "yes"
        with_paid = not (asks or told)
        self.foot.show_parts((asks, told), lambda: self._foot(with_paid=with_paid, told=told))

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
        """Put what may be done below the answers; while it asks, digits are no answers."""
        apart, asking = bool(self.taps), self.banner.asking()
        if apart and not self.banner.acts.apart:
            self.body.box.insertWidget(self.body.box.indexOf(self.timeline), self.banner.acts)
        self.banner.stand_apart(apart=apart)
        for number, tap in enumerate(self.taps, 1):
            tap.show_spec(replace(tap.spec, key="" if asking else str(number)))
        if asking:
            QTimer.singleShot(0, self, self._show_acts)

    def _show_acts(self) -> None:
        self.area.ensureWidgetVisible(self.banner.acts, 0, S)

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

    def _lines(self, view: CaseView, looks: Sequence[Phrase]) -> Sequence[QWidget]:
        """Where to look, while nobody else can be asked; else what happened and what comes."""
        if looks:
            return self._look_here(looks)
        return [Timeline(self.look, [moment(self.look.words, one) for one in view.timeline])]

    def _look_here(self, looks: Sequence[Phrase]) -> Sequence[QWidget]:
        """The shop's places, and below their title what a find means: the last of the phrases.

        The customer's phone is no such place: what it shows stands apart.
        """
        words = self.look.words
        title = LabelSpec(words("lookup-title"), BODY_BOLD, "ink")
        sure = LabelSpec(words.phrase(looks[-1]), HINT, "ink2", balanced=True)
        ours = [one for one in looks[:-1] if not one.key.endswith(_THEIRS)]
        theirs = [one for one in looks[:-1] if one.key.endswith(_THEIRS)]
        card = Card(self.look, CardSpec(gap=1, hair=46))
        card.put([self._place(one) for one in ours])
        return [*map(partial(Label, self.look), (title, sure)), card, *map(self._place, theirs)]

    def _place(self, one: Phrase) -> QWidget:
        words, icon = self.look.words, _PLACES.get(one.key.rpartition("-")[2], "search")
        spec = PlaceSpec(words.phrase(one), words.phrase(one, "how"), icon)
        return PlaceRow(self.look, spec)

    def _foot(self, *, with_paid: bool, told: bool) -> Sequence[QWidget]:
        """The ways out; whose phone shows paid waits aside: that one stands out."""
        paid = Row(self.look, self._way("banner-phone_paid", "phone"))
        paid.clicked.connect(lambda: self.commands.answer(_PHONE_PAID, "yes"))
        aside = Row(self.look, self._way("banner-aside", "customer", solid=told))
        aside.clicked.connect(lambda: self.commands.close_case(Outcome.check_later, None, None))
        ways = [paid, aside] if with_paid else [aside]
        line = Column()
        row = Even(len(ways), S)
        for way in ways:
            row.addWidget(way)
        line.put_layout(row)
        return [line]

    def _way(self, key: str, icon: str, *, solid: bool = False) -> RowSpec:
        """Return a way out, with what it leads to below its name."""
        words = self.look.words
        tone, lead = SURFACE, icon_at(icon, 20)
        if solid:
            tone, lead = LOCKED_SOLID, icon_at(icon, 20, "on_lock")
        sub = words(f"{key}.sub")
        return RowSpec(words(key), sub=sub, tone=tone, lead=lead, indent=38, pad=8)
