"""Which of many short Chinese texts one resembles: by characters and their neighbours.

An index brings up the few texts that share the rarest characters; the slips between each of them
and the text decide. It gives scores below 1 and knows no meaning: what is known is the caller's.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import nlargest

from cashier.playbook.likeness import Pattern

Scores = dict[str, float]

SURE = 0.9
_MOST = 0.98
_BASE = 0.6
_SPAN = 0.35
_TRIED = 6
_LEAST_SHARED = 0.25
_SHORTEST_PIECE = 3
_SHORTEST_CUT = 5
_LONG_ENOUGH = 7
_MOSTLY = 0.72
_ANOTHER_WORD = 0.62
_UNEXPLAINED = 0.25
_DEEPEST = 4
# A "not" more or less may be a slip of the finger, but rather it says the contrary.
_DENIALS = frozenset("不未没无非")
_DENIED = 0.85
_PIECE = 0.1


class Characters:
    """The known texts. `find` never raises, whatever the text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(dict.fromkeys(texts))
        self._patterns = tuple(Pattern.of(text) for text in self._texts)
        places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._texts):
            for feature in _features(text):
                places[feature].append(place)
        count = len(self._texts) + 1
        self._places: Mapping[str, list[int]] = dict(places)
        self._rare = {one: math.log(count / len(found)) for one, found in places.items()}
        self._unseen = math.log(count)
        self._weights = tuple(self._weight(_features(text)) for text in self._texts)

    def find(self, text: str) -> Scores:
        """Return what the text resembles as a whole or, failing that, what it is put together of.

        Equal texts score highest, a known text inside a longer one by how much of it that explains.
        """
        found = self._single(text)
        if max(found.values(), default=0.0) < SURE:
            raise_to(found, self._pieces(text))
        return found

    def _weight(self, features: Iterable[str]) -> float:
        return sum(self._rare.get(one, self._unseen) for one in features)

    def _shared(self, features: Iterable[str]) -> dict[int, float]:
        shared: dict[int, float] = defaultdict(float)
        for one in features:
            for place in self._places.get(one, ()):
                shared[place] += self._rare[one]
        return shared

    def _single(self, text: str) -> Scores:
        features = _features(text)
        own, shared = self._weight(features), self._shared(features)
        weights = self._weights
        alike = nlargest(_TRIED, shared, key=lambda p: shared[p] / (own + weights[p] - shared[p]))
        inner = nlargest(_TRIED, shared, key=lambda p: shared[p] ** 2 / weights[p])
        outer = nlargest(_TRIED, shared, key=shared.__getitem__)
        pattern = Pattern.of(text)
        found: Scores = {}
        for place in {*alike, *inner, *outer}:
            if shared[place] >= _LEAST_SHARED * min(own, weights[place]):
                score = self._score(text, pattern, place)
                if score:
                    found[self._texts[place]] = score
        return found

    def _score(self, text: str, pattern: Pattern, place: int) -> float:
        known = self._texts[place]
        longer, shorter = max(len(known), len(text)), min(len(known), len(text))
        best = 0.0
        if shorter >= _SHORTEST_PIECE and longer - shorter <= _slips_allowed(longer):
            slips = self._patterns[place].slips(text)
            if slips <= _slips_allowed(longer) and not self._another_word(text, known, slips):
                best = 1 - slips / longer
        if len(text) < len(known):
            best = max(best, _cut_off(pattern, text, known))
        if _DENIALS.isdisjoint(text) != _DENIALS.isdisjoint(known):
            best *= _DENIED
        if len(known) < len(text):
            best = max(best, _inside(self._patterns[place], text))
        return min(best, _MOST)

    def _another_word(self, text: str, known: str, slips: int) -> bool:
        """Whether the slips are one block with the rarer half of the text: no typing error."""
        if slips < 2 or max(len(text), len(known)) - _same_ends(text, known) != slips:
            return False
        mine, theirs = Counter(text), Counter(known)
        common = self._weight((mine & theirs).elements())
        lost = max(self._weight(one.elements()) for one in (mine - theirs, theirs - mine))
        return common < _ANOTHER_WORD * (common + lost)

    def _pieces(self, text: str) -> Scores:
        """Explain a text by known ones side by side; nothing when too much of it stays strange."""
        found, strange = self._taken_apart(text, _DEEPEST)
        if not found or strange > _UNEXPLAINED * len(text):
            return {}
        whole = _BASE + _SPAN * (1 - strange / len(text))
        shares = {known: min(1.0, len(known) / len(text)) for known in found}
        return {
            known: score * whole - _PIECE * (1 - shares[known]) for known, score in found.items()
        }

    def _taken_apart(self, text: str, depth: int) -> tuple[Scores, int]:
        """Return the known texts in a text, the longest first, and how much else is in it."""
        longest = self._longest_within(text) if depth else ""
        if not longest:
            found = self._single(text) if len(text) >= _SHORTEST_PIECE and depth < _DEEPEST else {}
            return found, 0 if found else len(text)
        found, strange = {longest: _MOST}, 0
        for part in text.split(longest, 1):
            inner = self._single(part) if len(part) >= _SHORTEST_PIECE else {}
            more, unknown = (inner, 0) if inner else self._taken_apart(part, depth - 1)
            raise_to(found, more)
            strange += unknown
        return found, strange

    def _longest_within(self, text: str) -> str:
        shared = self._shared(_features(text))
        whole = (self._texts[p] for p in shared if shared[p] > self._weights[p] - 1e-6)
        held = [one for one in whole if _SHORTEST_PIECE <= len(one) < len(text) and one in text]
        return max(held, key=len, default="")


def _features(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*text, *(text[i : i + 2] for i in range(len(text) - 1)))))


def _slips_allowed(length: int) -> int:
    """How many slips a text of this length can have and still be recognised."""
    if length < 10:
        return 0 if length < 3 else 1 if length < 6 else 2
    return length // 4


def _inside(known: Pattern, text: str) -> float:
    """Score a known text within a longer one: long enough to be no accident, or most of it."""
    slips, _ = known.inside(text)
    kept = known.length - slips
    share = kept / len(text)
    if slips > _slips_allowed_inside(known.length):
        return 0.0
    if kept >= _LONG_ENOUGH or (kept >= _SHORTEST_PIECE and share >= _MOSTLY):
        return _BASE + _SPAN * share
    return 0.0


def _cut_off(shown: Pattern, text: str, known: str) -> float:
    """Score a text that is a part of a known one, as where the till's line is too short."""
    slips, _ = shown.inside(known)
    kept = shown.length - slips
    begins = kept == shown.length and kept >= _SHORTEST_CUT - 1 and known.startswith(text)
    if slips > _slips_allowed_inside(shown.length) or not (kept >= _SHORTEST_CUT or begins):
        return 0.0
    return _BASE + _SPAN * kept / len(known)


def _slips_allowed_inside(length: int) -> int:
    return 0 if length < 6 else 1 if length < 9 else 2


def _same_ends(one: str, other: str) -> int:
    """How many characters two texts share at the beginning and, beyond those, at the end."""
    shortest = min(len(one), len(other))
    before = next((i for i in range(shortest) if one[i] != other[i]), shortest)
    rest = shortest - before
    after = next((i for i in range(rest) if one[-1 - i] != other[-1 - i]), rest)
    return before + after


def raise_to(found: Scores, more: Scores) -> None:
    """Take over scores that are higher than those found so far."""
    for known, score in more.items():
        found[known] = max(found.get(known, 0.0), score)
