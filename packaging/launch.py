"""Where the frozen app begins: the same command line as `cashier`.

Two things a Python has and a frozen app has not are given back here: `-m cashier.…`, by which the
demo starts its till as a process of its own, and a window without a console on Windows.
"""

import runpy
import sys
from pathlib import Path

from cashier.cli import main

if sys.argv[1:2] == ["-m"] and sys.argv[2:3] and sys.argv[2].startswith("cashier."):
    module = sys.argv[2]
    sys.argv = [module, *sys.argv[3:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    sys.exit(0)
if Path(sys.executable).stem == "cashier-window" and len(sys.argv) == 1:
    sys.argv.append("run")
main()
