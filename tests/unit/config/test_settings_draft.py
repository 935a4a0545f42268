"""A form's changes over the stored settings: judged as a file is, and nothing lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.config.settings import Settings, Store, WeChat, fields, value_at
from cashier.config.settings_check import parse
from cashier.config.settings_draft import LIVE, Draft, shown
from cashier.config.settings_file import to_toml

PATHS = [one.path for one in fields()]


def test_what_is_typed_back_is_no_change() -> None:
    draft = Draft(Settings()).put("store.name", "店")
    assert draft.changed == ("store.name",)
    assert draft.put("store.name", "").changed == ()


@pytest.mark.parametrize(
    ("path", "said", "expected"),
    [
        ("store.name", "x" * 41, "text"),
        ("appearance.text_scale", "large", "number"),
        ("appearance.text_scale", "9", "number"),
        ("retention.logs_days", "3.5", "whole"),
        ("retention.logs_days", "", "whole"),
        ("wechat.mchid", "19x", "digits"),
        ("wechat.base_url", "http://example.com", "url"),
        ("health.internet_hosts", "", "hosts"),
        ("health.internet_hosts", "a.com:443, b.com", "hosts"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(path: str, said: str, expected: str) -> None:
    judged = Draft(Settings()).put(path, said).judged()
    assert judged.settings is None
    wrong = judged.of(path)
    assert wrong is not None
    assert wrong.expected == expected
    assert judged.of("camera.source") is None


def test_limits_are_told() -> None:
    wrong = Draft(Settings()).put("retention.logs_days", "1").judged().of("retention.logs_days")
    assert wrong is not None
    assert (wrong.low, wrong.high) == ("3", "365")


def test_a_link_that_is_on_names_all_it_lacks() -> None:
    judged = Draft(Settings()).put("wechat.enabled", True).put("wechat.mchid", "1900").judged()
    assert [one.path for one in judged.wrong] == ["wechat.serial"]
    assert {one.expected for one in judged.wrong} == {"missing"}


def test_wide_digits_of_an_input_method_are_digits() -> None:
    settings = Draft(Settings()).put("retention.logs_days", " ３０0 ").judged().settings
    assert settings is not None
    assert settings.retention.logs_days == 300


def test_changes_survive_what_was_stored_meanwhile() -> None:
    draft = Draft(Settings()).put("store.name", "店").put("store.till", "2")
    after = draft.over(Settings(store=Store(till="2")))
    assert after.changed == ("store.name",)


def test_only_what_is_changed_and_does_not_hold_at_once_waits_for_a_restart() -> None:
    draft = Draft(Settings()).put("language", "en").put("health.enabled", False)
    assert draft.after_restart == ("health.enabled",)
    assert set(PATHS) >= LIVE


@given(st.sampled_from(PATHS))
def test_what_is_shown_means_what_is_stored(path: str) -> None:
    full = Settings(wechat=WeChat(enabled=True, mchid="1", serial="a", public_key_id="b"))
    draft = Draft(full)
    assert draft.put(path, shown(value_at(full, path))).changed == ()


@given(st.sampled_from(PATHS), st.one_of(st.text(max_size=60), st.booleans()))
def test_a_judged_draft_is_a_file_that_can_be_read(path: str, said: str | bool) -> None:
    judged = Draft(Settings()).put(path, said).judged()
    assert (judged.settings is None) == bool(judged.wrong)
    if judged.settings is not None:
        assert parse(to_toml(judged.settings), "x") == judged.settings
