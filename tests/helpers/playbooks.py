"""The shipped playbook, read once for all tests: it is frozen."""

from functools import cache

from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook


@cache
def shipped() -> Playbook:
    """Return the playbook that ships with the program."""
    return load_playbook()
