"""The guided set-up: one question a page, skipped or kept, resumed, and never in the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cashier.config.settings import Settings
from cashier.core.privacy import Secret
from cashier.desk.settings_views import CameraChoice
from cashier.desk.setup_note import SetUp
from cashier.ui.look import Look
from cashier.ui.manager.button import Button
from cashier.ui.setup.steps import (
    ALARMS,
    AUTOSTART,
    CAMERA,
    LANGUAGE,
    LINK,
    OWN_CODE,
    PIN,
    READY,
    AskStep,
    CameraStep,
    LanguageStep,
    LinkStep,
    PinStep,
)
from cashier.ui.setup.window import SetUpOffer, SetUpWindow
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.label import Label
from tests.helpers.books import Shelf, shelf
from tests.ui import fixtures
from tests.ui.conftest import Keep
from tests.ui.lens import FakeLens
from tests.ui.manager.samples import look
from tests.ui.measure import faults
from tests.ui.own_codes.test_own_codes import FakeCodes
from tests.ui.pseudo import longer_book


@dataclass
class Notes:
    """Remembers every note."""

    noted: list[SetUp] = field(default_factory=list)

    def note(self, state: SetUp) -> None:
        self.noted.append(state)


@dataclass
class Guide:
    """The window and what stands behind it."""

    window: SetUpWindow
    shelf: Shelf
    lens: FakeLens
    notes: Notes
    saved: list[Settings]
    qtbot: QtBot

    def tap(self, text: str) -> None:
        there = [one for one in self.window.findChildren(Button) if one.spec.text == text]
        there[0].click()

    def wait_page(self, page: str) -> None:
        self.qtbot.waitUntil(lambda: self.window.page == page)

    def go_to(self, page: str) -> None:
        while self.window.page != page:
            self.window.skip()


@pytest.fixture
def open_shelf(tmp_path: Path) -> Iterator[Shelf]:
    with shelf(tmp_path) as made:
        made.cameras.append(CameraChoice("name:usb", "USB 摄像头"))
        yield made


Open = Callable[..., Guide]


@pytest.fixture
def opened(qtbot: QtBot, keep: Keep, open_shelf: Shelf) -> Open:
    def make(looks: Look | None = None, begun: SetUp | None = None) -> Guide:
        lens, notes = FakeLens(), Notes()
        offer = SetUpOffer(open_shelf.book, FakeCodes(), lens, notes, begun or SetUp())
        window = SetUpWindow(looks or look(), offer)
        keep(window)
        saved: list[Settings] = []
        window.saved.connect(saved.append)
        window.show()
        qtbot.waitUntil(lambda: window._view is not None)
        return Guide(window, open_shelf, lens, notes, saved, qtbot)

    return make


def test_it_never_stands_in_the_way(qtbot: QtBot, open_shelf: Shelf, opened: Open) -> None:
    guide = opened()
    assert guide.window.windowModality() is Qt.WindowModality.NonModal
    assert not guide.window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_an_answer_is_kept_and_leads_on(qtbot: QtBot, open_shelf: Shelf, opened: Open) -> None:
    guide = opened()
    step = guide.window.step
    assert isinstance(step, AskStep)
    step.say("language", "en")
    guide.tap("下一步")
    guide.wait_page(CAMERA)
    assert guide.saved[0].language == "en"
    assert guide.notes.noted[-1] == SetUp(CAMERA)


def test_skipping_everything_changes_nothing(qtbot: QtBot, open_shelf: Shelf, opened: Open) -> None:
    guide = opened()
    step = guide.window.step
    assert isinstance(step, AskStep)
    step.say("language", "en")
    guide.go_to(READY)
    assert guide.saved == []
    assert not open_shelf.home.settings_file.exists()
    assert guide.notes.noted[-1].done
    guide.tap("开始用")
    assert not guide.window.isVisible()


def test_it_goes_on_where_it_stopped(qtbot: QtBot, open_shelf: Shelf, opened: Open) -> None:
    assert opened(begun=SetUp(PIN)).window.page == PIN
    assert opened(begun=SetUp("gone")).window.page == LANGUAGE
    guide = opened(begun=SetUp(READY, done=True))
    assert guide.window.page == LANGUAGE
    guide.window.leave()
    assert guide.notes.noted[-1].done


def test_a_camera_is_chosen_by_its_picture(qtbot: QtBot, open_shelf: Shelf, opened: Open) -> None:
    guide = opened()
    guide.go_to(CAMERA)
    step = guide.window.step
    assert isinstance(step, CameraStep)
    qtbot.waitUntil(lambda: "camera" in guide.lens.seen)
    guide.window.show_view(fixtures.SCAN_NONE)
    step.camera.chosen.emit("name:usb")
    assert guide.lens.sources == ["name:usb"]
    guide.tap("下一步")
    guide.wait_page(OWN_CODE)
    assert guide.saved[0].camera.source == "name:usb"


def type_into(part: Field, text: str) -> None:
    part.line.setText(text)
    part.line.textEdited.emit(text)


def test_a_pin_is_chosen_and_then_asked_for(qtbot: QtBot, open_shelf: Shelf, opened: Open) -> None:
    guide = opened()
    guide.go_to(PIN)
    step = guide.window.step
    assert isinstance(step, PinStep)
    assert not guide.window.on.isEnabled()
    for part, typed in ((step.form.new, "739104"), (step.form.again, "739105")):
        type_into(part, typed)
    assert not guide.window.on.isEnabled()
    type_into(step.form.again, "739104")
    assert guide.window.on.isEnabled()
    guide.tap("下一步")
    guide.wait_page(LINK)
    assert open_shelf.access.has_pin()
    guide.go_to(AUTOSTART)
    asked = guide.window.step
    assert isinstance(asked, AskStep)
    asked.say("startup.autostart", said=True)
    guide.tap("下一步")
    qtbot.waitUntil(lambda: guide.window._refused is not None)
    assert guide.window.page == AUTOSTART
    assert not open_shelf.autostart.on
    guide.window.pin.set_text("739104")
    guide.tap("下一步")
    guide.wait_page(READY)
    assert open_shelf.autostart.on


def test_without_a_pin_there_is_one_way_on_and_it_says_what_that_means(opened: Open) -> None:
    guide = opened()
    guide.go_to(PIN)
    ways = [one.spec.text for one in guide.window.foot.findChildren(Button) if one.isEnabled()]
    assert ways == ["上一步", "跳过"]
    told = [one.spec.text for one in guide.window.foot.findChildren(Label)]
    assert any("谁都能" in one and "撤销不了" in one for one in told)
    guide.window.skip()
    assert guide.window.page == LINK


def test_the_language_is_asked_for_in_both(open_shelf: Shelf, opened: Open) -> None:
    guide = opened()
    step = guide.window.step
    assert isinstance(step, LanguageStep)
    assert guide.window.head.title.spec.text == "语言 / Language"
    step.tiles["en"].click()
    guide.tap("下一步")
    guide.wait_page(CAMERA)
    assert guide.saved[0].language == "en"


def test_what_cannot_be_kept_keeps_the_page(qtbot: QtBot, open_shelf: Shelf, opened: Open) -> None:
    guide = opened()
    guide.go_to(LINK)
    step = guide.window.step
    assert isinstance(step, LinkStep)
    step.say("wechat.enabled", said=True)
    guide.tap("下一步")
    assert guide.window.page == LINK
    for path in ("mchid", "serial", "public_key_id"):
        step.say(f"wechat.{path}", "1900000109")
    guide.tap("下一步")
    guide.wait_page(ALARMS)
    assert guide.saved[0].wechat.enabled


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_room(
    qtbot: QtBot, open_shelf: Shelf, opened: Open, language: str, longer: bool
) -> None:
    open_shelf.access.set_pin(Secret("739104"))
    looks = look(language)
    if longer:
        looks.words = longer_book(language)
    guide = opened(looks)
    guide.window.resize(640, 560)
    for page in guide.window.pages:
        guide.go_to(page)
        qtbot.waitUntil(lambda: faults(guide.window) == [])
    assert looks.words.missing == set()
