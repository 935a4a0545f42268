"""A wrong settings file is refused with the line and what to write instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.config.settings import Settings, fields
from cashier.config.settings_check import line_of, nearest, parse
from cashier.config.settings_errors import (
    SettingsIncomplete,
    SettingsProblem,
    SettingsSyntax,
    SettingsUnknownKey,
    SettingsWrongValue,
)
from cashier.core.words import LANGUAGES, Words


@pytest.mark.parametrize(
    ("text", "line", "key", "near"),
    [
        ("[camra]\nsource = '0'", 1, "camra", "camera"),
        ("# x\n\n[camera]\nsouce = '0'", 4, "camera.souce", "camera.source"),
        ("[appearance]\nlanguage = 'en'", 2, "appearance.language", "language"),
        ("languge = 'en'", 1, "languge", "language"),
        ("camera.sorce = '0'", 1, "camera.sorce", "camera.source"),
        ("[store]\n'wholly other' = 1", 2, "store.wholly other", "none"),
        ("[camera]\nsource = '0'\n[[more]]\na = 1", 3, "more", "none"),
    ],
)
def test_an_unknown_name_is_refused_by_line(text: str, line: int, key: str, near: str) -> None:
    with pytest.raises(SettingsUnknownKey) as caught:
        parse(text, "settings.toml")
    assert caught.value.fields["line"] == line
    assert caught.value.fields["setting"] == key
    assert caught.value.fields["nearest"] == near


@pytest.mark.parametrize("seconds", ["5.0", "20.0", "20", "29.9"])
def test_a_pace_that_an_earlier_version_wrote_costs_no_settings(seconds: str) -> None:
    found = parse(f"[store]\nname = 'Old shop'\n[health]\ninterval_s = {seconds}", "settings.toml")
    assert (found.store.name, found.health.interval_s) == ("Old shop", 30.0)


def test_a_switch_that_nothing_ever_read_costs_no_settings() -> None:
    found = parse("[camera]\nsource = '1'\nmirror = true", "settings.toml")
    assert found.camera.source == "1"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("[customer]\nturned = 'yes'", 2, "switch"),
        ("[customer]\nturned = 1", 2, "switch"),
        ("[camera]\nsource = 0", 2, "text"),
        ("language = 'fr'", 1, "choice"),
        ("[health]\ninterval_s = 1", 2, "number"),
        ("[health]\ninterval_s = true", 2, "number"),
        ("[health]\ninternet_hosts = []", 2, "hosts"),
        ("[health]\ninternet_hosts = [\n 'a:1',\n 'b']", 2, "hosts"),
        ("[wechat]\nmchid = '19x'", 2, "digits"),
        ("[wechat]\nserial = 'A-B'", 2, "name"),
        ("[wechat]\nbase_url = 'http://a.b'", 2, "url"),
        ("wechat = 3", 1, "group"),
        ("store = { name = 3 }", 1, "text"),
    ],
)
def test_a_wrong_value_is_refused_by_line(text: str, line: int, expected: str) -> None:
    with pytest.raises(SettingsWrongValue) as caught:
        parse(text, "settings.toml")
    assert (caught.value.fields["line"], caught.value.fields["expected"]) == (line, expected)


def test_the_advice_names_what_is_allowed() -> None:
    with pytest.raises(SettingsWrongValue) as caught:
        parse("[appearance]\ntheme = 'blue'", "f")
    assert caught.value.fields["allowed"] == '"light" · "dark" · "system"'
    with pytest.raises(SettingsWrongValue) as caught:
        parse("[health]\ninterval_s = 1", "f")
    assert (caught.value.fields["low"], caught.value.fields["high"]) == ("30", "600")


def test_the_first_wrong_line_speaks() -> None:
    with pytest.raises(SettingsProblem) as caught:
        parse("[health]\ninterval_s = 60\n[customer]\nturned = 1\nsouce = 2", "f")
    assert caught.value.fields["line"] == 4


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("language = en", 1, "quotes"),
        ("language = 'en", 1, "quotes"),
        ('[camera]\nsource = "C:\\video\\a.mp4"', 2, "backslash"),
        ("language = “en”", 1, "wide"),
        ("language＝'en'", 1, "wide"),
        ("language = 'en'\nlanguage = 'en'", 2, "twice"),
        ("[camera]\n[camera]", 2, "twice"),
        ("what is this", 1, "other"),
        ("a = " + "[" * 5000, 1, "other"),
        ("a = 1" + "0" * 5000, 1, "other"),
    ],
)
def test_what_is_not_toml_is_refused_with_a_hint(text: str, line: int, hint: str) -> None:
    with pytest.raises(SettingsSyntax) as caught:
        parse(text, "f")
    assert (caught.value.fields["line"], caught.value.fields["hint"]) == (line, hint)


def test_an_incomplete_link_names_what_is_missing() -> None:
    with pytest.raises(SettingsIncomplete) as caught:
        parse("[wechat]\nenabled = true\nmchid = '1'", "f")
    assert caught.value.fields["missing"] == "serial"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words(language: str) -> None:
    words = Words(language, ("errors",))
    wrong = [
        "language = en",
        "[camra]",
        "[store]\nzzz = 1",
        "language = 'fr'",
        "[wechat]\nenabled=true",
    ]
    wrong += ["wechat = 3", "[health]\ninterval_s = 1", "[customer]\nturned = 1"]
    seen = set()
    for text in wrong:
        with pytest.raises(SettingsProblem) as caught:
            parse(text, "settings.toml")
        key = f"error-{caught.value.code}"
        assert words(key, **caught.value.fields)
        seen.add(words(f"{key}.do", **caught.value.fields))
    assert len(seen) == len(wrong)


def test_lines_are_found_in_headings_and_dotted_names() -> None:
    text = '# camera.source\n[ "camera" ]\n  source = "0"\n'
    assert line_of(text, ("camera", "source")) == 3
    assert line_of(text, ("camera", "other")) == 2
    assert line_of(text, ("store",)) == 1


@given(st.sampled_from([field.path for field in fields()]))
def test_a_known_name_is_nearest_to_itself(path: str) -> None:
    assert nearest(tuple(path.split("."))) == path


@given(st.text(max_size=200))
def test_any_text_is_settings_or_refused(text: str) -> None:
    try:
        found: Settings | SettingsProblem = parse(text, "f")
    except SettingsProblem as problem:
        found = problem
    if isinstance(found, SettingsProblem):
        assert 1 <= int(found.fields["line"]) <= len(text.splitlines()) + 1
