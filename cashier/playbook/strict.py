"""Reads TOML tables and CSV rows strictly: every key known, every value of its kind, or a refusal.

It knows nothing about causes or steps; `load` says what is expected where.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.model import Chances

_LARGEST_FILE = 4_000_000
_ROUNDING = 1e-6


def nearest(word: str, known: Iterable[str]) -> str:
    """The most similar known word, else the first few of them."""
    listed = list(known)
    close = get_close_matches(word, listed, n=1, cutoff=0.5)
    return close[0] if close else ", ".join(listed[:6])


def read_text(folder: Path, name: str) -> str:
    """The text of one file of the playbook."""
    path = folder / name
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise PlaybookBroken(name, name, Problem.unreadable, found=str(path.stat().st_size))
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise PlaybookBroken(name, name, Problem.missing_file) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PlaybookBroken(name, name, Problem.unreadable, found=reason) from error


@dataclass(slots=True)
class Table:
    """One table of a file; remembers which keys were asked for, so that the rest can be refused."""

    file: str
    entry: str
    data: Mapping[str, object]
    _asked: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path, name: str) -> "Table":
        """Parse a TOML file."""
        text = read_text(folder, name)
        try:
            return cls(name, name, tomllib.loads(text))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise PlaybookBroken(name, name, Problem.unreadable, found=str(error)) from error

    def wrong(
        self, key: str, problem: Problem, *, found: object = "", wanted: str = ""
    ) -> PlaybookBroken:
        """The refusal of one key of this table."""
        entry = key if self.entry == self.file else f"{self.entry}.{key}"
        return PlaybookBroken(self.file, entry, problem, found=str(found), wanted=wanted)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.add(key)
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty, unless the default is."""
        value = self._get(key, default)
        if not isinstance(value, str) or (not value and default != ""):
            raise self.wrong(key, Problem.wrong_value, found=value, wanted='"…"')
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """A text that is one of the allowed ones."""
        value, listed = self.text(key), tuple(allowed)
        if value not in listed:
            raise self.wrong(key, Problem.wrong_value, found=value, wanted=nearest(value, listed))
        return value

    def number(self, key: str, *, above: float = 0.0) -> float:
        """A finite number above a bound."""
        value = self._get(key, None)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, Problem.wrong_value, found=value, wanted=f"> {above:g}")
        if not above < value < 1e9:
            raise self.wrong(key, Problem.wrong_value, found=value, wanted=f"> {above:g}")
        return float(value)

    def fen(self, key: str) -> int | None:
        """A whole, positive amount, or None when the key is absent."""
        if not self.has(key):
            return None
        value = self.data[key]
        if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
            raise self.wrong(key, Problem.wrong_value, found=value, wanted="1600")
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, Problem.wrong_value, found=value, wanted="true, false")
        return value

    def words(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of different texts."""
        value = self._get(key, [] if optional else None)
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(key, Problem.wrong_value, found=value, wanted='["…", "…"]')
        if len(set(value)) != len(value):
            raise self.wrong(key, Problem.duplicate, found=value)
        return tuple(value)

    def known_words(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        """An optional list of words that all have to be known."""
        listed = tuple(known)
        values = self.words(key, optional=True)
        for value in values:
            if value not in listed:
                raise self.wrong(
                    key, Problem.unknown_name, found=value, wanted=nearest(value, listed)
                )
        return values

    def table(self, key: str, *, optional: bool = False) -> "Table":
        """A table inside this one."""
        value = self._get(key, {} if optional else None)
        if not isinstance(value, dict):
            raise self.wrong(key, Problem.wrong_value, found=value, wanted=f"[{key}]")
        entry = key if self.entry == self.file else f"{self.entry}.{key}"
        return Table(self.file, entry, value)

    def tables(self) -> Iterable[tuple[str, "Table"]]:
        """Every table inside this one, in the order of the file."""
        for key in self.data:
            yield key, self.table(key)

    def chance(self, key: str) -> float:
        """A chance: above 0, at most 1."""
        value = self._get(key, None)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
            raise self.wrong(key, Problem.wrong_chance, found=value, wanted="0 < … ≤ 1")
        return float(value)

    def chances(self, *, whole: bool = True) -> Chances:
        """All keys as chances; as a whole they may not add up to more than 1."""
        found = {key: self.chance(key) for key in self.data}
        if whole and sum(found.values()) > 1 + _ROUNDING:
            total = f"{sum(found.values()):.3f}"
            raise PlaybookBroken(
                self.file, self.entry, Problem.wrong_sum, found=total, wanted="≤ 1"
            )
        return found

    def finish(self) -> None:
        """Refuse every key that nobody asked for."""
        for key in self.data:
            if key not in self._asked:
                close = nearest(key, sorted(self._asked))
                raise self.wrong(key, Problem.unknown_key, found=key, wanted=close)

    def _get(self, key: str, default: object) -> object:
        self._asked.add(key)
        if key in self.data:
            return self.data[key]
        if default is None:
            raise self.wrong(key, Problem.missing_key, wanted=key)
        return default


def read_csv(folder: Path, name: str, columns: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file with exactly these columns, each with its line number."""
    reader = csv.reader(read_text(folder, name).splitlines(), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        head = next(reader, [])
        if tuple(head) != columns:
            raise PlaybookBroken(
                name, "1", Problem.wrong_value, found=",".join(head), wanted=",".join(columns)
            )
        for row in reader:
            if len(row) != len(columns):
                raise PlaybookBroken(
                    name, str(reader.line_num), Problem.wrong_value, wanted=",".join(columns)
                )
            rows.append((reader.line_num, row))
    except csv.Error as error:
        line = str(reader.line_num)
        raise PlaybookBroken(name, line, Problem.unreadable, found=str(error)) from error
    return rows
