"""The versions of scripts: the list at the left, the versions of one with figures at the right."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.desk.guidance_views import ActKind, GuidanceAct, GuidanceView, ScriptChoice
from cashier.desk.manager import ScriptView, Verdict, VersionView
from cashier.desk.views import Phrase
from cashier.ui.look import Look
from cashier.ui.manager.guidance_words import (
    figures_text,
    name,
    script_state,
    script_title,
    share_text,
    verdict_text,
    version_state,
)
from cashier.ui.manager.pin_ask import Offered, PinAsk
from cashier.ui.manager.scrolled import Entry, ListCard, entry, scrolled
from cashier.ui.manager.share_bar import ShareBar, ShareTexts
from cashier.ui.manager.today import PAGE
from cashier.ui.theme import BODY, BODY_BOLD, HINT, SECTION, M, S
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.row import Row
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import Tag, TagSpec

_PAD = 19


class ScriptsPart(QWidget):
    """Sends the change that a person confirmed with the PIN."""

    confirmed = Signal(object, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._scripts: tuple[ScriptChoice, ...] = ()
        self._chosen = ""
        self.list = Section(look, M)
        self.about = Section(look)
        self.ask = PinAsk(look)
        self.ask.confirmed.connect(self.confirmed)
        self.card = Card(look, CardSpec(pad=(_PAD, 14, _PAD, 16), gap=M))
        self.card.box.addWidget(self.about)
        self.card.box.addWidget(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE.left(), 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(scrolled(look, self.list, right=14), 4)
        self.right = scrolled(look, self.card, right=PAGE.right())
        row.addWidget(self.right, 5)

    def show_view(self, view: GuidanceView) -> None:
        """Draw the scripts as they stand."""
        self._scripts = view.scripts
        known = [one.view.key for one in view.scripts]
        if self._chosen not in known:
            self._chosen = known[0] if known else ""
        self._show()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self.ask.restyle()
        self._show()

    @property
    def chosen(self) -> ScriptChoice | None:
        """The script that is looked at."""
        return next((one for one in self._scripts if one.view.key == self._chosen), None)

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._show()
        self.right.to_top()

    def _show(self) -> None:
        chosen = self.chosen
        self.list.show_parts((self._scripts, self._chosen), self._list)
        self.right.setVisible(chosen is not None)
        self.about.show_parts(chosen, lambda: self._about(chosen.view) if chosen else [])
        self.ask.show_offered(self._offered(chosen) if chosen else [])

    def _list(self) -> list[QWidget]:
        words = self.look.words
        if not self._scripts:
            title, how = words("manager-guide-script-none"), words("manager-guide-script-none.how")
            return [EmptyState(self.look, EmptySpec("say", title, how))]
        card = ListCard(self.look)
        card.put(self._row(one.view) for one in self._scripts)
        period = LabelSpec(words("manager-guide-script-period"), HINT, "ink3")
        return [card, Label(self.look, period)]

    def _row(self, view: ScriptView) -> Row:
        words = self.look.words
        title, state = script_title(words, view.key), script_state(words, view)
        row = Entry(self.look, entry(title, state, picked=view.key == self._chosen))
        row.clicked.connect(self._chooser(view.key))
        return row

    def _chooser(self, key: str) -> Callable[[], None]:
        return lambda: self._choose(key)

    def _about(self, view: ScriptView) -> list[QWidget]:
        look, words = self.look, self.look.words
        title = LabelSpec(script_title(words, view.key), SECTION, "ink", balanced=True)
        parts: list[QWidget] = [
            Label(look, title),
            Label(look, LabelSpec(script_state(words, view), HINT, "ink2")),
        ]
        parts += [self._version(one, view) for one in view.versions]
        return parts

    def _version(self, one: VersionView, view: ScriptView) -> QWidget:
        look, words, force = self.look, self.look.words, view.in_force
        block = Column(2, (0, M, 0, 0))
        head = Flow(gap=S, line_gap=2)
        head.addWidget(Label(look, LabelSpec(name(words, one.id), BODY_BOLD, "ink")))
        in_force = one.id == force
        fill, ink = ("accent_tint", "accent_ink") if in_force else ("sunken", "ink2")
        head.addWidget(Tag(look, TagSpec(version_state(words, one), ink=ink, fill=fill)))
        block.put_layout(head)
        if one.text_key:
            said = words(
                "manager-guide-quoted",
                text=words.phrase(Phrase(one.text_key, own=one.own), "aloud"),
            )
            block.box.addWidget(Label(look, LabelSpec(said, BODY, "ink")))
        block.box.addWidget(self._figures(one, ahead=one.id == view.ahead))
        verdict = verdict_text(words, one.compared, force) if one.compared is not None else ""
        if verdict:
            settled = one.compared is not None and one.compared.verdict is Verdict.more
            ink, icon = ("ok", "check") if settled else ("ink2", "clock")
            block.box.addWidget(Label(look, LabelSpec(verdict, BODY, ink, icon)))
        return block

    def _figures(self, one: VersionView, *, ahead: bool) -> QWidget:
        words = self.look.words
        counted, said = figures_text(words, one.figures), share_text(words, one.figures)
        share = one.figures.recovered.value
        if share is None or not said:
            return Label(self.look, LabelSpec(counted, HINT, "ink2"))
        return ShareBar(self.look, ShareTexts(said, counted, share, ahead=ahead))

    def _offered(self, choice: ScriptChoice) -> list[Offered]:
        view = choice.view
        back = choice.before if view.pinned is not None else ""
        acts = [
            GuidanceAct(ActKind.script_pin, view.key, one.id)
            for one in view.versions
            if one.text_key and one.id not in (view.pinned, back)
        ]
        if back:
            acts.append(GuidanceAct(ActKind.script_back, view.key, back))
        if view.pinned is not None:
            acts.append(GuidanceAct(ActKind.script_follow, view.key))
        return [self._offer(act) for act in acts]

    def _offer(self, act: GuidanceAct) -> Offered:
        words, key = self.look.words, f"manager-guide-{act.kind}"
        version = name(self.look.words, act.version) if act.version else ""
        return Offered(act, words(key, version=version), words(f"{key}.ask", version=version))
