"""Which known texts a shown one resembles: slips of the finger, cut-off lines, words around it.

A likeness is a hint about the cause and nothing more: no score is ever 1, and whoever judges the
money asks for exact texts only. What is mostly made of unknown words resembles nothing.
"""

import re
from collections.abc import Iterable

from cashier.playbook.alike import ALIKE
from cashier.playbook.characters import SURE, Characters, Scores, raise_to
from cashier.playbook.english import English
from cashier.playbook.model import Wordings
from cashier.playbook.normalise import CJK, narrow, normal_text

_CHINESE = re.compile(f"[{CJK}]")
_LATIN = re.compile("[a-z]")
_FOREIGN_ENDS = re.compile(f"^[^{CJK}]+|[^{CJK}]+$")
_DIGITS_AROUND = re.compile("^[0-9]+|[0-9]+$")
_FAR = 0.15


class Matcher:
    """Known texts in the spellings that they are compared in; built once, asked often."""

    def __init__(self, texts: Iterable[str], wordings: Wordings) -> None:
        self._spelling = _Spelling(wordings)
        self._texts_of: dict[str, list[str]] = {}
        latin: dict[str, list[str]] = {}
        for text in dict.fromkeys(texts):
            if not _CHINESE.search(text):
                latin.setdefault(self._spelling.latin(text), []).append(text)
                continue
            for key in self._spelling.keys(normal_text(text)):
                self._texts_of.setdefault(key, []).append(text)
        self._characters = Characters(self._texts_of)
        self._english = English(latin, wordings.same)
        self._texts_of |= latin

    def find(self, plain: str, line: str) -> Scores:
        """Return the known texts that a shown one resembles, with scores above 0 and below 1.

        Args:
            plain: its one spelling, without codes.
            line: the text itself without codes, its words still apart.
        """
        found = self._by_characters(plain) if _CHINESE.search(plain) else {}
        chinese = _FOREIGN_ENDS.sub("", plain)
        if not found and chinese != plain and not self._spelling.says_nothing(chinese):
            found = self._by_characters(chinese)
        if _LATIN.search(plain) and (found or self._spelling.says_nothing(chinese)):
            raise_to(found, self._english.find(self._spelling.latin(line)))
        best = max(found.values(), default=0.0)
        scores: Scores = {}
        for key, score in found.items():
            if best < SURE or score > best - _FAR:
                raise_to(scores, dict.fromkeys(self._texts_of[key], score))
        return scores

    def holding(self, plain: str, line: str) -> list[str]:
        """Return the known texts that have a text within them, as it sounds or as it is typed."""
        heard = self._spelling.keys(plain)[0]
        wanted = " ".join(narrow(line).split())
        return [
            text
            for key, texts in self._texts_of.items()
            if (heard and heard in key) or (wanted and wanted in key)
            for text in texts
        ]

    def _by_characters(self, plain: str) -> Scores:
        found: Scores = {}
        for key in self._spelling.keys(plain):
            if max(found.values(), default=0.0) < SURE:
                raise_to(found, self._characters.find(key))
        return found


class _Spelling:
    """Spellings for comparing only: characters that sound alike, words that mean the same."""

    def __init__(self, wordings: Wordings) -> None:
        same = {_heard(one): _heard(other) for one, other in wordings.same.items()}
        self._same = {one: other for one, other in same.items() if _CHINESE.search(other)}
        self._words = _any_of(self._same)
        self._around = _any_of(_heard(one) for one in wordings.around)
        self._around_words = _any_of(narrow(one) for one in wordings.around)

    def keys(self, plain: str) -> tuple[str, ...]:
        """Return a text as it is heard, then without what is set around it, then reworded."""
        whole = plain.translate(ALIKE)
        bare = _DIGITS_AROUND.sub("", self._without_around(whole)) or whole
        other = self._words.sub(lambda found: self._same[found.group()], bare)
        return tuple(dict.fromkeys((whole, bare, other)))

    def latin(self, line: str) -> str:
        """Return a line as it stands, without what is set around messages."""
        plain = narrow(line)
        return self._around_words.sub(" ", plain)

    def says_nothing(self, plain: str) -> bool:
        """Whether a text is nothing but what is set around messages."""
        return not self._without_around(plain.translate(ALIKE))

    def _without_around(self, heard: str) -> str:
        return self._around.sub("", heard)


def _heard(text: str) -> str:
    return normal_text(text).translate(ALIKE)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, the longest first; for none of them where there are none."""
    listed = sorted((word for word in words if word), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed)) or r"(?!)")
