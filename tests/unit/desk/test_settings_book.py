"""Settings, keys and PINs changed from a window: whole or not at all, and never read back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from cashier.config.autostart import AutostartNotSaved
from cashier.config.roles import Role, Room
from cashier.config.settings import Camera, Settings, Startup, Store, WeChat
from cashier.config.settings_file import load, save
from cashier.config.vault import open_home_vault
from cashier.core.privacy import Secret
from cashier.desk.settings_views import CameraChoice, NewPin, SettingsView
from cashier.desk.views import Light
from cashier.playbook.evidence import Evidence
from cashier.providers.from_settings import PLATFORM_KEY, PRIVATE_KEY
from tests.helpers.books import NO_PIN, Shelf, shelf
from tests.helpers.keyrings import TRUSTED
from tests.helpers.logbook import Logbook
from tests.helpers.readings import PAYMENT_CODE

PIN, IT = Secret("739104"), Secret("480261")


@pytest.fixture
def open_shelf(tmp_path: Path) -> Iterator[Shelf]:
    with shelf(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def private_key() -> Secret:
    key = rsa.generate_private_key(65537, 2048)
    return Secret(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()
    )


def refusal(view: SettingsView) -> str:
    return view.refused.key if view.refused else ""


def test_saved_settings_are_in_the_file_and_told(open_shelf: Shelf) -> None:
    wanted = Settings(store=Store(name="人民路店"))
    open_shelf.book.save(wanted, NO_PIN, open_shelf.heard.put)
    view = open_shelf.view()
    assert view.stored == wanted
    assert view.said is not None
    assert load(open_shelf.home).stored == wanted
    assert open_shelf.saved == [wanted]


@pytest.mark.parametrize("text", [PAYMENT_CODE, f" {PAYMENT_CODE[:9]} {PAYMENT_CODE[9:]} "])
def test_a_payment_code_is_never_stored(open_shelf: Shelf, text: str) -> None:
    open_shelf.book.save(Settings(store=Store(name=text)), NO_PIN, open_shelf.heard.put)
    view = open_shelf.view()
    assert refusal(view) == "error-settings-hold-code"
    assert PAYMENT_CODE not in repr(view)
    assert not open_shelf.home.settings_file.exists()


def test_a_chosen_pin_is_asked_for_every_change(open_shelf: Shelf, private_key: Secret) -> None:
    open_shelf.access.set_pin(PIN)
    assert open_shelf.asked().asks_pin
    book, told = open_shelf.book, open_shelf.heard.put
    book.save(Settings(camera=Camera(source="1")), NO_PIN, told)
    assert refusal(open_shelf.view()) == "error-pin-wrong"
    book.put_secret(PRIVATE_KEY, private_key, Secret("111222"), told)
    assert refusal(open_shelf.view()) == "error-pin-wrong"
    assert open_shelf.asked().secrets[0].tail == ""
    book.save(Settings(camera=Camera(source="1")), PIN, told)
    assert open_shelf.view().stored.camera.source == "1"


def test_keys_are_its_where_somebody_is(open_shelf: Shelf, private_key: Secret) -> None:
    open_shelf.access.set_pin(PIN)
    book, told = open_shelf.book, open_shelf.heard.put
    book.put_secret(PRIVATE_KEY, private_key, PIN, told)
    assert refusal(open_shelf.view()) == ""
    book.set_pin(NewPin(IT, PIN, Role.it), told)
    assert open_shelf.view().has_it_pin
    book.remove_secret(PRIVATE_KEY, PIN, told)
    assert refusal(open_shelf.view()) == "error-role-not-enough"
    book.remove_secret(PRIVATE_KEY, IT, told)
    assert open_shelf.view().secrets[0].tail == ""


def test_a_key_is_kept_and_shown_by_its_end_only(open_shelf: Shelf, private_key: Secret) -> None:
    open_shelf.book.put_secret(PRIVATE_KEY, private_key, NO_PIN, open_shelf.heard.put)
    view = open_shelf.view()
    tail = view.secrets[0].tail
    assert 1 <= len(tail) <= 4
    assert f"{tail}" in private_key.reveal()
    assert private_key.reveal()[40:80] not in repr(view)
    raw = open_shelf.home.vault_file.read_bytes()
    assert private_key.reveal()[40:80].encode() not in raw


def test_what_is_no_key_is_refused(open_shelf: Shelf, private_key: Secret) -> None:
    book, told = open_shelf.book, open_shelf.heard.put
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for name, text in (
        (PRIVATE_KEY, "hello"),
        (PRIVATE_KEY, other.decode()),
        (PRIVATE_KEY, private_key.reveal()[:300]),
        (PLATFORM_KEY, private_key.reveal()),
        (PLATFORM_KEY, "\ud800"),
    ):
        book.put_secret(name, Secret(text), NO_PIN, told)
        assert refusal(open_shelf.view()) == "error-credentials-invalid"
    book.put_secret(PRIVATE_KEY, Secret("x" * 30_000), NO_PIN, told)
    assert refusal(open_shelf.view()) == "error-key-too-long"
    assert not open_shelf.home.vault_file.exists()


def test_keys_of_another_merchant_number_are_told_and_can_be_thrown_away(
    open_shelf: Shelf, private_key: Secret
) -> None:
    book, told = open_shelf.book, open_shelf.heard.put
    book.put_secret(PRIVATE_KEY, private_key, NO_PIN, told)
    assert open_shelf.view().keys_shut is None
    book.empty_vault(NO_PIN, told)
    assert open_shelf.view().secrets[0].tail
    # By hand, as when a folder is copied: what is saved here takes the keys along.
    save(Settings(wechat=WeChat(mchid="1900000109")), open_shelf.home)
    book = open_shelf.begun_anew()
    book.ask(told)
    shut = open_shelf.view().keys_shut
    assert shut is not None
    assert shut.key == "error-vault-other-place"
    book.put_secret(PRIVATE_KEY, private_key, NO_PIN, told)
    assert refusal(open_shelf.view()) == "error-vault-other-place"
    book.empty_vault(NO_PIN, told)
    assert open_shelf.view().keys_shut is None
    book.put_secret(PRIVATE_KEY, private_key, NO_PIN, told)
    assert open_shelf.view().secrets[0].tail


def test_keys_go_on_under_the_merchant_number_that_is_saved_after_them(
    open_shelf: Shelf, private_key: Secret
) -> None:
    book, told = open_shelf.book, open_shelf.heard.put
    book.put_secret(PRIVATE_KEY, private_key, NO_PIN, told)
    stored = open_shelf.view().secrets[0].tail
    numbered = Settings(wechat=WeChat(mchid="1900000109"))
    book.try_link(numbered, told)
    assert not refusal(open_shelf.view())
    for settings in (numbered, Settings(wechat=WeChat(mchid="1900000208"))):
        book.save(settings, NO_PIN, told)
        view = open_shelf.view()
        assert (view.keys_shut, view.secrets[0].tail) == (None, stored)
    anew = open_home_vault(open_shelf.home, "1900000208", open_shelf.ring, trusted=TRUSTED)
    assert anew.get(PRIVATE_KEY) == private_key


def test_autostart_is_what_the_system_says(open_shelf: Shelf) -> None:
    book, told = open_shelf.book, open_shelf.heard.put
    open_shelf.autostart.on = True
    assert open_shelf.asked().stored.startup.autostart
    book.save(Settings(), NO_PIN, told)
    assert not open_shelf.view().stored.startup.autostart
    assert not open_shelf.autostart.on
    open_shelf.autostart.refusal = AutostartNotSaved(place="x")
    book.save(Settings(startup=Startup(autostart=True)), NO_PIN, told)
    view = open_shelf.view()
    assert refusal(view) == "error-autostart-not-saved"
    assert not load(open_shelf.home).stored.startup.autostart


def test_the_taste_of_the_dock_keeps_what_the_form_saved(open_shelf: Shelf) -> None:
    book = open_shelf.book
    book.save(Settings(store=Store(name="店")), NO_PIN, open_shelf.heard.put)
    open_shelf.view()
    book.keep_taste("en", "dark")
    stored = open_shelf.asked().stored
    assert (stored.store.name, stored.language, stored.appearance.theme) == ("店", "en", "dark")
    assert load(open_shelf.home).stored == stored


def test_what_was_written_by_hand_meanwhile_is_not_undone_by_the_look(open_shelf: Shelf) -> None:
    save(Settings(store=Store(name="新店名")), open_shelf.home)
    open_shelf.book.keep_taste("en", "dark")
    stored = open_shelf.asked().stored
    assert (stored.store.name, stored.language) == ("新店名", "en")
    assert load(open_shelf.home).stored == stored


def test_a_file_with_a_fault_is_left_to_be_mended(open_shelf: Shelf, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    open_shelf.book.save(Settings(store=Store(name="店")), NO_PIN, open_shelf.heard.put)
    open_shelf.view()
    broken = 'language = "en"\n[store]\nname = 3\n'
    open_shelf.home.settings_file.write_text(broken, encoding="utf-8")
    open_shelf.book.keep_taste("en", "dark")
    stored = open_shelf.asked().stored
    assert (stored.store.name, stored.language) == ("店", "en")
    assert open_shelf.home.settings_file.read_text(encoding="utf-8") == broken
    assert [error.code for error in open_shelf.troubles] == ["settings-wrong-value"]


def test_a_form_does_not_undo_what_was_written_by_hand(open_shelf: Shelf) -> None:
    book, told = open_shelf.book, open_shelf.heard.put
    save(Settings(store=Store(name="新店名")), open_shelf.home)
    book.save(Settings(language="en"), NO_PIN, told)
    view = open_shelf.view()
    assert refusal(view) == "error-settings-changed-meanwhile"
    assert view.stored.store.name == "新店名"
    both = view.stored.model_copy(update={"language": "en"})
    book.save(both, NO_PIN, told)
    assert open_shelf.view().said is not None
    assert load(open_shelf.home).stored == both


def test_a_file_that_cannot_be_written_is_told(open_shelf: Shelf, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    open_shelf.home.settings_file.mkdir()
    open_shelf.book.save(Settings(language="en"), NO_PIN, open_shelf.heard.put)
    view = open_shelf.view()
    assert refusal(view) == "error-settings-not-saved"
    assert view.stored.language == "zh_CN"


def test_a_pin_is_chosen_and_changed_with_the_old_one(open_shelf: Shelf) -> None:
    book, told = open_shelf.book, open_shelf.heard.put
    book.set_pin(NewPin(Secret("1111")), told)
    assert refusal(open_shelf.view()) == "error-pin-unfit"
    book.set_pin(NewPin(PIN), told)
    assert open_shelf.view().has_pin
    book.set_pin(NewPin(IT, Secret("000999")), told)
    assert refusal(open_shelf.view()) == "error-pin-wrong"
    book.set_pin(NewPin(IT, PIN), told)
    assert open_shelf.view().said is not None
    assert open_shelf.access.require(IT, Room.reverse) is Role.manager


def test_a_try_says_what_it_found(open_shelf: Shelf) -> None:
    open_shelf.found.append(Evidence("health.gateway.wechat", "ok", "probe"))
    open_shelf.book.try_link(Settings(), open_shelf.heard.put)
    tried = open_shelf.view().tried
    assert [(one.name, one.state) for one in tried] == [("gateway.wechat", Light.ok)]


def test_cameras_are_listed(open_shelf: Shelf) -> None:
    open_shelf.cameras.append(CameraChoice("name:usb", "USB"))
    heard: list[tuple[CameraChoice, ...]] = []
    open_shelf.book.list_cameras(heard.append)
    open_shelf.asked()
    assert heard == [(CameraChoice("name:usb", "USB"),)]
