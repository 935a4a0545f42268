"""`cashier check`: reads pictures and says in one line each what was seen.

Payment codes are masked always, other payloads unless they are asked for. One bad picture does not
stop the rest: it gets its own sentence, and the command ends with 2 instead of 0.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cashier.cli.common import visible
from cashier.core.errors import CashierError
from cashier.core.words import Words
from cashier.scan.grammar.kinds import is_payment
from cashier.scan.grammar.oddities import plain
from cashier.scan.grammar.payment import hides_payment
from cashier.scan.picture import SUFFIXES, load
from cashier.scan.reading import Corners, Fault, Read, Reading, Unread
from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort

Echo = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CheckTalk:
    """With whom the command talks; `words` needs the catalogues "cli" and "errors"."""

    words: Words
    say: Echo
    complain: Echo


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What is printed, and how pictures are named."""

    jsonl: bool = False
    show_payload: bool = False
    relative_to: Path | None = None


def check_files(
    paths: Sequence[Path], talk: CheckTalk, options: CheckOptions, scanner: Scanner | None = None
) -> int:
    """Read every picture, and every picture in every folder; return the exit code.

    0 when all were read, whatever the verdicts; else that of the gravest error: 2 for a file that
    is no sound picture, 3 for one that this machine does not let us read.
    """
    reader = scanner if scanner is not None else Scanner(effort=Effort.STILL)
    worst = 0
    for path in paths:
        for picture in _pictures(path):
            try:
                _check(picture, reader, talk, options)
            except CashierError as error:
                worst = max(worst, error.exit_code)
                _report(picture, error, talk, options)
    return worst


def _pictures(path: Path) -> Iterator[Path]:
    """Yield the path, or the pictures of a folder in order; a folder without any yields itself."""
    try:
        is_folder = path.is_dir()
    except OSError:
        # No name that can be, or not ours to see: reading it says why, and the rest has its turn.
        is_folder = False
    if not is_folder:
        yield path
        return
    found = sorted(item for item in path.rglob("*") if item.suffix.lower() in SUFFIXES)
    yield from found or (path,)


def _check(path: Path, reader: Scanner, talk: CheckTalk, options: CheckOptions) -> None:
    loaded = load(path)
    reading = reader.read(loaded.pixels)
    name = _name(path, options.relative_to)
    if options.jsonl:
        line = as_json(name, reading, show_payload=options.show_payload)
        talk.say(json.dumps(line, ensure_ascii=False))
        return
    talk.say(as_text(name, reading, talk.words, show_payload=options.show_payload))
    if loaded.animated:
        talk.complain(talk.words("check-first-frame", image=visible(name)))


def _report(path: Path, error: CashierError, talk: CheckTalk, options: CheckOptions) -> None:
    name = _name(path, options.relative_to)
    what = talk.words(f"error-{error.code}", **error.fields)
    todo = talk.words(f"error-{error.code}.do", **error.fields)
    if options.jsonl:
        line: dict[str, Any] = {
            "image": name,
            "ms": None,
            "verdict": "none",
            "reads": [],
            "unread": [],
            "error": {"code": error.code, "what": what, "do": todo},
        }
        talk.say(json.dumps(line, ensure_ascii=False))
    problem = talk.words("check-problem", image=name, what=what, todo=todo)
    talk.complain(visible(problem))


def as_json(name: str, reading: Reading, *, show_payload: bool = False) -> dict[str, Any]:
    """Return one line of `--jsonl` as plain values."""
    return {
        "image": name,
        "ms": reading.ms,
        "verdict": reading.verdict.value,
        "reads": [_read_json(read, show_payload=show_payload) for read in reading.reads],
        "unread": [_unread_json(unread) for unread in reading.unread],
    }


def as_text(name: str, reading: Reading, words: Words, *, show_payload: bool = False) -> str:
    """Return one line for a person: picture, verdict, then each code."""
    parts = [words(f"check-verdict-{_key(reading.verdict.value)}")]
    parts.extend(_read_text(read, words, show_payload=show_payload) for read in reading.reads)
    parts.extend(_fault_text(unread, words) for unread in reading.unread)
    return f"{visible(name)}: {' · '.join(parts)}"


def _read_text(read: Read, words: Words, *, show_payload: bool) -> str:
    text = words(
        "check-read",
        kind=words(f"check-kind-{_key(read.kind)}"),
        letter=read.clarity.letter,
        payload=plain(payload_of(read, show_payload=show_payload)),
    )
    odd = [words(f"check-oddity-{_key(oddity)}") for oddity in read.oddities]
    return words("check-odd", read=text, odd=words("check-oddity-and").join(odd)) if odd else text


def payload_of(read: Read, *, show_payload: bool) -> str:
    """Return what may be printed of a payload: never a whole payment code, however it is spelt."""
    payload = read.payload.reveal()
    if show_payload and not is_payment(read.kind) and not hides_payment(payload):
        return payload
    return read.masked


def _fault_text(unread: Unread, words: Words) -> str:
    if not unread.faults:
        return words("check-unread")
    return words("check-unread-because", fault=words(f"check-fault-{_key(unread.faults[0].name)}"))


def _read_json(read: Read, *, show_payload: bool) -> dict[str, Any]:
    return {
        "symbology": read.symbology,
        "kind": read.kind,
        "payload": payload_of(read, show_payload=show_payload),
        "corners": _corners_json(read.corners),
        "clarity": {
            "letter": read.clarity.letter,
            "score": read.clarity.score,
            "parameters": dict(read.clarity.parameters),
        },
        "faults": [_fault_json(fault) for fault in read.faults],
        "advice": list(read.advice),
    }


def _unread_json(unread: Unread) -> dict[str, Any]:
    return {
        "corners": _corners_json(unread.corners),
        "faults": [_fault_json(fault) for fault in unread.faults],
        "advice": list(unread.advice),
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "name": fault.name,
        "severity": fault.severity,
        "box": [round(side, 1) for side in fault.box],
    }


def _corners_json(corners: Corners) -> list[list[float]]:
    return [[x, y] for x, y in corners]


def _name(path: Path, base: Path | None) -> str:
    """Return how a picture is called: relative to `base` where it lies below it, `/` between."""
    shown = path
    if base is not None:
        # Unlike Path.resolve, this follows a circle of links without an error.
        whole, folder = (Path(os.path.realpath(one)) for one in (path, base))
        if whole.is_relative_to(folder):
            shown = whole.relative_to(folder)
    return shown.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _key(name: str) -> str:
    return name.replace("_", "-")
