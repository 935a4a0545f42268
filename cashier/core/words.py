"""Every word a person reads, by key, in one language. Project Fluent underneath.

Catalogues are `i18n/<name>_<language>.ftl`. A key without words is our own fault: it raises, and a
test finds it before a person does.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource

from cashier.core.errors import Bug
from cashier.core.resources import translation

LANGUAGES = ("zh_CN", "en")


class WordsMissing(Bug):
    """No words for a key in this language, or words that cannot be put together."""

    code = "words-missing"


class Words:
    """Texts of one language from the named catalogues.

    A catalogue is read when the earlier ones do not have a key: reading all takes a tenth of a
    second, and a window wants to paint.
    """

    def __init__(self, language: str, catalogues: Sequence[str] = ("app",)) -> None:
        if language not in LANGUAGES:
            raise WordsMissing(key="", language=language)
        self.language = language
        self._bundle = FluentBundle([language.replace("_", "-")], use_isolating=False)
        self._unread = [translation(f"{name}_{language}.ftl") for name in catalogues]

    def has(self, key: str) -> bool:
        """Whether there are words for `key` (`name` or `name.attribute`)."""
        name, _, attribute = key.partition(".")
        while not self._bundle.has_message(name):
            if not self._unread:
                return False
            self._bundle.add_resource(_parsed(self._unread.pop(0)))
        message = self._bundle.get_message(name)
        return attribute in message.attributes if attribute else message.value is not None

    def __call__(self, key: str, /, **values: str | int | float) -> str:
        """Return the text of `key` (`name` or `name.attribute`) with `values` filled in.

        Raises:
            WordsMissing: no such key, or a value that the text needs is absent.
        """
        if not self.has(key):
            raise WordsMissing(key=key, language=self.language)
        name, _, attribute = key.partition(".")
        message = self._bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise WordsMissing(key=key, language=self.language)
        text, problems = self._bundle.format_pattern(pattern, values)
        if problems:
            raise WordsMissing(key=key, language=self.language)
        return str(text)


@cache
def _parsed(path: Path) -> Resource:
    """Read a catalogue once for the whole process; a bundle only looks at it.

    Where each word stood in the file is of no use here, and would cost a fifth of the time and
    a third of the memory.
    """
    return FluentParser(with_spans=False).parse(path.read_text(encoding="utf-8"))
