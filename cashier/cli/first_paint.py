"""Opens the window in a home of its own, says when it has been painted, and ends.

For measuring how long a start takes, of a frozen app too: `cashier -m cashier.cli.first_paint`.
"""

import signal
import sys
import tempfile
from pathlib import Path

from cashier.cli.window import open_window
from cashier.core.paths import Home


def main() -> int:
    """Print `painted` after the first paint and close the window."""

    def painted() -> None:
        print("painted", flush=True)
        signal.raise_signal(signal.SIGTERM)

    with tempfile.TemporaryDirectory(prefix="cashier-paint-") as folder:
        home = Home.at(Path(folder))
        return open_window(home, painted=painted)


if __name__ == "__main__":
    sys.exit(main())
