"""Finds in the code which words it looks up, or may look up; knows nothing of the catalogues."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Keys put together from names that no constant shows; each with the place that does it.
DYNAMIC_PREFIXES: tuple[str, ...] = (
    "error-",  # core/errors.py: by the error's code; held to the classes below
    "doctor-name-",  # cli/doctor.py: by the name of a check
)
_KEY = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*(?:\.[a-z][a-z0-9_-]*)?")
_PREFIX = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*-")
_SUFFIX = re.compile(r"[-_.][a-z0-9_-]+")
_ASKING = {"words", "_words", "Phrase"}


@dataclass
class Usage:
    """What the code asks for: constants that may be keys, prefixes of keys, and sure look-ups."""

    constants: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    suffixes: set[str] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)
    error_codes: dict[str, str] = field(default_factory=dict)

    def knows(self, key: str) -> bool:
        """Say whether some part of the code may look `key` up."""
        if key in self.constants or key.startswith(tuple(self.prefixes) + DYNAMIC_PREFIXES):
            return True
        ends = (end for end in self.suffixes if key.endswith(end))
        return any(key.removesuffix(end) in self.constants for end in ends)


def read_usage(sources: dict[str, str]) -> Usage:
    """Collect from the code (name → text) which keys it looks up, or may look up."""
    usage = Usage()
    classes: dict[str, tuple[ast.ClassDef, str]] = {}
    for name, text in sources.items():
        # Elsewhere `words` is somebody's own name for something else.
        speaks = "Words" in text or name.startswith(
            ("cashier/ui/", "cashier/cli/", "cashier/desk/")
        )
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                _take_constant(usage, node.value)
            elif speaks and isinstance(node, ast.Call) and _asks_for_words(node.func):
                for key in _literals(node.args[0]) if node.args else ():
                    usage.asked.setdefault(key, f"{name}:{node.lineno}")
            elif isinstance(node, ast.ClassDef):
                classes[node.name] = (node, f"{name}:{node.lineno}")
    usage.error_codes = _error_codes(classes)
    return usage


def _take_constant(usage: Usage, value: str) -> None:
    if _PREFIX.fullmatch(value):
        usage.prefixes.add(value)
    elif _SUFFIX.fullmatch(value):
        usage.suffixes.add(value)
    elif _KEY.fullmatch(value):
        usage.constants.add(value)
        usage.constants.add(value.partition(".")[0])


def _asks_for_words(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute) and called.attr == "has":
        called = called.value
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in _ASKING


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _error_codes(classes: dict[str, tuple[ast.ClassDef, str]]) -> dict[str, str]:
    def is_error(name: str, seen: frozenset[str] = frozenset()) -> bool:
        if name == "CashierError":
            return True
        if name not in classes or name in seen:
            return False
        bases = [ast.unparse(base).rpartition(".")[2] for base in classes[name][0].bases]
        return any(is_error(base, seen | {name}) for base in bases)

    found = {}
    for name, (node, where) in classes.items():
        for step in node.body if is_error(name) else ():
            target = (
                step.targets[0] if isinstance(step, ast.Assign) else getattr(step, "target", None)
            )
            value = getattr(step, "value", None)
            if (
                isinstance(target, ast.Name)
                and target.id == "code"
                and isinstance(value, ast.Constant)
            ):
                found[str(value.value)] = where
    return found
