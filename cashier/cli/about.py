"""`cashier --version`: versions of the program and of all that has one of its own."""

from collections.abc import Callable

from cashier.config.settings_file import FORMAT
from cashier.core.about import build
from cashier.core.words import Words
from cashier.history.tables import SCHEMA
from cashier.playbook.load import load_playbook


def print_versions(words: Words, say: Callable[[str], None]) -> int:
    """Print one line for each; return 0."""
    say(words("about-program", version=str(build())))
    say(words("about-parts", **parts()))
    return 0


def parts() -> dict[str, str]:
    """Return the versions of playbook, settings and history."""
    return {"playbook": load_playbook().version, "settings": FORMAT, "history": SCHEMA}
