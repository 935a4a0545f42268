"""Where the window stood on each screen: no setting, only remembered. Losing it costs nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from cashier.config.files import write_atomic
from cashier.core.json_text import json_object
from cashier.core.paths import Home

_FILE = "window.json"
_MOST = 32
Edge = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Place:
    """Which edge of a screen, and folded or not; None where nobody chose."""

    edge: Edge | None = None
    folded: bool | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The places by the screens' names, and the screen it stood on last."""

    screens: Mapping[str, Place] = field(default_factory=dict)
    last: str = ""


def load_places(home: Home) -> Places:
    """Return what is remembered; a file that cannot be read counts as none."""
    try:
        found = json_object(_file(home).read_bytes()) or {}
    except OSError:
        return Places()
    screens, last = found.get("screens"), found.get("last")
    known = screens if isinstance(screens, dict) else {}
    kept = {str(name): _place(value) for name, value in list(known.items())[-_MOST:]}
    return Places(kept, last if isinstance(last, str) else "")


def save_places(home: Home, places: Places) -> None:
    """Remember the places.

    Raises:
        OSError: it cannot be written; the window stands where it stands all the same.
    """
    screens = {
        name: {"edge": place.edge, "folded": place.folded} for name, place in places.screens.items()
    }
    said = json.dumps({"screens": screens, "last": places.last}, ensure_ascii=False)
    write_atomic(_file(home), said.encode())


def _place(value: Any) -> Place:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, dict):
        return Place()
    edge, folded = value.get("edge"), value.get("folded")
    return Place(
        edge if edge in ("left", "right") else None, folded if isinstance(folded, bool) else None
    )


def _file(home: Home) -> Path:
    return home.data_dir / _FILE
