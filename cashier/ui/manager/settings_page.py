"""The page `settings`: a form made from the declarations, groups at the left, one at the right.

What is typed is judged at once and kept apart until it is saved. The page reads and writes nothing
itself: it asks a `SettingsDesk`, whose answers may come on any thread.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.config.settings import Settings, fields
from cashier.config.settings_draft import Draft, Said, shown
from cashier.core.privacy import Secret
from cashier.desk.own_code_views import OwnCodeDesk
from cashier.desk.settings_views import SettingsDesk, SettingsView
from cashier.desk.views import ScanView
from cashier.ui.answers import Answers
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.scrolled import Entry, ListCard, entry, scrolled
from cashier.ui.manager.settings_bar import BarState, SaveBar
from cashier.ui.manager.settings_camera import CameraPart, Lens
from cashier.ui.manager.settings_field import SettingPart
from cashier.ui.manager.settings_keys import KeysPart
from cashier.ui.manager.settings_pins import PinsPart
from cashier.ui.manager.settings_words import group_line, group_of, group_title, groups
from cashier.ui.manager.today import PAGE, PageHead
from cashier.ui.own_codes.listing import OwnCodesPart
from cashier.ui.theme import HINT, SECTION, L, M
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.row import Row
from cashier.ui.widgets.section import Section

PINS, OWN_CODES = "pins", "own_codes"
_KEYED = ("wechat", "alipay", "alarms")
_PAD = (19, 16, 19, 18)


@dataclass(frozen=True, slots=True)
class SettingsOffer:
    """What a form works with; what it can be tried with may be missing.

    Args:
        desk: reads and changes the settings.
        own_codes: registers and forgets the shop's own codes; needs the lens.
        lens: switches the camera, for a look at its picture.
        test_alarm: sends a message to the manager's chat.
        set_up: opens the guided set-up again.
    """

    desk: SettingsDesk
    lens: Lens | None = None
    own_codes: OwnCodeDesk | None = None
    test_alarm: Callable[[], None] | None = None
    set_up: Callable[[], None] | None = None


class SettingsPage(QWidget):
    """The form. `saved` carries settings that hold from now on."""

    saved = Signal(object)

    def __init__(self, look: Look, offer: SettingsOffer, over: ChoiceList) -> None:
        super().__init__()
        self.look = look
        self.offer = offer
        self.draft = Draft(Settings())
        self.group = groups()[0]
        self._desk = offer.desk
        self._over = over
        self._view: SettingsView | None = None
        self._answers: Answers[SettingsView] = Answers(self._arrived)
        self.parts: dict[str, SettingPart] = {}
        self.keys: KeysPart | None = None
        self.pins: PinsPart | None = None
        self.camera: CameraPart | None = None
        self.own_codes: OwnCodesPart | None = None
        self.hot_keys: Label | None = None
        self.head = PageHead(look)
        self.list = Section(look)
        self.form = Section(look, M)
        self.bar = SaveBar(look)
        self.bar.save_wanted.connect(self.save)
        self.bar.undo_wanted.connect(self.undo)
        self.bar.mend_wanted.connect(lambda path: self.choose(group_of(path)))
        self._arrange()
        self.restyle()

    def ask(self) -> None:
        """Read everything anew; what was typed stays."""
        self._desk.ask(self._answers.tell)

    def save(self) -> None:
        """Keep what was typed, if all of it can be kept."""
        settings = self.draft.judged().settings
        if settings is not None and self.draft.changed:
            self.bar.begin(self.draft.after_restart)
            self._desk.save(settings, self.bar.take_pin(), self._answers.tell)

    def undo(self) -> None:
        """Forget what was typed."""
        self.draft = Draft(self.draft.stored)
        self.look_away()
        self._show()

    def choose(self, group: str) -> None:
        """Open a group."""
        self.group = group
        self._show()

    def say(self, path: str, said: Said | None) -> None:
        """Take what was typed; None stands for the default."""
        default = next(one.default for one in fields() if one.path == path)
        self.draft = self.draft.put(path, shown(default) if said is None else said)
        self._show()

    def show_scan(self, scan: ScanView | None) -> None:
        """Take what the camera sees, for whichever part looks through it."""
        for part in (self.camera, self.own_codes):
            if part is not None:
                part.show_scan(scan)

    def look_away(self) -> None:
        """Take the focus out of the fields, so that they show what the draft says."""
        for part in self.parts.values():
            if part.field is not None:
                part.field.line.clearFocus()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        words = self.look.words
        self.head.show_texts(words("manager-page-settings"), words("settings-line"))
        self.bar.restyle()
        self._show()
        for part in self.parts.values():
            if part.field is not None:
                part.field.restyle()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, PAGE.top(), 0, 0)
        column.setSpacing(L)
        top = Column(0, (PAGE.left(), 0, PAGE.right(), 0))
        top.put([self.head])
        column.addWidget(top)
        row = QHBoxLayout()
        row.setContentsMargins(PAGE.left(), 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(scrolled(self.look, self.list, right=14), 2)
        row.addWidget(scrolled(self.look, self.form, right=PAGE.right()), 5)
        column.addLayout(row, 1)
        column.addWidget(self.bar)

    def _show(self) -> None:
        judged = self.draft.judged()
        lines = tuple(group_line(self.look.words, self.draft, judged.wrong, g) for g in groups())
        self.list.show_parts((self.group, lines), lambda: [self._list(lines)])
        self.form.show_parts(self.group, self._form)
        overridden = self._view.overridden if self._view else ()
        for path, part in self.parts.items():
            part.show_draft(self.draft, judged, held=path in overridden)
        if self._view is not None:
            for more in (self.keys, self.pins):
                if more is not None:
                    more.show_view(self._view)
        if self.hot_keys is not None:
            self.hot_keys.show_spec(_hot_keys(self.look))
        if self.camera is not None:
            self.camera.show_source(str(self.draft.said("camera.source")))
        asks = self._view is not None and self._view.asks_pin
        wrong = tuple(one.path for one in judged.wrong)
        away = next((one for one in wrong if group_of(one) != self.group), "")
        self.bar.show_state(BarState(len(self.draft.changed), wrong, away, asks_pin=asks))

    def _list(self, lines: tuple[str, ...]) -> QWidget:
        card = ListCard(self.look)
        wrong = {group_of(one.path) for one in self.draft.judged().wrong}
        pairs = zip(groups(), lines, strict=True)
        rows = [self._row(group, line, wrong=group in wrong) for group, line in pairs]
        more = [OWN_CODES, PINS] if self._can_show_codes else [PINS]
        card.put([*rows, *(self._row(group, "") for group in more)])
        return card

    @property
    def _can_show_codes(self) -> bool:
        return self.offer.own_codes is not None and self.offer.lens is not None

    def _row(self, group: str, line: str, *, wrong: bool = False) -> Row:
        title = group_title(self.look.words, group)
        row = Entry(self.look, entry(title, line, picked=group == self.group, wrong=wrong))
        row.clicked.connect(lambda: self.choose(group))
        return row

    def _form(self) -> list[QWidget]:
        self.parts, self.keys, self.pins, self.camera, self.own_codes = {}, None, None, None, None
        card = Card(self.look, CardSpec(pad=_PAD, gap=L))
        title = group_title(self.look.words, self.group)
        if self.group == PINS:
            self.pins = PinsPart(self.look)
            self.pins.wished.connect(lambda wish: self._desk.set_pin(wish, self._answers.tell))
            card.box.addWidget(self.pins)
            return [card]
        own_codes, lens = self.offer.own_codes, self.offer.lens
        if self.group == OWN_CODES and own_codes is not None and lens is not None:
            self.own_codes = OwnCodesPart(self.look, own_codes, lens)
            card.box.addWidget(self.own_codes)
            return [card]
        card.box.addWidget(Label(self.look, LabelSpec(title, SECTION, "ink")))
        for known in fields():
            if group_of(known.path) == self.group:
                part = SettingPart(self.look, known, self._over)
                part.said.connect(self.say)
                self.parts[known.path] = part
                card.box.addWidget(part)
        return [card, *self._more()]

    def _more(self) -> list[QWidget]:
        """Return what a group can be tried with, in a card of its own."""
        inside: list[QWidget] = []
        if self.group in _KEYED:
            self.keys = self._keys()
            inside.append(self.keys)
        if self.group == "camera" and self.offer.lens is not None:
            self.camera = CameraPart(self.look, self.offer.lens, self._desk)
            self.camera.chosen.connect(lambda source: self.say("camera.source", source))
            inside.append(self.camera)
        if self.group == "hotkeys":
            self.hot_keys = Label(self.look, _hot_keys(self.look))
            inside.append(self.hot_keys)
        if self.group == "alarms" and self.offer.test_alarm is not None:
            send = Button(self.look, ButtonSpec(self.look.words("settings-try_alarm"), "say"))
            send.clicked.connect(self.offer.test_alarm)
            inside.append(in_line(send))
        if not inside:
            return []
        card = Card(self.look, CardSpec(pad=_PAD, gap=M))
        card.put(inside)
        return [card]

    def _keys(self) -> KeysPart:
        # A chat is tried by a message of its own.
        keys = KeysPart(self.look, self.group, tries=self.group != "alarms")
        told = self._answers.tell

        def put(name: str, value: Secret) -> None:
            self._desk.put_secret(name, value, keys.take_pin(), told)

        def try_link() -> None:
            judged = self.draft.judged()
            self._desk.try_link(judged.settings or self.draft.stored, told)

        keys.put_wanted.connect(put)
        keys.remove_wanted.connect(
            lambda name: self._desk.remove_secret(name, keys.take_pin(), told)
        )
        keys.empty_wanted.connect(lambda: self._desk.empty_vault(keys.take_pin(), told))
        keys.try_wanted.connect(try_link)
        return keys

    def _arrived(self, view: SettingsView) -> None:
        self._view = view
        self.draft = self.draft.over(view.stored)
        saved = self.bar.show_answer(view)
        if saved:
            self.look_away()
        self._show()
        if saved:
            self.saved.emit(view.stored)


def _hot_keys(look: Look) -> LabelSpec:
    """Return what became of the keys that were wished for."""
    told = look.keys_told or "off"
    inks = {"held": ("ok", "check"), "off": ("ink2", "keyboard")}
    ink, icon = inks.get(told, ("warn", "warn"))
    return LabelSpec(look.words(f"settings-hot_keys-{told}"), HINT, ink, icon)
