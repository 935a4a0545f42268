"""What is known of a language: its numbers stay, the names of the world go."""

import pytest
from babel.localedata import load
from babel.numbers import format_decimal

from cashier.core.locale_data import keep_numbers
from cashier.core.words import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_speaks_a_language_keeps_no_names_of_the_world(language: str) -> None:
    Words(language)
    held = load("zh_Hans_CN" if language == "zh_CN" else language)
    assert "plural_form" in held
    assert not held.keys() & {"languages", "territories", "time_zones", "currency_names"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_written_as_before(language: str) -> None:
    keep_numbers(language)
    assert format_decimal(1234567.5, locale=language) == "1,234,567.5"
