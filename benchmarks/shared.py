"""Where the corpus and the worlds are, on machines that have them beside the checkout."""

import os
from pathlib import Path

from benchmarks.figures import Absent

_ROOT = Path(__file__).resolve().parents[1]


def shared_folder(name: str) -> Path:
    """Return a folder of what lies beside the checkout: `corpus`, `worlds`.

    Raises:
        Absent: it is not there.
    """
    named = os.environ.get("CASHIER_SHARED")
    folder = (Path(named) if named else _ROOT.parent / "shared") / name
    if not folder.is_dir():
        raise Absent(f"no {name} beside this checkout (CASHIER_SHARED names another place)")
    return folder
