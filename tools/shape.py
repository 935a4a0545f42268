"""Measures modules, functions and classes: over the aim is counted, over the stop is a fault."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tools.say import ROOT

Kind = Literal["module", "function", "class"]

AIM: dict[Kind, int] = {"module": 250, "function": 25, "class": 200}
STOP: dict[Kind, int] = {"module": 500, "function": 60, "class": 350}
MEASURED = ("cashier", "tests", "tools", "benchmarks", "dev.py", "hatch_build.py")


@dataclass(frozen=True, slots=True)
class Part:
    """One module, function or class, and how many lines it takes."""

    kind: Kind
    where: str
    lines: int


def parts_of(text: str, where: str) -> Iterator[Part]:
    """Measure one module's text."""
    yield Part("module", where, len(text.splitlines()))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            kind: Kind = "class" if isinstance(node, ast.ClassDef) else "function"
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Part(kind, f"{where}:{node.lineno} {node.name}", lines)


def lacks_docstring(text: str) -> bool:
    """Say whether a module does not tell what it is for."""
    return bool(text.strip()) and ast.get_docstring(ast.parse(text)) is None


def modules(root: Path, names: tuple[str, ...] = MEASURED) -> Iterator[Path]:
    """Go through the Python files of a checkout."""
    for name in names:
        path = root / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.is_file()


def measure(root: Path) -> tuple[list[Part], list[str]]:
    """Measure a checkout: all its parts, and the modules that do not say what they are for.

    A test module's name says it already.
    """
    parts: list[Part] = []
    silent = []
    for path in modules(root):
        text = path.read_text(encoding="utf-8")
        where = path.relative_to(root).as_posix()
        parts.extend(parts_of(text, where))
        if lacks_docstring(text) and not where.startswith("tests/"):
            silent.append(where)
    return parts, silent


def main(root: Path = ROOT) -> int:
    """Print what is over its stop, and how many are over their aim."""
    parts, silent = measure(root)
    over = [part for part in parts if part.lines > STOP[part.kind]]
    for part in over:
        print(f"{part.where}: {part.kind} of {part.lines} lines, at most {STOP[part.kind]}")
    for where in silent:
        print(f"{where}: the module has no docstring")
    if over or silent:
        return 1
    counts = ", ".join(_count(parts, kind) for kind in AIM)
    print(f"above the aim: {counts}")
    return 0


def _count(parts: list[Part], kind: Kind) -> str:
    of_kind = [part for part in parts if part.kind == kind]
    above = sum(part.lines > AIM[kind] for part in of_kind)
    plural = {"module": "modules", "function": "functions", "class": "classes"}[kind]
    return f"{above} of {len(of_kind)} {plural} (> {AIM[kind]})"


if __name__ == "__main__":
    sys.exit(main())
