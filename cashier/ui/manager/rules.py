"""The rules: the list at the left, one of them with its switch and a try-out at the right."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.desk.guidance_views import ActKind, GuidanceAct, GuidanceView
from cashier.desk.rule_views import Standing
from cashier.ui.look import Look
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.guidance_words import (
    about_text,
    breakable,
    rule_brief,
    rule_line,
    when_text,
)
from cashier.ui.manager.pin_ask import Offered, PinAsk
from cashier.ui.manager.scrolled import Entry, ListCard, entry, scrolled
from cashier.ui.manager.today import PAGE
from cashier.ui.manager.tryout import TryForm
from cashier.ui.theme import HINT, SECTION, M, S
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.row import Row
from cashier.ui.widgets.section import Section

_PAD = 19


class RulesPart(QWidget):
    """Sends the payment to try, and the change that a person confirmed with the PIN."""

    wished = Signal(object)
    confirmed = Signal(object, str)

    def __init__(self, look: Look, over: ChoiceList) -> None:
        super().__init__()
        self.look = look
        self._view: GuidanceView | None = None
        self._chosen = ""
        self.list = Section(look, M)
        self.about = Section(look)
        self.ask = PinAsk(look)
        self.form = TryForm(look, over)
        self.form.wished.connect(self.wished)
        self.ask.confirmed.connect(self.confirmed)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE.left(), 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(scrolled(look, self.list, right=14), 1)
        row.addWidget(scrolled(look, self._detail(), self.form, right=PAGE.right()), 1)

    def show_view(self, view: GuidanceView) -> None:
        """Draw the rules as they stand."""
        self._view = view
        known = [one.rule.id for one in view.rules]
        if self._chosen not in known and known:
            self._choose(known[0])
        self._show()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self.form.restyle()
        self.ask.restyle()
        self._show()

    @property
    def chosen(self) -> Standing | None:
        """The rule that is looked at."""
        rules = self._view.rules if self._view else ()
        return next((one for one in rules if one.rule.id == self._chosen), None)

    def _detail(self) -> QWidget:
        card = Card(self.look, CardSpec(pad=(_PAD, 14, _PAD, 16), gap=M))
        card.box.addWidget(self.about)
        card.box.addWidget(self.ask)
        return card

    def _choose(self, rule_id: str) -> None:
        self._chosen = rule_id
        self._show()
        self.form.choose_rule(rule_id)

    def _show(self) -> None:
        view, chosen = self._view, self.chosen
        if view is None:
            return
        key = (view.rules, self._chosen, view.rules_file)
        self.list.show_parts(key, lambda: self._list(view))
        self.about.show_parts(chosen, lambda: self._about(chosen) if chosen else [])
        self.ask.show_offered(self._offered(chosen))
        tried = view.trial.wish.rule
        turned = next((one for one in view.rules if one.rule.id == tried), None)
        self.form.show_trial(view.trial, turned)

    def _list(self, view: GuidanceView) -> list[QWidget]:
        words = self.look.words
        card = ListCard(self.look)
        card.put(self._row(one) for one in view.rules)
        parts: list[QWidget] = [card]
        if view.rules_file:
            text = words("manager-guide-rules-file", file=breakable(view.rules_file))
            parts.append(Label(self.look, LabelSpec(text, HINT, "ink3")))
        return parts

    def _row(self, one: Standing) -> Row:
        words, picked = self.look.words, one.rule.id == self._chosen
        line, brief = rule_line(words, one.rule), rule_brief(words, one)
        row = Entry(self.look, entry(line, brief, picked=picked, off=one.place == "off"))
        row.clicked.connect(self._chooser(one.rule.id))
        return row

    def _chooser(self, rule_id: str) -> Callable[[], None]:
        return lambda: self._choose(rule_id)

    def _about(self, one: Standing) -> list[QWidget]:
        look, words, rule = self.look, self.look.words, one.rule
        title = Column(margins=(0, 0, 0, S))
        title.put([Label(look, LabelSpec(rule_line(words, rule), SECTION, "ink", balanced=True))])
        facts = (
            ("does", rule_brief(words, one)),
            ("about", about_text(words, rule)),
            ("when", when_text(words, rule)),
            ("why", words(rule.why_key)),
        )
        lines = [words(f"manager-guide-rule-{name}", said=said) for name, said in facts]
        if not one.can_switch:
            lines.append(words("manager-guide-rule-by_file"))
        return [title, *(Label(look, LabelSpec(line, HINT, "ink2")) for line in lines)]

    def _offered(self, one: Standing | None) -> list[Offered]:
        if one is None or not one.can_switch:
            return []
        words = self.look.words
        kind = ActKind.rule_on if one.place == "off" else ActKind.rule_off
        act = GuidanceAct(kind, one.rule.id)
        return [Offered(act, words(f"manager-guide-{kind}"), words(f"manager-guide-{kind}.ask"))]
