"""What a till's own sentence speaks of: words of a thing and words of its trouble, in one text.

For sentences that no known text is like. A hint is evidence about the cause and nothing more:
whoever judges the money never asks here.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cashier.playbook.broken import Faults, Problem
from cashier.playbook.files import nearest
from cashier.playbook.model import Cause, Chances
from cashier.playbook.normalise import CJK, LONGEST_TEXT, narrow, normal_word
from cashier.playbook.strict import Table

FILE = "telling_words.toml"
_GROUPS = ("about", "says", "whose", "when")
_CHINESE = re.compile(f"[{CJK}]")
_NOT_LATIN = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that speak of some causes when every group of them has one in the text.

    Args:
        id: its name in the file.
        groups: alternatives; Chinese ones stand anywhere, Latin ones begin a word.
        means: for each cause that it may mean, how often it is said of it.
    """

    id: str
    groups: tuple[tuple[str, ...], ...]
    means: Chances


class Hints:
    """All hints of a playbook; asked with what a register shows, in any language and script."""

    def __init__(self, hints: Iterable[Hint] = ()) -> None:
        self.hints = tuple(hints)
        self._find = lru_cache(maxsize=256)(self._find_anew)

    def find(self, text: str) -> tuple[Hint, ...]:
        """Return the hints in a text that say most exactly what is meant; empty for none."""
        return self._find(text[:LONGEST_TEXT])

    def _find_anew(self, text: str) -> tuple[Hint, ...]:
        line = narrow(text)
        chinese, latin = normal_word(line), " " + _NOT_LATIN.sub(" ", line)
        found = [
            hint
            for hint in self.hints
            if all(any(_in(word, chinese, latin) for word in group) for group in hint.groups)
        ]
        most = max((len(hint.groups) for hint in found), default=0)
        return tuple(hint for hint in found if len(hint.groups) == most)


NO_HINTS = Hints()


def _in(word: str, chinese: str, latin: str) -> bool:
    return word in chinese if _CHINESE.search(word) else f" {word}" in latin


def load_hints(folder: Path, causes: Collection[Cause], faults: Faults) -> Hints:
    """Read `telling_words.toml` strictly; each hint means causes that exist."""
    known = [cause.id for cause in causes]

    def hint(hint_id: str, table: Table) -> Hint:
        groups = [table.words(name, optional=name not in _GROUPS[:2]) for name in _GROUPS]
        means = table.table("means")
        for cause in means.data:
            if known and cause not in known:
                means.report(cause, Problem.unknown_name, found=cause, wanted=nearest(cause, known))
        return Hint(hint_id, tuple(filter(None, groups)), means.chances(whole=False))

    file = Table.read(folder, FILE, faults)
    found = file.table("hint").each(hint)
    file.finish()
    return Hints(found)
