"""Gathers everything there is to say about a playbook: faults, warnings, and what it covers.

The rooms below find; this module only brings it together and puts a line to each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cashier.cases.rehearsal import (
    Played,
    heard_scripts,
    idle_questions,
    play,
    possible_scenes,
    simple_situations,
)
from cashier.cli.playbook_examples import Example, read_examples
from cashier.diagnosis.facts import Facts
from cashier.playbook.broken import Fault, Faults, Problem, shortlist
from cashier.playbook.catalogue import SCRIPT, read_catalogue
from cashier.playbook.check import Lines, check_parts, check_words
from cashier.playbook.evidence import OPEN_NAMES, UNKNOWN
from cashier.playbook.files import read_text
from cashier.playbook.load import load_playbook, read_playbook
from cashier.playbook.model import CodeRow
from cashier.playbook.overlay_check import is_overlay, overlay_faults
from cashier.playbook.playbook import Playbook
from cashier.playbook.tables import load_codes
from cashier.playbook.texts import catalogue, script_keys


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a playbook leaves open; each entry as `file:line name`, texts as counts per language."""

    causes_without_example: tuple[str, ...]
    causes_never_first: tuple[str, ...]
    rows_without_example: tuple[str, ...]
    idle_questions: tuple[str, ...]
    silent_values: tuple[str, ...]
    texts: Mapping[str, Mapping[str, int]]

    def data(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "causes_without_example": list(self.causes_without_example),
            "causes_never_first": list(self.causes_never_first),
            "rows_without_example": list(self.rows_without_example),
            "idle_questions": list(self.idle_questions),
            "silent_values": list(self.silent_values),
            "texts": {language: dict(counts) for language, counts in self.texts.items()},
        }


@dataclass(frozen=True, slots=True)
class Review:
    """The findings in the order of files and lines; coverage only where the playbook loads.

    `own`: it is a shop's own rules and words, and `version` that of the playbook they lie over.
    """

    version: str
    findings: tuple[Fault, ...]
    coverage: Coverage | None
    own: bool = False

    @property
    def good(self) -> bool:
        """Whether there is nothing but warnings."""
        return all(finding.is_warning for finding in self.findings)


def review(folder: Path) -> Review:
    """Look at a whole playbook; a broken one is looked at as far as that makes sense.

    A shop's own rules and words are looked at as they would lie over the program's playbook.
    """
    if is_overlay(folder):
        pack = load_playbook()
        return Review(pack.version, shortlist(overlay_faults(folder, pack)), None, own=True)
    playbook, faults = read_playbook(folder)
    is_broken = bool(faults)
    with faults.catching():
        faults.add(*check_words(playbook, folder))
    coverage = None
    if not is_broken:
        with faults.catching():
            faults.add(*check_parts(playbook, folder, possible_scenes(playbook)))
            examples, wrong = read_examples(folder, playbook)
            faults.add(*wrong)
            situations = (*(one.situation for one in examples), *simple_situations(playbook))
            played = play(situations, playbook)
            idle = idle_questions(played, playbook)
            faults.add(*_idle(idle, played, playbook, Lines(folder)))
            first = {one.advice.after.top.cause for one in played[: len(examples)]}
            coverage = _coverage(folder, playbook, examples, first, idle)
    return Review(playbook.version, shortlist(faults), coverage)


def _idle(
    idle: Iterable[str], played: Sequence[Played], playbook: Playbook, lines: Lines
) -> Iterator[Fault]:
    for name in idle:
        line = lines.of("questions.toml", "question", name)
        yield Fault("questions.toml", line, f"question.{name}", Problem.idle_question, name)
    heard = heard_scripts(played)
    for cause in playbook.causes:
        if cause.text_key not in heard:
            line = lines.of("causes.toml", "cause", cause.id)
            yield Fault(
                "causes.toml", line, f"cause.{cause.id}", Problem.unheard_script, cause.text_key
            )


def _coverage(
    folder: Path,
    playbook: Playbook,
    examples: tuple[Example, ...],
    first: set[str],
    idle: tuple[str, ...],
) -> Coverage:
    """What is left open; `first` are the causes that come out on top in some example."""
    lines = Lines(folder)
    expected = {one.expected.cause for one in examples}

    def missing(seen: set[str]) -> tuple[str, ...]:
        return tuple(
            f"causes.toml:{lines.of('causes.toml', 'cause', cause.id)} {cause.id}"
            for cause in playbook.causes
            if cause.id not in seen
        )

    return Coverage(
        causes_without_example=missing(expected),
        causes_never_first=missing(first),
        rows_without_example=tuple(_unused_rows(folder, playbook, examples)),
        idle_questions=idle,
        silent_values=tuple(_silent_values(playbook)),
        texts={language: _count(playbook, folder, language) for language in playbook.languages},
    )


def _unused_rows(folder: Path, playbook: Playbook, examples: Iterable[Example]) -> Iterator[str]:
    """The answers to a charge that no example gives."""
    used: set[CodeRow] = set()
    for example in examples:
        facts = Facts.of(example.situation.evidence)
        text = facts.get("register.text")
        by_text = playbook.codes.by_text(text) if text else ()
        provider, _, code = (facts.get("register.code") or "").partition("/")
        by_code = playbook.codes.by_code(provider, code)
        used.update([row for row in by_code if row in by_text] or (*by_code, *by_text))
    for line, row in load_codes(folder, Faults()).items():
        if row.call == "charge" and row not in used:
            yield f"codes.csv:{line} {row.provider}/{row.code} {row.message}".rstrip()


def _silent_values(playbook: Playbook) -> Iterator[str]:
    """The evidence that no cause speaks of in a table of its own."""
    for name in playbook.vocabulary.names:
        family = name.partition(".")[0]
        if name in OPEN_NAMES or family in ("step", "tried"):
            continue
        said = {value for cause in playbook.causes for value in cause.sees.get(name, ())}
        for value in playbook.vocabulary.values(name):
            if value != UNKNOWN and value not in said:
                yield f"{name}={value}"


def _count(playbook: Playbook, folder: Path, language: str) -> dict[str, int]:
    """How many texts a language has, and how many scripts are whole."""
    path = catalogue(folder, language)
    texts = read_catalogue(read_text(path.parent, path.name), path.name).texts
    scripts = script_keys(playbook)
    whole = sum(all(f"{key}.{part}" in texts for part in SCRIPT) for key in scripts)
    return {"texts": len(texts), "scripts": len(scripts), "whole_scripts": whole}
