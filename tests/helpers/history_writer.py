"""A process that writes history until somebody kills it: prints each place after it is on the disk.

Run as `python -m tests.helpers.history_writer DATABASE NAME COUNT`; or with no arguments, and for
each line `DATABASE<tab>NAME` on its input it lets one writer run until that one is dead. Such a
writer begins with its number among the system's processes, its end is told as `dead`.
"""

import os
import subprocess
import sys
from itertools import count
from pathlib import Path

from cashier.history.store import Store
from tests.helpers.histories import Sale, options


def main(path: Path, name: str, most: int) -> None:
    """Append one case after the other and acknowledge each."""
    with Store.open(path, options(busy_s=60.0)).store as store:
        for number in count():
            if most and number >= most:
                return
            say(store.append(Sale(f"{name}{number}").events())[-1])


def serve() -> None:
    """Start writers one after the other; all that takes long is loaded only once."""
    for line in sys.stdin:
        path, _, name = line.rstrip("\n").partition("\t")
        if sys.platform == "win32":
            command = (sys.executable, "-m", "tests.helpers.history_writer", path, name, "0")
            writer = subprocess.Popen(command)
            say(writer.pid)
            writer.wait()
        else:
            child = os.fork()
            if child == 0:
                say(os.getpid())
                main(Path(path), name, 0)
            os.waitpid(child, 0)
        say("dead")


def say(word: object) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    else:
        serve()
