"""Coverage gates: the pure rooms at 95 % of lines and of branches, everything at 90 %."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PURE = (
    "cashier/cases/",
    "cashier/diagnosis/",
    "cashier/playbook/",
    "cashier/health/blame.py",
    "cashier/health/cadence.py",
    "cashier/health/chain.py",
    "cashier/health/damping.py",
    "cashier/health/lights.py",
    "cashier/health/line.py",
    "cashier/health/links.py",
    "cashier/health/offset.py",
    "cashier/health/timeline.py",
    "cashier/scan/agreement.py",
    "cashier/scan/grammar/",
    "cashier/scan/own_code.py",
)
PURE_GATE = 95.0
WHOLE_GATE = 90.0
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of a file, or of several, the tests went through."""

    lines: int
    lines_hit: int
    branches: int
    branches_hit: int

    @property
    def percent(self) -> float:
        """Lines and branches together, as coverage.py counts."""
        return _percent(self.lines_hit + self.branches_hit, self.lines + self.branches)

    @property
    def branch_percent(self) -> float:
        """Branches alone."""
        return _percent(self.branches_hit, self.branches)

    @classmethod
    def total(cls, files: Iterable["Covered"]) -> "Covered":
        """Add files up."""
        every = list(files)
        return cls(
            sum(file.lines for file in every),
            sum(file.lines_hit for file in every),
            sum(file.branches for file in every),
            sum(file.branches_hit for file in every),
        )


def read_report(path: Path) -> dict[str, Covered]:
    """Read coverage.py's JSON report: file name → figures."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found = {}
    for name, entry in data["files"].items():
        sums = entry["summary"]
        found[name.replace("\\", "/")] = Covered(
            sums["num_statements"],
            sums["covered_lines"],
            sums["num_branches"],
            sums["covered_branches"],
        )
    return found


def judge(files: dict[str, Covered]) -> tuple[list[str], list[str]]:
    """Hold the figures to the gates: lines to show, and faults (empty when all is well)."""
    whole = Covered.total(files.values())
    pure = Covered.total(figures for name, figures in files.items() if name.startswith(PURE))
    first = (
        f"coverage {whole.percent:.1f} % (gate {WHOLE_GATE:.0f}); pure rooms {pure.percent:.1f} %, "
        f"their branches {pure.branch_percent:.1f} % (gate {PURE_GATE:.0f})"
    )
    worst = sorted(files.items(), key=lambda item: item[1].percent)[:SHOWN]
    shown = [first]
    shown += [
        f"  {figures.percent:5.1f} %  {name}" for name, figures in worst if figures.percent < 100
    ]
    faults = []
    if whole.percent < WHOLE_GATE:
        faults.append(f"coverage of cashier is {whole.percent:.1f} %, below {WHOLE_GATE:.0f} %")
    if min(pure.percent, pure.branch_percent) < PURE_GATE:
        faults.append(
            f"coverage of the pure rooms is {pure.percent:.1f} %, of their branches "
            f"{pure.branch_percent:.1f} %, below {PURE_GATE:.0f} %"
        )
    return shown, faults


def _percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 100.0
