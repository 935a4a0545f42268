"""A slice of the real photographs: nothing wrong, nothing false, and enough read."""

import json
from pathlib import Path
from typing import Any

import pytest

from cashier.core.clock import ManualClock
from cashier.scan.picture import load
from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort
from tests.helpers.shared import shared_dir

EVERY = 20


def corpus() -> Path:
    shared = shared_dir()
    if shared is None or not (shared / "corpus" / "truth.json").is_file():
        pytest.skip("the corpus is not beside this checkout")
    return shared / "corpus"


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def truths(entry: dict[str, Any]) -> list[list[str]]:
    known = [code["payload"] for code in entry["codes"] if code["payload"] is not None]
    return [[plain(text) for text in ([one] if isinstance(one, str) else one)] for one in known]


def test_a_slice_of_the_photographs() -> None:
    folder = corpus()
    entries = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    scanner = Scanner(ManualClock(), Effort.STILL)
    pictures = read = 0
    for entry in entries[::EVERY]:
        found = [
            plain(each.payload.reveal())
            for each in scanner.read(load(folder / entry["image"]).pixels).reads
        ]
        wanted = truths(entry)
        if entry["negative"]:
            assert found == [], entry["image"]
        elif not entry["no_truth"] and len(wanted) == len(entry["codes"]):
            assert all(any(text in one for one in wanted) for text in found), entry["image"]
        if wanted:
            pictures += 1
            read += any(text in one for text in found for one in wanted)
    assert read / pictures >= 0.88
