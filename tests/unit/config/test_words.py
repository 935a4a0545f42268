"""Every error of this room has words in every language, also for what to do."""

import re

import pytest

from cashier.config import access, keychain, settings_errors, vault
from cashier.core.errors import every_error
from cashier.core.resources import translation
from cashier.core.words import LANGUAGES, Words

_ROOM = {
    module.__name__.rpartition(".")[0] for module in (access, keychain, settings_errors, vault)
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_words(language: str) -> None:
    words = Words(language, ("errors",))
    codes = {e.code for e in every_error() if e.__module__.rpartition(".")[0] in _ROOM}
    assert len(codes) > 20
    missing = [c for c in codes if not (words.has(f"error-{c}") and words.has(f"error-{c}.do"))]
    assert missing == []


def test_both_languages_ask_for_the_same_values() -> None:
    for name in ("errors", "settings", "health"):
        blocks = [
            _blocks(translation(f"{name}_{language}.ftl").read_text("utf-8"))
            for language in LANGUAGES
        ]
        assert blocks[0] == blocks[1], name


def _blocks(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=[a-z])", text):
        key = block.partition(" =")[0]
        attributes = {f".{name}" for name in re.findall(r"^\s+\.([\w-]+)\s*=", block, re.MULTILINE)}
        found[key] = attributes | set(re.findall(r"\$\w+", block))
    return found
