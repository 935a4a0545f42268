"""Reads JSON that came from outside: whatever it is, nothing is raised."""

import json
from typing import Any


def json_object(text: str | bytes) -> dict[str, Any] | None:
    """Return the object that a text holds; None where it holds none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
