"""How a case ended, with which method, and how the customer took it, which may be left out.

Nothing is chosen beforehand. An order that is known to be paid has a page of its own: that the
money is there, how much and since when, what to say, and the next customer.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from cashier.cases.outcome import Mood, Outcome
from cashier.desk.case_views import CaseView, SettledBy
from cashier.desk.commands import DeskCommands
from cashier.desk.views import Light, Phrase
from cashier.playbook.rules import CODELESS_METHODS
from cashier.ui.case_parts import settled_sub
from cashier.ui.look import Look
from cashier.ui.pages.foot import claim_spec
from cashier.ui.pages.page import Page
from cashier.ui.pages.speech import Speech
from cashier.ui.theme import ANSWER, HINT, TITLE, M, S
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.outcome import Faces, Option, OptionGrid, OutcomeCard, OutcomeSpec
from cashier.ui.widgets.row import ACCENT, QUIET, Row, RowSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.verdict import VerdictLine, VerdictSpec
from cashier.ui.words import Book

_ICONS = {
    Outcome.paid_other: "swap",
    Outcome.paid_same: "check",
    Outcome.customer_left: "leave",
    Outcome.check_later: "clock",
}
_COMMONEST = ("wechat", "card", "alipay", "unionpay", "cash", "fenfu", "ecny")
_MOST = 5
_ELSE = ""


class ClosingPage(Page):
    """One tap for the outcome, one for the method, Enter."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__(look, commands)
        self._view: CaseView | None = None
        self.outcome: Outcome | None = None
        self.method: str | None = None
        self.mood: Mood | None = None
        self.paid = Section(look, S)
        self.title = Section(look, M)
        self.outcomes = Section(look, S)
        self.moods = Section(look, S)
        self.body.put([self.paid, self.title, self.outcomes, self.moods])
        self.body.box.addStretch(1)
        self.cards: dict[Outcome, OutcomeCard] = {}
        self.faces: Faces | None = None
        self.done = Row(look, self._done_spec())
        self.done.clicked.connect(self._finish)
        self.bar.put([self.done])

    def show_case(self, view: CaseView) -> None:
        """Draw the outcomes that are possible now."""
        self._follow(view)
        paid = is_paid(view)
        about = (view.settled, view.script, view.amount, view.order_tail)
        self.paid.show_parts(about, lambda: self._paid(view))
        doubt = view.lock is not None
        key = (possible(view), view.methods, view.method, view.chosen_method, view.claimable, doubt)
        self.title.show_parts((paid, view.chosen_method), lambda: self._title(view))
        self.outcomes.show_parts((paid, key), lambda: self._outcomes(view))
        self.moods.show_parts(paid, lambda: self._moods(view))
        self._show_choice()

    def digit(self, number: int) -> bool:
        """Choose an outcome by number."""
        outcomes = list(self.cards)
        if not 1 <= number <= len(outcomes):
            return False
        self.choose(outcomes[number - 1])
        return True

    def enter(self) -> bool:
        """Finish, if an outcome is chosen."""
        return self._finish()

    def choose(self, outcome: Outcome) -> None:
        """Choose how it ended."""
        self.outcome = outcome
        self._show_choice()

    def _follow(self, view: CaseView) -> None:
        """Begin anew with another case or method; what cannot be chosen any more is not chosen."""
        before, self._view = self._view, view
        if before is None or view.case_id != before.case_id:
            self.outcome = self.mood = None
            self.method = view.chosen_method
        elif view.chosen_method != before.chosen_method:
            self.outcome, self.method = None, view.chosen_method
        if self.outcome not in possible(view):
            # The only end that evidence proves; its line stands above. All others are the clerk's.
            self.outcome = Outcome.paid_same if is_paid(view) else None

    def _paid(self, view: CaseView) -> Sequence[QWidget]:
        if not is_paid(view):
            return []
        words = self.look.words
        sum_ = words("money", amount=view.amount.grouped) if view.amount else ""
        spec = VerdictSpec(
            Light.ok,
            words("paid-title"),
            tuple(part for part in (sum_, words.method(view.method)) if part),
            sub=settled_sub(words, view, view.settled) if view.settled else "",
        )
        speech = Speech(self.look)
        speech.show_script(view.script)
        return [VerdictLine(self.look, spec), speech]

    def _title(self, view: CaseView) -> Sequence[QWidget]:
        """What to do and say now for whoever pays in another way, and what is asked after it."""
        if is_paid(view):
            return []
        text = LabelSpec(self.look.words("closing-title"), TITLE, "ink", balanced=True)
        question = Label(self.look, text)
        if view.chosen_method is None:
            return [question]
        now = "register" if view.chosen_method in CODELESS_METHODS else "scan"
        do = Label(self.look, LabelSpec(self.look.words(f"closing-now-{now}"), TITLE, "ink"))
        speech = Speech(self.look)
        speech.show_script(Phrase(f"switch-{view.chosen_method}"))
        return [do, speech, question]

    def _outcomes(self, view: CaseView) -> Sequence[QWidget]:
        words = self.look.words
        self.cards = {}
        if is_paid(view):
            return []
        for number, outcome in enumerate(possible(view), 1):
            sub = words.optional(f"outcome-{outcome}.sub")
            if outcome is Outcome.paid_other and view.chosen_method is not None:
                sub = words("closing-chosen", method=words.method(view.chosen_method))
            title = outcome_title(words, view, outcome)
            spec = OutcomeSpec(title, _ICONS[outcome], str(number), sub)
            grid = self._grid(view) if outcome is Outcome.paid_other else None
            card = OutcomeCard(self.look, spec, grid)
            card.chosen.connect(lambda o=outcome: self.choose(o))
            self.cards[outcome] = card
        return [*self.cards.values(), *self._again(view), *self._claim(view)]

    def _again(self, view: CaseView) -> list[QWidget]:
        """The way on when the new payment fails as well, or nobody knows: a case of its own."""
        if view.lock is not None:
            return []
        words = self.look.words
        spec = RowSpec(words("closing-again"), sub=words("closing-again.sub"), tone=QUIET,
                       lead=icon_at("question", 23, size=22), indent=45)  # fmt: skip
        again = Row(self.look, spec)
        again.clicked.connect(self.commands.open_another)
        return [again]

    def _claim(self, view: CaseView) -> list[QWidget]:
        """The way back for a payment that may have gone through after all."""
        if not view.claimable:
            return []
        lead = icon_at("phone", 23, size=22)
        claim = Row(self.look, replace(claim_spec(self.look), lead=lead, indent=45))
        claim.clicked.connect(self.commands.claim_paid)
        return [claim]

    def _grid(self, view: CaseView) -> OptionGrid:
        words = self.look.words
        methods = [one for one in _COMMONEST if one in view.methods and one != view.method]
        options = [Option(one, words.method(one)) for one in methods[:_MOST]]
        grid = OptionGrid(self.look, [*options, Option(_ELSE, words("closing-other_method"))])
        grid.picked.connect(self._pick_method)
        return grid

    def _moods(self, view: CaseView) -> Sequence[QWidget]:
        words = self.look.words
        self.faces = None
        if is_paid(view):
            return []
        self.faces = Faces(self.look, [Option(one, words(f"mood-{one}")) for one in Mood])
        self.faces.picked.connect(self._pick_mood)
        return [Label(self.look, LabelSpec(words("mood-title"), HINT, "ink2")), self.faces]

    def _pick_method(self, method: str) -> None:
        self.method = method
        self._show_choice()

    def _pick_mood(self, mood: str) -> None:
        self.mood = None if self.mood == mood else Mood(mood)
        self._show_choice()

    def _show_choice(self) -> None:
        for outcome, card in self.cards.items():
            card.show_chosen(chosen=outcome is self.outcome)
            if card.grid is not None:
                card.grid.choose(self.method)
        if self.faces is not None:
            self.faces.choose(self.mood)
        self.moods.setVisible(self.faces is not None and self.outcome is not None)
        self.done.setEnabled(self.outcome is not None)
        self.done.show_spec(self._done_spec())

    def _finish(self) -> bool:
        if self.outcome is None:
            return False
        other = self.outcome is Outcome.paid_other
        method = self.method if other and self.method else None
        self.commands.close_case(self.outcome, method, self.mood)
        return True

    def _done_spec(self) -> RowSpec:
        paid = self._view is not None and is_paid(self._view)
        chosen = "action-done" if self.outcome is not None else "closing-choose_first"
        text = self.look.words("action-next" if paid else chosen)
        return RowSpec(text, key="Enter", type_=TITLE, tone=ACCENT, indent=20, pad=20, least=ANSWER)


def outcome_title(words: Book, view: CaseView, outcome: Outcome) -> str:
    """Return how it may have ended; the same way again is a new code once the old one is known."""
    if outcome is not Outcome.paid_same or view.lock is not None:
        return words(f"outcome-{outcome}")
    if view.method is None:
        return words("outcome-paid_same_known")
    return words("outcome-paid_same_again", method=words.method(view.method))


def is_paid(view: CaseView) -> bool:
    """Whether the order is known to be paid: then nothing is to be charged any more."""
    return view.settled is not None and view.settled.state == "paid"


def possible(view: CaseView) -> tuple[Outcome, ...]:
    """Return how a case may end; while the order is not known, not by another payment.

    Nothing is left to check of an order that is known. First stands what a method just chosen
    leads to: whoever goes on pressing 1 says nothing wrong.
    """
    if is_paid(view):
        return (Outcome.paid_same,)
    if view.lock is not None:
        return (Outcome.paid_same, Outcome.customer_left, Outcome.check_later)
    known = view.settled is not None and view.settled.by is not SettledBy.override
    return tuple(one for one in _ICONS if not (known and one is Outcome.check_later))
