"""The shipped playbook, read once for all tests: it is frozen."""

import pickle
import tomllib
from functools import cache
from typing import Any

from cashier.core.resources import resource
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook

_parse = tomllib.loads


@cache
def shipped() -> Playbook:
    """Return the playbook that ships with the program."""
    return load_playbook()


def parsed(text: str, /, **more: Any) -> dict[str, Any]:
    """Parse TOML; a file as it ships is parsed once: a changed copy holds a dozen more of them."""
    packed = None if more else _shipped_files().get(text)
    found: dict[str, Any] = pickle.loads(packed) if packed else _parse(text, **more)
    return found


@cache
def _shipped_files() -> dict[str, bytes]:
    """What is in the files of the shipped playbook, packed, by their text."""
    texts = [path.read_text("utf-8") for path in sorted(resource("playbook").glob("*.toml"))]
    return {text: pickle.dumps(_parse(text)) for text in texts}
