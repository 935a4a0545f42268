"""`dev.py build`: freeze, slim, list, test, pack, in this order. What fails is not packed."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools import debian
from tools.environment import Environment
from tools.frozen import deb, nsis, slim
from tools.frozen.place import BuildEnvironment, Place, commit, epoch
from tools.frozen.sizes import as_table, by_component
from tools.say import Stop, say

MOST_BYTES = 330_000_000
MOST_SECONDS = 20
_TOOLS = ("binutils", "gcc", "libc6-dev", "dpkg-dev", "liblapack3", "libblas3")


def build(developer: Environment, root: Path, *, pack: bool = True) -> int:
    """Build the app and its package; return 0, or 1 with a sentence on what is wrong."""
    place = Place(root)
    lacking = debian.lacking(_TOOLS) if debian.is_debian() else []
    if lacking:
        debian.install(lacking, needed=True)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("environment", lambda: BuildEnvironment(place).fill(developer)),
        ("freeze", lambda: _freeze(place)),
        ("slim", lambda: _slim(place)),
        ("parts", lambda: _parts(place)),
        ("size", lambda: _size(place)),
        ("self-test", lambda: self_test(place)),
    ]
    if pack:
        pack_it = nsis.pack if sys.platform == "win32" else deb.pack
        steps.append(("package", lambda: pack_it(place)))
    for name, step in steps:
        begun = time.perf_counter()
        step()
        say(f"{name:<12} {time.perf_counter() - begun:6.1f} s", "green")
    return 0


def _freeze(place: Place) -> None:
    environment = BuildEnvironment(place)
    version_file = place.folder / "version.txt"
    version_file.write_text(windows_version(deb.version_of(place.root)), encoding="utf-8")
    noted = {"commit": commit(place.root), "dated": int(epoch(place.root))}
    # Away from the checkout, or its packages would be taken instead of the installed ones.
    environment.run(
        "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN",
        "--distpath", str(place.app.parent), "--workpath", str(place.folder / "work"),
        str(place.recipes / "cashier.spec"),
        cwd=place.folder,
    )  # fmt: skip
    note = place.inner / "cashier" / "_data" / "resources" / "build.json"
    note.write_text(json.dumps(noted) + "\n", encoding="utf-8")


def windows_version(version: str) -> str:
    """Return what Windows shows of the program, as PyInstaller reads it."""
    numbers = tuple([int(part) for part in version.split(".")[:3]] + [0])
    texts = {
        "CompanyName": "Cashier Assistant",
        "FileDescription": "Cashier Assistant",
        "FileVersion": version,
        "ProductName": "Cashier Assistant",
        "ProductVersion": version,
        "LegalCopyright": "The Cashier Assistant contributors, Apache-2.0",
    }
    listed = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{listed}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def _slim(place: Place) -> None:
    if sys.platform != "linux":
        return
    say(f"stripped: {slim.strip(place.inner) / 1e6:.1f} MB less")
    say(f"the system's LAPACK: {slim.lean_on_system_lapack(place.inner) / 1e6:.1f} MB less")


def _parts(place: Place) -> None:
    shutil.copyfile(place.root / "LICENSE", place.app / "LICENSE")
    script = Path(__file__).with_name("parts.py")
    lock = place.folder / "runtime.lock"
    BuildEnvironment(place).run(str(script), str(lock), str(place.app))


def _size(place: Place) -> None:
    sizes = by_component(place.app)
    for line in as_table(sizes):
        say(line)
    whole = sum(sizes.values())
    if whole > MOST_BYTES:
        raise Stop(f"the app has {whole / 1e6:.0f} MB; {MOST_BYTES / 1e6:.0f} are allowed")


def self_test(place: Place) -> None:
    """Run the frozen app's own test away from the checkout, in an empty home.

    Raises:
        Stop: it failed, or hung.
    """
    script = place.recipes / "selftest.py"
    done = subprocess.run(
        [sys.executable, str(script), str(place.program), "--seconds", str(MOST_SECONDS)],
        capture_output=True, text=True, errors="replace", check=False, encoding="utf-8",
    )  # fmt: skip
    for line in done.stdout.splitlines():
        say(line)
    if done.returncode:
        raise Stop(f"the frozen app failed its self-test and is not packed. {done.stderr.strip()}")
