"""The whole tree of errors: every class has a code of its own and words in both languages.

What a text needs is held against what the class is raised with, read from the code itself.
"""

import ast
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

import cashier
from cashier.core.errors import Bug, CashierError, Unavailable, WrongUse, every_error
from cashier.core.resources import translation
from cashier.core.words import LANGUAGES, Words

ROOT = Path(cashier.__file__).parent
FOR_THE_LOG = {"case_id", "reason", "file"}
"""Fields that may be raised without being said: they help whoever reads the log."""


@cache
def classes() -> tuple[type[CashierError], ...]:
    """Every error class of every room."""
    for found in pkgutil.walk_packages(cashier.__path__, "cashier."):
        if "migrations" not in found.name and not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    return tuple(one for one in every_error() if one.__module__.startswith("cashier."))


def errors() -> dict[str, type[CashierError]]:
    """Every error class by its name."""
    return {one.__name__: one for one in classes()}


@cache
def needed(language: str) -> dict[str, frozenset[str]]:
    """The fields that each error's two sentences ask for, by code."""
    text = translation(f"errors_{language}.ftl").read_text(encoding="utf-8")
    body = FluentParser().parse(text).body
    messages = {one.id.name: one for one in body if isinstance(one, ftl.Message)}
    found: dict[str, frozenset[str]] = {}
    for name, message in messages.items():
        asked = _Asked(messages)
        asked.visit(message)
        found[name.removeprefix("error-")] = frozenset(asked.names)
    return found


class _Asked(visitor.Visitor):  # type: ignore[misc,unused-ignore]
    """Collects the variables of a message, its attributes, and the messages that these quote."""

    def __init__(self, messages: Mapping[str, ftl.Message]) -> None:
        self._messages = messages
        self.names: set[str] = set()

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        self.visit(self._messages[node.id.name])

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def given() -> dict[str, frozenset[frozenset[str]]]:
    """With which fields each class is made, wherever the code shows it."""
    found: dict[str, set[frozenset[str]]] = {}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name, fields in _made(node):
                found.setdefault(name, set()).add(fields)
    return {name: frozenset(fields) for name, fields in found.items()}


def _made(node: ast.AST) -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(node, ast.ClassDef) and node.name in errors():
        # A class with an __init__ of its own says there which fields it has.
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "super().__init__":
                yield from _fields(node.name, inner)
    elif isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        if name in errors() and "__init__" not in vars(errors()[name]):
            yield from _fields(name, node)
    elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
        yield node.exc.id, frozenset()


def _fields(name: str, call: ast.Call) -> Iterator[tuple[str, frozenset[str]]]:
    found = set()
    for keyword in call.keywords:
        if keyword.arg is not None:
            found.add(keyword.arg)
        elif isinstance(keyword.value, ast.Dict):
            keys = keyword.value.keys
            found |= {str(key.value) for key in keys if isinstance(key, ast.Constant)}
        else:
            return
    yield name, frozenset(found)


def test_the_tree_is_whole() -> None:
    assert len(errors()) > 100
    assert all(issubclass(one, CashierError) for one in errors().values())
    assert {Bug.exit_code, Unavailable.exit_code, CashierError.exit_code} == {3}
    assert WrongUse.exit_code == 2


def test_every_class_has_a_code_of_its_own() -> None:
    assert [name for name, one in errors().items() if "code" not in vars(one)] == []
    counted = Counter(one.code for one in errors().values())
    assert [code for code, times in counted.items() if times > 1] == []
    assert all(code == code.lower() and " " not in code for code in counted)


def test_no_two_classes_share_a_name() -> None:
    assert len(classes()) == len(errors())


def test_exit_codes_are_those_of_the_contract() -> None:
    wrong = {
        name: one.exit_code
        for name, one in errors().items()
        if one.exit_code != (2 if issubclass(one, WrongUse) else 3)
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_says_what_happened_and_what_to_do(language: str) -> None:
    words = Words(language, ("errors",))
    silent = [
        name
        for name, one in errors().items()
        if not words.has(f"error-{one.code}") or not words.has(f"error-{one.code}.do")
    ]
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_gets_the_fields_it_needs_and_says_all_that_matter(language: str) -> None:
    wrong = {
        name: (sorted(fields), sorted(wanted))
        for name, made in given().items()
        if name in errors()
        for fields in made
        for wanted in [needed(language)[errors()[name].code]]
        if not wanted <= fields <= wanted | FOR_THE_LOG
    }
    assert wrong == {}


def test_nearly_every_class_was_looked_at() -> None:
    roots = {"CashierError", "Bug", "Unavailable", "WrongUse"}
    unseen = {name for name in errors() if name not in given()} - roots
    assert len(unseen) <= 6


def test_an_error_shows_its_code_and_fields() -> None:
    error = Unavailable(file="a", count=3)
    assert str(error) == "unavailable file=a count=3"
    assert error.fields == {"file": "a", "count": 3}
    assert str(Bug()) == "bug"
