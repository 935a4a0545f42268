"""Which of many short English texts one resembles: by words, whatever their form and order.

Rare words weigh more, small words nothing; a word with a slip counts as the known one, and a line
that was cut off may end within a word. It gives scores below 1 and knows no meaning.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from cashier.playbook.likeness import Pattern

_WORD = re.compile(r"[a-z0-9]+")
_SMALL = """
a an and any are as at be been being by can could for from has have had in is it its may of on or
our s so that the their there this these those to was were will with you your do does did please
sorry kindly msg occurred now then which when who
"""
_TIME_OUT = re.compile(r"\btim(?:e|ed|es|ing)[ -]outs?\b")
_TRY_AGAIN = re.compile(r"\b(?:and )?(?:re-?try|try)(?: it)?(?: again)?(?: later)?\b")
_ENDINGS = re.compile(
    r"(?:ications?|icated?|ations?|ments?|ions?|ing|ying|ied|ies|ed|es|ly|y|e|s)$"
)
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_SMALL_WORDS = frozenset(_SMALL.split())
_SHORTEST_STEM = 3
_MOST = 0.98
# The more telling the words that two texts share, the less alike the texts need to be.
_STRICTEST, _LOOSEST, _START, _SLOPE = 0.95, 0.5, 1.2, 0.055
# What has to be shared before a part of a text counts: about three rare words.
_TELLING = 11.0
_BASE = 0.6
_SPAN = 0.35
_WITHIN = 0.45
_NEARLY_ALL = 0.85
_STRANGE_WORD = 0.6


def words(text: str) -> tuple[str, ...]:
    """Return the words of a narrow text, small ones left out, in their stems."""
    plain = _TIME_OUT.sub("timeout", text.replace("'", "").replace("’", ""))
    found = _WORD.findall(_TRY_AGAIN.sub(" ", plain)) or _WORD.findall(plain)
    return tuple(_stem(word) for word in found if word not in _SMALL_WORDS and not word.isdigit())


class English:
    """The known texts. `find` never raises, whatever the text."""

    def __init__(self, texts: Iterable[str], same: Mapping[str, str] | None = None) -> None:
        self._same = {_stem(one): _stem(other) for one, other in (same or {}).items()}
        self._known = {text: frozenset(self._settled(words(text))) for text in texts}
        self._places: dict[str, list[str]] = defaultdict(list)
        for text, own in self._known.items():
            for word in own:
                self._places[word].append(text)
        count = len(self._known) + 1
        self._rare = {word: math.log(count / len(held)) for word, held in self._places.items()}
        self._unseen = _STRANGE_WORD * math.log(count)
        self._patterns = {word: Pattern.of(word) for word in self._rare}

    def find(self, text: str) -> dict[str, float]:
        """Return what a narrow text resembles."""
        said = self._settled(words(text))
        own = {self._nearest(word) for word in said[:-1]} | self._last(said[-1:])
        shared: dict[str, float] = defaultdict(float)
        for word in own:
            for known in self._places.get(word, ()):
                shared[known] += self._rare[word]
        weight = self._weight(own)
        scores = ((known, self._score(weight, known, part)) for known, part in shared.items())
        return {known: score for known, score in scores if score}

    def _score(self, weight: float, known: str, shared: float) -> float:
        theirs = self._known[known]
        full = self._weight(theirs)
        alike = 2 * shared / (weight + full)
        if alike >= min(_STRICTEST, max(_LOOSEST, _START - _SLOPE * shared)):
            return min(alike, _MOST)
        if shared < _TELLING:
            return 0.0
        if shared >= _NEARLY_ALL * full and shared >= _WITHIN * weight:
            return _BASE + _SPAN * shared / weight
        if shared >= _NEARLY_ALL * weight:
            return _BASE + _SPAN * shared / full
        return 0.0

    def _weight(self, own: Iterable[str]) -> float:
        return sum(self._rare.get(word, self._unseen) for word in own)

    def _settled(self, found: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._same.get(word, word) for word in found)

    def _last(self, said: tuple[str, ...]) -> set[str]:
        """Return the last word; where a line was cut off in it, the one word that begins so."""
        meant = {self._nearest(word) for word in said}
        if meant & self._rare.keys():
            return meant
        begun = {word for word in self._rare if said and word.startswith(said)}
        return begun if len(begun) == 1 else meant

    def _nearest(self, word: str) -> str:
        """Return the known word that was meant, or the word itself."""
        if word in self._rare or len(word) <= _SHORTEST_STEM:
            return word
        allowed = 1 if len(word) < 8 else 2
        best, meant = allowed + 1, word
        for known, pattern in self._patterns.items():
            if abs(pattern.length - len(word)) > allowed or pattern.length <= _SHORTEST_STEM:
                continue
            if known[0] != word[0] and known[-1] != word[-1]:
                continue
            slips = pattern.slips(word)
            if slips < best:
                best, meant = slips, known
        return meant


def _stem(word: str) -> str:
    if len(word) <= _SHORTEST_STEM:
        return word
    stem = _ENDINGS.sub("", word.replace("isation", "ization").replace("ise", "ize"))
    return _DOUBLED.sub(r"\1", stem) if len(stem) >= _SHORTEST_STEM else word
