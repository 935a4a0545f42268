"""`cashier sandbox`: the sandbox gateway until Ctrl-C. What it prints comes from the catalogue."""

import contextlib
import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cashier.core.clock import SystemClock
from cashier.core.errors import Unavailable
from cashier.core.words import Words
from cashier.sandbox.faults import FAULTS
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wechat_mutual import MutualDoor

Echo = Callable[[str], None]
KEYS_FILE = "sandbox-keys.json"
_LOOK_UP_S = 1.0


class SandboxKeysUnwritable(Unavailable):
    """The throw-away keys cannot be left where the caller can find them."""

    code = "sandbox-keys-unwritable"


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """What the command line says. `folder` is where the throw-away keys are put while it runs."""

    folder: Path
    port: int = 0
    faults: tuple[str, ...] = ()


def run_sandbox(options: SandboxOptions, words: Words, echo: Echo, stop: threading.Event) -> int:
    """Run the sandbox until `stop` is set or Ctrl-C, and return the exit code.

    Raises:
        UnknownFault: a fault has no such name.
        SandboxUnavailable: the port is taken.
        SandboxKeysUnwritable: the folder cannot be written.
    """
    with (
        SandboxGateway(options.port, options.faults, SystemClock()) as gateway,
        MutualDoor(gateway.around) as door,
    ):
        keys_file = _leave_keys(options.folder, gateway, door)
        try:
            for line in _welcome(gateway, door, keys_file, words):
                echo(line)
            # In slices, so that Ctrl-C is heard on every system.
            while not stop.wait(_LOOK_UP_S):
                continue
        except KeyboardInterrupt:
            pass
        finally:
            _take_keys_away(keys_file, gateway)
    echo(words("sandbox-stopped"))
    return 0


def _welcome(gateway: SandboxGateway, door: MutualDoor, keys_file: Path, words: Words) -> list[str]:
    active = gateway.faults.active
    lines = [
        words("sandbox-listening", url=gateway.base_url),
        words("sandbox-mutual", url=door.base_url),
        words("sandbox-keys", file=str(keys_file)),
        words("sandbox-faults"),
    ]
    width = max(len(fault.name) for fault in FAULTS)
    for fault in FAULTS:
        mark = "●" if fault.name in active else " "
        lines.append(f" {mark} {fault.name:<{width}}  {words(fault.key)}")
    return [*lines, words("sandbox-how-to-stop")]


def _take_keys_away(file: Path, gateway: SandboxGateway) -> None:
    """Delete the file, unless a sandbox started later has put its own there."""
    with contextlib.suppress(OSError):
        if gateway.base_url in file.read_text("utf-8"):
            file.unlink()


def _leave_keys(folder: Path, gateway: SandboxGateway, door: MutualDoor) -> Path:
    file = folder / KEYS_FILE
    content = {
        "base_url": gateway.base_url,
        "control_token": gateway.keys.control_token.reveal(),
        "till": json.loads(gateway.keys.till.to_line()),
        "api_v3_key": gateway.keys.api_v3_key.reveal(),
        "api_v2_key": gateway.keys.api_v2_key.reveal(),
        "mutual": {
            "base_url": door.base_url,
            "authority": door.papers.authority,
            "merchant_certificate": door.papers.merchant_certificate,
        },
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(content, out, indent=1)
    except OSError as error:
        raise SandboxKeysUnwritable(file=str(file), reason=error.strerror or "") from error
    return file
