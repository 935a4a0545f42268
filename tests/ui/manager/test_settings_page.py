"""The settings form: judged as one types, saved whole, keys never shown, every part in its room."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cashier.config.settings import Settings
from cashier.core.privacy import Secret
from cashier.desk.settings_views import CameraChoice
from cashier.desk.views import ScanView
from cashier.playbook.evidence import Evidence
from cashier.ui.look import Look, Taste
from cashier.ui.manager.button import Button
from cashier.ui.manager.page_names import SETTINGS
from cashier.ui.manager.settings_page import PINS, SettingsOffer, SettingsPage
from cashier.ui.manager.settings_words import groups
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.widgets.label import Label
from cashier.ui.widgets.small import Link
from tests.helpers.books import Shelf, shelf
from tests.helpers.readings import PAYMENT_CODE
from tests.ui.conftest import Keep
from tests.ui.lens import FakeLens
from tests.ui.manager.samples import Desk, look
from tests.ui.measure import faults
from tests.ui.pseudo import longer_book

PIN = Secret("739104")


@dataclass
class Office:
    """The window on its settings, and what stands behind."""

    window: ManagerWindow
    page: SettingsPage
    shelf: Shelf
    lens: FakeLens
    saved: list[Settings]
    qtbot: QtBot

    def texts(self) -> list[str]:
        shown = self.page.findChildren(Label)
        return [one.spec.text for one in shown if one.isVisibleTo(self.page)]

    def tap(self, text: str) -> None:
        def there() -> list[Button]:
            buttons = self.page.findChildren(Button)
            return [one for one in buttons if one.spec.text == text and one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(there()))
        there()[0].click()

    def save(self) -> Button:
        buttons = self.page.bar.findChildren(Button)
        return next(one for one in buttons if one.spec.text == "保存" and one.isVisible())

    def wait_for(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: any(text in one for one in self.texts()))

    def type(self, path: str, text: str) -> None:
        line = self.page.parts[path].field
        assert line is not None
        line.line.setFocus()
        line.line.clear()
        if text.isascii():
            QTest.keyClicks(line.line, text)
        else:
            # As from an input method: the keys of a test know no Chinese.
            line.line.setText(text)
            line.line.textEdited.emit(text)


@pytest.fixture
def open_shelf(tmp_path: Path) -> Iterator[Shelf]:
    with shelf(tmp_path) as made:
        made.cameras.append(CameraChoice("name:usb", "USB 摄像头"))
        yield made


Open = Callable[[Look], Office]


@pytest.fixture
def opened(qtbot: QtBot, keep: Keep, open_shelf: Shelf) -> Open:
    return lambda looks: open_office(qtbot, keep, open_shelf, looks)


@pytest.fixture
def office(opened: Open) -> Office:
    return opened(look())


def open_office(qtbot: QtBot, keep: Keep, behind: Shelf, looks: Look) -> Office:
    lens = FakeLens()
    window = ManagerWindow(looks, Desk(), settings=SettingsOffer(behind.book, lens))
    keep(window)
    window.show()
    page = window.settings
    assert page is not None
    saved: list[Settings] = []
    page.saved.connect(saved.append)
    window.go_to(SETTINGS)
    qtbot.waitUntil(lambda: page._view is not None)
    return Office(window, page, behind, lens, saved, qtbot)


def test_what_is_typed_is_judged_marked_and_saved(office: Office) -> None:
    office.page.choose("customer")
    office.type("customer.blank_after_s", "2")
    office.wait_for("办完后多少秒变空白：写得不对")
    assert not office.save().isEnabled()
    office.type("customer.blank_after_s", "40")
    office.tap("保存")
    office.wait_for("已保存")
    assert office.saved[0].customer.blank_after_s == 40
    office.page.choose("health")
    office.type("health.timeout_s", "5")
    office.tap("保存")
    office.wait_for("生效：")
    assert office.page.draft.changed == ()


def test_saving_is_always_in_sight(office: Office) -> None:
    assert office.save().isVisible()
    assert not office.save().isEnabled()


def test_what_is_wrong_elsewhere_is_named_and_one_tap_away(office: Office) -> None:
    office.page.say("customer.blank_after_s", "9999")
    office.page.choose("store")
    office.wait_for("办完后多少秒变空白")
    (mend,) = [one for one in office.page.bar.findChildren(Link) if one.spec.text == "去改"]
    mend.click()
    assert office.page.group == "customer"


def test_text_has_four_sizes_with_names(office: Office) -> None:
    office.page.choose("appearance")
    sizes = office.page.parts["appearance.text_scale"].switch
    assert sizes is not None
    assert [one.choice.text for one in sizes.segments.values()] == ["小", "标准", "大", "特大"]
    sizes.segments["1.25"].click()
    office.tap("保存")
    office.wait_for("已保存")
    assert office.saved[0].appearance.text_scale == 1.25


def test_undo_and_default_go_back(office: Office) -> None:
    office.page.choose("store")
    office.type("store.name", "人民路店")
    office.tap("不改了")
    line = office.page.parts["store.name"].field
    assert line is not None
    assert line.text() == ""
    office.page.say("store.till", "7")
    office.page.parts["store.till"].back.click()
    assert office.page.draft.changed == ()


def test_other_groups_keep_what_was_typed(office: Office) -> None:
    office.page.say("store.name", "人民路店")
    office.page.choose("camera")
    office.page.choose("store")
    line = office.page.parts["store.name"].field
    assert line is not None
    assert line.text() == "人民路店"


def test_a_hand_scanner_leaves_nothing_behind(office: Office, qtbot: QtBot) -> None:
    office.page.choose("wechat")
    with qtbot.waitSignal(office.page.look.scanner_typed):
        office.type("wechat.mchid", PAYMENT_CODE)
    assert PAYMENT_CODE not in repr(office.page.draft)
    assert office.page.draft.said("wechat.mchid") == ""


def test_a_pasted_payment_code_goes_and_a_long_account_number_stays(office: Office) -> None:
    office.page.choose("wechat")
    line = office.page.parts["wechat.appid"].field
    assert line is not None
    line.line.setText(PAYMENT_CODE)
    line.line.textEdited.emit(PAYMENT_CODE)
    assert line.text() == ""
    line.line.setText("2021004112345678")
    line.line.textEdited.emit("2021004112345678")
    assert office.page.draft.said("wechat.appid") == "2021004112345678"


def test_a_pin_is_asked_where_one_was_chosen(office: Office) -> None:
    office.shelf.access.set_pin(PIN)
    office.page.ask()
    office.page.say("store.till", "2")
    office.qtbot.waitUntil(lambda: office.page.bar.pin is not None)
    for typed, wanted in (("111222", "密码不对"), (PIN.reveal(), "已保存")):
        assert office.page.bar.pin is not None
        office.page.bar.pin.set_text(typed)
        office.tap("保存")
        office.wait_for(wanted)
    assert office.saved[0].store.till == "2"


def test_a_key_is_pasted_shown_by_its_end_and_deleted(office: Office) -> None:
    key = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    office.page.choose("wechat")
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(key.decode())
    office.tap("从剪贴板粘贴")
    office.wait_for("结尾是")
    assert clipboard.text() == ""
    assert not any(key.decode()[60:90] in text for text in office.texts())
    office.tap("删除")
    office.wait_for("密钥已删除")
    assert not any("结尾是" in text for text in office.texts())


def test_once_there_is_a_technician_the_keys_ask_for_that_pin(
    open_shelf: Shelf, opened: Open
) -> None:
    open_shelf.access.set_pin(PIN)
    office = opened(look())
    office.page.choose("wechat")
    assert office.page.keys is not None
    office.qtbot.waitUntil(office.page.keys.pin.isVisible)
    assert office.page.keys.pin.line.accessibleName() == "店长密码"
    open_shelf.access.set_it_pin(Secret("480261"), PIN)
    office.page.ask()

    def renamed() -> bool:
        keys = office.page.keys
        return keys is not None and keys.pin.line.accessibleName() == "技术人员密码"

    office.qtbot.waitUntil(renamed)


def test_the_chat_has_its_address_where_it_is_switched_on(office: Office) -> None:
    office.page.choose("alarms")
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("https://open.feishu.cn/open-apis/bot/v2/hook/abcdefgh-1234")
    office.tap("从剪贴板粘贴")
    office.wait_for("结尾是 1234")
    assert clipboard.text() == ""
    clipboard.setText("https://example.com/")
    office.tap("从剪贴板粘贴")
    office.qtbot.waitUntil(lambda: clipboard.text() == "")
    office.wait_for("第 1 行")
    shown = [one.spec.text for one in office.page.findChildren(Button) if one.isVisible()]
    assert "试一下" not in shown


def test_a_key_from_a_file_that_is_none_is_refused(office: Office, tmp_path: Path) -> None:
    office.page.choose("wechat")
    assert office.page.keys is not None
    office.page.keys._choose = lambda: str(tmp_path / "nothing.pem")
    office.tap("选择文件")
    office.wait_for("PEM")


def test_a_try_says_in_words_what_to_do(office: Office) -> None:
    office.shelf.found.append(Evidence("health.clock", "fail", "probe"))
    office.shelf.found.append(Evidence("health.gateway.wechat", "ok", "probe"))
    office.page.choose("wechat")
    office.tap("试一下")
    office.wait_for("设为自动")


def test_the_camera_is_looked_through_while_its_picture_is_open(office: Office) -> None:
    office.page.choose("camera")
    office.qtbot.waitUntil(lambda: office.page.camera is not None)
    camera = office.page.camera
    assert camera is not None
    office.tap("看一眼画面")
    assert (office.lens.seen, office.lens.switched) == ({"camera"}, 1)

    camera.show_scan(ScanView("none", camera="black"))
    office.wait_for("镜头")
    camera.chosen.emit("name:usb")
    assert office.lens.sources[-1] == "name:usb"
    assert office.page.draft.changed == ("camera.source",)
    office.tap("关掉画面")
    assert (office.lens.seen, office.lens.switched) == (set(), 2)


def test_pins_are_chosen_and_changed(office: Office) -> None:
    office.page.choose(PINS)
    pins = office.page.pins
    assert pins is not None
    form = pins.manager
    form.new.set_text("739104")
    form.again.set_text("739105")
    form.button.click()
    office.wait_for("不一样")
    form.again.set_text("739104")
    form.button.click()
    office.wait_for("密码已改好")
    assert office.shelf.access.has_pin()
    assert form.new.text() == ""
    office.qtbot.waitUntil(form.current.isVisible)
    assert pins.it.isVisible()


def test_the_language_changes_at_once(office: Office) -> None:
    office.page.choose("appearance")
    office.page.say("appearance.sounds", said=False)
    office.window.look.use(Taste("en"))
    office.wait_for("Less motion")
    assert office.page.draft.changed == ("appearance.sounds",)


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_room(
    qtbot: QtBot, open_shelf: Shelf, opened: Open, language: str, longer: bool
) -> None:
    open_shelf.access.set_pin(PIN)
    looks = look(language)
    if longer:
        looks.words = longer_book(language)
    made = opened(looks)
    made.window.resize(1024, 680)
    made.page.say("retention.logs_days", "1")
    for group in (*groups(), PINS):
        made.page.choose(group)
        qtbot.waitUntil(lambda: faults(made.window) == [])
    made.page.say("retention.logs_days", "40")
    qtbot.waitUntil(lambda: faults(made.window) == [])
    assert made.page.look.words.missing == set()
