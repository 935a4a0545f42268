import pytest

from cashier.core.errors import every_error
from cashier.core.words import LANGUAGES, Words
from cashier.history import store
from cashier.history.errors import HistorySetAside
from cashier.register import report


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_happened_and_what_to_do(language: str) -> None:
    words = Words(language, ("errors",))
    rooms = (store.__package__, report.__package__)
    mine = [error for error in every_error() if error.__module__.startswith(tuple(map(str, rooms)))]
    assert HistorySetAside in mine
    for error in mine:
        assert words.has(f"error-{error.code}")
        assert words.has(f"error-{error.code}.do")
