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
sorry kindly msg occurred now then which when who already must need needs required require
currently something lack lacks not cannot cant unable doesnt didnt isnt dont wont
"""
_TIME_OUT = re.compile(r"\btim(?:e|ed|es|ing)[ -]outs?\b")
_TRY_AGAIN = re.compile(r"\b(?:and )?(?:re-?try|try)(?: it)?(?: again)?(?: later)?\b")
_ENDINGS = re.compile(
    r"(?:ications?|icated?|ations?|ments?|ions?|ing|ying|ied|ies|ed|es|ly|y|e|s)$"
)
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_SMALL_WORDS = frozenset(_SMALL.split())
_LONG_WORD = 8
_PREFIXES = ("un", "re", "in")
_SHORTEST_STEM = 3
_MOST = 0.98
_SURE = 0.9
_UNEXPLAINED = 0.35
# The more telling the words that two texts share, the less alike the texts need to be.
_STRICTEST, _LOOSEST, _START, _SLOPE = 0.95, 0.5, 1.2, 0.055
# What has to be shared before a part of a text counts: about three rare words.
_TELLING = 11.0
_BASE = 0.6
_SPAN = 0.35
_WITHIN = 0.45
_NEARLY_ALL = 0.85
_STRANGE_WORD = 0.8


def words(text: str) -> tuple[str, ...]:
    """Return the words of a narrow text, small ones left out, in their stems."""
    plain = _TIME_OUT.sub("timeout", text.replace("'", "").replace("’", ""))
    found = _WORD.findall(_TRY_AGAIN.sub(" ", plain))
    return tuple(_stem(word) for word in found if word not in _SMALL_WORDS and not word.isdigit())


class English:
    """The known texts. `find` never raises, whatever the text."""

    def __init__(self, texts: Iterable[str], same: Mapping[str, str] | None = None) -> None:
        self._same = {_stem(one): _stem(other) for one, other in (same or {}).items()}
        said = {text: tuple(dict.fromkeys(self._settled(words(text)))) for text in texts}
        self._known = {text: frozenset(own) for text, own in said.items()}
        self._places: dict[str, list[str]] = defaultdict(list)
        for text, own in said.items():
            for word in own:
                self._places[word].append(text)
        count = len(self._known) + 1
        self._rare = {word: math.log(count / len(held)) for word, held in self._places.items()}
        self._unseen = _STRANGE_WORD * math.log(count)
        self._patterns = {word: Pattern.of(word) for word in self._rare}

    def find(self, text: str) -> dict[str, float]:
        """Return what a narrow text resembles."""
        said = self._settled(words(text))
        meant = (*(self._nearest(word) for word in said[:-1]), *self._last(said[-1:]))
        own = tuple(dict.fromkeys(meant))
        shared: dict[str, float] = defaultdict(float)
        for word in own:
            for known in self._places.get(word, ()):
                shared[known] += self._rare[word]
        weight = self._weight(own)
        scores = ((known, self._score(weight, known, part)) for known, part in shared.items())
        found = {known: score for known, score in scores if score}
        if max(found.values(), default=0.0) < _SURE:
            found = self._pieces(own, weight, shared) | found
        return found

    def _pieces(
        self, own: tuple[str, ...], weight: float, shared: Iterable[str]
    ) -> dict[str, float]:
        """Explain a text by known ones side by side; nothing when too much of it stays strange."""
        left, found = set(own), {}
        held = [known for known in shared if self._known[known] <= left]
        for known in sorted(held, key=lambda one: -self._weight(self._known[one])):
            if self._known[known] <= left:
                left -= self._known[known]
                found[known] = _BASE + _SPAN * self._weight(self._known[known]) / weight
        return found if self._weight(left) <= _UNEXPLAINED * weight else {}

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
        return math.fsum(self._rare.get(word, self._unseen) for word in own)

    def _settled(self, found: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._same.get(word, word) for word in found)

    def _last(self, said: tuple[str, ...]) -> tuple[str, ...]:
        """Return the last word; where a line was cut off in it, the one word that begins so."""
        meant = tuple(self._nearest(word) for word in said)
        if any(word in self._rare for word in meant):
            return meant
        begun = tuple(word for word in self._rare if said and word.startswith(said))
        return begun if len(begun) == 1 else meant

    def _nearest(self, word: str) -> str:
        """Return the known word that was meant, or the word itself."""
        if word in self._rare or len(word) <= _SHORTEST_STEM:
            return word
        bare = self._same.get(word[2:], word[2:])
        if word.startswith(_PREFIXES) and bare in self._rare:
            return bare
        allowed = 1 if len(word) < _LONG_WORD else 2
        likely = {
            known: pattern.slips(word)
            for known, pattern in self._patterns.items()
            if pattern.length > _SHORTEST_STEM
            and abs(pattern.length - len(word)) <= allowed
            and (known[0] == word[0] or known[-1] == word[-1])
        }
        meant = min(likely, key=likely.__getitem__, default=word)
        return meant if likely.get(meant, 0) <= allowed else word


def _stem(word: str) -> str:
    if len(word) <= _SHORTEST_STEM:
        return word
    stem = _ENDINGS.sub("", word.replace("isation", "ization").replace("ise", "ize"))
    return _DOUBLED.sub(r"\1", stem) if len(stem) >= _SHORTEST_STEM else word
