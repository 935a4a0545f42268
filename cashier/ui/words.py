"""The words of the window, in the language that is on now, and scripts in any language.

Keys come from the playbook and the window's own catalogue. A key without words draws as the key
itself, so that a cashier is never left with an empty window, and is remembered: a test fails on it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from unicodedata import bidirectional

from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.words import LANGUAGES, Words, WordsMissing
from cashier.desk.views import Phrase, Ref

CATALOGUES = (
    "app", "playbook", "health", "alarms", "errors", "manager", "settings", "export", "report",
)  # fmt: skip
Value = str | int | float
_NOWHERE = "no-such-key"
_LONGEST = 80
_FROM_RIGHT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})


class Speaks(Protocol):
    """Words of one language, as `cashier.core.words.Words` has them."""

    def has(self, key: str) -> bool:
        """Whether there are words for `key`."""

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return the text of `key`."""


class Shelf:
    """The window's catalogues in one language, each read when its first key is wanted.

    Reading all of them takes longer than the first paint may; the first screen needs one.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._read: list[Words] = []
        self._holders: dict[str, Words] = {}

    def has(self, key: str) -> bool:
        """Whether a catalogue has words for `key`."""
        return self._holder(key) is not None

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return the text of `key`.

        Raises:
            WordsMissing: no catalogue has it, or a value is absent.
        """
        holder = self._holder(key)
        if holder is None:
            raise WordsMissing(key=key, language=self._language)
        return holder(key, **values)

    def _holder(self, key: str) -> Words | None:
        known = self._holders.get(key) or self._found(key)
        if known is not None:
            # A window asks for the same few hundred again and again.
            self._holders[key] = known
        return known

    def _found(self, key: str) -> Words | None:
        for words in self._read:
            if words.has(key):
                return words
        while len(self._read) < len(CATALOGUES):
            words = Words(self._language, (CATALOGUES[len(self._read)],))
            self._read.append(words)
            if words.has(key):
                return words
        return None


def load(language: str) -> Speaks:
    """Return the window's words in one language."""
    return Shelf(language)


class Book:
    """All languages, one of which is on. Languages are read when first needed."""

    def __init__(self, language: str, loader: Callable[[str], Speaks] = load) -> None:
        self.language = language
        self.missing: set[str] = set()
        self._loader = loader
        self._loaded: dict[str, Speaks] = {}

    def switch(self, language: str) -> None:
        """Speak this language from now on."""
        self.language = language

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return the text of `key` in the language that is on."""
        return self.text(key, self.language, **values)

    def text(self, key: str, language: str, /, **values: Value) -> str:
        """Return the text of `key` in a given language."""
        try:
            return self._speaker(language)(key, **values)
        except CashierError:
            self.missing.add(f"{language}:{key}")
            return key

    def warm(self) -> None:
        """Read every language whole, on a thread of its own: no case and no switch waits then."""
        for language in (self.language, *other_languages(self.language)):
            read = self._loader(language)
            read.has(_NOWHERE)
            # Whole or not at all: the window may be reading the one before at this moment.
            self._loaded[language] = read

    def has(self, key: str) -> bool:
        """Whether there are words for `key` in the language that is on."""
        return self._speaker(self.language).has(key)

    def phrase(self, phrase: Phrase, attribute: str = "", language: str = "") -> str:
        """Return a phrase of the desk as text; `Ref` values become words first."""
        language = language or self.language
        for one in phrase.own:
            if (one.language, one.part) == (language, attribute):
                return one.text
        key = f"{phrase.key}.{attribute}" if attribute else phrase.key
        values = {
            name: self._word(value, language) if isinstance(value, Ref) else _isolated(value)
            for name, value in phrase.args
        }
        return self.text(key, language, **values)

    def optional(self, key: str) -> str:
        """Return the text of `key`, or nothing where there is none."""
        return self(key) if self.has(key) else ""

    def money(self, amount: Money | None) -> str:
        """Return a sum with its sign, or nothing where none is known."""
        return self("money", amount=amount.grouped) if amount is not None else ""

    def method(self, method: str | None) -> str:
        """Return the short name of a payment method, for where room is scarce."""
        return self._word(Ref("method", method), self.language) if method else ""

    def _word(self, ref: Ref, language: str) -> str:
        short = f"short-{ref.id}"
        if ref.kind == "method" and self._speaker(language).has(short):
            return self.text(short, language)
        return self.text(f"{ref.kind}-{key_part(ref.id)}", language)

    def _speaker(self, language: str) -> Speaks:
        if language not in self._loaded:
            self._loaded[language] = self._loader(language)
        return self._loaded[language]


def _isolated(value: Value) -> Value:
    """Keep a text from elsewhere from drowning our words, or turning them round."""
    if isinstance(value, str) and len(value) > _LONGEST:
        value = f"{value[: _LONGEST - 1]}…"
    if isinstance(value, str) and any(bidirectional(letter) in _FROM_RIGHT for letter in value):
        return f"\u2068{value}\u2069"
    return value


def other_languages(language: str) -> tuple[str, ...]:
    """Return the languages that are not on."""
    return tuple(name for name in LANGUAGES if name != language)


def ask_key(name: str) -> str:
    """Return the key of a question: `ask.others_pay` and `register.text` both begin with `ask-`."""
    return f"ask-{key_part(name.removeprefix('ask.'))}"


def key_part(identifier: str) -> str:
    """Return an id as it stands in a key: dots become hyphens."""
    return identifier.replace(".", "-")


def clock_time(at: datetime, *, seconds: bool = False) -> str:
    """Return a wall time as the shop's clock shows it."""
    return at.astimezone().strftime("%H:%M:%S" if seconds else "%H:%M")


def running_time(seconds: float) -> str:
    """Return a duration as a stop-watch shows it: `0:07`, `12:40`, `1:02:03`."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
