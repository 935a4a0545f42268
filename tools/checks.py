"""What `dev.py check` runs: two checks at a time, what failed shown whole, then one table."""

import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.environment import Environment
from tools.say import paint, say


@dataclass(frozen=True, slots=True)
class Check:
    """A named command that succeeds or fails, and what mends it."""

    name: str
    command: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check went."""

    check: Check
    passed: bool
    seconds: float
    shown: str

    @property
    def last_line(self) -> str:
        """What the check said last: usually its count."""
        lines = [line.strip() for line in self.shown.splitlines() if line.strip()]
        return lines[-1] if lines else ""


CHECKS = (
    # The longest first, so that the short ones run beside it.
    Check("types", ("mypy",)),
    Check("style", ("ruff", "check", "--output-format=concise"), "ruff check --fix mends some"),
    Check("format", ("ruff", "format", "--check"), "ruff format mends it"),
    Check("imports", ("lint-imports", "--no-logo")),
    Check("words", ("python", "-m", "tools.translations")),
    Check("lock", ("python", "-m", "tools.lockfile")),
    Check("shape", ("python", "-m", "tools.shape")),
)


def run_checks(environment: Environment, checks: Sequence[Check] = CHECKS) -> int:
    """Run every check, print what failed and a table; return the exit code."""

    def run(check: Check) -> Outcome:
        started = time.perf_counter()
        done = subprocess.run(
            [environment.bin(check.command[0]), *check.command[1:]],
            cwd=environment.root,
            env=environment.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        seconds = time.perf_counter() - started
        return Outcome(check, done.returncode == 0, seconds, done.stdout)

    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = list(pool.map(run, checks))
    for outcome in outcomes:
        if not outcome.passed:
            say(f"{outcome.check.name}: {' '.join(outcome.check.command)}", "red")
            print(outcome.shown.rstrip(), end="\n\n", flush=True)
    print(table(outcomes), flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def table(outcomes: Sequence[Outcome]) -> str:
    """Lay out one line a check: name, verdict, seconds, its last words or what mends it."""
    rows = []
    for outcome in outcomes:
        verdict = paint("passed", "green") if outcome.passed else paint("FAILED", "red")
        note = outcome.last_line if outcome.passed else outcome.check.hint or outcome.last_line
        rows.append(
            f"{outcome.check.name:<8} {verdict} {outcome.seconds:6.1f} s  {note[:90]}".rstrip()
        )
    return "\n".join(rows)
