"""Which build this is. A frozen app carries a note of its commit; a checkout has none."""

import json
from dataclasses import dataclass

from cashier import __version__
from cashier.core.resources import ResourceMissing, resource


@dataclass(frozen=True, slots=True)
class Build:
    """The program's version, and the commit it was built from; empty in a checkout."""

    version: str = __version__
    commit: str = ""

    def __str__(self) -> str:
        return f"{self.version} ({self.commit})" if self.commit else self.version


def build() -> Build:
    """Return which build is running; a damaged note counts as none."""
    try:
        noted = json.loads(resource("build.json").read_text(encoding="utf-8"))
    except (ResourceMissing, OSError, ValueError):
        return Build()
    commit = noted.get("commit") if isinstance(noted, dict) else None
    return Build(commit=commit) if isinstance(commit, str) else Build()
