"""`cashier owncode`: remembers the shop's own codes, says whether those on display are still they.

What a code says is neither printed nor kept. A code that differs is told and changes nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cashier.cli.common import visible
from cashier.cli.pin import ask_manager
from cashier.core.errors import WrongUse
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.scan.own_code import OwnCodes, Registered
from cashier.scan.own_code_file import Changed, home_own_codes, with_fewer, with_more
from cashier.scan.picture import load, shown_name
from cashier.scan.reading import OwnCode, Read, Reading
from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort

_SAME, _NOT_SAME = 0, 1


class NoCodeInPicture(WrongUse):
    """A picture has no code that can be read. Fields: image."""

    code = "no-code-in-picture"


class NoOwnCodes(WrongUse):
    """Nothing is registered yet, so nothing can be compared."""

    code = "no-own-codes"


class OwnCodeUnknown(WrongUse):
    """None of the codes in the pictures is registered, so none can be forgotten."""

    code = "own-code-unknown"


@dataclass(frozen=True, slots=True)
class OwnCodeTools:
    """Where the codes are kept, and with which words the command speaks."""

    home: Home
    words: Words
    as_json: bool = False


def register(tools: OwnCodeTools, files: Sequence[Path]) -> int:
    """Keep every code of these pictures; 0 once they are kept.

    Raises:
        NoCodeInPicture, NotAShopCode: nothing is kept of any picture.
        CashierError: a picture, the PIN or the file refuses.
    """
    store = home_own_codes(tools.home)
    reads = _reads(files)
    _entries(store.load(), reads)
    ask_manager(tools.home, tools.words)
    _say_registered(tools, store.change(lambda codes: with_more(codes, _entries(codes, reads))))
    return _SAME


def check(tools: OwnCodeTools, files: Sequence[Path]) -> int:
    """Compare the codes in these pictures; 0 when every picture shows registered ones only.

    Raises:
        NoOwnCodes: there is nothing to compare with.
        CashierError: a picture or the file refuses.
    """
    codes = home_own_codes(tools.home).load()
    if not codes.registered:
        raise NoOwnCodes
    worst = _SAME
    for file in files:
        own = codes.compare(_reading(file).reads, on_display=True)
        worst = max(worst, _SAME if own is OwnCode.MATCH else _NOT_SAME)
        _say_compared(tools, file, own)
    return worst


def forget(tools: OwnCodeTools, files: Sequence[Path], *, every: bool = False) -> int:
    """Forget the codes in these pictures, or every one.

    Raises:
        NoOwnCodes, OwnCodeUnknown: there is nothing to forget.
        CashierError: a picture, the PIN or the file refuses.
    """
    store = home_own_codes(tools.home)
    codes = store.load()
    if not codes.registered:
        raise NoOwnCodes
    reads = _reads(files)

    def left(codes: OwnCodes) -> OwnCodes:
        return OwnCodes(codes.key) if every else with_fewer(codes, _entries(codes, reads))

    if len(left(codes).registered) == len(codes.registered):
        raise OwnCodeUnknown
    ask_manager(tools.home, tools.words)
    _say_forgotten(tools, store.change(left))
    return _SAME


def _reading(file: Path) -> Reading:
    reading = Scanner(effort=Effort.STILL).read(load(file).pixels)
    if not reading.reads:
        raise NoCodeInPicture(image=shown_name(file))
    return reading


def _reads(files: Sequence[Path]) -> list[Read]:
    return [read for file in files for read in _reading(file).reads]


def _entries(codes: OwnCodes, reads: Sequence[Read]) -> list[Registered]:
    return [codes.entry(read) for read in reads]


def _say_registered(tools: OwnCodeTools, made: Changed) -> None:
    new, count = made.after.registered[len(made.before.registered) :], len(made.after.registered)
    if tools.as_json:
        kinds = [code.kind for code in new]
        print(json.dumps({"new": kinds, "registered": count, "key": made.key_in}))
        return
    for code in new:
        kind = tools.words(f"check-kind-{code.kind.replace('_', '-')}")
        print(tools.words("owncode-registered", kind=kind))
    print(tools.words("owncode-count", count=count))
    if made.key_in == "file":
        print(tools.words("owncode-key-in-file"))


def _say_forgotten(tools: OwnCodeTools, made: Changed) -> None:
    left = len(made.after.registered)
    gone = len(made.before.registered) - left
    if tools.as_json:
        print(json.dumps({"forgotten": gone, "registered": left}))
    else:
        print(tools.words("owncode-forgotten", gone=gone, left=left))


def _say_compared(tools: OwnCodeTools, file: Path, own: OwnCode | None) -> None:
    value = own.value if own is not None else "unknown"
    image = file.as_posix()
    if tools.as_json:
        print(json.dumps({"image": image, "own_code": value}, ensure_ascii=False))
        return
    print(f"{visible(image)}: {tools.words(f'owncode-{value}')}")
