"""Loads libraries without the ornaments that they bring along because they happen to be there.

structlog and httpx load what colours a terminal wherever it is installed, and httpx what makes a
command of it; a window has neither.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

TERMINAL = ("click", "pygments", "rich")
"""What draws on terminals and reads command lines: 80 ms of a start and 9 MB."""


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Let these libraries seem missing, unless they are loaded already.

    Only for libraries that do without them.
    """
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type] # None: it cannot be imported
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
