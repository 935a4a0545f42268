"""The pages of the set-up. Each asks one thing and can be left as it is."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from cashier.config.settings import Settings, fields
from cashier.config.settings_draft import Draft, Said, shown
from cashier.core.privacy import Secret
from cashier.core.words import LANGUAGES
from cashier.desk.own_code_views import OwnCodeDesk
from cashier.desk.settings_views import SettingsDesk, SettingsView, Told
from cashier.desk.views import ScanView
from cashier.ui.look import Look
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.settings_camera import CameraPart, Lens
from cashier.ui.manager.settings_field import SettingPart
from cashier.ui.manager.settings_keys import KeysPart
from cashier.ui.manager.settings_pins import PinForm
from cashier.ui.own_codes.register import RegisterPart
from cashier.ui.theme import BODY, SECTION, L, M, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap

LANGUAGE, CAMERA, OWN_CODE, PIN = "language", "camera", "own_code", "pin"
LINK, ALARMS, AUTOSTART, READY = "link", "alarms", "autostart", "ready"

_TILE = 120
_GUARDED = {"reverse": "undo", "settings": "settings", "figures": "chart"}
_LINK_PATHS = ("wechat.enabled", "wechat.mchid", "wechat.serial", "wechat.public_key_id")


class Step(Column):
    """A page: nothing to save, nothing to look at, unless a subclass says so.

    `ready` says whether one may go on; what a page keeps by itself goes to `keep`.
    """

    moved = Signal()
    ready = True

    def __init__(self, look: Look) -> None:
        super().__init__(L)
        self.look = look
        self.draft = Draft(Settings())

    def show_view(self, view: SettingsView) -> None:
        """Take the settings as they are stored."""
        self.draft = self.draft.over(view.stored)

    def show_scan(self, scan: ScanView | None) -> None:
        """Take what the camera sees."""

    def keep(self) -> bool:
        """Send what was typed, if this page has a way of its own; an answer follows then."""
        return False


class AskStep(Step):
    """Some settings; they are kept when the page is left. `moved` tells of each change."""

    def __init__(self, look: Look, paths: tuple[str, ...], over: ChoiceList) -> None:
        super().__init__(look)
        known = {one.path: one for one in fields()}
        self.parts = {path: SettingPart(look, known[path], over) for path in paths}
        for part in self.parts.values():
            part.said.connect(self.say)
        self.put(self.parts.values())

    def show_view(self, view: SettingsView) -> None:
        """Show what is stored, with what was typed over it."""
        super().show_view(view)
        self._show(view.overridden)

    def say(self, path: str, said: Said | None) -> None:
        """Take what was typed; None stands for the default."""
        default = next(one.default for one in fields() if one.path == path)
        self.draft = self.draft.put(path, shown(default) if said is None else said)
        self._show(())
        self.moved.emit()

    def _show(self, held: tuple[str, ...]) -> None:
        judged = self.draft.judged()
        for path, part in self.parts.items():
            part.show_draft(self.draft, judged, held=path in held)


class LanguageStep(AskStep):
    """Two tiles, each in its own language: whoever asks may not read the other one."""

    def __init__(self, look: Look, over: ChoiceList) -> None:
        super().__init__(look, (), over)
        row = QHBoxLayout()
        row.setSpacing(M)
        self.tiles = {name: ChoiceTap(look, _tile(look, name)) for name in LANGUAGES}
        for name, tile in self.tiles.items():
            tile.clicked.connect(lambda _=False, chosen=name: self.say("language", chosen))
            row.addWidget(tile, 1)
        self.put_layout(row)

    def _show(self, held: tuple[str, ...]) -> None:
        said = self.draft.said("language")
        for name, tile in self.tiles.items():
            tile.setEnabled("language" not in held)
            tile.show_spec(_tile(self.look, name, chosen=name == said))


class LinkStep(AskStep):
    """The provider's numbers and keys, and the try."""

    def __init__(
        self,
        look: Look,
        desk: SettingsDesk,
        over: ChoiceList,
        pin: Callable[[], Secret],
        told: Told,
    ) -> None:
        super().__init__(look, _LINK_PATHS, over)
        self.keys = KeysPart(look, "wechat")
        self.keys.pin.setFixedHeight(0)
        self.keys.put_wanted.connect(lambda name, key: desk.put_secret(name, key, pin(), told))
        self.keys.remove_wanted.connect(lambda name: desk.remove_secret(name, pin(), told))
        self.keys.empty_wanted.connect(lambda: desk.empty_vault(pin(), told))
        self.keys.try_wanted.connect(
            lambda: desk.try_link(self.draft.judged().settings or self.draft.stored, told)
        )
        self.box.addWidget(self.keys)

    def show_view(self, view: SettingsView) -> None:
        """Show numbers and keys as they are stored."""
        super().show_view(view)
        self.keys.show_view(view)
        self.keys.pin.hide()


class CameraStep(Step):
    """Choose a camera by its living picture."""

    def __init__(self, look: Look, desk: SettingsDesk, lens: Lens) -> None:
        super().__init__(look)
        self.camera = CameraPart(look, lens, desk, live=True)
        self.camera.chosen.connect(self._choose)
        self.put([self.camera])

    def show_view(self, view: SettingsView) -> None:
        """Show which camera is chosen."""
        super().show_view(view)
        self.camera.show_source(str(self.draft.said("camera.source")))

    def show_scan(self, scan: ScanView | None) -> None:
        """Show its picture."""
        self.camera.show_scan(scan)

    def _choose(self, source: str) -> None:
        self.draft = self.draft.put("camera.source", source)
        self.camera.show_source(source)
        self.moved.emit()


class CodeStep(Step):
    """Register the shop's own code by showing it."""

    def __init__(self, look: Look, desk: OwnCodeDesk, lens: Lens) -> None:
        super().__init__(look)
        self.register = RegisterPart(look, desk, lens)
        self.put([self.register])

    def show_scan(self, scan: ScanView | None) -> None:
        """Show the picture."""
        self.register.show_scan(scan)


class PinStep(Step):
    """Choose the manager's PIN: it is kept by going on."""

    def __init__(self, look: Look, desk: SettingsDesk, told: Told) -> None:
        super().__init__(look)
        self._has_pin = False
        self.form = PinForm(look)
        self.form.wished.connect(lambda wish: desk.set_pin(wish, told))
        for field in (self.form.new, self.form.again):
            field.changed.connect(lambda _: self.moved.emit())
        guarded = Column(S)
        guarded.put([Label(look, LabelSpec(look.words("setup-pin-guards"), BODY, "ink2"))])
        for name, icon in _GUARDED.items():
            said = LabelSpec(look.words(f"setup-pin-guards-{name}"), BODY, "ink", icon)
            guarded.box.addWidget(Label(look, said))
        self.put([self.form, guarded])

    @property
    def ready(self) -> bool:  # type: ignore[override]
        """Whether both fields say the same; where there is a PIN already, both may stay empty."""
        new, again = self.form.new.text(), self.form.again.text()
        return new == again and bool(new or self._has_pin)

    def keep(self) -> bool:
        """Set the PIN that was typed, if one was."""
        return self.form.send() if self.form.new.text() else False

    def show_view(self, view: SettingsView) -> None:
        """Show whether there is a PIN already, and what became of the wish."""
        super().show_view(view)
        self._has_pin = view.has_pin
        self.form.show_state(asks_current=view.has_pin, changes=view.has_pin)
        for part in (self.form.title, self.form.hint, self.form.button):
            part.hide()
        self.form.show_answer(view)


def _tile(look: Look, name: str, *, chosen: bool = False) -> ChoiceSpec:
    return ChoiceSpec(look.words(f"language-{name}"), chosen=chosen, least=_TILE, type_=SECTION)


def alarm_paths() -> tuple[str, ...]:
    """Return the settings of the alarms' messages, where the program has any."""
    return tuple(one.path for one in fields() if one.path.startswith(f"{ALARMS}."))
