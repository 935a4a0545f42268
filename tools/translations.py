"""Holds the Fluent catalogues to their rules: both languages the same, every key real and used.

Needs `fluent.syntax`, so it runs inside the environment: `python -m tools.translations`.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

from tools.say import ROOT
from tools.usage import Usage, read_usage

LANGUAGES = ("zh_CN", "en")
# What may never be said aloud or shown to a customer: words about somebody's credit.
UNSPEAKABLE = re.compile(r"分付|额度|逾期|冻结|\b(?:fenfu|limits?|overdue|frozen)\b", re.IGNORECASE)
SPOKEN = ("aloud", "display")
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\ufe0f\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u2600-\u26ff\u2705\u270a"
    "\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message or attribute: its line, its text and the names it expects to be given."""

    line: int
    text: str
    names: frozenset[str]


@dataclass
class Catalogue:
    """The messages of one file, attributes as `key.attribute`, and what is wrong with the file."""

    name: str
    entries: dict[str, Entry] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class _Names(visitor.Visitor):  # type: ignore[misc,unused-ignore]
    """Collects what a pattern needs: variables and functions, and other messages it mentions."""

    def __init__(self) -> None:
        self.given: set[str] = set()
        self.mentioned: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.given.add(f"${node.id.name}")

    def visit_FunctionReference(self, node: ftl.FunctionReference) -> None:
        self.given.add(f"{node.id.name}()")
        self.generic_visit(node)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        self.mentioned.add(node.id.name)


def read_catalogue(name: str, text: str) -> Catalogue:
    """Read one catalogue's text; what cannot be read, comes twice or shows an emoji is a fault."""
    found = Catalogue(name)
    for node in FluentParser().parse(text).body:
        line = text.count("\n", 0, node.span.start) + 1 if node.span else 0
        if isinstance(node, ftl.Junk):
            reason = node.annotations[0].message if node.annotations else "not Fluent"
            found.faults.append(f"{name}:{line}: cannot be read: {reason}")
        elif isinstance(node, ftl.Message):
            if node.id.name in found.entries:
                found.faults.append(f"{name}:{line}: {node.id.name} comes twice")
            _take_message(found, node, line, text)
    for number, row in enumerate(text.splitlines(), start=1):
        if EMOJI.search(row):
            found.faults.append(f"{name}:{number}: emoji")
    return found


def _take_message(found: Catalogue, node: ftl.Message, line: int, text: str) -> None:
    patterns = {node.id.name: node.value}
    patterns |= {
        f"{node.id.name}.{attribute.id.name}": attribute.value for attribute in node.attributes
    }
    for key, pattern in patterns.items():
        if pattern is None:
            found.entries[key] = Entry(line, "", frozenset())
            continue
        names = _Names()
        names.visit(pattern)
        found.mentioned |= names.mentioned
        span = pattern.span
        shown = text[span.start : span.end] if span else ""
        found.entries[key] = Entry(line, shown, frozenset(names.given))


def compare(chinese: Catalogue, english: Catalogue) -> list[str]:
    """Return where two catalogues of the same texts differ in keys or in what they expect."""
    faults = []
    for one, other in ((chinese, english), (english, chinese)):
        lacking = one.entries.keys() - other.entries.keys()
        faults += [f"{other.name}: {key} is missing (it is in {one.name})" for key in lacking]
    for key in chinese.entries.keys() & english.entries.keys():
        left, right = chinese.entries[key], english.entries[key]
        if left.names != right.names:
            odd = ", ".join(sorted(left.names ^ right.names))
            faults.append(f"{english.name}:{right.line}: {key} differs from the Chinese in {odd}")
    return sorted(faults)


def speech_faults(catalogue: Catalogue) -> list[str]:
    """Return the spoken and displayed texts that name somebody's credit."""
    faults = []
    for key, entry in catalogue.entries.items():
        word = UNSPEAKABLE.search(entry.text)
        if word and key.rpartition(".")[2] in SPOKEN:
            faults.append(
                f"{catalogue.name}:{entry.line}: {key} says {word.group()!r} to the customer"
            )
    return faults


def usage_faults(catalogues: dict[str, Catalogue], usage: Usage) -> list[str]:
    """Return keys asked for and not there, keys nobody asks for, and errors without words."""
    every = {key for catalogue in catalogues.values() for key in catalogue.entries}
    mentioned = {key for catalogue in catalogues.values() for key in catalogue.mentioned}
    faults = [
        f"{where}: no words for {key!r}" for key, where in usage.asked.items() if key not in every
    ]
    for code, where in usage.error_codes.items():
        pair = (f"error-{code}", f"error-{code}.do")
        faults += [f"{where}: no words for {key!r}" for key in pair if key not in every]
    owners: dict[str, str] = {}
    for catalogue in catalogues.values():
        for key, entry in catalogue.entries.items():
            owner = owners.setdefault(key, catalogue.name)
            if owner != catalogue.name and "." not in key:
                faults.append(f"{catalogue.name}:{entry.line}: {key} is in {owner} too")
            stale = key.startswith("error-") and key[6:] not in usage.error_codes
            idle = not usage.knows(key) and key not in mentioned
            if "." not in key and (stale or idle):
                faults.append(f"{catalogue.name}:{entry.line}: nothing uses {key}")
    return sorted(faults)


def check(root: Path) -> tuple[dict[str, Catalogue], list[str]]:
    """Check a checkout: its catalogues of both languages, and every fault."""
    names = sorted({path.name.partition("_")[0] for path in root.joinpath("i18n").glob("*.ftl")})
    faults: list[str] = []
    chinese_ones: dict[str, Catalogue] = {}
    for name in names:
        pair = []
        for language in LANGUAGES:
            path = root / "i18n" / f"{name}_{language}.ftl"
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            pair.append(read_catalogue(path.relative_to(root).as_posix(), text))
        faults += [fault for catalogue in pair for fault in catalogue.faults]
        faults += compare(*pair)
        if name == "playbook":
            faults += [fault for catalogue in pair for fault in speech_faults(catalogue)]
        chinese_ones[name] = pair[0]
    sources = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.joinpath("cashier").rglob("*.py"))
    }
    faults += usage_faults(chinese_ones, read_usage(sources))
    return chinese_ones, faults


def main(root: Path = ROOT) -> int:
    """Check the checkout and print every fault, or a count when there is none."""
    catalogues, faults = check(root)
    total = sum(len(catalogue.entries) for catalogue in catalogues.values())
    print(
        "\n".join(faults)
        or f"{total} texts in {len(catalogues)} catalogues, {len(LANGUAGES)} languages"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
