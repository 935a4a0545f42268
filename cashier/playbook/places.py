"""Finds the line on which each entry of a TOML file stands; the parser itself does not tell.

It only looks for `[headers]` and `keys =`, inline tables included; what a value is and whether the
file is right, the parser says.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

Path = tuple[str, ...]

_TOKEN = re.compile(
    r'''
      (?P<string>"""(?:[^"\\]|\\.|"(?!""))*"{3,5} | "(?:[^"\\\n]|\\.)*"
               | \'\'\'(?:[^']|'(?!''))*'{3,5} | '[^'\n]*')
    | (?P<blank>\#[^\n]* | [^\S\n]+)
    | (?P<end>\n)
    | (?P<sign>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,."'\#]+)
    | (?P<other>.)
    ''',
    re.VERBOSE | re.DOTALL,
)


class Places:
    """The lines of one file's entries, looked for when the first is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def line(self, path: Path) -> int:
        """The line of an entry, or of the nearest table around it; 0 in an empty file."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1 if self._text else 0

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        return _Scan().run(self._text)


@dataclass(slots=True)
class _Bracket:
    """An inline table or a list that is still open; a list counts its members."""

    path: Path
    is_table: bool
    member: int = 0


@dataclass(slots=True)
class _Scan:
    """Walks through the signs of a file and keeps track of where it is."""

    lines: dict[Path, int] = field(default_factory=dict)
    arrays: dict[Path, int] = field(default_factory=dict)
    table: Path = ()
    path: Path = ()
    parts: list[str] = field(default_factory=list)
    open: list[_Bracket] = field(default_factory=list)
    in_key: bool = True
    header: int = 0

    def run(self, text: str) -> Mapping[Path, int]:
        for kind, token, line in _tokens(text):
            if kind == "end":
                self._end_of_line()
            elif kind in ("string", "bare") and self.in_key:
                self.parts.append(_plain(token) if kind == "string" else token)
            elif kind == "sign":
                self._sign(token, line)
        return self.lines

    def _end_of_line(self) -> None:
        if not self.open:
            self.in_key, self.header = True, 0
            self.parts.clear()

    def _sign(self, sign: str, line: int) -> None:
        if self.in_key and not self.open and sign in "[]":
            self._header_sign(sign, line)
        elif self.in_key and sign == "=":
            self.path = (self.open[-1].path if self.open else self.table) + tuple(self.parts)
            self._mark(self.path, line)
            self.in_key = False
        elif sign in "[{":
            self._open(is_table=sign == "{")
        elif sign in "]}" and self.open:
            self.open.pop()
            self.in_key = False
        elif sign == "," and self.open:
            self._next_member()

    def _header_sign(self, sign: str, line: int) -> None:
        if sign == "[":
            self.header += 1
            self.parts.clear()
        elif self.parts:
            self.table = self._resolved()
            self._mark(self.table, line)
            self.parts.clear()

    def _resolved(self) -> Path:
        """The path a header names; a list of tables means its newest member."""
        path: Path = ()
        for part in self.parts[:-1]:
            path += (part,)
            if path in self.arrays:
                path += (str(self.arrays[path]),)
        path += (self.parts[-1],)
        if self.header > 1:
            self.arrays[path] = self.arrays.get(path, -1) + 1
        return path + ((str(self.arrays[path]),) if path in self.arrays else ())

    def _open(self, *, is_table: bool) -> None:
        self.open.append(_Bracket(self.path, is_table))
        self.in_key = is_table
        self.parts.clear()
        if not is_table:
            self.path += ("0",)

    def _next_member(self) -> None:
        inner = self.open[-1]
        self.in_key = inner.is_table
        self.parts.clear()
        inner.member += 1
        self.path = inner.path if inner.is_table else (*inner.path, str(inner.member))

    def _mark(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        token = match.group()
        yield match.lastgroup or "", token, line
        line += token.count("\n")


def _plain(token: str) -> str:
    """The name that a quoted key stands for."""
    if token.startswith('"') and "\\" in token:
        with suppress(tomllib.TOMLDecodeError):
            return str(tomllib.loads(f"k = {token}")["k"])
    return token[1:-1]
