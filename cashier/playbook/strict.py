"""Reads TOML tables strictly: every key known, every value of its kind, or it is a fault.

What is wrong is recorded and something harmless taken instead, so that the loading goes on and all
faults are told at once; `finish` of the whole file refuses it. It knows nothing about causes or
steps: `load` says what is expected where.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

from cashier.playbook.broken import Fault, Faults, PlaybookBroken, Problem
from cashier.playbook.files import nearest as nearest
from cashier.playbook.files import parse_toml
from cashier.playbook.files import read_text as read_text
from cashier.playbook.model import Chances
from cashier.playbook.places import Places

_ROUNDING = 1e-6
_HARMLESS_CHANCE = 0.5
_MOST_FEN = 99_999_999_999
Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class Source:
    """The file a table comes from, and where its faults go; `own` when nobody else takes them."""

    file: str
    faults: Faults
    places: Places
    own: bool


@dataclass(slots=True)
class Table:
    """One table of a file; remembers which keys were asked for, so that the rest can be refused.

    One that is `absent` stands for what is missing or no table: that has been told already.
    """

    source: Source
    path: tuple[str, ...]
    data: Mapping[str, object]
    absent: bool = False
    _asked: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path, name: str, faults: Faults | None = None) -> "Table":
        """Parse a TOML file. Without `faults`, its `finish` raises what is wrong in it.

        Raises:
            PlaybookBroken: the file cannot be read and there are no `faults` to take that.
        """
        try:
            text = read_text(folder, name)
            data = parse_toml(text, name)
        except PlaybookBroken as error:
            if faults is None:
                raise
            faults.add(*error.faults)
            return cls(Source(name, faults, Places(""), own=False), (), {}, absent=True)
        taken = Faults() if faults is None else faults
        return cls(Source(name, taken, Places(text), own=faults is None), (), data)

    @property
    def file(self) -> str:
        """The file's name."""
        return self.source.file

    @property
    def entry(self) -> str:
        """Where in the file this table stands."""
        return ".".join(self.path) or self.file

    def wrong(
        self, key: str, problem: Problem, *, found: object = "", wanted: str = ""
    ) -> PlaybookBroken:
        """The refusal of one key of this table, to be raised: `each` and `finish` keep it."""
        if self.absent:
            return PlaybookBroken.of(self.source.faults.of(self.file))
        earlier = self.source.faults if self.source.own else ()
        return PlaybookBroken.of((*earlier, self._fault(key, problem, found, wanted)))

    def report(self, key: str, problem: Problem, *, found: object = "", wanted: str = "") -> None:
        """Record what is wrong with one key, and go on."""
        if not self.absent:
            self.source.faults.add(self._fault(key, problem, found, wanted))

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.add(key)
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty, unless the default is."""
        value = self._get(key, default)
        if isinstance(value, str) and (value or default == ""):
            return value
        self._not(key, value, '"…"')
        return default or ""

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """A text that is one of the allowed ones."""
        value, listed = self._get(key, None), tuple(allowed)
        if value in listed:
            return str(value)
        self._not(key, value, nearest(_shown(value), listed))
        return listed[0]

    def number(self, key: str, *, above: float = 0.0) -> float:
        """A finite number above a bound."""
        value = self._get(key, None)
        if not isinstance(value, bool) and isinstance(value, int | float) and above < value < 1e9:
            return float(value)
        self._not(key, value, f"> {above:g}")
        return above + 1

    def fen(self, key: str) -> int | None:
        """A whole, positive amount, or None when the key is absent."""
        if not self.has(key):
            return None
        value = self.data[key]
        if not isinstance(value, bool) and isinstance(value, int) and 0 < value <= _MOST_FEN:
            return value
        self._not(key, value, "1600")
        return None

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self._get(key, default)
        if isinstance(value, bool):
            return value
        self._not(key, value, "true, false")
        return bool(default)

    def words(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of different texts."""
        value = self._get(key, [] if optional else None)
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self._not(key, value, '["…", "…"]')
            return ()
        for word, count in Counter(value).items():
            if count > 1:
                self.report(key, Problem.duplicate, found=word)
        return tuple(dict.fromkeys(value))

    def known_words(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        """An optional list of words that all have to be known."""
        listed = tuple(known)
        values = self.words(key, optional=True)
        for value in values:
            if value not in listed and not self.source.faults.full(self.file):
                close = nearest(value, listed)
                self.report(key, Problem.unknown_name, found=value, wanted=close)
        return tuple(value for value in values if value in listed)

    def table(self, key: str, *, optional: bool = False) -> "Table":
        """A table inside this one."""
        value = self._get(key, {} if optional else None)
        if isinstance(value, dict):
            return Table(self.source, (*self.path, key), value)
        self._not(key, value, f"[{key}]")
        return Table(self.source, (*self.path, key), {}, absent=True)

    def names(self) -> Iterator[str]:
        """The keys of this table, until there are faults enough."""
        return takewhile(lambda _: not self.source.faults.full(self.file), self.data)

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """Every table inside this one, in the order of the file."""
        for key in self.names():
            inner = self.table(key)
            if not inner.absent:
                yield key, inner

    def each(self, build: Callable[[str, "Table"], Built]) -> tuple[Built, ...]:
        """Build something of every table inside; one that is refused is left out and recorded."""
        built = []
        for key, table in self.tables():
            with self.source.faults.catching():
                built.append(build(key, table))
                table.finish()
        return tuple(built)

    def chance(self, key: str) -> float:
        """A chance: above 0, at most 1."""
        value = self._get(key, None)
        if not isinstance(value, bool) and isinstance(value, int | float) and 0 < value <= 1:
            return float(value)
        if value is not None:
            self.report(key, Problem.wrong_chance, found=value, wanted="0 < … ≤ 1")
        return _HARMLESS_CHANCE

    def chances(self, *, whole: bool = True) -> Chances:
        """All keys as chances; as a whole they may not add up to more than 1."""
        told = len(self.source.faults)
        found = {key: self.chance(key) for key in self.names()}
        total = sum(found.values())
        if whole and total > 1 + _ROUNDING and len(self.source.faults) == told:
            self.report("", Problem.wrong_sum, found=f"{total:.3f}", wanted="≤ 1")
        return found

    def finish(self) -> None:
        """Record every key that nobody asked for.

        Raises:
            PlaybookBroken: this is a whole file, nobody else takes its faults, and it has some.
        """
        for key in self.names():
            if key not in self._asked:
                close = nearest(key, sorted(self._asked))
                self.report(key, Problem.unknown_key, found=key, wanted=close)
        if not self.path and self.source.own:
            self.source.faults.refuse()

    def _get(self, key: str, default: object) -> object:
        """The value; None when it is missing and has no default, which is then recorded."""
        self._asked.add(key)
        if key in self.data:
            return self.data[key]
        if default is None:
            self.report(key, Problem.missing_key, wanted=key)
        return default

    def _not(self, key: str, value: object, wanted: str) -> None:
        """Record a value of the wrong kind; a missing one has been recorded."""
        if value is not None:
            self.report(key, Problem.wrong_value, found=value, wanted=wanted)

    def _fault(self, key: str, problem: Problem, found: object, wanted: str) -> Fault:
        inner = (key,) if key in self.data else tuple(filter(None, key.split(".")))
        line = self.source.places.line((*self.path, *inner))
        entry = ".".join((*self.path, *inner)) or self.file
        return Fault(self.file, line, entry, problem, _shown(found), wanted)


def _shown(value: object) -> str:
    """A value as a fault quotes it; a number with thousands of digits has no decimal spelling."""
    try:
        return str(value)[:80]
    except ValueError:
        return "…"
