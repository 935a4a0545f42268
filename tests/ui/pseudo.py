"""A language that nobody speaks: every text of another one, thirty per cent longer."""

from functools import cache

from cashier.core.words import Words
from cashier.ui.words import CATALOGUES, Book, Speaks, Value

_FILL = {"zh_CN": "加长", "en": "longer"}


class Longer:
    """The words of a language with more of them at the end of each text."""

    def __init__(self, language: str) -> None:
        self._words = _read(language)
        self._fill = _FILL[language]

    def has(self, key: str) -> bool:
        return self._words.has(key)

    def __call__(self, key: str, /, **values: Value) -> str:
        text = self._words(key, **values)
        missing = round(len(text) * 0.3)
        more = " ".join([self._fill] * (missing // len(self._fill) + 1))[:missing]
        return f"{text} {more}".strip() if more else text


@cache
def _read(language: str) -> Words:
    return Words(language, CATALOGUES)


def longer_book(language: str) -> Book:
    """Return a book whose texts are all longer."""

    def load(name: str) -> Speaks:
        return Longer(name)

    return Book(language, load)
