"""Where the corpus and the fact tables are, on machines that have them beside the checkout."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def shared_dir() -> Path | None:
    """Return the folder named by CASHIER_SHARED, else `../shared`, or None where there is none."""
    named = os.environ.get("CASHIER_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None
