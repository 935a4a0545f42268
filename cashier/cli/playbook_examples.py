"""Reads a playbook's own examples and runs them: what is expected of each, and what comes out.

Cause is told apart from state and lock: a cause may be a close call, the money never.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cashier.cases.advice import Situation, advise
from cashier.cli.situation import read_situation
from cashier.core.errors import CashierError
from cashier.diagnosis.order import MoneyState
from cashier.diagnosis.posterior import Ranked
from cashier.playbook.broken import Fault, Faults, PlaybookBroken, Problem
from cashier.playbook.files import nearest, numbered, read_text
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook

FILE = "examples.jsonl"
SHOWN_CAUSES = 3
LEAST_CAUSES_RIGHT = 0.95
_EXPECTED = ("cause", "state", "charge_lock")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an example expects, or what came out."""

    cause: str
    state: str
    locked: bool

    def __str__(self) -> str:
        return f"{self.cause} {self.state} {'locked' if self.locked else 'open'}"


@dataclass(frozen=True, slots=True)
class Example:
    """One line of the examples."""

    line: int
    situation: Situation
    expected: Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one example; `top` are the likeliest causes."""

    line: int
    expected: Verdict
    found: Verdict
    top: tuple[Ranked, ...]

    @property
    def cause_right(self) -> bool:
        """Whether the likeliest cause is the expected one."""
        return self.expected.cause == self.found.cause

    @property
    def money_right(self) -> bool:
        """Whether the state of the money and the lock are as expected."""
        expected, found = self.expected, self.found
        return (expected.state, expected.locked) == (found.state, found.locked)


@dataclass(frozen=True, slots=True)
class Run:
    """How a playbook did on its own examples, and what is wrong with those that cannot be run."""

    outcomes: tuple[Outcome, ...]
    findings: tuple[Fault, ...]

    @property
    def causes(self) -> float:
        """The share of examples whose cause came out as expected."""
        return _share([one.cause_right for one in self.outcomes])

    @property
    def money(self) -> float:
        """The share of examples whose state and lock came out as expected."""
        return _share([one.money_right for one in self.outcomes])

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The examples that came out differently."""
        return tuple(one for one in self.outcomes if not (one.cause_right and one.money_right))

    @property
    def good(self) -> bool:
        """Whether all could be run, with every state and lock right, and enough of the causes."""
        whole = bool(self.outcomes) and all(one.is_warning for one in self.findings)
        return whole and self.money == 1 and self.causes >= LEAST_CAUSES_RIGHT


class _NoExample(ValueError):
    """A line that is no example: what was found, and what is wanted instead."""

    def __init__(self, found: str, wanted: str = "") -> None:
        super().__init__(found)
        self.fault = (found[:80], wanted)


def read_examples(
    folder: Path, playbook: Playbook
) -> tuple[tuple[Example, ...], tuple[Fault, ...]]:
    """All examples that can be read, and what is wrong with the others.

    Raises:
        PlaybookBroken: there is no such file, or it is no text.
    """
    seen: dict[str, Example] = {}
    faults = Faults()
    for number, line in numbered(read_text(folder, FILE)):
        if faults.full(FILE):
            break
        try:
            request, example = _read(number, line, playbook)
        except _NoExample as error:
            faults.add(Fault(FILE, number, str(number), Problem.broken_example, *error.fault))
            continue
        first = seen.setdefault(request, example)
        if first is not example:
            faults.add(_twice(first, example))
    return tuple(seen.values()), tuple(faults)


def _twice(first: Example, second: Example) -> Fault:
    problem = Problem.repeated if first.expected == second.expected else Problem.contradiction
    found, wanted = str(second.expected), f"{FILE}:{first.line}"
    return Fault(FILE, second.line, str(second.line), problem, found, wanted)


def run_own_examples(folder: Path) -> Run:
    """Load a playbook and run its examples; one that is broken has faults and no outcomes."""
    try:
        playbook = load_playbook(folder)
        examples, findings = read_examples(folder, playbook)
    except PlaybookBroken as error:
        return Run((), error.faults)
    return Run(run_examples(examples, playbook), findings)


def run_examples(examples: Iterable[Example], playbook: Playbook) -> tuple[Outcome, ...]:
    """Judge every example and set what it expects beside what comes out."""
    return tuple(_run(example, playbook) for example in examples)


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / len(right), 4) if right else 0.0


def _run(example: Example, playbook: Playbook) -> Outcome:
    advice = advise(example.situation, playbook)
    top = advice.causes[:SHOWN_CAUSES]
    found = Verdict(top[0].cause, advice.known.state.value, advice.charge_lock)
    return Outcome(example.line, example.expected, found, top)


def _read(number: int, line: str, playbook: Playbook) -> tuple[str, Example]:
    try:
        data: Any = json.loads(line)
    except RecursionError as error:
        raise _NoExample("{{{…") from error
    except ValueError as error:
        raise _NoExample(str(error)) from error
    expect = data.pop("expect", None) if isinstance(data, dict) else None
    if not isinstance(expect, dict):
        raise _NoExample(line, '"expect": {…}')
    expected = _verdict(expect, playbook)
    try:
        situation = read_situation(json.dumps(data).encode(), playbook.vocabulary)
    except CashierError as error:
        fields = dict(error.fields)
        wanted = fields.pop("nearest", "") or fields.pop("allowed", "")
        found = " ".join(str(value) for value in fields.values())
        raise _NoExample(found, str(wanted)) from error
    return json.dumps(data, sort_keys=True), Example(number, situation, expected)


def _verdict(expect: Mapping[str, Any], playbook: Playbook) -> Verdict:
    if set(expect) != set(_EXPECTED):
        raise _NoExample(", ".join(expect), ", ".join(_EXPECTED))
    causes = tuple(cause.id for cause in playbook.causes)
    cause, state, locked = (expect[name] for name in _EXPECTED)
    for value, known in ((cause, causes), (state, tuple(MoneyState))):
        if value not in known:
            raise _NoExample(str(value), nearest(str(value), known))
    if not isinstance(locked, bool):
        raise _NoExample(str(locked), "true, false")
    return Verdict(str(cause), str(state), locked)
