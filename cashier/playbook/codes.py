"""The code table: which row a provider's code or a shown text stands for.

Exact means equal after normalising spelling, width, script and punctuation; a near text is only
a hint. The register's own phrases are kept apart: they match no row, so they can settle nothing.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from cashier.playbook.model import CodeRow, TillPhrase
from cashier.playbook.script import SIMPLIFIED

NEAR_RATIO = 0.75
NEAR_RUN = 6
_LONGEST_TEXT = 200
_CJK = "\u3400-\u9fff"
_LEADING_NUMBER = re.compile(rf"^[0-9]{{1,6}}(?=[{_CJK}])")
_LEADING_WORD = re.compile(rf"^[a-z0-9]+(?=[{_CJK}])")
_TRAILING_WORD = re.compile(rf"(?<=[{_CJK}])[a-z0-9]+$")
_SHORTEST_WORD = 5
_MOST_ROUNDS = 20
_NOT_A_WORD = re.compile(r"[\W_]+")
_CODE_NOISE = re.compile(r"[\s_()\[\]（）【】:/]+")
_ACQUIRING = re.compile(r"^A(?:CQ|QC)[.\-]")


def normal_code(code: str) -> str:
    """One spelling of a code: upper case, no underscores or blanks, no `ACQ.` before it."""
    return _settled(code, _fold_code)


def normal_text(text: str, code_words: frozenset[str] = frozenset()) -> str:
    """One spelling of a shown text: width, case, script, punctuation, and codes around it gone."""
    return _settled(text, lambda plain: _strip_around(_fold(plain), code_words))


def _settled(text: str, step: Callable[[str], str]) -> str:
    """Repeat until nothing changes: what one step takes away can bring new neighbours together."""
    for _ in range(_MOST_ROUNDS):
        after = step(text)
        if after == text:
            break
        text = after
    return text


def _fold_code(code: str) -> str:
    folded = _CODE_NOISE.sub("", unicodedata.normalize("NFKC", code)).upper()
    return _ACQUIRING.sub("", folded) or folded


def _too_long(text: str) -> bool:
    """No register says so much; cutting it could make a text exact that is not."""
    return len(text) > 4 * _LONGEST_TEXT


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    return _NOT_A_WORD.sub("", folded)


def _strip_around(text: str, code_words: frozenset[str]) -> str:
    text = _LEADING_NUMBER.sub("", text)
    for pattern in (_LEADING_WORD, _TRAILING_WORD):
        found = pattern.search(text)
        if found and found.group() in code_words:
            text = text[: found.start()] + text[found.end() :]
    return text


def _code_keys(row: CodeRow) -> set[str]:
    """Every spelling that addresses a row: the whole code and, where it has parts, each part."""
    parts = row.code.split()
    if row.code.startswith("("):
        parts = [row.code]
    if "=" in row.code:
        parts.append(row.code.partition("=")[2])
    return {normal_code(row.code), *(normal_code(part) for part in parts)} - {""}


class CodeTable:
    """All rows, found by code or by text. It never raises on a code or text it does not know."""

    def __init__(self, rows: Iterable[CodeRow], phrases: Iterable[TillPhrase] = ()) -> None:
        self.rows: tuple[CodeRow, ...] = tuple(rows)
        self._code_words = _code_words(self.rows)
        self._by_code = self._index_codes()
        self._phrases = {
            self.normal_text(text): phrase.id for phrase in phrases for text in phrase.texts
        }
        self._by_text = self._index_texts()
        self._near_cached: Callable[[str], tuple[CodeRow, float] | None]
        self._near_cached = lru_cache(maxsize=128)(self._find_near)

    def normal_code(self, code: str) -> str:
        """One spelling of a code."""
        return normal_code(code)

    def normal_text(self, text: str) -> str:
        """One spelling of a text; a code of this table before or after it is left out."""
        return normal_text(text, self._code_words)

    def by_code(self, provider: str, code: str) -> tuple[CodeRow, ...]:
        """All rows of this code, of every call; the caller picks the call it means."""
        return self._by_code.get((provider, normal_code(code)), ())

    def by_text(self, text: str) -> tuple[CodeRow, ...]:
        """The charge rows that say exactly this; none for a phrase of the register's own."""
        return () if _too_long(text) else self._by_text.get(self.normal_text(text), ())

    def phrase(self, text: str) -> str | None:
        """The id of the register's own phrase that says exactly this."""
        return None if _too_long(text) else self._phrases.get(self.normal_text(text))

    def near(self, text: str) -> tuple[CodeRow, float] | None:
        """The most similar charge row and how similar, below 1; None when nothing is, or exact."""
        plain = self.normal_text(text[:_LONGEST_TEXT])
        if not plain or plain in self._by_text or plain in self._phrases:
            return None
        return self._near_cached(plain)

    @cached_property
    def _pairs(self) -> Mapping[str, frozenset[str]]:
        """Neighbouring characters of every text: made when the first near text is sought."""
        return {text: _pairs(text) for text in self._by_text}

    def _find_near(self, plain: str) -> tuple[CodeRow, float] | None:
        pairs = _pairs(plain)
        best: tuple[CodeRow, float] | None = None
        for text, rows in self._by_text.items():
            shared = len(pairs & self._pairs[text])
            if not shared:
                continue
            score = _similarity(plain, text, shared, len(pairs) + len(self._pairs[text]))
            if score and (best is None or score > best[1]):
                best = (rows[0], score)
        return best

    def _index_codes(self) -> Mapping[tuple[str, str], tuple[CodeRow, ...]]:
        index: dict[tuple[str, str], list[CodeRow]] = defaultdict(list)
        for row in self.rows:
            for key in _code_keys(row):
                index[row.provider, key].append(row)
        return {key: tuple(rows) for key, rows in index.items()}

    def _index_texts(self) -> Mapping[str, tuple[CodeRow, ...]]:
        index: dict[str, list[CodeRow]] = defaultdict(list)
        for row in self.rows:
            text = self.normal_text(row.message)
            if row.call == "charge" and text and text not in self._phrases:
                index[text].append(row)
        return {key: tuple(rows) for key, rows in index.items()}


def _code_words(rows: tuple[CodeRow, ...]) -> frozenset[str]:
    """Codes long enough that they cannot be part of a sentence, as they look inside a text."""
    parts = {part.lower() for row in rows for part in (row.code, *row.code.split())}
    keys = {_NOT_A_WORD.sub("", part) for part in parts if part.isascii()}
    keys |= {key.removeprefix("acq").removeprefix("aqc") for key in keys}
    return frozenset(key for key in keys if len(key) >= _SHORTEST_WORD and not key.isdigit())


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})


def _similarity(plain: str, text: str, shared: int, total: int) -> float:
    """0 when not near; containment of a long run counts as near, but never as equal."""
    short, long = sorted((plain, text), key=len)
    if short in long and _chinese(short) >= NEAR_RUN:
        return min(0.99, NEAR_RATIO + 0.24 * len(short) / len(long))
    if 2 * shared / total < NEAR_RATIO / 2:
        return 0.0
    ratio = SequenceMatcher(None, plain, text, autojunk=False).ratio()
    return min(0.99, ratio) if ratio >= NEAR_RATIO else 0.0


def _chinese(text: str) -> int:
    return sum("\u3400" <= c <= "\u9fff" for c in text)
