"""Why it failed, what to say, and what to do about it, in the order in which it is done.

One thing to press stands out, right below the words: the step that comes now, or the best other
way to pay with cash beside it. What is only the customer's affair stands folded away: the clerk
opens it, and it closes by itself.
"""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.desk.case_views import CaseView, OfferView, StepView, WhyView
from cashier.desk.commands import DeskCommands
from cashier.ui.case_parts import CASH, first_said, heading, offer_specs, step_spec
from cashier.ui.look import Look
from cashier.ui.pages.clerk_only import RULE, STAYS_OPEN_S, clerk_card
from cashier.ui.pages.foot import Foot
from cashier.ui.pages.page import Page
from cashier.ui.pages.speech import Speech
from cashier.ui.theme import BODY, HINT, M, S
from cashier.ui.why import why_text
from cashier.ui.widgets.cause import CauseBlock
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.line import FactRow
from cashier.ui.widgets.row import Row, RowSpec
from cashier.ui.widgets.section import Section, section_title

_SHARES = (5, 2)
_OF_A_CAUSE = "cause-"


class CausePage(Page):
    """Cause, 说, 做 and the best way on by what comes first, other ways, on request 为什么."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__(look, commands)
        self.body.box.setContentsMargins(16, 10, 16, 16)
        self.body.box.setSpacing(0)
        self._open_since: float | None = None
        self._view: CaseView | None = None
        self._heading: CauseBlock | None = None
        self.cause = Section(look)
        self.secret = Section(look)
        self.speech = Speech(look)
        self.rules = Section(look, 4)
        self.best = Section(look, S)
        self.steps = Section(look, 6)
        self.offers = Section(look, S)
        self.why = Section(look, 6)
        self.foot = Foot(look, commands)
        for section in (self.best, self.rules, self.steps, self.offers, self.why):
            section.box.setContentsMargins(0, M, 0, 0)
        self.secret.box.setContentsMargins(0, 0, 0, M)
        for part in (self.cause, self.secret, self.speech, self.best, self.steps, self.offers,
                     self.rules, self.why):  # fmt: skip
            self.body.box.addWidget(part)
        self.body.box.addStretch(1)
        self.bar.put([self.foot])
        self.area.verticalScrollBar().rangeChanged.connect(self._to_why)
        self.taps: list[Row] = []
        self._rest: list[Row] = []

    def show_case(self, view: CaseView) -> None:
        """Draw what is known."""
        if self._view is None or _about(view) != _about(self._view):
            # Who opened the reasons of one cause has not asked to see another's.
            self._open_since = None
        self._view = view
        cause, opened = view.cause, self._open_since is not None
        self.cause.show_parts((cause, view.script), lambda: self._cause(view))
        shown = cause is not None and cause.discreet and opened
        if self._heading is not None:
            self._heading.show_opened(opened=shown)
        secret = (cause, view.script, view.clerk_rules) if shown else None
        self.secret.show_parts(secret, lambda: self._secret(view) if shown else [])
        of_a_cause = view.script is not None and view.script.key.startswith(_OF_A_CAUSE)
        self.speech.show_script(view.script, first=first_said(view) if of_a_cause else "")
        self.rules.show_parts(view.rules, lambda: self._rules(view))
        steps = (view.steps, view.amount, view.step_first, view.in_order)
        self.steps.show_parts(steps, lambda: self._steps(view))
        # Both of one key: the first makes the rows of both.
        offers = (view.offers, steps)
        self.best.show_parts(offers, lambda: self._best(view))
        self.offers.show_parts(offers, self._others)
        self._put_in_order(view)
        why = cause.why if cause and not cause.discreet and opened else ()
        self.why.show_parts(why, lambda: self._reasons(why) if why else [])
        self.foot.show_case(view)

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

    def _put_in_order(self, view: CaseView) -> None:
        """What comes first in time stands first: steps that lead somewhere, or another way to pay.

        What is done already stays where it stood.
        """
        begun = any(one.ticked for one in view.steps)
        lead = view.step_first or view.in_order or begun
        wanted = [self.steps, self.best] if lead else [self.best, self.steps]
        place = self.body.box.indexOf(self.speech) + 1
        if self.body.box.indexOf(wanted[0]) == place:
            return
        for part in wanted:
            self.body.box.removeWidget(part)
        for part in reversed(wanted):
            self.body.box.insertWidget(place, part)

    def _to_why(self) -> None:
        if self._open_since is not None:
            opened = self.secret if self.secret.isVisible() else self.why
            self.area.ensureWidgetVisible(opened, 0, 8)

    def _cause(self, view: CaseView) -> Sequence[QWidget]:
        self._heading = None
        if view.cause is None:
            return []
        block = CauseBlock(self.look, heading(self.look.words, view.cause, view.script))
        self._heading = block
        block.why_wanted.connect(self.open_why)
        return [block]

    def _secret(self, view: CaseView) -> Sequence[QWidget]:
        return clerk_card(self.look, view, self.back)

    def _rules(self, view: CaseView) -> Sequence[QWidget]:
        """Quiet lines: what the rules want the clerk to know."""
        texts = (self.look.words.phrase(phrase) for phrase in view.rules)
        return [
            Label(self.look, LabelSpec(text, BODY, "ink2", RULE, balanced=True)) for text in texts
        ]

    def _steps(self, view: CaseView) -> Sequence[QWidget]:
        if not view.steps:
            return []
        words = self.look.words
        several = words("steps-count", count=len(view.steps))
        hint = words("steps-in_order") if view.in_order else several
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
        """Return the step that comes now, where one goes before any other method."""
        open_steps = (step for step in view.steps if not step.ticked)
        return next(open_steps, None) if view.step_first or view.in_order else None

    def _step(self, view: CaseView, step: StepView, *, first: bool) -> Row:
        row = Row(self.look, step_spec(self.look, view, step, first=first))
        row.clicked.connect(lambda: self.commands.step_done(step.id))
        return row

    def _best(self, view: CaseView) -> Sequence[QWidget]:
        """The best way on, and cash beside it; not solid where a step is to be done first."""
        solid = self._first(view) is None
        offered = offer_specs(self.look.words, view.offers, solid=solid)
        self._rest = [self._offer(offer, spec) for offer, spec in offered]
        self.taps = [row for row in self._rest if row.isEnabled()]
        if not self.taps:
            return []
        front = [row for row, (offer, _) in zip(self._rest[:2], offered, strict=False)
                 if row is self.taps[0] or (offer.enabled and offer.method == CASH)]  # fmt: skip
        self._rest = self._rest[len(front) :]
        line = QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(S)
        for share, row in zip(_SHARES, front, strict=False):
            beside.addWidget(row, share)
        title = LabelSpec(self.look.words("offers-which"), HINT, "ink2", balanced=True)
        return [Label(self.look, title), line]

    def _others(self) -> Sequence[QWidget]:
        """All other ways: two beside each other, and below them those that cannot be used."""
        if not self._rest:
            return []
        grid, cells = QWidget(), Even(2, S)
        off = [row for row in self._rest if not row.isEnabled()]
        for row in self._rest:
            if row.isEnabled():
                cells.addWidget(row)
        grid.setLayout(cells)
        title = section_title(self.look, self.look.words("offers-title"))
        return [title, grid, *off] if cells.count() else off

    def _offer(self, offer: OfferView, spec: RowSpec) -> Row:
        row = Row(self.look, spec)
        row.setEnabled(offer.enabled)
        if offer.enabled:
            row.clicked.connect(lambda: self.commands.choose_method(offer.method))
        return row

    def _reasons(self, why: Sequence[WhyView]) -> Sequence[QWidget]:
        words = self.look.words
        title = section_title(self.look, words("cause-why"), words("why-count", count=len(why)))
        card = Card(self.look, CardSpec(gap=1, hair=40))
        card.put([FactRow(self.look, why_text(words, one)) for one in why])
        return [title, card]


def _about(view: CaseView) -> tuple[str, str]:
    """Return whose reasons these are: the case and its cause."""
    return view.case_id, view.cause.id if view.cause else ""
