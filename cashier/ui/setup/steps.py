"""The pages of the set-up. Each asks one thing and can be left as it is."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from cashier.config.settings import Settings, fields
from cashier.config.settings_draft import Draft, Said, shown
from cashier.core.privacy import Secret
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
from cashier.ui.theme import L
from cashier.ui.widgets.containers import Column

LANGUAGE, CAMERA, OWN_CODE, PIN = "language", "camera", "own_code", "pin"
LINK, ALARMS, AUTOSTART, READY = "link", "alarms", "autostart", "ready"

_LINK_PATHS = ("wechat.enabled", "wechat.mchid", "wechat.serial", "wechat.public_key_id")


class Step(Column):
    """A page: nothing to save, nothing to look at, unless a subclass says so."""

    moved = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(L)
        self.look = look
        self.draft = Draft(Settings())

    def show_view(self, view: SettingsView) -> None:
        """Take the settings as they are stored."""
        self.draft = self.draft.over(view.stored)

    def show_scan(self, scan: ScanView | None) -> None:
        """Take what the camera sees."""


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
    """Choose the manager's PIN."""

    def __init__(self, look: Look, desk: SettingsDesk, told: Told) -> None:
        super().__init__(look)
        self.form = PinForm(look)
        self.form.title.hide()
        self.form.hint.hide()
        self.form.wished.connect(lambda wish: desk.set_pin(wish, told))
        self.put([self.form])

    def show_view(self, view: SettingsView) -> None:
        """Show whether there is a PIN already, and what became of the wish."""
        super().show_view(view)
        self.form.show_state(asks_current=view.has_pin, changes=view.has_pin)
        self.form.title.hide()
        self.form.hint.hide()
        self.form.show_answer(view)


def alarm_paths() -> tuple[str, ...]:
    """Return the settings of the alarms' messages, where the program has any."""
    return tuple(one.path for one in fields() if one.path.startswith(f"{ALARMS}."))
