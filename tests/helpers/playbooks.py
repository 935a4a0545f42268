"""The shipped playbook, read once for all tests: it is frozen."""

import pickle
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from cashier.core.resources import resource, translation
from cashier.core.words import LANGUAGES
from cashier.playbook.catalogue import Catalogue, read_catalogue
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


def catalogued(text: str, file: str) -> Catalogue:
    """Read a catalogue of a playbook; one as it ships is read once, and nobody changes it."""
    return _shipped_catalogues().get((text, file)) or read_catalogue(text, file)


QUICK_FILES: Mapping[str, Callable[..., object]] = {
    "tomllib.loads": parsed,
    "cashier.cli.playbook_review.read_catalogue": catalogued,
    "cashier.cli.playbook_show.read_catalogue": catalogued,
    "cashier.playbook.check.read_catalogue": catalogued,
    "cashier.playbook.texts.read_catalogue": catalogued,
}
"""What reads files of playbooks, and what reads those as they ship once for all tests."""


@cache
def _shipped_catalogues() -> dict[tuple[str, str], Catalogue]:
    """What is in the catalogues of the shipped playbook, by text and name."""
    paths = [translation(f"playbook_{language}.ftl") for language in LANGUAGES]
    texts = [(path.read_text("utf-8"), path.name) for path in paths]
    return {text: read_catalogue(*text) for text in texts}


@cache
def _shipped_files() -> dict[str, bytes]:
    """What is in the files of the shipped playbook, packed, by their text."""
    texts = [path.read_text("utf-8") for path in sorted(resource("playbook").glob("*.toml"))]
    return {text: pickle.dumps(_parse(text)) for text in texts}
