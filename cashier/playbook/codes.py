"""The code table: which row a provider's code or a shown text stands for.

Exact means equal after normalising spelling, width, script and punctuation; a near text is only
a hint. The register's own phrases are kept apart: they match no row, so they can settle nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from cashier.playbook.matching import Matcher
from cashier.playbook.model import CodeRow, Near, TillPhrase, Wordings
from cashier.playbook.normalise import (
    CODE_IN_LINE,
    LONGEST_TEXT,
    Peeled,
    code_keys,
    code_words,
    narrow,
    normal_code,
    normal_word,
    peeled,
    too_long,
    words_of,
)

MOST_NEAR = 5
_NAMED = 0.95


class CodeTable:
    """All rows, found by code or by text. It never raises on a code or text it does not know."""

    def __init__(
        self,
        rows: Iterable[CodeRow],
        phrases: Iterable[TillPhrase] = (),
        wordings: Wordings | None = None,
    ) -> None:
        self.rows: tuple[CodeRow, ...] = tuple(rows)
        self.phrases: tuple[TillPhrase, ...] = tuple(phrases)
        self.wordings = wordings or Wordings()
        charge = (row for row in self.rows if row.call == "charge")
        self._worded = tuple((row, words_of(row)) for row in charge)
        self._code_words = code_words(self.rows)
        self._by_code = self._index_codes()
        self._texts_of_phrases = {
            self.normal_text(text): phrase.id for phrase in self.phrases for text in phrase.texts
        }
        self._messages = self._index_messages()
        self._near_cached: Callable[[str], tuple[Near, ...]]
        self._near_cached = lru_cache(maxsize=256)(self._find_near)

    def normal_code(self, code: str) -> str:
        """One spelling of a code."""
        return normal_code(code)

    def normal_text(self, text: str) -> str:
        """One spelling of a text; a code of this table before or after it is left out."""
        return self._peel(text).plain

    def by_code(self, provider: str, code: str) -> tuple[CodeRow, ...]:
        """All rows of this code, of every call; the caller picks the call it means."""
        return self._by_code.get((provider, normal_code(code)), ())

    def by_text(self, text: str) -> tuple[CodeRow, ...]:
        """The charge rows that say exactly this; none for a phrase of the register's own.

        A code beside the text has to be the row's own: another one contradicts it.
        """
        if too_long(text):
            return ()
        read = self._peel(text)
        if read.plain in self._texts_of_phrases:
            return ()
        rows = self._messages.get(read.plain, ())
        return tuple(row for row in rows if read.codes <= words_of(row)) if read.codes else rows

    def phrase(self, text: str) -> str | None:
        """The id of the register's own phrase that says exactly this."""
        return None if too_long(text) else self._texts_of_phrases.get(self.normal_text(text))

    def is_final(self, text: str) -> bool:
        """Whether a text, its code left out, says nothing or what only final charge rows say."""
        if too_long(text):
            return False
        plain = self.normal_text(text)
        rows = self._messages.get(plain, ())
        return not plain or (bool(rows) and all(row.final for row in rows))

    def near(self, text: str) -> tuple[Near, ...]:
        """What a text resembles, best first, at most five; empty when nothing, or when exact."""
        shown = text[:LONGEST_TEXT]
        if self.phrase(text) is not None or self.by_text(text):
            return ()
        return self._near_cached(shown)

    def resembling(self, text: str) -> tuple[str, ...]:
        """Known texts for what was typed so far: those that hold it, then those that are near it.

        Messages and phrases come before other wordings of theirs; people type from the beginning,
        so what begins like that comes first, and short ones before long ones.
        """
        line, _ = self._without_codes(narrow(text[:LONGEST_TEXT]))
        plain = self.normal_text(line)
        if not plain:
            return ()
        reworded = {known for texts in self.wordings.said.values() for known in texts}

        def rank(known: str) -> tuple[bool, bool, int]:
            begins = self.normal_text(known).startswith(plain)
            return known in reworded, not begins, len(known)

        held = sorted(self._matcher.holding(plain, line), key=rank)
        alike = self._matcher.find(plain, line)
        near = sorted(alike, key=lambda known: (-alike[known], known in reworded))
        return tuple(dict.fromkeys((*held, *near)))

    def _peel(self, text: str) -> Peeled:
        return peeled(text[: 4 * LONGEST_TEXT], self._code_words)

    @cached_property
    def _known(self) -> Mapping[str, Near]:
        """What each known text stands for; a message stands for the rows that say it."""
        known: dict[str, Near] = {}
        for row in self.rows:
            plain = self.normal_text(row.message)
            if plain in self._messages and plain not in self._texts_of_phrases:
                known[row.message] = Near(0.0, rows=self._messages[plain])
        for phrase in self.phrases:
            known |= {text: Near(0.0, phrase=phrase.id) for text in phrase.texts}
        for message, texts in self.wordings.said.items():
            known |= {text: known[message] for text in texts if message in known}
        return known

    @cached_property
    def _matcher(self) -> Matcher:
        """Made when the first near text is sought."""
        return Matcher(self._known, self.wordings)

    def _find_near(self, shown: str) -> tuple[Near, ...]:
        line, named = self._without_codes(narrow(shown))
        found = [
            Near(score, self._known[text].rows, self._known[text].phrase)
            for text, score in self._matcher.find(self.normal_text(line), line).items()
        ]
        if named and not any(row in named for one in found for row in one.rows):
            found.append(Near(_NAMED, rows=named))
        return _best(found)

    def _without_codes(self, line: str) -> tuple[str, tuple[CodeRow, ...]]:
        """Take the codes out of a line; also return the charge rows of the one code in it."""
        codes = {word: normal_word(word) for word in CODE_IN_LINE.findall(line)}
        codes = {word: code for word, code in codes.items() if code in self._code_words}
        for word in codes:
            line = line.replace(word, " ")
        said = set(codes.values())
        return line, tuple(row for row, words in self._worded if said and said <= words)

    def _index_codes(self) -> Mapping[tuple[str, str], tuple[CodeRow, ...]]:
        index: dict[tuple[str, str], list[CodeRow]] = defaultdict(list)
        for row in self.rows:
            for key in code_keys(row):
                index[row.provider, key].append(row)
        return {key: tuple(rows) for key, rows in index.items()}

    def _index_messages(self) -> Mapping[str, tuple[CodeRow, ...]]:
        index: dict[str, list[CodeRow]] = defaultdict(list)
        for row in self.rows:
            text = self.normal_text(row.message)
            if row.call == "charge" and text:
                index[text].append(row)
        return {key: tuple(rows) for key, rows in index.items()}


def _best(found: Iterable[Near]) -> tuple[Near, ...]:
    """The few best, one for each set of causes and each phrase."""
    kept: dict[object, Near] = {}
    for near in sorted(found, key=lambda one: -one.score):
        kept.setdefault(near.phrase or frozenset(row.cause for row in near.rows), near)
    return tuple(kept.values())[:MOST_NEAR]
