"""Where worlds come from: a file, the base world beside this checkout, or that one perturbed."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.shared import shared_folder
from benchmarks.simulation.runs import WorldSource
from benchmarks.simulation.world import WorldBroken


def base_world() -> WorldSource:
    """Return the base world beside this checkout."""
    return world_file(shared_folder("worlds") / "base.toml")


def world_file(path: Path) -> WorldSource:
    """Return a world from a file.

    Raises:
        WorldBroken: there is no such file, or it is no world.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise WorldBroken(f"{path}: cannot be read: {wrong}") from None
    return _checked(WorldSource(path.stem, 0, str(path), text))


def perturbed_worlds(seeds: Sequence[int], spread_: float) -> list[WorldSource]:
    """Return the base world shaken by each seed."""
    program = shared_folder("worlds") / "make_world.py"
    return [_perturbed(program, seed, spread_) for seed in seeds]


def _perturbed(program: Path, seed: int, spread_: float) -> WorldSource:
    made = subprocess.run(
        [sys.executable, program, "--seed", str(seed), "--spread", str(spread_)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    return _checked(WorldSource(f"seed {seed}", seed, f"seed {seed}", made.stdout))


def _checked(source: WorldSource) -> WorldSource:
    source.world()
    return source
