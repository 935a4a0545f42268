"""The support packet: what a technician needs to see, masked, in one zip that a person can read.

It is put together whole before anything is written, so that its content can be listed and read
first. It holds no payment code, no order number, no key, no PIN and no text of a case.
"""

import json
import platform
import sqlite3
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cashier import __version__
from cashier.config.settings import Settings, fields, value_at
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.privacy import mask_payload, strip_digits
from cashier.history.exports.json_file import plain
from cashier.history.exports.source import open_source
from cashier.history.exports.target import replacing

_LOG_BYTES = 500_000
_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "zxing-cpp", "opencv-python-headless", "httpx")
_MASKED_KINDS = frozenset({"digits", "name"})
_HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the packet; `key` names the words that say what it is."""

    name: str
    key: str
    text: str

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return len(self.text.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything that would be written."""

    made_at: datetime
    entries: tuple[Entry, ...]

    @property
    def file_name(self) -> str:
        """What the zip should be called."""
        return f"cashier-support-{self.made_at.astimezone():%Y%m%d-%H%M}.zip"


@dataclass(frozen=True, slots=True)
class Around:
    """What a packet is made of; `health` maps a light to its colour, empty where none is known."""

    home: Home
    settings: Settings
    clock: Clock
    health: Mapping[str, str] = field(default_factory=dict)


def gather(around: Around) -> Packet:
    """Put the packet together; what cannot be read is named in it and leaves the rest."""
    entries = (
        _json("versions.json", "support-versions", _versions()),
        _json("settings.json", "support-settings", masked(around.settings)),
        _json("health.json", "support-health", dict(around.health)),
        _json("history.json", "support-history", _history(around.home)),
        _json("files.json", "support-files", _files(around.home)),
        Entry("log.txt", "support-log", _log(around.home)),
    )
    return Packet(around.clock.now(), entries)


def write(packet: Packet, target: Path) -> Path:
    """Write the packet as a zip; it appears when it is whole.

    Raises:
        ExportFolderMissing, ExportDiskFull, ExportTargetHeld, ExportFailed: there is none then.
    """
    moment = packet.made_at.astimezone().timetuple()[:6]
    with (
        replacing(target) as part,
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for entry in packet.entries:
            about = zipfile.ZipInfo(entry.name, moment)
            about.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(about, entry.text.encode("utf-8", "replace"))
    return target


def masked(settings: Settings) -> dict[str, object]:
    """Return the settings by their paths; ids keep two signs at each end, addresses no sign-in."""
    return {one.path: _masked(one.kind, value_at(settings, one.path)) for one in fields()}


def _masked(kind: str, value: object) -> object:
    if isinstance(value, tuple):
        return [_masked(kind, one) for one in value]
    if not isinstance(value, str):
        return value
    if kind in _MASKED_KINDS:
        return mask_payload(value)
    # A camera's address may carry its password.
    return _HIDDEN if "@" in value else strip_digits(value)


def _versions() -> dict[str, object]:
    return {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
        **{name: _version(name) for name in _PACKAGES},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _history(home: Home) -> object:
    try:
        if not home.database.exists():
            return {"exists": False}
        with open_source(home.database) as source:
            return plain(source.overview())
    except CashierError as error:
        return {"error": error.code}
    except OSError as error:
        return {"error": type(error).__name__}


def _files(home: Home) -> dict[str, object]:
    """Return names and sizes of the program's own files; a backup's or a quarantine's too."""
    found: dict[str, object] = {}
    for folder in {home.settings_dir, home.data_dir, home.log_dir}:
        try:
            for file in sorted(folder.glob("*")) if folder.is_dir() else ():
                if file.is_file():
                    found[strip_digits(file.name)] = file.stat().st_size
        except OSError as error:
            # A folder that may not be looked into is just what a technician must hear of.
            found[strip_digits(folder.name)] = type(error).__name__
    return found


def _log(home: Home) -> str:
    """Return the end of the log, every long run of digits taken out once more."""
    file = home.log_dir / "cashier.log"
    try:
        with file.open("rb") as opened:
            opened.seek(max(0, file.stat().st_size - _LOG_BYTES))
            return strip_digits(opened.read().decode("utf-8", "replace"))
    except OSError:
        return ""


def _json(name: str, key: str, content: object) -> Entry:
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    return Entry(name, key, f"{text}\n")
