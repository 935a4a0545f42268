"""`cashier doctor`: every check once, what was found, what to do. Mends nothing.

The list of checks is open: whoever builds the program adds the camera and the database. What is not
set up is `unknown`, which is no failure.
"""

import json
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table

from cashier import __version__
from cashier.cli.about import parts
from cashier.cli.chain import Chain, lines, to_json
from cashier.config.settings_file import LoadedSettings
from cashier.config.vault import VaultState
from cashier.core import UNREADABLE_ZONE
from cashier.core.about import build
from cashier.core.background import Background
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.words import Words
from cashier.health.damping import Policy
from cashier.health.lights import NAMES, State
from cashier.health.plan import Plan
from cashier.health.prober import Prober, Round
from cashier.health.probes import Probe, judge, version
from cashier.health.reach import Reach

CATALOGUES = ("cli", "errors", "health")
"""The catalogues whose words the checks of this module use."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer; `detail` and `do` are words already."""

    name: str
    state: State
    detail: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at once. What it raises as a CashierError becomes a failed finding."""

    name: str
    run: Callable[[], Sequence[Finding]]


def run_doctor(
    checks: Iterable[Check],
    words: Words,
    out: TextIO,
    *,
    as_json: bool,
    chain: Callable[[], Chain] | None = None,
) -> int:
    """Run the checks, print what was found, and return the exit code: 1 if anything failed.

    `chain` judges the chain of a payment by what the checks have seen.
    """
    findings = [finding for check in checks for finding in _look(check, words)]
    judged = None if chain is None else chain()
    if as_json:
        content: dict[str, Any] = {"checks": [asdict(finding) for finding in findings]}
        if judged is not None:
            content["chain"] = to_json(judged, words)
        print(json.dumps(content, ensure_ascii=False), file=out)
    else:
        _print_table(findings, words, out)
        if judged is not None:
            print("\n".join(("", *lines(judged, words))), file=out)
    return 1 if any(finding.state == "fail" for finding in findings) else 0


def network_check(
    background: Background,
    clock: Clock,
    reach: Reach,
    plan: Plan,
    words: Words,
    keep: Callable[[Round], None] = lambda _found: None,
) -> Check:
    """Return the check of internet, names, TLS, gateways, clock and certificates.

    `keep` gets the round itself.
    """

    def run() -> list[Finding]:
        found = background.submit(Prober(reach, plan).round()).result()
        keep(found)
        return [of_probe(probe, words) for probe in sorted(judge(found, clock.now()), key=_order)]

    return Check("network", run)


def version_check(least: str, words: Words) -> Check:
    """Return the check of this program against the least version the playbook asks for."""
    return Check("version", lambda: [of_probe(version(__version__, least), words)])


def system_check(words: Words) -> Check:
    """Return a line that says what this runs on, and of which versions it is made."""

    def run() -> list[Finding]:
        shown = words("doctor-system", python=platform.python_version(), system=platform.system())
        made_of = words("about-parts", **parts())
        found = [Finding("system", "ok", f"{build()} · {made_of} · {shown}")]
        if UNREADABLE_ZONE:
            told = words("doctor-zone", zone=UNREADABLE_ZONE)
            found.append(Finding("zone", "warn", told, words("doctor-zone.do")))
        return found

    return Check("system", run)


def settings_check(loaded: LoadedSettings, words: Words) -> Check:
    """Return the check of the settings file, as it was loaded."""

    def run() -> list[Finding]:
        if loaded.problem is not None:
            raise loaded.problem
        return [Finding("settings", "ok", words(f"doctor-settings-{loaded.source}"))]

    return Check("settings", run)


def vault_check(file: Path, open_it: Callable[[], VaultState], words: Words) -> Check:
    """Return the check of the vault; without stored keys its absence is no failure."""

    def run() -> list[Finding]:
        stored = file.exists()
        state = open_it()
        if state.problem is not None and stored:
            raise state.problem
        if state.problem is not None:
            error = of_error("vault", state.problem, words)
            return [Finding("vault", "unknown", error.detail, error.do)]
        key = "doctor-vault-open" if stored else "doctor-vault-empty"
        return [Finding("vault", "ok" if stored else "unknown", words(key))]

    return Check("vault", run)


def of_probe(probe: Probe, words: Words) -> Finding:
    """Put one probe into words; a single slow one is a warning here, since nothing is damped."""
    key, state = probe.detail_key, probe.state
    if probe.damped and state == "ok" and (probe.ms or 0.0) >= Policy().slow_always_ms:
        key, state = "health-slow", "warn"
    detail = words(key)
    if words.has(f"{key}.more"):
        detail = words("doctor-more", short=detail, more=words(f"{key}.more", **dict(probe.fields)))
    elif probe.ms is not None and probe.ok:
        detail = words("doctor-latency", short=detail, ms=round(probe.ms))
    return Finding(probe.name, state, detail, _do(key, words))


def of_error(name: str, error: CashierError, words: Words) -> Finding:
    """Put one of our errors into words."""
    key = f"error-{error.code}"
    do = words(f"{key}.do", **error.fields) if words.has(f"{key}.do") else ""
    return Finding(name, "fail", words(key, **error.fields), do)


def _look(check: Check, words: Words) -> Sequence[Finding]:
    try:
        return check.run()
    except CashierError as error:
        return [of_error(check.name, error, words)]


def _do(key: str, words: Words) -> str:
    return words(f"{key}.do") if words.has(f"{key}.do") else ""


def _order(probe: Probe) -> int:
    return NAMES.index(probe.name) if probe.name in NAMES else len(NAMES)


def _print_table(findings: Iterable[Finding], words: Words, out: TextIO) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("what", "state", "found", "do"):
        table.add_column(words(f"doctor-column-{heading}"), overflow="fold")
    for finding in findings:
        table.add_row(
            _name(finding.name, words),
            words(f"doctor-state-{finding.state}"),
            finding.detail,
            finding.do,
        )
    Console(file=out, highlight=False, markup=False, emoji=False).print(table)


def _name(name: str, words: Words) -> str:
    for family in ("health", "doctor"):
        key = f"{family}-name-{name.replace('.', '-')}"
        if words.has(key):
            return words(key)
    return name
