"""Takes Qt's bindings out of the way of Python's imports; loaded with the first part of the window.

PySide6 puts a function of its own in the place of `__import__`, for `from __feature__ import …`,
which nobody here writes. It reads the source of every module that is imported from then on, to
look for the word PySide6 in it, and all that source stays in `linecache`: a third of the start
and 38 MB, measured over this program's own imports.
"""

import builtins

from PySide6 import QtCore as QtCore


def keep_imports_plain() -> None:
    """Give `__import__` back to Python, where the bindings have taken it."""
    plain = vars(builtins).get("__orig_import__")
    if plain is not None:
        builtins.__import__ = plain
