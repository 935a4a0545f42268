"""Every word a person reads, by key, in one language. Project Fluent underneath.

Catalogues are `i18n/<name>_<language>.ftl`. A key without words is our own fault: it raises, and a
test finds it before a person does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import (
    BaseNode,
    Message,
    MessageReference,
    Pattern,
    Resource,
    Term,
    TextElement,
)

from cashier.core.errors import Bug
from cashier.core.locale_data import keep_numbers
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
        keep_numbers(language)
        self._plain: list[Mapping[str, str | None]] = []
        self._unread = [translation(f"{name}_{language}.ftl") for name in catalogues]

    def has(self, key: str) -> bool:
        """Whether there are words for `key` (`name` or `name.attribute`)."""
        name, _, attribute = key.partition(".")
        while not self._knows(name):
            if not self._unread:
                return False
            self._read(self._unread.pop(0))
        if not self._bundle.has_message(name):
            return self._text(name, key) is not None
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
        plain = self._text(name, key)
        if plain is not None:
            return plain
        message = self._bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise WordsMissing(key=key, language=self.language)
        text, problems = self._bundle.format_pattern(pattern, values)
        if problems:
            raise WordsMissing(key=key, language=self.language)
        return str(text)

    def _read(self, path: Path) -> None:
        """Add a catalogue; what an earlier one has stays."""
        found = _parsed(path)
        made = [one for one in found.made if isinstance(one, Term) or not self._knows(one.id.name)]
        self._bundle.add_resource(Resource([*made]))
        self._plain.append(found.plain)

    def _knows(self, name: str) -> bool:
        return self._bundle.has_message(name) or any(name in texts for texts in self._plain)

    def _text(self, name: str, key: str) -> str | None:
        """Return a text in which nothing is filled in; None where there is none of that kind."""
        if self._bundle.has_message(name):
            return None
        return next((texts.get(key) for texts in self._plain if name in texts), None)


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """A catalogue as it is kept: most texts need nothing filled in, and are kept as no more.

    Fluent's own tree takes thirty times the memory of the text. `plain` has those by key, None for
    a message that has attributes only; `made` are all others, and what these refer to.
    """

    plain: Mapping[str, str | None]
    made: Sequence[Message | Term]


@cache
def _parsed(path: Path) -> _Catalogue:
    """Read a catalogue once for the whole process; whoever has it only looks at it.

    Where each word stood in the file is of no use here, and would cost a fifth of the time.
    """
    body = FluentParser(with_spans=False).parse(path.read_text(encoding="utf-8")).body
    every = [item for item in body if isinstance(item, Message | Term)]
    referred = {name for item in every for name in _references(item)}
    plain: dict[str, str | None] = {}
    made: list[Message | Term] = []
    for item in every:
        texts = _plain_texts(item) if item.id.name not in referred else None
        if texts is None:
            made.append(item)
        else:
            plain.update(texts)
    return _Catalogue(plain, made)


def _plain_texts(item: Message | Term) -> dict[str, str | None] | None:
    """Return all texts of a message by their keys; None when anything is filled in."""
    if isinstance(item, Term):
        return None
    name = item.id.name
    texts = {f"{name}.{one.id.name}": _plain_text(one.value) for one in item.attributes}
    if item.value is not None:
        texts[name] = _plain_text(item.value)
    if None in texts.values():
        return None
    return texts if item.value is not None else {name: None, **texts}


def _plain_text(pattern: Pattern) -> str | None:
    match pattern.elements:
        case [TextElement(value=str(text))]:
            return text
    return None


def _references(node: object) -> Iterator[str]:
    """Yield the names of the messages that something refers to."""
    if isinstance(node, MessageReference):
        yield node.id.name
    inside: Iterable[object] = ()
    if isinstance(node, BaseNode):
        inside = vars(node).values()
    elif isinstance(node, list):
        inside = node
    for one in inside:
        yield from _references(one)
