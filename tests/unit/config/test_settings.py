"""Each setting is declared once and has words; defaults hold; limits bite."""

import pytest
from pydantic import ValidationError

from cashier.config.settings import (
    Access,
    Appearance,
    Health,
    SettingField,
    Settings,
    Store,
    WeChat,
    fields,
    group_names,
)
from cashier.core.words import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_and_choice_has_words(language: str) -> None:
    words = Words(language, ("settings",))
    keys = [f"settings-{group}" for group in group_names()]
    for field in fields():
        keys += [field.label_key, f"{field.label_key}.help"]
        keys += [f"{field.label_key}.value-{choice}" for choice in field.choices]
    assert [key for key in keys if not words.has(key)] == []


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.path)
def test_no_secret_is_a_setting(field: SettingField) -> None:
    assert not {"key", "secret", "password", "pin"} & set(field.path.split(".")[-1].split("_")) or (
        field.path
        in ("wechat.public_key_id", "access.reverse_needs_pin", "access.manager_needs_pin")
    )


def test_fields_know_their_kind_limits_and_choices() -> None:
    known = {field.path: field for field in fields()}
    assert known["appearance.theme"].choices == ("light", "dark", "system")
    assert (known["health.interval_s"].low, known["health.interval_s"].high) == (5.0, 600.0)
    assert {field.kind for field in fields()} == {
        "switch",
        "whole",
        "choice",
        "number",
        "text",
        "digits",
        "name",
        "url",
        "hosts",
    }


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().store.name = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        "https://",
        "https://user@example.com",
        "https://example.com/?a=1",
        "https://exa mple.com",
        "https://example.com:99999",
        "ftp://127.0.0.1",
        "https://a.b/路",
        "https://a.b/x y",
        "https://a.b/\n",
        "",
    ],
)
def test_unsafe_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        WeChat(base_url=url)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://api.example.com/", "https://api.example.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost"),
        ("http://[::1]:1", "http://[::1]:1"),
    ],
)
def test_safe_addresses_are_kept(given: str, kept: str) -> None:
    assert WeChat(base_url=given).base_url == kept


@pytest.mark.parametrize("host", ["a", "a:0", "a:70000", ":1", "a b:1", "a:1x", "-a:1"])
def test_hosts_need_a_name_and_a_port(host: str) -> None:
    with pytest.raises(ValidationError):
        Health(internet_hosts=(host,))


def test_a_link_needs_its_parts() -> None:
    with pytest.raises(ValidationError, match="incomplete"):
        WeChat(enabled=True, mchid="1900000001")
    assert WeChat(enabled=True, mchid="1", serial="A").enabled
    with pytest.raises(ValidationError, match="incomplete"):
        WeChat(enabled=True, protocol="v2", mchid="1", serial="A")
    assert WeChat(enabled=True, protocol="v2", mchid="1", appid="wx1").enabled


def test_text_must_be_printable() -> None:
    with pytest.raises(ValidationError):
        Store(name="a\u202eb")
    assert Store(name="好又多 1 号店").name == "好又多 1 号店"


def test_numbers_have_limits() -> None:
    with pytest.raises(ValidationError):
        Appearance(text_scale=3.0)
    with pytest.raises(ValidationError):
        Appearance(text_scale=float("nan"))


def test_defaults_are_careful() -> None:
    settings = Settings()
    assert not settings.wechat.enabled
    assert Access().reverse_needs_pin
    assert not settings.startup.autostart
