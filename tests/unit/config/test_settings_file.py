"""The window always gets settings to go on with, and a person always learns what is wrong."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from cashier.config.settings import Camera, Health, Settings, Store
from cashier.config.settings_check import parse
from cashier.config.settings_errors import (
    SettingsEncoding,
    SettingsEnvironment,
    SettingsNotAFile,
    SettingsNotSaved,
    SettingsTooLarge,
    SettingsUnknownKey,
    SettingsUnreadable,
)
from cashier.config.settings_file import MOST_BYTES, last_good_file, load, save, to_toml
from cashier.core.paths import Home
from tests.helpers.logbook import Logbook


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "till").make()


def test_without_a_file_the_defaults_hold(place: Home) -> None:
    loaded = load(place)
    assert loaded.settings == Settings()
    assert (loaded.source, loaded.problem) == ("defaults", None)


def test_what_was_saved_is_loaded(place: Home) -> None:
    wanted = Settings(
        language="en",
        store=Store(name='店 "一"\\n', till="3\x7f".strip("\x7f")),
        camera=Camera(source="rtsp://10.0.0.5/live"),
    )
    save(wanted, place)
    loaded = load(place)
    assert (loaded.settings, loaded.source, loaded.problem) == (wanted, "file", None)


def test_the_last_good_settings_go_on(place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    good = Settings(store=Store(name="东门店"))
    save(good, place)
    place.settings_file.write_text("[camra]\nsource = '1'\n", encoding="utf-8")
    loaded = load(place)
    assert loaded.settings == good
    assert loaded.source == "last_good"
    assert isinstance(loaded.problem, SettingsUnknownKey)
    assert place.settings_file.read_text(encoding="utf-8").startswith("[camra]")


def test_a_good_file_edited_by_hand_becomes_the_last_good(place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    place.settings_file.write_text("[store]\nname = '手写'\n", encoding="utf-8")
    assert load(place).settings.store.name == "手写"
    place.settings_file.write_text("x", encoding="utf-8")
    assert load(place).settings.store.name == "手写"


def test_a_damaged_last_good_falls_back_to_the_defaults(place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    place.settings_file.write_text("x", encoding="utf-8")
    last_good_file(place).write_bytes(b"\xff\xfe")
    assert (load(place).settings, load(place).source) == (Settings(), "defaults")


def test_a_mark_before_utf8_is_let_pass(place: Home) -> None:
    place.settings_file.write_bytes("\ufefflanguage = 'en'\r\n".encode())
    assert load(place).settings.language == "en"


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("[store]\nname = '中文'".encode("gb18030"), 2),
        ("language = 'en'".encode("utf-16"), 1),
        (b"language = 'en'\n\x00", 2),
    ],
)
def test_other_encodings_are_refused_by_line(
    place: Home, logbook: Logbook, raw: bytes, line: int
) -> None:
    logbook.allow("settings_refused")
    place.settings_file.write_bytes(raw)
    problem = load(place).problem
    assert isinstance(problem, SettingsEncoding)
    assert problem.fields["line"] == line


def test_a_folder_in_its_place_is_refused(place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    place.settings_file.mkdir()
    assert isinstance(load(place).problem, SettingsNotAFile)


def test_a_device_in_its_place_is_not_read(place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    place.settings_file.symlink_to("/dev/zero")
    assert isinstance(load(place).problem, SettingsNotAFile)


def test_a_huge_file_is_refused_unread(place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    with place.settings_file.open("wb") as file:
        file.truncate(MOST_BYTES * 1000)
    assert isinstance(load(place).problem, SettingsTooLarge)


def test_a_refused_file_is_told(place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    place.settings_file.symlink_to(place.settings_file.name)  # a loop cannot be opened by anybody
    assert isinstance(load(place).problem, SettingsUnreadable)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_told(place: Home, logbook: Logbook) -> None:
    logbook.allow("settings_refused")
    place.settings_file.write_text("language = 'en'", encoding="utf-8")
    place.settings_file.chmod(0)
    assert isinstance(load(place).problem, SettingsUnreadable)


def test_settings_that_cannot_be_kept_twice_still_load(place: Home, logbook: Logbook) -> None:
    logbook.allow("last_good_settings_not_kept")
    place.settings_file.write_text("language = 'en'", encoding="utf-8")
    last_good_file(place).mkdir()
    assert load(place).settings.language == "en"


def test_the_environment_wins_and_is_not_saved(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.settings_file.write_text("[camera]\nsource = '1'\n[store]\ntill = '7'", encoding="utf-8")
    monkeypatch.setenv("CASHIER_CAMERA__SOURCE", "film.mp4")
    monkeypatch.setenv("CASHIER_HEALTH__INTERVAL_S", "60")
    loaded = load(place)
    assert loaded.settings.camera == Camera(source="film.mp4")
    assert loaded.settings.store.till == "7"
    assert loaded.settings.health.interval_s == 60.0
    assert loaded.overridden == ("camera.source", "health.interval_s")
    assert loaded.stored.camera.source == "1"
    assert type(loaded.settings) is Settings


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("CASHIER_HEALTH__INTERVAL_S", "soon", "CASHIER_HEALTH__INTERVAL_S"),
        ("CASHIER_CAMERA__SOUCE", "1", "CASHIER_CAMERA__SOUCE"),
        ("CASHIER_HEALTH__INTERNET_HOSTS", "[", "CASHIER_HEALTH__INTERNET_HOSTS"),
    ],
)
def test_a_wrong_variable_is_named_and_left_out(
    place: Home, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    loaded = load(place)
    assert loaded.settings == Settings()
    assert isinstance(loaded.problem, SettingsEnvironment)
    assert told.startswith(str(loaded.problem.fields["name"]))


def test_a_full_disk_keeps_the_old_file(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    save(Settings(language="en"), place)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsNotSaved):
        save(Settings(), place)
    assert load(place).settings.language == "en"


_texts = st.text(st.characters(codec="utf-8"), max_size=40).filter(str.isprintable)


@given(_texts, _texts, st.floats(30, 600))
@example_settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_settings_survive_the_file(name: str, source: str, interval: float) -> None:
    wanted = Settings(
        store=Store(name=name),
        camera=Camera(source=source),
        health=Health(interval_s=interval, internet_hosts=("a.b:1", "[::1]:2")),
    )
    assert parse(to_toml(wanted), "f") == wanted
