"""The frozen app as a Windows installer, by NSIS. The script is `packaging/windows/cashier.nsi`.

`python -m tools.frozen.nsis` packs an app that is built already.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.frozen.deb import version_of
from tools.frozen.place import Place
from tools.say import ROOT, Stop, say

_USUAL = Path("C:/Program Files (x86)/NSIS/makensis.exe")


def pack(place: Place, payload: Path | None = None, version: str | None = None) -> Path:
    """Write the installer for the app, or for a stand-in payload, and return it.

    Raises:
        Stop: NSIS is missing or refuses.
    """
    maker = shutil.which("makensis") or (str(_USUAL) if _USUAL.is_file() else None)
    if maker is None:
        raise Stop("makensis is missing: install NSIS 3 (on Debian: apt-get install nsis)")
    number = version or version_of(place.root)
    made = place.folder / f"cashier-assistant-{number}-setup.exe"
    made.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [maker, "-V2", "-WX", "-INPUTCHARSET", "UTF8",
         f"-DVERSION={number}", f"-DAPP={payload or place.app}", f"-DOUT={made}",
         str(place.recipes / "windows" / "cashier.nsi")],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise Stop(f"makensis failed:\n{(done.stdout + done.stderr).strip()[-2000:]}")
    say(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB")
    return made


def main() -> int:
    """Pack what is built."""
    try:
        print(pack(Place(ROOT)))
    except Stop as stop:
        say(str(stop), "red")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
