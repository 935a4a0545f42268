"""Looks at a shop's own additions as a whole: everything wrong in every file, before they are used.

A folder may be arranged anywhere, to be copied to many tills later. Nothing here puts it in force.
"""

from pathlib import Path

from cashier.playbook.broken import Faults
from cashier.playbook.load_variants import FILE as PINS_FILE
from cashier.playbook.overlay import (
    FILES,
    METHODS_FILE,
    NOTHING,
    read_methods,
    read_own_words,
    read_rules,
)
from cashier.playbook.pins import read_pins
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import FILE as RULES_FILE

_OF_A_WHOLE_ONE = ("playbook.toml", "causes.toml")


def is_overlay(folder: Path) -> bool:
    """Whether a folder holds a shop's additions, and is no whole playbook."""
    if any(_there(folder / name) for name in _OF_A_WHOLE_ONE):
        return False
    return any(_there(folder / name) for name in (*FILES, PINS_FILE))


def overlay_faults(folder: Path, pack: Playbook) -> Faults:
    """Return everything that is wrong with a shop's additions, in all of their files."""
    faults, methods = Faults(), NOTHING.methods
    with faults.catching():
        if _there(folder / METHODS_FILE):
            methods = read_methods(folder / METHODS_FILE, pack.rules)
    with faults.catching():
        if _there(folder / RULES_FILE):
            read_rules(folder / RULES_FILE, pack, methods)
    with faults.catching():
        read_own_words(folder, pack)
    with faults.catching():
        read_pins(folder)
    return faults


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
