"""Reads the files of a playbook as text, TOML or CSV, and refuses what is no such thing.

Sizes are bounded before anything is parsed: a playbook may come from anywhere. What it means is
not known here.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from cashier.playbook.broken import Fault, Faults, PlaybookBroken, Problem

LARGEST_FILE = 500_000
_KB = 1024
_LONGEST_WORD = 80
_MOST_COMPARED = 1000
# The parser walks each dotted key from its beginning: a very long one would keep it for hours.
_ENDLESS_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){20}""")
_AT_LINE = re.compile(r"at line (\d+)")


def nearest(word: str, known: Iterable[str]) -> str:
    """The most similar known word, else the first few of them."""
    listed = list(islice(known, _MOST_COMPARED))
    close = get_close_matches(word[:_LONGEST_WORD], listed, n=1, cutoff=0.5)
    return close[0] if close else ", ".join(listed[:6])


def read_text(folder: Path, name: str) -> str:
    """The text of one file of the playbook, with one kind of line ends.

    Raises:
        PlaybookBroken: it is not there, is no plain file, is too large, or is not UTF-8.
    """
    data = _read_bytes(folder / name, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = Fault(name, line, name, Problem.not_utf8)
        raise PlaybookBroken.of((fault,)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise PlaybookBroken(name, name, Problem.no_plain_file)
        if size > LARGEST_FILE:
            raise too_large(name, size, LARGEST_FILE)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise PlaybookBroken(name, name, Problem.missing_file) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlaybookBroken(name, name, Problem.unreadable, found=reason) from error


def too_large(name: str, size: int, most: int) -> PlaybookBroken:
    """The refusal of a file of so many bytes."""
    found, wanted = f"{size // _KB} KB", f"{most // _KB} KB"
    return PlaybookBroken(name, name, Problem.too_large, found=found, wanted=wanted)


def parse_toml(text: str, name: str) -> Mapping[str, object]:
    """The content of a TOML file.

    Raises:
        PlaybookBroken: it is no TOML, or nested too deeply.
    """
    endless = _ENDLESS_KEY.search(text)
    if endless:
        line = text.count("\n", 0, endless.start()) + 1
        raise PlaybookBroken.of((Fault(name, line, name, Problem.too_deep),))
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise PlaybookBroken.of((Fault(name, 1, name, Problem.too_deep),)) from error
    except ValueError as error:
        reason = str(error)
        at = _AT_LINE.search(reason)
        last = text.rstrip("\n").count("\n") + 1
        line = min(int(at[1]), last) if at else last
        fault = Fault(name, line, name, Problem.unreadable, reason[:120])
        raise PlaybookBroken.of((fault,)) from error


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, each with its number as an editor counts."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def read_csv(
    folder: Path, name: str, columns: tuple[str, ...], faults: Faults | None = None
) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file with exactly these columns, each with its line number.

    Raises:
        PlaybookBroken: the file or any row is wrong; never when `faults` is there to take it.
    """
    found = Faults()
    rows: list[tuple[int, list[str]]] = []
    with found.catching():
        rows += _rows(read_text(folder, name), name, columns, found)
    if faults is None:
        found.refuse()
    else:
        faults.add(*found)
    return rows


def row_fault(
    name: str, line: int, problem: Problem, *, found: str = "", wanted: str = ""
) -> Fault:
    """What is wrong with one row; its entry is its line."""
    return Fault(name, line, str(line), problem, found[:_LONGEST_WORD], wanted)


def _rows(
    text: str, name: str, columns: tuple[str, ...], faults: Faults
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), strict=True)
    wanted = ",".join(columns)
    line = 1
    try:
        for row in reader:
            if faults.full(name):
                return
            if line == 1 and tuple(row) != columns:
                head = ",".join(row)
                faults.add(row_fault(name, 1, Problem.wrong_value, found=head, wanted=wanted))
                return
            if len(row) != len(columns):
                found = ",".join(row)
                faults.add(row_fault(name, line, Problem.wrong_value, found=found, wanted=wanted))
            elif line > 1:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        faults.add(row_fault(name, line, Problem.unreadable, found=str(error)))
        return
    if line == 1:
        faults.add(Fault(name, 0, name, Problem.missing_entry, wanted=wanted))
