"""The lock against the sandbox's order books: is anybody ever advised to charge a second time?

Random histories of a whole till (`lockworld`): charges that time out before and after the money
moved, late payments, lost reverses, crashes at any moment, a clerk who lies, errs and types wrong
numbers, clocks that jump, two payments and two methods at once. 100,000 in process, 1,000 over HTTP
with the real client, server and history. CASHIER_LOCK_SHARE=0.02 runs a fiftieth of them,
CASHIER_LOCK_PROCESSES=2 shares them out over two cores.

The last figure is how long a final state, once it is on the network thread, takes to the screen.
"""

import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import starmap
from pathlib import Path

import structlog

from benchmarks.figures import Figure
from benchmarks.lockworld.floor import Broken, Clerk
from benchmarks.lockworld.over_http import OverHttp
from benchmarks.lockworld.remembered import remember
from benchmarks.lockworld.world import World
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook

IN_PROCESS, OVER_HTTP = 100_000, 1_000
_PIECE = 250
# A world is garbage as a whole; looking for more of it inside one finds nothing.
_GARBAGE = 50_000
_STEPS = (8, 30)
_ROOT = Path(__file__).resolve().parent.parent
_MEMORY = Path("/dev/shm")


def measure() -> list[Figure]:
    """Play the histories and time the screen."""
    share = float(os.environ.get("CASHIER_LOCK_SHARE", "1"))
    inside = _many(range(int(IN_PROCESS * share)))
    outside = over_http(range(int(OVER_HTTP * share)))
    screen = [float(one) for one in _child()]
    return [
        *_figures("in process", inside),
        *_figures("over HTTP", outside),
        Figure("final state to the screen, median", statistics.median(screen), "ms"),
        Figure("final state to the screen, worst", max(screen), "ms", limit=50),
    ]


def play(seeds: Iterable[int]) -> Counter[str]:
    """Play histories in process; return what was counted."""
    counts: Counter[str] = Counter()
    _count_errors(counts)
    playbook = _learn()
    for seed in seeds:
        chance = random.Random(seed)
        _play(World(playbook, chance, a_clerk(chance)), chance, counts)
    return counts


@cache
def _learn() -> Playbook:
    """Load the playbook once in each process; what follows from it alone is judged once as well."""
    remember()
    playbook = load_playbook()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    return playbook


def over_http(seeds: Iterable[int]) -> Counter[str]:
    """Play histories over HTTP; return what was counted."""
    counts: Counter[str] = Counter()
    _count_errors(counts)
    playbook = load_playbook()
    place = OverHttp(playbook)
    try:
        for seed in seeds:
            chance = random.Random(seed)
            where = _MEMORY if _MEMORY.is_dir() else None
            with tempfile.TemporaryDirectory(prefix="cashier-lock-", dir=where) as folder:
                place.begin(Path(folder), chance)
                _play(World(playbook, chance, a_clerk(chance), place), chance, counts)
                place.leave()
    finally:
        place.close()
    return counts


def a_clerk(chance: random.Random) -> Clerk:
    """Return some cashier."""
    return Clerk(
        lies=chance.random() < 0.3, mistaps=chance.random() < 0.2, linked=chance.random() < 0.6
    )


def _play(world: World, chance: random.Random, counts: Counter[str]) -> None:
    counts["histories"] += 1
    try:
        world.happen(chance.randrange(*_STEPS))
    except Broken as broken:
        counts[broken.promise] += 1
        print(broken, file=sys.stderr)
    finally:
        world.close()
    counts.update(world.counts)


def _many(seeds: range) -> Counter[str]:
    """Play histories in process, in as many processes as wanted; tell how far it is."""
    pieces = [seeds[start : start + _PIECE] for start in range(0, len(seeds), _PIECE)]
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor(int(os.environ.get("CASHIER_LOCK_PROCESSES", "1"))) as pool:
        for one in pool.map(play, pieces):
            counts.update(one)
            print(f"{counts['histories']} of {len(seeds)}", file=sys.stderr)
    return counts


def _figures(where: str, counts: Counter[str]) -> list[Figure]:
    held = (
        ("second charges advised", "second charge"),
        ("reverses of an order seen paid", "reverse of paid"),
        ("reverses while the customer had time to pay", "reverse of paying"),
        ("locks that a clerk could take off too early", "early override"),
        ("cases with keys that missed the books' truth", "truth"),
        ("errors in the desk", "errors"),
    )
    shown = (
        ("histories", "histories"),
        ("views looked at", "views"),
        ("cases followed to the end with keys", "cases with keys"),
        ("reverses and cancels sent", "reverses"),
        ("reverses after a whole window of paying", "reverses after the window"),
        ("reverses that had left when they were withdrawn", "reverses withdrawn too late"),
        ("views with offers after a clerk took the lock off in time", "exempt: override by hand"),
        ("views with offers after a message the till never showed", "exempt: wrong tap"),
    )
    plain = list(starmap(lambda name, key: Figure(f"{where}: {name}", counts[key], ""), shown))
    kept = starmap(lambda name, key: Figure(f"{where}: {name}", counts[key], "", limit=0), held)
    return [*plain, *kept]


def _count_errors(counts: Counter[str]) -> None:
    """Count what the desk logs as broken, and be quiet about the rest."""

    def count(_logger: object, level: str, event: object) -> str:
        if level == "error":
            counts["errors"] += 1
            print(f"after {counts['histories']} histories: {event}", file=sys.stderr)
        raise structlog.DropEvent

    structlog.configure(processors=[count], cache_logger_on_first_use=False)


def _child() -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.child.settled"],
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.split()
