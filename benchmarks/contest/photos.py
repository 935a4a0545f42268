"""The corpus: every reader reads every photo, the corpus' own judge scores.

The judge stands beside the photos; neither is part of this project.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.contest.readers import Reader
from benchmarks.contest.tables import Row
from benchmarks.shared import shared_folder
from cashier.scan.picture import load

_LABELS = (
    ("boofcv_macro_codes_pct", "corpus: BoofCV codes, mean of conditions", "%"),
    ("images_pct", "corpus: pictures with a right reading", "%"),
    ("codes_pct", "corpus: codes read", "%"),
    ("wrong", "corpus: wrong readings", ""),
    ("false_on_negatives", "corpus: readings where there is no code", ""),
)


@dataclass(frozen=True, slots=True)
class Scored:
    """What the judge said of one reader: figures by name, codes read by condition, milliseconds."""

    summary: dict[str, Any]
    conditions: dict[str, tuple[int, int]]
    times: list[float]


def photo_rows(readers: Sequence[Reader], limit: int | None = None) -> list[Row]:
    """Read the corpus, or so many pictures of each condition."""
    corpus = shared_folder("corpus")
    scored = _scored(corpus, readers, limit)
    rows = [
        Row(label, {name: float(one.summary[key]) for name, one in scored.items()}, unit)
        for key, label, unit in _LABELS
        if all(one.summary[key] is not None for one in scored.values())
    ]
    rows += [
        Row("corpus: median", _times(scored, 50), "ms"),
        Row("corpus: 95 of 100 under", _times(scored, 95), "ms"),
        Row("corpus: mean", {n: statistics.mean(one.times) for n, one in scored.items()}, "ms"),
    ]
    first = next(iter(scored.values()))
    rows += [
        Row(
            f"corpus, {condition}: codes",
            {name: one.conditions[condition][0] for name, one in scored.items()},
            total=total,
        )
        for condition, (_, total) in first.conditions.items()
        if total
    ]
    return rows


def _times(scored: dict[str, Scored], share: int) -> dict[str, float]:
    return {
        name: sorted(one.times)[int(share / 100 * (len(one.times) - 1))]
        for name, one in scored.items()
    }


def _scored(corpus: Path, readers: Sequence[Reader], limit: int | None) -> dict[str, Scored]:
    lines: dict[str, list[str]] = {reader.name: [] for reader in readers}
    times: dict[str, list[float]] = {reader.name: [] for reader in readers}
    seen: Counter[str] = Counter()
    for entry in json.loads((corpus / "truth.json").read_bytes()):
        seen[entry["condition"]] += 1
        if limit is not None and seen[entry["condition"]] > limit:
            continue
        picture = load(corpus / entry["image"]).pixels
        for reader in readers:
            answer = reader.read(picture)
            times[reader.name].append(answer.seconds * 1000)
            reads = [{"payload": text} for text in answer.texts]
            line = {"image": entry["image"], "ms": answer.seconds * 1000, "reads": reads}
            lines[reader.name].append(json.dumps(line, ensure_ascii=False))
    return {name: _judged(corpus, said, times[name]) for name, said in lines.items()}


def _judged(corpus: Path, lines: list[str], times: list[float]) -> Scored:
    """Let the corpus' judge score one reader's readings."""
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        readings.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(corpus / "score.py"), str(readings)]
        table, summary = (
            subprocess.run([*command, *more], capture_output=True, check=True, text=True).stdout
            for more in ([], ["--json"])
        )
    conditions = {}
    for line in table.splitlines()[1:]:
        name, _, rest = line.partition(" ")
        if "/" in rest:
            read, _, total = rest.split("%")[1].strip().partition("/")
            conditions[name] = (int(read), int(total.split()[0]))
    return Scored(json.loads(summary), conditions, times)
