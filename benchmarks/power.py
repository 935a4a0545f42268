"""Power loss: every moment of the real writer's work, and what a disk may have left of it.

The writer runs under strace, as it is; then, for every prefix of its writes and syncs, the disk is
rebuilt with the unsynced part dropped, half kept, torn, or kept in any order, and the history is
opened as the program opens it. With synchronous=NORMAL the same test must lose something, or it
would prove nothing.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from benchmarks.figures import Figure
from benchmarks.powerloss.disk import Cut, Disk, Files, moments
from benchmarks.powerloss.trace import Acknowledged, Step, record
from cashier.core.clock import ManualClock
from cashier.core.errors import CashierError
from cashier.history.backup import backups, check_file
from cashier.history.errors import HistorySetAside
from cashier.history.rules import StoreOptions
from cashier.history.store import Store

# Enough for the log to be written back once and begun again from its start.
COMMITS = 160
_ROOT = Path(__file__).resolve().parent.parent
_JOBS = 2
_SEED = 7


@dataclass(slots=True)
class Verdict:
    """What was found in all the disks of one run."""

    points: int = 0
    disks: int = 0
    lost: int = 0
    most_lost: int = 0
    corrupt: int = 0
    bad_backups: int = 0
    steps: int = 0
    why: Counter[str] = field(default_factory=Counter)


def measure() -> list[Figure]:
    """Cut the power at every moment, with FULL and, as the counter-proof, with NORMAL."""
    full, normal = judge("full", COMMITS), judge("normal", COMMITS)
    return [
        Figure("moments of a power cut", full.points, ""),
        Figure("disks rebuilt and opened", full.disks, ""),
        Figure("disks that lost an acknowledged event", full.lost, "", 0),
        Figure("corrupt files", full.corrupt, "", 0),
        Figure("backups that are there but not sound", full.bad_backups, "", 0),
        Figure("NORMAL: disks rebuilt and opened", normal.disks, ""),
        Figure("NORMAL: disks that lost something", normal.lost, "", 1, "higher"),
        Figure("NORMAL: most acknowledged events lost", normal.most_lost, "", 1, "higher"),
        Figure("NORMAL: corrupt files", normal.corrupt, ""),
    ]


def judge(mode: str, commits: int, one_of: int = 1) -> Verdict:
    """Record the writer once and open what every power cut leaves.

    Args:
        mode: full or normal.
        commits: how many events it writes.
        one_of: more than 1 looks at one of so many moments only, in this process.

    Raises:
        Absent: the writer cannot be watched here.
    """
    with tempfile.TemporaryDirectory(prefix="cashier-power-") as place:
        folder = Path(place) / "data"
        folder.mkdir()
        child = (sys.executable, "-m", "benchmarks.child.power", str(folder / "history.sqlite"))
        steps = record((*child, mode, str(commits)), folder, _ROOT)
        if one_of > 1:
            return part(steps, folder, 0, one_of)
        with ProcessPoolExecutor(_JOBS, initializer=_quiet) as pool:
            shares = [pool.submit(part, steps, folder, at, _JOBS) for at in range(_JOBS)]
            return _sum([share.result() for share in shares])


def part(steps: list[Step], folder: Path, at: int, of: int) -> Verdict:
    """Judge every `of`-th moment, from the `at`-th on."""
    verdict = Verdict(steps=len(steps))
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        for number, disk in enumerate(moments(steps)):
            if number % of != at or (number and isinstance(steps[number - 1], Acknowledged)):
                continue
            verdict.points += 1
            _judge_moment(disk, number, folder, Path(place) / "disk", verdict)
    return verdict


def _judge_moment(disk: Disk, number: int, folder: Path, target: Path, verdict: Verdict) -> None:
    cuts = (Cut.dropped,) if disk.all_is_sure else tuple(Cut)
    seen: list[Files] = []
    for cut in cuts:
        files = disk.after(cut, random.Random(f"{_SEED}-{number}-{cut}"))
        if files in seen:
            continue
        seen.append(files)
        verdict.disks += 1
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        for path, content in files.items():
            place = target / Path(path).relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        _open(target, disk.acknowledged, verdict)


def _open(target: Path, acknowledged: int, verdict: Verdict) -> None:
    """Open a disk as the program does at its next start."""
    try:
        opened = Store.open(target / "history.sqlite", StoreOptions(ManualClock()))
        with opened.store as store:
            report = store.verify()
        set_aside = isinstance(opened.problem, HistorySetAside)
    except CashierError as error:
        verdict.why[error.code] += 1
        verdict.corrupt += 1
        return
    if set_aside or not report.sound:
        verdict.why[str(opened.problem or report.fault)] += 1
        verdict.corrupt += 1
    missing = acknowledged - report.head.seq
    if missing > 0:
        verdict.lost += 1
        verdict.most_lost = max(verdict.most_lost, missing)
    for one in backups(target / "backups"):
        try:
            sound = check_file(one.path, lambda: True, one.head).sound
        except CashierError:
            sound = False
        verdict.bad_backups += not sound


def _sum(shares: list[Verdict]) -> Verdict:
    whole = Verdict(steps=shares[0].steps)
    for share in shares:
        whole.points += share.points
        whole.disks += share.disks
        whole.lost += share.lost
        whole.most_lost = max(whole.most_lost, share.most_lost)
        whole.corrupt += share.corrupt
        whole.bad_backups += share.bad_backups
        whole.why += share.why
    return whole


def _quiet() -> None:
    """Count files set aside, but do not log each of thousands."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
