"""The vault on the real Secret Service of this system: gnome-keyring in a session bus of its own.

Skipped where dbus or gnome-keyring is not installed. The bus ends with its test; nothing is started
for the desktop's own session.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.shared import ROOT

_NEEDED = ("dbus-run-session", "gnome-keyring-daemon")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(name) is None for name in _NEEDED),
    reason="dbus and gnome-keyring are not installed",
)

_UNLOCKED = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
_LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1 </dev/null; "
_SCRIPT = """
import json, sys
from pathlib import Path
from cashier.config.access import Access
from cashier.config.keychain import KeyChain
from cashier.config.sealing import VaultPlace
from cashier.config.vault import open_vault
from cashier.core.clock import SystemClock
from cashier.core.errors import CashierError
from cashier.core.privacy import Secret
folder = Path(sys.argv[1])
said = {}
try:
    chain = KeyChain.open("one")
    said["backend"] = type(chain._backend).__module__.rpartition(".")[2]
    place = VaultPlace(folder / "vault.bin", "1900000001", "one")
    vault = open_vault(place).vault
    vault.put("wechat.private_key", Secret("密" * 1700))
    again = open_vault(place)
    said["same"] = again.get("wechat.private_key").reveal() == "密" * 1700
    access = Access(folder / "pin.json", SystemClock(), chain)
    said["pepper"] = access.set_pin(Secret("739104"))
    said["role"] = access.check(Secret("739104"))
    other = VaultPlace(folder / "vault.bin", "1900000001", "two")
    said["other"] = open_vault(other).problem.code
except CashierError as error:
    said["error"] = error.code
print(json.dumps(said))
"""


def _run(folder: Path, start: str) -> dict[str, object]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHON": sys.executable,
    }
    inner = f'{start} "$PYTHON" -c "$0" "$1"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", inner, _SCRIPT, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return said


def test_an_unlocked_keyring_holds_the_keys(tmp_path: Path) -> None:
    assert _run(tmp_path, _UNLOCKED) == {
        "backend": "SecretService",
        "same": True,
        "pepper": "keyring",
        "role": "manager",
        "other": "vault-key-missing",
    }


def test_a_keyring_that_nobody_unlocks_is_told(tmp_path: Path) -> None:
    assert _run(tmp_path, _LOCKED)["error"] in ("keyring-locked", "keyring-missing")


def test_no_keyring_service_is_told(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert json.loads(done.stdout) == {"error": "keyring-missing"}
