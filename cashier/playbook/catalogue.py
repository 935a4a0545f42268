"""Reads a Fluent catalogue of a playbook: its texts with their lines, and what is wrong in it.

A catalogue may come from anywhere: texts that refer in a circle, grow without end, nest too deeply
or wait for values that nobody hands in are faults. Whether the words are good is `check`'s matter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from cashier.playbook.broken import ENOUGH, Fault, Problem
from cashier.playbook.files import nearest
from cashier.playbook.graph import walk

SCRIPT = ("aloud", "clerk", "display")
MOST_NESTED = 20
LONGEST_TEXT = 2000
_FUNCTIONS = ("NUMBER", "DATETIME")
_LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Text:
    """One text as it is written, what is filled in shown as `…`, and its line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every text by `key` or `key.attribute`, and the faults of the file."""

    texts: Mapping[str, Text]
    faults: tuple[Fault, ...]


def read_catalogue(text: str, file: str) -> Catalogue:
    """Read one catalogue; a part that cannot be read does not hide the rest."""
    line = _too_deep(text)
    if line:
        return Catalogue({}, (Fault(file, line, file, Problem.too_deep),))
    try:
        reading = _Reading(file, text)
        for entry in FluentParser().parse(text).body:
            reading.take(entry)
    except RecursionError:
        return Catalogue({}, (Fault(file, 1, file, Problem.too_deep),))
    faults = chain(reading.faults, reading.wrong_references(), reading.without_end())
    return Catalogue(reading.texts, tuple(islice(faults, ENOUGH)))


@dataclass(slots=True)
class _Reading:
    """What has been read of a catalogue; terms stand beside the texts, as `-name`."""

    file: str
    source: str
    texts: dict[str, Text] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    references: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _counted: tuple[int, int] = (0, 1)

    def take(self, entry: fluent.EntryType) -> None:
        if isinstance(entry, fluent.Junk):
            content = (entry.content or "").strip()
            reason = entry.annotations[0].message if entry.annotations else ""
            line = self._line(entry)
            name = content.partition("=")[0].strip()[:60] or str(line)
            self._wrong(line, name, Problem.unreadable, str(reason))
        elif isinstance(entry, fluent.Message | fluent.Term):
            is_term = isinstance(entry, fluent.Term)
            key = f"-{entry.id.name}" if is_term else entry.id.name
            line = self._line(entry.id)
            if key in self.lines:
                self._wrong(line, key, Problem.duplicate, key, f"{self.file}:{self.lines[key]}")
                return
            self.lines[key] = line
            if entry.value is not None:
                self._pattern(key, entry.value, line)
            for attribute in entry.attributes:
                inner = f"{key}.{attribute.id.name}"
                self._pattern(inner, attribute.value, self._line(attribute))

    def wrong_references(self) -> Iterator[Fault]:
        """References to texts that are not there, and texts that lead back to themselves."""
        for key, targets in self.references.items():
            for target in targets:
                if target not in self.references:
                    close = nearest(target, self.references)
                    yield self._fault(key, Problem.unknown_name, target, close)
        for circle in walk(self.references).circles:
            way = " → ".join((*circle[:6], circle[0]))
            yield self._fault(circle[0], Problem.cycle, way)

    def without_end(self) -> Iterator[Fault]:
        """Texts that come out far too long once all they refer to is filled in."""
        whole: dict[str, int] = {}
        for key in walk(self.references).order:
            parts = [whole.get(target, 0) for target in self.references[key]]
            size = self.sizes[key] + sum(parts)
            whole[key] = min(size, LONGEST_TEXT + 1)
            if size > LONGEST_TEXT >= max(parts, default=0):
                yield self._fault(key, Problem.endless, f"{size}", f"≤ {LONGEST_TEXT}")

    def _pattern(self, key: str, pattern: fluent.Pattern, line: int) -> None:
        parts = _Parts()
        parts.visit(pattern)
        self.lines[key] = line
        self.sizes[key] = parts.size
        self.references[key] = tuple(parts.references)
        if not key.startswith("-"):
            self.texts[key] = Text(line, _plain(pattern))
        for name in parts.functions:
            if name not in _FUNCTIONS:
                self._wrong(line, key, Problem.unknown_name, f"{name}()", ", ".join(_FUNCTIONS))
        if key.rpartition(".")[2] in SCRIPT:
            for name in parts.variables:
                self._wrong(line, key, Problem.needs_value, f"${name}")

    def _line(self, node: fluent.SyntaxNode) -> int:
        """The line of a node; they come in the order of the file, so only what is new counts."""
        at = node.span.start if node.span else 0
        counted, line = self._counted
        line += self.source.count("\n", counted, at)
        self._counted = (max(at, counted), line)
        return line

    def _wrong(self, line: int, entry: str, problem: Problem, found: str, wanted: str = "") -> None:
        self.faults.append(Fault(self.file, line, entry, problem, found[:80], wanted))

    def _fault(self, key: str, problem: Problem, found: str, wanted: str = "") -> Fault:
        return Fault(self.file, self.lines[key], key, problem, found[:80], wanted)


class _Parts(Visitor):
    """What a text refers to, and how long it is by itself."""

    def __init__(self) -> None:
        self.size = 0
        self.references: list[str] = []
        self.variables: list[str] = []
        self.functions: list[str] = []

    def visit_TextElement(self, node: fluent.TextElement) -> None:
        self.size += len(node.value)

    def visit_StringLiteral(self, node: fluent.StringLiteral) -> None:
        self.size += len(node.value)

    def visit_MessageReference(self, node: fluent.MessageReference) -> None:
        self.references.append(_reference(node.id, node.attribute))

    def visit_TermReference(self, node: fluent.TermReference) -> None:
        self.references.append(f"-{_reference(node.id, node.attribute)}")
        self.generic_visit(node)

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:
        self.variables.append(node.id.name)

    def visit_FunctionReference(self, node: fluent.FunctionReference) -> None:
        self.functions.append(node.id.name)
        self.generic_visit(node)


def _reference(name: fluent.Identifier, attribute: fluent.Identifier | None) -> str:
    return f"{name.name}.{attribute.name}" if attribute else str(name.name)


def _plain(pattern: fluent.Pattern) -> str:
    parts = (one.value if isinstance(one, fluent.TextElement) else "…" for one in pattern.elements)
    return "".join(str(part) for part in parts)


def _too_deep(text: str) -> int:
    """The first line with braces nested beyond all use, before any parser follows them; else 0."""
    depth = 0
    for number, line in enumerate(_without_literals(text.split("\n")), start=1):
        if line[:1].isalpha() or line.startswith("-"):
            depth = 0
        for sign in line if not line.startswith("#") else "":
            depth += (sign == "{") - (sign == "}")
            if depth > MOST_NESTED:
                return number
    return 0


def _without_literals(lines: Iterable[str]) -> Iterator[str]:
    return (_LITERAL.sub("", line) if '"' in line else line for line in lines)
