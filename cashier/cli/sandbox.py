"""`cashier sandbox`: the sandbox gateway until Ctrl-C. What it prints comes from the catalogue."""

import contextlib
import json
import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from cashier.cli.ways import net_named
from cashier.core.clock import SystemClock
from cashier.core.errors import Unavailable
from cashier.core.words import Words
from cashier.sandbox.fault_script import FaultScript, read_script
from cashier.sandbox.faults import FAULTS
from cashier.sandbox.net import NetRig
from cashier.sandbox.net_faults import WRONG_CERTIFICATES, NetFault
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wechat_mutual import MutualDoor

Echo = Callable[[str], None]
KEYS_FILE = "sandbox-keys.json"
_LOOK_UP_S = 1.0


class SandboxKeysUnwritable(Unavailable):
    """The throw-away keys cannot be left where the caller can find them."""

    code = "sandbox-keys-unwritable"


class ScriptUnreadable(Unavailable):
    """The file with the script is not there or cannot be read."""

    code = "script-unreadable"


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """What the command line says. `folder` is where the throw-away keys are put while it runs.

    With `net`, callers go by a way that behaves like that; `script` is a file.
    """

    folder: Path
    port: int = 0
    faults: tuple[str, ...] = ()
    net: str = ""
    script: Path | None = None


def run_sandbox(options: SandboxOptions, words: Words, echo: Echo, stop: threading.Event) -> int:
    """Run the sandbox until `stop` is set or Ctrl-C, and return the exit code.

    Raises:
        UnknownFault: a fault has no such name.
        UnknownNet: the way has no such fault.
        ScriptBroken: the script has a line that cannot be read.
        ScriptUnreadable: the script's file cannot be read.
        SandboxUnavailable: the port is taken.
        SandboxKeysUnwritable: the folder cannot be written.
    """
    script = read_script(_text(options.script)) if options.script is not None else FaultScript()
    kind = NetFault(net_named(options.net, NetFault)) if options.net else NetFault.sound
    with ExitStack() as parts:
        gateway = parts.enter_context(SandboxGateway(options.port, options.faults, SystemClock()))
        door = parts.enter_context(MutualDoor(gateway.around))
        rig = None
        if options.net or script.uses_net:
            rig = parts.enter_context(NetRig(gateway.port, secured=kind in WRONG_CERTIFICATES))
            rig.be(kind)
        ways = _Ways(gateway, door, rig)
        keys_file = _leave_keys(options.folder, ways)
        parts.callback(_take_keys_away, keys_file, ways.base_url)
        gateway.faults.follow(script, SystemClock())
        with contextlib.suppress(KeyboardInterrupt):
            for line in _welcome(ways, keys_file, words):
                echo(line)
            # In slices, so that Ctrl-C is heard on every system.
            while not stop.wait(_LOOK_UP_S):
                _switch(rig, gateway.faults.net() or kind)
    echo(words("sandbox-stopped"))
    return 0


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways into a running sandbox: its own, the one for certificates, a troubled one."""

    gateway: SandboxGateway
    door: MutualDoor
    rig: NetRig | None

    @property
    def base_url(self) -> str:
        """Where callers go."""
        return self.gateway.base_url if self.rig is None else self.rig.base_url


def _switch(rig: NetRig | None, kind: NetFault) -> None:
    if rig is not None and rig.kind is not kind:
        rig.be(kind)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScriptUnreadable(file=str(file), reason=reason) from error


def _welcome(ways: _Ways, keys_file: Path, words: Words) -> list[str]:
    active = ways.gateway.faults.active
    lines = [
        words("sandbox-listening", url=ways.base_url),
        words("sandbox-mutual", url=ways.door.base_url),
        words("sandbox-keys", file=str(keys_file)),
        words("sandbox-faults"),
    ]
    width = max(len(fault.name) for fault in FAULTS)
    for fault in FAULTS:
        mark = "●" if fault.name in active else " "
        lines.append(f" {mark} {fault.name:<{width}}  {words(fault.key)}")
    lines.append(words("sandbox-nets"))
    lines.extend(f"   {kind:<{width}}  {words(kind.key)}" for kind in NetFault)
    return [*lines, words("sandbox-how-to-stop")]


def _take_keys_away(file: Path, base_url: str) -> None:
    """Delete the file, unless a sandbox started later has put its own there."""
    with contextlib.suppress(OSError):
        if base_url in file.read_text("utf-8"):
            file.unlink()


def _leave_keys(folder: Path, ways: _Ways) -> Path:
    gateway, door = ways.gateway, ways.door
    file = folder / KEYS_FILE
    content = {
        "base_url": ways.base_url,
        "control_url": gateway.base_url,
        "authority": "" if ways.rig is None else ways.rig.authority,
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
