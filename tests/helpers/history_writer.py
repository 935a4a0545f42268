"""A process that writes history until somebody kills it: prints each place after it is on the disk.

Run as `python -m tests.helpers.history_writer DATABASE NAME COUNT`.
"""

import sys
from itertools import count
from pathlib import Path

from cashier.history.store import Store
from tests.helpers.histories import Sale, options


def main(path: Path, name: str, most: int) -> None:
    """Append one case after the other and acknowledge each."""
    with Store.open(path, options(busy_s=10.0)).store as store:
        for number in count():
            if most and number >= most:
                return
            seqs = store.append(Sale(f"{name}{number}").events())
            sys.stdout.write(f"{seqs[-1]}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
