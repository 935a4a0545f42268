"""`cashier support`: shows what the packet would hold, and writes it where that is wanted."""

from pathlib import Path

import typer

from cashier.cli.common import visible
from cashier.cli.pin import somebody_there
from cashier.config.settings_file import load
from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.desk.support import Around, Packet, gather, write


def support(place: Home, words: Words, out: Path | None, *, yes: bool) -> int:
    """List the packet, ask, write it; without an answer nothing is written.

    Args:
        place: the folders of the installation.
        words: the commands' words.
        out: the folder or file to write to; None is the folder one stands in.
        yes: write without asking, as a script does.

    Raises:
        CashierError: it could not be written.
    """
    packet = gather(Around(place, load(place).settings, SystemClock()))
    _show(packet, words)
    if not yes and not somebody_there():
        print(words("support-only-shown"))
        return 0
    if not yes and not typer.confirm(words("support-ask"), err=True):
        return 0
    target = _target(out or Path(), packet)
    print(words("support-written", file=visible(str(write(packet, target)))))
    return 0


def _target(out: Path, packet: Packet) -> Path:
    return out / packet.file_name if out.is_dir() else out


def _show(packet: Packet, words: Words) -> None:
    print(words("support-holds"))
    for entry in packet.entries:
        size = max(1, round(entry.size / 1024))
        print(f"  {entry.name:<16}{size:>6} KB  {words(entry.key)}")
    print(words("support-never"))
