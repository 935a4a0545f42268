"""Reads every picture of the shared corpus with `cashier check`; its own judge scores it."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.shared import shared_folder

ROOT = Path(__file__).resolve().parents[1]


def measure() -> list[Figure]:
    """Read and score the corpus."""
    score = judged(shared_folder("corpus"))
    return [
        Figure("pictures read", score["images_pct"], "%", 89.3, "higher"),
        Figure("codes read", score["codes_pct"], "%", 88.8, "higher"),
        Figure("readings where there is no code", score["false_on_negatives"], "", 0),
        Figure("pictures left out", score["images_missing"], "", 0),
        Figure("wrong readings", score["wrong"], ""),
        Figure("time for a picture, median", score["ms_median"], "ms"),
        Figure("time for a picture, 95th of 100", score["ms_p95"], "ms"),
    ]


def judged(corpus: Path) -> dict[str, float]:
    """Let the program read every picture, and the corpus' own judge score the lines."""
    pictures = [
        corpus / entry["image"] for entry in json.loads((corpus / "truth.json").read_bytes())
    ]
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        options = ["--jsonl", "--show-payload", "--relative-to", str(corpus)]
        with readings.open("wb") as out:
            done = subprocess.run(
                [sys.executable, "-m", "cashier", "check", *options, *pictures],
                cwd=ROOT,
                env=os.environ | {"CASHIER_HOME": folder},
                stdout=out,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"cashier check ended with exit code {done.returncode}")
        scored = subprocess.run(
            [sys.executable, corpus / "score.py", readings, "--json"],
            capture_output=True,
            check=True,
        )
    score: dict[str, float] = json.loads(scored.stdout)
    return score
