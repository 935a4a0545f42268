"""Why it failed, what to say, what to do, and with what to go on.

What is only the customer's affair stands folded away: the clerk opens it, and it closes by itself.
"""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from cashier.desk.commands import DeskCommands
from cashier.desk.views import CaseView, StepView, WhyView
from cashier.ui.case_parts import heading, offer_specs, step_spec
from cashier.ui.look import Look
from cashier.ui.pages.clerk_only import RULE, clerk_card
from cashier.ui.pages.page import Page
from cashier.ui.pages.speech import Speech
from cashier.ui.theme import HINT, L, M, S
from cashier.ui.why import why_text
from cashier.ui.widgets.cause import CauseBlock
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.line import FactRow
from cashier.ui.widgets.row import SURFACE, Row, RowSpec
from cashier.ui.widgets.section import Section, section_title

STAYS_OPEN_S = 15.0
"""How long the reasons stay open: long enough to read, too short to be left standing."""


class CausePage(Page):
    """Cause, 说, 做, 换方式, and on request 为什么."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__(look, commands)
        self.body.box.setContentsMargins(16, 10, 16, 16)
        self.body.box.setSpacing(0)
        self._open_since: float | None = None
        self._view: CaseView | None = None
        self.cause = Section(look)
        self.secret = Section(look)
        self.speech = Speech(look)
        self.rules = Section(look, 4)
        self.steps = Section(look, 6)
        self.offers = Section(look, S)
        self.why = Section(look, 6)
        self.end = Row(look, self._end_spec())
        self.end.clicked.connect(commands.start_closing)
        for section in (self.rules, self.steps, self.offers, self.why):
            section.box.setContentsMargins(0, L, 0, 0)
        self.secret.box.setContentsMargins(0, 0, 0, M)
        for part in (self.cause, self.secret, self.speech, self.rules, self.steps, self.offers,
                     self.why):  # fmt: skip
            self.body.box.addWidget(part)
        self.body.box.addStretch(1)
        self.bar.put([self.end])
        self.area.verticalScrollBar().rangeChanged.connect(self._to_why)
        self.taps: list[Row] = []

    def show_case(self, view: CaseView) -> None:
        """Draw what is known."""
        if self._view is None or _about(view) != _about(self._view):
            # Who opened the reasons of one cause has not asked to see another's.
            self._open_since = None
        self._view = view
        cause, opened = view.cause, self._open_since is not None
        self.cause.show_parts((cause, view.script), lambda: self._cause(view))
        shown = cause is not None and cause.discreet and opened
        secret = (cause, view.script, view.clerk_rules) if shown else None
        self.secret.show_parts(secret, lambda: self._secret(view) if shown else [])
        self.speech.show_script(view.script)
        self.rules.show_parts(view.rules, lambda: self._rules(view))
        steps = (view.steps, view.amount, view.step_first)
        self.steps.show_parts(steps, lambda: self._steps(view))
        offers = (view.offers, view.chosen_method, view.step_first)
        self.offers.show_parts(offers, lambda: self._offers(view))
        why = cause.why if cause and not cause.discreet and opened else ()
        self.why.show_parts(why, lambda: self._reasons(why) if why else [])
        self.end.show_spec(self._end_spec())

    def digit(self, number: int) -> bool:
        """Go on with the method of that number."""
        if not 1 <= number <= len(self.taps):
            return False
        self.taps[number - 1].click()
        return True

    def open_why(self) -> None:
        """Show or hide the evidence, and what is for the clerk's eyes."""
        opened = self._open_since is None
        self._open_since = self.look.clock.monotonic() if opened else None
        if self._view is not None:
            self.show_case(self._view)
        self._to_why()

    def tick(self) -> None:
        """Close the reasons when their time is over."""
        since = self._open_since
        if since is not None and self.look.clock.monotonic() - since >= STAYS_OPEN_S:
            self.open_why()

    def back(self) -> bool:
        """Esc closes the reasons first."""
        if self._open_since is None:
            return False
        self.open_why()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the reasons: whoever comes back finds nothing open."""
        self.back()

    def _to_why(self) -> None:
        if self._open_since is not None:
            opened = self.secret if self.secret.isVisible() else self.why
            self.area.ensureWidgetVisible(opened, 0, 8)

    def _cause(self, view: CaseView) -> Sequence[QWidget]:
        if view.cause is None:
            return []
        block = CauseBlock(self.look, heading(self.look.words, view.cause, view.script))
        block.why_wanted.connect(self.open_why)
        return [block]

    def _secret(self, view: CaseView) -> Sequence[QWidget]:
        return clerk_card(self.look, view, self.back)

    def _rules(self, view: CaseView) -> Sequence[QWidget]:
        """Quiet lines: what the rules want the clerk to know."""
        texts = (self.look.words.phrase(phrase) for phrase in view.rules)
        return [
            Label(self.look, LabelSpec(text, HINT, "ink2", RULE, balanced=True)) for text in texts
        ]

    def _steps(self, view: CaseView) -> Sequence[QWidget]:
        if not view.steps:
            return []
        words = self.look.words
        hint = words("steps-count", count=len(view.steps))
        first = self._first(view)
        parts: list[QWidget] = [section_title(self.look, words("steps-title"), hint)]
        for is_first, group in groupby(view.steps, lambda one: one is first):
            rows = [self._step(view, one, first=is_first) for one in group]
            if is_first:
                parts += rows
                continue
            card = Card(self.look, CardSpec(gap=1, hair=52))
            card.put(rows)
            parts.append(card)
        return parts

    def _first(self, view: CaseView) -> StepView | None:
        """Return the step to begin with, where one goes before any other method."""
        open_steps = (step for step in view.steps if not step.ticked)
        return next(open_steps, None) if view.step_first else None

    def _step(self, view: CaseView, step: StepView, *, first: bool) -> Row:
        row = Row(self.look, step_spec(self.look, view, step, first=first))
        row.clicked.connect(lambda: self.commands.step_done(step.id))
        return row

    def _offers(self, view: CaseView) -> Sequence[QWidget]:
        self.taps = []
        if not view.offers:
            return []
        words = self.look.words
        parts: list[QWidget] = [
            section_title(self.look, words("offers-title"), words("offers-hint"))
        ]
        for offer, spec in offer_specs(words, view.offers, solid=self._first(view) is None):
            row = Row(self.look, spec)
            row.setEnabled(offer.enabled)
            if offer.enabled:
                self.taps.append(row)
                method = offer.method
                row.clicked.connect(lambda _=False, m=method: self.commands.choose_method(m))
            parts.append(row)
        return parts

    def _reasons(self, why: Sequence[WhyView]) -> Sequence[QWidget]:
        words = self.look.words
        title = section_title(self.look, words("cause-why"), words("why-count", count=len(why)))
        card = Card(self.look, CardSpec(gap=1, hair=40))
        card.put([FactRow(self.look, why_text(words, one)) for one in why])
        return [title, card]

    def _end_spec(self) -> RowSpec:
        return RowSpec(self.look.words("action-close_case"), key="F12", tone=SURFACE, least=48)


def _about(view: CaseView) -> tuple[str, str]:
    """Return whose reasons these are: the case and its cause."""
    return view.case_id, view.cause.id if view.cause else ""
