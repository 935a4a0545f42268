"""The first question without a register link: what does the register say?

Three ways to an answer, the quickest first: a tile with the very words, a word that stands on the
register and leads to the messages that hold it, a field to type in. Digits always pick; letters
always go into the field.
"""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import CaseView, TillPhrase
from cashier.desk.commands import DeskCommands
from cashier.ui.case_parts import number_texts
from cashier.ui.look import Look
from cashier.ui.pages.details import Details
from cashier.ui.pages.page import Page, foot_line
from cashier.ui.pages.question import back_link
from cashier.ui.theme import BODY, HINT, TITLE, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.flow import Even, Filled, Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap, Link, LinkSpec
from cashier.ui.widgets.tile import Tile, TileSpec

_WORDLESS = {
    "waiting": ("register.outcome", "waiting"),
    "timeout": ("register.outcome", "timeout"),
    "nothing": ("register.outcome", "nothing"),
}
_OTHER_WAY = {"customer_scanned": ("ask.who_scanned", "customer")}
_LAST_KEY = 9
_LAST = 0
_CLAUSE = re.compile("[^，。；！？,;]+")


class TillMessagePage(Page):
    """The commonest messages, words that lead to others, a field, and no message at all."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__(look, commands)
        self.whose = Section(look)
        self.title = Section(look)
        self.tiles = Section(look, S)
        self.words = Section(look, 6)
        self.field = Field(look, icon="search", key="Enter")
        self.field.entered.connect(commands.say_till_text)
        self.field.typed.connect(self._search)
        self.field.let_digits_pass()
        self.outcomes = Section(look, 6)
        self.details = Details(look, commands)
        self.details.opened.connect(lambda: QTimer.singleShot(0, self, self._show_details))
        self.foot = Section(look)
        finding = Column(S)
        finding.put([self.words, self.field])
        self.body.box.setSpacing(S)
        self.body.put([self.whose, self.title, self.tiles, finding, self.outcomes, self.details])
        self.body.box.addStretch(1)
        self.bar.put([self.foot])
        self.taps: list[Tile] = []
        self.others: list[ChoiceTap] = []
        self._word = ""
        self._shown: tuple[TillPhrase, ...] = ()

    def show_case(self, view: CaseView) -> None:
        """Draw the tiles: what was found by typing, else the commonest."""
        words = self.look.words
        known = (view.amount, view.method, view.order_tail)
        self.whose.show_parts(known, lambda: self._whose(view))
        self.title.show_parts("title", self._title)
        shown = view.found or view.phrases
        if self._shown != shown:
            self._shown = shown
            QTimer.singleShot(0, self, self.area.to_top)
        self.tiles.show_parts(shown, lambda: self._tiles(shown))
        self.words.show_parts((view.words, self._word), lambda: self._words(view.words))
        self.field.name(words("till-field"), words("till-field_hint"))
        self.field.restyle()
        self.outcomes.show_parts(len(shown), lambda: self._outcomes(len(shown)))
        self.details.show_case(view)
        self.foot.show_parts("back", self._foot)

    def digit(self, number: int) -> bool:
        """Pick a tile by number, or one of the ways without words after them; 0 is the last."""
        taps = [*self.taps, *self.others]
        if number == _LAST and self.others:
            self.others[-1].click()
            return True
        if not 1 <= number <= len(taps):
            return False
        taps[number - 1].click()
        return True

    def enter(self) -> bool:
        """Enter outside the field goes into it, or sends what stands in it."""
        if self.field.text():
            self.commands.say_till_text(self.field.text())
        else:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def focus_first(self) -> None:
        """Whoever has the keyboard here types at once; digits pick all the same."""
        if self.isActiveWindow():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Empty the fields for the next case."""
        self.field.set_text("")
        self._word = ""
        self.details.forget()

    def take_word(self, word: str) -> None:
        """Show the messages that hold a word; the same word again shows the commonest ones."""
        self.field.set_text("")
        self._word = "" if word == self._word else word
        self.commands.search_till_text(self._word)

    def _search(self, text: str) -> None:
        """What is typed takes the place of a word that was tapped."""
        self._word = ""
        self.commands.search_till_text(text)

    def _show_details(self) -> None:
        self.area.ensureWidgetVisible(self.details, 0, S)

    def _title(self) -> Sequence[QWidget]:
        words = self.look.words
        return [Label(self.look, LabelSpec(words("till-title"), TITLE, "ink", balanced=True))]

    def _whose(self, view: CaseView) -> Sequence[QWidget]:
        """Which payment this is taken for, and the way out where it is another one."""
        if view.amount is None and not view.order_tail:
            return []
        words, line = self.look.words, QWidget()
        text = "".join(number_texts(words, view.order_tail)) or words("till-this")
        other = Link(self.look, LinkSpec(words("till-not_this"), arrow="chevron-right"))
        other.clicked.connect(self.commands.open_another)
        row = Flow(S, 0, spread=True)
        row.addWidget(Label(self.look, LabelSpec(text, BODY, "ink2", "receipt")))
        row.addWidget(other)
        line.setLayout(row)
        return [line]

    def _tiles(self, phrases: Sequence[TillPhrase]) -> Sequence[QWidget]:
        self.taps = []
        holder = QWidget()
        grid = Even(2, S)
        strong = telling_parts([phrase.text for phrase in phrases])
        for number, phrase in enumerate(phrases):
            key = str(number + 1) if number < _LAST_KEY else ""
            # In quotes: it is what the register says, not something to do.
            said = self.look.words("till-quote", text=phrase.text)
            tile = Tile(self.look, TileSpec(said, key, strong[number]))
            tile.clicked.connect(lambda _=False, p=phrase.id: self.commands.say_till_phrase(p))
            self.taps.append(tile)
            grid.addWidget(tile)
        holder.setLayout(grid)
        return [holder]

    def _words(self, shown: Sequence[str]) -> Sequence[QWidget]:
        if not shown:
            return []
        line = QWidget()
        row = Filled(6, 6)
        for word in shown:
            tap = ChoiceTap(self.look, ChoiceSpec(word, chosen=word == self._word))
            tap.clicked.connect(lambda _=False, w=word: self.take_word(w))
            row.addWidget(tap)
        line.setLayout(row)
        title = self.look.words("till-words")
        return [Label(self.look, LabelSpec(title, HINT, "ink2")), line]

    def _outcomes(self, tiles: int) -> Sequence[QWidget]:
        """That the customer scanned, and apart from it what there is to say without words."""
        words = self.look.words
        self.others = []
        keys = [str(number) for number in range(tiles + 1, _LAST_KEY + 1)]
        wordless, other_way = Even(len(_WORDLESS), S), Even(1, S)
        for what, answer in _WORDLESS.items():
            wordless.addWidget(self._other(what, answer, keys.pop(0) if keys else ""))
        for what, answer in _OTHER_WAY.items():
            other_way.addWidget(self._other(what, answer, str(_LAST)))
        lines = QWidget(), QWidget()
        for line, row in zip(lines, (other_way, wordless), strict=True):
            line.setLayout(row)
        return [lines[0], Label(self.look, LabelSpec(words("till-none"), HINT, "ink2")), lines[1]]

    def _other(self, what: str, answer: tuple[str, str], key: str) -> ChoiceTap:
        text = self.look.words(f"till-outcome-{what}")
        tap = ChoiceTap(self.look, ChoiceSpec(text, key=key))
        tap.clicked.connect(lambda: self.commands.answer(*answer))
        self.others.append(tap)
        return tap

    def _foot(self) -> Sequence[QWidget]:
        back = back_link(self.look)
        back.clicked.connect(self.commands.go_back)
        line = Column()
        line.put_layout(foot_line(back, None))
        return [line]


def telling_parts(texts: Sequence[str]) -> list[str]:
    """Return of each message what tells it from one like it; else nothing.

    That is the first clause that is in none of the others, where one clause is in both.
    """
    found = []
    for text in texts:
        others = [one for one in texts if one != text]
        clauses = _CLAUSE.findall(text)
        theirs = [one for other in others for one in _CLAUSE.findall(other)]
        alike = any(one in text for one in theirs) or any(
            one in o for one in clauses for o in others
        )
        own = next((one for one in clauses if not any(one in o for o in others)), "")
        found.append(own if alike else "")
    return found
